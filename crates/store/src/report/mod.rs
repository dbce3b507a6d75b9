//! All that a report on an incident shows, read from the schema `research`. What is not known is `None`, never zero.

mod communication;
mod entries;
mod events;
mod measures;
mod providers;
mod signals;
mod texts;
mod withdrawn;

pub use communication::{Communication, Speaker};
pub use entries::ListedEntry;
pub use events::{Anchor, ReferenceTime};
pub use measures::ResponseTime;
pub use providers::{Coverage, Provider};
pub use signals::{SignalKind, SignalPart, SignalPlace};
pub use texts::{ChangedWords, Edit, TextChange};
pub use withdrawn::Withdrawn;

use crate::Store;
use crate::error::{Doing, StoreError};

/// How the providers that are followed answered one incident.
#[derive(Debug, Clone)]
pub struct IncidentReport {
    /// The incident's slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What response times are measured from: at most one of each kind.
    pub anchors: Vec<Anchor>,
    /// All that is known of what happened when, conflicting values side by side.
    pub events: Vec<ReferenceTime>,
    /// The providers: those that spoke first, then the silent ones.
    pub providers: Vec<Provider>,
    /// The trail, in time order.
    pub communications: Vec<Communication>,
    /// Entries of feeds and listings that speak of it where no text of their page was read that does.
    pub entries: Vec<ListedEntry>,
    /// How long after each anchor they spoke, acted and claimed a fix.
    pub response_times: Vec<ResponseTime>,
    /// Who speaks, by communication.
    pub speakers: Vec<Speaker>,
    /// The signals that are looked for.
    pub kinds: Vec<SignalKind>,
    /// For each provider and signal that counts, what became of it.
    pub parts: Vec<SignalPart>,
    /// Where each signal was found.
    pub places: Vec<SignalPlace>,
    /// Texts that took the place of others.
    pub changes: Vec<TextChange>,
    /// Statements that were taken away again, and dates of publication that were moved.
    pub withdrawn: Vec<Withdrawn>,
    /// What was looked at.
    pub coverage: Vec<Coverage>,
}

const DOING: &str = "gather the report on an incident";

impl Store {
    /// The report on the incident of that slug; `None` where nobody knows it.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn incident_report(&self, slug: &str) -> Result<Option<IncidentReport>, StoreError> {
        // One snapshot: a crawl may be writing.
        let mut tx = self.pool.begin().await.doing(DOING)?;
        sqlx::query("set transaction isolation level repeatable read, read only")
            .execute(&mut *tx)
            .await
            .doing(DOING)?;
        let name: Option<String> = sqlx::query_scalar("select name from incidents where slug = $1")
            .bind(slug)
            .fetch_optional(&mut *tx)
            .await
            .doing(DOING)?;
        let Some(name) = name else { return Ok(None) };
        let mut report = IncidentReport {
            slug: slug.to_owned(),
            name,
            anchors: rows(&mut tx, events::ANCHORS, slug).await?,
            events: rows(&mut tx, events::EVENTS, slug).await?,
            providers: rows(&mut tx, providers::PROVIDERS, slug).await?,
            communications: rows(&mut tx, communication::TRAIL, slug).await?,
            entries: rows(&mut tx, entries::ENTRIES, slug).await?,
            response_times: rows(&mut tx, measures::TIMES, slug).await?,
            speakers: rows(&mut tx, communication::SPEAKERS, slug).await?,
            kinds: rows(&mut tx, signals::KINDS, slug).await?,
            parts: rows(&mut tx, signals::PARTS, slug).await?,
            places: rows(&mut tx, signals::PLACES, slug).await?,
            changes: rows(&mut tx, texts::CHANGES, slug).await?,
            withdrawn: rows(&mut tx, withdrawn::WITHDRAWN, slug).await?,
            coverage: rows(&mut tx, providers::COVERAGE, slug).await?,
        };
        tx.commit().await.doing(DOING)?;
        // Most posts were in a feed before they were read; of those entries the ones that bound a time are told.
        let times = &report.response_times;
        report
            .entries
            .retain(|it| it.announces_id.is_none() || times.iter().any(|time| time.entry_id == Some(it.id)));
        Ok(Some(report))
    }
}

/// The rows of a statement about the incident `$1`.
async fn rows<T>(
    conn: &mut sqlx::PgConnection,
    sql: &'static str,
    incident: &str,
) -> Result<Vec<T>, StoreError>
where
    T: for<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow> + Send + Unpin,
{
    sqlx::query_as(sql).bind(incident).fetch_all(conn).await.doing(DOING)
}
