//! A store with a database of its own.

use std::ops::Deref;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use model::{Capture, Extraction, Mention, Receipt, Role, Visit};
use store::{Claim, Plan, Scope, Store};

use super::{Answer, cluster, seed};

/// A store whose database no other test sees.
pub struct TestStore {
    /// The store.
    pub store: Store,
    /// The address of its database.
    pub url: String,
}

impl Deref for TestStore {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

impl TestStore {
    /// An empty database.
    pub async fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let url = cluster::create(&format!("t{}", NEXT.fetch_add(1, Ordering::Relaxed))).await;
        let store = Store::connect(&url).await.unwrap();
        Self { store, url }
    }

    /// A database with one provider that has one source, and an incident; robots.txt is fetched and absent.
    pub async fn with_source(kind: model::SourceKind, url: &str) -> Self {
        Self::following(seed::source(kind, url)).await
    }

    /// A database with the provider acme, this source of it, and Heartbleed; its robots.txt was looked for.
    pub async fn following(source: model::SourceSeed) -> Self {
        Self::following_all(vec![source], seed::at(0)).await
    }

    /// The same with several sources on one host, followed since `begin`.
    pub async fn following_all(sources: Vec<model::SourceSeed>, begin: DateTime<Utc>) -> Self {
        let it = Self::new().await;
        let provider = seed::provider("acme", "acme.example", sources);
        it.seeds_sync(&[provider], &[seed::heartbleed()], begin).await.unwrap();
        it.incident_terms().await.unwrap();
        let robots = it.claimed(begin).await;
        assert_eq!(robots.url.path(), "/robots.txt");
        it.record(&Answer::new(404).at(begin).capture(robots), &super::empty()).await;
        it
    }

    /// The visit that is due at `now`.
    pub async fn claimed(&self, now: DateTime<Utc>) -> Visit {
        match self.visit_claim(&Scope::default(), now, "test").await.unwrap() {
            Claim::Visit(visit) => *visit,
            other => panic!("nothing to visit: {other:?}"),
        }
    }

    /// The visit of this address, which must be the one that is due.
    pub async fn claimed_url(&self, url: &str, now: DateTime<Utc>) -> Visit {
        let visit = self.claimed(now).await;
        assert_eq!(visit.url.as_str(), url);
        visit
    }

    /// Makes this address due and no other, and its host free.
    pub async fn make_due_alone(&self, url: &str) {
        let due = format!(
            "update frontier set due_at = case when url = '{url}' then '2014-01-01' else 'infinity' end::timestamptz;
             update politeness_groups set leased_until = null"
        );
        self.query(&due, false).await.unwrap();
    }

    /// Records a visit without mentions, as planned by [`plan`].
    pub async fn record(&self, capture: &Capture, extraction: &Extraction) -> Receipt {
        self.record_with(capture, extraction, &[]).await
    }

    /// Records a visit with mentions.
    pub async fn record_with(
        &self,
        capture: &Capture,
        extraction: &Extraction,
        mentions: &[Mention],
    ) -> Receipt {
        let now = capture.fetched_at();
        let plan = plan(capture.exchange.visit.role, now);
        self.visit_record(capture, extraction, mentions, &plan, now).await.unwrap()
    }

    /// Visits the address that is due at `now` and records what it answers.
    pub async fn look(&self, now: DateTime<Utc>, answer: Answer, extraction: &Extraction) -> Receipt {
        let visit = self.claimed(now).await;
        self.record(&answer.at(now).capture(visit), extraction).await
    }

    /// The one value that a query returns; an empty text for NULL.
    pub async fn value(&self, sql: &str) -> String {
        let table = self.query(sql, true).await.unwrap();
        assert_eq!((table.rows.len(), table.columns.len()), (1, 1), "{sql}: {table:?}");
        table.rows.into_iter().flatten().next().flatten().unwrap_or_default()
    }

    /// The rows that a query returns, fields separated by a bar, NULL as `-`.
    pub async fn lines(&self, sql: &str) -> Vec<String> {
        let table = self.query(sql, true).await.unwrap();
        let line = |row: Vec<Option<String>>| {
            row.into_iter().map(|cell| cell.unwrap_or_else(|| "-".into())).collect::<Vec<_>>().join("|")
        };
        table.rows.into_iter().map(line).collect()
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &str) -> String {
        self.value(&format!("select count(*) from {table}")).await
    }
}

/// Due again ten minutes after `now`, without a rest for the group; robots.txt stays fresh for a year.
pub fn plan(role: Role, now: DateTime<Utc>) -> Plan {
    let wait = if role == Role::Robots { TimeDelta::days(365) } else { TimeDelta::minutes(10) };
    Plan { due_at: now + wait, interval_s: wait.num_seconds(), ..Plan::default() }
}
