//! security.txt (RFC 9116): how to report a vulnerability. It has no time of publication.

use chrono::DateTime;
use model::{DocumentKind, Extraction, Note, PostKind, SecurityTxt};
use url::Url;

use super::statement::{context, post, stamp};
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

/// Reads a file with at least one `Contact` field (section 2.5.3). A file of that name that has other fields
/// lacks its contact; without any it is another document, such as the page that a site answers to every address.
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
    let most = lines.len() * 2 > written;
    if !(has("contact") && (named || most) || named && most && !lines.is_empty()) {
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
    let mut expires = lines.iter().filter(|(field, _)| field.eq_ignore_ascii_case("expires"));
    let expires = expires.next().and_then(|(_, value)| {
        let time = stamp(Some(value), &context(document), "security-txt:expires")?;
        // The format is that of RFC 3339: an instant, with its zone.
        time.instant().map(|_| time)
    });
    let end = expires.as_ref().and_then(model::Stamp::instant);
    if let Some(end) = end.filter(|end| document.input.fetched_at.is_some_and(|now| *end < now)) {
        let detail = format!("security.txt expired on {}", end.format("%Y-%m-%dT%H:%M:%SZ"));
        extraction.notes.push(Note::new("expired", detail));
    }
    let fields: Vec<(String, String)> =
        lines.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let signed =
        text.contains("-----BEGIN PGP SIGNED MESSAGE-----") && text.contains("-----BEGIN PGP SIGNATURE-----");
    let findings = findings(document, &fields, signed, expires.as_ref());
    extraction.security_txt = Some(SecurityTxt { fields, signed, expires, findings });
    extraction.posts.push(post);
    Some(extraction)
}

/// What departs from the specification; each with its section.
fn findings(
    document: &Document<'_>,
    fields: &[(String, String)],
    signed: bool,
    expires: Option<&model::Stamp>,
) -> Vec<Note> {
    let of =
        |name: &str| fields.iter().filter(|(field, _)| field.eq_ignore_ascii_case(name)).collect::<Vec<_>>();
    let mut found = Vec::new();
    let mut add = |code: &str, detail: String| found.push(Note::new(code, detail));
    if of("contact").is_empty() {
        add("contact-missing", "no Contact field (2.5.3)".to_owned());
    }
    match of("expires").len() {
        0 => add("expires-missing", "no Expires field (2.5.5)".to_owned()),
        1 => match expires {
            None => add("expires-unreadable", "Expires is no time of RFC 3339 (2.5.5)".to_owned()),
            Some(time) if DateTime::parse_from_rfc3339(&time.raw).is_err() => {
                add(
                    "expires-form",
                    format!("Expires is '{}', not in the form of RFC 3339 (2.5.5)", time.raw),
                );
            }
            Some(_) => {}
        },
        count => add("expires-repeated", format!("{count} Expires fields; only one may stand there (2.5.5)")),
    }
    if of("preferred-languages").len() > 1 {
        add("languages-repeated", "more than one Preferred-Languages field (2.5.8)".to_owned());
    }
    if !signed {
        add("unsigned", "no OpenPGP signature, which is recommended (2.3)".to_owned());
    }
    let insecure = fields.iter().find(|(name, value)| {
        !name.eq_ignore_ascii_case("expires") && value.to_ascii_lowercase().starts_with("http://")
    });
    if let Some((name, value)) = insecure {
        add(
            "field-not-https",
            format!("{name} is {value}; an address on the web must begin with https (2.5)"),
        );
    }
    let own = document.url();
    let canonical = of("canonical");
    let same =
        |text: &str| Url::parse(text).is_ok_and(|it| it.host() == own.host() && it.path() == own.path());
    if !canonical.is_empty() && !canonical.iter().any(|(_, value)| same(value)) {
        add("canonical-elsewhere", format!("no Canonical field names {own} (2.5.2)"));
    }
    if own.scheme() != "https" {
        add("not-https", "it is not answered over https (3)".to_owned());
    }
    if own.path() != "/.well-known/security.txt" {
        add("other-place", format!("it stands at {}, not at the well-known place (3)", own.path()));
    }
    if let Some(kind) = document.input.content_type {
        let kind = kind.to_ascii_lowercase();
        let charset =
            kind.split_once("charset=").map(|(_, rest)| rest.trim_matches(['"', ' ', ';']).to_owned());
        if !kind.trim_start().starts_with("text/plain") || charset.is_some_and(|it| it != "utf-8") {
            add("content-type", format!("it is sent as {kind}, not as text/plain in UTF-8 (3)"));
        }
    }
    found
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
