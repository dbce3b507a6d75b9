//! How readers find out whether they, or a service, are affected.

use model::{Actor::Reader, Signal::CheckTool};

use crate::signals::rule::{
    Place::{Anywhere, Headings},
    RULE, Rule,
};

const CHECK: Rule = Rule { signal: CheckTool, actor: Reader, ..RULE };

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "check-known-checker",
        wants: &[
            "CHECKER",
            "(heartbleed|log4j|shellshock|poodle|meltdown|spectre|vulnerability|log4shell|freak|drown|logjam) .. (checker|tester|detector|scanner|checking tool|test tool|test page|test site|detection tool)",
        ],
        questions: true,
        place: Anywhere,
        unless: &[
            "(integrat*|disallow*|example|library|scanning api|barcode)",
            // The address of a discussion or of a change is no tool.
            "<.*github[.]com/.*/(?:issues!pull!pulls!commit!commits!discussions)(?:/.*)?>",
            "<.*(?:changelog!contributing).*>",
        ],
        matches: "A test stands at https://www.ssllabs.com/ssltest for anyone.",
        passes: "More stands at https://heartbleed.com for anyone.",
        ..CHECK
    },
    Rule {
        id: "check-to-find-out",
        wants: &[
            "(which|that) (will|can)? (also)? (detect|detects|flag|flags|warn|warns|show|shows|list|lists|find|finds|identify|identifies) .. (your|any|all|the|whether)? .. (vulnerable|affected|compromised|exposed|infected)",
            "(search|grep|scan|look through|go through|check) .. (your|the) .... (lock files|lockfiles|lock file|lockfile|dependencies|logs|package lock|history|repositories|images|systems) .... (for|to) ~ to (see|find out|learn|check|know) .. (whether|if)",
            "(hash|hashes|checksums|fingerprints|indicators) .. (of|for) .... (files|file|packages|releases|versions|samples|builds) .. (is|are) .. (listed|given|shown|found|below)",
            "want* to (know|find out|learn|check) .. (whether|if) ~ (enter|type|use|run|try|visit) .... (page|tool|form|script|checker|site|test|command)",
            "to (check|test|verify|see) the (security|safety|integrity|status|state|version) of .. (our|your|the|a|any|its) .. THING ~ (use|with|tool|test|run|command)",
            "(use|try) .. (this|our|the following) .. (app|tool|page|site|script|query|form) to .. (show|shows|see|list|lists|find|check|verify|look|compare) ",
            "(command|<.*-version>|version) .. will (tell|show) you (about|which|whether|if|what) .. (your|the|version) ",
            "(can|may) be (queried|verified|determined|checked|confirmed) .. (with|by running|by executing|using|via) .. (rpm|dpkg|npm|pip|apt|yum|dnf|git|curl|openssl|kubectl|docker|grep|the (command|query|following|script))",
            "(to|can|could|easily|tool|tools|script|scripts|scanner|command|commands|query|page|site|app|ways|way|steps|how|use|using|extension) .. (to|that|which|will|can|for)? .. (check|checks|checking|test|tests|testing|verify|verifies|find out|determine|see|confirm|identify|detect|detects|tell|scan|discover|know|learn|assess|validate) .... (if|whether|which) .... (vulnerable|affected|impacted|compromised|safe|secure|exposed|susceptible|patched|exploited|infected|at risk|breached|(using|running|run|use|uses|contains|installed) .. (OPENSSL_LIKE|VERSION|version|versions|package|affected|vulnerable|it|this))",
            "(check|checks|test|verify|find out|determine|see|confirm|identify|detect|tell|scan|know) .. (if|whether|which) .... (vulnerable|affected|impacted|compromised|safe|exposed|susceptible|infected|at risk|secure|patched) .... (by|with|using|on|at|via|run|here|through|<https?:.*>)",
            "(you can|to|can) .. (check|test|verify|scan) .. (a|any|your|the|their|other) .. (website*|site|sites|server*|domain|host|system*|version|client|browser|url|installation|environment*|repositories) .... (here|by|with|using|on|at|via|tool|<https?:.*>|run|running|the following|for (this|the) FLAW|for vulnerability)",
            "to (test|check|verify|see|find) .. (a|any|your|the|which) .. (website|site|server|version|host|system) ... (you|your|is|of|on|use|here)",
            "(own|yourself|yourselves) .. (check|test|scan)",
            "(visit|go to|open|use|try) .... (and|to) (enter|type|test|paste|check) .. (your|the|a|any) .. (website|site|domain|address|email|url|hostname|server|host)",
            "(perform|performing|run|running|use|using|do|doing) .. (a|an|the|this|our) .. (ssl|server|vulnerability|heartbleed|security|online) .. (server)? (test|checker|scan|scanner)",
            "(tool|tools|script|scripts|scanner|checker|page|dashboard|query|command|filter|notebook|utility|site|test|console|portal|lookup|widget) .... (tells|tell|shows|show|lists|list|finds|find|detects|detect|checks|check|hunts|hunt|flags|flag|scans|scan|identifies|identify|reveals|looks for|searches|look up|highlights|displays) .... (if|whether|affected|vulnerable|impacted|compromised|suspicious|exposed|infected|crashed|clones)",
            "(compare|comparing|match|matching|verify|verifying) .... (with|against|to) .. (the|this|our|a|those|these) .... (list|table|hash|hashes|checksum|checksums|addresses|indicators)",
            "(review|search|check|inspect|examine|audit|query|grep|scan|look through|hunt|go through|look|list) .... (log*|lockfile*|host*|environment*|repositories|dependencies|inventory|jars|network|traffic|history) .... (listed|below|these|hashes|addresses|ips|indicators|any of)",
            "(list|find|locate|enumerate|show) .... (with|using|via|by running) (find|grep|ls|dpkg|rpm|npm|pip|apt|yum|jar)",
            "(affected|impacted|vulnerable|exposed) .. (accounts|projects|customers|hosts|tenants|systems|repositories|users|domains) .. (are|is) .. (listed|shown|flagged|marked|highlighted)",
            "(run|execute|use|type) .... to .. (see|check|find out|determine|verify|tell|learn) .. (if|whether|which|that)",
            "(publish|published|released|made available|provide|provided|offer) .. (a|an|the|our) .. (script|tool|scanner|query|checker|notebook) .... (that|which|to|for) .. (check*|test*|detect*|find*|scan*|identif*|determin*|verif*|hunt*|list*|see|show*|look*|flag*)",
            "(test|testing|check|checking) (page|pages|site|sites|tool|tools|service|services) .. (where|that|which|at|on|to|exist|are)",
            "(identify|check|see|determine|verify|find out|tell) .. (if|whether|which) .... (included|present|installed|bundled|in use) .... (by|with|using|run|running|command|script|via)",
            "to (test|check|see|find out|determine|verify) .. (if|whether) .... (affects|affect|concerns|applies to|impacts) (you|your)",
            "(verify|check|see|find|confirm) .. the .. (version|versions) of .. (OPENSSL_LIKE|@self|the (library|package|client|server)) .... (used|in use|installed|by|with|from|using|running|being)",
            "(test|check|scan) .. (your|the|any|all) .. (site|server|website|sites|servers|devices|systems|domain|domains|hosts|own) .. (for|against) .. (the|this)? .. (FLAW|vulnerab*|heartbleed)",
            "(can be|can|be) .. test (it|this|that|yours|your (site|server|version)) .. (with|using|by) .. (a|the|this|our)? .. (convenient|online|free)? .. (analyzer|analyser|tool|scanner|script|reproducer|proof of concept)",
            "(tested|verified|checked) with the (proof of concept|reproducer|poc)",
            "to (determine|check|see|find out|verify) .. (if|whether) .... (is|are) .. (enabled|in use|used|installed|present|running|active) ~ (run|execute|use|type|look)",
            "(checksums|hashes|signatures) .... (used|to) .. (verify|check|compare)",
            "(examine|inspect|check) .... to determine .... (vulnerab*|affected|impacted|compromised|exposed)",
        ],
        unless: &[
            "WE .. (have|has|are|will|can|did|checked|tested|verified|working|used|continue)",
            "(do|does|can|could|is|are|was|will) not .. (way|possible|able|mean)",
            "(contact|email|call|ask|notify|let) .. (us|you|their|support|users)",
            "(account|billing|statement*|credit|history|transactions|unusual|suspicious)",
            "(important|need) to (verify|check|ensure)",
            "(impossible|no way|hard|difficult|unable)",
            "(support article|blog)",
            "(no|never|in vain|nobody|(do|does|did|can|could|is|are|was|were|will|need|possible|have) not)",
            "WE (run|check|verify|scan|test|use) .... (every|each|nightly|daily|weekly|regularly)",
            "(launched|conducted|undertook|performed|extended|started|began|begun|took) ",
            "(we|i) (do|did) (this|so|that|it)",
            "(all|we) .. (want|wanted) to (see|know)",
            "(still|remain) functional",
            "^ .. (our|the|all) .. (team|teams|staff|engineers|analysts|experts) ",
            "WE .. (looked|reviewed|went|ran|verified|audited)",
            "(analysis|review|audit|investigation|assessment) .. (was|were|has been) .. (done|performed|conducted|made|carried)",
            "(check|contact|consult|speak) with .. (your|the|their)",
            "(scanned|searched|tested|audited|examined|reviewed|analysed|analyzed|combed|swept|queried) .... to (check|see|verify|determine|find out|learn) .. (if|whether|that)",
        ],
        unless_sentence: &[
            "^ .. (many|some|most|other) .. (banks|businesses|companies|organizations|organisations|firms|shops|sites|websites|providers|vendors|institutions)",
            "(no way|impossible|not possible|unable|hard|difficult) ~ (know|tell|determine)",
        ],
        questions: true,
        matches: "You can test your site with this scanner, and see whether it is vulnerable here.",
        passes: "There is no way to know whether a site is vulnerable.",
        ..CHECK
    },
    Rule {
        id: "check-run",
        wants: &[
            "(execute|run) the following .. (sql)? .. (query|command|statement|commands|queries)",
            "(you can|to) .. query .. (for|your|the) .. (keys|packages|files|accounts|users|hosts|tables|entries)",
            "(verify|check|confirm) .. (that|whether|if)? you (are|have) .. (running|using|on|installed|received) .... VERSION",
            "(check|inspect|search|review|examine) .. (your|the|all) .... for .. (any)? .. (suspicious|malicious|unexpected|unknown|unauthorized|unfamiliar) .. (additions|entries|files|file|changes|processes|repositories|workflows|commits|branches|cron*|scripts)",
            "(published|posted|released|publish|post|provide|provided) .. (the|a|list of)? .. (checksums|hashes|checksum) .... (verify|verification|check|compare)",
            "(look|search|hunt|scan) for .. (the|these|any)? .. (malicious|suspicious|compromised|affected) .. (files|packages|versions|commits|workflows|branches|entries)",
            "(check|verify|test|confirm|determine|see) .. (this|it|that|these) .. (by running|by executing|with the (following|command)|using the (following|command))",
            "(run|execute|use|type|enter|issue|running|using|with) (the|this|following|our|a|an|these) .. (command|commands|script|scripts|query|tool|tools|scanner|utility) .... (check|verify|determine|identify|detect|find|see|show|list|scan|locate|version|vulnerable|affected|search|look|following|test)",
            "(verify|check|determine|see|find) .. (which|what|the|your) .. (version|versions) .... (by|use|using|run|running|with|following|linked|installed|command|are|is|you)",
            "(execut*|run|running) .. <[a-z0-9_.-]+> command .... (in|on|to)",
            "(command|script|tool|query|scanner) .. (below|above|here|following) .... (vulnerable|affected|version|impacted|compromised)",
            "(output|returns|prints|displays) .... (vulnerable|affected) ",
            "(if|when) (this|it|the command|the output) (shows|returns|prints|displays|outputs|contains)",
        ],
        unless: &[
            "WE .. (have|has|are|will|run|ran|used|use)",
            "(password|account|two factor)",
            "MANY",
            "to (invalidate|upgrade|update|fix|apply|remove|delete|restart|install|rotate|reset|mitigate) ",
        ],
        unless_sentence: &["(upgrade|restart) ~ nothing"],
        matches: "Run the following command to see which version is installed.",
        passes: "We run this command every night to find old versions.",
        ..CHECK
    },
    Rule {
        id: "check-indicators",
        wants: &[
            "(indicators|indicator) of (compromise|attack)",
            "(iocs|ioc)",
            "(yara|sigma|snort|suricata) .. (rule|rules|signature|signatures)",
            "(detection|hunting) .. (rule|rules|guidance|queries|script|scripts|tool|tools|guide)",
            "(list|table|matrix|overview) of .. (affected|vulnerable|impacted|fixed) .. (products|versions|services|packages|systems|distributions|software)",
            "(vulnerability|security) (scanner|checker|scan|test)",
            "(search|look|hunt|grep|scan|check) .. for .. (the following|these|any of these|presence|occurrences|files named|jars|hashes|connections to|signs|evidence|instances)",
            "(check|see|find out|verify) (if|whether) you have .... (version|versions|package|packages|release)",
            "^ .. (please|to)? .. (confirm|verify|check) .. (the|that the)? .. (updated|fixed|patched|new) .. (version|package|release) .. (is|has been|was) .. (installed|running|in use)",
            "^ .. (please)? .. (verify|check|confirm) .. that you are (running|using|on) ",
            "^ .. you are .. (only|also|not)? (affected|vulnerable|impacted) .. (by this)? .. (if|when) ",
            "(md5|sha1|sha256|checksum*|hashes) .... for verification",
            "(check|verify|validate|compare|confirm) .. (the|its|your|their)? .. (checksum|checksums|sha256|hash|hashes|fingerprint|signature|shasum)",
            "(instructed|guide|guidance|instructions|steps|help|helps|helped) .... (assess|determine|identify|check) .. (their|your|the|if|whether) .. (own|exposure|situation|impact|risk|affected|systems|environment)",
            "(tool*|script*|scanner*|help|helps) .... (identify and remediate|identify and fix|find and fix)",
            "(list|table|spreadsheet|inventory) of .. (all|every|the|possibly|potentially|known)? .. (possibly|potentially|known)? .. (affected|compromised|vulnerable|infected|impacted|malicious|leaked) .. (artifacts|packages|versions|files|hosts|products|domains|addresses|accounts|releases|tokens|repositories)",
        ],
        unless: &[
            "(i|we) .. discovered .. (another|an|a|one|more)",
            "(allowed|enabled|helped) (us|our)",
            "OTHERS .... (published|updated|shared|released|with)",
            "OTHERS .... (advisory|bulletin|page|site|notice) .... for .. (the|a) .. (complete|full|whole)? .. (list|table)",
            "WE .. (have found|has|are|will|searched|looked|scanned|did|continue|performed)",
            "NOT",
            "(every|each) (night|day|hour|week)",
            "^ .. (we|our) (check|compare|verify|search|scan|look|run)",
            "(implemented|our (soc|analysts|team)|you will have|proactively)",
            "(we|our|i) .. (perform|ran|run|use|conducted|did|provide|offer) .. (vulnerability|security) (scan|scanner|test)",
            "(business|premium|enterprise|subscription|pricing) (plan|plans)?",
            "(updated|improved|tuned) .. (our|the) .. (detection|rules)",
        ],
        questions: true,
        place: Anywhere,
        matches: "We list indicators of compromise below.",
        passes: "We have found no indicators of compromise.",
        ..CHECK
    },
    Rule {
        id: "check-heading",
        wants: &[
            "how .. (do|can|to|would|could|should) .. (i|you|we|one)? .. (check|test|verify|detect|scan) ~ (affected|vulnerable|impacted|compromised|if|whether|exposed|my|your)",
            "how to .. (tell|find out|determine|identify) ~ (affected|vulnerable|impacted|compromised|if|whether|exposed)",
            "^ (checking|check|testing|detecting|detection|identifying|verifying|detect) (if|whether|your|for|of|affected|vulnerable)",
        ],
        place: Headings,
        questions: true,
        matches: "How can I check whether my server is affected?",
        passes: "How do I know that my server is affected?",
        ..CHECK
    },
    // What stands under a heading on detection is a way to find out.
    Rule {
        id: "check-under-heading",
        wants: &[
            "^ (<[0-9a-z]+[.)]?>|first|then|next|also|please)? .. (check|look|search|query|grep|inspect|hunt|scan|run|verify|examine) (for|that|whether|if|your|the|in|this|these|any)",
        ],
        under: &[
            "(detection|detecting|detect|(how|ways|way) to (tell|check|find out|detect|determine|verify)|(am|are) (i|you|we) (affected|impacted|vulnerable)|tell (if|whether) you)",
        ],
        unless: &[
            "(account|billing|statement*|credit|transactions)",
            "WE .. (check|look|search|run|scan|query)",
        ],
        matches: "Detection\nCheck for a table without an owner.",
        passes: "Background\nCheck for a table without an owner.",
        ..CHECK
    },
];
