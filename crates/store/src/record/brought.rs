//! The rows of captures that others made: the look and where its bytes stand. What they say is read later.

use std::collections::BTreeSet;

use model::{Capture, CaptureKind, Extraction, Role};
use sqlx::{Connection, PgConnection};

use super::bounds::{Before, Window};
use super::observation::Worded;
use super::outcome::Verdict;
use super::visit::Turn;
use super::{observation, refused, words};
use crate::Store;
use crate::address::bounded;
use crate::connect::begin;
use crate::error::{Doing, StoreError};
use crate::rows::micros;

const DOING: &str = "record captures of others";

impl Store {
    /// Writes the looks and the captures, in one transaction; returns how many were not here before. `unread` is an
    /// extraction that says nothing, by the rules of today. What has a body to be read stands there as read by none. One
    /// that the server refuses is left out.
    ///
    /// # Errors
    /// When the database cannot be used; nothing is stored then.
    pub async fn bring(&self, captures: &[Capture], nothing: &Extraction) -> Result<usize, StoreError> {
        let unread = Extraction { extractor_version: String::new(), ..nothing.clone() };
        let mut judged = Vec::new();
        for capture in captures {
            let readable =
                capture.exchange.visit.role != Role::Robots && capture.kind != Some(CaptureKind::NotModified);
            let extraction = if readable { &unread } else { nothing };
            let verdict = Verdict::of(capture, extraction);
            let said = words::said(capture, extraction, &verdict);
            judged.push((capture, extraction, verdict, self.look_words.number(&self.pool, &said).await?));
        }
        let mut tx = begin(&self.pool).await.doing(DOING)?;
        // Two that bring the same thing take turns.
        sqlx::query("select pg_advisory_xact_lock(hashtext('trail.brought'))")
            .execute(&mut *tx)
            .await
            .doing(DOING)?;
        let name = |capture: &Capture| capture.exchange.provenance.as_ref().map(|it| bounded(&it.made_as));
        let names: Vec<String> = captures.iter().filter_map(name).collect();
        let held: Vec<String> = sqlx::query_scalar("select made_as from captures where made_as = any($1)")
            .bind(&names)
            .fetch_all(&mut *tx)
            .await
            .doing(DOING)?;
        let mut held: BTreeSet<String> = held.into_iter().collect();
        let mut turns = Vec::new();
        for (capture, extraction, verdict, words_id) in judged {
            if name(capture).is_none_or(|name| !held.insert(name)) {
                continue;
            }
            let turn = Turn {
                capture,
                extraction,
                looked_at: micros(capture.fetched_at()),
                before: Before::default(),
                on_platform: false,
                window: Window::default(),
                reach: None,
                url_key: String::new(),
                terms_digest: None,
            };
            turns.push((turn, verdict, words_id));
        }
        let looks: Vec<Worded<'_>> =
            turns.iter().map(|(turn, verdict, words_id)| (turn, verdict, *words_id)).collect();
        let brought = write(&mut tx, &looks).await?;
        tx.commit().await.doing(DOING)?;
        Ok(brought)
    }
}

/// Writes these, all together or, where the server refuses one of them, each by itself; returns how many it took.
async fn write(conn: &mut PgConnection, looks: &[Worded<'_>]) -> Result<usize, StoreError> {
    if looks.is_empty() {
        return Ok(0);
    }
    let mut together = conn.begin().await.doing(DOING)?;
    match observation::looks(&mut together, looks).await {
        Ok(_) => {
            together.commit().await.doing(DOING)?;
            return Ok(looks.len());
        }
        Err(error) if error.is_of_data() => together.rollback().await.doing(DOING)?,
        Err(error) => return Err(error),
    }
    let mut taken = 0;
    for look in looks {
        let mut alone = conn.begin().await.doing(DOING)?;
        match observation::looks(&mut alone, std::slice::from_ref(look)).await {
            Ok(_) => {
                alone.commit().await.doing(DOING)?;
                taken += 1;
            }
            Err(error) if error.is_of_data() => {
                alone.rollback().await.doing(DOING)?;
                refused::tell(look.0.capture, &error);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(taken)
}
