//! Words, numbers, addresses and signs of a text, with their bytes.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

static TOKEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let address = r#"(?:https?://|www\.)[^\s<>()\[\]"'`|]+"#;
    let mail = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+";
    let word = r"[\w@$][\w@.'’&+/:%-]*";
    Regex::new(&format!(r"{address}|{mail}|{word}|[^\s\w]")).ok()
});

/// The tokens of `text`, whose first byte is byte `offset` of the whole.
pub(super) fn tokens(text: &str, offset: usize) -> Vec<(&str, Range<usize>)> {
    let Some(token) = TOKEN.as_ref() else { return Vec::new() };
    let mut all = Vec::new();
    for found in token.find_iter(text) {
        let whole = found.as_str();
        let word = whole.trim_end_matches(['.', '\'', '’', '&', '+', '/', ':', '-', ',', ';', '!', '?']);
        let (word, rest) = if word.is_empty() { (whole, "") } else { whole.split_at(word.len()) };
        let start = offset + found.start();
        all.push((word, start..start + word.len()));
        let mut at = start + word.len();
        for sign in rest.chars() {
            let end = at + sign.len_utf8();
            if let Some(sign) = text.get(at - offset..end - offset) {
                all.push((sign, at..end));
            }
            at = end;
        }
    }
    all
}

/// The plain forms of a word: small letters, contractions written out, compounds taken apart. The forms share the
/// bytes of the word.
pub(super) fn plain_forms(word: &str) -> Vec<String> {
    // Most words are plain already.
    if word.bytes().all(|letter| letter.is_ascii_alphabetic()) {
        let small = word.to_ascii_lowercase();
        return match CONTRACTIONS.iter().find(|(short, _)| *short == small) {
            Some((_, forms)) => forms.split(' ').map(str::to_owned).collect(),
            None => vec![small],
        };
    }
    let mut small: String = word
        .chars()
        .map(|letter| match letter {
            '’' => '\'',
            letter if letter.is_ascii() => letter.to_ascii_lowercase(),
            letter => fold(letter),
        })
        .collect();
    if let Some(rest) = small.strip_prefix("re-").filter(|rest| rest.len() > 2) {
        small = format!("re{rest}");
    }
    if small == "e-mail" || small == "e-mails" {
        small = small.replace('-', "");
    }
    if let Some((_, forms)) = CONTRACTIONS.iter().find(|(short, _)| *short == small) {
        return forms.split(' ').map(str::to_owned).collect();
    }
    for (end, form) in
        [("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'m", "am"), ("'d", "would")]
    {
        if let Some(stem) = small.strip_suffix(end).filter(|stem| !stem.is_empty()) {
            return vec![stem.to_owned(), form.to_owned()];
        }
    }
    if let Some(stem) = small.strip_suffix("'s").filter(|stem| !stem.is_empty()) {
        return vec![stem.to_owned()];
    }
    if small.contains("://") || small.contains('@') || small.starts_with("cve-") || small.starts_with("ghsa-")
    {
        return vec![small];
    }
    let parts: Vec<&str> = small.split(['-', '/']).filter(|part| !part.is_empty()).collect();
    let alphabetic = |part: &&str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let counted = parts.split_first().is_some_and(|(first, rest)| {
        !rest.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit()) && rest.iter().all(alphabetic)
    });
    match parts.len() {
        0 => Vec::new(),
        1 => vec![small],
        2..=4 if parts.iter().all(alphabetic) || counted => parts.into_iter().map(str::to_owned).collect(),
        _ => vec![small],
    }
}

/// Contractions that say more than their ending does, and those that are often written without the apostrophe.
const CONTRACTIONS: &[(&str, &str)] = &[
    ("can't", "can not"),
    ("cannot", "can not"),
    ("cant", "can not"),
    ("won't", "will not"),
    ("shan't", "shall not"),
    ("don't", "do not"),
    ("dont", "do not"),
    ("doesnt", "does not"),
    ("didnt", "did not"),
    ("isnt", "is not"),
    ("arent", "are not"),
    ("wasnt", "was not"),
    ("werent", "were not"),
    ("havent", "have not"),
    ("hasnt", "has not"),
    ("weve", "we have"),
    ("youre", "you are"),
    ("youve", "you have"),
    ("ive", "i have"),
    ("im", "i am"),
    ("let's", "let us"),
    // With these the ending is a verb; with a noun it is mostly whose something is, and is left out.
    ("it's", "it is"),
    ("that's", "that is"),
    ("there's", "there is"),
    ("here's", "here is"),
    ("what's", "what is"),
    ("who's", "who is"),
    ("he's", "he is"),
    ("she's", "she is"),
];

/// The letter without its mark, or a stand-in: plain text is ASCII, so that a pattern reads bytes.
fn fold(letter: char) -> char {
    match letter {
        'à'..='å' | 'À'..='Å' => 'a',
        'è'..='ë' | 'È'..='Ë' => 'e',
        'ì'..='ï' | 'Ì'..='Ï' => 'i',
        'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' => 'o',
        'ù'..='ü' | 'Ù'..='Ü' => 'u',
        'ç' | 'Ç' => 'c',
        'ñ' | 'Ñ' => 'n',
        _ => 'x',
    }
}
