//! How the tests read a document.

use model::{Extraction, Link, LinkRel, Role, SourceKind, Stamp};
use url::Url;

use crate::{Input, extract};

/// A document as the tests give it.
pub(super) struct Given<'a> {
    pub url: &'a str,
    pub content_type: &'a str,
    pub body: &'a [u8],
    pub source: Option<SourceKind>,
    pub role: Option<Role>,
    pub link_selector: Option<&'a str>,
}

/// A document at an address, found by a listing of a blog.
pub(super) fn at<'a>(url: &'a str, body: &'a str) -> Given<'a> {
    Given {
        url,
        content_type: "",
        body: body.as_bytes(),
        source: Some(SourceKind::Blog),
        role: Some(Role::Listing),
        link_selector: None,
    }
}

impl Given<'_> {
    /// Reads it, as fetched on 10 January 2014.
    pub fn read(&self) -> Extraction {
        let url = Url::parse(self.url).unwrap();
        extract(Input {
            url: &url,
            content_type: (!self.content_type.is_empty()).then_some(self.content_type),
            content_encoding: None,
            last_modified: None,
            body: self.body,
            fetched_at: Some("2014-01-10T12:00:00Z".parse().unwrap()),
            role: self.role,
            source: self.source,
            link_selector: self.link_selector,
        })
    }

    /// The same document from a status source.
    pub fn of_status(mut self) -> Self {
        self.source = Some(SourceKind::Status);
        self
    }
}

/// The instant of a stamp, or its wall clock.
pub(super) fn time(stamp: Option<&Stamp>) -> String {
    let Some(stamp) = stamp else { return String::new() };
    match stamp.instant() {
        Some(instant) => instant.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        None => stamp.local_iso(),
    }
}

/// The addresses of one relation.
pub(super) fn leads(links: &[Link], rel: LinkRel) -> Vec<&str> {
    links.iter().filter(|link| link.rel == rel).map(|link| link.url.as_str()).collect()
}

/// The codes of the notes.
pub(super) fn notes(extraction: &Extraction) -> Vec<&str> {
    extraction.notes.iter().map(|note| note.code.as_str()).collect()
}
