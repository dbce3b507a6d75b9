//! That a service or product of its own was affected, told by what was done about it.

use model::Signal::Affected;

use super::affected::DENIED;
use crate::signals::rule::{CLAIM, Rule};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "affected-mended",
        signal: Affected,
        wants: &[
            "(the|this|our|that|a) .. (leak|hole|flaw|vulnerability|issue|bug|gap|breach|weakness|misconfiguration|exposure|problem) .. (was|has been|had been|is|is now|were) .. (plugged|closed|sealed|fixed|resolved|remediated|corrected|patched|contained|eliminated)",
            "WE .. PERFECT? .. (closed|plugged|sealed|fixed|patched|corrected|remediated|resolved|contained|eliminated|addressed) .. (the|this|that|a|every|an|both) .. (hole|leak|gap|flaw|issue|vulnerability|bug|misconfiguration|breach|exposure|incident|problem)",
            "(every|each|all|managed|hosted|shared|remaining|core|legacy|edge) .. (of our)? .. (THING|SECRET|token|tokens) .... (received|has been|have been|was|were|have all been|are being) .. (the|a|all|completely|fully)? .. (patch*|PATCHED|REPLACED|rebooted|restarted|rebuilt|reimaged|fix|update|migrated)",
            "OPENSSL_LIKE .. (has been|was|is now|have been|were) .. (switched off|turned off|disabled|removed|patched|upgraded)",
            "(rollout|deployment|rotation|reimaging|patching|rebuild|remediation) .. (finished|completed|is complete|was complete|is finished|was finished|is done|complete)",
            "WE ... (began|begun|started|finished|completed|are|busy) .. (rolling|pushing|shipping|swapping|reimaging|rebuilding|hardening|moving) .... (fix*|patch*|OPENSSL_LIKE|SECRET|THING|library|update*)",
            "(SECRET|token|tokens) .... (was|were|has been|have been|have all been) .. (revoked|rotated|invalidated|reissued|replaced|cycled|regenerated|rekeyed|swapped)",
            "^ (affected|impacted|vulnerable) (versions|releases|products|services|components|packages|systems|hosts|regions)? / (all|every|SELF|THING)",
            "(reboot*|restart*) .... (begin|begins|start|starts|scheduled|required|needed|necessary|to pick up|to apply)",
            "SELF .... (bundles|bundle|ships|ship|includes|include|embeds|contains|packages|depends on|relies on|terminate|terminates|uses|use|built on) .... OPENSSL_LIKE ~ (exploitable|vulnerable|affected|exposed|open to|susceptible)",
            "(THING|instances|clusters|installations) .. (must|need to|should|have to) .. (move|upgrade|update|be upgraded|be updated|be moved|be patched) .. to .. @self",
            "(the|a|this) .. (fix|patch|hotfix|mitigation) .. (was|has been|is now) .. (deployed|applied|rolled out|released|pushed|live|in place|shipped)",
            "SELF .... (bundles|bundle|ships|ship|includes|include|embeds|contains|uses|use|runs|run|terminates|terminate) .... (OPENSSL_LIKE|intel|FLAW) ~ (therefore|thus|hence|so|and is|and are) .. (affected|exploitable|vulnerable|exposed|open|susceptible|every|all)",
            "(patched|fixed|updated|upgraded|new) .. (kernel|version|build|library|release|code|firmware|software|packages) .. (is|are) .. (now|live|running|deployed|active|in place) .... (SELF|all|every|running)",
            "^ .. (systems|servers|services|hosts|machines|clusters|platforms|sites|nodes) .. (were|have been|had been|are) .. (now|fully|all|completely)? .. (patched|upgraded|secured|remediated|rebooted|restarted)",
            "(last|rest|remainder|majority|most|remaining|final) .. of (the|our) .. THING .. (was|were|has been|have been|had been|is|are) .. (now|all)? .. DONE",
            "(new|fresh|replacement|reissued) .. (certificate|certificates|cert|certs|keys|key pairs) .... (installed|deployed|in place|issued|live|rolled out)",
            "SELF .. (was|is|has been|were|are|have been) .. (now|fully|completely)? .. (mitigated|patched|remediated|upgraded|hotfixed)",
            "^ .. (DATE|CLOCK) ~ (fix|patch|fixes|patches|update) (deployed|applied|rolled out|installed|pushed|live)",
        ],
        unless_within: DENIED,
        unless: &[
            "(if|whether|unless|WOULD|until|once|you|your|ought|OTHERS)",
            "MANY",
            "(incomplete|in OPENSSL_LIKE|upstream)",
            "(daily|nightly|weekly|monthly|hourly|yearly|automatically|routinely|regularly|periodically|always|usually|typically|normally)",
            "(in|with|by|version|release) .. (version|release)? .. VERSION",
            "(vendors|companies|distributions|distributors|manufacturers|developers of|sites you)",
            "^ .. (check|ensure|make sure|verify|important)",
            "(team|engineers|people|staff|developers) (behind|at|of) .. (OPENSSL_LIKE|OTHERS)",
        ],
        unless_sentence: &[
            "^ (if|should|whenever|when)",
            "(reported|disclosed) .. (on|to) .. (DATE|OTHERS|the vendor) ~ mitigation",
        ],
        matches: "The hole was closed on the same evening.",
        passes: "The hole ought to be closed on the same evening.",
        ..CLAIM
    },
    Rule {
        id: "affected-we-are-fixing",
        signal: Affected,
        wants: &[
            "WE ... (are|am|is|be|been|start|begin|started|began|continue) .. (patching|updating|upgrading|fixing|remediating|mitigating|deploying|rebooting|rotating|reissuing|replacing|revoking|rolling out|disabling|applying|resetting|performing)",
            "WE .. (working|worked|continuing|going|planning|have|need|plan|had|scrambled|rushed|hurried|moved|raced|began|started) .. to (patch|apply|fix|mitigate|remediate|secure|upgrade|update|deploy|reboot|replace|reissue|rotate|roll out|protect our)",
            "(reboot|reboots|maintenance|upgrade|patching|emergency maintenance|rebooting) .... (necessary|required|needed|unavoidable|scheduled|performed)",
            "(SELF|host|hosts|server|servers|hypervisors|systems) ... (need|needs|have|has|will have|required) to (be (PATCHED|rebooted|restarted|replaced)|undergo|reboot)",
            "(SELF|servers|systems|hosts|hypervisors|machines|vms|nodes|infrastructure|instances|platform) .... (will|must|to|need to|going to) .. be .. (rebooted|restarted|patched|migrated|updated|upgraded)",
            "WE .. (will|need|must|have|going|plan|expect) .. (to|be)? .. (reboot|rebooting|restart|restarting|patch|patching)",
            "(steps|measures|action|actions|worked|work) to (secure|protect|contain|mitigate|remediate|patch) .. SELF",
            "vulnerable systems .. (are|being) .. (fixed|patched|updated|being)",
        ],
        unless_within: DENIED,
        unless: &[
            "(if|whether|unless|WOULD|you|your|customers|users)",
            "MANY",
            "(blog|post|article|policy|page|updating this)",
        ],
        unless_sentence: &[
            "(engineers|we|teams) (need|have) to (update|patch) .. too $",
            "^ (if|should|whenever)",
        ],
        matches: "We are rolling out the patch to the remaining hosts.",
        passes: "We are updating this page with the latest news.",
        ..CLAIM
    },
    Rule {
        id: "affected-fix-reached",
        signal: Affected,
        wants: &[
            "(patches|patch|fix|fixes|hotfix|mitigation|mitigations|workaround|workarounds|update|updates|rules) .. PERFECT? .. (rolled out|deployed|applied|installed|put in place|pushed|activated|enabled) .. (on|to|across|in|at|for) .. (SELF|all|every|most|these|the affected)",
            "WE .... (patched|fixed|updated|upgraded|mitigated|secured|disabled|blocked|removed|remediated|deployed|applied|enabled|rolled) .. (it|this|them|these|that|out)? .. (across|on|in|throughout|to|from|for|at) .. (SELF|all|every|each|production)",
            "(patched|fixed|mitigated|remediated) .. (it|this|them|that) .. (across|on|in|throughout|for) .. (SELF|all|every|each|production)",
            "WE .. PERFECT? .. (integrated|implemented|deployed|enabled|added|introduced|activated|applied|installed|put) .... (fallback|mitigation*|fix|fixes|patch*|workaround*|rule|rules|waf|tls|protection*|countermeasure*|OPENSSL_LIKE) .... (on|to|across|in|for|at) .. (SELF|all|every|the) .. THING",
            "(this|the|that|these|our|latest|emergency|security) .. (update|updates|reboot|reboots|maintenance|upgrade|kernel|kernels|patch|patches|release|version|work) .. (will|to)? (patch|patched|patches|fixes|fix|fixed|addresses|address|addressed|mitigates|mitigate|mitigated|closes|closed|resolves|resolved|remediates) .... FLAW",
            "(effort|efforts|work|working|plan|plans|response|measures|steps|progress) .. (to|on|in|for|of) .. (the)? (mitigate|mitigating|fix|fixing|patch|patching|address|addressing|remediate|remediating|close|closing) .. (of|the|these|this|against)? .. FLAW",
            "WE .. (are|am|were)? .. (still|also|currently|now)? (awaiting|await|waiting for|waiting on|expecting|testing) .. (the|a|further|final|updated|new|vendor|upstream)? .. (patch|patches|fix|fixes|updates|kernel|kernels|firmware|microcode) .... (from|for|to|some|remaining|other|certain|our)",
            "(THING|SELF) /? .. (that|which|whose)? .... (needed|needing|required|requiring|in need of|need|needs|require|requires|awaiting|pending) .. (to be)? .. (patching|patched|a patch|patches|fixing|the patch|remediation|remediating|updating) .... (PERFECT|/|$)",
            "(systems|servers|machines|services|hosts|products|applications|components) .. (WE|SELF)? .. (run|operate|use|manage|host|have|own)? /? (that|which)? .. (needed|required|were missing|lacked) .. (patching|patches|the patch|a patch|the fix|an update|updating|updates)",
            "(update|upgrade|updating|upgrading|patch|patching) .. (all|any|every|your|their|existing|the)? .... (deployments|installations|instances|copies|clusters|servers|nodes) .. of .. @self",
            "(installations|instances|deployments|versions|releases|users|copies|clusters) of @self .... (vulnerable|affected|exposed|at risk|exploitable|susceptible|impacted)",
            "(releases|release|versions|version|builds|images|distributions|components|editions|parts) of @self .... (bundle|bundles|bundling|bundled|ship|ships|shipping|shipped|include|includes|including|included|use|uses|using|used|contain|contains|containing|depend|depends|depending) .... (OPENSSL_LIKE|affected|vulnerable)",
            "(all|any|every|our|the|those|some|remaining) .. THING .... (still)? (configured|set|set up|left) .. to .. (allow|accept|use|support|permit) .. OPENSSL_LIKE",
            "(best|only|right|safest|appropriate) .. (course|way|option|thing|step|action) .... (is|was|would be|be) .. to .. (disable|remove|drop|discontinue|turn off|switch off|block|phase out) .... OPENSSL_LIKE",
            "SELF .. (will|shall|is going to|are going to|going to|plans to|plan to|intend to|decided to|chose to) .. (be)? .. (disable|disabling|drop|dropping|discontinue|discontinuing|remove|removing|phase out|phasing out|end|ending|cease|ceasing) .... OPENSSL_LIKE",
            "SELF .. (will|does|do) no longer .. (support|accept|allow|offer) .... OPENSSL_LIKE",
            "support for OPENSSL_LIKE .... (will|has been|was|is being|to) .. (be)? .. (disabled|dropped|discontinued|removed|switched off|turned off|retired|phased out|withdrawn)",
            "(implementation|rollout|deployment|installation|application) of .. (the|this|a|an|all)? .... (fix|patch|patches|update|updates|mitigation|mitigations) .. (on|to|across|in) .. (SELF|the|all) .. THING",
            "(critical|urgent|emergency|important|security)? .. (security)? (update|patch|fix|hotfix) .. (was|were|has been|have been) .. (applied|installed|deployed|rolled out) .. (DATE|CLOCK|within|a few|on|to|shortly|immediately|hours|NUMBER|promptly|today|yesterday|/|$)",
            "(securing|patching|fixing|updating|upgrading|protecting) .. (the)? .. (SELF|certain|some|other|remaining|affected|all) .. (other|of our|our)? .. THING .... (require|requires|required|will|take|takes|took|is|was|has|began|means|continues)",
        ],
        unless_within: DENIED,
        unless: &[
            "(if|whether|unless|WOULD|you|your|can|how|OTHERS)",
            "MANY",
            "(daily|nightly|weekly|monthly|hourly|yearly|automatically|routinely|regularly|periodically|always|usually|typically|normally)",
            "(upstream|vendors|companies|distributions|distributors|manufacturers|sites)",
        ],
        unless_sentence: &["^ (if|should|whenever|when)"],
        with: &["FLAW", "OPENSSL_LIKE", "(patch*|mitigat*|vulnerab*|remediat*|hotfix|security)"],
        matches: "The new kernels were deployed, and the mitigations were rolled out on our servers.",
        passes: "How mitigations are rolled out on our servers is told in the manual.",
        ..CLAIM
    },
];
