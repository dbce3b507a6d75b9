//! What was done about it. `detail` names the action; the names are the closed list of the code book.

use model::Signal::Action;

use crate::signals::rule::{CLAIM, Rule};

/// What makes it no action that was taken: it is denied, supposed, advised, or left to the reader.
const NOT_DONE: &[&str] = &[
    "(not|never) .. (DONE|been|have|yet)",
    "(if|unless|whether|should|would|could|can|may|might|recommend|must|once|until)",
    "^ (you|customers|users|please|to) ",
    "(you|your) .. (can|may|must|have|need|will)",
    "(daily|nightly|weekly|monthly|hourly|yearly|automatically|routinely|regularly|periodically|always|usually|typically|normally|whenever)",
    "(every|each) (NUMBER)? .. (UNIT|sunday|monday|night|morning|year|quarter|time)",
    "(last|next) (year|quarter|spring|summer|autumn|fall|winter)",
];

const ACTION: Rule = Rule { signal: Action, own: Some(4), unless: NOT_DONE, ..CLAIM };

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "action-patched",
        detail: Some("patched"),
        wants: &[
            "WE ... (patched|upgraded|patching|upgrading|applied|updating) ... (SELF|all|every|the|THING|patch*|update*|openssl|fix*)",
            "WE .. (PERFECT)? .. (updated|fixed|remediated|secured) .. (SELF|all|every|the|these|any)? .. (THING|openssl|vulnerab*|issue|flaw|bug)",
            "(THING|vulnerab*|openssl|SELF|they|flaw|issue|hole) ... (have|has|was|were|is|are|had) .. (been|being|had|all)? .. (patched|upgraded|updated|fixed|remediated|secured)",
            "(SELF|WE|team|staff) .... (applied|applying|installed|installing|deployed|deploying|rolled out|rolling out|pushed|completed|implemented) .... (patch|patches|fix|fixes|updates|upgrades|patching)",
            "^ (applied|applying|installed|installing|deployed|deploying) .. (patch|patches|fix|fixes|update|updates)",
            "^ (patched|upgraded|upgrading|patching) .. (SELF|all|the|openssl|THING)",
            "^ (updated|updating) .. (openssl|system*|server*|software|kernel*|package*)",
            "(manual|forced) updates",
            "(was|were|been|being) ... patched",
            "(patched|upgraded) and .. (reenabled|restarted|redeployed|rebooted|restored|secured|SELF)",
            "(patch|fix|update|hotfix) .... (BE|been) .. (deployed|applied|rolled|installed|pushed|implemented)",
            "(every|each|all|managed|shared|our) .. THING .... received .... (patch|fix|update)",
            "(leak|hole|flaw|vulnerability|bug|gap|issue) .. (was|has been|is now|had been) .. (plugged|closed|sealed|fixed|patched|corrected)",
            "WE .. PERFECT? .. (closed|plugged|sealed|patched|corrected|fixed) .. (the|this|that|a|every|both) .. (hole|leak|gap|flaw|vulnerability|bug)",
            "(took|needed) .. (us|our team|our engineers)? .. NUMBER .. UNIT .. to .. (patch|fix|upgrade|update|deploy|remediate)",
            "(rollout|deployment|patching) .. (of the fix)? .. (finished|completed|is complete|was complete|is finished|is done)",
            "^ (fixed|patched) /? .. (DATE|CLOCK|NUMBER)",
            "WE ... (began|begun|started) .. (rolling|pushing|shipping|deploying) .... (fix*|patch*|library|update*)",
            "WE .. PERFECT? .. (resolved|fixed|remediated|addressed|corrected) .. (the|this|that|a|every|both) .. (issue|flaw|problem|vulnerability|vulnerabilities|bug|misconfiguration|exposure)",
            "WE .. PERFECT? .. (replaced|rebuilt|recompiled|swapped) .. (the)? .. OPENSSL_LIKE",
            "WE .. (PERFECT)? .. (finished|completed|concluded) .. (the)? .. (patching|upgrading|updating|rollout|deployment|deploying|rolling|fixing)",
            "(patched|fixed|updated) .. (kernel|version|build|library|release|firmware) .. (is|are) .. (now|live|running|deployed|active|in place) ",
            "SELF .. (was|is|has been|were|are|have been) .. (now|fully|completely)? .. (patched|remediated|upgraded|hotfixed)",
            "^ .. (DATE|CLOCK) ~ (fix|patch|fixes|patches|update) (deployed|applied|rolled out|installed|pushed|live)",
        ],
        unless: &[
            "(not|never|yet)",
            "(if|unless|whether|should|would|could|can|will|recommend|must|until|advised|may|soon be)",
            "^ (you|customers|users|please|to)",
            "MANY",
            "(you|your) .. (can|may|must|have|need)",
            "(post|page|article|blog|faq|policy|notice)",
            "(updated|update) (you|as)",
            "(in|version|release|versions) .. VERSION",
            "OTHERS ... (PATCHED|released)",
            "(images|builds|release|releases) .. (for|of) .... expected",
            "(automatically|routinely|regularly|periodically|always|usually|typically|normally|whenever)",
            "(every|each) NUMBER? .. (UNIT|sunday|monday|night|morning|year|quarter|time|day|release)",
            "(last|next) (year|quarter|spring|summer|autumn|fall|winter)",
            "(daily|nightly|weekly|monthly|hourly|yearly|automatically|routinely|regularly|periodically|always|usually|typically|normally)",
            "(detection|monitoring) .. (rule|rules|system|systems)",
            "(team|engineers|people|staff|developers) (behind|at|of) .. (OPENSSL_LIKE|OTHERS)",
        ],
        matches: "We upgraded OpenSSL on every host.",
        passes: "You must upgrade OpenSSL on your hosts.",
        ..ACTION
    },
    Rule {
        id: "action-released-fix",
        detail: Some("released-fix"),
        wants: &[
            "(WE|SELF) ... (released|published|shipped|issued|releasing|made available|developed|pushed|providing|cut) .. (a|an|the|new|security|updated|patched|fixed|SELF)? .. (fix|fixes|patch|patches|update|updates|hotfix|version|versions|release|releases|VERSION)",
            "(fix|patch|update|hotfix|release|version|VERSION|versions|releases) ... (is|are|was|were|has been|have been) .. (now|been)? .. (released|available|published|shipped)",
            "(fixed|patched|resolved|addressed) in .. (version|release)? .. VERSION",
            "VERSION .... (fixes|addresses|resolves) .. (the|a|this|these|cve*|FLAW|also)",
            "VERSION .... (contains a fix|includes a fix|includes the fix)",
            "to upgrade to the latest .. @self",
            "(published|released) .. (newer|updated|new|fixed|patched) .. (versions|version|releases|release|packages)",
        ],
        unless: &[
            "(not|never) .. (released|available|yet)",
            "(if|unless|whether|would|when|once|will be|may|regardless)",
            "(operating system|distributor*|publisher*|upstream|by their)",
            "(statement|report|post|openssl project|information|OTHERS)",
            "(update|updates) (on|about|regarding) ",
            "(testing|evaluating) .. (a|the)? .. (newly|new|released)",
            "TAINTED",
            "OPENSSL_LIKE .. VERSION? .. (was|were|is|has been)",
        ],
        matches: "We released Acme Agent 2.4.1 with a fix.",
        passes: "The OpenSSL project has published a statement.",
        ..ACTION
    },
    Rule {
        id: "action-mitigated",
        detail: Some("mitigated"),
        wants: &[
            "WE ... (turned off|switched off|mitigated|mitigating|disabled|disabling|blocked|blocking|restricted|isolated|contained|firewalled|deactivated|removing|removed|hardened) ... (SELF|all|the|access|support|traffic|this|any|FLAW|ATTACKER|malicious|sslv3|service|services|impact|THING|requests|accounts|feature*|dependenc*)",
            "(removing|removed) .. (that|this|the) .. (dependency|library|class|feature|jndi*)",
            "(mitigation|mitigations|workaround|waf rule*|rules|measures|protections|countermeasures|safeguards|controls|filters) .... (BE|been|have|has) .. (deployed|implemented|applied|enabled|put in place|rolled|added|in place|active|complete*)",
            "(deployed|implemented|implementing|applied|added|enabled|completed|rolled out) .... (mitigation*|workaround*|waf|protections|countermeasures|controls|filters|rules)",
            "(access|support|ability|feature|functionality|workflows|account|accounts|endpoint|traffic|protocol) .... (was|were|been|is|are) .. (restricted|disabled|blocked|removed|suspended|terminated|revoked|turned off)",
            "(removed|removing|reverted|deleted) .. (malicious|unauthorized|compromised|the vulnerable|vulnerable|affected|jndilookup) .. (change|code|class|file|files|version|versions|package|packages|component|components)",
            "WE .. PERFECT? .. (pulled|yanked|unpublished|took down|removed|deleted|quarantined|banned|suspended|locked|revoked|cut off|terminated|evicted) .. (the|that|this|all|every|both|a|two|three)? .. (release*|package*|version*|account*|image*|user*|build*|access|file*|intruder|attacker*)",
            "OPENSSL_LIKE .. (has been|was|is now|have been|were) .. (switched off|turned off|disabled|removed|blocked)",
            "(rule*|filter*|signature*|waf*|mitigation*|block*) .... (has been|have been|is|are|went|was|were) .. (live|in place|active|enabled|on)",
            "(release*|package*|version*|code|class|file*|account*) .. (was|were|has been|have been) .. (pulled|removed|deleted|yanked|quarantined|unpublished|locked|suspended|banned|taken down)",
            "(took|needed) .. (us|our team|our engineers)? .. NUMBER .. UNIT .. to .. (mitigate|contain|block|disable|stop)",
            "WE .. PERFECT? .. (shut off|limited|cut|restricted|revoked|removed|disabled|suspended|blocked|closed) .. (the|that|its|their|his|her|all|SELF)? .... (access|accounts|account|port|ports|endpoint|feature|traffic)",
            "SELF .. (was|is|has been|were|are|have been) .. (now|fully|completely)? .. (mitigated|contained|isolated)",
            "(put|putting) .... (rules|measures|filters|protections|controls|mitigations|blocks|safeguards) .... in place",
            "(plugin|component|feature|library|dependency|module|service|protocol|endpoint) .. (was|were|has been|have been) .. (removed|disabled|deleted|uninstalled|switched off|turned off)",
        ],
        matches: "We disabled SSLv3 on all endpoints.",
        passes: "If you can, disable SSLv3 on your endpoints.",
        ..ACTION
    },
    Rule {
        id: "action-rolled-back",
        detail: Some("rolled-back"),
        wants: &[
            "(rolled|rolling|roll) back .. (the|this|a|to|that|SELF|all|from)",
            "(reverted|reverting) .. (the|this|that|to|SELF|a|all)",
            "rollback .. (complete|completed|was|is|of)",
            "(update|change|release|deployment|commit|configuration|version|file) .. (was|has been|were|had been) .. (reverted|rolled back|withdrawn)",
        ],
        matches: "We rolled back the change at noon.",
        passes: "You should roll back the change.",
        ..ACTION
    },
    Rule {
        id: "action-rebuilt",
        detail: Some("rebuilt"),
        wants: &[
            "(THING|SELF|WE|all|affected|hosts|machines) .... (BE|have|has|been|WE|and|hosts|machines) .. (rebuilt|reinstalled|rebuilding|reimaged|reprovisioned|redeployed)",
            "(rebuilt|rebuilding|reimaging|reinstalling) .. (SELF|all|the|every|affected|from)",
            "WE .. PERFECT? .. (rotated|rebuilt|reimaged|repaved|reinstalled|reprovisioned|redeployed) .. (all|every|the|our|these|production|affected)? .. (host*|machine*|server*|node*|instance*|runner*)",
        ],
        matches: "All build machines were rebuilt.",
        passes: "All build machines should be rebuilt.",
        ..ACTION
    },
    Rule {
        id: "action-rebooted",
        detail: Some("rebooted"),
        wants: &[
            "(WE|THING|SELF|all) .... (rebooted|restarted|rebooting|restarting)",
            "(performing|completed|complete|completing|began|begin|continuing|started|finished|scheduled|planned) .. (the|our|all)? .. (reboot|reboots|rebooting|restarts)",
            "(WE|THING|SELF) .... (will|need|needs|have|must|going) .. (to|be)? .. (be)? .. (reboot|rebooting|rebooted|restart|restarted)",
            "(reboot|reboots|rebooting) ... (complete|completed|campaign|activity|process|is|are|was|were|will be|has|have)",
        ],
        unless: &[
            "(not|never)",
            "(if|unless|whether|should|would|could|recommend|must|may)",
            "^ (you|customers|users|please|to)",
            "OTHERS",
            "(slow|every (sunday|monday|night|week)|while)",
            "(automatically|routinely|regularly|periodically|always|usually|typically|normally|whenever)",
            "(every|each) NUMBER? .. (UNIT|sunday|monday|night|morning|year|quarter|time|day|release)",
            "(last|next) (year|quarter|spring|summer|autumn|fall|winter)",
            "(daily|nightly|weekly|monthly|hourly|yearly|automatically|routinely|regularly|periodically|always|usually|typically|normally)",
        ],
        matches: "We have rebooted the hypervisors.",
        passes: "You should have rebooted your machine.",
        ..ACTION
    },
    Rule {
        id: "action-service-taken-offline",
        detail: Some("service-taken-offline"),
        wants: &[
            "(took|taken|taking|brought|pulled|shut|shutting) .... (offline|down)",
            "(WE|SELF) ... (suspended|disabled|stopped|paused|shut down|halted) .. (web access|the service|service|services|all services|access to|SELF|the site|deploys|builds|logins|the wiki|downloads|the server)",
            "(THING|access) ... (BE|been) .. (taken|brought|shut|pulled) .. (offline|down)",
        ],
        matches: "The wiki was taken offline on Monday.",
        passes: "If the wiki is taken offline, wait.",
        ..ACTION
    },
    Rule {
        id: "action-certs-reissued",
        detail: Some("certs-reissued"),
        wants: &[
            "(REPLACED|replacing|reissuing|renewing|regenerating|rotating|revoking|changing|updating|new|fresh|obtained|deployed|installed|generated|ordered|issued) .... (certificate|certificates|cert|certs)",
            "(certificate|certificates|cert|certs) .... (BE|been|have|has) .. (REPLACED|changing|issued|new|deployed|renewed|redeployed|REPLACING)",
            "(rekeyed|rekeying) .. (SELF|all|the|ssl|tls)",
        ],
        matches: "All TLS certificates have been reissued.",
        passes: "You should have your certificate reissued.",
        ..ACTION
    },
    Rule {
        id: "action-keys-rotated",
        detail: Some("keys-rotated"),
        wants: &[
            "(REPLACED|REPLACING|reissued|new|generated) .... (key|keys|keypairs|secrets|credentials|passphrases)",
            "WE .. (moved|began|started|decided|proceeded|went on|working) .. to (regenerate|rotate|revoke|reissue|replace|change|cycle) .... (key|keys|secrets|credentials)",
            "(key|keys|keypairs|secrets|credentials) .... (BE|been|have|has) .. (REPLACED|REPLACING|changed|recreated|reissued)",
            "(key|keys|keypairs|secrets|credentials) .... (have|has) .. (all|since|now)? been .. (swapped|rolled|retired|renewed)",
        ],
        unless: &[
            "(not|never)",
            "(if|unless|whether|should|would|could|recommend|must|until|can|public|please)",
            "(you|your|customers|users)",
            "(automatically|routinely|regularly|periodically|always|usually|typically|normally|whenever)",
            "(every|each) NUMBER? .. (UNIT|sunday|monday|night|morning|year|quarter|time|day|release)",
            "(last|next) (year|quarter|spring|summer|autumn|fall|winter)",
            "(daily|nightly|weekly|monthly|hourly|yearly|automatically|routinely|regularly|periodically|always|usually|typically|normally)",
        ],
        matches: "We rotated all private keys.",
        passes: "We recommend that you rotate your private keys.",
        ..ACTION
    },
    Rule {
        id: "action-tokens-revoked",
        detail: Some("tokens-revoked"),
        wants: &[
            "(revoked|revoking|invalidated|invalidating|expired|expiring|reset|resetting|removed|rotated|rotating|revocation of|rotation of|cleared|deleted|reissued) .... (token|tokens|api key|api keys|apikeys|access keys)",
            "(token|tokens|api keys|api credentials) .... (BE|been|have|has) .. (revoked|invalidated|expired|reset|removed|rotated|reissued|deleted)",
        ],
        unless: &[
            "(not|never)",
            "(if|unless|whether|should|would|could|recommend|must|until|wish|can|may|please)",
            "^ (you|customers|users|please|to)",
            "(automatically|routinely|regularly|periodically|always|usually|typically|normally|whenever)",
            "(every|each) NUMBER? .. (UNIT|sunday|monday|night|morning|year|quarter|time|day|release)",
            "(last|next) (year|quarter|spring|summer|autumn|fall|winter)",
            "(daily|nightly|weekly|monthly|hourly|yearly|automatically|routinely|regularly|periodically|always|usually|typically|normally)",
        ],
        matches: "We revoked every personal API token.",
        passes: "You can revoke your tokens.",
        ..ACTION
    },
    Rule {
        id: "action-sessions-invalidated",
        detail: Some("sessions-invalidated"),
        wants: &[
            "(invalidated|invalidating|expired|expiring|reset|resetting|removed|removing|cleared|clearing|terminated|revoked|ended|killed|flushed|destroyed|invalidation of) .... (session|sessions|cookies|logins)",
            "(session|sessions|cookies) .... (BE|been|have|has) .. (invalidated|expired|reset|removed|cleared|terminated|revoked|ended|destroyed)",
            "(users|customers|you|everyone|everybody) .... (logged out|signed out|forced to (log in|reauthenticate|login)|have to log (in|back)|need to log back|required to log)",
        ],
        unless: &[
            "(not|never)",
            "(if|unless|whether|should|would|could|recommend)",
            "^ (please|to)",
            "(automatically|routinely|regularly|periodically|always|usually|typically|normally|whenever)",
            "(every|each) NUMBER? .. (UNIT|sunday|monday|night|morning|year|quarter|time|day|release)",
            "(last|next) (year|quarter|spring|summer|autumn|fall|winter)",
            "(daily|nightly|weekly|monthly|hourly|yearly|automatically|routinely|regularly|periodically|always|usually|typically|normally)",
        ],
        matches: "We have reset all sessions, and everyone has been logged out.",
        passes: "You should end all sessions.",
        ..ACTION
    },
    Rule {
        id: "action-passwords-reset-forced",
        detail: Some("passwords-reset-forced"),
        wants: &[
            "(WE|SELF) ... (reset|resetting|expired|invalidated|forcing|forced|requiring|scrambled) .... (password|passwords|passphrases)",
            "(passwords) .... (have|has|were|been) .. (reset|expired|invalidated|scrambled)",
            "(forced|mandatory|required) .. password .. (reset|resets|change|changes)",
            "(required|forced) to .. (reset|change) .. password*",
        ],
        unless: &[
            "(not|never)",
            "(if|unless|whether|should|would|could|recommend|advise|suggest|may)",
            "^ (you|customers|users|please|to)",
            "(whenever|as soon as|each time)",
        ],
        matches: "We have reset all passwords of administrators.",
        passes: "We recommend to reset passwords.",
        ..ACTION
    },
    Rule {
        id: "action-investigated",
        detail: Some("investigated"),
        wants: &[
            "WE ... (INVESTIGATED|INVESTIGATING|launched .. INVESTIGATION|began .. INVESTIGATION|conducted .. INVESTIGATION|performed .. INVESTIGATION|completed .. INVESTIGATION|began INVESTIGATING|continuing .. INVESTIGATION|started .. INVESTIGATION|opened .. INVESTIGATION)",
            "WE .... (continue|continuing|working|begin|began|started|partnering) .. to (investigate|assess|analyze|determine|identify|evaluate|understand|perform)",
            "(our|the|an|this|internal|based on) .. (investigation|audit|forensic*|root cause analysis) .... (found|shows|showed|revealed|ongoing|continues|confirmed|so far|indicates|identified|SELF|determined|concluded|underway|into)",
            "(after|following|upon|based on) .. (our|this|the|initial|further|internal|careful|extensive|thorough|detailed)? .. (review|investigation|analysis|testing|audit)",
            "(team|teams|staff|engineers|officers|specialists|SELF) .... (have|has) .. INVESTIGATED",
            "(audits|scans|assessments) .... (carried out|conducted|performed|run)",
            "WE ... (combing through|combed through|sifting through|poring over|looked into|dug into|retraced|scrutinised|scrutinized)",
            "INVESTIGATION .. (is|are|was|remains) .. (in|at|under|ongoing|complete)",
        ],
        unless: &[
            "(if|unless|would|could|should|recommend|please)",
            "^ (you|customers|users|please|to)",
            "OTHERS",
            "(filter|dad jokes) ",
            "(automatically|routinely|regularly|periodically|always|usually|typically|normally|whenever)",
            "(every|each) NUMBER? .. (UNIT|sunday|monday|night|morning|year|quarter|time|day|release)",
            "(last|next) (year|quarter|spring|summer|autumn|fall|winter)",
            "(will|once|when|until|because of|due to|during) ",
            "(tools|filter|handbook)",
            "police",
        ],
        matches: "We checked every server for the flaw.",
        passes: "Please check every server for the flaw.",
        ..ACTION
    },
    Rule {
        id: "action-log-review",
        detail: Some("log-review"),
        wants: &[
            "(WE|SELF) .... (reviewed|reviewing|analyzed|analysed|examined|searched|checked|audited|combed|review of|analysis of|examination of|inspected|scanned|studied|looked through|auditing) .... (log|logs|traffic|packet captures|netflow)",
            "(analysis|review|examination|audit|inspection) of .... (log|logs|traffic|records)",
            "(log|logs) .... (was|were|been|shows|show|do not show|does not show) .. (reviewed|analyzed|examined|searched|checked|audited|any|a|no)",
            "(WE|SELF|staff|engineers) .... (went|gone|going|looked) through .... (log|logs|traffic|records)",
        ],
        unless: &[
            "(if|unless|would|could|should|recommend|please)",
            "^ (you|customers|users|please|to)",
            "your",
            "(automatically|routinely|regularly|periodically|always|usually|typically|normally|whenever)",
            "(every|each) NUMBER? .. (UNIT|sunday|monday|night|morning|year|quarter|time|day|release)",
            "(last|next) (year|quarter|spring|summer|autumn|fall|winter)",
        ],
        matches: "A review of our logs is complete.",
        passes: "Please review your logs.",
        ..ACTION
    },
    Rule {
        id: "action-monitoring",
        detail: Some("monitoring"),
        wants: &[
            "WE .... (monitoring|monitor|watching|enhanced .. monitoring|enhancing .. monitoring|closely following|keeping .. eye)",
            "(increased|enhanced|enhancing|additional|heightened|improved|continuous) .. (monitoring|logging|alerting|surveillance)",
        ],
        unless: &[
            "(if|unless|would|could|should|recommend|please)",
            "^ (you|customers|users|please|to)",
            "(status|sign up|you can|situation|developments)",
            "(automatically|routinely|regularly|periodically|always|usually|typically|normally|whenever)",
            "(every|each) NUMBER? .. (UNIT|sunday|monday|night|morning|year|quarter|time|day|release)",
            "(last|next) (year|quarter|spring|summer|autumn|fall|winter)",
        ],
        matches: "We monitor our network closely.",
        passes: "Please monitor your network.",
        ..ACTION
    },
    Rule {
        id: "action-third-party-engaged",
        detail: Some("third-party-engaged"),
        wants: &[
            "(engaged|engaging|hired|hiring|retained|contracted|contracting|enlisted|brought in|partnering with|working with|partnered with|partnership with|assisted by|alongside|work with|assistance of|help of|engagement of|with the help) .... (forensic*|mandiant|crowdstrike|security firm|security firms|outside|external|independent|cybersecurity|third party|leading|incident response|consultants|security experts|specialists|auditors|ibm)",
            "(third party|external|independent|outside) .. (forensic*|security|cybersecurity|investigator*|audit*|penetration|incident response|validation*) .... (firm|firms|team|expert*|company|companies|investigator*|conducted|audit*|specialist*|test*|review*|assess*)",
            "(forensic|forensics|cybersecurity|incident response) (firm|firms|company|companies|experts|specialists|team)",
            "third party validation*",
            "(called in|brought in|turned to|hired|engaged|retained|commissioned) .... (forensic*|investigator*|expert*|consultan*|firm|specialist*|mandiant|crowdstrike)",
        ],
        unless: &[
            "(if|unless|would|could|should|recommend|please)",
            "^ (you|customers|users|please|to)",
            "(when|until|once) the",
        ],
        matches: "We have engaged an outside forensics firm.",
        passes: "You should engage an outside forensics firm.",
        ..ACTION
    },
    Rule {
        id: "action-law-enforcement",
        detail: Some("law-enforcement"),
        wants: &[
            "(WE|SELF|incident|matter|case|breach|theft|attack|it|been|working|cooperat*|reported|notified|informed|contacted|alerted|with) .... (law enforcement|fbi|police|authorities|federal bureau|national crime agency|cisa|regulators|data protection authority|information commissioner)",
            "(law enforcement|fbi|police|authorities|regulators|commissioner*|authority) .... (informed|notified|contacted|alerted|involved|told|engaged)",
        ],
        unless: &[
            "(if|unless|would|should|not|request*|subpoena*|recommend)",
            "^ (you|customers|users|please)",
        ],
        matches: "We have informed law enforcement.",
        passes: "You should inform law enforcement.",
        ..ACTION
    },
    Rule {
        id: "action-customers-notified-directly",
        detail: Some("customers-notified-directly"),
        wants: &[
            "WE ... (notified|contacted|emailed|alerted|informed|reached out|sent|notifying|contacting|emailing|advised|messaged|mailed|communicated|alerting) .... (customers|customer|users|clients|you|owners|partners|administrators|subscribers|them|everyone|individuals|members|affected)",
            "(customers|users|clients|owners|partners|administrators|individuals|members|accounts) ... (BE|been|have|has|received|will be) .. (notified|contacted|emailed|informed|alerted|advised|communication|an email|a notification|individual|reached)",
            "(email|emails|communication|notification|notice|message|letter) .... (sent|issued|went|mailed) .. to .. (all|affected|customers|users|clients|partners|impacted|every)",
            "(customer|individual) (emails|email|notifications)",
            "(customers|users|tenants|clients|accounts|owners|merchants|individuals|members|everyone) .... (was|were|has been|have been|have all been) .. (mailed|emailed|written to|sent|called|phoned|messaged|notified|informed|contacted|told)",
            "(customers|users|tenants|clients|accounts|owners|merchants|individuals|members|concerned) ... (has|have) .. received .. (an|a|their|the)? .. (individual|personal|separate|email|mail|letter|notice|report|message|notification)",
        ],
        unless: &[
            "(not|never)",
            "(if|unless|whether|should|would|could|once)",
            "^ (please|to)",
            "(will contact|can contact|subscribe*)",
            "(we|i|@self) (were|was|have been|had been) .. (alerted|notified|informed|contacted)",
            "(will|going to) .. (be)? .. (contact|contacting|notify|notifying|email|reach|inform|alert)",
        ],
        matches: "Affected customers have been notified by email.",
        passes: "Customers can contact us by email.",
        ..ACTION
    },
];
