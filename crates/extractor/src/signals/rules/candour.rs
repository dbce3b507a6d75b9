//! What is said to be unknown, what is said to be without evidence, and what is held back.

use model::Signal::{NoEvidence, Unknowns, Withheld};

use crate::signals::rule::{RULE, Rule};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "unknowns-cannot-know",
        signal: Unknowns,
        wants: &[
            "(impossible|no way|not possible|no good way|no reliable way|no easy way|no means|hard|difficult|unable|not able|can not|could not) .. (to|of|for us to|be)? .. (know|knowing|tell|telling|rule out|exclude|detect|detecting|verify|verifying|determine|determining|guarantee|prove|say|confirm|confirming|ascertain|establish|be sure|be certain|certain|sure|quantify|estimate|discount)",
            "(do|does|did) not .. (currently|yet|fully|know|have a|have any|have an|have the|have all|have full|have complete|believe we)? .. (know|complete|full|comprehensive|good way|reliable way|definitive|clear picture|visibility|details|information on|answers|all the details|all of the details|all the answers|exact|understand) ",
            "(WE|we) .. (are|am) .. (not|un*) .. (sure|certain|clear|able to|aware of the full|aware of how|convinced)",
            "nobody knows",
        ],
        unless: &[
            "(you|your|users|customers|attacker*|they) (can|could|do|did|are|may) not",
            "^ (if|unless)",
            "(not affected|login|log in)",
            "(he|she|they|who|people|customers|users) (do|did|does) not",
            "can not be (detected|traced) by",
            "^ you",
        ],
        matches: "We cannot rule out that keys were read.",
        passes: "If you cannot verify the file, delete it.",
        ..RULE
    },
    Rule {
        id: "unknowns-unknown",
        signal: Unknowns,
        wants: &[
            "(BE|remain|remains|still) .. (less clear|not so clear|unknown|unclear|uncertain|inconclusive|undetermined|unconfirmed|speculative|too early|too soon)",
            "(unknown|unclear|uncertain) .. (how|if|whether|what|when|who|at|number|extent|impact|to us|cause|which)",
            "(not|never) .. (yet|currently|entirely|fully|been able to|independently) .. (known|clear|certain|determine|determined|verified|verify|confirmed|confirm|identified|established|understood|understand|ascertained|know|able|complete)",
            "(do not|not) (yet|currently|fully) (know|understand)",
            "(BE) not (known|clear|certain) .. (if|whether|how|what|when|who|which|at this|how many|to what)",
            "to the best .. (knowledge|can tell|understanding)",
            "(best of|as far as) (our|my|we|i) .. (knowledge|know|can tell|are aware|understanding)",
            "(some|many|several|open|unanswered|outstanding) .. questions (remain|about|that we)",
            "(exact|full|precise|true) .. (nature|extent|scope|impact|cause|number|details) .... (unknown|not|uncertain|unclear|remain*|yet)",
        ],
        unless: &[
            "^ (if|unless)",
            "(you|your)",
            "(unknown|unauthorized) (party|person|actor|attacker*)",
            "unknown to (the|its|any)",
        ],
        matches: "The number of records is still unknown.",
        passes: "The flaw was unknown to the vendor until last week.",
        ..RULE
    },
    Rule {
        id: "unknowns-still-looking",
        signal: Unknowns,
        wants: &[
            "WE ... (still|currently|actively|continuing|now|are|am|be|continue|also|busy|urgently|presently) .. (INVESTIGATING|to INVESTIGATE)",
            "(continue|continues|continuing|working|seeking|trying|striving) ... to .. (INVESTIGATE|confirm|establish|ascertain|find out|learn) .... (whether|if|impact|implications|scope|extent|cause|how|what|which|FLAW|THING|INCIDENT|nature|risk|details|this|potential|further)",
            "INVESTIGATION .... (ongoing|continues|continue|underway|under way|continuing|in progress|not complete|not yet complete|incomplete|early stages|preliminary|remains|active|so far|thus far|proceeds|progresses|still|not finished|to date)",
            "(being|still being|currently being) (investigated|analyzed|analysed|assessed|examined|reviewed|determined|evaluated)",
            "(ongoing|continuing|active|preliminary|pending|initial|early) INVESTIGATION",
            "(as|until|when|once) .. (INVESTIGATION) .. (continues|progresses|proceeds|is complete|completes|concludes|unfolds)",
            "(as|when|if|once) we (learn|discover|find|know|uncover|gather|understand|determine) .. more",
            "more .. (information|details) .. (becomes|become|is|are) (available|known|clear)",
            "(still|under|currently under|actively under) (investigation|review|investigating|assessing|evaluating)",
            "(BE|working|continue|continues|still|currently) ... to (determine|understand|assess) .. (the|if|whether|what|how|its) .. (impact|implications|extent|scope|effect|exposure|affected|full|risk|root cause|cause)",
            "(examining|learning|understand|determine) how .... (inserted|happened|occurred|gained|accessed|obtained|was|were|affects|impacts)",
            "(BE) (continuing|conducting|performing) .. (internal)? .. (evaluation|testing|INVESTIGATION)",
        ],
        unless: &[
            "(you|your|customers were|customers can|instructed) .. (determine|investigate|assess|check|identify)",
            "^ (please|to|determine|determining|review|investigate|assess)",
            "(if you|completed|concluded|finished|closed)",
            "(monitor|performance|improve|improvements|enhance|ensure)",
            "(after|following) .. (investigation|review)",
            "for (more|further)",
            "(we will|will be) .. (update|share|post|provide|keep|inform)",
        ],
        matches: "We are still investigating how the key was taken.",
        passes: "You can investigate how your key was used.",
        ..RULE
    },
    Rule {
        id: "unknowns-possible-harm",
        signal: Unknowns,
        wants: &[
            "(may|might|could) .. (potentially|possibly|also|theoretically|conceivably)? .. have .. (been)? .. (accessed|obtained|stolen|leaked|disclosed|viewed|copied|read|sniffed|intercepted|captured|taken|acquired|exfiltrated|used|downloaded|seen|retrieved|exploited|gained|compromised)",
            "(possible|possibility|chance|conceivable|risk|cannot exclude|can not exclude) .. (that|of|for) .... (been|were|was|have|had|someone|attacker*|data|information|keys|passwords|access)",
            "just because .. (not|no)",
            "(absence of|lack of) evidence .. not",
            "(assume|assuming) the worst",
            "(assume|assuming|treat|consider) .... (compromised|stolen|leaked|exposed|public|lost)",
            "(can|could) not .. (detect|detected|be detected|be traced|traced|see|be seen|be known|be sure|be certain)",
            "(no|without) (trace|logs|logging|record|records|visibility|way) .. (in|of|that|to|so|for|into|when|whether)",
            "(still a|some|small|slight|real|remaining|residual) (risk|chance|possibility) .. (that|of|for)",
        ],
        unless: &[
            "^ (if|unless)",
            "(would|leaves|leaving|leave)",
            "(you|your) .. (may|might|could) have (been)? (heard|seen|noticed|read|used)",
            "(may|might|could) have (heard|seen|noticed|read|had|used|issues|questions)",
            "(allow|allows|allowed|means|how the|exploit works)",
            "(affected|impacted)",
            "no (way around|risk)",
            "(may|might|could) not have",
        ],
        unless_sentence: &[
            "(allows|could allow|would allow|enables)",
            "^ (this|the) (vulnerability|bug|flaw) (could|may|might)",
        ],
        matches: "Your address may have been copied.",
        passes: "You may have heard of the flaw.",
        ..RULE
    },
    Rule {
        id: "no-evidence-none",
        signal: NoEvidence,
        wants: &[
            "(no|any|not .. any|without|zero|not .. a single|nor) .. (specific|direct|clear|indirect|current|known|concrete|credible|other|further|obvious|visible|such)? .. EVIDENCE .... (that|of|to|customer|customers|SELF|exploit*|compromise*|access*|data|unauthorized|malicious|attack*|abuse|misuse|suspicious|intrusion|breach)",
            "(not|never|nothing|neither|nor|no) .... (seen|found|detected|observed|identified|discovered|received|uncovered|aware|noticed|encountered|suggest|suggests|indicate|indicates|indicated|show|shows|knowledge|witnessed|recorded) .... (evidence|indication*|sign|signs|exploit*|compromise*|unauthorized|malicious|attack*|abuse|misuse|suspicious|intrusion*|breach*|anomal*|unusual|incidents|attempts|negatively|successful|misused|abused|leaked|attempt|pattern|harm)",
            "no .. (malicious|suspicious|unauthorized|unauthorised|unusual|anomalous|fraudulent|successful|known) .. (activity|access|exploitation|behavior|behaviour|attempts|attempt|traffic|compromise|use|exploits|attacks|exploit|abuse|logins|instances|cases|incidents) .... (detected|found|seen|observed|identified|reported|noticed|been|to date|at this time|against|of|in)",
            "no (reports|report|known|confirmed|documented) .. (of|exploit*|compromise*|cases|instances|incidents|attacks|abuse|breach*)",
            "(believe|think|consider|deem) .. (it)? .. (unlikely|improbable|highly unlikely|very unlikely) .. that",
            "(to our knowledge|as far as we know|as far as we can tell|to the best of our knowledge|as far as we are aware) .... (no|not|nobody|never|none|nothing)",
            "(not aware|unaware) of any .... (exploit*|compromise*|attack*|abuse|misuse|breach*|incident*|data|customer*|user*|harm|unauthorized|leak*|case*|instance*)",
            "(no|nothing) .. (appears|appear|suggests|suggest|indicates) .. to? .. (have been|that|be)",
        ],
        unless: &[
            "(if|unless|would|leaves|leaving|leave)",
            "(at all|no evidence at all) .. (proves|means|that this)",
            "(does|do|is) not (mean|evidence of absence)",
            "(would|could|may) (be|leave) .. (no)",
            "you",
            "(not|never) .. (show|shows) .. (up|in)",
            "(way|ways|method) (of|to) exploit*",
        ],
        matches: "We have seen no sign of misuse.",
        passes: "An attack leaves no sign in the logs.",
        ..RULE
    },
    Rule {
        id: "withheld-not-told",
        signal: Withheld,
        wants: &[
            "WE .. (will not|can not|are not|are unable to|do not|am not|not able to|would rather not|chose not to|decided not to|refrain from) .. (be)? .. (disclose|disclosing|discuss|discussing|share|sharing|release|releasing|publish|publishing|reveal|revealing|comment|commenting|provide further|going into|name|naming|go into|elaborate|identify)",
            "(for|due to) .. (security|legal|confidentiality|privacy) reasons",
            "(details|information|specifics|names) .... (withheld|withhold|withholding|embargoed|kept confidential|restricted at|not be disclosed|not be shared|not be released)",
            "(under|due to|because of) .. (embargo|nda|non disclosure|active investigation|ongoing investigation|confidentiality)",
            "at the request of .. (law enforcement|police|fbi|authorities|investigators)",
        ],
        unless: &["(if|unless)", "(do not|never) share (your|customer|personal|passwords)"],
        matches: "For security reasons we cannot name the vendor.",
        passes: "Do not share your password.",
        ..RULE
    },
];
