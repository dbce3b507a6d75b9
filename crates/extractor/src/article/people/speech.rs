//! Expressions for who is let speak: a verb of speech beside a run of words that begin with capital letters.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::{Regex, RegexBuilder};

use super::super::job_titles::SAYS;
use super::scripts::ByScript;

/// Words that name the speaker behind them and are no verbs.
const BY: &str = r"according to|in the words of|laut|so|selon|d['’]apr[èe]s|seg[úu]n|secondo|segundo|de acordo com|de acuerdo con|aldus|volgens";

/// How each of those words begins, so that most paragraphs need no expression at all.
const STEMS: &[&str] = &[
    "said",
    "says",
    "told",
    "wr",
    "expl",
    "add",
    "note",
    "stat",
    "comment",
    "confirm",
    "announc",
    "acknowledg",
    "apologi",
    "admit",
    "remark",
    "warn",
    "continu",
    "conclud",
    "report",
    "sagt",
    "erkl",
    "schr",
    "beton",
    "kommentier",
    "decl",
    "décl",
    "affirm",
    "afferm",
    "indiqu",
    "préc",
    "prec",
    "dijo",
    "dice",
    "afirm",
    "señal",
    "escr",
    "detto",
    "dich",
    "spieg",
    "disse",
    "zei",
    "zegt",
    "verkl",
    "according",
    "in the words",
    "laut",
    "so ",
    "selon",
    "d'apr",
    "d’apr",
    "seg",
    "secondo",
    "de aco",
    "de acu",
    "aldus",
    "volgens",
];

static SPEECH: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(STEMS).ok());

/// Of an expression that counts, each passage would make states of its own: they cost more than they save.
fn without_states(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(pattern).dfa_size_limit(0).build().ok()
}

/// A run of words that begin with a capital letter, with the small words that names and titles have inside.
const RUN: &str = r"(?:(?:\p{Lu}|Gen|Col|Dr|Mr|Mrs|Ms|Prof)\. )?\p{Lu}[\p{L}\p{N}’'&-]*(?: (?:(?:of|for|and|&|von|van|de|der|den|di|da|del|la|le|du|des) ){0,2}\p{Lu}[\p{L}\p{N}’'&-]*){0,9}";

// Boundaries of words are those of ASCII: the fast search of the crate knows no others where a text holds other letters.

/// What may stand before a title in small letters.
const WHOSE: &str = r"(?:our|the|its|their|his|her|unsere?r?|der|die|notre|le|la|nuestr[oa]|el|nostro|nostra|il|nosso|nossa|o|a|onze|de)";

/// `said NAME, TITLE…`, `said our TITLE NAME`, `according to TITLE NAME`.
static BEHIND: ByScript = ByScript::new(
    || {
        format!(
            r#"(?-u:\b)(?:{SAYS}|(?i:{BY}))\s+(?:{WHOSE} )?(?:(?P<small>\p{{Ll}}[\p{{L}} ,&-]{{3,60}}?) )?(?P<run>{RUN})(?:,? \(?(?P<rest>[^.;:“”"«»()]{{3,140}}))?"#
        )
    },
    without_states,
);

/// `NAME, TITLE…, said`, `our TITLE NAME wrote`.
static BEFORE: ByScript = ByScript::new(
    || {
        format!(
            r#"(?:(?-u:\b){WHOSE} (?P<small>\p{{Ll}}[\p{{L}} ,&-]{{3,60}}?) )?(?P<run>{RUN})(?:, (?P<rest>[^.;:“”"«»()]{{3,140}}?),?)? (?:has |have |had |hat |a |ha |also |then )?(?:{SAYS})(?:[^\p{{L}}\p{{N}}]|$)"#
        )
    },
    without_states,
);

/// What [`BEHIND`] begins with and what [`BEFORE`] ends with. Where that stands nowhere, the expressions, which take long for
/// every capital letter, need not be asked.
static SPEAKS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"(?-u:\b)(?:{SAYS}|(?i:{BY}))\s")).ok());
static SPOKE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"(?:{SAYS})(?:[^\p{{L}}\p{{N}}]|$)")).ok());

/// The expression for who spoke by the words behind a verb, where such a verb stands in the passage.
pub(super) fn speaks_before(passage: &str) -> Option<&'static Regex> {
    SPEAKS.as_ref().filter(|sign| sign.is_match(passage)).and_then(|_| BEHIND.of(passage))
}

/// The expression for who spoke by the words before a verb, where such a verb stands in the passage.
pub(super) fn spoke_behind(passage: &str) -> Option<&'static Regex> {
    SPOKE.as_ref().filter(|sign| sign.is_match(passage)).and_then(|_| BEFORE.of(passage))
}

/// Whether any word of speech may stand in the text.
pub(super) fn reads_of_speech(text: &str) -> bool {
    SPEECH.as_ref().is_some_and(|stems| stems.is_match(text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_word_of_speech_has_a_stem() {
        // Of each class of letters the first one.
        let classes = Regex::new(r"\[(.)[^\]]*\]").unwrap();
        let both = format!("{SAYS}|{BY}");
        let plain = classes.replace_all(&both, "$1").replace(['?', '(', ')'], "");
        let stems = SPEECH.as_ref().unwrap();
        let missing: Vec<&str> =
            plain.split('|').filter(|word| !stems.is_match(&format!("{word} "))).collect();
        assert_eq!(missing, Vec::<&str>::new());
    }

    /// Pieces of passages: words of both rules, letters of Latin, of its neighbours and of other scripts.
    fn passage() -> impl Strategy<Value = String> {
        let words = [
            "said ",
            "our ",
            "security chief ",
            "Ada Park",
            "Älva Øst",
            "Bo",
            " and ",
            ", ",
            "head of trust ",
            "at ",
            "Nimbus",
            "’s ",
            " said",
            "according to ",
            "Dr. ",
            "X",
            "é",
            "\u{24f}",
            "\u{250}",
            "ǅ",
            "ſ",
            "\u{212a}",
            "İ",
            "Иван",
            "山田",
            "e\u{301}",
            "Ⓐ",
            "٣",
            "½",
            "\u{a0}",
            " ",
            "…",
            "(",
            "-",
            "&",
            "ª",
            "ʼ",
            "ﬁ",
            "𝐀",
        ];
        prop::collection::vec(prop::sample::select(words.to_vec()), 0..14).prop_map(|words| words.concat())
    }

    proptest! {
        #[test]
        fn of_latin_text_both_expressions_say_the_same(passage in passage()) {
            for rule in [&BEHIND, &BEFORE] {
                let found = |rule: &Regex| -> Vec<Vec<Option<std::ops::Range<usize>>>> {
                    let all = rule.captures_iter(&passage);
                    all.map(|one| one.iter().map(|group| Some(group?.range())).collect()).collect()
                };
                let read = rule.of(&passage).map(found);
                prop_assert_eq!(read, rule.all().map(found));
            }
        }
    }
}
