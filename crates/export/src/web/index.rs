//! The index of captures (CDXJ) and the list of pages (`pages.jsonl`) of a WACZ file.

use chrono::SecondsFormat;
use serde_json::json;
use store::CaptureLine;

use super::surt::surt;

/// An index that grows capture by capture. It is sorted in memory: some 300 bytes for each capture.
#[derive(Debug, Default)]
pub(crate) struct Index {
    lines: Vec<String>,
    pages: Vec<String>,
}

impl Index {
    /// Takes a capture whose record stands at `offset` of the file. That a server said 304 is no page to be shown: replay tools would answer with an empty one, so that they are led
    /// to the capture that stood then.
    pub(crate) fn add(&mut self, capture: &CaptureLine, file: &str, offset: u64) {
        if capture.kind == "not-modified" {
            return;
        }
        // What stands behind `#` is never sent, and no replay tool looks it up.
        let url = capture.target_uri.split('#').next().unwrap_or_default();
        let media = media_type(capture.content_type.as_deref());
        let revisit = capture.kind != "response";
        let line = json!({
            "url": url,
            "mime": if revisit { "warc/revisit" } else { media },
            "status": capture.status.to_string(),
            "digest": capture.payload_digest,
            "length": capture.length.to_string(),
            "offset": offset.to_string(),
            "filename": file,
        });
        let stamp = capture.fetched_at.format("%Y%m%d%H%M%S");
        self.lines.push(format!("{} {stamp} {line}\n", surt(url)));
        let html = matches!(media, "text/html" | "application/xhtml+xml");
        if !revisit && capture.status == 200 && html {
            let page = json!({
                "id": format!("{:06}", self.pages.len() + 1),
                "url": url,
                "ts": capture.fetched_at.to_rfc3339_opts(SecondsFormat::Secs, true),
                "title": capture.title.as_deref().unwrap_or(url),
            });
            self.pages.push(format!("{page}\n"));
        }
    }

    /// The CDXJ lines, sorted by bytes.
    pub(crate) fn cdxj(&mut self) -> String {
        self.lines.sort_unstable();
        self.lines.concat()
    }

    /// The lines of `pages.jsonl`.
    pub(crate) fn pages(&self) -> String {
        let head = json!({ "format": "json-pages-1.0", "id": "pages", "title": "All pages" });
        format!("{head}\n{}", self.pages.concat())
    }
}

fn media_type(content_type: Option<&str>) -> &str {
    let media = content_type.and_then(|text| text.split(';').next()).map(str::trim).unwrap_or_default();
    if media.is_empty() { "unk" } else { media }
}
