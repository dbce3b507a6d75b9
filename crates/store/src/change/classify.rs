//! The class of a change: what a person who follows a provider has to look at, and what not.

use std::collections::BTreeSet;

use super::diff::changed_words;
use super::kind::{is_address, is_number, is_time_word};
use super::words::{Word, Words};

/// The class of a change between two looks whose bytes differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeClass {
    /// The same words: only markup, punctuation or upper and lower case differ.
    Markup,
    /// Only addresses differ: those that the text links to, or those that stand in it.
    LinkOnly,
    /// Only numbers, dates and times differ, outside of running text and headline: a counter, a date line.
    NumbersAndDates,
    /// What differs belongs to the site and not to the statement: labels of topics, invitations to share, a
    /// block that stands in other posts of the provider as well.
    Boilerplate,
    /// The text came back to an earlier one for the second time in a row (A, B, A, B): the site shows
    /// variants.
    VariantFlip,
    /// The text came back to an earlier one (A, B, A).
    Reversion,
    /// Something else is said.
    Substantive,
}

impl ChangeClass {
    /// The name used in SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Markup => "markup",
            Self::LinkOnly => "link-only",
            Self::NumbersAndDates => "numbers-and-dates",
            Self::Boilerplate => "boilerplate",
            Self::VariantFlip => "variant-flip",
            Self::Reversion => "reversion",
            Self::Substantive => "substantive",
        }
    }
}

/// Words in a block from which on it is running text and not a label.
const RUNNING_TEXT: usize = 10;

/// Words in a block up to which it may be an invitation of the site.
const INVITATION: usize = 8;

/// Keys of what a site files a post under, and of settings that some sites show above it. What stands behind
/// such a key is no part of the statement.
const FILING_KEYS: [&str; 22] = [
    "aliases",
    "blog",
    "categories",
    "category",
    "draft",
    "filed",
    "imported",
    "keywords",
    "labels",
    "lang",
    "layout",
    "permalink",
    "related",
    "robots",
    "share",
    "slug",
    "tag",
    "tags",
    "template",
    "toc",
    "topic",
    "topics",
];

/// How invitations of a site begin.
const INVITATIONS: [&str; 22] = [
    "advertisement",
    "all rights reserved",
    "back to",
    "comments",
    "copyright",
    "filed under",
    "follow us",
    "leave a comment",
    "more from",
    "next post",
    "posted in",
    "previous post",
    "print",
    "read more",
    "related",
    "share",
    "sign up for",
    "skip to",
    "subscribe",
    "table of contents",
    "tags",
    "tweet",
];

/// Small words of sentences: what stands in a label or a counter has none of them.
const SAYING: [&str; 25] = [
    "we", "our", "us", "i", "was", "were", "is", "are", "be", "been", "has", "have", "had", "for", "since",
    "until", "between", "within", "about", "you", "your", "it", "its", "they", "their",
];

/// What a number beside them counts or measures is what a statement is about: how many were affected, for how long, how badly.
const MATTERS: [&str; 22] = [
    "affected",
    "accounts",
    "customers",
    "users",
    "records",
    "servers",
    "hosts",
    "certificates",
    "passwords",
    "cve",
    "cvss",
    "severity",
    "score",
    "exposed",
    "exposure",
    "downtime",
    "outage",
    "impact",
    "impacted",
    "compromised",
    "vulnerable",
    "patched",
];

/// Words of labels that are sentences.
const LABELS: [&str; 10] =
    ["updated", "modified", "edited", "reviewed", "published", "posted", "revised", "viewed", "read", "ago"];

/// Classes the change from one text to the next. `furniture` holds blocks (as in [`Words::texts`]) that stand
/// in other posts of the provider as well; `links_differ` says whether the addresses behind the text do.
/// Reversions need the history and are told by the caller.
pub(crate) fn classify(
    before: &Words,
    after: &Words,
    furniture: &BTreeSet<String>,
    links_differ: bool,
) -> ChangeClass {
    let (removed, added) = changed_words(before, after);
    let least = if links_differ { ChangeClass::LinkOnly } else { ChangeClass::Markup };
    let sides = [(before, &removed), (after, &added)];
    let numbered = sides.iter().any(|(_, words)| words.iter().any(|word| is_number(&word.bare)));
    sides
        .into_iter()
        .flat_map(|(text, words)| {
            let filed = filed_words(text, words);
            words.iter().map(move |word| class_of(word, text, filed.contains(&at(word)), furniture, numbered))
        })
        .fold(least, ChangeClass::max)
}

/// Blocks with changed words that could be furniture of the site, for looking them up in other posts.
pub(crate) fn ordinary_blocks(before: &Words, after: &Words) -> Vec<String> {
    let (removed, added) = changed_words(before, after);
    let texts = |text: &Words, words: &[&Word]| {
        words.iter().filter_map(|word| text.texts.get(word.block).cloned()).collect::<BTreeSet<String>>()
    };
    let all: BTreeSet<String> = texts(before, &removed).into_iter().chain(texts(after, &added)).collect();
    all.into_iter().filter(|text| text.contains(' ')).collect()
}

fn class_of(
    word: &Word,
    text: &Words,
    filed: bool,
    furniture: &BTreeSet<String>,
    numbered: bool,
) -> ChangeClass {
    let block = text.texts.get(word.block).map_or("", String::as_str);
    let length = text.blocks.get(word.block).copied().unwrap_or_default();
    let headline = text.titled && word.block == 0;
    let numeric = is_number(&word.bare) || numbered && is_time_word(&word.bare);
    match () {
        () if is_address(&word.bare) => ChangeClass::LinkOnly,
        () if filed || furniture.contains(block) => ChangeClass::Boilerplate,
        () if headline => ChangeClass::Substantive,
        () if numeric && length < RUNNING_TEXT && !is_statement(block) => ChangeClass::NumbersAndDates,
        () if length <= INVITATION && is_invitation(block) => ChangeClass::Boilerplate,
        () => ChangeClass::Substantive,
    }
}

/// Whether a short block says something (`exposed for 3 days`, `Affected customers: 300`), and is no label of the page (`This post was updated on ...`).
fn is_statement(block: &str) -> bool {
    let holds =
        |list: &[&str]| block.split(' ').any(|word| list.contains(&word.trim_end_matches([':', '.', ','])));
    (holds(&SAYING) || holds(&MATTERS)) && !holds(&LABELS)
}

/// Whether a block is an invitation, a label or a counter of the site (`3 min read`, `Comments (5)`).
fn is_invitation(block: &str) -> bool {
    let begins = |start: &str| {
        block.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':']))
    };
    let mut words = block.split(' ');
    let counter = words.next().is_some_and(is_number)
        && words.next().is_some_and(|word| {
            [
                "min", "minute", "minutes", "comment", "comments", "view", "views", "like", "likes", "share",
                "shares",
            ]
            .contains(&word)
        })
        && words.count() <= 1;
    counter || INVITATIONS.iter().any(|start| begins(start))
}

/// Identity of a word in its text.
fn at(word: &Word) -> *const Word {
    std::ptr::from_ref(word)
}

/// Those of `words` that stand behind a key of filing (`categories: ...`), up to the next key of the block, and
/// such keys themselves.
fn filed_words(text: &Words, words: &[&Word]) -> BTreeSet<*const Word> {
    let blocks: BTreeSet<usize> = words.iter().map(|word| word.block).collect();
    let (mut filed, mut block, mut filing) = (BTreeSet::new(), usize::MAX, false);
    for word in text.words.iter().filter(|word| blocks.contains(&word.block)) {
        if word.block != block {
            (block, filing) = (word.block, false);
        }
        if word.raw.ends_with(':') {
            filing = FILING_KEYS.contains(&word.bare.as_str());
        }
        if filing {
            filed.insert(at(word));
        }
    }
    filed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(before: &str, after: &str) -> ChangeClass {
        let words = |text| Words::of(Some("Heartbleed"), text, std::iter::empty());
        classify(&words(before), &words(after), &BTreeSet::new(), false)
    }

    #[test]
    fn each_class_by_an_example() {
        use ChangeClass::{Boilerplate, LinkOnly, Markup, NumbersAndDates, Substantive};
        let table = [
            ("We patched it.", "We patched it", Markup),
            ("The “fix” is out", "The \"Fix\" is out", Markup),
            ("one block two", "one block\ntwo", Markup),
            ("see https://a.example/x", "see https://b.example/y.", LinkOnly),
            ("5 min read", "6 min read", NumbersAndDates),
            ("Last updated: April 8, 2014", "Last updated: April 9, 2014", NumbersAndDates),
            ("Tags: openssl, tls", "Tags: openssl", Boilerplate),
            ("Share this post", "Tweet this post", Boilerplate),
            ("by Ann categories: a b", "by Ann category: a", Boilerplate),
            ("We are not affected", "We are affected", Substantive),
            ("It was patched", "It was unpatched", Substantive),
            ("Upgrade to 2.16.0", "Upgrade to 2.17.0", Substantive),
            ("Are we affected", "Are we affected?", Substantive),
            ("40% of servers", "60% of servers", Substantive),
            ("Tags: openssl\nWe are safe", "Tags: openssl, tls\nWe are not safe", Substantive),
        ];
        for (before, after, expected) in table {
            assert_eq!(class(before, after), expected, "{before:?} -> {after:?}");
            assert_eq!(class(after, before), expected, "{after:?} -> {before:?}");
        }
    }

    #[test]
    fn a_number_in_running_text_is_something_that_is_said() {
        let before =
            "Traffic was exposed to the bug for about 29 minutes before all of our machines were patched";
        assert_eq!(class(before, &before.replace("29", "41")), ChangeClass::Substantive);
    }

    #[test]
    fn a_number_in_a_short_sentence_is_said_too() {
        let changes = [
            ("Our servers were exposed for 3 days.", "Our servers were exposed for 30 days."),
            ("We reset 100 accounts.", "We reset 4000 accounts."),
            ("It was fixed at 10:15 UTC.", "It was fixed at 18:40 UTC."),
            ("Affected customers: 300", "Affected customers: 30,000"),
            ("CVSS score: 5.0", "CVSS score: 9.8"),
        ];
        for (before, after) in changes {
            assert_eq!(class(before, after), ChangeClass::Substantive, "{before}");
        }
        let labels = [
            ("This post was updated on April 8", "This post was updated on April 9"),
            ("3 days ago", "4 days ago"),
            ("Posted on April 8, 2014 by Ann", "Posted on April 9, 2014 by Ann"),
        ];
        for (before, after) in labels {
            assert_eq!(class(before, after), ChangeClass::NumbersAndDates, "{before}");
        }
    }

    #[test]
    fn a_headline_is_said_and_a_block_of_other_posts_is_not() {
        let words = |title, text| Words::of(Some(title), text, std::iter::empty());
        let none = BTreeSet::new();
        let renamed = classify(&words("3 bugs", "x"), &words("4 bugs", "x"), &none, false);
        assert_eq!(renamed, ChangeClass::Substantive);
        let (before, after) = (words("A", "x"), words("A", "x\nJoin our webinar about clouds"));
        assert_eq!(classify(&before, &after, &none, false), ChangeClass::Substantive);
        assert_eq!(ordinary_blocks(&before, &after), ["join our webinar about clouds"]);
        let furniture = BTreeSet::from(["join our webinar about clouds".to_owned()]);
        assert_eq!(classify(&before, &after, &furniture, false), ChangeClass::Boilerplate);
    }

    #[test]
    fn the_same_words_over_other_addresses_are_a_change_of_links() {
        let words = Words::of(None, "see here", std::iter::empty());
        assert_eq!(classify(&words, &words, &BTreeSet::new(), true), ChangeClass::LinkOnly);
    }
}
