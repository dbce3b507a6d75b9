//! The providers' answers to one incident, as a report shows them.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::Store;
use crate::error::{Doing, StoreError};

/// The answers of all providers that are followed to one incident.
#[derive(Debug, Clone)]
pub struct IncidentReport {
    /// The incident's slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What delays are measured from; `None` where no public event is known.
    pub anchor: Option<Anchor>,
    /// One answer per provider: those that spoke first, then the silent ones.
    pub answers: Vec<ProviderAnswer>,
}

/// The public event that delays are measured from.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Anchor {
    /// Its time as written, to its own precision.
    pub time: String,
    /// What happened.
    pub label: String,
    /// Who says so.
    pub citation: String,
}

/// One provider's answer. What is not known is `None`, never zero.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct ProviderAnswer {
    /// The provider's slug.
    pub provider: String,
    /// The provider's name.
    pub provider_name: String,
    /// The time that its first communication claims, as written, with its offset where one is known.
    pub first_claimed: Option<String>,
    /// Hours from the public event to the first word, at least; negative before the disclosure.
    pub hours_low: Option<f64>,
    /// The same, at most.
    pub hours_high: Option<f64>,
    /// When we first saw a communication.
    pub first_seen_at: Option<DateTime<Utc>>,
    /// When we last looked before that and it was not there.
    pub last_not_seen_at: Option<DateTime<Utc>>,
    /// Who signed the first communication.
    pub author: Option<String>,
    /// The title as written.
    pub job_title: Option<String>,
    /// The class of the title.
    pub seniority: Option<String>,
    /// The function of the title.
    pub function: Option<String>,
    /// The kind of the first communication.
    pub kind: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Where a reader finds it.
    pub url: Option<String>,
    /// Communications that name the incident.
    pub communications: i64,
    /// How often a text about the incident was changed in place.
    pub edits: i64,
    /// Whether a communication claims a time at which a look did not find it.
    pub backdated: bool,
    /// Looks at the provider's addresses that saw them whole.
    pub looks: i64,
}

const ANSWERS: &str = "\
select w.provider, w.provider_name, w.claimed_local || coalesce(' ' || w.claimed_offset, '') as first_claimed,
       w.claimed_hours_low::float8 as hours_low, w.claimed_hours_high::float8 as hours_high,
       w.first_seen_at, w.last_not_seen_at, w.author, w.job_title, w.seniority, w.function, w.kind, w.title, w.url,
       w.communications, coalesce(t.edits, 0) as edits, coalesce(t.backdated, false) as backdated, w.looks
  from first_words w
  left join (select provider, count(*) filter (where version > 1) as edits,
                    bool_or(version = 1 and claimed_high_at <= last_not_seen_at) as backdated
               from trail where incident = $1 group by provider) t on t.provider = w.provider
 where w.incident = $1
 order by w.communications = 0, w.claimed_hours_low, w.first_seen_at, w.provider";

const ANCHOR: &str = "\
select distinct anchor as time, anchor_label as label, anchor_citation as citation
  from first_words where incident = $1 and anchor is not null";

impl Store {
    /// The report on the incident of that slug; `None` where nobody knows it.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn incident_report(&self, slug: &str) -> Result<Option<IncidentReport>, StoreError> {
        const DOING: &str = "gather the report on an incident";
        let name: Option<String> = sqlx::query_scalar("select name from incidents where slug = $1")
            .bind(slug)
            .fetch_optional(&self.pool)
            .await
            .doing(DOING)?;
        let Some(name) = name else { return Ok(None) };
        let anchor = sqlx::query_as(ANCHOR).bind(slug).fetch_optional(&self.pool).await.doing(DOING)?;
        let answers = sqlx::query_as(ANSWERS).bind(slug).fetch_all(&self.pool).await.doing(DOING)?;
        Ok(Some(IncidentReport { slug: slug.to_owned(), name, anchor, answers }))
    }
}
