//! Whether words can be a name: labels, buttons and defaults of templates stand where names do.

use super::super::page::key;

/// Words that say nothing of who it was.
const NEVER: &[&str] = &[
    "admin",
    "administrator",
    "guest",
    "guestauthor",
    "user",
    "root",
    "webmaster",
    "editor",
    "editors",
    "redaktion",
    "staff",
    "staffwriter",
    "default",
    "wordpress",
    "blog",
    "news",
    "facebook",
    "twitter",
    "linkedin",
    "email",
    "editorialstaff",
    "superuser",
    "test",
    "postauthor",
    "wordpressadmin",
    "siteadmin",
    "администратор",
    "админ",
    "red",
];

/// Labels and buttons that stand where a name stands.
const LABELS: &[&str] = &[
    "author",
    "authors",
    "by",
    "to",
    "from",
    "archive",
    "archives",
    "rss",
    "rssfeed",
    "feed",
    "columnarchive",
    "byline",
    "published",
    "updated",
    "posted",
    "date",
    "follow",
    "view",
    "profile",
    "reply",
    "permalink",
    "learnmore",
    "shares",
    "minsread",
    "reddit",
    "pinterest",
    "connectonlinkedin",
    "more",
    "writtenby",
    "publishedby",
    "postedby",
    "writer",
    "sponsored",
    "sponsoredcontent",
    "promoted",
    "advertisement",
    "artikelvon",
    "artikel",
    "beitrag",
    "beitragvon",
    "stand",
    "quelle",
    "quellen",
    "datum",
    "nachrichten",
    "veröffentlicht",
    "aktualisiert",
    "followus",
    "followusontwitter",
    "noauthor",
    "guide",
    "interview",
    "foto",
    "photo",
    "photos",
    "bild",
    "bilder",
    "text",
    "apphoto",
    "kategorien",
    "kategorie",
    "source",
    "agencies",
    "showallarticlesof",
    "show",
    "autoren",
    "about",
    "redakcja",
    "linkcopied",
    "copied",
    "von",
    "autorin",
    "autor",
    "readmore",
    "share",
    "menu",
    "print",
    "search",
    "subscribe",
    "login",
    "comments",
    "comment",
    "viewall",
    "copylink",
    "sourceurl",
    "unknown",
    "anonymous",
    "null",
    "none",
    "undefined",
    "na",
    "false",
    "true",
    "nobody",
    "agenturen",
    "loading",
    "chatgpt",
    "artificialintelligence",
    "home",
    "category",
    "tags",
    "aboutus",
    "contact",
    "abouttheauthor",
    "abouttheauthors",
    "bio",
    "website",
    "aboutme",
    "posts",
    "überdenautor",
    "überdieautorin",
    "àproposdelauteur",
    "sobreelautor",
    "sobreoautor",
    "informazionisullautore",
    "name",
    "yourname",
    "未知",
    "佚名",
    "网络整理",
    "authorname",
    "overdeauteur",
];

/// Names so general that any other name is better: still an answer where there is none.
pub(super) fn is_generic(name: &str) -> bool {
    // `@example`: an account, as often that of the outlet.
    name.starts_with('@') || NEVER.contains(&key(name).as_str())
}

/// Words of a name that begin with a small letter.
pub(super) const PARTICLES: &[&str] = &[
    "von", "vom", "van", "der", "den", "de", "del", "della", "des", "di", "da", "do", "dos", "du", "la",
    "le", "bin", "ibn", "al", "el", "y", "e", "ten", "ter", "zu", "zur", "af", "av", "st.", "d", "t",
];

/// Two to five words that begin with a capital, but for particles.
pub(super) fn looks_like_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let capitals = words.iter().filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    (2..=5).contains(&words.len())
        && capitals >= 2
        && words.iter().all(|word| word.contains(char::is_alphanumeric))
        && words.iter().all(|word| {
            !word.chars().next().is_some_and(char::is_lowercase)
                || PARTICLES.contains(word)
                || word.contains(['\'', '’', '-'])
        })
        && !name.chars().any(|c| c.is_ascii_digit())
        && is_plausible(name)
}

/// Whether it can be a name at all. `Ada "Cloud" Park` is one: by what somebody is called stands in it between quotes.
pub(super) fn is_plausible(name: &str) -> bool {
    match without_nickname(name) {
        Some(name) => is_plain(&name),
        None => is_plain(name),
    }
}

/// The name without what stands between quotes in its middle; `None` where nothing does.
fn without_nickname(name: &str) -> Option<String> {
    const QUOTES: [(char, char); 2] = [('"', '"'), ('“', '”')];
    let is_name = |part: &str| part.chars().next().is_some_and(char::is_uppercase);
    QUOTES.iter().find_map(|(open, close)| {
        let (first, rest) = name.split_once(*open)?;
        let (nickname, last) = rest.split_once(*close)?;
        let (before, last) = (first.strip_suffix(' ')?, last.strip_prefix(' ')?);
        let fits = is_name(before) && is_name(last) && is_name(nickname) && nickname.len() <= 24;
        fits.then(|| format!("{before} {last}"))
    })
}

fn is_plain(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let length = name.chars().count();
    let words = name.split_whitespace().count();
    (2..=60).contains(&length)
        && words <= 7
        && letters * 2 > length
        && !name.contains(['{', '}', '<', '>', '=', '[', ']', '?', '!', '“', '”', '"', '©', '#'])
        && !name.contains("://")
        // What a script puts a name into the place of, and who is nobody.
        && !name.ends_with(['…'])
        && !matches!(name, "AI" | "A.I." | "KI" | "IA")
        && !name.ends_with(':')
        && !is_button(name)
        && !is_sentence(name)
        && !is_hinge(name)
        && !is_spoken(name)
        // `Source: NAME`, `NAME is a reporter`.
        && ![": ", " is ", " ist ", " has "].iter().any(|part| name.contains(part))
        && ![" has", " is"].iter().any(|part| name.ends_with(part))
        && !LABELS.contains(&key(name).as_str())
        // `Windows 7`, `12 comments`: only a handle holds a number.
        && (words == 1 || !name.split_whitespace().any(|word| word.chars().all(|c| c.is_ascii_digit())))
}

/// `Zuletzt geändert am`: a label of what stands behind it, where a preposition ends two words or more.
fn is_hinge(name: &str) -> bool {
    const HINGES: &[&str] =
        &["am", "on", "at", "um", "vom", "le", "em", "il", "op", "by", "von", "par", "por"];
    name.rsplit_once(' ').is_some_and(|(_, last)| HINGES.contains(&last))
}

/// `Ada likes clouds.`: a sentence, where a stop behind a small word ends three words or more.
fn is_sentence(name: &str) -> bool {
    let last = name.split_whitespace().next_back().unwrap_or_default();
    let is_small = last.len() > 3 && last.chars().next().is_some_and(char::is_lowercase);
    is_small && last.ends_with('.') && name.split_whitespace().count() > 2
}

/// `I’m on Twitter`, `My other posts`: what somebody says of themselves, where three words or more begin so.
fn is_spoken(name: &str) -> bool {
    const STARTS: &[&str] =
        &["i'm", "i’m", "i", "my", "our", "we", "we're", "we’re", "your", "you", "this", "these"];
    // `Our Foreign Staff`: so a desk is called.
    const DESKS: &[&str] =
        &["staff", "team", "desk", "bureau", "correspondent", "correspondents", "reporter", "reporters"];
    let first = name.split_whitespace().next().unwrap_or_default().to_lowercase();
    let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let is_desk =
        name.split(' ').all(|word| word.starts_with(char::is_uppercase)) && DESKS.contains(&last.as_str());
    STARTS.contains(&first.as_str()) && name.split_whitespace().count() > 2 && !is_desk
}

/// `Share this article`, `Follow us`: what to do, and nobody's name.
fn is_button(name: &str) -> bool {
    const VERBS: &[&str] = &[
        "share",
        "follow",
        "subscribe",
        "read",
        "view",
        "see",
        "learn",
        "sign",
        "click",
        "show",
        "visit",
        "download",
    ];
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default().to_lowercase();
    // `View Author Page`, `See All Posts`, `View Staff Page`.
    const THINGS: &[&str] =
        &["author", "profile", "bio", "all", "more", "full", "posts", "articles", "page", "website"];
    let is_thing = |word: &str| THINGS.contains(&word.to_lowercase().as_str());
    // `about Ada Park`: what leads to her.
    let leads = ["about", "more", "meet", "via"].iter().any(|lead| name.split(' ').next() == Some(*lead));
    leads
        || VERBS.contains(&first.as_str())
            && words.next().is_some_and(|next| {
                next.chars().all(char::is_lowercase)
                    || is_thing(next)
                    || words.next_back().is_some_and(is_thing)
            })
}
