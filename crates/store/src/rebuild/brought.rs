//! Captures of others on their way back into the database: where they stand, and whose bodies they share.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use model::{Capture, Extraction, Known, Role, Visit};
use uuid::Uuid;

use super::past::PastVisit;
use super::restore::Rebuild;
use crate::brought::Belonging;
use crate::error::{Doing, StoreError};
use crate::record_id::record_uuid;
use crate::rows::micros;

const DOING: &str = "put captures of others back";

impl Rebuild {
    /// Puts captures of others back as they were brought, in their order: the looks and the captures, which nobody has
    /// read yet. Returns how many were not here before.
    ///
    /// # Errors
    /// When the database cannot be used; none of them is stored then.
    pub async fn bring(
        &self,
        all: Vec<(PastVisit, Capture)>,
        nothing: &Extraction,
    ) -> Result<usize, StoreError> {
        let mut places = Vec::new();
        for (past, _) in &all {
            let belonging =
                Belonging { url: past.url.clone(), role: past.role, source: self.source(past).await? };
            places.push((belonging, past.discovered_at));
        }
        let original = |past: &PastVisit| past.known.as_ref().and_then(|it| record_uuid(&it.record_id));
        let records: Vec<Uuid> = all.iter().filter_map(|(past, _)| original(past)).collect();
        let known: Vec<(Uuid, i64)> =
            sqlx::query_as("select record_id, id from captures where record_id = any($1)")
                .bind(&records)
                .fetch_all(self.pool())
                .await
                .doing(DOING)?;
        let known: BTreeMap<Uuid, i64> = known.into_iter().collect();
        let mut visits = self.store().brought_visits(&places).await?;
        self.renew_rows(&mut visits, &places).await?;
        let mut captures = Vec::new();
        for ((past, mut capture), mut visit) in all.into_iter().zip(visits) {
            visit.known = past.known.and_then(|it| {
                let capture_id = *known.get(&record_uuid(&it.record_id)?)?;
                Some(Known { capture_id, ..it })
            });
            capture.exchange.visit = visit;
            captures.push(capture);
        }
        self.store().bring(&captures, nothing).await
    }

    /// The record of a visit says when the row of its address was made, which may have been before the capture that
    /// came first: a robots.txt has a row as soon as its origin has. It also says to which source that row belongs.
    async fn renew_rows(
        &self,
        visits: &mut [Visit],
        places: &[(Belonging, DateTime<Utc>)],
    ) -> Result<(), StoreError> {
        let (mut ids, mut times, mut sources, mut providers) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (visit, (belonging, at)) in visits.iter_mut().zip(places) {
            let at = micros(*at);
            let robots = belonging.role == Role::Robots;
            if visit.discovered_at != at || (robots && visit.source.id != belonging.source.id) {
                visit.discovered_at = at;
                if robots {
                    visit.source = belonging.source.clone();
                }
                ids.push(visit.frontier_id);
                times.push(at);
                sources.push(robots.then_some(belonging.source.id));
                providers.push(robots.then_some(belonging.source.provider_id));
            }
        }
        if ids.is_empty() {
            return Ok(());
        }
        sqlx::query(
            "update frontier f
                set discovered_at = r.at, source_id = coalesce(r.source_id, f.source_id),
                    provider_id = coalesce(r.provider_id, f.provider_id)
               from (select distinct on (id) id, at, source_id, provider_id
                       from unnest($1::bigint[], $2::timestamptz[], $3::bigint[], $4::bigint[])
                            t (id, at, source_id, provider_id)) r
              where f.id = r.id",
        )
        .bind(ids)
        .bind(times)
        .bind(sources)
        .bind(providers)
        .execute(self.pool())
        .await
        .doing(DOING)
        .map(drop)
    }

    /// Where the body of the capture with that record stands.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn body_place(&self, record_id: &str) -> Result<Option<model::RecordPlace>, StoreError> {
        let id: Option<i64> =
            sqlx::query_scalar("select id from captures where record_id = $1 and kind = 'response'")
                .bind(record_uuid(record_id))
                .fetch_optional(self.pool())
                .await
                .doing(DOING)?;
        match id {
            Some(id) => self.store().capture_place(id).await,
            None => Ok(None),
        }
    }
}
