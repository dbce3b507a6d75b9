//! A delta of an export and what was exported before are what the database holds.

use futures_util::TryStreamExt;
use model::SourceKind::Page;
use model::{Mention, MentionManner, MentionPlace, Span};
use store::{Cell, ExportScope, Snapshot};

use crate::support::{Answer, TestStore, article, at, found, provider, source};

const PAGE: &str = "https://acme.example/a";
const OTHER: &str = "https://acme.example/b";

/// Two pages of a provider, each looked at once; the first speaks of Heartbleed.
async fn two_pages() -> TestStore {
    let it = TestStore::with_source(Page, PAGE).await;
    it.seeds_sync(
        &[provider("acme", "acme.example", vec![source(Page, PAGE), source(Page, OTHER)])],
        &[],
        at(0),
    )
    .await
    .unwrap();
    let named = Mention {
        post: 0,
        update: None,
        incident: "heartbleed".into(),
        term: "Heartbleed".into(),
        place: MentionPlace::Title,
        manner: MentionManner::Statement,
        span: Span { start: 0, end: 10 },
        quote: "Heartbleed".into(),
    };
    for (title, mentions) in [("Heartbleed", vec![named]), ("An update", vec![])] {
        let visit = it.claimed(at(1)).await;
        let words = found(&[article(visit.url.as_str(), title, "Words")]);
        let capture = Answer::ok(title).at(at(1)).capture(visit);
        it.record_with(&capture, &words, &mentions).await;
    }
    it
}

async fn delta(it: &TestStore, scope: ExportScope, since: &Snapshot) -> Snapshot {
    it.snapshot(scope, Some(since.as_of), true).await.unwrap().unwrap()
}

/// How a table is added to the one before, and how many rows of it there are.
async fn table(snapshot: &mut Snapshot, name: &str) -> (&'static str, usize) {
    let tables = snapshot.tables().await.unwrap();
    let table = tables.iter().find(|it| it.name == name).unwrap();
    let rows: Vec<Vec<Cell>> = snapshot.rows(table).try_collect().await.unwrap();
    (if table.adds { "adds" } else { "whole" }, rows.len())
}

#[tokio::test]
async fn a_post_that_comes_into_the_trail_later_comes_with_all_its_rows() {
    let it = two_pages().await;
    let incident = || ExportScope::Incident("heartbleed".into());
    let mut before = it.snapshot(incident(), None, true).await.unwrap().unwrap();
    for name in ["posts", "revisions", "communications", "captures", "observations"] {
        assert_eq!(table(&mut before, name).await, ("whole", 1), "{name}");
    }
    it.query(
        "insert into mentions (communication_id, incident_id, term, place, span_start, span_end, quote)
         select c.id, i.id, '', 'seed', 0, 0, '' from communications c, incidents i on conflict do nothing",
        false,
    )
    .await
    .unwrap();
    let mut after = delta(&it, incident(), &before).await;
    for name in ["trail", "posts", "revisions", "communications", "captures", "observations"] {
        assert_eq!(table(&mut after, name).await, ("whole", 2), "{name}");
    }
    let visits: Vec<_> = after.visits().try_collect().await.unwrap();
    assert_eq!(visits.len(), 2, "and with its records");
}
