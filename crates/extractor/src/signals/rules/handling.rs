//! How flaws are handled: versions and releases, and how to report a flaw.

use model::Signal::{DisclosurePolicy, PatchManagement};

use crate::signals::rule::{Place::Anywhere, RULE, Rule};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "patch-management-versions",
        signal: PatchManagement,
        wants: &[
            "(upgrade|update|upgrading|updating|upgraded|updated|move|migrate|downgrade) .. to .. (version|release|at least|VERSION|@self|the latest|the patched|the fixed) .. VERSION",
            "(fixed|patched|resolved|addressed|remediated|corrected|available) in .. (version|versions|release|releases)? .. VERSION",
            "(version|versions|release|releases) .. VERSION .... (affected|vulnerable|fixed|impacted|fixes|contains|contain|includes|patched|not|through|to|and|or)",
            "(affected|vulnerable|fixed|patched|impacted) .. (version|versions|release|releases)",
            "VERSION (and|or) (earlier|later|older|newer|below|above|prior)",
            "(before|prior to|through|up to|earlier than|older than) .. (version)? .. VERSION",
            "(releases|versions|instances|installations|clusters|images) .. (below|before|prior to|older than|up to|through|earlier than) .. VERSION",
            "VERSION .. (is|are) .. (clean|affected|vulnerable|safe|not|fixed|patched)",
            "(backport|backports|backported|backporting) .... (VERSION|branch*|release*|version*|land|available)",
            "(downgrade|pin|pinned|downgrading|roll back|revert) .... (to|at) .. (version)? .. VERSION",
            "(closed|fixed|patched|addressed|resolved|corrected|available|mitigated|shipped|landed) (in|with|as of) .... VERSION",
            "(move|moving|moved|go|switch|upgrade|update) .. to .. (@self)? .... VERSION",
            "(included|contained|shipped|corrected|delivered) (in|with) .... VERSION",
            "(ship|ships|shipped|bundles|bundle|include|includes|contains) .... (vulnerable|affected) version",
        ],
        place: Anywhere,
        matches: "Upgrade to version 2.4.1 or later.",
        passes: "Version 2.4.1 has a new logo.",
        ..RULE
    },
    Rule {
        id: "patch-management-promise",
        signal: PatchManagement,
        wants: &[
            "(patch|patches|fix|fixes|update|updates|release|releases|version|versions) .... (will be|expected|scheduled|planned|due|to be) .. (released|available|published|ready|shipped|issued|DATE|by|on|in|within|soon)",
            "WE .... (will|plan to|expect to|going to|intend to) .. (release|ship|publish|issue|make available) .. (a|an|the|new|security|updated)? .. (fix|patch|patches|update|updates|version|versions|release|releases)",
            "VERSION .. will be (updated|patched|fixed|released)",
            "(end of life|no longer supported|out of support|support for .... ended|will not be updated|not receive updates)",
            "(patched|fixed|updated|new|cleaned|corrected) .. (images|image|builds|build|packages|package|binaries|release|version|amis) .... (expected|due|coming|will|soon|available|scheduled|planned|by the end)",
        ],
        unless: &["(if|unless)", "(report|post|details|information|news)"],
        matches: "A fixed release is expected on Friday.",
        passes: "A report is expected on Friday.",
        ..RULE
    },
    Rule {
        id: "policy-address",
        signal: DisclosurePolicy,
        wants: &["POLICY_ADDRESS"],
        unless_sentence: &["question*", "^ (from|to|cc|author|date|sender|reply) "],
        place: Anywhere,
        questions: true,
        matches: "Write to security@acme.example with findings.",
        passes: "Write to sales@acme.example with orders.",
        ..RULE
    },
    Rule {
        id: "policy-programme",
        signal: DisclosurePolicy,
        wants: &[
            "(our|via|through|@self|own|private|public) .. (bug bounty|bugbounty|hackerone|bugcrowd|bounty|vulnerability disclosure|vulnerability reward|responsible disclosure|coordinated disclosure|disclosure policy|security policy|vulnerability rewards)",
            "(responsible|coordinated) disclosure",
            "WE .. (run|have|operate|offer|maintain|participate) .... (bounty|vulnerability disclosure|disclosure program)",
            "vulnerability disclosure (policy|program|programme|process|guidelines)",
            "security (mailing list|contact|reporting|reports page)",
            "(contact|email|reach|report|write) .... (our|the|@self) .. security team",
            "(researcher|researchers|project zero|security firm) .... (reported|contacted|disclosed|notified|alerted|informed) .. (it|this|the|a|an)? .. (us|@self|our|to us)",
            "(reach out|contact*|email|write|get in touch|let us know) ~ (with|about|for|regarding|of) .. (any|a|security|potential|other)? .. security (issue|issues|concerns|concern|problems|vulnerabilities|vulnerability|bugs)",
            "contact us (privately|confidentially|securely)",
            "(contacted|emailed|notified) (us|@self) .. to .. report",
            "(responsibly|privately|confidentially) (disclosed|disclosing|reported|reporting|notified) .. (it|this|the|to us|to SELF|them)",
            "(security|disclosure) policy .. (can be found|is at|at|describes|available|here)",
            "(told|informed|alerted|contacted|notified|warned|tipped) (us|@self) .. (privately|confidentially|in private|responsibly|off)",
            "(privately|confidentially|responsibly) .. (told|informed|alerted|contacted|notified|warned) .. (us|@self|our)",
            "security (address|mailbox|inbox|contact|alias|desk|hotline)",
            "(customer|user|reader|researcher|engineer|student|member|developer|hacker|someone) .... (reported|flagged|disclosed|submitted) .. (it|this|the|a|an|that) .... (to us|to SELF|through|via|privately|responsibly)",
            "(award*|paid|paying|earned|reward*) .... (bounty|bounties|reward)",
            "security? reporting (process|procedure|policy|guidelines|guideline)",
            "report .. (it|them|this|these|issues|flaws|findings)? .. (responsibly|privately|in confidence|confidentially) to",
            "(vulnerability|vulnerabilities|flaw|security issue) .. (that)? .. you .. (would like|wish|want) to (disclose|report)",
            "(responsibly|privately) report .. (anything|any|issues|problems|them|it)",
        ],
        unless: &[
            "(popular|game|another|other companies|their own)",
            "(apache|openssl|intel) .. (security|disclosure)",
            "(if|would have) .. (had|not)",
            "(bounty of)",
            "security contact .. (field|email address|in your)",
            "field .. security contact",
            "question*",
        ],
        unless_sentence: &["question*"],
        matches: "The flaw came in through our bug bounty programme.",
        passes: "It was found in the bounty programme of a popular game.",
        ..RULE
    },
    Rule {
        id: "policy-credited",
        signal: DisclosurePolicy,
        wants: &[
            "(thank|thanks|credit|kudos|acknowledge|gratitude|hat tip) .... (researcher|researchers|for reporting|for responsibly|for disclosing|who reported|who discovered|for finding|for bringing|for alerting|for the report|reporting this)",
        ],
        with: &[
            "POLICY_ADDRESS",
            "(responsib*|coordinated|bounty|hackerone|bugcrowd|privately|confidentially|disclosure|security team|policy|programme|program)",
        ],
        place: Anywhere,
        questions: true,
        matches: "We thank the researcher for responsibly reporting this to us.",
        passes: "We thank Jane Miller for reporting this to us.",
        ..RULE
    },
    Rule {
        id: "policy-reporting",
        signal: DisclosurePolicy,
        wants: &[
            "(private|responsible|coordinated|vulnerability|security) .. disclosure .. (process|program|programme|policy|procedure|guidelines)",
            "(reported|submitted|sent|report) .. (a|the|this|it)? .. (report|issue|vulnerability|details)? .. (to|via|through) .. (<bounty@.*>|<security@.*>|POLICY_ADDRESS)",
            "(report|reporting|submit|submitting|disclose|disclosing) .. (a|any|new|potential|suspected|other|security|such|these|possible|similar|your)? .. (security|vulnerability|vulnerabilities|flaw|flaws|security issue|security issues|security bug|security bugs|security problem|security vulnerability|security vulnerabilities|security concern|findings) .... (to|at|please|via|through|in|by|@self|us|contact|email|using|visit|see|here|$)",
            "(encourage|invite|welcome|ask|thank|grateful|appreciate) .... (researchers|researcher|reporter|reporters|others|community|anyone|people) .... (report|reporting|reports|disclose|disclosing|disclosure|reported|bringing|alerting|findings|them)",
            "(found|discovered|believe you|think you|have found|identify) .. (found)? .. (a|any)? .. (security)? .. (vulnerability|vulnerabilities|security issue|security bug|security problem|flaw) .... (please|contact|email|report|let us know|to us|we want)",
            "(to|how to) report .. (a|security|any)? .. (vulnerability|vulnerabilities|security)",
            "^ (reporting|report) .. (a|security)? .. (vulnerabilities|vulnerability|security|issues)",
        ],
        unless: &[
            "(unusual|suspicious|spam|phishing|fraud|abuse)",
            "(media|news|press) ... report*",
            "report (released|published|that|said)",
            "(reported by|OTHERS ... report*)",
            "(if|when) .. (received|receive)",
            "security report (regarding|about)",
            "(advisory|bulletin|notice) disclosing",
        ],
        place: Anywhere,
        questions: true,
        matches: "To report a vulnerability to us, use the form.",
        passes: "The press will report a vulnerability at any time.",
        ..RULE
    },
];
