//! Whether a text speaks for the provider, or reports of others.
//!
//! The same words are a claim where a provider says them and hearsay where a newspaper does. A statement speaks as `we`
//! or by its name; a report says who said what, and its `we` stands in quotations. A text that does neither, such as a
//! line of a status page, is taken for a statement.

use std::ops::Range;

use super::reading::Sentence;

/// Words of a speaker, as the plain form has them.
const SPEAKER: &[&str] = &["we", "our", "ours", "us", "i", "my", "@self"];

/// Words with which a text tells what others said.
const REPORTING: &[&str] = &[
    "said",
    "says",
    "told",
    "wrote",
    "tweeted",
    "according",
    "spokesperson",
    "spokesman",
    "spokeswoman",
    "reportedly",
    "allegedly",
];

/// Whether `text`, of those sentences, speaks for the provider: at least as many sentences speak as report.
pub(super) fn speaks_for_itself(text: &str, sentences: &[Sentence]) -> bool {
    let quotations = quotations(text);
    let (mut speaking, mut reporting) = (0_usize, 0_usize);
    for sentence in sentences.iter().filter(|sentence| !sentence.heading) {
        let is_quoted = |range: &Range<usize>| {
            let after = quotations.partition_point(|quotation| quotation.end <= range.start);
            quotations.get(after).is_some_and(|quotation| quotation.start < range.start)
        };
        let (mut speaks, mut reports) = (false, false);
        for (word, range) in sentence.plain.placed() {
            speaks |= SPEAKER.contains(&word) && !is_quoted(range);
            reports |= REPORTING.contains(&word) && !is_quoted(range);
        }
        speaking += usize::from(speaks);
        reporting += usize::from(reports && !speaks);
    }
    reporting <= speaking
}

/// The bytes of `text` in quotation marks, in order. A quotation ends with its paragraph.
fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut open = None;
    for (at, letter) in text.char_indices() {
        match (letter, open) {
            ('“', None) | ('"', None) => open = Some(at),
            ('”' | '"', Some(start)) => {
                all.push(start..at);
                open = None;
            }
            ('\n', _) => open = None,
            _ => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::reading::{Names, sentences};
    use super::*;

    fn own(text: &str) -> bool {
        speaks_for_itself(text, &sentences(text, &Names::of("Acme Hosting", None)))
    }

    #[test]
    fn a_statement_speaks_and_a_report_tells_what_others_said() {
        assert!(own("We have patched the servers. A spokesperson told us more."));
        assert!(own("Acme Hosting was affected. OpenSSL is old, Mr. Park said."));
        assert!(!own(
            "The bank was affected, it said on Monday. “We are sorry,” a spokesman told the paper."
        ));
        assert!(!own("According to the firm, \"our servers were patched\"."));
        assert!(own("10:15 The fix is live on all nodes."));
    }

    #[test]
    fn a_quotation_that_is_not_closed_ends_with_its_line() {
        assert_eq!(quotations("a \"b\nc \"d\" e"), [7..9]);
    }
}
