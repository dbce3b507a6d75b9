//! Reads one document as the line would.

use chrono::{DateTime, Utc};
use extractor::{Document, Input};
use model::{DocumentKind, Extraction, Note, Role, SourceKind};
use url::Url;

use crate::peek::Seen;
use crate::reading::{guarded, nothing, on_deep_stack};

/// A document, and what was read in it.
pub struct Preview {
    /// The address that the bytes are of.
    pub url: Url,
    /// As which kind of source it was read.
    pub kind: SourceKind,
    /// How it was fetched; `None` for a file.
    pub fetched: Option<Fetched>,
    /// The decoded text; spans are of it.
    pub text: String,
    /// What was read.
    pub extraction: Extraction,
}

/// How a document was fetched.
pub struct Fetched {
    /// The address that was asked for.
    pub asked: Url,
    /// Where it moved to, in order: redirects and moves to other origins.
    pub moves: Vec<Url>,
    /// What the look came to.
    pub words: String,
    /// The status of the last answer.
    pub status: Option<u16>,
    /// Its `Content-Type`.
    pub content_type: Option<String>,
    /// Its size as sent, in bytes.
    pub size: usize,
    /// The line of robots.txt that decided.
    pub robots_line: Option<String>,
}

/// A page that leads to fewer posts is taken for a post itself, where nobody says what it is.
const FEW: usize = 3;

/// The kind of source that an address looks like, where nobody says: a security.txt, a status page by the
/// name of its host, else something that lists posts.
pub fn expected(url: &Url) -> SourceKind {
    let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
    match () {
        () if url.path().ends_with("/security.txt") => SourceKind::SecurityTxt,
        () if host.contains("status") => SourceKind::Status,
        () => SourceKind::Blog,
    }
}

impl Preview {
    /// What the line would read in a file.
    ///
    /// # Errors
    /// When the runtime shuts down meanwhile.
    pub async fn of_file(
        url: Url,
        kind: Option<SourceKind>,
        content_type: Option<String>,
        selector: Option<String>,
        body: Vec<u8>,
    ) -> anyhow::Result<Self> {
        let head = Head { content_type, selector, ..Head::default() };
        read(url, kind, None, head, body).await
    }

    /// What the line would read in the answer of a look. Where there is no content, nothing is read and a
    /// note says why.
    ///
    /// # Errors
    /// When the runtime shuts down meanwhile.
    pub async fn of_look(
        seen: &Seen,
        kind: Option<SourceKind>,
        selector: Option<String>,
    ) -> anyhow::Result<Self> {
        let url = seen.url().clone();
        let response = seen.response();
        let header = |name| response.and_then(|response| response.header(name)).map(str::to_owned);
        let redirects = seen.exchange.hops.iter().skip(1).map(|hop| hop.url.clone());
        let fetched = Fetched {
            asked: seen.asked.clone(),
            moves: seen.moves.iter().cloned().chain(redirects).collect(),
            words: seen.words(),
            status: response.map(|response| response.status),
            content_type: header("content-type"),
            size: response.map_or(0, |response| response.body.len()),
            robots_line: seen.exchange.robots.as_ref().and_then(|verdict| verdict.line.clone()),
        };
        let Some(response) = seen.content() else {
            let mut extraction = nothing(DocumentKind::Unparsed);
            extraction.notes.push(Note::new("no-content", seen.words()));
            let kind = kind.unwrap_or_else(|| expected(&url));
            return Ok(Self { url, kind, fetched: Some(fetched), text: String::new(), extraction });
        };
        let head = Head {
            content_type: header("content-type"),
            content_encoding: header("content-encoding"),
            last_modified: header("last-modified"),
            selector,
            fetched_at: seen.exchange.hops.last().map(|hop| hop.started_at),
        };
        read(url, kind, Some(fetched), head, response.body.to_vec()).await
    }

    /// Whether the document was one that is read.
    pub fn found_something(&self) -> bool {
        self.extraction.kind != DocumentKind::Unparsed
    }

    /// Whether it holds a post, an entry or a link.
    pub fn holds_something(&self) -> bool {
        let found = &self.extraction;
        !found.posts.is_empty()
            || !found.entries.is_empty()
            || !found.links.is_empty()
            || !found.records.is_empty()
    }
}

/// What is known of a body beside its bytes.
#[derive(Default)]
struct Head {
    content_type: Option<String>,
    content_encoding: Option<String>,
    last_modified: Option<String>,
    selector: Option<String>,
    fetched_at: Option<DateTime<Utc>>,
}

async fn read(
    url: Url,
    asked: Option<SourceKind>,
    fetched: Option<Fetched>,
    head: Head,
    body: Vec<u8>,
) -> anyhow::Result<Preview> {
    let of = url.clone();
    let (kind, text, extraction) = on_deep_stack(move || {
        let input = |kind| Input {
            url: &of,
            content_type: head.content_type.as_deref(),
            content_encoding: head.content_encoding.as_deref(),
            last_modified: head.last_modified.as_deref(),
            body: &body,
            fetched_at: head.fetched_at,
            role: Some(if kind == SourceKind::Page { Role::Post } else { Role::Listing }),
            source: Some(kind),
            link_selector: head.selector.as_deref(),
        };
        let read = |kind| guarded(|| extractor::extract(input(kind)));
        let mut kind = asked.unwrap_or_else(|| expected(&of));
        let mut extraction = read(kind);
        let few = extraction.kind == DocumentKind::Listing && extraction.entries.len() < FEW;
        if asked.is_none() && few {
            kind = SourceKind::Page;
            extraction = read(kind);
        }
        (kind, Document::decode(input(kind)).text, extraction)
    })
    .await?;
    Ok(Preview { url, kind, fetched, text, extraction })
}
