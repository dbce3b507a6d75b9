use model::{DocumentKind, LinkRel, PostKind, SourceKind};

use super::reading::{at, leads, notes, time};

#[test]
fn a_csaf_document_is_one_post_with_its_revisions() {
    let json = r#"{"document":{"csaf_version":"2.0","title":"OpenSSL","lang":"en-US","notes":[{"title":"Summary","text":"Memory  is read."}],
        "references":[{"category":"self","url":"https://example.com/csaf/1.json"}],
        "tracking":{"id":"EX-1","initial_release_date":"2014-01-07T10:00:00Z","current_release_date":"2014-01-09T10:00:00Z",
        "revision_history":[{"number":"2","date":"2014-01-09T10:00:00Z","summary":"Fix added"},{"number":"1","date":"2014-01-07T10:00:00Z","summary":"First"}]}},
        "vulnerabilities":[{"cve":"CVE-2014-0160"}]}"#;
    let read = at("https://mirror.example.net/1.json", json).read();
    let post = &read.posts[0];
    assert_eq!(
        (read.kind, post.kind, post.key.as_str()),
        (DocumentKind::Advisory, PostKind::Advisory, "EX-1")
    );
    assert_eq!(post.url.as_deref(), Some("https://example.com/csaf/1.json"));
    assert_eq!(post.text, "Summary\nMemory is read.");
    assert_eq!(time(post.published.as_ref()), "2014-01-07T10:00:00Z");
    assert_eq!(time(post.updated.as_ref()), "2014-01-09T10:00:00Z");
    assert_eq!(post.updates.iter().map(|update| update.key.as_str()).collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(post.identifiers[0].id, "CVE-2014-0160");
}

#[test]
fn a_rolie_feed_leads_to_its_documents() {
    let json = r#"{"feed":{"id":"f","entry":[{"id":"EX-1","title":"OpenSSL","published":"2014-01-07T10:00:00Z","updated":"2014-01-07T10:00:00Z",
        "link":[{"rel":"signature","href":"1.json.asc"},{"rel":"self","href":"1.json"}]},{"id":"EX-2","content":{"src":"https://example.com/2.json"}}]}}"#;
    let read = at("https://example.com/csaf/feed.json", json).read();
    assert_eq!(
        leads(&read.links, LinkRel::Post),
        ["https://example.com/csaf/1.json", "https://example.com/2.json"]
    );
    assert_eq!(read.entries[0].id.as_deref(), Some("EX-1"));
}

#[test]
fn security_txt_is_a_post_without_a_time() {
    let text = "-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA512\r\n\r\n# Hello\r\nContact: mailto:security@example.com\r\n\
        contact: https://example.com/report\r\nExpires: 2013-12-31T23:00:00Z\r\n-----BEGIN PGP SIGNATURE-----\r\nContact: x\r\n";
    let read = at("https://example.com/.well-known/security.txt", text).read();
    let post = &read.posts[0];
    assert_eq!((post.kind, post.published.as_ref()), (PostKind::SecurityTxt, None));
    assert_eq!(
        post.text,
        "Contact: mailto:security@example.com\ncontact: https://example.com/report\nExpires: 2013-12-31T23:00:00Z"
    );
    assert_eq!(notes(&read), ["expired"]);
}

#[test]
fn a_page_in_place_of_security_txt_is_no_security_txt() {
    let mut given = at(
        "https://example.com/.well-known/security.txt",
        "<!DOCTYPE html><html><body>Contact: us</body></html>",
    );
    given.source = Some(SourceKind::SecurityTxt);
    assert_eq!(given.read().kind, DocumentKind::Unparsed);
    let prose = at("https://example.com/rfc.txt", "A text\nContact: x\nof many\nwords\n");
    assert_eq!(prose.read().kind, DocumentKind::Unparsed);
}

#[test]
fn two_revisions_with_one_number_are_two_and_one_that_stands_there_twice_is_one() {
    let csaf = r#"{"document":{"csaf_version":"2.0","title":"T","tracking":{"id":"EX-1","revision_history":[
        {"number":"1","date":"2014-01-07T10:00:00Z","summary":"First"},{"number":"2","date":"2014-01-08T10:00:00Z","summary":"Second"},
        {"number":"1","date":"2014-01-09T10:00:00Z","summary":"Third"},{"number":"2","date":"2014-01-08T10:00:00Z","summary":"Second"}]}}}"#;
    let msrc = r#"{"DocumentTitle":{"Value":"T"},"DocumentTracking":{"Identification":{"ID":{"Value":"2014-Jan"}},"RevisionHistory":[
        {"Number":"1","Date":"2014-01-07T10:00:00Z","Description":{"Value":"First"}},
        {"Number":"2","Date":"2014-01-08T10:00:00Z","Description":{"Value":"Second"}},
        {"Number":"1","Date":"2014-01-09T10:00:00Z","Description":{"Value":"Third"}},
        {"Number":"2","Date":"2014-01-08T10:00:00Z","Description":{"Value":"Second"}}]},"Vulnerability":[]}"#;
    for document in [csaf, msrc] {
        let read = at("https://example.com/1.json", document).read();
        let told = |it: &model::Update| (it.key.clone(), it.text.clone());
        let updates: Vec<_> = read.posts[0].updates.iter().map(told).collect();
        let expected = [("1", "First"), ("2", "Second"), ("1#2", "Third")];
        assert_eq!(updates, expected.map(|(key, text)| (key.to_owned(), text.to_owned())));
    }
}
