//! A time that may be the page's, and how much speaks for it.

use chrono::NaiveDate;
use memchr::memmem;
use model::{Candidate, Note, Span, Stamp, StampRole};

use super::labels::Label;

/// How much a rule's word counts; the highest one is picked. The order is what was measured on pages
/// whose publishers state the truth elsewhere.
///
/// | weight | rule |
/// |---|---|
/// | 100 | JSON-LD that says that it is of the page's article |
/// | 96 | a label on the page (`Updated: …`), for the updated time |
/// | 95 | microdata of the page's article |
/// | 90 | `meta` with a name for just this time |
/// | 84 | a label on the page (`Published: …`) |
/// | 82 | a line near the headline that speaks of an update of something |
/// | 80 | `time` marked as the publication time |
/// | 76 | a byline or `Posted on …` |
/// | 74 | the first line of a history of changes, where no date stands beside the headline |
/// | 72 | the day in the address |
/// | 70 | `time` near the headline |
/// | 66 | `meta` with a name that may mean another time |
/// | 65 | JSON-LD of an article that does not say whose it is |
/// | 60 | a date alone on a line near the headline |
/// | 67 | a label that is a line of its own behind the beginning of the text, where no date stands beside the headline |
/// | 56 | another label among the words of the post, or behind them |
/// | 48–52 | a date without a label there |
/// | 58 | the state that a page hands to its scripts, only for the day that another place names |
/// | 40 | a date line that opens the text |
/// | 10–30 | last resort: only where nothing above is there |
/// | 0 | never picked: kept as evidence only |
pub(super) mod weight {
    /// JSON-LD of the page's article.
    pub(in super::super) const LINKED: u32 = 100;
    /// A label for the updated time.
    pub(in super::super) const LABEL_UPDATED: u32 = 96;
    /// Microdata.
    pub(in super::super) const MICRODATA: u32 = 95;
    /// A line near the headline that speaks of an update, of whatever it is.
    pub(in super::super) const LINE_UPDATED: u32 = 82;
    /// A `meta` of unmistakable name.
    pub(in super::super) const META: u32 = 90;
    /// A label for the publication time.
    pub(in super::super) const LABEL_PUBLISHED: u32 = 84;
    /// A marked `time`.
    pub(in super::super) const TIME_MARKED: u32 = 80;
    /// A byline.
    pub(in super::super) const BYLINE: u32 = 76;
    /// The address.
    pub(in super::super) const ADDRESS: u32 = 72;
    /// A `time` near the headline.
    pub(in super::super) const TIME_NEAR: u32 = 70;
    /// A `meta` of a name with several meanings.
    pub(in super::super) const META_VAGUE: u32 = 66;
    /// JSON-LD that does not say whose it is.
    pub(in super::super) const LINKED_UNSAID: u32 = 65;
    /// A date alone on a line.
    pub(in super::super) const LINE: u32 = 60;
    /// The first line of a history of changes.
    pub(in super::super) const FIRST_LINE: u32 = 74;
    /// A label that is a line of its own behind the beginning of the text.
    pub(in super::super) const LABEL_ALONE: u32 = 67;
    /// Another label there, or one beside whose page there is a date at the headline.
    pub(in super::super) const LABEL_IN_TEXT: u32 = 56;
    /// A `time` without a label there.
    pub(in super::super) const TIME_IN_TEXT: u32 = 52;
    /// A date alone on a line there.
    pub(in super::super) const LINE_IN_TEXT: u32 = 48;
    /// The state that a page hands to its scripts.
    pub(in super::super) const STATE: u32 = 58;
    /// A date line.
    pub(in super::super) const DATE_LINE: u32 = 40;
    /// Only where there is nothing else.
    pub(in super::super) const LAST_RESORT: u32 = 20;
    /// Evidence only.
    pub(in super::super) const NEVER: u32 = 0;
}

/// A time that may be the page's.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) role: StampRole,
    pub(super) stamp: Stamp,
    pub(super) weight: u32,
    /// The other days of its line that name their year, and what the words before them say of them; kept where it
    /// names none itself.
    pub(super) beside: Vec<(Option<Label>, NaiveDate)>,
    /// Whether nothing says that it is of the page: the most probable time, if there is no other, and no certain one.
    pub(super) is_doubtful: bool,
}

impl Found {
    pub(super) fn new(role: StampRole, stamp: Stamp, weight: u32) -> Self {
        Self { role, stamp, weight, beside: Vec::new(), is_doubtful: false }
    }

    /// The same, where nothing but its place speaks for it.
    pub(super) fn doubtful(self) -> Self {
        Self { is_doubtful: true, ..self }
    }
}

/// The times of a page.
#[derive(Debug, Default)]
pub(in super::super) struct Times {
    /// When it was published.
    pub(in super::super) published: Option<Stamp>,
    /// When it was last updated.
    pub(in super::super) updated: Option<Stamp>,
    /// The day from which on it stood: that of its publication where that is certain, else that of its address.
    pub(in super::super) since: Option<NaiveDate>,
    /// Everything that was found.
    pub(in super::super) candidates: Vec<Candidate>,
    /// What cannot be as it is declared.
    pub(in super::super) notes: Vec<Note>,
}

/// Where `raw` stands in `text`: behind `anchor` where that is given and `raw` follows it within 200
/// bytes, else at its first place from `from`, else at its first place.
pub(in super::super) fn place(text: &str, raw: &str, anchor: Option<&str>, from: usize) -> Option<Span> {
    if raw.is_empty() {
        return None;
    }
    let wanted = memmem::Finder::new(raw);
    let find = |from: usize, to: usize| Some(from + wanted.find(text.as_bytes().get(from..to)?)?);
    let behind = anchor.and_then(|anchor| {
        memmem::find_iter(text.as_bytes(), anchor)
            .take(16)
            .find_map(|at| find(at, (at + anchor.len() + 200).min(text.len())))
    });
    let start =
        behind.or_else(|| find(from, text.len())).or_else(|| find(0, (from + raw.len()).min(text.len())))?;
    Some(Span { start, end: start + raw.len() })
}
