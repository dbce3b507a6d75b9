//! That a named service, kind of data or component is not affected.

use model::Signal::Unaffected;

use crate::signals::rule::{CLAIM, Place::Headings, Rule};

/// What turns a denial into something else: that nothing was found, that it holds no more, that it holds for some, or
/// that the reader is to find out.
const NO_DENIAL: &[&str] = &[
    "EVIDENCE",
    "(no longer|not longer|not yet|not only|not all|not every|not everyone|not necessarily|not just|not still|not be sure|not aware|not known|not clear|not sure)",
    "(if|unless|WOULD|might|should|could|until|important|whether|probably|hopefully)",
    "(does|do) not (mean|imply|guarantee)",
    "(may|will) not",
    "not (applied|updated|upgraded|patched|installed)",
    "(example|sample|any more|anymore|once patched)",
    "(more than once|twice|by (the|this|these|our) (patch|patches|maintenance|work|reboot|reboots|migration))",
    "(OTHERS|OPENSSL_LIKE) .... VERSION",
    "(windows|mac|macos|linux) (based)? (system*|computer*|machine*|user*|device*)",
];

/// The reader is told to find out.
const ASKED: &[&str] = &[
    "^ (please|to)? (verify|ensure|make sure|check|confirm|wait|before)",
    "(important|recommend|should|need|you) .. to? (verify|ensure|make sure|confirm|check)",
];

/// The same, and what is said of a version of another.
const ASKED_OR_OTHERS: &[&str] = &[
    "^ (please|to)? (verify|ensure|make sure|check|confirm|wait|before)",
    "(important|recommend|should|need|you) .. to? (verify|ensure|make sure|confirm|check)",
    "OPENSSL_LIKE .. (version|versions|release)? VERSION / which",
    "cipher (suite|suites)",
    "(PATCHED|mitigated|applied) .... /? (and|so) .... not .. (vulnerable|susceptible|exposed|exploitable)",
    "(since|after|following|by) .. (patching|upgrading|updating|patch|upgrade|update|fix) ~ not .. (vulnerable|susceptible|exposed|exploitable)",
    "not .. (vulnerable|susceptible|exposed|exploitable) .. (after|since|following|once|as soon as) .. (patch*|upgrad*|updat*|fix*|appl*|install*)",
];

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "unaffected-ours",
        signal: Unaffected,
        wants: &[
            "(DATA|information) .... (was|were|is|are) not .. part of .. (the|this) .. INCIDENT",
            "SELF .... (BE|has|have|had|did) (not|never) .. HARMED",
            "SELF .... BE (not|never) .. susceptible",
            "(THING|DATA|customers|users|visitors|clients) .... (BE|has|have|had) .. (not|never) .. HARMED",
            "not believe .... (SELF|THING|DATA|customers|users|it) .... (BE|have|has) .. HARMED",
            "(BE) (not|never|in no way) .. (affected|vulnerable|impacted|susceptible) (by|to) .. (this|the|FLAW)",
            "(SELF|THING|DATA|customers|users|tenants|shoppers|merchants) .... (at no point|at no time|in no way|by no means|never at any point) .. HARMED",
            "^ (customers|users|THING|clients|tenants|everyone|people|accounts) / (who|which) .... (BE) (not|never) .. HARMED",
            "(this|it|that) .. (was|is) not .. (a|an) .. (cyberattack|cyber attack|attack|breach|security incident|hack|intrusion)",
            "^ (also)? not (affected|vulnerable|impacted|exposed|compromised|involved) (were|was|are|is)",
            "(malicious|backdoored|TAINTED|backdoor|vulnerable|affected) .. (file|files|code|version|versions|package|packages|library|release|releases|component)? .... (is|was|are|were) (not|never) .. (present|included|shipped|found|used|part|in|installed|available|distributed) .. (in|of|by|on|to|with)",
            "(DATA|information) /? (such as|like|including) ~ (was|were|is|are) (not|never) .. HARMED",
            "FLAW .... (is|was|are|were) not .. (exploitable|a threat|a risk|reachable|a concern) .. (in|on|against|for|with|to|through) .. (SELF|any|THING)",
            "(affected|malicious|vulnerable|infected|compromised|TAINTED) .... never .. (reached|entered|made it|touched|got) .... (SELF|any|other|THING|production|users|customers)",
            "^ .. (not affected|not vulnerable|unaffected|not impacted) (versions|version|releases|products|services|systems|components)? / .. .. (VERSION|@self|none|all|THING)",
            "(all|customer|user|your|remaining|other) .... (funds|assets|balances|wallets|deposits) .... (are|remain|were) .. (safe|secure|unaffected|untouched)",
            "(this|which) means .. (it|that it|we|they) .. (is|are|was|were) not .. HARMED",
        ],
        unless: NO_DENIAL,
        unless_sentence: ASKED_OR_OTHERS,
        matches: "Our mail service was not affected by the flaw.",
        passes: "Our mail service is no longer vulnerable.",
        ..CLAIM
    },
    Rule {
        id: "unaffected-none",
        signal: Unaffected,
        wants: &[
            "neither .... nor .... (is|are|was|were|has been|have been) .. (HARMED|susceptible)",
            "no .. (DATA|information|records) .... (was|were|has been|have been) .. (included|involved|part|compromised) .. (in|of|by) .. (the|this|that) .. (FLAW|INCIDENT|breach|incident)",
            "(none|neither|zero) .... (SELF|THING|DATA|customers|users) .... HARMED",
            "(none|neither) .... (rely|relies|use|uses|used|depend|depends|run|runs|ship|ships|include|includes|contain|contains|has a) .... (OPENSSL_LIKE|affected|vulnerable|compromised|malicious|dependency)",
            "none of .. (SELF|these|those|them|the|it) .... HARMED",
            "no .. (SELF|THING|DATA|customer|customers|user|users|vulnerable) .... (BE|has been|have been) .. (HARMED|found|present)",
            "no .. SELF .... (THING|DATA) .... HARMED",
            "no .. (part|parts|system|systems|data|portion) of .. SELF .... HARMED",
            "(not|never) (affect|affected|impact|impacted|compromise|compromised|expose|exposed) any of? .. (SELF|THING|DATA|customers)",
            "no other .. (package*|release*|product*|service*|system*|customer*|account*|version*|data|site*|component*) .... (HARMED|carry|carries|contain|contains|use|uses|run|runs)",
            "(nothing|none) .. (else|other)? .. (on|in|of|from) .. (SELF|THING) .... HARMED",
            "(at no (time|point)|never|in no way|nor|neither) (was|were|did|has|have) .... (HARMED|at risk|accessed|access|leave|left)",
            "no .. (other|further|additional|sensitive|financial|personal|customer)? .. (DATA|information|resources|credentials|passwords) .... (has been|have been|was|were) .. (shared|taken|accessed|exposed|compromised|stolen|leaked|changed|involved)",
            "no .. (DATA|information) ~ (was|were|has been|have been|are|is) .. (HARMED|involved) .. (in|by|as|during)",
            "no .. THING .. (maintained|operated|owned|run|managed|hosted) ~ (has|have|was|were) .. HARMED",
            "neither ~ nor ~ (is|are|was|were|has been|have been) .. (HARMED|susceptible)",
        ],
        unless: &[
            "(no longer|any longer)",
            "EVIDENCE",
            "(if|unless|WOULD|might|should|could|until|whether)",
            "(not aware|no way|no reason|no known)",
            "(not|never|no) .. (seen|confirmed|confirmation)",
            "not .. (none|no)",
            "(to our knowledge|to the best|as far as|misused)",
            "(more than once|twice|(site|sites|systems|customers) are involved)",
            "(expected|anticipated|by the (patch|maintenance|work))",
        ],
        unless_sentence: ASKED,
        matches: "None of our customer databases were exposed.",
        passes: "We have no evidence that any customer data was exposed.",
        ..CLAIM
    },
    Rule {
        id: "unaffected-does-not-use",
        signal: Unaffected,
        wants: &[
            "(SELF|THING) ... (do|does|did|have|has|is|are) (not|never) .. (use|used|using|run|running|ship|shipped|include|included|bundle|contain|rely|relying|depend|dependent|deployed|deploy|support|utilize|utilise|have|leverage|employ|built|based) .... (OPENSSL_LIKE|affected|compromised|malicious|vulnerable|package|packages|version|versions|heartbeat|component|library|feature|software|module|technology|it|product|this|cve*|VERSION)",
            "(SELF|THING) .... (uses|use|using|used|ships|ship|rely|relies) .... (instead of|rather than|not|instead|only) .... (OPENSSL_LIKE|api)",
            "(compiled|built|shipped|distributed) without .. (OPENSSL_LIKE|heartbeat|support|it)",
            "(SELF|THING) ... (no|without) .. (dependency|use|usage|instances|installations|copies) .. (on|of) .. (OPENSSL_LIKE|affected|vulnerable)",
            "(SELF|THING) ... (use|uses|used|run|runs|running|ran|rely|relies) .... (not|never) .. (vulnerable|affected|susceptible|impacted)",
            "(SELF|THING) .... (use|uses|run|runs|used|running|ran|on) .... (older|earlier|prior|newer|different) (version|versions|release|branch) .... (not|before|predates|unaffected|without|prior)",
            "(SELF|THING|we) ... (not|never) .. (use|used|link*|load*|call|embed*|pull in|make use of|making use of|ship|shipped|bundle|bundled|run|ran|install|installed|include|included|contain|contained|deploy|deployed|adopt|adopted|offer|offered|expose|exposed|accept|rely|relied|depend|depended|operate|operated|incorporate*) .... (OPENSSL_LIKE|FLAW|affected|vulnerable|compromised|malicious)",
            "(SELF|THING) .... (contain|contains|contained|use|uses|ship|ships|run|runs|include|includes|has|have|carry|carries|makes|make) .. (no|none of|zero|no use of) .... (OPENSSL_LIKE|affected|vulnerable|compromised|malicious|dependency)",
            "(THING|DATA) .. (accessed|exposed|involved|taken|affected|stolen|copied)? (do|does|did) not .. (include|contain|hold|involve) .... DATA",
            "(ATTACKER) (can|could) not .... (exploit*|reach|read|use|access) .... (SELF|THING|DATA|FLAW)",
            "(predates|predate|predated)",
            "(from|released|built|forked|branched) .. (long)? before .. (the|this) .. (FLAW|bug|feature|code|heartbeat) .. (existed|was introduced|introduced|appeared|was added|came)",
            "(SELF|THING) .... (written in|implemented in|based on|built on|built with|powered by) .. (go|rust|erlang|php|python|ruby|net|node|nss|gnutls|libressl|boringssl|iis|schannel|golang|a different) .... (not|never|no|instead|rather|so)",
            "(class|feature|module|option|extension|library|component) .... (was|is|has been|had been) .. (stripped|compiled out|disabled|never enabled|left out|removed) .... (immune|not affected|unaffected|not vulnerable|out of reach|no effect)",
            "(library|component|package|version|software|framework|module|code|it|OPENSSL_LIKE) .. (is|was|are|were) not .. (used|included|present|part of|shipped|bundled|installed|deployed|linked) .. (in|by|with|on|of|within) .. (SELF|any|THING)",
            "(SELF|@self|THING) .... (includes|uses|ships|runs|bundles|include|use|ship|run|bundle) .. (version)? .. VERSION / which (is|are|was) not .. HARMED",
            "(DATA|information) .. (is|was|are|were) not .. (kept|stored|held|processed|maintained|retained|collected) .. (on|in|by|at|within) .. (the|this|that|our|any|these) .. THING",
        ],
        unless: &[
            "(if|unless|WOULD|might|should|could|until|whether|you|example)",
            "not yet",
            "EVIDENCE",
            "(no longer)",
            "(email|post|message|notice) .. not (contain|include)",
            "(any|all|enough|full) .. (information|details|answers)",
            "cipher",
            "(no|not) .. (confirmation|confirmed)",
            "security (fix|fixes|update|updates|patches)",
        ],
        unless_sentence: &["^ (in|for) .. example"],
        matches: "Acme Hosting does not use OpenSSL on its web servers.",
        passes: "If you do not use the affected version, nothing changes.",
        ..CLAIM
    },
    Rule {
        id: "unaffected-remains",
        signal: Unaffected,
        wants: &[
            "(SELF|THING|DATA|customers|users) .... (remain|remains|remained|stay|stays|stayed|continue to be|continues to be|BE|has always been|have always been) .. (unaffected|uncompromised|immune|unharmed|untouched|intact)",
            "(SELF|THING|DATA|customers) .... (remain|remains|remained|stay|stays|stayed) .. (safe|secure|protected|encrypted|unchanged)",
            "(unaffected|immune) (by|to|from) .. (this|the|FLAW)",
            "(SELF|THING|DATA|customers|passwords|vaults) .... (can not|could not) .. (be|have been) .. (exploited|decrypted|accessed|read|compromised|affected|abused)",
            "(SELF|THING|DATA) .... BE .. (safe|secure) (from|against)",
            "(SELF|THING|DATA) .... (BE|been) .. (safe from|not at risk|protected from|secure from|never at risk)",
            "(SELF|THING|DATA|customers|tenants|users|versions) .... (BE) .. (out of scope|outside the scope|in the clear|immune|spared|out of reach|beyond reach)",
            "(SELF|THING|versions|DATA) .... (BE|and are|and is) (fine|in the clear|ok|okay)",
            "(SELF|THING|DATA|mail|files) .... (was|were) .. (safe|secure)",
            "(SELF|THING) .... (separate|isolated|segregated) .... (FLAW|ATTACKER|it|incident|network*|system*|stack) .. (can not|could not|did not|never|not) .. (reach|touch|affect|get to)",
            "(held|stored|kept|processed|handled) .. (by|with|at|on|in) .. (our|a|an|the) .... (not|never) .. HARMED",
            "(SELF|THING|DATA) .... FLAW .. (can not|could not|does not|did not) .. (reach|touch|affect|be triggered)",
        ],
        unless: &[
            "NOT .. (unaffected|immune|intact)",
            "(if|unless|WOULD|might|should|could|whether|ensure|until|help|keep|sure|you (remain|stay))",
            "(with us|now (safe|secure|fine)|again|as long as|so long as)",
            "by (the|this|these|our) .. (patch|patches|update|updates|maintenance|work|reboot|migration)",
            "(commit*|priority|strive|dedicated|mission|peace of mind|confident|continue working|working hard)",
        ],
        matches: "Backups remain unaffected.",
        passes: "Upgrade, to make sure that you remain secure.",
        ..CLAIM
    },
    Rule {
        id: "unaffected-does-not-reach",
        signal: Unaffected,
        wants: &[
            "(FLAW|INCIDENT|this|it|that|these|issue) .. (did|does|do|has|have|had) (not|never) .. (affect|affected|impact|impacted|apply|applied|extend|involve|involved|reach|include|compromise|compromised|concern|exist|touch|touched|expose|exposed|result|reside) ... (SELF|THING|DATA|customers|users|VERSION)",
            "(FLAW|it|this) .... BE .. (not|never) .. (present|exploitable|found|applicable|relevant|possible|reachable) .. (in|on|to|for|with|by) .. (SELF|any|THING|DATA|customers|the|default)",
            "(SELF|THING|customers) .... (do|does|did) not .. (appear|seem|need) .... (vulnerable|affected|impacted|patching|this patch|to be patched|to be updated)",
            "(no need|not need|not required|not necessary) to (update|upgrade|patch|reinstall) .. (@self|the|our) .. (@self|runtime|client|app|apps|application|server|software)",
            "(not|never) (included|involved|part) .. (in|of) .. (these|this|the) .. (INCIDENT|FLAW)",
            "(did|does|do) not (affect|impact|involve|compromise|extend to|reach) .. (other|any other|our other|any) .. (SELF|THING|DATA)",
        ],
        unless: &[
            "(if|unless|WOULD|might|should|could|whether|probably|necessarily)",
            "(will|may) not",
            "EVIDENCE",
            "(affect|impact) you (as|or|unless|in)",
            "(does|do) not mean",
            "(apply|applied) .. (patch|update|fix)",
            "(no longer)",
            "need to wait",
            "(windows|mac|macos|osx|iphone|ipad|ios|android|linux|unix) .. (system*|computer*|machine*|user*|device*|server*|client*)",
            "(OTHERS|OPENSSL_LIKE) .... VERSION",
        ],
        unless_sentence: &["(new|latest|previous|future) (update|release) ~ not (include|result)"],
        matches: "The flaw does not affect our desktop application.",
        passes: "It may not affect our customers.",
        ..CLAIM
    },
    Rule {
        id: "unaffected-no-impact",
        signal: Unaffected,
        wants: &[
            "no .. (impact|effect|exposure|risk|threat|danger|harm|compromise|consequence|loss) .. (to|on|for|of|upon) .... (SELF|THING|DATA|customers|users|clients)",
            "(without|zero) .. (impact|exposure|risk) .. (to|on|of) .. (SELF|THING|DATA|customers|users)",
            "(did|does|do|could|was|were|had) (not|never) .. (have|gain|obtain|get|given|able to|access to) .... (access|reach|read|decrypt|see|obtain|view) .... (SELF|THING|DATA|customer)",
            "(did|has|have) not .. (access|accessed|obtain|obtained|compromise|view|viewed|steal) .... (SELF|THING|DATA|customer)",
            "(did|do|does) not have .. access to .. (your|any|customer|user|our|the) .. DATA",
            "no .. (other|further)? .. (impact|compromise|effect|harm) .. (to|on|of|for) .. (the|our|any)? .. (project|users|operations|community|resources|releases|packages|builds|infrastructure)",
            "(never|not|nor) .. (had|gained|obtained|got) .. (any)? .. access to .. (any|our|your|SELF|customer|the|other) .... (THING|DATA|SELF)",
        ],
        unless: &[
            "EVIDENCE",
            "(if|unless|WOULD|might|should|whether|you|minimal|expected|during|maintenance|downtime|reboot)",
            "(will|may) .. (no|not)",
            "no way",
            "(service interruption|outage|scheduled|planned|performance|reboots|rebooted|upgrade|pricing|price)",
            "(impact|effect) .. (of|from) .. (the|this|these)? .. (patch|patches|update|updates|maintenance|reboot|migration)",
        ],
        matches: "There is no risk to customers of the hosted edition.",
        passes: "The maintenance will have no impact on your data.",
        ..CLAIM
    },
    Rule {
        id: "unaffected-heading",
        signal: Unaffected,
        wants: &[
            "(not|never|was not|were not) .. (affected|impacted|vulnerable|accessed|compromised|involved)",
            "^ (unaffected|non affected|nonaffected) (versions|products|services|systems|components|software|and)",
        ],
        unless: &["(if|unless|why|whether|how)"],
        place: Headings,
        questions: true,
        unless_sentence: &["(am|are|is) (i|we|you|my|your) .. not"],
        matches: "What was not affected\nThe payment service and the mobile app.",
        passes: "What was affected\nThe payment service and the mobile app.",
        ..CLAIM
    },
];
