//! Records of flaws: what each says happened when, how exactly, and how far that can be trusted.

use model::{DocumentKind, Extraction, LinkRel};
use proptest::prelude::*;

use super::reading::{Given, at, leads, notes};

const CSAF: &str = r#"{"document":{"category":"csaf_security_advisory","csaf_version":"2.0","title":"OpenSSL","tracking":{"id":"EX-1",
"initial_release_date":"2014-01-07T10:00:00Z","current_release_date":"2014-01-09T10:00:00Z","revision_history":[
{"number":"1","date":"2014-01-07T10:00:00Z","summary":"First"},{"number":"2","date":"2014-01-08T10:00:00Z","summary":"Second"}]}},
"vulnerabilities":[{"cve":"CVE-2014-0160","discovery_date":"2014-01-01T08:00:00Z","release_date":"2014-01-07T09:00:00Z",
"remediations":[{"category":"vendor_fix","date":"2014-01-07T10:00:00Z","details":"x"},{"category":"workaround","date":"2014-01-02T00:00:00Z"}],
"threats":[{"category":"exploit_status","date":"2014-01-08T00:00:01Z","details":"seen in use"}]}]}"#;
const PROVIDER: &str = r#"{"canonical_url":"https://example.com/.well-known/csaf/provider-metadata.json","metadata_version":"2.0",
"role":"csaf_provider","publisher":{"category":"vendor","name":"Example"},"distributions":[{"rolie":{"feeds":[
{"tlp_label":"WHITE","url":"https://example.com/white.json"},{"tlp_label":"AMBER","url":"https://example.com/amber.json"}]}},
{"directory_url":"https://example.com/csaf/v2"}]}"#;
const CVE: &str = r#"{"dataType":"CVE_RECORD","cveMetadata":{"cveId":"CVE-2014-0160","dateReserved":"2013-12-03T00:00:00.000Z",
"datePublished":"2014-01-07T00:00:00.000Z","dateUpdated":"2014-01-08T19:46:02.441Z"},"containers":{"cna":{"datePublic":"2014-01-06T17:30:00Z",
"timeline":[{"time":"2014-01-01T00:00:00Z","lang":"en","value":"Reported to the vendor"}]},
"adp":[{"timeline":[{"time":"2014-01-09T00:00:00+00:00","lang":"en","value":"CVE-2014-0160 added to CISA KEV"}]}]}}"#;
const NVD: &str = r#"{"resultsPerPage":1,"format":"NVD_CVE","version":"2.0","vulnerabilities":[{"cve":{"id":"CVE-2014-0160",
"published":"2014-01-07T22:55:03.893","lastModified":"2014-01-09T14:35:21.047","cisaExploitAdd":"2014-01-08"}}]}"#;
const KEV: &str = r#"{"title":"KEV","catalogVersion":"2014.01.09","vulnerabilities":[{"cveID":"CVE-2014-0160","dateAdded":"2014-01-08","dueDate":"2014-01-20"}]}"#;
const OSV: &str = r#"{"schema_version":"1.4.0","id":"GHSA-jfh8-c2jp-5v3q","aliases":["CVE-2014-0160"],"published":"2014-01-07T20:06:31Z",
"modified":"2014-01-09T13:10:05Z","database_specific":{"nvd_published_at":"2014-01-07T11:15:00Z"}}"#;
const RED_HAT: &str = r#"{"name":"CVE-2014-0160","public_date":"2014-01-07T00:00:00Z","affected_release":[
{"product_name":"Enterprise Linux 6","release_date":"2014-01-08T03:00:00Z","advisory":"RHSA-2014:0376"}]}"#;
const DSA: &str = "[07 Jan 2014] DSA-2896-1 openssl - security update\n\t{CVE-2014-0160}\n\t[wheezy] - openssl 1.0.1e-2+deb7u5\n\
[03 Jan 2014] DSA-2895-1 other - security update\n\t{CVE-2014-0001 CVE-2014-0002}\n";
const FLAWS: &str = "CVE-2014-0160 (The TLS implementation ...)\n\t- openssl 1.0.1g-1\n\tNOTE: a note\n";
const TRACKER: &str =
    r#"{"openssl":{"CVE-2014-0160":{"scope":"remote","releases":{"sid":{"status":"resolved"}}}}}"#;
const UBUNTU: &str = "Candidate: CVE-2014-0160\nPublicDate: 2014-01-07 00:00:00 UTC\nCRD: 2014-01-07 17:00:00 UTC\nReferences:\n https://example.com\nDescription:\n Text.\n";
const ALAS: &str = "<!DOCTYPE html><html><body><h1 id='ALAS-2014-320'>ALAS-2014-320</h1><span class='alas-info'><b>Amazon Linux Security Advisory:</b> ALAS-2014-320</span>\
<span class='alas-info'><b>Advisory Release Date:</b> 2014-01-07 20:35 Pacific</span><span class='alas-info'><b>Advisory Updated Date:</b> 2014-01-08 21:10 Pacific</span>\
<div id='references'><a href='/cve/CVE-2014-0160.html'>CVE-2014-0160</a></div><div id='issue_overview'><b>Issue Overview:</b><p>Memory is read.</p></div></body></html>";
const MSRC: &str = r#"{"DocumentTitle":{"Value":"January 2014 Security Updates"},"DocumentTracking":{"Identification":{"ID":{"Value":"2014-Jan"}},
"InitialReleaseDate":"2014-01-07T08:00:00","CurrentReleaseDate":"2014-01-09T07:00:00","RevisionHistory":[
{"Number":"1","Date":"2014-01-07T08:00:00","Description":{"Value":"First"}},{"Number":"2","Date":"2014-01-08T08:00:00Z","Description":{"Value":"Second"}}]},
"Vulnerability":[{"Title":{"Value":"A flaw"},"CVE":"CVE-2014-0300","Remediations":[{"Description":{"Value":"KB1"},"Type":2,"Date":"0001-01-01T00:00:00","DateSpecified":false}],"RevisionHistory":[{"Number":"1.0","Date":"2014-01-07T08:00:00Z"}]}]}"#;
const UPDATES: &str = r#"{"@odata.context":"x","value":[{"ID":"2014-Jan","Alias":"2014-Jan","DocumentTitle":"January 2014 Security Updates",
"InitialReleaseDate":"2014-01-07T08:00:00Z","CurrentReleaseDate":"2014-01-09T07:00:00Z","CvrfUrl":"https://api.example.com/cvrf/v3.0/document/2014-Jan"}]}"#;
const CHANGES: &str =
    "\"2014/ex-1.json\",\"2014-01-09T14:28:08+00:00\"\n\"2014/ex-2.json\",\"2014-01-08T14:28:08+00:00\"\n";
const BARE: &str = "2014/ex-1.json,2014-01-09T06:00:00.000000Z\r\nbroken line\r\n2014/ex-2.json,2014-01-08T06:00:00.000000Z\r\n2014/ex-3.json,2014-01-07T06:00:00.000000Z\r\n";
const INDEX: &str = "2014/ex-1.json\n2014/ex-2.json\n";

fn read(document: &str) -> Extraction {
    at("https://example.com/csaf/changes.csv", document).read()
}

/// The events as `kind trust time precision`; a time without a zone ends with a question mark.
fn events(document: &str) -> Vec<String> {
    let found = read(document);
    let line = |it: &model::RecordEvent| {
        let (time, zone) = (it.time.local_iso(), if it.time.offset_s.is_none() { "?" } else { "" });
        format!("{} {} {} {time}{zone}", it.identifier, it.kind.as_str(), it.trust.as_str())
    };
    found.records.iter().map(line).collect()
}

#[test]
fn the_cve_list_speaks_of_its_records_and_midnight_is_a_day() {
    let expected = [
        "CVE-2014-0160 reserved bookkeeping 2013-12-03",
        "CVE-2014-0160 listed bookkeeping 2014-01-07",
        "CVE-2014-0160 changed bookkeeping 2014-01-08T19:46:02.441",
        "CVE-2014-0160 public stated 2014-01-06T17:30:00",
        "CVE-2014-0160 mentioned stated 2014-01-01",
        "CVE-2014-0160 exploited bound 2014-01-09",
    ];
    assert_eq!(events(CVE), expected);
}

#[test]
fn nvd_gives_no_zone_and_none_is_made_up() {
    let expected = [
        "CVE-2014-0160 listed bookkeeping 2014-01-07T22:55:03.893?",
        "CVE-2014-0160 changed bookkeeping 2014-01-09T14:35:21.047?",
        "CVE-2014-0160 exploited bound 2014-01-08?",
    ];
    assert_eq!(events(NVD), expected);
}

#[test]
fn an_entry_of_the_kev_catalogue_is_a_bound_and_its_due_date_nothing() {
    assert_eq!(events(KEV), ["CVE-2014-0160 exploited bound 2014-01-08?"]);
    let alone = r#"{"cveID":"CVE-2014-0160","dateAdded":"2014-01-08"}"#;
    assert_eq!(events(alone), ["CVE-2014-0160 exploited bound 2014-01-08?"]);
}

#[test]
fn a_record_of_osv_is_of_all_its_names() {
    let expected = [
        "GHSA-jfh8-c2jp-5v3q listed bookkeeping 2014-01-07T20:06:31",
        "GHSA-jfh8-c2jp-5v3q changed bookkeeping 2014-01-09T13:10:05",
        "CVE-2014-0160 listed bookkeeping 2014-01-07T20:06:31",
        "CVE-2014-0160 changed bookkeeping 2014-01-09T13:10:05",
        "CVE-2014-0160 listed bookkeeping 2014-01-07T11:15:00",
    ];
    assert_eq!(events(OSV), expected);
    assert!(read(OSV).records.iter().all(|it| it.authority == "ghsa"));
}

#[test]
fn distributions_say_when_they_fixed() {
    assert_eq!(
        events(RED_HAT),
        ["CVE-2014-0160 public stated 2014-01-07", "CVE-2014-0160 fix stated 2014-01-08T03:00:00"]
    );
    let debian = read(DSA);
    assert_eq!(debian.entries[0].title.as_deref(), Some("DSA-2896-1 openssl - security update"));
    let fixes = [
        "CVE-2014-0160 fix stated 2014-01-07?",
        "CVE-2014-0001 fix stated 2014-01-03?",
        "CVE-2014-0002 fix stated 2014-01-03?",
    ];
    assert_eq!(events(DSA), fixes);
    assert_eq!(
        events(UBUNTU),
        ["CVE-2014-0160 public stated 2014-01-07", "CVE-2014-0160 mentioned stated 2014-01-07T17:00:00"]
    );
    for without in [FLAWS, TRACKER] {
        let found = read(without);
        assert_eq!(
            (found.kind, found.records.len(), notes(&found)),
            (DocumentKind::Record, 0, vec!["no-times"])
        );
    }
}

#[test]
fn an_advisory_of_amazon_linux_is_a_post_in_pacific_time() {
    let found = read(ALAS);
    let post = &found.posts[0];
    assert_eq!((found.adapter.as_str(), post.key.as_str()), ("alas", "ALAS-2014-320"));
    assert_eq!(post.published.as_ref().unwrap().instant().unwrap().to_rfc3339(), "2014-01-08T04:35:00+00:00");
    assert_eq!(post.updated.as_ref().unwrap().instant().unwrap().to_rfc3339(), "2014-01-09T05:10:00+00:00");
    assert_eq!(post.identifiers[0].id, "CVE-2014-0160");
    assert_eq!(events(ALAS), ["CVE-2014-0160 fix stated 2014-01-07T20:35"]);
}

#[test]
fn the_documents_of_microsoft_are_read_in_any_case_of_their_names() {
    for document in [
        MSRC.to_owned(),
        MSRC.replace("DocumentTracking", "documentTracking")
            .replace("InitialReleaseDate", "initialReleaseDate"),
    ] {
        let found = read(&document);
        let post = &found.posts[0];
        assert_eq!((post.key.as_str(), post.updates.len()), ("2014-Jan", 2));
        assert_eq!(post.published.as_ref().unwrap().instant(), None, "no zone is written");
        assert_eq!(
            post.updated.as_ref().unwrap().local_iso(),
            "2014-01-08T08:00:00",
            "the last revision, not the file's date"
        );
        assert_eq!(events(&document), ["CVE-2014-0300 fix stated 2014-01-07T08:00:00"]);
    }
    let list = read(UPDATES);
    assert_eq!(leads(&list.links, LinkRel::Post), ["https://api.example.com/cvrf/v3.0/document/2014-Jan"]);
}

#[test]
fn an_advisory_that_was_made_again_is_not_updated() {
    let found = read(CSAF);
    let post = &found.posts[0];
    assert_eq!(post.published.as_ref().unwrap().raw, "2014-01-07T10:00:00Z");
    assert_eq!(post.updated.as_ref().unwrap().raw, "2014-01-08T10:00:00Z");
    assert!(
        post.candidates.iter().any(|it| !it.chosen && it.stamp.raw == "2014-01-09T10:00:00Z"),
        "the loser is kept"
    );
    assert_eq!(notes(&found), ["regenerated"]);
    let expected = [
        "CVE-2014-0160 discovered stated 2014-01-01T08:00:00",
        "CVE-2014-0160 public stated 2014-01-07T09:00:00",
        "CVE-2014-0160 fix stated 2014-01-07T10:00:00",
        "CVE-2014-0160 exploited bound 2014-01-08T00:00:01",
    ];
    assert_eq!(events(CSAF), expected);
}

#[test]
fn the_metadata_of_a_provider_lead_to_what_is_for_all() {
    let found = read(PROVIDER);
    assert_eq!(found.adapter, "csaf-provider");
    assert_eq!(
        leads(&found.links, LinkRel::Feed),
        ["https://example.com/white.json", "https://example.com/csaf/v2/changes.csv"]
    );
    assert_eq!(notes(&found), ["feed-restricted"]);
}

#[test]
fn a_folder_says_what_changed_when_with_quotes_or_without() {
    for (document, count) in [(CHANGES, 2), (BARE, 3)] {
        let found = read(document);
        assert_eq!((found.adapter.as_str(), found.entries.len()), ("csaf-changes", count));
        assert_eq!(found.entries[0].link.as_deref(), Some("https://example.com/csaf/2014/ex-1.json"));
        assert!(
            found.entries.iter().all(|it| it.published.is_none() && it.updated.is_some()),
            "the time of a file is no publication"
        );
    }
    assert_eq!(notes(&read(BARE)), ["lines-skipped"]);
    assert_eq!(leads(&read(INDEX).links, LinkRel::Post).len(), 2);
    let gone = at("https://example.com/csaf/deletions.csv", CHANGES).read();
    assert_eq!((gone.links.len(), gone.entries.len()), (0, 2), "what was taken away is not fetched");
}

const ALL: [&str; 17] = [
    CSAF, PROVIDER, CVE, NVD, KEV, OSV, RED_HAT, DSA, FLAWS, TRACKER, UBUNTU, ALAS, MSRC, UPDATES, CHANGES,
    BARE, INDEX,
];

fn check(body: &[u8]) {
    let given = Given { body, ..at("https://example.com/csaf/changes.csv", "") };
    let found = given.read();
    for link in &found.links {
        assert!(url::Url::parse(&link.url).is_ok(), "{}", link.url);
    }
    assert!(found.records.iter().all(|it| !it.identifier.is_empty() && it.identifier.len() <= 100));
}

#[test]
fn a_record_that_is_cut_anywhere_is_read() {
    for document in ALL {
        for end in 0..document.len() {
            check(&document.as_bytes()[..end]);
        }
    }
}

#[test]
fn records_nested_without_end_are_read() {
    for (start, piece) in [
        ("{\"document\":", "{\"tracking\":"),
        ("{\"cveMetadata\":{\"cveId\":\"CVE-2014-0160\",\"x\":", "["),
        ("[", "["),
        ("{\"vulnerabilities\":", "[{\"cve\":"),
    ] {
        check(format!("{start}{}", piece.repeat(100_000)).as_bytes());
    }
}

proptest! {
    #[test]
    fn a_record_with_changed_bytes_is_read(
        document in prop::sample::select(ALL.to_vec()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut body = document.as_bytes().to_vec();
        for (at, byte) in changes {
            let at = at.index(body.len());
            body[at] = byte;
        }
        check(&body);
    }

    #[test]
    fn a_record_with_parts_repeated_or_left_out_is_read(
        document in prop::sample::select(ALL.to_vec()),
        from in any::<prop::sample::Index>(),
        length in 0_usize..300,
        times in 0_usize..5,
    ) {
        let body = document.as_bytes();
        let from = from.index(body.len());
        let to = (from + length).min(body.len());
        check(&[&body[..from], &body[from..to].repeat(times), &body[to..]].concat());
    }
}
