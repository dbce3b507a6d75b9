//! security.txt: what RFC 9116 asks for, and what is found where it is not so.

use model::{Extraction, SourceKind};

use super::reading::{Given, at};

const PLACE: &str = "https://example.com/.well-known/security.txt";

fn read(url: &str, content_type: &str, text: &str) -> Extraction {
    Given { content_type, source: Some(SourceKind::SecurityTxt), ..at(url, text) }.read()
}

fn findings(url: &str, content_type: &str, text: &str) -> Vec<String> {
    let file = read(url, content_type, text).security_txt.unwrap();
    file.findings.into_iter().map(|it| it.code).collect()
}

const SIGNED: &str = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nContact: mailto:security@example.com\nExpires: 2014-12-31T23:00:00Z\n\
Canonical: https://example.com/.well-known/security.txt\nPreferred-Languages: en, de\n-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n";

#[test]
fn a_file_as_it_should_be_has_no_findings() {
    let found = read(PLACE, "text/plain; charset=utf-8", SIGNED);
    let file = found.security_txt.unwrap();
    assert_eq!((file.signed, file.fields.len(), file.findings), (true, 4, Vec::new()));
    assert_eq!(file.expires.unwrap().instant().unwrap().to_rfc3339(), "2014-12-31T23:00:00+00:00");
    assert_eq!(found.notes, Vec::new());
}

#[test]
fn each_departure_is_a_finding() {
    let rows: [(&str, &str, &str, &[&str]); 9] = [
        (
            PLACE,
            "text/plain",
            "Contact: mailto:a@example.com\nExpires: Wed, 31 Dec 2014 23:00:00 +0000\n",
            &["expires-form", "unsigned"],
        ),
        (PLACE, "text/plain", "Contact: mailto:a@example.com\n", &["expires-missing", "unsigned"]),
        (PLACE, "text/plain", "Expires: 2014-12-31T23:00:00Z\n", &["contact-missing", "unsigned"]),
        (
            PLACE,
            "text/plain",
            "Contact: mailto:a@example.com\nExpires: next year\n",
            &["expires-unreadable", "unsigned"],
        ),
        (
            PLACE,
            "text/plain",
            "Contact: mailto:a@example.com\nExpires: 2014-12-31\n",
            &["expires-unreadable", "unsigned"],
        ),
        (
            PLACE,
            "text/plain",
            "Contact: mailto:a@example.com\nExpires: 2014-12-31T23:00:00Z\nExpires: 2015-12-31T23:00:00Z\nPreferred-Languages: en\npreferred-languages: de\n",
            &["expires-repeated", "languages-repeated", "unsigned"],
        ),
        (
            PLACE,
            "application/octet-stream",
            "Contact: http://example.com/report\nExpires: 2014-12-31T23:00:00Z\nCanonical: https://www.example.org/security.txt\n",
            &["unsigned", "field-not-https", "canonical-elsewhere", "content-type"],
        ),
        (
            PLACE,
            "text/plain; charset=iso-8859-1",
            "Contact: mailto:a@example.com\nExpires: 2014-12-31T23:00:00Z\n",
            &["unsigned", "content-type"],
        ),
        (
            "http://example.com/security.txt",
            "text/plain",
            "Contact: mailto:a@example.com\nExpires: 2014-12-31T23:00:00Z\n",
            &["unsigned", "not-https", "other-place"],
        ),
    ];
    for (url, content_type, text, expected) in rows {
        assert_eq!(findings(url, content_type, text), expected, "{text}");
    }
}

#[test]
fn a_file_that_has_expired_is_noted_at_each_look() {
    let found =
        read(PLACE, "text/plain", "Contact: mailto:a@example.com\nExpires: 2013-12-31T23:00:00+02:00\n");
    assert_eq!(found.notes[0].code, "expired");
    assert_eq!(found.notes[0].detail, "security.txt expired on 2013-12-31T21:00:00Z");
}

#[test]
fn a_page_of_the_site_is_none() {
    for page in ["<!doctype html><p>Contact: us</p>", "Welcome\nto our\nsite\nContact us: here\n", ""] {
        assert_eq!(read(PLACE, "text/html", page).security_txt, None, "{page}");
    }
}

#[test]
fn a_file_that_is_cut_anywhere_or_swollen_is_read() {
    for end in 0..SIGNED.len() {
        read(PLACE, "text/plain", &SIGNED[..end]);
    }
    let long =
        format!("Contact: mailto:a@example.com\n{}", "Expires: 2014-12-31T23:00:00Z\n".repeat(100_000));
    assert_eq!(
        read(PLACE, "text/plain", &long).security_txt,
        None,
        "the specification asks readers for a limit"
    );
}
