//! What people said, kept beside what was fetched: which sources to follow, which posts are one, how texts were coded. None of
//! it can be read out of pages, so that an archive without it does not give the whole database again.
//!
//! Each time stands in a file of its own, `<prefix>-people-<UTC time>-...`, so that the newest is found without reading the
//! archive: a `warcinfo` record and a `metadata` record with the target `urn:trail:people` and all that was said as JSON.

use std::path::Path;

use chrono::{DateTime, Utc};

use crate::member::{Draft, Packer};
use crate::{ArchiveError, read_segment};

/// What stands in the name of such a file behind the prefix.
const NAME: &str = "people";

/// `WARC-Target-URI` of such a record.
const TARGET: &str = "urn:trail:people";

/// First part of the name of such a file.
pub(crate) fn prefix_of(prefix: &str) -> String {
    format!("{prefix}-{NAME}")
}

/// Whether a segment of that name holds what people said.
pub(crate) fn is_of_people(name: &str, prefix: &str) -> bool {
    name.strip_prefix(&prefix_of(prefix)).is_some_and(|rest| rest.starts_with('-'))
}

/// The record, a gzip member.
pub(crate) fn record(said: Vec<u8>, now: DateTime<Utc>) -> std::io::Result<Vec<u8>> {
    let mut member = Vec::new();
    let draft = Draft::new("metadata", now, "application/json", said).with("WARC-Target-URI", TARGET);
    draft.write(&mut Packer::new(), &mut member)?;
    Ok(member)
}

/// To the second when a file of that name was begun: files of one second stand in no order.
pub(crate) fn begun<'a>(name: &'a str, prefix: &str) -> &'a str {
    let rest = name.strip_prefix(&prefix_of(prefix)).unwrap_or_default();
    rest.trim_start_matches('-').split('-').next().unwrap_or_default()
}

/// What people said, as JSON, and when.
pub(crate) type Said = (DateTime<Utc>, Vec<u8>);

/// What the segment at `path` holds of it; `None` where nothing whole stands there.
///
/// # Errors
/// Where the file cannot be opened.
pub(crate) fn read(path: &Path) -> Result<Option<Said>, ArchiveError> {
    let mut records = read_segment(path)?.filter_map(Result::ok).map(|(_, record)| record);
    let found = records.find(|record| {
        record.kind() == "metadata" && record.target_uri() == Some(TARGET) && record.is_intact()
    });
    Ok(found.and_then(|record| Some((record.date()?, record.block))))
}
