//! What readers are told to do: in general, with passwords, and with other secrets.

use model::{
    Actor::Reader,
    Signal::{CredentialAdvice, NextSteps, PasswordAdvice},
};

use crate::signals::rule::{Place::Anywhere, RULE, Rule};

const STEP: Rule = Rule { signal: NextSteps, actor: Reader, ..RULE };

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "next-steps-recommend",
        wants: &[
            "(WE|SELF|it|experts|best|also|strongly|highly|that|still) .... RECOMMEND .... (you|your|that|customers|users|all|everyone|to|changing|upgrading|updating|rotating|resetting|anyone|applying|checking|reviewing|clients|administrators|revoking|using|following|monitoring|taking|installing|enabling|any|viewing|patching|against)",
            "(is|are|it is|strongly|highly) (recommended|advised|encouraged|urged|suggested|advisable|essential|imperative|important|critical|crucial|vital|best) .... (to|that|you|users|customers)",
            "(our|following|these|the) (recommendation|recommendations|advice)",
            "WE .. (ask|asking|request|requesting) .... (customers|users|you|everyone|everybody|clients|all|that)",
            "WE .. (recommend|recommending|advise|advising|urge|urging|suggest|suggesting)",
            "(customers|users|clients|subscribers|owners|administrators) .. (were|are|have been|was|is) .. (instructed|advised|asked|told|urged|encouraged|directed) .. (to|on how|how|that)",
        ],
        unless: &[
            "(as recommended by|which recommends)",
            "(request|requests) (to|that|from|are|were|was|with)",
            "encourage others to report",
            "(we|i) .. (important|essential|critical|vital) to us",
            "(thank|appreciate)",
            "pull request",
        ],
        matches: "We recommend that all customers change their keys.",
        passes: "A request to the server is refused.",
        ..STEP
    },
    Rule {
        id: "next-steps-nothing-to-do",
        wants: &[
            "(no|not any|without) .. (further|additional|customer|user|immediate|other|any|more|manual|special)? .. (action|actions|steps|step|intervention|changes|change) .... (required|needed|necessary|by|on your|from you|you need|to be taken|at this time|is|are|for)",
            "(do|does|will|would|should) not .. (need|have) to (take|do|make|perform|change|reset|update|upgrade|worry|reinstall|restart|replace|rotate|patch)",
            "(no need|not necessary|not required|unnecessary) .. (to|for you to|for customers to) .. (take|do|change|reset|update|upgrade|patch|reinstall|replace|worry)",
            "(nothing|not anything) .. (you|customers|users|that|else)? .. (need|needs|have|has|required|must) .. (to be)? .. (do|done)?",
            "(you|customers|users) .. (are|is) not required to",
        ],
        unless: &["WE .. (take|took) no", "(until|unless) we"],
        place: Anywhere,
        matches: "No further action is required.",
        passes: "No further data was read.",
        ..STEP
    },
    Rule {
        id: "next-steps-must",
        wants: &[
            "YOU .... MUST .... (IMPERATIVE|CHANGE|ROTATE|manually|immediately|also|still|therefore|now|always|please|only|continue|act|read|proceed)",
            "(customers|users|anyone|those|administrators|developers|everyone|people|clients|owners|operators) .... (who|that|with|using|running|can|wish|wishing) .... (should|must|can|may|need to|are advised)",
            "(you|users|customers) (can|may|could) .. (also)? .. (protect|mitigate|prepare|upgrade|update|patch|rotate|reset|change|disable|enable|remove|download|install|apply|switch|force|set|regenerate|revoke|work around|prevent|avoid|reduce|limit)",
            "(requires|require|required|requiring) .. (you|users|customers|all users|all customers) to",
            "(important|essential|imperative|critical|necessary|crucial|vital) .. (to|that you|that they|that users|that customers|for you to) .. (IMPERATIVE|CHANGE|all)",
            "(need|needs|needed) to be (updated|upgraded|patched|replaced|changed|rotated|restarted|rebooted|recompiled|rebuilt)",
            "(advised|encouraged|urged|instructed|asked|reminded|welcome) to .. (IMPERATIVE|CHANGE|ROTATE)",
            "(steps|actions|action|precautions|measures) .. (you|customers|users|that you|to) .. (can|should|need|must|take|may|required)",
        ],
        unless: &[
            "WE (should|must|need|have) ",
            "(we|i) .. (important|essential) to (us|share|note|be)",
            "(not|never) be able",
        ],
        matches: "Customers with their own servers must upgrade them.",
        passes: "We must upgrade our own servers.",
        ..STEP
    },
    Rule {
        id: "next-steps-imperative",
        wants: &[
            "^ (so|then|also|instead|otherwise|immediately|first|second|third|next|finally|now|again|however|therefore|and|or|additionally|alternatively|just|simply|always)? .. please IMPERATIVE",
            "(please|kindly) (do not|do|also|immediately|ensure|IMPERATIVE|CHANGE|ROTATE|migrate|find|help|note that you)",
            "^ (immediately|first|then|next|also|always|finally|second|simply|just)? IMPERATIVE (your|all|any|the|to|that|sure|every|a|an|for|hosts|these|this|if|whether|out|up|on|or|with|and|careful|aware|vigilant|only|affected|it|them|new|from|into|passwords|internal|strong|unique|openssl|log4j|logs|both)",
            "^ (also|and|but|so|finally|please)? (do not|never) (click|open|use|reuse|share|reply|respond|install|download|give|enter|trust|ignore|follow)",
            "/ (and|so|but|please)? (do not|never) (click|open|use|reuse|share|reply|respond|install|download|give|enter|trust|ignore|follow)",
            "(do not|never) (click|open|reply|respond|rush) .. (on|any|to|the|links|attachments)",
            "(if|when|once|until|unless|after|before|aside from|in order to protect|to protect|to mitigate|to fix|to upgrade|to remediate|to secure|to prevent|to prepare|to stay safe) ~ / (then)? (please|you should|you must|you need|upgrade|update|change|reset|rotate|revoke|apply|install|check|review|disable|replace|regenerate|reissue|restart|remove|patch|switch|delete|do so|wait|we recommend|do not|keep|run|make sure|use|follow|set|recompile|go to|consider)",
            "(if|when|once|after) (you|your) .... (change|reset|upgrade|update|rotate|revoke|patch|disable|remove|restart|replace|reinstall) (it|them|your|that|the|this|to|all)",
            "(consider|recommend|suggest|advise|prudent to|wise to|good idea to|worth) .. (changing|rotating|resetting|revoking|upgrading|updating|replacing|reissuing|checking|reviewing|change|rotate|reset|revoke|upgrade|update|replace|reissue|check|review)",
            "(simply|just) (IMPERATIVE|CHANGE|ROTATE)",
            "(do so|wait until|keep .. eye|make sure|be sure|be careful|be cautious|be wary|be vigilant|stay vigilant|take (the following|these) (steps|action|actions))",
            "to (upgrade|fix|mitigate|update|resolve|remediate|protect yourself|patch) .. (to|the|this|your) .... (run|use|install|download|follow|set|add|upgrade|you)",
        ],
        unless: &[
            "^ (contact|visit|see|read|refer|subscribe|report|be|use|take|make|look) .. (us|for more|more|here|our|updates)",
            "WE (will|can|would|have|are|need|want|continue) .... (make|be|take|ensure)",
            "(to|we|and|they) (make|be|take) (sure|careful)",
            "^ update (DATE|MONTH|WEEKDAY|on|at|as|to this|for|from|regarding|about)",
            "^ (read|see|visit|contact|subscribe|look|stay|watch) ",
            "please (contact|reach|email|do not hesitate|feel|see|read|visit|let|note|understand|accept|bear|rest|continue to ask|call|reply|be (assured|aware)|know|find|monitor the)",
            "(thank|apologize|apologise)",
        ],
        matches: "Please change your keys today.",
        passes: "Please feel free to write to us.",
        ..STEP
    },
    Rule {
        id: "next-steps-under-heading",
        wants: &[
            "^ (please|immediately|then|do not)? IMPERATIVE",
            "YOU .. MUST",
            "(we|strongly) .. RECOMMEND",
            "(you|customers|users) can",
        ],
        under: &[
            "(what|how) ... (you|i|customers|users|we|to) .. (do|take|protect|respond|fix|need)",
            "(recommend*|next step*|action* .. (required|needed|requested|to take)|solution*|workaround*|what to do|steps to|mitigation*|remediation|how to (fix|upgrade|update|protect|mitigate)|upgrad* (instructions|to|guide))",
            "(should|must|need to) (you|i|do)",
        ],
        unless: &["WE .. (have|will|are)"],
        matches: "Recommendations\nUpgrade the agent on each host.",
        passes: "About us\nUpgrade the agent on each host? We did.",
        ..STEP
    },
    Rule {
        id: "password-advice",
        signal: PasswordAdvice,
        actor: Reader,
        wants: &[
            "CHANGE .... (password|passwords|passphrase|passphrases|master password)",
            "(password|passwords|passphrase|passphrases) .... (should|must|need|needs|change|changed|reset|unique|strong|recommend*|manager|advised|rotated|updated|changes|not)",
            "(new|strong|unique|different|same) .. (password|passwords|passphrase)",
        ],
        unless: &[
            "WE (have|had|has|were|will)? (also|already|now|then)? (reset|changed|expired|forced|invalidated|store|stored|hash|hashed|never)",
            "WE store",
            "(hashed|salted|encrypted|bcrypt|stored|like unique passwords|plaintext|plain text|steal|stolen|sniff*|expose|exposes|including|accessed|user names|usernames and)",
            "(page|link|email|form|feature|screen) (to|for|that) .. (reset|change)",
            "(change your password here)",
            "(attacker*|hackers) .... password*",
            "(password change|reset) (page|form|is needed|feature)",
        ],
        questions: true,
        place: Anywhere,
        matches: "Change your password once the site is patched.",
        passes: "Passwords are hashed and stored apart.",
        ..RULE
    },
    Rule {
        id: "credential-advice-steps",
        signal: CredentialAdvice,
        actor: Reader,
        wants: &[
            "(RECOMMEND|MUST|please|immediately|^|you can|you may|users to|customers to|who wish to|advice|consider|wish to|you to|clients|have you|who has|who have) .... ROTATE .... (SECRET|token*)",
            "^ (immediately|please|first|then|next)? (rotate|revoke|regenerate|reissue|rekey|replace|renew|reset|change|recreate|invalidate|roll|cycle|refresh|generate|delete|request|obtain) .. (any|all|your|every|existing|new|a|the|affected) .... (SECRET|token*)",
            "(SECRET|token*) ~ (generate|create|issue|generating|creating|issuing) .. new ones",
            "YOU .... (should|must|need to|can|may|have to|will need to|want to) .... ROTATE .... (SECRET|token*)",
            "(your|any|all|existing|affected|their|customer|customers|possibly|project|user|personal) .... (SECRET|token*) .... (should|must|need|needs|have|are being|will) .. (be|to be)? .. (rotated|revoked|replaced|reissued|regenerated|changed|renewed|invalidated|rekeyed|reset)",
            "(api|ssh|access|signing|deploy|gpg|private) .. (key|keys|credentials|token|tokens) .... (should|must|are being|need|will) .. (be|to be|being)? .. (rotated|revoked|replaced|reissued|regenerated|changed|renewed|reset)",
            "(generate|generating|create|request|obtain|get|order|reissue|reissuing|install) .. (a|an|new|your)? .. (new|fresh|replacement|reissued|updated)? .. (certificate|certificates|private key|private keys|ssh key|ssh keys|csr|api key|api keys|keypair|token|tokens|key pair)",
            "(no need|not need|not necessary) .... (rotate|replace|reissue|revoke|regenerate|change|rekey) .... SECRET",
        ],
        unless: &[
            "(password|passwords) .. (manager)",
            "WE .. (have|has|had|are|were|also|then|immediately|already|will|did|also have|rotated|revoked|replaced|reissued) .. (been|also|now|already|be)? .. (rotat*|revok*|replac*|reissu*|regenerat*|generat*|chang*|renew*|updat*|reset*|obtain*|install*|remov*|work*)",
            "(if a|key (features|services|google|customers|personal|points|steps|part))",
            "(oauth|certificate*) .. (hosted|are changing)",
            "(used to|attacker*|allow*|could) ",
            "(key services)",
        ],
        unless_sentence: &["^ (as a result|we) ~ (we|our) .. (rotated|revoked|replaced|reissued)"],
        place: Anywhere,
        matches: "We recommend that you rotate your API tokens.",
        passes: "We have rotated our API tokens.",
        ..RULE
    },
];
