//! Whether a text speaks for the provider, or reports of others.
//!
//! The same words are a claim where a provider says them and hearsay where a newspaper does. A statement speaks as `we`
//! or by its name, mostly in the very sentence; a report says who said what, and its `we` stands in quotations. What tells of
//! nobody is taken for a statement where it is too short to tell, such as a line of a status page, or where its form is that of one:
//! an incident of a status page, or a text whose title says that it is the report of an outage.

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

/// Words of a title over the report of an outage, as whoever had it writes it: one of the first, or one of the second before
/// one of the third.
const OUTAGE: &[&str] = &[
    "outage",
    "outages",
    "downtime",
    "postmortem",
    "mortem",
    "disruption",
    "interruption",
    "unavailable",
    "degraded",
];
const INCIDENT: &[&str] = &["incident", "service", "outage"];
const REPORT: &[&str] = &["report", "review", "summary", "notice", "alert", "update"];

/// In a text of fewer sentences nobody need speak.
const SHORT: usize = 4;

/// A text with so many sentences that speak for each that reports is the provider's word as a whole.
const SPEAK_FOR_ONE: usize = 4;

/// Where a text speaks for the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Speaker {
    /// Everywhere: it is taken for a statement, or speaks and hardly reports of others.
    Everywhere,
    /// In those sentences, in order; nowhere where it reports of others.
    In(Vec<usize>),
}

impl Speaker {
    /// Where a text of those sentences, with those quotations, speaks for the provider. `of_status` says that it stands on a
    /// status page, where nobody else writes.
    pub fn of(sentences: &[Sentence], quotations: &[Range<usize>], of_status: bool) -> Self {
        let mut reporting = 0_usize;
        let mut speaking = Vec::new();
        for (at, sentence) in sentences.iter().enumerate() {
            let is_quoted = |range: &Range<usize>| is_within(quotations, range.start);
            let (mut speaks, mut reports) = (false, false);
            for (word, range) in sentence.plain.placed() {
                speaks |= SPEAKER.contains(&word) && !is_quoted(range);
                reports |= REPORTING.contains(&word) && !is_quoted(range);
            }
            if speaks {
                speaking.push(at);
            }
            reporting += usize::from(reports && !speaks);
        }
        if reporting > speaking.len() {
            speaking.clear();
        } else if speaking.is_empty() && (of_status || sentences.len() < SHORT || is_outage_report(sentences))
        {
            return Self::Everywhere;
        }
        let is_its_own = reporting * SPEAK_FOR_ONE <= speaking.len();
        if is_its_own && !speaking.is_empty() {
            return Self::Everywhere;
        }
        Self::In(speaking)
    }

    /// Whether the text speaks for the provider in the sentence `at`, or at most `away` sentences from it.
    pub fn is_near(&self, at: usize, away: usize) -> bool {
        match self {
            Self::Everywhere => true,
            Self::In(speaking) => {
                let after = speaking.partition_point(|speaks| speaks + away < at);
                speaking.get(after).is_some_and(|speaks| *speaks <= at + away)
            }
        }
    }
}

/// Whether the title over a text says that it is the report of an outage.
fn is_outage_report(sentences: &[Sentence]) -> bool {
    let Some(title) = sentences.first().filter(|first| first.heading) else { return false };
    let is_in = |words: &[&str]| title.plain.words().position(|word| words.contains(&word));
    is_in(OUTAGE).is_some()
        || is_in(INCIDENT).zip(is_in(REPORT)).is_some_and(|(incident, report)| incident < report)
}

/// So many bytes before a quotation are looked at for who says it.
const BRINGS_IN: usize = 300;

/// Those `quotations` of `text` that are the words of others: which a line brings in that ends with a colon or a comma
/// and tells that somebody says them, and not the writer.
pub(super) fn words_of_others(text: &str, mut quotations: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let brought_in = |quotation: &Range<usize>| {
        let before = text.get(..quotation.start).unwrap_or_default();
        let before = before
            .get(before.floor_char_boundary(before.len().saturating_sub(BRINGS_IN))..)
            .unwrap_or_default();
        let before = before.trim_end_matches(|letter: char| letter.is_whitespace() || letter == '>');
        let line = before.strip_suffix([':', ',']).and_then(|line| line.rsplit(['\n', '.']).next());
        line.is_some_and(|line| {
            let words = || line.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase);
            words().any(|word| REPORTING.contains(&word.as_str()))
                && !words().any(|word| SPEAKER.contains(&word.as_str()))
        })
    };
    quotations.retain(brought_in);
    quotations
}

/// Whether the byte `at` stands in one of these ranges, which are in order.
pub(super) fn is_within(ranges: &[Range<usize>], at: usize) -> bool {
    let behind = ranges.partition_point(|range| range.start <= at);
    behind.checked_sub(1).and_then(|last| ranges.get(last)).is_some_and(|range| at < range.end)
}

/// The bytes of `text` in quotation marks, in order. A quotation ends with its paragraph.
pub(super) fn quotations(text: &str) -> Vec<Range<usize>> {
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

    fn speaker(text: &str) -> Speaker {
        Speaker::of(&sentences(text, &Names::of("Acme Hosting", None)), &quotations(text), false)
    }

    #[test]
    fn a_statement_speaks_and_a_report_tells_what_others_said() {
        let statement =
            "We have patched the servers. OpenSSL is old, Mr. Park said. Acme Hosting was affected.";
        assert_eq!(speaker(statement), Speaker::In(vec![0, 2]));
        let report = "The bank was hit, it said on Monday. “We are sorry,” a spokesman told the paper.";
        assert_eq!(speaker(report), Speaker::In(Vec::new()));
        assert_eq!(speaker("According to the firm, \"our servers were patched\"."), Speaker::In(Vec::new()));
        assert_eq!(
            speaker("We are sorry. The list was open. It held names. They were read."),
            Speaker::Everywhere
        );
        assert_eq!(speaker("10:15 The fix is live on all nodes."), Speaker::Everywhere);
        assert_eq!(speaker("One flaw. Two flaws. Three flaws. Four flaws."), Speaker::In(Vec::new()));
    }

    #[test]
    fn an_outage_report_is_a_statement_where_nobody_speaks() {
        let flaws = "One flaw. Two flaws. Three flaws. Four flaws.";
        for title in ["Outage of the mail servers", "Post-mortem: DNS", "Incident report, 3 May"] {
            assert_eq!(speaker(&format!("# {title}\n\n{flaws}")), Speaker::Everywhere, "{title}");
        }
        for title in ["The largest incident of the year", "Report on flaws", "Flaws"] {
            assert_eq!(speaker(&format!("# {title}\n\n{flaws}")), Speaker::In(Vec::new()), "{title}");
        }
        assert_eq!(
            speaker(&format!("# Outage at the bank\n\n{flaws} It is down, a spokesman said.")),
            Speaker::In(Vec::new())
        );
        let of_status = |text: &str| {
            Speaker::of(&sentences(text, &Names::of("Acme Hosting", None)), &quotations(text), true)
        };
        assert_eq!(of_status(flaws), Speaker::Everywhere);
        assert_eq!(of_status(&format!("{flaws} It is down, the vendor said.")), Speaker::In(Vec::new()));
    }

    #[test]
    fn a_speaker_is_near_in_either_direction() {
        let speaker = Speaker::In(vec![3, 9]);
        let near: Vec<usize> = (0..14).filter(|at| speaker.is_near(*at, 1)).collect();
        assert_eq!(near, [2, 3, 4, 8, 9, 10]);
        assert!(!Speaker::In(Vec::new()).is_near(0, 5));
    }

    #[test]
    fn what_somebody_else_is_told_to_say_is_of_others() {
        let text = "The vendor says:\n\n> \"we have no evidence of misuse\"\n";
        let of_others = |text| words_of_others(text, quotations(text));
        assert_eq!(of_others(text).len(), 1);
        assert!(of_others("We said: \"the list was open\".").is_empty());
        assert!(of_others("Names are \"keys\" here.").is_empty());
    }

    #[test]
    fn a_byte_is_within_a_range_that_it_does_not_end() {
        let ranges = [2..4, 9..12];
        let within: Vec<usize> = (0..14).filter(|at| is_within(&ranges, *at)).collect();
        assert_eq!(within, [2, 3, 9, 10, 11]);
        assert!(!is_within(&[], 0));
    }

    #[test]
    fn a_quotation_that_is_not_closed_ends_with_its_line() {
        assert_eq!(quotations("a \"b\nc \"d\" e").first(), Some(&(7..9)));
    }
}
