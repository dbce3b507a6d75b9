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
pub(super) fn tokens(text: &str, offset: usize) -> Vec<Token<'_>> {
    tokens_beside(plainly, text, offset)
}

/// A token with its bytes.
type Token<'a> = (&'a str, Range<usize>);

/// Takes those tokens of a text from a byte on that it can tell, and says where it stopped.
type Taker = for<'a> fn(&'a str, usize, usize, &mut Vec<Token<'a>>) -> usize;

/// The tokens that `take` cuts out, and between them those that the expression does.
fn tokens_beside(take: Taker, text: &str, offset: usize) -> Vec<Token<'_>> {
    let Some(token) = TOKEN.as_ref() else { return Vec::new() };
    let mut all = Vec::new();
    let mut next = 0;
    loop {
        next = take(text, next, offset, &mut all);
        let Some(found) = token.find_at(text, next) else { break };
        next = found.end();
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

/// Cuts out of `text`, from byte `at` on, what is plainly a token: a word of letters and digits with a blank or a sign behind
/// it that is no part of words and addresses, and such a sign. Most tokens are that, and the expression takes ten times as
/// long to say so. Where the first other thing stands is handed back.
fn plainly<'a>(text: &'a str, mut at: usize, offset: usize, all: &mut Vec<Token<'a>>) -> usize {
    let bytes = text.as_bytes();
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let is_blank = |byte: u8| matches!(byte, b'\t'..=b'\r' | b' ');
    // What may stand in a word or an address.
    let may_go_on = |byte: u8| b"@.'&+/:%-".contains(&byte) || !byte.is_ascii();
    let mut give = |range: Range<usize>| {
        if let Some(token) = text.get(range.clone()) {
            all.push((token, offset + range.start..offset + range.end));
        }
    };
    while let Some(&first) = bytes.get(at) {
        if is_blank(first) {
            at += 1;
        } else if is_letter(first) {
            let rest = bytes.get(at..).unwrap_or_default();
            let end = at + rest.iter().position(|byte| !is_letter(*byte)).unwrap_or(rest.len());
            let is_end_of_sentence = matches!(bytes.get(end), Some(b'.' | b':'))
                && bytes.get(end + 1).is_none_or(|byte| is_blank(*byte));
            if !is_end_of_sentence && bytes.get(end).is_some_and(|byte| may_go_on(*byte)) {
                break;
            }
            give(at..end);
            at = end;
            if is_end_of_sentence {
                give(at..at + 1);
                at += 1;
            }
        } else if first.is_ascii() && !b"@$.+-".contains(&first) {
            give(at..at + 1);
            at += 1;
        } else {
            break;
        }
    }
    at
}

/// Whether the plain form of a word is the word in small letters, and needs no look at what it may be made of.
pub(super) fn is_plain(word: &str) -> bool {
    // Of what is written without an apostrophe, these letters end the contractions.
    let may_be_contracted = word.bytes().next_back().is_some_and(|last| b"temTEM".contains(&last));
    word.bytes().all(|letter| letter.is_ascii_alphabetic())
        && !(may_be_contracted && CONTRACTIONS.iter().any(|(short, _)| word.eq_ignore_ascii_case(short)))
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Words, signs and what makes addresses of them, in any order.
    fn pieces() -> impl Strategy<Value = String> {
        let some = [
            "patched", "We", "a_b", "7", "http", "https", "www", "://", "mail", "example", "com", "@", ".",
            "..", ",", ":", ";", "-", "+", "/", "%", "&", "'", "’", "$", "#", "(", ")", "\"", "!", "?", "|",
            " ", "  ", "\n", "\t", "\u{b}", "\u{a0}", "\u{85}", "é", "—", "\0", "\u{7f}",
        ];
        prop::collection::vec(prop::sample::select(some.to_vec()), 0..14).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn what_is_plainly_a_token_is_one_by_the_expression(text in pieces()) {
            prop_assert_eq!(tokens(&text, 7), tokens_beside(|_, at, _, _| at, &text, 7));
        }

        #[test]
        fn a_plain_word_is_its_own_form(word in "[a-zA-Z]{1,8}|cannot|Dont|IM|youve|isnt") {
            let forms = plain_forms(&word);
            prop_assert_eq!(is_plain(&word), forms == [word.to_ascii_lowercase()]);
        }
    }
}
