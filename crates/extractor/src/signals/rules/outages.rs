//! That a service of its own stopped, failed or could not be used, told by what was seen of it.

use model::Signal::Affected;

use super::affected::DENIED;
use crate::signals::rule::{CLAIM, Place, Rule};

/// What is no outage that happened: a case that may come, what is planned, what is usual, and what happens to others.
const NO_OUTAGE: &[&str] = &[
    "(if|whether|unless|until|WOULD|how|can be|could be|may|might|should|must|will|cause|causes|make|makes|made)",
    "(you|your|OTHERS|ATTACKER|attacker)",
    "(planned|scheduled|maintenance|upcoming|holiday|holidays|office|test|tests|tested|testing)",
    "(no longer|any longer|never|without)",
    "(often|usually|typically|commonly|normally|always|every (day|night|week|month|time)|each time|each (day|night|week|month))",
    "(next|new|older|old|future) (release|version|major)",
    "as (expected|intended|designed)",
    "(required|requires|require|trigger|triggers|triggering) .... (outages|interruptions|disconnects|crashes|timeouts)",
    "(can|could) (result|lead|cause|be|also|potentially|then)",
    "(risk|risks|possibility|likely|potential|potentially|possible)",
];

/// The same of the sentence.
const NO_REPORT: &[&str] = &[
    "^ (if|should|whenever|when|once|where|in case|while)",
    "^ (please|immediately|then|also)? DO (your|the|to|all|any|that|it)",
    "(attacker*|malicious|maliciously|crafted|vulnerability|vulnerabilities|exploit*|proof of concept|denial of service)",
    "(upgrade|update|patch|restart) .... so that",
    "(wrote|writes|asked|complained) .. (to)? us",
    "(in order to|to avoid|to prevent|monitoring tells|we test)",
    "^ (servers|systems|machines|hosts|sites|applications) (that|which|with|without)",
    "MANY",
    "^ OTHERS .... (outage|down|incident|problem|problems|trouble)",
];

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "affected-outage",
        signal: Affected,
        own: Some(4),
        wants: &[
            // What is seen.
            "(WE|SELF|THING|customers|users|some|many) .. (are|is|am|was|were|been) .. (still|currently|now|again|also)? .. (seeing|experiencing|having|getting|observing|noticing|receiving|facing) .. (a|an|the|some|various|several|intermittent|reports of)? .. (elevated|increased|high|higher|intermittent|network|connection|connectivity|severe|serious|strange|multiple|partial|technical|NUMBER)? .. (degraded|disconnects|error|errors|error rate|error rates|timeouts|timeout|latency|latencies|slowness|packet loss|trouble|troubles|problems|difficulties|issues|an issue|connectivity issues|failures|5xx|502|503|504)",
            "(WE|SELF) .. (have|has|are|is)? .. (seen|see|seeing|noticed|notice) .. (an|a|some)? .. (increase|increased|rise|spike) .. (in|of) .. (errors|error|timeouts|failures|latency|failed)",
            "(users|customers|people|students|clients|members|visitors) .. (are|were|have been)? .. (reporting|reported|reports) .. (that|a|an|some|getting|errors|error|problems|issues|trouble|timeouts|slow)",
            "(WE|SELF|THING|customers|users|some|many) .. (experienced|saw|observed|encountered|suffered|had) .. (a|an|the|some|several)? .. (elevated|increased|high|higher|intermittent|degraded|severe|serious|brief|partial)? .. (errors|error rate|error rates|timeouts|latency|latencies|slowness|packet loss|request failures|failures|delays|performance|availability|connectivity|downtime|service interruptions)",
            // What stopped.
            "(SELF|THING|process|processes|job|jobs|hub|hubs|scheduler|cache|disk|disks|<[a-z0-9-]+>) .... (has been crashed|crashed|hung|hangs|froze|stopped working|stopped responding|stopped serving|stopped accepting|stopped processing|locked up|went down|fell over|broke down|gave out|ran out of|runs out of|became unresponsive|was unresponsive|is unresponsive|were unresponsive)",
            "(SELF|THING|hub|hubs|region|regions|<[a-z0-9-]+>) .. (became|becomes|went|is|was|were|are|has been|have been|had been) .. (completely|temporarily|briefly|partially|partly|currently|intermittently|entirely|largely|again)? .. (unavailable|inaccessible|unreachable|unresponsive|offline|down) (for|from|between|due|because|since|during|after|as|until|at|to|/|$)",
            "(<[a-z0-9-]+>|SELF|THING) .. (broke|failed|crashed) .. (on|in|across) .. (some|several|all|most|many|half|about|a (quarter|third|few|number|part)|NUMBER|our)",
            "(ran|running|run) out of .. (memory|disk|disk space|space|file descriptors|connections|inodes|capacity|storage)",
            "(degradation|outage|interruption|disruption) .. (occurred|happened|began|took place|lasted)",
            "(continuing|intermittent|ongoing|recurring|repeated|several|frequent) .. (outages|interruptions|disconnects|crashes|timeouts)",
            "(SELF|THING) .. (returned|returning|return|threw|throwing|served|serving) .. (errors|error|502|503|504|500|5xx|timeouts|empty (answers|responses|pages))",
            "(servers|server|api|hosts|gateway*|proxies|load balancer*) .. (refused|rejected|dropped|dropping|refusing|rejecting) .. (all|new|many|some|incoming)? .. (connections|requests|messages|mail|mails|traffic)",
            // What people had trouble with.
            "(trouble|problems|difficulty|difficulties|errors|issues|issue) .. (when|while|with|in|from)? .. (starting|launching|logging|connecting|accessing|uploading|downloading|signing|sending|receiving|cloning|loading|reaching|creating|deploying)",
            "(was|were|is|are|been) .. (very|extremely|unusually|noticeably|slower|quite)? .. (slow|sluggish) (and|for|from|between|during|since|due|because|/|$)",
            // What it comes to.
            "(severe|complete|total|partial|temporary|brief|major|significant|intermittent|unplanned|widespread|serious)? .. (disruption|disruptions|interruption|interruptions|loss|degradation|unavailability|outage) (of|in|to|for|on) .. (service|services|connectivity|network|SELF|THING|access|power)",
            "(leading|led|leads|resulted|resulting|caused|causing) .. (to|in)? .. (a|an|some|the|complete|partial|brief|short|several)? .. (interruption|interruptions|outage|outages|downtime|disruption|disruptions|timeouts|packet loss|data loss|unavailability|loss of (service|connectivity|access|data))",
            "(jobs|job|messages|mails|data|writes|uploads|sessions|requests|orders|queries|builds) .. (was|were|have been|has been|got) .. (lost|dropped|rejected|interrupted|killed|aborted|delayed|wiped|cancelled|terminated)",
            "(took|taking|take|knocked|knocking) .... (offline|down|out of service) ",
            "(affecting|impacting) .. (some of|all of|part of|most of)? (our|@self) ",
            "(was|were) .. (accidentally|mistakenly|inadvertently|unintentionally) .. (removed|deleted|dropped|overwritten|wiped|changed|disabled|switched off|unplugged|cut)",
            "(all|some|many|most) .. (new)? (requests|connections|jobs|logins|builds|messages|uploads|deploys) .. (are|were|was|have been)? .. (being)? (rejected|failing|failed|refused|dropped|timing out|lost)",
            "(trying|working|attempting|continuing) to .. (recover|bring back|restore) .. (the|our|all|@self) .. (SELF|THING|service|services|access|data)",
            "(issues|problems|trouble|difficulties|delays|errors) .. (that)? .. (our|some|many|several|most)? (users|customers|members|players|students) (had|have|are having|were having|experienced|are experiencing|were experiencing|ran into|saw)",
            "(bug|bugs|error|errors|mistake|misconfiguration|fault|regression|defect) .. (in|of|with) .... (led to|resulted in|caused|has caused|have caused) ",
            "(resulted in|caused|led to|leading to|resulting in) .. (a|an|the)? .. (complete|accidental|total|partial|full)? .. (wipe|deletion|loss|corruption|destruction) of .. (our|the|all|some|entire)? .. DATA",
            "(NUMBER|one|two|three|some|several) .. (affected|vulnerable) (pod|pods|THING) .. (found|identified|detected|left)",
            "(service|services|access|connectivity|power|network|api|SELF|THING) .. (has|have|was|were) .. (now|fully|since|all|also)? .. (recovered|been restored|restored|come back|came back)",
            "(SELF|THING|creation|creating|uploading|login|sign up|<[a-z0-9-]+>) .. (is|are|was|were) .. (severely|completely|totally|partially|currently|now|still|temporarily)? broken",
        ],
        unless_within: DENIED,
        unless: NO_OUTAGE,
        unless_sentence: NO_REPORT,
        matches: "The image server crashed at noon, and we are looking into it.",
        passes: "The image server may crash if you send such a file, and we advise to upgrade.",
        ..CLAIM
    },
    // A denial belongs to what could not be done, so none is looked for within it.
    Rule {
        id: "affected-outage-barred",
        signal: Affected,
        own: Some(4),
        wants: &[
            "(SELF|THING|jobs|servers) .. (wouldn't|would not|did not|fail|failed|failing|fails) .. (to|not)? (start|launch|launching|boot|respond|come up|load|be created|be scheduled|deploy|connect)",
            "(SELF|THING|scheduler) .. (does|do|did) not (respond|answer|start|load|serve|accept)",
            "(our|the) .. (SELF|THING) .. (is|are|was|were) .. (currently|temporarily)? not able to ",
            "(SELF|THING|jobs) .... (can not|could not|is unable to|are unable to|was unable to|were unable to) .. (connect|reach|start|be (started|reached|created|submitted|loaded|opened))",
            "no (new)? .. (jobs|instances|builds|orders|accounts|requests|connections|messages) .. (can|could) be (submitted|started|created|placed|made|accepted|sent|processed)",
            "(SELF|THING) (was|were|is|are) not available (for|from|to|since|between|during|due|because|on|/|$)",
            "(users|customers|people|students|clients|members|visitors|many|some|they|nobody|we) .... (could not|were unable|was unable|were not able) .. (to)? .. (sign in|log in|login|log on|reach|access|connect|use (it|the|our|this|them)|push|pull|clone|upload|download|open|load|send|receive|place|check out|start|launch|create|deploy)",
            "(users|customers|people|students|clients|members|visitors|we) .. (currently|now|still|temporarily) .. (can not|are unable|are not able) .. (to)? .. (sign in|log in|login|log on|reach|access|connect|use|push|pull|upload|download|send|receive|open|load)",
            "(users|customers|people|students|clients|members|visitors|many|some|nobody|we) .... (currently|now|still)? .. (can not|are unable|are not able) .. (currently|still)? .. (to)? .. (sign in|log in|login|log on|reach|access|connect|use (it|the|our|this|them)|push|pull|upload|download|send|receive) .... (anymore|any more|any longer|currently|right now|at the moment|at this time|since|due|because)",
            "(SELF|THING) ... (is|was|are|were) not able to .. (start|serve|accept|process|reach|build|run|send|deliver|load|store)",
            "(our|some|all|many|several|affected|<[a-z0-9]+>) .. (users|customers|visitors|clients) .... (could not|were unable to|was unable to|were not able to|unable to) .. (access|use|reach|log in|login|connect|push|publish|send|receive|load|sign in)",
        ],
        unless_within: &[
            "MANY",
            "(no|none of the|none of our|nobody among) .. (users|customers|people|clients|members|one)",
            "^ no",
        ],
        unless: NO_OUTAGE,
        unless_sentence: NO_REPORT,
        matches: "Some of our users could not log in between noon and one.",
        passes: "Users could not log in during the planned maintenance.",
        ..CLAIM
    },
    // In the words of status pages, which say `may` of what is the case.
    Rule {
        id: "affected-outage-reported",
        signal: Affected,
        own: Some(4),
        wants: &[
            "WE .. (have|has|are|were)? .. (currently|actively|still|now|also)? .. (identified|investigating|aware of|seeing|replicating|tracking down|tracking|experiencing|looking into) .. (reports of)? .. (an|a|the|some)? .. (ongoing|intermittent|new|network|elevated|increased)? .. (issue|issues|problem|problems|errors|delays|degradation|trouble|error rates|latency|outage|slowness) .. (affecting|impacting|causing|preventing|where|with|in|on|when|that)",
            "(customers|users|people|clients|some|members) .. (may|might) .. (be|have been)? .. (currently|also|still)? .. (experiencing|experienced|experience|seeing|see|seen|noticing|notice|noticed|encountering|encounter|encountered|facing|face) .. (a|an|some|intermittent|sms|email|longer|slow|slower|increased|elevated)? .. (delays|delay|errors|error|issues|trouble|problems|timeouts|latency|degradation|degraded|slowness|gap|gaps|failures|downtime|interruptions)",
            "(customers|users|people|clients|some|members|number of users) .. (may|might) .. (currently|also|still)? .. be unable to",
            "(elevated|increased|higher|longer|long|slow) .. (than usual|than normal)? .. (wait|queue|response|load|loading|delivery|processing|build|boot) (time|times)",
            "(traces|metrics|jobs|messages|emails|notifications|deliveries|delivery|builds|reports|data|events|logs|webhooks|mail|payments|THING) (are|were|is|was|being|have been) .. (currently|being|still|also|severely|slightly)? delayed",
            "(slower|more slowly|longer) than (usual|normal|expected)",
            "(time|times|rates|rate|levels|latency|service|services|performance|traffic|operations|everything|SELF|THING) .. (have|has|had|are|is)? .. (now|since|all|mostly|also)? .. (returned|return|returning|back) to normal",
            "(issue|issues|problem|problems|errors) .. (affecting|impacting|causing|with|preventing) .... (has|have|is|are) .. (now|been|all|since)? .. (resolved|fixed|mitigated|corrected|addressed)",
            "(issue|issues|problem|incident|bug|change|load) .. (that|which)? (is|was|are|were)? .. (causing|caused|prevents|prevented|preventing) .. (some|all|many|the|our|certain|customers|users|jobs|requests|THING)",
        ],
        unless_within: &["MANY", "(no|none|nobody)"],
        unless: &[
            "(if|whether|unless|until|how|could|can be|should|must|cause|causes|will)",
            "(you|your|OTHERS|OPENSSL_LIKE|ATTACKER|attacker)",
            "(planned|scheduled|maintenance|upcoming|holiday|holidays|office|test|tests|tested|testing)",
            "(no longer|any longer|never)",
            "(often|usually|typically|commonly|always|every (day|night|week|month|time))",
            "(next|new|older|old|future|previous) (release|version|major|browser|browsers)",
        ],
        unless_sentence: NO_REPORT,
        matches: "We are investigating reports of an issue affecting uploads and previews.",
        passes: "We are investigating reports of an issue affecting OpenSSL.",
        ..CLAIM
    },
    Rule {
        id: "affected-outage-listed",
        signal: Affected,
        wants: &["^ .. (affected|impacted) (services|service|systems|servers|components|sites|regions) / .."],
        unless_within: DENIED_HEADINGS,
        place: Place::Anywhere,
        matches: "We are sorry.\nAffected services: mail, web, login",
        passes: "We are sorry.\nAffected services",
        ..CLAIM
    },
    Rule {
        id: "affected-outage-heading",
        signal: Affected,
        wants: &[
            "(is|are|was|were)? (down|unreachable|inaccessible|unavailable|unresponsive|offline|not available|not working|not reachable|not responding|broken) ($|/|for|from|on|in|since|due|after|during)",
            "^ .... (outage|outages|unavailability) ($|/|on|of|in|at|for|from|report|update|january|february|march|april|may|june|july|august|september|october|november|december|NUMBER)",
            "^ .. (partial|full|major|minor|brief|short|unplanned|complete|network|power|service|database|api|email|mail|site|cloud)? (downtime|interruption|interruptions|disruption|degradation) ($|on|of|in|at|/)",
            "(degraded|decreased|reduced|poor|slow) .. (and)? .. (performance|availability|connectivity|quality)",
            "(elevated|increased|high) (error|errors|error rate|error rates|latency|timeouts)",
            "(service|services|server|node|host|connectivity|connection|network|networking|login|performance|delivery|upload|storage|database|api|availability) (issue|issues|problem|problems|outage|trouble|failure|failures|errors)",
            "(will not|can not|cannot|not) (start|launch|load|respond|boot|launching|starting|loading|responding)",
            "(failure|failures|failing) (to)? (launching|launch|start|starting|loading|load|connect|connecting|creating|create)",
        ],
        unless_within: DENIED_HEADINGS,
        unless: &["(planned|scheduled|maintenance|upcoming|test|how|why|avoid|prevent|what)"],
        unless_sentence: &["(attacker*|malicious|crafted|vulnerability|denial of service)"],
        place: Place::Headings,
        matches: "# The image server is down\nWe are looking into it.",
        passes: "# Planned maintenance\nThe image server is replaced by us.",
        ..CLAIM
    },
];

/// What is denied in a heading.
const DENIED_HEADINGS: &[&str] = &["no", "never"];
