//! A document as the adapters see it: decoded once, parsed at most once per form.

use std::cell::OnceCell;

use chrono::{DateTime, Utc};
use memchr::memmem;
use model::{Note, Role, SourceKind};
use scraper::Html;
use serde_json::Value;
use url::Url;

use crate::body::{Json, parse_json};

/// What is to be read: the bytes as received and what is known of them.
#[derive(Debug, Clone)]
pub struct Input<'a> {
    /// The address that the bytes are the representation of.
    pub url: &'a Url,
    /// `Content-Type`, as sent.
    pub content_type: Option<&'a str>,
    /// `Content-Encoding`, as sent; `None` where the body is plain.
    pub content_encoding: Option<&'a str>,
    /// `Last-Modified`, as sent.
    pub last_modified: Option<&'a str>,
    /// The body as received.
    pub body: &'a [u8],
    /// When it was fetched: the newest time that a year-less date in it can have. Never a publication time.
    pub fetched_at: Option<DateTime<Utc>>,
    /// What part the address plays, where it is known.
    pub role: Option<Role>,
    /// What kind of source led to it, where it is known.
    pub source: Option<SourceKind>,
    /// CSS selector of the links to posts, from the seed.
    pub link_selector: Option<&'a str>,
}

/// A decoded document. Its text is UTF-8; spans in an extraction are byte ranges of it.
pub struct Document<'a> {
    /// What it was made from.
    pub input: Input<'a>,
    /// The body after content decoding.
    pub bytes: std::borrow::Cow<'a, [u8]>,
    /// The text after character decoding.
    pub text: String,
    /// What went wrong on the way.
    pub notes: Vec<Note>,
    /// Whether the bytes are no text that we can read: `text` is empty then, and a note says why.
    pub is_unreadable: bool,
    html: OnceCell<Option<Html>>,
    json: OnceCell<Json>,
}

impl<'a> Document<'a> {
    /// Decodes the body of `input`.
    pub fn decode(input: Input<'a>) -> Self {
        let mut notes = Vec::new();
        let bytes = crate::body::decode_content(input.body, input.content_encoding, &mut notes);
        let top_level = input.url.domain().and_then(|domain| domain.rsplit('.').next());
        let coded = notes.iter().any(|note| note.code == crate::body::UNKNOWN_CODING);
        let mut text = String::new();
        if !coded {
            text = crate::body::decode_text_of(&bytes, input.content_type, top_level, &mut notes);
        }
        let noise = crate::body::is_noise(&bytes, &text);
        if noise {
            text.clear();
            notes.push(Note::new("binary", "the body is no text, whatever it is served as"));
        }
        let is_unreadable = coded || noise;
        Self { input, bytes, text, notes, is_unreadable, html: OnceCell::new(), json: OnceCell::new() }
    }

    /// The document's address.
    pub fn url(&self) -> &Url {
        self.input.url
    }

    /// The document as an HTML tree; `None` where it is longer or nested deeper than we parse
    /// (html5ever takes time quadratic in the depth). Parsed at most once.
    pub fn html(&self) -> Option<&Html> {
        self.html.get_or_init(|| crate::body::parse_html(&self.text)).as_ref()
    }

    /// The document as JSON, where it is and its tree is not too large. Parsed at most once.
    pub fn json(&self) -> Option<&Value> {
        match self.as_json() {
            Json::Tree(value) => Some(value),
            Json::TooLarge | Json::Other => None,
        }
    }

    /// Whether the document is JSON of which we hold no tree, since it would take too much memory.
    pub(crate) fn is_too_large(&self) -> bool {
        *self.as_json() == Json::TooLarge
    }

    fn as_json(&self) -> &Json {
        self.json.get_or_init(|| {
            let text = self.text.trim_start_matches('\u{feff}').trim_start();
            if text.starts_with(['{', '[']) { parse_json(text) } else { Json::Other }
        })
    }

    /// Whether the text holds these words somewhere. Several adapters ask that of every page, and most pages hold
    /// none of their marks: the search is one that reads many bytes at a time.
    pub fn holds(&self, words: &str) -> bool {
        memmem::find(self.text.as_bytes(), words.as_bytes()).is_some()
    }

    /// The first non-blank characters, to guess the form cheaply.
    pub fn head(&self) -> &str {
        let text = self.text.trim_start_matches('\u{feff}').trim_start();
        let end = text.char_indices().nth(1024).map_or(text.len(), |(at, _)| at);
        text.get(..end).unwrap_or(text)
    }

    /// The type of the document, where the server says that it is for programs or for saving: an error page in the place
    /// of a feed, or a download. Browsers show neither as a page (WHATWG MIME Sniffing, section 7).
    pub(crate) fn served_as_no_page(&self) -> Option<&'a str> {
        const NO_PAGES: [&str; 6] = ["image/", "audio/", "video/", "font/", "model/", "multipart/"];
        const PAGES: [&str; 4] =
            ["application/xhtml+xml", "application/xml", "application/unknown", "application/text"];
        let declared = self.input.content_type?;
        let kind = declared.split(';').next()?.trim();
        let lower = kind.to_ascii_lowercase();
        let is_none = NO_PAGES.iter().any(|start| lower.starts_with(start))
            || lower.starts_with("application/")
                && !lower.contains("html")
                && !PAGES.contains(&lower.as_str());
        is_none.then_some(kind)
    }
}
