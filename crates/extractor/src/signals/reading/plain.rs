//! The plain form of a sentence: its words in small letters with one blank between them, clauses set apart by a bar,
//! and the way back to the bytes of the text.

use std::ops::Range;

use super::names::Names;
use super::tokens::{is_plain, plain_forms};

/// What separates clauses in a plain form.
pub(in crate::signals) const CLAUSE: &str = "|";
/// What stands for a name of the provider.
pub(in crate::signals) const SELF_NAME: &str = "@self";

/// The plain form of a sentence. It is ASCII.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::signals) struct Plain {
    /// Each word with a blank after it.
    text: String,
    /// Where each word starts in `text`, and its bytes in the whole.
    places: Vec<(usize, Range<usize>)>,
}

/// A sentence is read so far, in words.
const MOST_WORDS: usize = 127;

impl Plain {
    /// The plain form of `tokens`.
    pub fn of(tokens: &[(&str, Range<usize>)], names: &Names) -> Self {
        let mut plain = Self::default();
        let mut at = 0;
        while let Some((word, range)) = tokens.get(at) {
            let rest = tokens.get(at..).unwrap_or_default();
            if let Some(count) = names.at(rest.iter().map(|(word, _)| *word)) {
                let end = rest.get(count - 1).map_or(range.end, |(_, range)| range.end);
                plain.push(SELF_NAME, range.start..end);
                at += count;
                continue;
            }
            let joins = word.eq_ignore_ascii_case("and") || word.eq_ignore_ascii_case("or");
            if joins
                && (rest.get(1).is_some_and(|(next, _)| opens_joined(next))
                    || acts(rest.get(1..).unwrap_or_default(), names))
            {
                plain.bar(range.start..range.start);
            }
            if is_plain(word) && *word != "May" {
                let opens = CLAUSE_WORDS.iter().any(|one| word.eq_ignore_ascii_case(one));
                if opens && !plain.places.is_empty() && !(word.eq_ignore_ascii_case("if") && plain.asks()) {
                    plain.bar(range.start..range.start);
                }
                plain.push(word, range.clone());
            } else if word.starts_with(char::is_alphanumeric) || word.len() > 1 && word.is_ascii() {
                let (mut forms, first) = (plain_forms(word), plain.places.is_empty());
                if *word == "May" && is_month(at, tokens) {
                    forms = vec![MAY.to_owned()];
                }
                for form in &forms {
                    if CLAUSE_WORDS.contains(&form.as_str()) && !first && !(form == "if" && plain.asks()) {
                        plain.bar(range.start..range.start);
                    }
                    plain.push(form, range.clone());
                }
            } else if (is_break(word) && !is_aside(at, tokens))
                || (*word == ","
                    && rest
                        .get(1)
                        .is_some_and(|(next, _)| opens_clause(next) || (plain.is_led_in() && is_order(next))))
            {
                plain.bar(range.clone());
            }
            at += 1;
        }
        plain
    }

    /// Whether the last word asks, so that `if` after it means `whether`.
    fn asks(&self) -> bool {
        let last = self.text.trim_end().rsplit(' ').next().unwrap_or_default();
        ASKING.contains(&last)
    }

    /// Whether the sentence begins with what leads up to something, so that a verb after a comma may be an order.
    fn is_led_in(&self) -> bool {
        LEADING_IN.contains(&self.word(0))
    }

    fn bar(&mut self, range: Range<usize>) {
        if !self.text.ends_with("| ") && !self.places.is_empty() {
            self.push(CLAUSE, range);
        }
    }

    fn push(&mut self, form: &str, range: Range<usize>) {
        if self.places.len() >= MOST_WORDS {
            return;
        }
        self.places.push((self.text.len(), range));
        self.text.extend(form.chars().map(|letter| letter.to_ascii_lowercase()));
        self.text.push(' ');
    }

    /// How many words it has, bars among them.
    pub fn count(&self) -> usize {
        self.places.len()
    }

    /// The bytes of the whole that a range of words stands for; `None` where it holds no word.
    pub fn span(&self, range: Range<usize>) -> Option<Range<usize>> {
        let places = self.places.get(range)?;
        let (_, start) = places.first()?;
        let last = places.iter().map(|(_, range)| range.end).max()?;
        (last > start.start).then_some(start.start..last)
    }

    /// The clause around a range of words, without its bars.
    pub fn clause(&self, range: Range<usize>) -> Range<usize> {
        let is_bar = |at: &usize| self.word(*at) == CLAUSE;
        let start = (0..range.start).rev().find(is_bar).map_or(0, |at| at + 1);
        let end = (range.end..self.count()).find(is_bar).unwrap_or(self.count());
        start..end
    }

    fn word(&self, at: usize) -> &str {
        let start = self.places.get(at).map_or(self.text.len(), |(start, _)| *start);
        let end = self.places.get(at + 1).map_or(self.text.len(), |(start, _)| *start);
        self.text.get(start..end).unwrap_or_default().trim_end()
    }

    /// The words with their bytes.
    pub fn placed(&self) -> impl Iterator<Item = (&str, &Range<usize>)> {
        self.words().zip(self.places.iter().map(|(_, range)| range))
    }

    /// The words.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.text.split(' ').filter(|word| !word.is_empty())
    }
}

/// The month, told from the verb.
const MAY: &str = "@may";

/// Whether the token `at` stands beside a number, or after a word that a month follows.
fn is_month(at: usize, tokens: &[(&str, Range<usize>)]) -> bool {
    let number = |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit());
    let word = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", |(word, _)| *word);
    let before = word(at.checked_sub(1));
    number(before)
        || number(word(at.checked_add(1)))
        || ["in", "of", "since", "until", "by", "early", "late", "mid", "from", "last"]
            .iter()
            .any(|one| before.eq_ignore_ascii_case(one))
}

/// Whether a sign stands between clauses.
fn is_break(sign: &str) -> bool {
    matches!(sign, ";" | ":" | "(" | ")" | "—" | "–" | "-" | "|" | "…")
}

/// Whether the bracket `at` holds one word, such as initials or an address, that interrupts no clause.
fn is_aside(at: usize, tokens: &[(&str, Range<usize>)]) -> bool {
    let word = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", |(word, _)| *word);
    match word(Some(at)) {
        "(" => word(at.checked_add(2)) == ")",
        ")" => word(at.checked_sub(2)) == "(",
        _ => false,
    }
}

/// Words before which a clause begins.
const CLAUSE_WORDS: &[&str] =
    &["but", "because", "although", "though", "whereas", "unless", "which", "who", "whose", "however", "if"];

/// Words that begin what leads up to an order.
const LEADING_IN: &[&str] = &[
    "if", "when", "once", "as", "after", "before", "until", "to", "for", "on", "in", "unless", "should",
    "where", "since", "while",
];

/// Whether an order begins with that word.
fn is_order(word: &str) -> bool {
    ORDERS.iter().any(|order| word.eq_ignore_ascii_case(order))
}

/// Verbs with which orders begin.
const ORDERS: &[&str] = &[
    "change",
    "upgrade",
    "update",
    "reset",
    "rotate",
    "revoke",
    "run",
    "set",
    "log",
    "sign",
    "install",
    "delete",
    "remove",
    "make",
    "use",
    "do",
    "contact",
    "check",
    "visit",
    "keep",
    "replace",
    "restart",
    "reboot",
    "disable",
    "enable",
    "apply",
    "open",
    "create",
    "generate",
    "treat",
    "consider",
    "review",
    "write",
    "email",
    "call",
    "reach",
    "drop",
    "get",
    "ask",
    "let",
    "follow",
    "downgrade",
    "reinstall",
    "uninstall",
    "rebuild",
    "patch",
    "block",
    "turn",
    "choose",
    "pick",
    "wait",
];

/// Words after which `if` means `whether`.
const ASKING: &[&str] = &[
    "check",
    "checks",
    "see",
    "know",
    "tell",
    "determine",
    "verify",
    "test",
    "out",
    "confirm",
    "identify",
    "detect",
    "sure",
    "clear",
    "ask",
    "unclear",
    "checking",
    "determining",
    "understand",
    "learn",
];

/// Whether a clause begins with that word after a comma.
fn opens_clause(word: &str) -> bool {
    const OPENERS: &[&str] = &[
        "we",
        "i",
        "our",
        "so",
        "and",
        "or",
        "as",
        "while",
        "when",
        "where",
        "then",
        "you",
        "your",
        "please",
        "there",
        "this",
        "these",
        "it",
        "they",
        "no",
        "including",
        "since",
        "after",
        "before",
        "until",
        "once",
        "customers",
        "users",
        "the",
        "all",
    ];
    OPENERS.iter().any(|opener| stem(word).eq_ignore_ascii_case(opener))
}

/// A word without what is contracted to it.
fn stem(word: &str) -> &str {
    word.split(['\'', '’']).next().unwrap_or(word)
}

/// Whether a name of the provider stands first, and what it does after it.
fn acts(tokens: &[(&str, Range<usize>)], names: &Names) -> bool {
    const VERBS: &[&str] = &["is", "are", "was", "were", "has", "have", "had", "will", "does", "did", "can"];
    const PARTS: &[&str] = &["personnel", "staff", "team", "engineers", "it"];
    let Some(count) = names.at(tokens.iter().map(|(word, _)| *word)) else { return false };
    let word = |at: usize| tokens.get(at).map_or("", |(word, _)| *word);
    let is = |list: &[&str], at: usize| list.iter().any(|one| word(at).eq_ignore_ascii_case(one));
    is(VERBS, count) || is(PARTS, count)
}

/// Whether a clause begins with that word after `and` or `or`, also without a comma.
fn opens_joined(word: &str) -> bool {
    const OPENERS: &[&str] = &["we", "i", "you", "they", "it", "there", "please", "that", "this", "no"];
    OPENERS.iter().any(|opener| stem(word).eq_ignore_ascii_case(opener))
}

#[cfg(test)]
mod tests {
    use super::super::sentences;
    use super::*;

    fn plain(text: &str) -> String {
        let all = sentences(text, &Names::of("Acme Hosting", None));
        all.iter().flat_map(|sentence| sentence.plain.words()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn clauses_are_set_apart() {
        assert_eq!(
            plain("Though we saw nothing, we've signed you out."),
            "though we saw nothing | we have signed you out"
        );
        assert_eq!(
            plain("The page has it and Acme Hosting is patched."),
            "the page has it | and @self is patched"
        );
        assert_eq!(plain("The mail (and the wiki) works."), "the mail | and the wiki | works");
    }

    #[test]
    fn the_verb_of_a_contraction_is_written_out_and_whose_it_is_left_out() {
        assert_eq!(
            plain("It's not affected, and that’s the mail's only issue."),
            "it is not affected | and that is the mail only issue"
        );
    }

    #[test]
    fn one_word_in_brackets_interrupts_no_clause() {
        assert_eq!(plain("The university (UUL) was hit."), "the university uul was hit");
    }

    #[test]
    fn the_month_is_told_from_the_verb() {
        assert_eq!(plain("In May of 2020 it may be."), "in @may of 2020 it may be");
    }
}
