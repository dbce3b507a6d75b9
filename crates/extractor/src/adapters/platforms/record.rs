//! One update as a platform's JSON writes it: the fields differ in name only.

use model::{Stamp, Update};
use serde_json::Value;

use crate::adapters::fragment::words;
use crate::adapters::json::{owned, text};
use crate::adapters::statement::{moment, stamp, update};
use crate::dates::DateContext;

/// Under which names a platform writes what an update has. Empty: it does not.
pub(super) struct Names {
    /// The platform, for the source of a time.
    pub platform: &'static str,
    /// The id of the update.
    pub id: &'static str,
    /// The status.
    pub status: &'static str,
    /// When the provider says that it was said.
    pub claimed: &'static str,
    /// When the record was made.
    pub recorded: &'static str,
    /// When the record was last edited.
    pub edited: &'static str,
    /// The words: plain text or HTML.
    pub text: &'static str,
}

impl Names {
    /// The update in `record`.
    pub fn read(&self, record: &Value, context: &DateContext) -> Update {
        let claimed = self.time(record, self.claimed, context);
        let said = words(text(record, self.text).unwrap_or_default());
        let mut update = update(owned(record, self.status), claimed, said);
        if let Some(id) = text(record, self.id) {
            id.clone_into(&mut update.key);
        }
        update.recorded = self.time(record, self.recorded, context);
        update.edited = self.time(record, self.edited, context);
        update
    }

    /// The time in a field.
    pub fn time(&self, record: &Value, field: &str, context: &DateContext) -> Option<Stamp> {
        stamp(text(record, field), context, &format!("{}:{field}", self.platform))
    }
}

/// Takes back the status of an incident's opening statement where there are `later` ones, and where the record was changed since
/// it was made: each update writes its status over that of the incident, and nobody knows what it was at first.
pub(super) fn opened(opening: &mut Update, later: bool) {
    let changed = opening.recorded.as_ref().zip(opening.edited.as_ref());
    if later || changed.is_some_and(|(made, edited)| moment(edited) > moment(made)) {
        opening.status = None;
    }
}
