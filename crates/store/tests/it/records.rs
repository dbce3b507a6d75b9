//! Records of flaws stand beside the curated events, and a security.txt has versions.

use model::SourceKind::{Advisories, SecurityTxt as SecurityTxtSource};
use model::{
    DocumentKind, Entry, Extraction, Link, LinkRel, Note, RecordEvent, RecordKind, SecurityTxt, Trust,
};

use crate::support::{Answer, TestStore, at, empty, stamp};

const LIST: &str = "https://acme.example/csaf/changes.csv";
const FILE: &str = "https://acme.example/.well-known/security.txt";

fn event(kind: RecordKind, trust: Trust, time: &str) -> RecordEvent {
    let (identifier, authority) = ("CVE-2014-0160".to_owned(), "kev".to_owned());
    RecordEvent { identifier, authority, kind, trust, label: "it happened".to_owned(), time: stamp(time) }
}

fn with_events(events: &[RecordEvent]) -> Extraction {
    Extraction { kind: DocumentKind::Record, records: events.to_vec(), ..empty() }
}

#[tokio::test]
async fn what_records_say_is_kept_once_and_shown_beside_the_curated_events() {
    let it = TestStore::with_source(Advisories, LIST).await;
    let listed = event(RecordKind::Listed, Trust::Bookkeeping, "2014-04-07");
    let exploited = event(RecordKind::Exploited, Trust::Bound, "2022-05-04");
    it.look(at(1), Answer::ok("a"), &with_events(&[listed.clone(), exploited.clone()])).await;
    it.look(at(2), Answer::ok("b"), &with_events(&[listed, exploited])).await;
    let moved = event(RecordKind::Listed, Trust::Bookkeeping, "2014-04-08");
    it.look(at(3), Answer::ok("c"), &with_events(&[moved])).await;
    let times = it
        .lines("select incident, authority, kind, trust, anchor, local, at is null from reference_times order by trust, local")
        .await;
    let expected = [
        "heartbleed|kev|listed|bookkeeping|f|2014-04-07|t",
        "heartbleed|kev|listed|bookkeeping|f|2014-04-08|t",
        "heartbleed|kev|exploited|bound|f|2022-05-04|t",
        "heartbleed|curated|public|curated|t|2014-04-07T17:30|f",
    ];
    assert_eq!(times, expected, "a record that changes adds a row, and none is an anchor");
}

fn changes(lines: &[(&str, &str)]) -> Extraction {
    let link = |path: &str| format!("https://acme.example/csaf/{path}");
    let entry = |(path, time): &(&str, &str)| Entry {
        link: Some(link(path)),
        updated: Some(stamp(time)),
        ..Entry::default()
    };
    let links = lines.iter().map(|(path, _)| Link { url: link(path), rel: LinkRel::Post });
    Extraction {
        kind: DocumentKind::Listing,
        adapter: "csaf-changes".to_owned(),
        entries: lines.iter().map(entry).collect(),
        links: links.collect(),
        ..empty()
    }
}

#[tokio::test]
async fn only_the_documents_whose_line_changed_become_due() {
    let it = TestStore::with_source(Advisories, LIST).await;
    let first = changes(&[("1.json", "2014-04-07T10:00Z"), ("2.json", "2014-04-07T11:00Z")]);
    it.look(at(1), Answer::ok("a"), &first).await;
    it.query("update frontier set due_at = '2015-01-01' where role = 'post'", false).await.unwrap();
    let due = "select url from frontier where role = 'post' and due_at < '2015-01-01' order by url";
    it.look(at(2), Answer::ok("a2"), &first).await;
    assert_eq!(it.lines(due).await, Vec::<String>::new(), "the same lines again ask for nothing");
    let second = changes(&[
        ("1.json", "2014-04-07T10:00Z"),
        ("2.json", "2014-04-08T09:00Z"),
        ("3.json", "2014-04-08T09:00Z"),
    ]);
    it.look(at(3), Answer::ok("b"), &second).await;
    let expected = ["https://acme.example/csaf/2.json", "https://acme.example/csaf/3.json"];
    assert_eq!(it.lines(due).await, expected, "the changed and the new one");
}

fn file(contact: &str) -> Extraction {
    let fields = [("Contact", contact), ("Expires", "2014-06-01T00:00:00Z")];
    let security_txt = SecurityTxt {
        fields: fields.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        signed: false,
        expires: Some(stamp("2014-06-01T00:00Z")),
        findings: vec![Note::new("unsigned", "no signature")],
    };
    Extraction { kind: DocumentKind::SecurityTxt, security_txt: Some(security_txt), ..empty() }
}

#[tokio::test]
async fn a_security_txt_has_a_version_for_each_state_that_was_seen() {
    let it = TestStore::with_source(SecurityTxtSource, FILE).await;
    let steps = [
        (Answer::ok("a"), file("mailto:a@acme.example")),
        (Answer::same("a"), file("mailto:a@acme.example")),
        (Answer::new(503), empty()),
        (Answer::ok("<html>"), empty()),
        (Answer::ok("b"), file("mailto:b@acme.example")),
        (Answer::new(404), empty()),
        (Answer::new(404), empty()),
    ];
    for (hour, (answer, extraction)) in (1..).zip(steps) {
        it.look(at(hour), answer, &extraction).await;
    }
    let versions = it
        .lines(
            "select version, state, fields->0->>'value', findings->0->>'code', expires_at from security_txts order by version",
        )
        .await;
    let expected = [
        "1|present|mailto:a@acme.example|unsigned|2014-06-01 00:00:00+00",
        "2|other-document|-|other-document|-",
        "3|present|mailto:b@acme.example|unsigned|2014-06-01 00:00:00+00",
        "4|missing|-|missing|-",
    ];
    assert_eq!(versions, expected);
    assert_eq!(it.lines("select state, version from security_txt_state").await, ["missing|4"]);
}
