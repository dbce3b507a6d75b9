//! Where readers may ask, and where more will be told.

use model::Signal::{FutureUpdates, WhereToAsk};

use crate::signals::rule::{
    Place::{Anywhere, Headings},
    RULE, Rule,
};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "where-to-ask-questions",
        signal: WhereToAsk,
        wants: &[
            "QUESTIONS ~ (contact*|reach|email|emailing|call|phone|ticket*|forum*|chat|irc|helpdesk|write|message|reply|ping|tweet|slack|mailing list|discord|touch|account manager|let us know|help desk|service desk|hotline|post .. (in|to|on)|comment*|ask|open an issue|discuss*)",
            "(contact*|reach|email|call|phone|ticket*|write|message|reply|tweet|touch|ask|speak|talk|drop us) ~ (if|for|with|should|about|regarding) .... (question*|concern*|assistance|help|feedback|inquir*|enquir*|quer*|problem*|trouble|difficult*|issues)",
            "(feel free|do not hesitate|happy|welcome|hesitate|glad) .. to .. (contact|reach|email|call|ask|write|get|open|drop|answer|help|assist|let|reply|submit)",
            "(contact|ping|reach out to|reach|email|call|get in touch with|talk to|speak to|write to|ask) .. (us|our|@self|support|your account|the support|the help|the it|customer service|customer support|me|your it|your local|your representative)",
            "(staff|team|we|support|engineers|representatives|specialists) .... available .... (question*|concern*|help|assist*|answer*|support)",
            "let us know .... (question*|comment*|concern*|help)",
            "(comment|comments|ask|questions) .. below",
            "(continue to|please) ask .. (questions|them|any|in|on|here)?",
            "(your|any|further|additional|more) .. questions .... (answered|answer|below|here|to|in|welcome|comments)",
        ],
        unless: &[
            "(will|may|have|has|be|been|WE) .. (contact|contacted|contacting) (you|your|them|anyone)",
            "contact (you|them) ",
            "(report|reporting) .. (a|any|security|vulnerab*|suspicious|spam|phishing)",
            "(found|find|discover|discovered|believe) .... (vulnerability|vulnerabilities|bug|bugs|security issue) .... (contact|report|email)",
            "(media|press) .. (contact|inquiries|enquiries|questions)",
            "(questions and answers|asked questions|frequently|question is|(answers|answer) (to|from) .. questions|in question|no questions|(raise|raises|raised) .. questions|answer (some|the|these|your) .. questions)",
            "WE .. (contacted|reached|emailed|called|have|asked|were contacted|been contacted)",
            "(call|calls|contact) (to|for) (action|the|a)",
            "(your|their|the) (provider*|vendor*|bank|certificate authority|hosting provider|host|administrator|isp|supplier)",
            "(contact them|ask them|researchers to)",
            "(reply|respond) .. (phishing|to suspicious)",
            "^ (do not|never)",
        ],
        unless_sentence: &["(if|to) .. (wish|want|have)? .. (to)? .. (report|reporting) ~ vulnerab*"],
        questions: true,
        matches: "If you have any questions, write to our help desk.",
        passes: "You should contact them if you have questions on how to do it.",
        ..RULE
    },
    Rule {
        id: "where-to-ask-address",
        signal: WhereToAsk,
        wants: &[
            "SUPPORT_ADDRESS",
            "(open|submit|file|raise|create|log) .. (a|an)? .. (support)? .. (ticket|tickets|request|case) .... (with|to|in|via|at|from|us|our|support|if|through|for)",
            "(contact|call|phone|tel|telephone|hotline|support|help desk|desk|helpdesk) .. (us|support|at|on|now)? .. PHONE",
            "(our|the) .. (support team|customer support|customer success|help desk|support staff|support desk|service desk) .... (available|happy|ready|standing by|here to|will be happy|help|assist|can help|24/7|24)",
            "(join|visit|in|on|via|ask .. in|discuss .. (in|on)) .. (us|our|the)? .. (irc|slack|discord|forum|forums|gitter|community|chat|mailing list|discussion) .. (channel|room|forum|thread|list|server)? .... (questions|discuss|help|ask|for support|if|chat)",
            "(discuss|comment|comments|feedback|ask) .. (on|in|at|below|via) .. (<https?://.*>|github|the forum|our forum|hacker news|gitter|users|twitter)",
        ],
        unless: &[
            "(report|reporting) .. (a|any|security|vulnerab*)",
            "(pull|merge|feature|change) request",
            "(via|by) (support)? ticket",
            "(do not|never|not)",
            "communicated",
        ],
        place: Anywhere,
        questions: true,
        matches: "Open a ticket with our support team.",
        passes: "Times will be communicated to you via support ticket.",
        ..RULE
    },
    Rule {
        id: "where-to-ask-heading",
        signal: WhereToAsk,
        wants: &[
            "^ (contact|contacts|contact us|questions|have questions|need help|more questions|any questions|getting help|get help|need more help|still have questions|questions and concerns|contact information|help and support|whom to contact|who to contact)( us)? $",
        ],
        place: Headings,
        questions: true,
        matches: "Questions?\nThe help desk knows more.",
        passes: "Answers\nThe help desk knows more.",
        ..RULE
    },
    Rule {
        id: "future-updates-will-tell",
        signal: FutureUpdates,
        wants: &[
            "(WE|SELF) .... (will|shall|going to|plan to|intend to|expect to|aim to|hope to|committed to|continue to|commit to|promise to|continuing to) .. (also|continue to|be|provide|immediately|keep|further|promptly|then)? .. (update this|update the (post|page|blog|article|status|faq|community|customers)|update you|update here|update our (customers|users|blog|status|community|clients|partners)|updating this|updating the (post|page|blog|article|status|faq)|share|sharing|post|posting|provide .. (update*|further|more|additional|details|information)|providing .. (update*|further|more|ongoing)|publish|publishing|communicate|notify|notifying|inform|informing|report back|follow up|keep (you|our|everyone|customers|users|this|partners|all|the)|let you know|let everyone know|let our|tell you|announce|release .. (more|further|additional|details|report)|send .. (update*|further|another|more|email)|email|write|alert|contact|reach out)",
            "(we|WE) .. (are|keep) .. committed to sharing",
            "we .. will .. confirm .. (this|it|when|once|here)",
            "(expect|next|another|further) .. (update|updates) .... (within|by|tomorrow|soon|shortly|at|in the)",
            "providing .. (ongoing|regular|continuous|continued|further) .. (updates|update)",
            "(will|shall) be (posted|published|shared|provided|announced|communicated|notified|available forthcoming|forthcoming|emailed|informed|posting|sharing|contacted|reporting|communicating)",
            "(this|post|page|article|blog|advisory|you|customers|faq|status|document|statement|thread|ticket|we) .. will .. be .. (updated|updating|kept)",
            "(further|more|additional|full|technical|another|detailed) .. (updates|update|details|information|report|results|findings|news|announcements|post mortem|postmortem|write up|announcement|analysis) .... (will|shall|to follow|coming soon|are coming|soon)",
            "(updates|update|announcements|post mortem|postmortem|report|write up) .... (will|shall) .. (follow|come|appear|be .. (posted|published|shared|provided|made|sent|communicated|given|announced|emailed|available))",
            "(future|further|additional|ongoing|regular|more|continuous|continued|next) .. (updates|update|information|details|communication|communications|announcements|news) .. (will|soon|to follow|coming|shortly|when|as|available when|available as|available soon)",
        ],
        unless: &[
            "(if|unless|would|whether) (you|your|customers)",
            "(will|shall) (be)? (updated|released|available|provided) .. (to|with|in|by) .. (address|fix|version|include|VERSION|patch*)",
            "(servers|systems|runtime|software|packages|hosts|nodes|kernel|libraries|VERSION) .. will be .. (updated|released)",
            "(data|passwords|information) (with|to) (third|others|anyone|attacker*)",
            "(publish|post|announce|release) .. (a|the|new)? .. (version|release|patch|fix|image|images|artifact*|packages|release candidate)",
            "(security|software|os|kernel|firmware|microcode|windows|package*) (update|updates) will",
            "(updates|update) (to|for|of) .. (VERSION|THING)",
            "(will|to) not",
            "(you|customers|users) (will|can|may|should|must) .. (share|post|report|notify|contact|provide)",
            "(will|be) (able|required|asked|prompted|redirected)",
            "(release|version|patch|patches|fix|fixes) (will|shall) be",
            "^ (to|please|you|users|customers) (be|keep)",
        ],
        matches: "We will post further news on this page.",
        passes: "All hosts will be updated tonight.",
        ..RULE
    },
    Rule {
        id: "future-updates-watch",
        signal: FutureUpdates,
        wants: &[
            "(check|watch|follow|monitor|visit|see|refer to|consult|return to|look at|read|please|eye on) (back|our|this|the|us|@self|here|on|status|twitter|<https?:.*>|<@.*>|to) .... for .. (the|any|all|more|latest|further|future|additional|most recent|ongoing|regular|continued)? .. (updates|news|developments|announcements|notifications)",
            "(stay|keep) .. (you|everyone|customers|users|yourself|our customers|partners)? (updated|posted|tuned)",
            "(stay up to date|keep up to date|up to date with the latest|stay informed|keep .. (you|everyone|customers|users|partners|clients) .. (informed|updated|posted|up to date|apprised))",
            "(visit|see|check|refer to|consult) ~ for .. (additional|more|further|the latest|ongoing|future) .. (information|details|news)? (and|or)? .. (updates|news|developments)",
            "(stay tuned|check back|watch this space|stay up to date|keep you posted|keep you updated|keep you informed|more to come|more to follow|more soon|developing story|come back)",
            "(latest|up to date|current|most recent|future|real time) .. (information|status|updates|news|developments) .... (on|at|here|can be found|is|are|available|via|from|through|see|visit) .. (our|the|this|<https?:.*>|twitter|status|blog|<@.*>)",
            "(as|when|once|if) .. (more|new|further|additional|any|we learn|we have|new) .. (information|details|developments|updates|facts|more|findings|questions) .. (becomes|become|is|are|come|emerge|emerges|available|known|arise|to share|to report|comes)",
            "(subscribe|sign up|follow) .. (to|us|on|for|@self|our) .... (status page|announce*|updates|notifications|security mailing list|mailing list at|status updates)",
            "this (post|page|article|document|faq|advisory|blog|notice|bulletin|announcement) .. (will|is|may) .. (be|being|continue to be) .. (updated|revised|amended|kept)",
        ],
        unless: &[
            "up to date .. (OPENSSL_LIKE|version|versions|software|package|patches)",
            "(operating system|upgrade|software|security patches|your server*|install*|windows|package*|apply|browser*|antivirus) .. (updates|up to date|update)",
            "(check|monitor|look|see) .... (accounts|statements|your (system*|website*|software|device*|server*)|provider*|distributor)",
            "(keep|keeping) .. (as|software|systems|your|all|everything|servers|it|our) .. (up to date|updated)",
            "(not|never)",
            "windows update",
        ],
        questions: true,
        matches: "Follow our status page for updates.",
        passes: "Check your server for updates.",
        ..RULE
    },
    Rule {
        id: "future-updates-heading",
        signal: FutureUpdates,
        wants: &[
            "^ (contact and)? (future|further|ongoing|upcoming) (updates|information|communication|communications|announcements)",
            "^ (contact and future updates|staying up to date|stay informed|staying informed|stay up to date)",
        ],
        place: Headings,
        matches: "Further updates\nThe list has them.",
        passes: "Updates\nThe list has them.",
        ..RULE
    },
];
