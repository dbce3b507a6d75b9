//! That a service, product or credential of its own was affected.

use model::Signal::Affected;

use crate::signals::rule::{CLAIM, Rule};

/// What makes a statement no claim: it is denied, supposed, or about the world at large.
const NO_CLAIM: &[&str] = &[
    "(if|whether|unless|WOULD|how)",
    "(no longer|any longer)",
    "EVIDENCE",
    "(none|neither)",
    "no (part|parts|component|components|single|other)",
];

/// What is said of a case that may come, of the world at large, or to the reader as advice.
const NOBODY: &[&str] = &[
    "MANY",
    "^ (if|should|whenever|please|when)",
    "^ (please|immediately|then|also)? DO (your|the|to|all|any|that|it)",
];

/// What is denied was not so, and what is said of the world at large is said of nobody.
pub(super) const DENIED: &[&str] = &["NOT", "MANY"];

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "affected-suffered",
        signal: Affected,
        wants: &[
            "(SELF|THING) .... (suffered|suffering|experienced|experiencing|hit by|struck by|lost) .... (INCIDENT|ddos|denial of service|attack*|outage*|loss of (power|service|connectivity)|blackout|power|disruption*|interruption*|downtime|failure*|intrusion)",
            "(delays|disruption*|interruption*|outage*|congestion|packet loss|slowness|downtime) .... (have|has|had)? .. (occurred|affected|affecting|caused|on|for|across) .... (SELF|customer|customers|users|clients|service|services)",
            "affecting .. (hundreds|thousands|dozens|many|some|several|all|most|a number|a subset|certain|our) .. (of)? .. (SELF|customer|customers|users|clients)",
            "(account|accounts|mailbox|mailboxes|server|servers) .. (was|were) .. subject to .. (unauthorized|unauthorised)",
            "(SELF|THING) .... (do|does|did) use .. (affected|vulnerable) (version|versions)",
            "(problem|problems|vulnerability|vulnerabilities|instances|machines|hosts) .. (have been|has been|were|was) .. (identified|found|discovered) .. (on|in|at) .. (campus|SELF)",
            "(network|networks|systems|services|servers|phones|email) .... (remain|remains|are|were|was|went|taken|is) .. (offline|down|unavailable|inaccessible) .... (since|due to|because of|after|following|as a result of) .. (a|an|the|this)? .... (INCIDENT|threat|attack*)",
            "INCIDENT .... (exposed|compromised|revealed|leaked) .. (the|some|all|our|certain)? .... (SECRET|DATA) .. (that|which)? .. (we|our|SELF)",
        ],
        unless_within: DENIED,
        unless: NO_CLAIM,
        unless_sentence: &["(should|if|when|whenever) .. (SELF|THING|you|customers) .. (suffer*|experienc*)"],
        matches: "Two of our data halls suffered a loss of power.",
        passes: "None of our data halls suffered a loss of power.",
        ..CLAIM
    },
    Rule {
        id: "affected-ours",
        signal: Affected,
        wants: &[
            "SELF .... BE .. AFFECTED",
            "SELF .... BE ... (vulnerable|susceptible)",
            "SELF ... THING .. (known|found|believed|confirmed) to be .. AFFECTED",
        ],
        unless_within: DENIED,
        unless: NO_CLAIM,
        unless_sentence: &[
            "^ .. (none|neither)",
            "(former|rival|another|other|different) .. (manager|firm|company|vendor|provider)",
            "^ (if|should|whenever)",
            "(informed|notified|told|advised) .. SELF .. that (they|it|he|she)",
            "(as soon as|whenever|each time)",
        ],
        matches: "Two of our mail servers were also vulnerable.",
        passes: "None of our mail servers were vulnerable.",
        ..CLAIM
    },
    Rule {
        id: "affected-no-longer",
        signal: Affected,
        wants: &["(no longer|not longer) .. (vulnerable|affected|exposed|susceptible|at risk|exploitable)"],
        unless: &["(if|until|whether|unless|you|MANY)"],
        matches: "As of this morning the web servers are no longer vulnerable.",
        passes: "Wait until the site is no longer vulnerable.",
        ..CLAIM
    },
    Rule {
        id: "affected-internal",
        signal: Affected,
        wants: &[
            "(AFFECTED|vulnerable) .. (internal|campus|production|corporate|customer facing|public facing) .. THING",
            "(internal|campus|university|production|corporate|staging|customer facing|public facing) ... THING ... (AFFECTED|vulnerable)",
            "(customer|user|employee|member) .. (accounts|account|data|records|information) .... (was|were|been) .. AFFECTED",
            "(following|these) .. (products|services|versions|components|systems|tools|packages) .... (AFFECTED|vulnerable)",
            "(few|some|several|number|handful|subset|portion|percentage|minority) of? .. (systems|servers|services|hosts|nodes|machines|customers|accounts|users) .... (AFFECTED|vulnerable|have this vulnerability)",
            "(certain|some|personal|confidential|sensitive|donor|student|patient|alumni|subscriber|institutional|university) .. DATA .... (was|were|been) .. AFFECTED",
            "(DATA|information) .... (was|were|may have been|could have been|might have been|have been|has been) .. (disclosed|exposed|accessed|involved|compromised|included|part of|stolen|copied|taken) .. (in|by|during|of|through) .. (the|this|that) .. INCIDENT",
            "(SECRET|password|passwords) .... (was|were|had been|has been|have been) .. (accidentally|inadvertently|mistakenly|publicly)? .. (leaked|stolen|exposed|compromised|published|committed) .... (in|from|to|by|on|through|via)",
            "(binary|binaries|installer*|download|downloads|package|packages|release|releases) .. of .... (was|were|had been|have been|has been) .. (compromised|tampered|infected|replaced|modified|trojan*|backdoored)",
            "(replaced|patched|fixed|isolated|rebuilt|identified|cleaned|quarantined|reimaged|removed) .. (affected|vulnerable|compromised|infected) .. THING",
            "(malware|malicious code|malicious javascript|malicious file|malicious files) .... (was|were|had been) .. (served|delivered|distributed|injected|sent) .. (to|from|by|through|into)",
            "(found|discovered|identified|detected) .. (evidence|instances|signs|cases) of .... FLAW .... (on|in|at|within) .. (some|several|certain|our|campus|SELF) .. THING",
            "(identified|found|discovered|located|detected) .... THING .. (running|using|with|that use|that run) .... (impacted|affected|vulnerable) .. (version|versions|release|releases|library)",
        ],
        unless_within: DENIED,
        unless: &[
            "(if|whether|unless|WOULD|how|could|may be|might|can)",
            "(no longer|any longer)",
            "EVIDENCE",
            "(none|neither|OTHERS)",
            "no (part|parts|component|components|single|other)",
        ],
        unless_sentence: NOBODY,
        matches: "A small number of servers were found to be vulnerable.",
        passes: "A number of servers all over the internet were found to be vulnerable.",
        ..CLAIM
    },
    Rule {
        id: "affected-ran-vulnerable",
        signal: Affected,
        wants: &[
            "(SELF|THING) ... (running|ran|run|runs|used|using|uses|made use of|relying on|relied on|relies on|contain|contained|contains|had|included|includes|shipped|bundles|bundled) .. (vulnerable|affected|unpatched|compromised|malicious|outdated) .. (version|versions|release|releases|package|packages|library|code|build|copy|OPENSSL_LIKE)",
            "SELF .... (was|were|been) (using|running) .. OPENSSL_LIKE .. VERSION",
            "(SELF|THING) ... (running|ran|used|using|uses) .. (version|versions) .. OPENSSL_LIKE .. (vulnerable|affected)",
        ],
        unless_within: &[
            "NOT",
            "MANY",
            "(on|for|of|to|in|with|any|by|and|or|secure|patch|upgrade) THING (running|using)",
        ],
        unless: &["(if|whether|unless|WOULD|you|any|could|can|may|might)", "MANY", "(no|none|neither|nor)"],
        matches: "Some nodes of the storage cluster ran a vulnerable release of OpenSSL.",
        passes: "If your host runs a vulnerable version, upgrade it.",
        ..CLAIM
    },
    Rule {
        id: "affected-flaw-in-ours",
        signal: Affected,
        wants: &[
            "FLAW .. (in|within|affecting|impacting|involving|inside) .. SELF",
            "FLAW .. allowed .... (in|on|from|of) .. SELF",
            "INCIDENT .. (in|within|affecting|impacting|involving|against|on|of|at) .. SELF",
            "(FLAW|INCIDENT) .. (affecting|impacting|involving) ... (customers|users|accounts)",
        ],
        unless_within: DENIED,
        unless: &[
            "(if|whether|unless|WOULD|how)",
            "(report|reporting|reports|reported|policy|program|team|bounty)",
            "(security|code) (of|on|to|in) (SELF|all)",
            "(not|never) .. (affected|impacted|vulnerable|involved|part of|susceptible)",
        ],
        matches: "Attackers made use of a flaw in our upload tool.",
        passes: "Please report any vulnerability in our products to the security team.",
        ..CLAIM
    },
    Rule {
        id: "affected-uses-the-flawed",
        signal: Affected,
        wants: &[
            "(SELF|@self) .. (versions|components|operators|operator|images|products|software|operands|distributions|releases) .... (use|uses|using|ship|include|bundle|contain|depend) .... OPENSSL_LIKE",
            "(versions|releases|version) .... VERSION .... (BE) .. (affected|vulnerable|impacted)",
            "(upgrade|update|upgrading|updating|migrate|move) .. to .. @self .. VERSION",
            "(fixed|patched|resolved|addressed|remediated) in .. @self .. VERSION",
            "@self .. VERSION .... (fixes|fix|addresses|resolves|patches|contains|updates|upgrades) .... (FLAW|OPENSSL_LIKE|VERSION|this|these)",
        ],
        unless_within: DENIED,
        unless: &[
            "(if|whether|unless|WOULD|example)",
            "MANY",
            "(not|never|no) ",
            "OPENSSL_LIKE .. (version|versions) .... AFFECTED",
            "(version|versions) of .. OPENSSL_LIKE",
            "OPENSSL_LIKE .. VERSION",
        ],
        matches: "All Acme Hosting versions up to 2.3 use Log4j.",
        passes: "OpenSSL versions 1.0.1 to 1.0.1f are vulnerable.",
        ..CLAIM
    },
    Rule {
        id: "affected-verb",
        signal: Affected,
        wants: &[
            "(FLAW|this|it|that|threat|these|they) .. (AFFECTS|hit|reached|compromised|exposed) .. (SELF|some of our|all of our|all our|several of our|certain of our)",
            "(FLAW|INCIDENT|this|it|that) .. AFFECTS .. (small|subset|some|number of|certain|few|limited|portion) .... (customers|users|accounts|services|servers|systems)",
            "(AFFECTS) .... including .. (SELF|@self)",
            "SELF .... (returning|returned|leaking|leaked|exposing|disclosing|disclosed|sent|sending) .. (memory|data|information|private|sensitive|customer|personal)",
            "(SELF|THING) .. (was|were|went) (down|unavailable|unreachable|offline|unresponsive)",
            "(FLAW|this|it|that|threat|maintenance|reboots) .. (did|will|does) (affect|impact|hit) ... THING",
            "(affected|vulnerable|AFFECTS) ~ including .. (SELF|@self)",
        ],
        unless_within: DENIED,
        unless: &[
            "(if|whether|unless|WOULD|how|may|might|could)",
            "MANY",
            "(you|your|ability|customers trust)",
        ],
        matches: "The bug affected our login service for two days.",
        passes: "We checked whether the bug affected our login service.",
        ..CLAIM
    },
    Rule {
        id: "affected-incident",
        signal: Affected,
        wants: &[
            "WE ... (identified|discovered|detected|experienced|suffered|confirmed|found|notified|aware|alerted|learned|received|noticed|observed|determined|investigating|disclosed|had) ... INCIDENT",
            "(security|data) (incident|breach|event|compromise) .. (that|which|in|at|on|of|we|our|occurred|since|earlier|from|affecting|involving|last|this)",
            "(unauthorized|unauthorised) (access|party|user|individual|activity) .... (SELF|some|certain|customer|source|internal)",
        ],
        unless_within: DENIED,
        unless: &[
            "(if|whether|unless|WOULD|might|could|any|case|future|similar|other|industry|prevent|should|every)",
            "MANY",
            "not .. (believe|think)",
            "(compromise|breach|breaches|incident|attack|intrusion|leak|hack) .. (of|at|on|by|affecting|against|involving) .. OTHERS",
            "unlike .. (a|an|the|other)",
        ],
        matches: "On 3 May we discovered an intrusion into one build machine.",
        passes: "Should we discover an intrusion, you will hear of it.",
        ..CLAIM
    },
    Rule {
        id: "affected-intruder",
        signal: Affected,
        wants: &[
            "ATTACKER ... (gained|obtained|accessed|used|stole|exploited|copied|exfiltrated|modified|compromised|extracted|leveraged|inserted|downloaded|viewed|took|targeted|managed|was able|were able|had access) ~ (SELF|customer|customers|employee|source code)",
            "ATTACKER ... (used|abused|leveraged|obtained|downloaded|accessed|stole|exfiltrated|gained) .... (tokens|credentials|data|repositories|accounts|records|database|customer)",
            "SELF ~ (by|when|after|that|an|the|a) .. ATTACKER ... (gained|obtained|accessed|used|stole|exploited|copied|exfiltrated|modified|compromised|extracted|leveraged|inserted|downloaded|viewed|took|targeted)",
            "ATTACKER .... (signed in|logged in|logged into|signed into|broke into|got into|entered|penetrated|infiltrated|breached|tampered|planted|injected|hijacked|took over|moved laterally|deployed|encrypted) ~ (SELF|customer|customers|employee|source code|THING)",
            "(employee|employees|staff|contractor|engineer|maintainer) .... (was|were|had been) .. (phished|compromised|tricked|stolen|taken over|infected|hijacked)",
            "(phished|phishing|stolen|compromised|hijacked|leaked) .... (credentials|password|passwords|account|laptop|token|session|key) .... (of|from|belonging) .. (an|a|one|our) .. (employee|employees|contractor|engineer|maintainer|administrator|developer)",
        ],
        unless_within: DENIED,
        unless_sentence: &[
            "(allow|allows|allowing|enable|enables|WOULD|could|can) .. (an|the|any)? .. ATTACKER",
            "^ (if|should|whenever|when)",
        ],
        unless: &[
            "(if|whether|unless|WOULD|may|might|could|can)",
            "(not|yet) .. (clear|known)",
            "(often|usually|typically|commonly|many|how)",
        ],
        matches: "The intruder copied a list of customer addresses.",
        passes: "An intruder could have used our upload form.",
        ..CLAIM
    },
    Rule {
        id: "affected-we-fixed",
        signal: Affected,
        with: &[
            "(TOPIC|FIXES|OPENSSL_LIKE|SECRET|PATCHED|PATCHING|REPLACING|password*|session*|access|server*|system*|service*|hosts|nodes|machines|rebooted|reboots|mitigat*|VERSION|network*|certificate*|firewall*|balancer*|infrastructure|software|revert*|crash*|rolled back|hole|leak)",
        ],
        wants: &[
            "(WE|SELF) .. (was|were|managed|able|quick|fast|worked|moved|rushed|acted) .... to .. (quickly|promptly|immediately|also)? .. (patch|update|upgrade|apply|fix|mitigate|secure|remediate) .. (SELF|all|the|every|its|this)",
            "(SELF|its) .. team .... (worked|moved|acted|rushed) .... to .. (quickly|promptly|immediately|also)? .. (patch|update|upgrade|apply|fix|mitigate|secure|remediate)",
            "WE .. (PERFECT)? .. (DONE) .. (SELF|all|the|every|each|these|this|those|affected|vulnerable|internal|customer|any|SECRET|support|access|a|new|FIXES|openssl|patched)",
            "(WE|SELF) .. (PERFECT)? .. (patched|upgraded|reissued|rekeyed|rebooted|revoked|rotated|redeployed|mitigated|remediated|recompiled|reimaged)",
            "WE .. (PERFECT)? .. (updated|replaced|changed|fixed|deployed|applied|installed|rolled out|disabled|regenerated|reset|invalidated) .... (openssl|certificate*|patch*|fix*|VERSION|key*|token*|FLAW|mitigation*|sslv3|password*|session*|servers|systems)",
            "(SELF|THING) .... (are|is) .. now .. (protected|secure|secured|safe|patched|fixed|running (a|the) (patched|fixed|latest|updated|new))",
            "WE ... (released|published|shipped|issued) .. (a|an|the|new|security|updated)? .. (fix|fixes|patch|patches|hotfix|security release|security releases|version|versions|VERSION) ",
            "^ .. (updated|reset|cleared|rotated|revoked|replaced|upgraded|patched|reissued|regenerated|rebooted|disabled|resetting|upgrading|reissuing|rotating|revoking|replacing|patching|invalidated|rebuilt) .. (our|all|every) .... (THING|SECRET|sessions|logins|passwords|openssl)",
            "(mitigations|mitigation|patches|fixes|updates) .... (have been|has been|were) .. (applied|deployed|installed|rolled out)",
            "WE ... (carrying out|rolling out|performing|conducting|starting|continuing|underway with) .... (reboot|reboots|updates|patches|mitigations|mitigation|upgrade|upgrades)",
            "WE ... (finished|completed|done|started|begun|began) .. (PATCHING|REPLACING|rebooting|reboots|deploying|rolling|all changes|the changes)",
            "(SELF|all|customer|production|affected|vulnerable|internal) .. THING ... (have|has|were|was|are|is) .. (been|being|had)? .. (PATCHED|rebooted|restarted|rebuilt|reissued|replaced|rotated|secured|rekeyed)",
            "SELF ... SECRET ... (have|has|were|was|are|is) .. (been|being)? .. REPLACED",
        ],
        unless_within: DENIED,
        unless: &[
            "verified that",
            "(may|might|could) have been",
            "(ensure|sure|check|verify) (that)? .. (customers|users|clients|you)",
            "(if|whether|unless|WOULD|until|once|you|recommend|should|must)",
            "MANY",
            "(still upgraded|regularly|routinely|always|periodically|blog|post|article|policy|page|terms)",
            "WE .. (released|implemented|applied) .. (statement|report)",
            "^ .. (customer|user|friend|client) of (ours|SELF)",
            "(daily|nightly|weekly|monthly|hourly|yearly|automatically|routinely|regularly|periodically|always|usually|typically|normally)",
            "(completed|finished|implemented|conducted|performed|updated|carried out|installed|started|began|begun|carrying out|performing|conducting) ... (review|reviews|assessment|analysis|evaluation|audit|investigation|monitoring|detection|scan|scans|survey|inventory|prevention|examination)",
            "(team|engineers|people|staff|developers) (behind|at|of) .. (OPENSSL_LIKE|OTHERS)",
            "(from our|as soon as|whenever|each time) ",
            "(before|prior to|until) .. (you|changing|logging)",
            "(our|the) .. (website|site|homepage|blog|calculator|pricing) (with|to|and) .. (new)? .. (design|look|layout|reflect|clarify|logo)",
        ],
        unless_sentence: &["^ (if|should|whenever)"],
        matches: "We patched all of the load balancers on Tuesday.",
        passes: "We have updated this post.",
        ..CLAIM
    },
    Rule {
        id: "affected-harm-done",
        signal: Affected,
        wants: &[
            "(THING|DATA|records|customers|users|accounts|of users|of customers) .... (was|were|had been|have been) .. (copied|stolen|leaked|exfiltrated|tampered with|taken|downloaded|defaced|hijacked|backdoored|exposed|publicly accessible|publicly readable|world readable|accessed|viewed)",
            "(code|malware|skimmer*|backdoor|payload|web shell|webshell|script|cryptominer|ransomware|implant) .... (was|were|had been|has been) .. (placed|planted|injected|inserted|uploaded|added|installed|found|hidden) .... SELF",
            "TAINTED .. (release|releases|version|versions|package|packages|build|builds|image|images|file|files|commit|commits|code|update|updates) .... (was|were|had been|have been|could be) .. (published|served|uploaded|pushed|released|distributed|available|installed|downloaded|shipped|live|removed|pulled|present)",
            "SELF .... (served|carried|shipped|distributed|delivered|published|pushed) .. (a|the|an|three|two|several|some)? .. TAINTED",
            "TAINTED .. (content|configuration|channel|sensor|software|routing|dns)? (update|change|deploy|deployment|push|rollout|release|patch) .... (SELF|crash*|outage|fail*|caused|made|led|triggered|disrupt*|took|reverted)",
            "WE ... (was|were|are) .. among .. (those|the|companies|organizations|organisations|many|victims)",
            "(misconfigured|unsecured|exposed|public) .. (bucket|database|server|endpoint|storage|cluster|bucket) .... (was|had|been|has)",
            "(tokens|keys|passwords|sessions|credentials|secrets|names|addresses|records) .... (may|might|could) have been .. (visible|exposed|read|accessed|leaked|copied|seen|obtained|taken|stolen)",
            "(misconfiguration|skimmer|backdoor|malware|exposure) .... (existed|present|persisted|active|live|remained) .... (from|between|since|until|for)",
            "(data|information|records|files) .. (accessed|exposed|taken|stolen|involved|compromised|copied|affected) .. (includes|included|include|consists|contains|contained|was limited|were limited)",
            "ATTACKER .... had access .... (to|from|between|until)",
            "(unauthorized|unauthorised) (access|activity) .. (began|started|occurred|took place|happened|was|ended|lasted|dates)",
            "SELF .. (was|were|is) .. one of .. (organizations|organisations|companies|many|customers|victims|those|providers|the)",
            "(hosts|servers|systems|devices|machines) .. running .. (our|@self) .... (experience|crash*|affected|vulnerable|fail*)",
            "^ (the|several|some|a few|certain|following|two|three|four|five|all|both|these) .. THING .... (was|were) .. (affected|vulnerable|impacted|compromised|exposed|breached|susceptible|hit)",
            "SELF .. (was|were|became|fell|has been|have been) .. (victim|target|targeted|subject|subjected|prey) .. (of|to|by|in)",
            "ATTACKER ... (was|were) able to",
            "(script|code|skimm*|malware|backdoor|payload|implant|shell) .. (was|were|had been) .. (present|active|live|found|running|hidden) .. (on|in) .. SELF",
            "(the|this) .. (breach|intrusion|compromise|attack) .. (dates|began|started|occurred|happened|took place|was discovered|was detected|was contained|lasted)",
            "WE ... (alerted|notified|aware|noticed|detected|discovered|observed|identified|saw|spotted) .... (suspicious|unauthorized|unauthorised|unusual|malicious|anomalous|fraudulent) .... (activit*|access|behavior|behaviour|traffic|logins|requests|transactions)",
            "^ (affected|vulnerable|impacted|exposed|compromised) (were|was|are|is) ",
            "(DATA|customer data|user data) .... (was|were) .. (accessible|visible|readable|open) .. (to|for|by)",
            "(plugin|component|library) .. (was|were|has been) .. (removed|disabled|patched) .. from .. (SELF|all)",
        ],
        unless_within: DENIED,
        unless: &[
            "(may|might|could) (include|contain|consist)",
            "(if|whether|unless|WOULD|can|how|EVIDENCE|OTHERS)",
            "MANY",
            "(backed up|photo|picture|your device)",
            "(often|usually|typically|commonly|elsewhere)",
            "(daily|nightly|weekly|monthly|hourly|yearly|automatically|routinely|regularly|periodically|always|usually|typically|normally)",
        ],
        unless_sentence: &[
            "MANY",
            "^ (if|should|whenever|when)",
            "^ (please|immediately|then|also)? DO (your|the|to|all|any|that|it)",
            "/ DO (your|the|all|any) .... (that|which|/)",
        ],
        matches: "Files of two teams were copied by the intruder.",
        passes: "Files of two teams were not copied.",
        ..CLAIM
    },
    Rule {
        id: "affected-secrets-stored",
        signal: Affected,
        wants: &[
            "ROTATE .. (any|all|your|every|their|each) .. (SECRET|password*|passphrase*) .... (stored|used|uploaded|shared|held|kept|entered|set|saved) .. (in|with|on|by|at|for|to) .. SELF",
            "(WE|SELF) ... (reset|resetting|changed|expired|force|forced|forcing|require|requiring) ... (all|every|your|user|customer) .. (passwords|password|passphrases|sessions|tokens|logins)",
            "(all|every|your|user|customer|each) .. (passwords|passphrases|sessions|tokens|logins) .... (was|were|has been|have been|are being|have all been) .. (reset|changed|expired|invalidated|ended|revoked)",
        ],
        unless: &["(ask you|recommend|should|encourage|suggest|advise)"],
        unless_sentence: &["^ (if|should|whenever|when)", "(as soon as|whenever|periodically|regularly) "],
        matches: "Rotate all secrets stored in Acme Hosting today.",
        passes: "Rotate all secrets that you keep in other places.",
        ..CLAIM
    },
    Rule {
        id: "affected-vulnerable-ones",
        signal: Affected,
        wants: &[
            "(few|some|several|majority of|number of|all of|those|our|@self|only) .... THING /? (which|that) (were|was|are|is|had been) .. (vulnerable|affected|susceptible|exposed|impacted)",
            "(few|some|several|handful|number) .. THING /? (which|that)? (were|was) .. (vulnerable|affected|susceptible)",
            "(patched|updated|fixed|remediated|secured|patching|remediating|mitigating|identified|isolated|replaced) .... (its|our|the|all|these|those|any|and|majority|most|several) .. (vulnerable|affected) .. THING",
            "(patched|patching|patch|identify and patch|remediate) .... THING /? (that|which) (were|was|are|is) .... (vulnerable|affected)",
            "(identify|identified|found|find|locate|located|discovered) .... (that|which) (contain|contained|had|have|carried|use|used) .. (the|this) .. (vulnerability|flaw|FLAW|OPENSSL_LIKE)",
            "(services|systems|products|servers|applications|sites|departments) (impacted|affected) .. (were|are|was|is|include|included)",
            "(vulnerabilities|vulnerable (systems|servers|hosts|services)) .. (were|was|are|have been|had been) .. (identified|found|discovered|detected|located) ~ (WE|SELF|patch*|fix*|action|immediately)",
            "WE ... (undertook|took|take|taking) .. (immediate|swift|prompt|quick|defensive)? .. (action|actions|steps|measures) to .. (apply|patch|fix|isolate|mitigate|close|secure|remediate|contain|update|upgrade)",
            "(WE|SELF) .. (will|are going to|plan to|is going to) .. (be)? .. (disable|disabling|drop|dropping|discontinue|discontinuing|retire|retiring|remove|removing|switch off|switching off|turn off|turning off|no longer support|no longer accept|end support for|ending support for) .... OPENSSL_LIKE",
            "(these|this|the) .. FLAW .. AFFECTS your .. (server|servers|vps|instance|hosting|managed)",
            "(THING|service|DATA) .. (known|confirmed|believed|found) to (be|have been) .. (affected|vulnerable|impacted|compromised)",
            "(releases|versions|builds|packages|channel|images|VERSION) .... (carry|carries|carried) .. (the|a) .. (payload|backdoor|flaw|malicious|TAINTED)",
            "(every|all|each|some|several) .. THING .. (was|were) .. (open|exposed) to the attack",
            "answer .. to .. question ~ (affected|vulnerable) ~ yes",
        ],
        unless_within: DENIED,
        unless: &[
            "(if|whether|unless|WOULD|could|should|may|might|any|OTHERS|potentially)",
            "EVIDENCE",
            "(none|neither)",
            "(websites|sites|companies|vendors) ... (were|are) .. (vulnerable|affected)",
        ],
        unless_sentence: NOBODY,
        matches: "We have patched the few hosts that were vulnerable.",
        passes: "Patch the hosts that are vulnerable.",
        ..CLAIM
    },
];
