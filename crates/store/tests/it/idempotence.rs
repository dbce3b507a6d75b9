//! Doing it again changes nothing.

use model::SourceKind::{Page, Status};
use model::{Entry, Identifier, Mention, MentionManner, MentionPlace, Note, Span};

use crate::support::{
    Answer, TestStore, article, at, byline, empty, found, incident, listing, stamp, update,
};

const TABLES: [&str; 13] = [
    "posts",
    "revisions",
    "communications",
    "stamps",
    "bylines",
    "identifiers",
    "mentions",
    "entries",
    "notes",
    "frontier",
    "observations",
    "captures",
    "sightings",
];

async fn counts(it: &TestStore) -> Vec<String> {
    let mut counts = Vec::new();
    for table in TABLES {
        counts.push(format!("{table} {}", it.count(table).await));
    }
    counts
}

fn rich() -> (model::Extraction, Vec<Mention>) {
    let mut post = article("https://acme.example/a", "Heartbleed", "About CVE-2014-0160");
    post.published = Some(stamp("2014-04-08T12:00Z"));
    post.authors = vec![byline("Ann Lee", "CEO")];
    post.identifiers =
        vec![Identifier { id: "CVE-2014-0160".into(), span: Some(Span { start: 6, end: 19 }) }];
    let status = incident("i1", "OpenSSL", vec![update("u1", "resolved", "2014-04-08T05:00Z", "x")]);
    let entry = Entry {
        title: Some("Heartbleed".into()),
        link: Some("https://acme.example/b".into()),
        published: Some(stamp("2014-04-08")),
        ..Entry::default()
    };
    let mut extraction = listing(&["https://status.acme.example/b", "https://acme.example/a"]);
    extraction.posts = vec![post, status];
    extraction.entries = vec![entry];
    extraction.notes = vec![Note::new("xml-repaired", "a bare ampersand")];
    let mention = Mention {
        post: 0,
        update: None,
        incident: "heartbleed".into(),
        term: "CVE-2014-0160".into(),
        place: MentionPlace::Text,
        manner: MentionManner::Statement,
        span: Span { start: 6, end: 19 },
        scope: Span { start: 0, end: 0 },
        quote: "About CVE-2014-0160".into(),
    };
    (extraction, vec![mention])
}

#[tokio::test]
async fn recording_a_visit_twice_stores_it_once_and_gives_the_same_receipt() {
    let it = TestStore::with_source(Status, "https://status.acme.example/").await;
    let (extraction, mentions) = rich();
    let capture = Answer::ok("x").at(at(1)).capture(it.claimed(at(1)).await);
    let first = it.record_with(&capture, &extraction, &mentions).await;
    let before = counts(&it).await;
    let second = it.record_with(&capture, &extraction, &mentions).await;
    assert_eq!(second, first);
    assert_eq!((first.posts.len(), first.communications, first.found.len()), (2, 2, 2));
    assert_eq!(counts(&it).await, before);
}

#[tokio::test]
async fn a_second_look_at_the_same_words_adds_the_look_only() {
    let it = TestStore::with_source(Status, "https://status.acme.example/").await;
    let (extraction, mentions) = rich();
    for (hours, body) in [(1, "one body"), (2, "another body")] {
        let capture = Answer::ok(body).at(at(hours)).capture(it.claimed(at(hours)).await);
        it.record_with(&capture, &extraction, &mentions).await;
        it.query("update frontier set due_at = 'infinity' where depth > 0", false).await.unwrap();
    }
    let expected = [
        "posts 2",
        "revisions 2",
        "communications 2",
        "stamps 2",
        "bylines 1",
        "identifiers 1",
        "mentions 1",
        "entries 1",
        "notes 2",
        "frontier 5",
        "observations 3",
        "captures 3",
        "sightings 3",
    ];
    assert_eq!(counts(&it).await, expected);
}

#[tokio::test]
async fn a_revisit_refers_to_the_known_capture_and_says_nothing_new() {
    let page = "https://acme.example/heartbleed";
    let it = TestStore::with_source(Page, page).await;
    let words = found(&[article(page, "Heartbleed", "A")]);
    it.look(at(1), Answer::ok("A").header("ETag", "\"1\""), &words).await;
    let visit = it.claimed(at(2)).await;
    assert_eq!(visit.validators.etag.as_deref(), Some("\"1\""));
    let known = visit.known.clone().unwrap();
    it.record(&Answer::new(304).at(at(2)).capture(visit), &empty()).await;
    it.look(at(3), Answer::same("A"), &words).await;
    let looks = it.lines("select o.outcome, o.status, c.kind, c.refers_to from observations o join captures c on c.id = o.capture_id order by o.id offset 1").await;
    let id = known.capture_id;
    let expected = [
        "answered|200|response|-".to_owned(),
        format!("unchanged|304|not-modified|{id}"),
        format!("unchanged|200|same-payload|{id}"),
    ];
    assert_eq!(looks, expected);
    assert_eq!(it.claimed(at(4)).await.known.unwrap().capture_id, id);
    assert_eq!((it.count("revisions").await, it.count("communications").await), ("1".into(), "1".into()));
}
