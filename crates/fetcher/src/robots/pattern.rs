//! Path patterns: `*` is any run of bytes, `$` at the end is the end of the path (RFC 9309, section 2.2.3).
//!
//! Both sides are brought into one form first (section 2.2.2), which is pure ASCII. A pattern is then a
//! list of literal pieces; taking each piece at its first place after the one before is exact for such
//! patterns and needs no backtracking: the time is linear in the lengths of pattern and path.

use std::borrow::Cow;

/// A path, with its query, in normal form.
pub(super) struct Path(String);

impl Path {
    /// The normal form of `path`: `*` and `$` have no meaning here and are written as `%2A` and `%24`.
    pub(super) fn new(path: &str) -> Self {
        Self(normal(path, false))
    }
}

/// One rule's path pattern, in normal form.
pub(super) struct Pattern {
    text: String,
    anchored: bool,
}

impl Pattern {
    /// Reads a rule's value. A value that starts neither with `/` nor with `*` would cover nothing; what
    /// its author meant is the path with the slash.
    pub(super) fn new(value: &str) -> Self {
        let value = match value.starts_with(['/', '*']) {
            true => Cow::Borrowed(value),
            false => Cow::Owned(format!("/{value}")),
        };
        let (body, anchored) = match value.strip_suffix('$') {
            Some(body) => (body, true),
            None => (value.as_ref(), false),
        };
        Self { text: normal(body, true), anchored }
    }

    /// Bytes of the pattern: the longest match decides.
    pub(super) fn len(&self) -> usize {
        self.text.len() + usize::from(self.anchored)
    }

    /// Whether the pattern covers `path`.
    pub(super) fn matches(&self, path: &Path) -> bool {
        let mut pieces = self.text.split('*');
        let Some(mut rest) = pieces.next().and_then(|first| path.0.strip_prefix(first)) else {
            return false;
        };
        // With no `*` at all the first piece is also the last one.
        let Some(last) = pieces.next_back() else {
            return !self.anchored || rest.is_empty();
        };
        for piece in pieces {
            match rest.find(piece).and_then(|at| rest.get(at + piece.len()..)) {
                Some(after) => rest = after,
                None => return false,
            }
        }
        match self.anchored {
            true => rest.ends_with(last),
            false => rest.contains(last),
        }
    }

    /// For a pattern that ends in `/index.htm` or `/index.html`: the pattern of its folder alone. A site
    /// that allows its start page by file name means its start page (a reading that Google's matcher
    /// introduced and sites rely on).
    pub(super) fn folder_of_index(value: &str) -> Option<Self> {
        let slash = value.rfind('/')?;
        let (folder, file) = value.split_at(slash + 1);
        file.starts_with("index.htm").then(|| Self { text: normal(folder, true), anchored: true })
    }
}

/// RFC 9309, section 2.2.2: escapes of unreserved characters are resolved, all other escapes are written
/// in upper case, and bytes that a URI cannot hold are escaped. A reserved character and its escape stay
/// two different things.
fn normal(text: &str, pattern: bool) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escaped = (byte == b'%')
            .then(|| Some(hex(*bytes.get(at + 1)?)? * 16 + hex(*bytes.get(at + 2)?)?))
            .flatten();
        match escaped {
            Some(value) if unreserved(value) => out.push(char::from(value)),
            Some(value) => escape(&mut out, value),
            None if byte == b'*' && pattern => out.push('*'),
            None if unreserved(byte) || b":/?#[]@!&'()+,;=%".contains(&byte) => out.push(char::from(byte)),
            None => escape(&mut out, byte),
        }
        at += if escaped.is_some() { 3 } else { 1 };
    }
    out
}

fn unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

fn escape(out: &mut String, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push('%');
    for half in [byte >> 4, byte & 15] {
        out.push(char::from(DIGITS.get(usize::from(half)).copied().unwrap_or(b'0')));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(pattern: &str, path: &str, expect: bool) {
        assert_eq!(Pattern::new(pattern).matches(&Path::new(path)), expect, "{pattern} on {path}");
    }

    #[test]
    fn wildcards_and_the_end_mark() {
        check("/fish", "/fishheads/yummy.html", true);
        check("/fish", "/Fish.asp", false);
        check("/*.php$", "/folder/file.php", true);
        check("/*.php$", "/file.php?x=1", false);
        check("/a*b*c", "/a-c-b-c", true);
        check("/a*b*c", "/a-c-b", false);
        check("/*ab$", "/abab", true);
        check("/x$y", "/x$y/z", true);
        check("/x", "", false);
        check("*", "/any", true);
        check("/**a", "/bba", true);
        check("private", "/private/x", true);
    }

    #[test]
    fn escapes_compare_as_the_rfc_says() {
        check("/caf\u{e9}", "/caf%c3%a9", true);
        check("/%7Euser", "/~user", true);
        check("/a%2fb", "/a/b", false);
        check("/a-%2A.html", "/a-*.html", true);
        check("/a-%24", "/a-$", true);
        check("/100%", "/100%", true);
    }

    #[test]
    fn the_start_page_by_its_file_name() {
        let folder = Pattern::folder_of_index("/shop/index.html").unwrap();
        assert!(folder.matches(&Path::new("/shop/")));
        assert!(!folder.matches(&Path::new("/shop/a")));
        assert!(Pattern::folder_of_index("/shop/indexes").is_none());
    }

    /// The obvious matcher: every way to spread the path over the wildcards.
    fn brute(pattern: &[u8], path: &[u8], anchored: bool) -> bool {
        match (pattern.split_first(), path.split_first()) {
            (None, _) => !anchored || path.is_empty(),
            (Some((b'*', rest)), _) => (0..=path.len()).any(|n| brute(rest, &path[n..], anchored)),
            (Some((a, rest)), Some((b, tail))) => a == b && brute(rest, tail, anchored),
            (Some(_), None) => false,
        }
    }

    proptest! {
        #[test]
        fn matches_as_the_obvious_matcher_does(pattern in "[ab*]{0,7}", end in "[$]?", path in "[ab]{0,8}") {
            let (pattern, path) = (format!("/{pattern}"), format!("/{path}"));
            let got = Pattern::new(&format!("{pattern}{end}")).matches(&Path::new(&path));
            prop_assert_eq!(got, brute(pattern.as_bytes(), path.as_bytes(), !end.is_empty()));
        }

        #[test]
        fn the_normal_form_is_ascii_and_stays_as_it_is(text in ".{0,40}") {
            let once = normal(&text, true);
            prop_assert!(once.is_ascii());
            prop_assert_eq!(normal(&once, true), once);
        }
    }
}
