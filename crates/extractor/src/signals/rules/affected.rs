//! That a service, product or credential of its own was affected.

use model::Signal::Affected;

use crate::signals::rule::{RULE, Rule};

/// What makes a statement no claim: it is denied, supposed, or about the world at large.
const NO_CLAIM: &[&str] = &["(if|whether|unless|would|how)", "MANY", "(no longer|any longer)", "EVIDENCE"];

/// What is denied was not so.
const DENIED: &[&str] = &["NOT"];

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "affected-ours",
        signal: Affected,
        wants: &[
            "SELF .... BE .. AFFECTED",
            "SELF ... THING .. (known|found|believed|confirmed) to be .. AFFECTED",
        ],
        unless_within: DENIED,
        unless: NO_CLAIM,
        matches: "Two of our mail servers were also vulnerable.",
        passes: "None of our mail servers were vulnerable.",
        ..RULE
    },
    Rule {
        id: "affected-no-longer",
        signal: Affected,
        wants: &["(no longer|not longer) .. (vulnerable|affected|exposed|susceptible|at risk|exploitable)"],
        unless: &["(if|until|whether|unless|you|MANY)"],
        matches: "As of this morning the web servers are no longer vulnerable.",
        passes: "Wait until the site is no longer vulnerable.",
        ..RULE
    },
    Rule {
        id: "affected-internal",
        signal: Affected,
        wants: &[
            "(AFFECTED|vulnerable) .. (internal|campus|production|corporate|customer facing|public facing) .. THING",
            "(internal|campus|university|production|corporate|staging|customer facing|public facing) ... THING ... (AFFECTED|vulnerable)",
            "(few|some|several|number|handful|subset|portion|percentage|minority) of? .. (systems|servers|services|hosts|nodes|machines|customers|accounts|users) .... (AFFECTED|vulnerable|have this vulnerability)",
        ],
        unless_within: DENIED,
        unless: NO_CLAIM,
        matches: "A small number of servers were found to be vulnerable.",
        passes: "A number of servers all over the internet were found to be vulnerable.",
        ..RULE
    },
    Rule {
        id: "affected-ran-vulnerable",
        signal: Affected,
        wants: &[
            "(SELF|THING) ... (running|ran|run|runs|used|using|uses|contain|contained|contains|had|included|includes|relied|shipped|bundles|bundled) .. (vulnerable|affected|unpatched|compromised|malicious|outdated) .. (version|versions|release|releases|package|packages|library|code|build|copy|OPENSSL_LIKE)",
            "(SELF|THING) ... (running|ran|used|using|uses) .. (version|versions) .. OPENSSL_LIKE .. (vulnerable|affected)",
        ],
        unless_within: DENIED,
        unless: &["(if|whether|unless|would|you|any)", "MANY"],
        matches: "Some nodes of the storage cluster ran a vulnerable release of OpenSSL.",
        passes: "If your host runs a vulnerable version, upgrade it.",
        ..RULE
    },
    Rule {
        id: "affected-flaw-in-ours",
        signal: Affected,
        wants: &[
            "FLAW .. (in|within|affecting|impacting|involving|inside) .. SELF",
            "INCIDENT .. (in|within|affecting|impacting|involving|against|on|of|at) .. SELF",
            "(FLAW|INCIDENT) .. (affecting|impacting|involving) ... (customers|users|accounts)",
        ],
        unless_within: DENIED,
        unless: &[
            "(if|whether|unless|would|how|may|might|could|any)",
            "MANY",
            "(report|reporting|reports|policy|program|team|bounty)",
            "(security|code) (of|on|to|in) (SELF|all)",
        ],
        matches: "Attackers made use of a flaw in our upload tool.",
        passes: "Please report any vulnerability in our products to the security team.",
        ..RULE
    },
    Rule {
        id: "affected-verb",
        signal: Affected,
        wants: &[
            "(FLAW|this|it|that|threat|these|they) .. (AFFECTS|hit|reached|compromised|exposed) .. (SELF|some of our|all of our|all our|several of our|certain of our)",
            "(FLAW|this|it|that|threat|maintenance|reboots) .. (did|will|does) (affect|impact|hit) ... THING",
        ],
        unless_within: DENIED,
        unless: &[
            "(if|whether|unless|would|how|may|might|could)",
            "MANY",
            "(you|your|ability|customers trust)",
        ],
        matches: "The bug affected our login service for two days.",
        passes: "We checked whether the bug affected our login service.",
        ..RULE
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
            "(if|whether|unless|would|might|could|any|case|future|similar|other|industry|prevent|should|every)",
            "MANY",
        ],
        matches: "On 3 May we discovered an intrusion into one build machine.",
        passes: "Should we discover an intrusion, you will hear of it.",
        ..RULE
    },
    Rule {
        id: "affected-intruder",
        signal: Affected,
        wants: &[
            "ATTACKER ... (gained|obtained|accessed|used|stole|exploited|copied|exfiltrated|modified|compromised|extracted|leveraged|inserted|downloaded|viewed|took|targeted|managed|was able|were able|had access) ~ (SELF|customer|customers|employee|source code)",
            "SELF ~ (by|when|after|that|an|the|a) .. ATTACKER ... (gained|obtained|accessed|used|stole|exploited|copied|exfiltrated|modified|compromised|extracted|leveraged|inserted|downloaded|viewed|took|targeted)",
        ],
        unless_within: DENIED,
        unless: &["(if|whether|unless|would|may|might|could|can)"],
        matches: "The intruder copied a list of customer addresses.",
        passes: "An intruder could have used our upload form.",
        ..RULE
    },
    Rule {
        id: "affected-we-fixed",
        signal: Affected,
        wants: &[
            "WE .. (PERFECT)? .. (DONE) .. (SELF|all|the|every|each|these|this|those|affected|vulnerable|internal|customer|any|SECRET|support|access|a|new|FIXES|openssl|patched)",
            "WE ... (finished|completed|done|started|begun|began) .. (PATCHING|REPLACING|rebooting|reboots|deploying|rolling|all changes|the changes)",
            "(SELF|all|customer|production|affected|vulnerable|internal) .. THING ... (have|has|were|was|are|is) .. (been|being|had)? .. (PATCHED|rebooted|restarted|rebuilt|reissued|replaced|rotated|secured|rekeyed)",
            "SELF ... SECRET ... (have|has|were|was|are|is) .. (been|being)? .. REPLACED",
        ],
        unless_within: DENIED,
        unless: &[
            "(if|whether|unless|would|until|once|you|recommend|should|must)",
            "MANY",
            "(regularly|routinely|always|periodically|blog|post|article|policy|page|terms)",
            "WE .. (released|implemented|applied) .. (statement|report)",
        ],
        matches: "We patched all of the load balancers on Tuesday.",
        passes: "We have updated this post.",
        ..RULE
    },
    Rule {
        id: "affected-we-are-fixing",
        signal: Affected,
        wants: &[
            "WE ... (are|am|is|be|been|start|begin|started|began|continue) .. (patching|updating|upgrading|fixing|remediating|mitigating|deploying|rebooting|rotating|reissuing|replacing|revoking|rolling out|disabling|applying|resetting|performing)",
            "WE .. (working|continuing|going|planning|have|need|plan|had) .. to (patch|fix|mitigate|remediate|secure|upgrade|update|deploy|reboot|replace|reissue|rotate|roll out|protect our)",
            "(reboot|reboots|maintenance|upgrade|patching|emergency maintenance|rebooting) .... (necessary|required|needed|unavoidable|scheduled|performed)",
            "(SELF|host|hosts|server|servers|hypervisors|systems) ... (need|needs|have|has|will have|required) to (be (PATCHED|rebooted|restarted|replaced)|undergo|reboot)",
            "vulnerable systems .. (are|being) .. (fixed|patched|updated|being)",
        ],
        unless_within: DENIED,
        unless: &[
            "(if|whether|unless|would|you|your|customers|users)",
            "MANY",
            "(blog|post|article|policy|page|updating this)",
        ],
        matches: "We are rolling out the patch to the remaining hosts.",
        passes: "We are updating this page with the latest news.",
        ..RULE
    },
    Rule {
        id: "affected-secrets-stored",
        signal: Affected,
        wants: &[
            "ROTATE .. (any|all|your|every|their|each) .. (SECRET|password*|passphrase*) .... (stored|used|uploaded|shared|held|kept|entered|set|saved) .. (in|with|on|by|at|for|to) .. SELF",
            "(reset|resetting|changed|expired|force|forced|forcing|requiring) ... (all|every|your|user|customer) .. (passwords|password|passphrases|sessions|tokens|logins)",
        ],
        unless: &["(recommend|should|encourage|suggest|advise)"],
        matches: "Rotate all secrets stored in Acme Hosting today.",
        passes: "Rotate all secrets that you keep in other places.",
        ..RULE
    },
];
