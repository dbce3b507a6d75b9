//! What was done about it. `detail` names the action; the names are the closed list of the code book. What dates a fix stands in
//! `fixes`.

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

pub(super) const ACTION: Rule = Rule { signal: Action, own: Some(4), unless: NOT_DONE, ..CLAIM };

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "action-rebuilt",
        detail: Some("rebuilt"),
        wants: &[
            "(THING|SELF|WE|all|affected|hosts|machines) .... (BE|have|has|been|WE|and|hosts|machines) .. (rebuilt|reinstalled|rebuilding|reimaged|reprovisioned|redeployed)",
            "(rebuilt|rebuilding|reimaging|reinstalling) .. (SELF|all|the|every|affected|from)",
            "(machine|machines|server|servers|host|hosts|system|systems|vm|vms|instance|instances|node|nodes|laptop|laptops) .. (was|were|has been|have been|had been) .. (completely|fully|immediately|also|then)? .. (wiped|reimaged|reformatted|reprovisioned|erased)",
            "WE ... (wiped|reformatted|rebuilded) .. (the|all|every|our|that|this|these)",
            "/ and .. (rebuilt|reinstalled|reimaged|recompiled|rebuilded) .. (the|all|every|our|that|this|these)",
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
        id: "action-certs-reissued",
        detail: Some("certs-reissued"),
        wants: &[
            "(replaced|reissued|rekeyed|renewed|regenerated|rotated|revoked|swapped|refreshed|changed|updated|deployed|installed|obtained|generated|ordered|issued|replacing|reissuing|renewing|regenerating|rotating|changing|updating|deploying|installing) .... (certificate|certificates|cert|certs)",
            "(new|fresh|replacement|reissued) .. (certificate|certificates|cert|certs) .... (installed|deployed|in place|issued|live|rolled out|used|using|valid|active|obtained|served|fingerprint*)",
            "(new|fresh|replacement|reissued) .. (ssl|tls)? (certificate|certificates|cert|certs) (for|on|from|with|and|is|are|was|were|/|$)",
            "WE .. (have|has|use|using|got|received|acquired|purchased|bought) .. (a|the)? .. (new|fresh) .. (certificate|certificates|cert|certs)",
            "(certificate|certificates|cert|certs) .... (BE|been|have|has) .. (replaced|reissued|rekeyed|renewed|regenerated|rotated|revoked|swapped|refreshed|changed|updated|issued|new|deployed|redeployed|replacing|reissuing|renewing|regenerating|rotating|reinstalled|recreated)",
            "(rekeyed|rekeying) .. (SELF|all|the|ssl|tls)",
        ],
        unless: &[
            "(not|never|cannot|failed|fails|unable|until|once)",
            "(if|unless|whether|should|would|could|can|may|might|recommend|must)",
            "^ (you|customers|users|please|to) ",
            "(you|your) .. (can|may|must|have|need|will)",
            "(in the process|waiting|getting|expect|plan|plans|planned|planning|pending|going to)",
            "(daily|nightly|weekly|monthly|hourly|yearly|automatically|routinely|regularly|periodically|always|usually|typically|normally|whenever)",
            "(every|each) (NUMBER)? .. (UNIT|sunday|monday|night|morning|year|quarter|time)",
            "(last|next) (year|quarter|spring|summer|autumn|fall|winter)",
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
            "(invalidated|invalidating|expired|expiring|reset|resetting|removed|removing|cleared|clearing|terminated|revoked|ended|killed|flushed|destroyed|invalidation of|wiped|wiping|revoking|terminating|purged|purging|ending|deleted|deleting) .... (session|sessions|cookies|logins)",
            "(logged|logging|signed|signing) .. (you|everyone|everybody|users|customers|all|all users|all customers|them) .. out",
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
            "(issuing|issued|initiated|initiating|triggered|triggering|performed|performing|enforced|enforcing) .. (a|an)? .. (mandatory|global|forced|full)? .. password (reset|resets|change|changes)",
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
            "(working|work|works|worked) with ~ to .. (investigate|analyze|analyse|examine|determine)",
            "INVESTIGATION .. (starts|started|begins|began|commenced|launched|initiated|opened|continues)",
            "(part of|course of|result of|results of|findings of) .. (this|our|the|their)? .. (ongoing|internal|initial)? .. (investigation|audit|forensic*)",
            "(began|started|first|initial|further|immediate) .. (debugging|troubleshooting|diagnosis|diagnosing|triage|investigating) ",
            "WE ... (is|are|was|were) .. (currently|now|still|actively|also)? .. (checking|debugging|troubleshooting|diagnosing|inspecting)",
            "INVESTIGATION .. (showed|shows|revealed|reveals|uncovered|concluded|determined|established)",
            "(analysis|audit|review|scan|investigation) of .... (was|were|has been|have been) .. (also|then|now)? .. (performed|conducted|done|completed|carried out|undertaken)",
            "(is|are|was|were) .. (currently|now|still|also)? .. being (investigated|looked into|analyzed|analysed|examined)",
            "(doing|did|continuing|continued|conducting|opened|leading) (the|an|our|my) INVESTIGATION",
            "(coordinated|coordinating|effort|efforts|worked) .... to (identify|determine|assess) .. (if|whether|any|which|all)",
            "(worked|traced|tracing|working) (backwards|backward|back) from",
            "WE ... (combing through|combed through|sifting through|poring over|looked into|dug into|retraced|scrutinised|scrutinized)",
            "INVESTIGATION .. (is|are|was|remains) .. (in|at|under|ongoing|complete)",
            "^ (scanned|checked|reviewed|audited|tested|inspected) .. (all|our|every|the|SELF)",
            "WE ... (have|has) been (testing|checking|verifying|scanning|auditing) .. (our|all|every|SELF|THING)",
            "WE ... (completed|conducted|conducting|performed|performing|ran|running|undertook|engaged|carried out) .... (scan|scans|review|reviews|audit|audits|analysis|assessment|assessments|investigation|tests|testing)",
            "(examine|check|review|scan|inspect|audit) .. (our|all our|SELF) .. THING .. for .. (sign|signs|evidence|compromise|vulnerab*|exposure)",
            "(followed|responded|began|started|reacted) .. (up)? .. (with|by) .. (a|an|the)? .. (detailed|thorough|full|immediate|complete|careful)? .. (analysis|review|audit|investigation|assessment|check|examination) of",
        ],
        unless: &[
            "(if|unless|would|could|should|recommend|please)",
            "^ (you|customers|users|please|to)",
            "OTHERS",
            "audit (log|logs|trail|trails|records)",
            "(filter|dad jokes) ",
            "(automatically|routinely|regularly|periodically|always|usually|typically|normally|whenever)",
            "(every|each) NUMBER? .. (UNIT|sunday|monday|night|morning|year|quarter|time|day|release)",
            "(last|next) (year|quarter|spring|summer|autumn|fall|winter)",
            "(will|once|when|until|because of|due to) ",
            "^ during",
            "(tools|filter|handbook)",
            "police",
            "(way|ways|means|method) of INVESTIGATING",
            "they (were|are|have been) INVESTIGATING",
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
            "(combing|combed|digging|dug|sifting|sifted|poring|pored|looking|searching) (through|over|in|at|into) .. (the|our|all)? .... (log|logs)",
            "(log|logs) .. (was|were|has been|have been) .. (used to|pulled|collected|inspected|correlated|gathered|checked)",
            "^ .. (CLOCK|DATE)? .. (checked|checking|reviewed|reviewing|inspected|inspecting|searched|examined|looked at|looking at|analyzed|analyzing) .. (the|our|all)? .... (log|logs)",
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
            "WE .... (monitoring|monitor|(actively|closely) monitored|watching|enhanced .. monitoring|enhancing .. monitoring|closely following|keeping .. eye)",
            "(increased|enhanced|enhancing|additional|heightened|improved|continuous) .. (monitoring|logging|alerting|surveillance)",
        ],
        unless: &[
            "(if|unless|would|could|should|recommend|please|not|improve|need|needs)",
            "^ (you|customers|users|please|to)",
            "(status|sign up|you can|situation|developments|metrics|uptime)",
            "(automatically|routinely|regularly|periodically|always|usually|typically|normally|whenever)",
            "(every|each) NUMBER? .. (UNIT|sunday|monday|night|morning|year|quarter|time|day|release)",
            "(last|next) (year|quarter|spring|summer|autumn|fall|winter)",
            "(suppliers|vendors|announcements|sites|dependencies|monitoring service|monitoring services)",
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
            "(customers|users|tenants|clients|accounts|owners|merchants|individuals|members|admins|administrators) .. (is|are|were|was) .. (also|now|currently)? .. being .. (notified|emailed|contacted|informed)",
            "(customer|individual) (emails|email|notifications)",
            "(customers|users|tenants|clients|accounts|owners|merchants|individuals|members) ~ (already|since|also|all)? received .. (an|a|our|their)? .. (email|letter|notice|notification|message|mail)",
            "(email|emails|mails|messages|letters) .... (have|has|will have) .. (already|since)? .. (notified|informed|alerted|reached)",
            "(customers|users|tenants|clients|accounts|owners|merchants|individuals|members|everyone) .... (was|were|has been|have been|have all been) .. (mailed|emailed|written to|sent|called|phoned|messaged|notified|informed|contacted|told)",
            "(customers|users|tenants|clients|accounts|owners|merchants|individuals|members|concerned) ... (has|have) .. received .. (an|a|their|the)? .. (individual|personal|separate|email|mail|letter|notice|report|message|notification)",
        ],
        unless: &[
            "(not|never)",
            "(if|unless|whether|should|would|could|once)",
            "^ (please|to)",
            "(will contact|can contact|subscribe*)",
            "(we|i|@self) (were|was|have been|had been) .. (alerted|notified|informed|contacted)",
            "(will|going to) .. (be)? .. (contact|contacting|notify|notifying|email|emailing|reach|inform|alert|messaging|mailing)",
            "(always|peers|huge number|npm|github)",
        ],
        matches: "Affected customers have been notified by email.",
        passes: "Customers can contact us by email.",
        ..ACTION
    },
];
