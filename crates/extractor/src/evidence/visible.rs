//! What a page shows, in one linear pass and without a tree.

use memchr::memmem;

/// Most that is read of what a page shows, in bytes: a page that shows more is a document.
pub(super) const LITTLE: usize = 3000;
/// How far the markup is looked through, in bytes.
const MARKUP: usize = 512 * 1024;
/// Most of a title or a heading, in bytes.
const LINE: usize = 300;

/// Elements whose content is not shown. `noscript` is: it is what we are told.
const HIDDEN: [&str; 8] = ["script", "style", "template", "svg", "head", "iframe", "textarea", "select"];

/// The parts of a page that tell what it is; ASCII letters in lower case.
pub(super) struct Visible {
    /// The start of the markup.
    pub(super) markup: String,
    /// The title.
    pub(super) title: String,
    /// The first heading of the first rank.
    pub(super) heading: String,
    /// The start of what is shown.
    pub(super) text: String,
}

impl Visible {
    pub(super) fn of(page: &str) -> Self {
        let markup = start(page, MARKUP).to_ascii_lowercase();
        let line = |name| inside(&markup, name).map(|inner| shown(inner, LINE)).unwrap_or_default();
        let (title, heading) = (line("title"), line("h1"));
        let text = shown(&markup, LITTLE);
        Self { markup, title, heading, text }
    }

    /// Whether the page holds an article and declares when it was published: no stand-in does.
    pub(super) fn is_dated_article(&self) -> bool {
        let holds = |mark: &str| memmem::find(self.markup.as_bytes(), mark.as_bytes()).is_some();
        (holds("article:published_time") || holds("datepublished")) && holds("<article")
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
    let mut rest = markup;
    let opening = format!("<{name}");
    let opening = memmem::Finder::new(&opening);
    loop {
        rest = rest.get(opening.find(rest.as_bytes())? + 1 + name.len()..)?;
        if rest.starts_with(|next: char| next == '>' || next.is_whitespace()) {
            let inner = rest.get(rest.find('>')? + 1..)?;
            let closing = format!("</{name}");
            let end = memmem::find(inner.as_bytes(), closing.as_bytes());
            return inner.get(..end.unwrap_or(inner.len()));
        }
    }
}

/// The text of `markup` outside of tags and of what is hidden, white space folded, about so many bytes.
fn shown(markup: &str, bytes: usize) -> String {
    let mut text = String::new();
    let mut rest = markup;
    while text.len() < bytes && !rest.is_empty() {
        let (words, tag) = rest.split_at(memchr::memchr(b'<', rest.as_bytes()).unwrap_or(rest.len()));
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
    let length = name.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(name.len());
    let name = name.get(..length).unwrap_or_default();
    if HIDDEN.contains(&name) {
        let mut ends = memmem::find_iter(markup.as_bytes(), b"</");
        let is_own = |at: &usize| markup.get(at + 2..).is_some_and(|rest| rest.starts_with(name));
        return after(ends.find(is_own), 2 + name.len());
    }
    after(memchr::memchr(b'>', markup.as_bytes()), 1)
}
