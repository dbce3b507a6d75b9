//! Visits of the past come in beside a crawl, and no look gets between older ones.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use model::SourceKind::Page;
use store::Plan;

use crate::support::{Answer, TestStore, at, empty, provider, source};

#[tokio::test]
async fn what_a_crawl_looks_at_waits_while_older_visits_of_that_provider_come_in_and_is_known_afterwards() {
    let it = TestStore::new().await;
    let page = |slug: &str| source(Page, &format!("https://{slug}.example/a"));
    let seeds = ["acme", "other"].map(|slug| provider(slug, &format!("{slug}.example"), vec![page(slug)]));
    it.seeds_sync(&seeds, &[], at(0)).await.unwrap();
    for _ in 0..2 {
        let robots = it.claimed(at(0)).await;
        it.record(&Answer::new(404).at(at(0)).capture(robots), &empty()).await;
    }
    let (mut turns, slugs) = (it.turns().await.unwrap(), BTreeSet::from(["acme", "nobody"]));
    let newest = turns.take(&slugs, &BTreeSet::new()).await.unwrap();
    assert_eq!(newest, BTreeMap::from([("acme".to_owned(), at(0))]));
    let (one, two) = (it.claimed(at(5)).await, it.claimed(at(5)).await);
    let (acme, other) = if one.source.provider == "acme" { (one, two) } else { (two, one) };
    // The other provider's visit is recorded at once, acme's when it is its turn.
    it.record(&Answer::ok("1").at(at(5)).capture(other), &empty()).await;
    let store = it.store.clone();
    let capture = Answer::ok("1").at(at(5)).capture(acme);
    let waiting = tokio::spawn(async move {
        let plan = Plan { due_at: at(5) + TimeDelta::minutes(10), interval_s: 600, ..Plan::default() };
        store.visit_record(&capture, &empty(), &[], &plan, at(5)).await.unwrap();
    });
    let waits = "select count(*) from pg_locks where locktype = 'advisory' and not granted and database = \
                 (select oid from pg_database where datname = current_database())";
    while it.value(waits).await == "0" {
        assert!(!waiting.is_finished(), "it was recorded out of turn");
    }
    assert_eq!(
        it.count("looks where provider_id = (select id from providers where slug = 'acme')").await,
        "1"
    );
    turns.give_back().await.unwrap();
    waiting.await.unwrap();
    // Older visits come no more before it; what came in by ourselves is no such look.
    let newest = turns.take(&slugs, &BTreeSet::new()).await.unwrap();
    assert_eq!(newest, BTreeMap::from([("acme".to_owned(), at(5))]));
    turns.give_back().await.unwrap();
    it.look(at(6), Answer::ok("2"), &empty()).await;
    it.look(at(6), Answer::ok("2"), &empty()).await;
    let ours = it.recorded_visits().await.unwrap();
    assert_eq!(turns.take(&slugs, &ours).await.unwrap(), BTreeMap::new());
}
