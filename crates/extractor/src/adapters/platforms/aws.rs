//! AWS Health, `public/currentevents`: the open events of all regions.

use model::{Extraction, Post, Update};
use serde_json::Value;

use crate::adapters::adapter::Adapter;
use crate::adapters::fragment::words;
use crate::adapters::json::{has, list, owned, text};
use crate::adapters::statement::{POST_LIMIT, concern, incident, status_extraction, update};
use crate::dates;
use crate::document::Document;

const PLATFORM: &str = "aws";

pub(super) const ADAPTER: Adapter = Adapter { name: "aws-health", read };

/// Reads a list of events. An event has no page of its own: its ARN names it.
fn read(document: &Document<'_>) -> Option<Extraction> {
    let events = document.json()?.as_array()?;
    if !events.first().is_some_and(|event| has(event, &["arn", "event_log", "service"])) {
        return None;
    }
    Some(status_extraction(PLATFORM, events.iter().take(POST_LIMIT).filter_map(event).collect()))
}

fn event(event: &Value) -> Option<Post> {
    let mut updates: Vec<Update> = list(event, "event_log").iter().map(logged).collect();
    let service = owned(event, "service_name").or_else(|| owned(event, "service"));
    concern(&mut updates, service.as_slice());
    let title = match (text(event, "summary"), text(event, "region_name")) {
        (Some(summary), Some(region)) => Some(format!("{summary} ({region})")),
        (summary, _) => summary.map(str::to_owned),
    };
    Some(incident(owned(event, "arn")?, None, title, updates, Vec::new()))
}

/// One message. Its time is a number of seconds; its status a number from 0 to 3.
fn logged(entry: &Value) -> Update {
    let seconds = entry.get("timestamp").map(written);
    let claimed = seconds.and_then(|seconds| dates::parse_epoch(&seconds, "aws:event_log/timestamp"));
    let said = words(text(entry, "message").unwrap_or_default());
    update(entry.get("status").map(written), claimed, said)
}

fn written(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
