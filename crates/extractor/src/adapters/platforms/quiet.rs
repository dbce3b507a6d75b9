//! Lists that are empty where nothing is wrong. An empty list has no shape to be told by: it is known by its address.

use model::{Extraction, SourceKind};
use serde_json::Value;

use crate::adapters::adapter::Adapter;
use crate::adapters::statement::status_extraction;
use crate::document::Document;

pub(super) const ADAPTER: Adapter = Adapter { name: "status-quiet", read };

/// Platforms that answer with a bare list: at which host, and how the path ends.
const LISTS: [(&str, &str, &str); 4] = [
    ("aws", "health.aws.amazon.com", "/public/currentevents"),
    ("slack", "slack-status.com", "/history"),
    ("google-cloud", "status.cloud.google.com", "/incidents.json"),
    ("google-cloud", "www.google.com", "/appsstatus/dashboard/incidents.json"),
];

/// Paths that no other platform has: a mirror of the list has them as well, where a source of status led to it.
const PATHS: [(&str, &str); 2] = [("aws", "/public/currentevents"), ("slack", "/api/v2.0.0/history")];

/// Reads an empty list as a status page without incidents.
fn read(document: &Document<'_>) -> Option<Extraction> {
    let platform = match document.json()? {
        Value::Array(list) if list.is_empty() => of_list(document)?,
        Value::Object(fields) => {
            // Cachet 3. Others page their lists like this as well.
            let is_empty = |name| fields.get(name).and_then(Value::as_array).is_some_and(Vec::is_empty);
            let pages = fields.get("links").is_some_and(Value::is_object)
                && fields.get("meta").is_some_and(|meta| meta.get("per_page").is_some());
            let here = is_of_status(document) && document.url().path().ends_with("/api/incidents");
            (is_empty("data") && pages && here).then_some("cachet")?
        }
        _ => return None,
    };
    Some(status_extraction(platform, Vec::new()))
}

fn of_list(document: &Document<'_>) -> Option<&'static str> {
    let (host, path) = (document.url().host_str()?, document.url().path());
    let known = LISTS.iter().find(|(_, at, end)| host == *at && path.ends_with(end));
    let like = || PATHS.iter().find(|(_, end)| is_of_status(document) && path.ends_with(end));
    known.map(|(platform, ..)| *platform).or_else(|| Some(like()?.0))
}

fn is_of_status(document: &Document<'_>) -> bool {
    document.input.source == Some(SourceKind::Status)
}
