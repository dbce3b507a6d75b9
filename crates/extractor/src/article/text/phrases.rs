//! Phrases with which lines start that belong to no article's text.

use std::sync::LazyLock;

/// Starts of lines in lower case, by what they say.
const STARTS: &[(f32, &[&str])] = &[
    // Buttons and forms.
    (
        1.0,
        &[
            "share",
            "tweet",
            "subscribe",
            "sign up",
            "sign in",
            "log in",
            "login",
            "follow us",
            "follow @",
            "newsletter",
            "click here",
            "download",
            "print",
            "email this",
            "save",
            "advertisement",
            "anzeige",
            "werbung",
            "publicité",
            "publicidad",
            "sponsored",
            "cookie",
            "we use cookies",
            "accept",
            "loading",
            "skip to",
            "menu",
            "search",
            "suche",
            "teilen",
            "drucken",
            "partager",
            "compartir",
            "condividi",
            "подписаться",
            "поделиться",
            "get the latest",
            "enter your email",
            "your email",
            "support us",
            "donate",
            "join our",
            "join the",
            "copy link",
            "link copied",
            "view on",
            "watch:",
            "listen",
            "play video",
            "close",
        ],
    ),
    // Teasers.
    (
        2.0,
        &[
            "read more",
            "read also",
            "read next",
            "also read",
            "related",
            "see also",
            "more from",
            "more on",
            "more stories",
            "you may",
            "you might",
            "recommended",
            "next",
            "previous",
            "older",
            "newer",
            "trending",
            "most read",
            "most popular",
            "popular",
            "latest",
            "recent posts",
            "don't miss",
            "up next",
            "continue reading",
            "mehr zum thema",
            "lesen sie auch",
            "lesen sie",
            "weiterlesen",
            "auch interessant",
            "das könnte",
            "à lire aussi",
            "lire aussi",
            "lire la suite",
            "leia também",
            "leia mais",
            "lea también",
            "leer más",
            "te puede",
            "leggi anche",
            "lees ook",
            "читайте также",
            "czytaj także",
            "關連",
            "関連",
            "相关",
            "推荐",
            "back to",
            "top stories",
            "editor's picks",
        ],
    ),
    // The foot of a page.
    (
        3.0,
        &[
            "copyright",
            "©",
            "(c)",
            "all rights reserved",
            "alle rechte",
            "tous droits",
            "todos los derechos",
            "terms",
            "privacy",
            "impressum",
            "datenschutz",
            "contact us",
            "about us",
            "kontakt",
            "powered by",
            "this site",
            "this website",
        ],
    ),
    // Signatures and captions.
    (
        4.0,
        &[
            "by ",
            "posted",
            "published",
            "updated",
            "last updated",
            "author",
            "written by",
            "photo",
            "image",
            "credit",
            "source:",
            "quelle",
            "foto",
            "bild",
            "von ",
            "par ",
            "por ",
            "veröffentlicht",
            "publié",
            "publicado",
            "stand:",
            "getty",
            "reuters/",
            "ap photo",
            "date:",
            "autor",
            "auteur",
            "about the author",
            "min read",
            "reading time",
        ],
    ),
    // Labels of the post.
    (
        5.0,
        &[
            "tags",
            "tagged",
            "filed under",
            "categories",
            "category",
            "topics",
            "posted in",
            "comments",
            "comment",
            "leave a",
            "reply",
            "kommentare",
            "kommentar",
            "schlagwörter",
            "schlagworte",
            "kategorie",
            "commentaires",
            "comentarios",
            "no comments",
            "0 comments",
            "1 comment",
            "permalink",
            "trackback",
            "in this article",
            "contents",
            "table of contents",
            "on this page",
            "in this story",
        ],
    ),
];

/// The starts by their first byte, in the order of the list.
static BY_BYTE: LazyLock<Vec<Vec<(&str, f32)>>> = LazyLock::new(|| {
    let mut table = vec![Vec::new(); 256];
    for (kind, starts) in STARTS {
        for start in *starts {
            let first = start.bytes().next().and_then(|byte| table.get_mut(usize::from(byte)));
            first.into_iter().for_each(|list| list.push((*start, *kind)));
        }
    }
    table
});

/// So many letters of a line are looked at.
const HEAD: usize = 24;

/// What the start of a line says: 0 where it says nothing.
pub(super) fn phrase(text: &str) -> f32 {
    match text.as_bytes().get(..HEAD.min(text.len())) {
        Some(head) if head.is_ascii() => phrase_of_ascii(head),
        _ => phrase_of_any(text),
    }
}

/// [`phrase`] of a line whose head is plain: nothing needs to be copied.
fn phrase_of_ascii(head: &[u8]) -> f32 {
    let is_start = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'(';
    let Some(head) = head.iter().position(is_start).and_then(|at| head.get(at..)) else { return 0.0 };
    let first = head.first().map_or(0, u8::to_ascii_lowercase);
    let begins =
        |start: &str| head.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()));
    let starts = BY_BYTE.get(usize::from(first));
    let says = starts.and_then(|starts| starts.iter().find(|(start, _)| begins(start)));
    says.map_or(0.0, |(_, kind)| *kind)
}

fn phrase_of_any(text: &str) -> f32 {
    let head: String = text.chars().take(HEAD).flat_map(char::to_lowercase).collect();
    let head = head.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©' && c != '(');
    let starts = head.bytes().next().and_then(|byte| BY_BYTE.get(usize::from(byte)));
    let says = starts.and_then(|starts| starts.iter().find(|(start, _)| head.starts_with(start)));
    says.map_or(0.0, |(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_head_says_what_it_says_to_all() {
        let starts = STARTS.iter().flat_map(|(_, starts)| starts.iter());
        let before = ["", "  ", "* ", "..............."];
        for start in starts.filter(|start| start.is_ascii()) {
            for text in before.iter().flat_map(|before| {
                [format!("{before}{start} and more words"), format!("{before}{}", start.to_uppercase())]
            }) {
                assert_eq!(phrase(&text), phrase_of_any(&text), "{text}");
            }
        }
        assert_eq!((phrase("Read More"), phrase("Nothing")), (2.0, 0.0));
    }
}
