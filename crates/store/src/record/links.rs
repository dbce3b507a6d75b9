//! Which links of a document enter the frontier with a look: what is not known yet, and what is newest first.
//!
//! Lists grow at either end and are longer than what one look may add. So what is known already takes no room, and a look
//! that had to leave something to the next one says so: it is not complete, and what it left is no silence.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use model::{LinkRel, Note, Role};
use sqlx::PgConnection;
use url::Url;

use super::outcome::Verdict;
use super::visit::Turn;
use super::walks;
use crate::address::key_of;
use crate::error::{Doing, StoreError};
use crate::following::{DEEPEST, Found, MOST_LINKS, leads};
use crate::frontier::{Address, add_found, respelled};

/// The notes of a look that did not follow all of its links: some are left to the next one, or none is followed since the
/// document lies too deep. A second reading leaves both as they are.
pub(super) const CUT: [&str; 2] = ["links-left", "links-too-deep"];

/// How far back the listing reached before it led to what this look found.
const REACHED: &str = "\
update frontier set listing_reaches_at = $2 where url_key = any($1) and via_id = $3 and discovered_at = $4";

/// The links that a look adds.
#[derive(Default)]
pub(super) struct Links {
    found: Vec<Found>,
    left: usize,
    too_deep: usize,
}

/// Picks the links of what was read that are new.
pub(super) async fn pick(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    verdict: &Verdict,
    source_url: &str,
    domain: &str,
) -> Result<Links, StoreError> {
    let visit = turn.visit();
    let extraction = turn.extraction;
    if !verdict.speaks() {
        return Ok(Links::default());
    }
    let source_url = Url::parse(source_url).unwrap_or_else(|_| visit.url.clone());
    let mut found = leads(visit, &source_url, domain, &extraction.links);
    if walks::is_window(extraction) {
        // Older pages are walked when they are needed.
        let pages: BTreeSet<&str> = extraction
            .links
            .iter()
            .filter(|link| link.rel == LinkRel::Page)
            .map(|link| link.url.as_str())
            .collect();
        found.retain(|it| it.role != Role::Listing || !pages.contains(it.url.as_str()));
    }
    let known = known(conn, &found).await?;
    found.retain(|it| !known.contains(&it.key));
    if visit.depth >= DEEPEST {
        // A new post may be among them, and nobody would read it.
        let too_deep = found.iter().filter(|it| it.role == Role::Post).count();
        return Ok(Links { too_deep, ..Links::default() });
    }
    let left = found.len().saturating_sub(MOST_LINKS);
    if left > 0 {
        let times = times(turn);
        // What leads to posts comes first: there are few of them.
        found.sort_by_key(|it| (it.role == Role::Post, Reverse(times.get(&it.key).copied())));
        found.truncate(MOST_LINKS);
    }
    Ok(Links { found, left, too_deep: 0 })
}

impl Links {
    /// Whether all that is new is followed.
    pub fn are_all(&self) -> bool {
        self.left == 0 && self.too_deep == 0
    }

    /// What there is to note.
    pub fn notes(&self) -> impl Iterator<Item = Note> {
        let left = format!(
            "{} new addresses are left to the next look, those that are oldest or have no time",
            self.left
        );
        let too_deep = format!(
            "{} new addresses of posts are not followed: this list is {DEEPEST} links from the seed",
            self.too_deep
        );
        let [left_code, deep_code] = CUT;
        [(self.left, left_code, left), (self.too_deep, deep_code, too_deep)]
            .into_iter()
            .filter(|(many, ..)| *many > 0)
            .map(|(_, code, detail)| Note::new(code, detail))
    }

    /// Adds them; returns those that are new.
    pub async fn add(
        &self,
        conn: &mut PgConnection,
        turn: &Turn<'_>,
        now: DateTime<Utc>,
    ) -> Result<Vec<String>, StoreError> {
        let visit = turn.visit();
        let addresses: Vec<Address<'_>> = self
            .found
            .iter()
            .map(|it| Address {
                url: &it.url,
                key: &it.key,
                role: it.role,
                source_id: visit.source.id,
                provider_id: visit.source.provider_id,
                via_id: Some(visit.frontier_id),
                depth: it.depth,
                discovered_at: turn.looked_at,
                due_at: now,
            })
            .collect();
        if addresses.is_empty() {
            return Ok(Vec::new());
        }
        let found = add_found(conn, &addresses).await?;
        if let Some(reaches_at) = turn.before.listing_reaches_at.filter(|_| !found.is_empty()) {
            let keys: Vec<&str> = addresses.iter().map(|it| it.key).collect();
            sqlx::query(REACHED)
                .bind(keys)
                .bind(reaches_at)
                .bind(visit.frontier_id)
                .bind(turn.looked_at)
                .execute(conn)
                .await
                .doing("say how far back a listing reached")?;
        }
        Ok(found)
    }
}

/// Those of the addresses that are visited already, as they are written here or as they answer.
async fn known(conn: &mut PgConnection, found: &[Found]) -> Result<BTreeSet<String>, StoreError> {
    if found.is_empty() {
        return Ok(BTreeSet::new());
    }
    let keys: Vec<&str> = found.iter().map(|it| it.key.as_str()).collect();
    let known: Vec<String> =
        sqlx::query_scalar("select url_key from frontier where url_key = any($1) and active")
            .bind(keys)
            .fetch_all(&mut *conn)
            .await
            .doing("see which links are new")?;
    let mut known: BTreeSet<String> = known.into_iter().collect();
    let links: Vec<(&str, &Url)> =
        found.iter().filter(|it| known.contains(&it.key)).map(|it| (it.key.as_str(), &it.url)).collect();
    for key in respelled(conn, &links).await? {
        known.remove(&key);
    }
    Ok(known)
}

/// The latest time that the document gives for each address.
fn times(turn: &Turn<'_>) -> BTreeMap<String, DateTime<Utc>> {
    let mut times = BTreeMap::new();
    for entry in &turn.extraction.entries {
        let stamps = entry.published.iter().chain(&entry.updated);
        let Some(at) = stamps.filter_map(walks::moment).max() else { continue };
        let Some(key) = entry.link.as_deref().and_then(key_of) else { continue };
        let latest = times.entry(key).or_insert(at);
        *latest = at.max(*latest);
    }
    times
}
