//! security.txt (RFC 9116): how to report a vulnerability. It has no time of publication.

use model::{DocumentKind, Extraction, Note, PostKind};

use super::statement::post;
use crate::document::Document;

/// The fields of RFC 9116, section 2.5, and the one that came later, in lower case.
const FIELDS: [&str; 9] = [
    "acknowledgments",
    "canonical",
    "contact",
    "encryption",
    "expires",
    "hiring",
    "policy",
    "preferred-languages",
    "csaf",
];

/// Longer files are not security.txt: the specification asks readers for a limit (section 5.4).
const LENGTH_LIMIT: usize = 64 * 1024;

/// Reads a file with at least one `Contact` field (section 2.5.3); without one it is another document,
/// such as the page that a site answers to every address.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    let text = document.text.trim_start_matches('\u{feff}');
    if text.len() > LENGTH_LIMIT || text.trim_start().starts_with(['<', '{', '[']) {
        return None;
    }
    let named = document.url().path().ends_with("security.txt");
    let lines: Vec<(&str, &str)> = unsigned(text).lines().filter_map(field).collect();
    let has = |name: &str| lines.iter().any(|(field, _)| field.eq_ignore_ascii_case(name));
    // At another address, a text that only quotes such fields is not one.
    let written =
        unsigned(text).lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).count();
    if !has("contact") || !(named || lines.len() * 2 > written) {
        return None;
    }
    let mut address = document.url().clone();
    address.set_query(None);
    address.set_fragment(None);
    let address = address.to_string();
    let mut post =
        post(PostKind::SecurityTxt, address.clone(), Some(address), Some("security.txt".to_owned()));
    let written: Vec<String> = lines.iter().map(|(field, value)| format!("{field}: {value}")).collect();
    post.text = written.join("\n");
    let mut extraction = crate::extract::empty(DocumentKind::SecurityTxt);
    if !has("expires") {
        extraction
            .notes
            .push(Note::new("expires-missing", "security.txt states no Expires (RFC 9116, 2.5.5)"));
    }
    if let Some((_, expires)) = lines.iter().find(|(field, _)| field.eq_ignore_ascii_case("expires")) {
        let before = document.input.fetched_at.and_then(|now| {
            let end = chrono::DateTime::parse_from_rfc3339(expires).ok()?;
            Some(end < now)
        });
        if before == Some(true) {
            extraction.notes.push(Note::new("expired", format!("security.txt expired on {expires}")));
        }
    }
    extraction.posts.push(post);
    Some(extraction)
}

/// One field, where the line is one: a comment, a blank line and unknown words are not.
fn field(line: &str) -> Option<(&str, &str)> {
    let (field, value) = line.split_once(':')?;
    let (field, value) = (field.trim(), value.trim());
    let known = FIELDS.iter().any(|known| known.eq_ignore_ascii_case(field));
    (known && !value.is_empty()).then_some((field, value))
}

/// The text inside an OpenPGP cleartext signature (section 2.3); a file without one as it is.
fn unsigned(text: &str) -> &str {
    let Some(start) = text.find("-----BEGIN PGP SIGNED MESSAGE-----") else { return text };
    let inside = text.get(start..).unwrap_or(text);
    match inside.find("-----BEGIN PGP SIGNATURE-----") {
        Some(end) => inside.get(..end).unwrap_or(inside),
        None => inside,
    }
}
