//! What a page shows, in one linear pass and without a tree.

use std::cell::OnceCell;

use memchr::{memchr, memmem};

/// Most that is read of what a page shows, in bytes: a page that shows more is a document.
pub(super) const LITTLE: usize = 3000;
/// How far the markup is looked through, in bytes.
const MARKUP: usize = 512 * 1024;
/// Most of a title or a heading, in bytes.
const LINE: usize = 300;

/// Elements whose content is not shown. `noscript` is: it is what we are told.
const HIDDEN: [&str; 8] = ["script", "style", "template", "svg", "head", "iframe", "textarea", "select"];

/// The parts of a page that tell what it is; ASCII letters in lower case.
pub(super) struct Visible<'a> {
    /// The start of the markup, as it stands.
    start: &'a str,
    lower: OnceCell<String>,
    /// The title.
    pub(super) title: String,
    /// The first heading of the first rank.
    pub(super) heading: String,
    /// The start of what is shown.
    pub(super) text: String,
}

impl<'a> Visible<'a> {
    pub(super) fn of(page: &'a str) -> Self {
        let start = start(page, MARKUP);
        let line = |name| inside(start, name).map(|inner| shown(inner, LINE)).unwrap_or_default();
        let (title, heading) = (line("title"), line("h1"));
        Self { start, lower: OnceCell::new(), title, heading, text: shown(start, LITTLE) }
    }

    /// Whether the start of the markup holds `mark`, which is in lower case. Few pages are asked for one.
    pub(super) fn holds(&self, mark: &str) -> bool {
        let markup = self.lower.get_or_init(|| self.start.to_ascii_lowercase());
        memmem::find(markup.as_bytes(), mark.as_bytes()).is_some()
    }

    /// Whether the page holds an article and declares when it was published: no stand-in does.
    pub(super) fn is_dated_article(&self) -> bool {
        (self.holds("article:published_time") || self.holds("datepublished")) && self.holds("<article")
    }

    /// Whether the page shows less than that, in bytes.
    pub(super) fn is_short(&self, bytes: usize) -> bool {
        self.text.len() < bytes.min(LITTLE)
    }
}

fn start(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// What the first element of that name holds.
fn inside<'a>(markup: &'a str, name: &str) -> Option<&'a str> {
    let opens = |at: &usize| {
        let behind =
            markup.get(at + 1..).filter(|rest| begins(rest, name)).and_then(|rest| rest.get(name.len()..));
        behind.is_some_and(|rest| rest.starts_with(|next: char| next == '>' || next.is_whitespace()))
    };
    // Most tags begin with another letter.
    let tag = |letter: u8, to: usize| {
        let markup = markup.as_bytes().get(..to).unwrap_or_default();
        memmem::find_iter(markup, &[b'<', letter]).find(opens)
    };
    let letter = *name.as_bytes().first()?;
    let small = tag(letter, markup.len());
    let at = tag(letter.to_ascii_uppercase(), small.unwrap_or(markup.len())).or(small)?;
    let rest = markup.get(at + 1 + name.len()..)?;
    let inner = rest.get(memchr(b'>', rest.as_bytes())? + 1..)?;
    inner.get(..closing(inner, name).unwrap_or(inner.len()))
}

/// Whether `text` begins with `name`, which is in lower case.
fn begins(text: &str, name: &str) -> bool {
    text.as_bytes().get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name.as_bytes()))
}

/// Where the first end tag of that name stands.
fn closing(markup: &str, name: &str) -> Option<usize> {
    let is_its = |at: &usize| markup.get(at + 2..).is_some_and(|rest| begins(rest, name));
    memmem::find_iter(markup.as_bytes(), b"</").find(is_its)
}

/// The text of `markup` outside of tags and of what is hidden, white space folded, ASCII letters in lower case, about so many bytes.
fn shown(markup: &str, bytes: usize) -> String {
    let mut text = String::new();
    let mut rest = markup;
    while text.len() < bytes && !rest.is_empty() {
        let (words, tag) = rest.split_at(memchr(b'<', rest.as_bytes()).unwrap_or(rest.len()));
        for word in words.split_whitespace() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(start(word, bytes));
            if text.len() >= bytes {
                break;
            }
        }
        rest = behind(tag);
    }
    text.make_ascii_lowercase();
    for (reference, letter) in [
        ("&nbsp;", " "),
        ("&amp;", "&"),
        ("&#39;", "'"),
        ("&rsquo;", "'"),
        ("&#x27;", "'"),
        ("\u{2019}", "'"),
    ] {
        if text.contains(reference) {
            text = text.replace(reference, letter);
        }
    }
    text
}

/// What follows the tag, comment or hidden element that `markup` begins with.
fn behind(markup: &str) -> &str {
    let after =
        |end: Option<usize>, length: usize| end.and_then(|at| markup.get(at + length..)).unwrap_or_default();
    if markup.starts_with("<!--") {
        return after(memmem::find(markup.as_bytes(), b"-->"), 3);
    }
    let name = markup.get(1..).unwrap_or_default();
    let length = name.bytes().position(|letter| !letter.is_ascii_alphanumeric()).unwrap_or(name.len());
    let name = name.get(..length).unwrap_or_default();
    if let Some(hidden) = HIDDEN.iter().find(|hidden| hidden.eq_ignore_ascii_case(name)) {
        return after(closing(markup, hidden), 2 + name.len());
    }
    after(memchr(b'>', markup.as_bytes()), 1)
}
