//! When it was exposed, and when it was fixed.

use model::Signal::{ExposureWindow, PatchTime};

use crate::signals::rule::{CLAIM, Rule};

/// The date is another one's, or that of the text.
const NOT_OURS: &[&str] = &[
    "(if|unless|whether|should|recommend|may|might)",
    "OTHERS .... (released|published|announced|issued|patched|updated|fixed|finished|disclosed)",
    "^ (last)? (updated|update|posted|published|edited)",
    "(post|page|article|blog|document|advisory|statement|entry|faq) .. (was|were|has been|is|last)? (updated|revised|posted|published)",
    "^ (update|updated|edit) .. DATE",
    "(exposed|vulnerable|affected) .. since we",
    "(announced|disclosed|discovered|reported|publicly|assigned|introduced|aware|released by)",
    "(we will|customers|you) .. (update|updated|post|notify|share)",
    "(will|shall) (provide|post|share|send|publish|follow|be (provided|posted|shared|published)) ",
    "(another|next|further|status) (update|updates)",
    "OPENSSL_LIKE .. VERSION? .. (was|were|is|has been) .. (released|published|available|out)",
    "(slow|slower|degraded|latency|wiki|conference|power supplies)",
    "(ATTACKER|they) .... (had|gained|kept) .. access",
    "(began|started|occurred|happened|took place) .... (contained|ended)",
    "(could be|can be|may be) (installed|downloaded|used|reached)",
];

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "exposure-from-to",
        signal: ExposureWindow,
        wants: &[
            "(vulnerable|exposed|exposure|access|accessed|compromised|compromise|unauthorized|unauthorised|attack*|malicious|affected|intruder*|window|breach*|stole*|leak*|exfiltrat*|infected|injected|included|active|at risk|logged|period|suspicious|exploit*|impact|activity|leaked|abuse*|hijack*|memory) ~ (from|between|since|starting|beginning|began|started|dating back to|as early as|as far back as|going back to) .. DATE .... (to|through|until|till|and|up to|when|thru)",
            "(from|between|since|starting|beginning) .. DATE .... (to|through|until|till|and|up to|when|thru) .. (DATE|CLOCK|DAY|today|now|YEAR) ~ (vulnerable|exposed|exposure|access|accessed|compromised|unauthorized|unauthorised|attack*|malicious|affected|intruder*|breach*|stole*|leak*|exfiltrat*|infected|injected|at risk|suspicious)",
            "(installed|downloaded|ran|used|pulled|logged|visited|executed|updated|built) .... (between|from) .. (DATE|CLOCK) .... (and|to|until|through) .. (DATE|CLOCK|DAY)",
            "(from|between) .. CLOCK .... (to|until|and|through) .. CLOCK ~ (vulnerable|exposed|accessed|compromised|unauthorized|malicious|leak*|affected|cached|wrong)",
            "(vulnerable|exposed|accessed|available|compromised|unauthorized|malicious|leak*) ~ (from|between) .. CLOCK .... (to|until|and|through) .. CLOCK",
            "EXPOSING ~ (from|between) .. (DATE|CLOCK) .... (to|through|until|till|and|up to|when) .. (DATE|CLOCK|DAY|today|now|YEAR)",
            "(from|between) .. (DATE|CLOCK) .... (to|through|until|till|and|up to|when) .. (DATE|CLOCK|DAY|today|now|YEAR) ~ EXPOSING",
            "(ATTACKER|they) .... (access|inside|present|control) .... (from|between|since) .. (DATE|CLOCK)",
            "(from|between) .. DATE .. (to|through|until|till|and) .. (DATE|DAY) .... (every|each|all|our|any) ... (answered|returned|leaked|sent|served|carried|allowed|accepted)",
            "(misconfiguration|flaw|vulnerability|bug|hole|leak|exposure|issue|skimmer|code|malware|backdoor) .... (existed|present|persisted|was active|was live|remained|lasted|open) .... (from|between|since|until|for) .. (DATE|CLOCK|NUMBER)",
        ],
        unless: &[
            "(if|unless|maintenance|downtime|outage|unavailable|reboot*|window will)",
            "(offices|closed|slow|degraded|hackathon|event|webinar|conference|latency)",
        ],
        matches: "The key was exposed between 3 March 2020 and 9 March 2020.",
        passes: "The site was down between 3 March 2020 and 9 March 2020.",
        ..CLAIM
    },
    Rule {
        id: "exposure-length",
        signal: ExposureWindow,
        wants: &[
            "(window|period) of (exposure|vulnerability|compromise|opportunity)",
            "(window|period) (of time|of impact|of activity)? .... (between|from) .. (DATE|CLOCK)",
            "(attacker*|actor*|activity|intruder*|malicious|unauthorized|they) .... NUMBER .. UNIT .. (period|window|window of time)",
            "(exposure|vulnerability|vulnerable|compromise|attack|exploitation) (window|period) .... (NUMBER UNIT|DATE|CLOCK|between|from|was|lasted)",
            "(vulnerable|exposed|at risk|compromised|unpatched|active|undetected|live|accessible|available) .. for .. (NUMBER|about|approximately|roughly|over|nearly|less than|under) .. UNIT",
            "(access|inside|undetected|present|active|persisted) .... for .. (NUMBER|about|approximately|roughly|over|nearly) .. UNIT",
            "for .. NUMBER UNIT .... (vulnerable|exposed|at risk|compromised|accessible)",
            "NUMBER UNIT (period|window) .... (vulnerable|exposed|access|accessed|compromised|attacker*|affected|malicious)",
            "(vulnerable|exposed|access|accessed|compromised|malicious|affected) .... NUMBER UNIT (period|window)",
            "EXPOSING ~ for .. (about|approximately|roughly|over|nearly|at least|up to|almost|around|some|under|less than|more than)? .. NUMBER .. UNIT",
            "for .. (about|approximately|roughly|over|nearly|at least|up to|almost|around|some|under|less than|more than)? .. NUMBER .. UNIT ~ EXPOSING",
            "NUMBER UNIT (period|window) ~ (ATTACKER|EXPOSING|could|access)",
            "(it|code|skimmer|page|package|release|releases|file|script|version|versions|build) .... (was|were) .. (live|online|up|available|active|in place|public) .. for .. NUMBER .. UNIT",
            "(dwell time|time to detect|went unnoticed|gone unnoticed|remained undetected|went undetected) .... (NUMBER|UNIT|DATE|until)",
        ],
        unless: &[
            "(if|unless|maintenance|downtime|reboot|would|could)",
            "NOT",
            "(retain*|retention|closed|logs (for|of)|expire*|trial|offer|sale|free)",
        ],
        matches: "For about six hours the servers were exposed.",
        passes: "For about six hours the servers were rebooting.",
        ..CLAIM
    },
    Rule {
        id: "exposure-began",
        signal: ExposureWindow,
        wants: &[
            "(vulnerable|exposed|affected|compromised) .. (since|as of|beginning|starting) .... (DATE|YEAR|VERSION)",
            "(vulnerable|exposed|affected|compromised|leaking) .. (until|till) .. (DATE|CLOCK|NUMBER UNIT)",
            "(malicious|vulnerable|backdoored|bad|faulty|compromised) .. (code|version|package|commit|change|build|release|update|script|configuration|file) .... (introduced|added|inserted|published|uploaded|deployed|pushed|released|went live|merged|modified|distributed|available) .. (on|in|at|between|around|since|from) .. (DATE|CLOCK|MONTH|YEAR)",
            "ATTACKER .... (gained|began|first|accessed|obtained|entered|logged|started|compromised|used|exfiltrated|downloaded|copied|had access) .... (on|in|at|between|from|since|around|as early as|until) .. (DATE|CLOCK|MONTH|YEAR)",
            "(on|in|from|since|around) .. (DATE) .... ATTACKER .. (gained|began|first|accessed|obtained|entered|logged|started|compromised|used|exfiltrated|downloaded|copied|had|was)",
            "(earliest|first|last|latest) .. (date|time|point|day|moment|evidence|sign|known|possible) .... (DATE|MONTH YEAR|CLOCK)",
            "(passwords|keys|certificates|sessions|tokens|cookies|credentials|builds|packages|images) .... (issued|created|generated|used|entered|established|active|downloaded|built|installed) .. (before|prior to|between|until) .. (DATE|CLOCK)",
            "(altered|modified|tampered|injected|compromised|malicious|backdoored|exposed|leaking) .... (starting|beginning|since|from|as of) .. (DATE|MONTH YEAR|MONTH)",
            "(hacked|compromised|breached|attacked|broken into|accessed) .. (around|about|approximately)? .. NUMBER UNIT ago",
            "(first|earliest|initial|last|latest) .. (unauthorized|unauthorised|malicious|suspicious|attacker*|known|observed) .. (access|activity|login|use|exploitation|compromise) .... (DATE|CLOCK|MONTH|YEAR)",
            "(unauthorized|unauthorised|malicious|suspicious) .. (access|activity|logins|connections) .... (began|begun|started|occurred|took place|happened|dates|dating|ended|stopped|since|between|from) .... (DATE|CLOCK|MONTH|YEAR)",
            "(exposed|accessible|public|readable|visible|misconfigured|open|unprotected|leaking|infected|tampered with|in the clear) .. (since|as early as|as of|from|starting) .... (DATE|YEAR)",
            "(first|earliest|last|initial|latest) .. (unauthorized|unauthorised|malicious|suspicious|illicit|fraudulent|attacker*|rogue|exploit*) .... (DATE|CLOCK)",
            "(token*|keys|sessions|passwords|builds|accounts|orders|cards|files|releases|certificates|credentials|packages|images|customers|users|secrets) .. (who|that|which|minted|issued|created|generated|signed|uploaded|downloaded|installed|placed|made|used|rotated|registered) .... (prior to|before|between|from|until|up to|after|since) .. (DATE|CLOCK) .... (may|might|were|are|was|should|could|exposed|affected)",
            "(dates|date|dating|goes|going|traced|reaches) .. back .. to .... (DATE|YEAR)",
            "(compromise|intrusion|breach|attack|unauthorized access|exposure|activity) .. (began|started|commenced|occurred|took place|happened|ended|lasted) .... (DATE|CLOCK|YEAR|NUMBER UNIT)",
            "(files|data|records|information|funds|credentials|documents) .... (was|were) .. (taken|stolen|copied|exfiltrated|accessed|downloaded|viewed|obtained) .. (on|in|between|from|as early as|around) .. (DATE|CLOCK|YEAR)",
            "NUMBER UNIT (window|period) ~ (ATTACKER|could|access|EXPOSING)",
        ],
        unless: &[
            "(if|unless|could)",
            "MANY",
            "(may|might) (continue|return)",
            "(since we|disclosed|announced|notified|published)",
            "(log|logs|history) .. (going|goes|dating|reaching) back",
            "(reviewed|reviewing)",
        ],
        matches: "The intruder first logged in on 12 June.",
        passes: "We were told of the flaw on 12 June.",
        ..CLAIM
    },
    Rule {
        id: "patch-time-after",
        signal: PatchTime,
        wants: &[
            "(WE|THING|SECRET|FIXES|PERFECT) ... DONE .... (on|by|as of|at|since|around|about|before|in|of)? .. (DATE|CLOCK)",
            "^ (PATCHED|MITIGATED|deployed|completed) .. (on|at|by|since|as of) .. (DATE|CLOCK)",
            "(PATCHING|REPLACING|reboots|rebooting|reboot|deployment|rollout|mitigation*) .... (complete|completed|finished|done|deployed|applied|live|ended|concluded) .... (DATE|CLOCK)",
            "(no longer|not) .. (vulnerable|affected|exposed|at risk) .. (as of|since|after|from) .. (DATE|CLOCK|mid)",
            "^ (PATCHED|MITIGATED|completed|resolved) /? .. (DATE|CLOCK)",
            "(THING|servers|machines|hosts) .... received .... (patch|fix|update) .. (by|on|at|before) .. (DATE|CLOCK)",
            "(patch|fix|update|rollout|rotation|mitigation|rule|upgrade) .... (finished|complete|completed|live|in place|done|wrapped up|concluded|deployed|active) .. (on|at|by|since|as of|from|before) .. (DATE|CLOCK)",
            "(got|received) .... (patch*|fix|update*|packages|kernel) .... (on|by|during|at|over|before) .. (DATE|CLOCK)",
            "(run|runs|running) .... (VERSION|the (fixed|patched|new)) .. (since|as of|from) .. (DATE|CLOCK)",
        ],
        unless: NOT_OURS,
        matches: "All front ends were patched by Tuesday, 8 April.",
        passes: "This page was last updated on Tuesday, 8 April.",
        ..CLAIM
    },
    Rule {
        id: "patch-time-before",
        unless_sentence: &["^ (update|updated|edit) ~ released"],
        signal: PatchTime,
        wants: &[
            "(DATE|CLOCK) .... (WE|THING|SECRET|FIXES) .... (DONE|finished PATCHING)",
            "^ .. (DATE|CLOCK) ~ (WE|THING|SECRET|FIXES|all|affected) ... (DONE|finished PATCHING)",
            "(DATE|CLOCK) ~ we .. (PERFECT)? .. (PATCHED|MITIGATED|REPLACED|rebooted|restarted|rebuilt|deployed|rolled|released|completed|finished)",
            "(as of|since|by) .. (DATE|CLOCK) .. CLOCK? .... (no longer vulnerable|safe|secure|DONE)",
            "(safe|secure) .. (since|as of|after) .. (DATE|CLOCK)",
            "(by|before|on|at|since) .. (DATE|CLOCK|lunchtime|close of business|end of day) ~ (had been|were|was|have been|has been|all) .. DONE",
        ],
        unless: NOT_OURS,
        matches: "14:20 UTC: the fix was deployed to all regions.",
        passes: "On 7 April the OpenSSL project released an update.",
        ..CLAIM
    },
    Rule {
        id: "patch-time-took",
        signal: PatchTime,
        wants: &[
            "DONE ~ (within|in less than|in under|in about|less than|under|in just|in only|after just) .. NUMBER .. UNIT",
            "(within|in less than|in under|in just|less than) .. NUMBER .. UNIT ~ (WE|THING|SECRET|all) ... DONE",
            "(able|managed) to (patch|update|fix|mitigate|deploy|replace|secure|upgrade|remediate|contain|restore) .... (within|in) .. NUMBER .. UNIT",
            "NUMBER UNIT (after|later|of) ~ (WE|THING|SECRET|all) ... DONE",
            "(took|needed) .. (us|our team|@self|our engineers|me)? .. NUMBER .. UNIT .. to .. (mitigate|patch|fix|deploy|remediate|contain|replace|rotate|close|upgrade|update|roll)",
            "(in|within) .. (less than|under|about|just)? .. NUMBER UNIT .... (all|every|our) .... (were|was|running|had) .. (the|a)? .. (fixed|patched|new|DONE)",
        ],
        unless: &[
            "(if|unless|should|recommend|would|may|might|will|you|reviewed)",
            "within (hours|minutes|days)",
            "^ (customers|users|clients|administrators|many|most|some)",
        ],
        matches: "We deployed the fix to every data centre within 48 hours.",
        passes: "You will hear from us within 48 hours.",
        ..CLAIM
    },
    Rule {
        id: "patch-time-planned",
        signal: PatchTime,
        wants: &[
            "(DATE|CLOCK) .... CLOCK ~ (will|going to|scheduled|plan|planned|begin|beginning) ... (updat*|patch*|upgrad*|reboot*|replac*|reissu*|rotat*|deploy*|emergency maintenance)",
            "(will|scheduled|plan|planned|going to|expect*) .... (updat*|patch*|upgrad*|reboot*|replac*|reissu*|rotat*|deploy*|maintenance|complete*) .... CLOCK",
            "(will|scheduled|expect*) .... (complete*|finished|patched|updated|rebooted) .. (on|by|at|before) .. CLOCK? .. DATE",
            "(reboot*|patch|patching|upgrade*|fix|rollout|rotation|emergency maintenance|certificate*) .... (begin|begins|start|starts|goes|go|scheduled|due|planned|take place|takes place) .... CLOCK",
        ],
        unless: &["(you|if|post|this page|more information|news|another update|next update|further updates)"],
        matches: "On 9 April at 01:30 UTC we will be replacing our certificates.",
        passes: "On 9 April at 01:30 UTC we will share more information.",
        ..CLAIM
    },
];
