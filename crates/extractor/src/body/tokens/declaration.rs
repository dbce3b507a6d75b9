//! Comments, document types and what is read as a comment.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Doctype, Token, TokenSink};
use memchr::memmem;

use super::{Null, Tokenizer, is_blank};

impl<S: TokenSink> Tokenizer<'_, S> {
    /// What begins with `<!`.
    pub(super) fn declaration(&mut self) {
        const CDATA: &[u8] = b"[CDATA[";
        let from = self.at + 2;
        let rest = self.behind(from);
        if rest.starts_with(b"--") {
            self.comment(from + 2);
        } else if rest.get(..7).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype")) {
            self.doctype(from + 7);
        } else if rest.starts_with(CDATA)
            && self.sink.adjusted_current_node_present_but_not_in_html_namespace()
        {
            let from = from + CDATA.len();
            let end = memmem::find(self.behind(from), b"]]>").map(|length| from + length);
            self.give_text(from..end.unwrap_or(self.text.len()), false, Null::Told);
            self.at = end.map_or(self.text.len(), |end| end + 3);
        } else {
            self.bogus_comment(from);
        }
    }

    /// A comment whose text begins at `from`.
    fn comment(&mut self, from: usize) {
        let rest = self.behind(from);
        let (length, end) = if rest.starts_with(b">") {
            (0, 1)
        } else if rest.starts_with(b"->") {
            (0, 2)
        } else {
            comment_lengths(rest)
        };
        self.at = from + end;
        let text = self.without_nulls(from..from + length);
        self.give(Token::CommentToken(text));
    }

    /// What is read as a comment from `from` to the next `>`.
    pub(super) fn bogus_comment(&mut self, from: usize) {
        let end = memchr::memchr(b'>', self.behind(from)).map(|length| from + length);
        let text = self.without_nulls(from..end.unwrap_or(self.text.len()));
        self.at = end.map_or(self.text.len(), |end| end + 1);
        self.give(Token::CommentToken(text));
    }

    /// A document type, behind the word.
    fn doctype(&mut self, from: usize) {
        let end = memchr::memchr(b'>', self.behind(from)).map(|length| from + length);
        let words = self.text.get(from..end.unwrap_or(self.text.len())).unwrap_or_default();
        self.at = end.map_or(self.text.len(), |end| end + 1);
        self.give(Token::DoctypeToken(doctype(words, end.is_some())));
    }
}

/// Bytes of a comment's text, and with the mark that ends it. Where none does, dashes at the end may have begun one.
fn comment_lengths(rest: &[u8]) -> (usize, usize) {
    for dash in memchr::memchr_iter(b'-', rest) {
        let here = rest.get(dash..).unwrap_or_default();
        for end in [&b"-->"[..], b"--!>"] {
            if here.starts_with(end) {
                return (dash, dash + end.len());
            }
        }
    }
    let begun = [&b"--!"[..], b"--", b"-"].into_iter().find(|end| rest.ends_with(end));
    (rest.len() - begun.map_or(0, <[u8]>::len), rest.len())
}

/// A document type of these words; `ends` says whether `>` stands behind them.
fn doctype(words: &str, ends: bool) -> Doctype {
    let mut found = Doctype { force_quirks: !ends, ..Doctype::default() };
    let words = trimmed(words);
    let (name, words) = words.split_at(words.bytes().position(is_blank).unwrap_or(words.len()));
    if name.is_empty() {
        found.force_quirks = true;
        return found;
    }
    found.name = Some(StrTendril::from(name.to_ascii_lowercase().replace('\0', "\u{fffd}")));
    let words = trimmed(words);
    if words.is_empty() {
        return found;
    }
    let (keyword, words) = words.split_at_checked("public".len()).unwrap_or((words, ""));
    let mut behind = words;
    if keyword.eq_ignore_ascii_case("public") {
        (found.public_id, behind) = identifier(words, &mut found.force_quirks);
        if found.public_id.is_none() || trimmed(behind).is_empty() {
            return found;
        }
    } else if !keyword.eq_ignore_ascii_case("system") {
        found.force_quirks = true;
        return found;
    }
    (found.system_id, behind) = identifier(behind, &mut found.force_quirks);
    // What stands behind all identifiers is passed over, wherever it ends.
    if found.system_id.is_some() && !trimmed(behind).is_empty() {
        found.force_quirks = false;
    }
    found
}

/// An identifier between quotes, and what stands behind it. One that is missing or cut off is an error.
fn identifier<'a>(words: &'a str, force_quirks: &mut bool) -> (Option<StrTendril>, &'a str) {
    let mut letters = trimmed(words).chars();
    let Some(quote) = letters.next().filter(|letter| matches!(letter, '"' | '\'')) else {
        *force_quirks = true;
        return (None, "");
    };
    let (text, behind) = letters.as_str().split_once(quote).unwrap_or_else(|| {
        *force_quirks = true;
        (letters.as_str(), "")
    });
    (Some(StrTendril::from(text.replace('\0', "\u{fffd}"))), behind)
}

fn trimmed(words: &str) -> &str {
    words.trim_start_matches(|letter: char| letter.is_ascii() && u8::try_from(letter).is_ok_and(is_blank))
}
