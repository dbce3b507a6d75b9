//! A delta of an export and what was exported before are what the database holds.

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::TryStreamExt;
use model::SourceKind::Page;

use store::{Cell, ExportScope, Snapshot, Store};

use crate::support::{Answer, Beside, TestStore, article, at, found, named_at, provider, source};

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
    let named = named_at(0);
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

#[tokio::test]
async fn a_table_of_which_older_rows_were_changed_is_given_as_a_whole() {
    let it = two_pages().await;
    let all = || ExportScope::All;
    let before = it.snapshot(all(), None, true).await.unwrap().unwrap();
    it.query("update communications set terms_digest = 'sha256:1'", false).await.unwrap();
    let mut after = delta(&it, all(), &before).await;
    for name in ["posts", "revisions", "communications", "captures", "observations"] {
        assert_eq!(table(&mut after, name).await, ("adds", 0), "{name}: nothing of it is new");
    }
    let one_post =
        "insert into merges (provider_id, key, post_id, other_id, reason, evidence, frontier_id, merged_at)
                    select p.provider_id, 'a', p.id, null, 'by-hand', '', k.frontier_id, k.fetched_at
                      from posts p join captures k on k.id = p.first_capture_id order by p.id limit 1";
    it.query(one_post, false).await.unwrap();
    it.query("select unmerge(1)", false).await.unwrap();
    it.query("update looks set complete = false where id = 2", false).await.unwrap();
    let mut after = delta(&it, all(), &before).await;
    for (name, given) in [
        ("posts", ("adds", 1)),
        ("revisions", ("whole", 2)),
        ("communications", ("whole", 2)),
        ("observations", ("whole", 3)),
        ("captures", ("adds", 0)),
    ] {
        assert_eq!(table(&mut after, name).await, given, "{name}");
    }
    let mut later = delta(&it, all(), &after).await;
    assert_eq!(table(&mut later, "communications").await, ("adds", 0), "it was given since");
    it.query("update posts set key = key || 'b' where id = 1", false).await.unwrap();
    let mut later = delta(&it, all(), &after).await;
    assert_eq!(table(&mut later, "posts").await, ("whole", 3), "a key was renewed");
}

/// What is changed before it was ever exported needs no more than to be new.
#[tokio::test]
async fn rows_that_are_newer_than_the_last_export_may_change() {
    let it = TestStore::with_source(Page, PAGE).await;
    let before = it.snapshot(ExportScope::All, None, true).await.unwrap().unwrap();
    it.look(at(1), Answer::ok("1"), &found(&[article(PAGE, "An update", "Words")])).await;
    it.query("update looks set complete = false where frontier_id in (select id from frontier where role = 'post')", false).await.unwrap();
    it.query("delete from communications where false", false).await.unwrap();
    let mut after = delta(&it, ExportScope::All, &before).await;
    assert_eq!(table(&mut after, "observations").await, ("adds", 1));
    assert_eq!(table(&mut after, "communications").await, ("adds", 1));
}

/// A row bears the time at which its transaction began, and is there when it ends.
#[tokio::test]
async fn the_next_delta_begins_before_all_that_others_are_writing() {
    let it = two_pages().await;
    it.query(
        "create role plain_reader; grant select on all tables in schema public to plain_reader;
         grant usage, create on schema public to plain_reader",
        false,
    )
    .await
    .unwrap();
    let (also, role) = (if it.url.contains('?') { '&' } else { '?' }, "options[role]=plain_reader");
    let reader = Store::connect(&format!("{}{also}{role}", it.url)).await.unwrap();
    let owner = it.value("select current_user").await;
    let unseen = async || reader.query("select unseen from writing_since()", true).await.unwrap().rows;
    it.query("alter function writing_since owner to plain_reader", false).await.unwrap();
    assert_eq!(unseen().await, [[Some("f".to_owned())]], "nobody writes");
    let mut writer = Beside::new(&it).await;
    writer.run("begin; update stamps set raw = raw").await;
    assert_eq!(unseen().await, [[Some("t".to_owned())]]);
    let snapshot = reader.snapshot(ExportScope::All, None, true).await.unwrap().unwrap();
    assert!(snapshot.unseen && snapshot.next_since <= snapshot.as_of - TimeDelta::hours(1));
    it.query(&format!("alter function writing_since owner to {owner}"), false).await.unwrap();
    let began = "select min(xact_start) from pg_stat_activity where datname = current_database()";
    let began: DateTime<Utc> = format!("{}00", it.value(began).await).parse().unwrap();
    for store in [&it.store, &reader] {
        let snapshot = store.snapshot(ExportScope::All, None, true).await.unwrap().unwrap();
        assert_eq!((snapshot.next_since, snapshot.unseen), (began - TimeDelta::minutes(1), false));
    }
}

#[tokio::test]
async fn each_table_that_adds_notices_when_its_rows_change() {
    let it = TestStore::new().await;
    let before = it.snapshot(ExportScope::All, None, true).await.unwrap().unwrap();
    let mut after = delta(&it, ExportScope::All, &before).await;
    let adding: Vec<_> = after.tables().await.unwrap().into_iter().filter(|it| it.adds).collect();
    assert!(adding.len() > 5);
    for table in adding {
        let sql = format!("pg_trigger where tgname like 'rows_%' and tgargs = '{}\\000'::bytea", table.name);
        assert_eq!(it.count(&sql).await, "2", "{}", table.name);
    }
}
