//! What all readers of records share: events with their time, its precision and its trust.

use chrono::Timelike;
use model::{Certainty, DocumentKind, Extraction, Note, Precision, RecordEvent, RecordKind, Stamp, Trust};
use serde_json::Value;

use crate::adapters::json::text;
use crate::adapters::statement::stamp;
use crate::dates::DateContext;

/// One document gives no more events than this.
const EVENT_LIMIT: usize = 20_000;

/// Events of one document, all of one authority.
pub(super) struct Events<'a> {
    authority: &'static str,
    context: &'a DateContext,
    found: Vec<RecordEvent>,
    /// Whether the limit was reached.
    cut: bool,
}

/// What an event is, before its time is read.
#[derive(Clone, Copy)]
pub(super) struct What<'a> {
    /// The CVE, GHSA or advisory id.
    pub id: &'a str,
    /// What happened.
    pub kind: RecordKind,
    /// How far its time can be trusted.
    pub trust: Trust,
    /// In words.
    pub label: &'a str,
}

impl<'a> Events<'a> {
    /// No events yet, of `authority` (a name in kebab case).
    pub fn new(authority: &'static str, context: &'a DateContext) -> Self {
        Self { authority, context, found: Vec::new(), cut: false }
    }

    /// Adds the event whose time stands in a field, where it can be read. `rule` is the rule and the place.
    pub fn field(&mut self, what: What<'_>, value: &Value, field: &str, rule: &str) {
        if let Some(written) = text(value, field) {
            self.written(what, written, rule);
        }
    }

    /// Adds the event whose time is written so.
    pub fn written(&mut self, what: What<'_>, written: &str, rule: &str) {
        if let Some(time) = stamp(Some(written), self.context, rule) {
            self.at(what, time);
        }
    }

    /// The same for a field in which midnight only means the day.
    pub fn day(&mut self, what: What<'_>, value: &Value, field: &str, rule: &str) {
        if let Some(time) = stamp(text(value, field), self.context, rule) {
            self.at(what, day_of(time));
        }
    }

    /// Adds an event whose time is read. Each event is kept once.
    pub fn at(&mut self, what: What<'_>, time: Stamp) {
        let event = RecordEvent {
            identifier: what.id.trim().to_owned(),
            authority: self.authority.to_owned(),
            kind: what.kind,
            trust: what.trust,
            label: what.label.trim().chars().take(200).collect(),
            time,
        };
        let usable = !event.identifier.is_empty() && event.identifier.len() <= 100;
        match usable && !self.found.contains_recent(&event) {
            true if self.found.len() < EVENT_LIMIT => self.found.push(event),
            true => self.cut = true,
            false => {}
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The events, put into the document's extraction.
    pub fn put_into(self, extraction: &mut Extraction) {
        if self.cut {
            let detail = format!("more than {EVENT_LIMIT} events; the rest is left out");
            extraction.notes.push(Note::new("events-cut", detail));
        }
        extraction.records = self.found;
    }

    /// An extraction that holds these events and nothing else. Where there is none, it says so.
    pub fn alone(self) -> Extraction {
        let mut extraction = crate::extract::empty(DocumentKind::Record);
        if self.is_empty() {
            let detail = format!("a document of {} that states no time", self.authority);
            extraction.notes.push(Note::new("no-times", detail));
        }
        self.put_into(&mut extraction);
        extraction
    }
}

/// Looks back over what was just added, so that a long list takes time in proportion to its length.
trait Recent {
    fn contains_recent(&self, event: &RecordEvent) -> bool;
}

impl Recent for Vec<RecordEvent> {
    fn contains_recent(&self, event: &RecordEvent) -> bool {
        self.iter().rev().take(100).any(|known| known == event)
    }
}

/// Midnight in UTC in a field that records fill with a date only is that day, not an instant.
pub(super) fn day_of(mut time: Stamp) -> Stamp {
    let midnight = time.local.num_seconds_from_midnight() == 0 && time.local.nanosecond() == 0;
    if time.precision > Precision::Day && midnight && time.offset_s.is_none_or(|offset| offset == 0) {
        time.precision = Precision::Day;
        if time.certainty == Certainty::Stated {
            time.certainty = Certainty::Inferred;
        }
    }
    time
}

/// Whether a text is a CVE id.
pub(super) fn is_cve(id: &str) -> bool {
    let mut parts = id.split('-');
    let digits = |part: Option<&str>, least: usize| {
        part.is_some_and(|it| {
            it.len() >= least && it.len() <= 19 && it.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    parts.next().is_some_and(|start| start.eq_ignore_ascii_case("CVE"))
        && digits(parts.next(), 4)
        && digits(parts.next(), 4)
        && parts.next().is_none()
}
