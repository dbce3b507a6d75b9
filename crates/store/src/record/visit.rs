//! One transaction for all that a visit brought.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use model::{Capture, Extraction, Maker, Mention, Note, Outcome, Receipt, Role, Visit};
use serde_json::Value;
use sqlx::{FromRow, PgConnection};

use super::apply::Document;
use super::bounds::{Before, Window};
use super::outcome::Verdict;
use super::plan::{self, Plan};
use super::reach::{self, Reach};
use super::walks::{self, Bounds};
use super::{
    apply, entries, links, observation, platforms, politeness, records, refused, robots, same, security_txt,
    showing, turns, words,
};
use crate::Store;
use crate::connect::begin;
use crate::error::{Doing, StoreError};
use crate::record_id::uuid_of;
use crate::rows::{Row, micros, row, write};

/// How often a transaction that another one stood in the way of is made again.
pub(super) const ATTEMPTS: u8 = 5;

const DOING: &str = "record a visit";

/// A visit that is being recorded, with what its rows need.
pub(super) struct Turn<'a> {
    /// What is in the archive.
    pub capture: &'a Capture,
    /// What was read.
    pub extraction: &'a Extraction,
    /// When the answer was asked for, to the microsecond.
    pub looked_at: DateTime<Utc>,
    /// The last look before this one that would have shown what stands here now.
    pub before: Before,
    /// Whether the address is known to run on a platform.
    pub on_platform: bool,
    /// Of a listing that was seen before: what stood there then.
    pub window: Window,
    /// Of a look at a list that would have shown a new post: how far back it reaches.
    pub reach: Option<Reach>,
    /// Identity of the address.
    pub url_key: String,
    /// Digest of the incident terms that the mentions were found with.
    pub terms_digest: Option<String>,
}

impl Turn<'_> {
    /// The visit.
    pub fn visit(&self) -> &Visit {
        &self.capture.exchange.visit
    }

    /// Of a listing: finds out what of it stood there before, how far back it reached then and how far it does now.
    pub async fn reach_back(&mut self, conn: &mut PgConnection, verdict: &Verdict) -> Result<(), StoreError> {
        if self.before.looked_at.is_some() && !self.before.at_listing {
            self.window = Window::of(conn, self, verdict).await?;
            self.before.listing_reaches_at = self.window.reaches_at(&self.extraction.entries);
        }
        self.reach = reach::reach(conn, self, verdict).await?;
        Ok(())
    }
}

/// A capture that was recorded, with what it says.
#[derive(Debug, Clone, Copy)]
pub struct ReadCapture<'a> {
    /// The answer.
    pub capture: &'a Capture,
    /// What was read.
    pub extraction: &'a Extraction,
    /// The incidents that it speaks of.
    pub mentions: &'a [Mention],
    /// Row of `captures`.
    pub capture_id: i64,
    /// Row of `observations`.
    pub observation_id: i64,
}

/// Whether a reading is written beside the one that counts, to take its place later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beside {
    /// It is written where it counts at once.
    No,
    /// It is written into the tables of a second reading, and so is that it was read.
    Yes,
}

/// A note, with the post that it is about.
pub(super) type PostNote = (Option<i64>, Note);

/// What the row of an address says.
#[derive(FromRow)]
pub(super) struct Place {
    id: i64,
    /// Its identity.
    pub url_key: String,
    /// The address that led there.
    pub via_id: Option<i64>,
    /// When it was found.
    pub discovered_at: DateTime<Utc>,
    listing_reaches_at: Option<DateTime<Utc>>,
    source_url: String,
    domain: String,
}

/// What stood at an address when its row was locked.
#[derive(Default)]
pub(super) struct Stood {
    /// The look of this very visit, where it was recorded before.
    pub recorded: Option<i64>,
    /// Whether it is known to run on a platform.
    pub on_platform: bool,
    /// What was seen before this look.
    pub before: Before,
}

/// What was seen before this look.
#[derive(FromRow)]
pub(super) struct Seen {
    /// The last look that would have shown what stands here now.
    last_not_seen_at: Option<DateTime<Utc>>,
    /// Who made it.
    last_not_seen_by: Option<String>,
    /// Whether it was at the listing that led here.
    at_listing: bool,
}

impl Seen {
    /// What that bounds from below, at an address with this row.
    pub fn before(self, place: &Place) -> Before {
        Before {
            looked_at: self.last_not_seen_at,
            made_by: self.last_not_seen_by,
            at_listing: self.at_listing,
            listing_reaches_at: place.listing_reaches_at.filter(|_| self.at_listing),
        }
    }
}

#[derive(FromRow)]
struct Recorded {
    id: i64,
    outcome: String,
    detail: Option<String>,
    capture_id: Option<i64>,
}

impl Store {
    /// Writes all that a visit brought, in one transaction: the look, the capture, robots.txt, posts with
    /// their revisions and communications, entries, links, validators and the next due time; and gives the
    /// politeness group back. Recording the same visit again, after a connection that broke, changes
    /// nothing: a visit is known by the id of its own metadata record.
    ///
    /// Words that the server refuses are left out: the look is a failed one then, with a note, and its address waits.
    ///
    /// # Errors
    /// When the database cannot be used; nothing is stored then.
    pub async fn visit_record(
        &self,
        capture: &Capture,
        extraction: &Extraction,
        mentions: &[Mention],
        plan: &Plan,
        now: DateTime<Utc>,
    ) -> Result<Receipt, StoreError> {
        let error = match self.record_patiently(capture, extraction, mentions, plan, now).await {
            Err(error) if error.is_of_data() => error,
            answer => return answer,
        };
        refused::tell(capture, &error);
        let left = refused::without_words(extraction, &error);
        match self.record_patiently(capture, &left, &[], plan, now).await {
            // What is refused is the look itself.
            Err(error) if error.is_of_data() => self.put_off(capture, &left, plan, &error).await,
            answer => answer,
        }
    }

    async fn record_patiently(
        &self,
        capture: &Capture,
        extraction: &Extraction,
        mentions: &[Mention],
        plan: &Plan,
        now: DateTime<Utc>,
    ) -> Result<Receipt, StoreError> {
        let mut attempt = 1;
        loop {
            match self.record_once(capture, extraction, mentions, plan, now).await {
                Err(StoreError::Conflict { .. }) if attempt < ATTEMPTS => attempt += 1,
                // What another worker wrote in the meantime is no fault of the document, nor is what a server lost that
                // broke down.
                Err(error) if error.is_of_data() && attempt == 1 => {
                    self.look_words.forget();
                    attempt += 1;
                }
                answer => return answer,
            }
        }
    }

    /// Gives the politeness group of a visit back that no row can be written of; its records stay in the archive.
    async fn put_off(
        &self,
        capture: &Capture,
        left: &Extraction,
        plan: &Plan,
        error: &StoreError,
    ) -> Result<Receipt, StoreError> {
        let mut tx = self.pool.begin().await.doing(DOING)?;
        let place = lock(&mut tx, capture.exchange.visit.frontier_id, None).await?;
        let turn = self.turn(capture, left, &place, Stood::default());
        let verdict = Verdict::of(capture, left);
        plan::apply(&mut tx, &turn, &verdict, None, plan, &Receipt::default()).await?;
        tx.commit().await.doing(DOING)?;
        let detail = Some(error.refusal());
        Ok(Receipt { outcome: "failed".to_owned(), detail, ..Receipt::default() })
    }

    async fn record_once(
        &self,
        capture: &Capture,
        extraction: &Extraction,
        mentions: &[Mention],
        plan: &Plan,
        now: DateTime<Utc>,
    ) -> Result<Receipt, StoreError> {
        let visit = &capture.exchange.visit;
        let mut verdict = Verdict::of(capture, extraction);
        let said = words::said(capture, extraction, &verdict);
        let words_id = self.look_words.number(&self.pool, &said).await?;
        let mut tx = begin(&self.pool).await.doing(DOING)?;
        // The lock makes two workers that both visited this address, after a lost lease, take turns.
        let beside = (!self.has_turns).then_some(visit.source.provider_id);
        let place = lock(&mut tx, visit.frontier_id, beside).await?;
        let stood = stood(&mut tx, capture, &place).await?;
        if let Some(recorded) = stood.recorded {
            return receipt_of(&mut tx, recorded).await;
        }
        let mut turn = self.turn(capture, extraction, &place, stood);
        let unlike = showing::judge(&mut tx, &turn, &mut verdict).await?;
        let links = links::pick(&mut tx, &turn, &verdict, &place.source_url, &place.domain).await?;
        verdict.complete &= links.are_all();
        turn.reach_back(&mut tx, &verdict).await?;
        let (look, capture_id) = observation::look(&mut tx, (&turn, &verdict, words_id)).await?;
        let mut receipt = Receipt {
            capture_id,
            outcome: verdict.outcome.to_owned(),
            detail: verdict.detail.clone(),
            ..Receipt::default()
        };
        let (mut passed, mut is_new) = (None, false);
        let mut notes: Vec<PostNote> = match capture_id {
            Some(capture_id) if visit.role != Role::Robots => {
                if verdict.speaks() {
                    let bounds = Bounds { source_url: &place.source_url, domain: &place.domain, now };
                    is_new = same::merge(&mut tx, &turn, capture_id).await?;
                    passed = walks::window(&mut tx, &turn, capture_id, &bounds).await?;
                }
                let mut notes =
                    derive(&mut tx, &turn, &verdict, capture_id, (mentions, is_new), &mut receipt).await?;
                notes.extend(unlike.filter(|_| verdict.outcome != "unchanged").map(|note| (None, note)));
                if verdict.speaks() {
                    receipt.found = links.add(&mut tx, &turn, now).await?;
                    records::make_due(&mut tx, &turn, capture_id, now).await?;
                }
                notes
            }
            _ => match verdict.outcome {
                "unchanged" => Vec::new(),
                _ => extraction.notes.iter().map(|note| (None, note.clone())).collect(),
            },
        };
        if visit.role == Role::Robots {
            robots::apply(&mut tx, &turn, plan.robots_text.as_deref(), now).await?;
        }
        if plan.distrust {
            let detail = "the body changed and its validators did not: they are not asked with for a while";
            notes.push((None, Note::new("validators-distrusted", detail)));
        }
        let lost = walks::lost(&mut tx, &turn, &verdict, capture_id).await?;
        notes.extend(passed.into_iter().chain(lost).chain(links.notes()).map(|note| (None, note)));
        write_notes(&mut tx, &[(look, notes)]).await?;
        plan::apply(&mut tx, &turn, &verdict, capture_id, plan, &receipt).await?;
        walks::rest(&mut tx, &turn, &verdict).await?;
        politeness::apply(&mut tx, &turn, plan::rest_s(plan)).await?;
        if let Outcome::Moved { to, .. } = &capture.exchange.outcome {
            receipt.found = plan::moved(&mut tx, &turn, to, now).await?;
        }
        tx.commit().await.doing(DOING)?;
        Ok(receipt)
    }
}

impl Store {
    pub(super) fn turn<'a>(
        &self,
        capture: &'a Capture,
        extraction: &'a Extraction,
        place: &Place,
        stood: Stood,
    ) -> Turn<'a> {
        Turn {
            capture,
            extraction,
            looked_at: micros(capture.fetched_at()),
            before: stood.before,
            on_platform: stood.on_platform,
            window: Window::default(),
            reach: None,
            url_key: place.url_key.clone(),
            terms_digest: self.terms_digest(),
        }
    }
}

/// Writes what the document says, where it may be taken for the provider's words; returns what there is to note. `mentions`
/// are given with whether it is known already that none of its posts is known.
pub(super) async fn derive(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    verdict: &Verdict,
    capture_id: i64,
    (mentions, is_new): (&[Mention], bool),
    receipt: &mut Receipt,
) -> Result<Vec<PostNote>, StoreError> {
    // What was said of the same bytes before need not be said again.
    let mut notes: Vec<PostNote> = match verdict.outcome {
        "unchanged" => Vec::new(),
        _ => turn.extraction.notes.iter().map(|note| (None, note.clone())).collect(),
    };
    security_txt::write_version(conn, turn, verdict, capture_id).await?;
    if verdict.speaks() {
        records::events(conn, turn, capture_id).await?;
        reach::write(conn, turn, capture_id).await?;
        let entry_keys = entries::write_entries(conn, turn, capture_id, mentions).await?;
        notes.extend(platforms::write(conn, turn, capture_id).await?.map(|note| (None, note)));
        let mut documents = [match is_new {
            true => Document::new(turn, capture_id, mentions),
            false => Document::read(conn, turn, capture_id, mentions).await?,
        }];
        receipt.communications = apply::write(conn, &mut documents).await?;
        notes.extend(documents.into_iter().flat_map(|document| document.tell(receipt)));
        entries::join_stamps(conn, &[(turn, entry_keys)]).await?;
    }
    Ok(notes)
}

/// The row of an address, locked until the transaction ends. With `beside`, the turn of that provider's visits is taken before.
pub(super) async fn lock(
    conn: &mut PgConnection,
    frontier_id: i64,
    beside: Option<i64>,
) -> Result<Place, StoreError> {
    let mut places = lock_all(conn, &[frontier_id], beside).await?;
    places.remove(&frontier_id).ok_or(StoreError::Missing { table: "frontier", id: frontier_id })
}

/// The same for the rows of these addresses, by their numbers.
pub(super) async fn lock_all(
    conn: &mut PgConnection,
    addresses: &[i64],
    beside: Option<i64>,
) -> Result<BTreeMap<i64, Place>, StoreError> {
    // A row is locked when it has been joined, which takes the turn.
    let places: Vec<Place> = sqlx::query_as(
        "with turn as materialized (
           select pg_advisory_xact_lock_shared(hashtext('trail.recording'), $2) where $2 is not null)
         select f.id, f.url_key, f.via_id, f.discovered_at, f.listing_reaches_at, s.url as source_url, p.domain
           from frontier f
           join sources s on s.id = f.source_id
           join providers p on p.id = f.provider_id
           left join turn on true
          where f.id = any($1) order by f.id for update of f",
    )
    .bind(addresses)
    .bind(beside.map(turns::key))
    .fetch_all(conn)
    .await
    .doing(DOING)?;
    Ok(places.into_iter().map(|place| (place.id, place)).collect())
}

/// Whether this visit was recorded before; and the last look that would have shown what stands here now, and who
/// made it: an earlier one at this address or, where there was none, the last look at the listing that led here,
/// before the one that found this address. What a listing in somebody else's archive shows is not followed, so only
/// our own looks at it say that, and only of what it reached back to (`bounds.rs`).
pub(super) async fn stood(
    conn: &mut PgConnection,
    capture: &Capture,
    place: &Place,
) -> Result<Stood, StoreError> {
    const STOOD: &str = "\
select this.id as recorded, seen.looked_at as last_not_seen_at, seen.made_by as last_not_seen_by,
       coalesce(seen.rank = 2, false) as at_listing,
       exists (select from platforms p where p.frontier_id = $2 and p.valid_to is null) as on_platform
  from (select) one
  left join looks this on this.frontier_id = $2 and this.looked_at = $3 and this.record_id = $1
  left join lateral (
       (select looked_at, made_by, 1 as rank from observations
         where frontier_id = $2 and looked_at < $3 and complete order by looked_at desc limit 1)
       union all
       (select looked_at, made_by, 2 from observations
         where frontier_id = $4 and looked_at < $5 and complete and made_by = 'live' order by looked_at desc limit 1)
       order by rank limit 1) seen on true";
    #[derive(FromRow)]
    struct Found {
        recorded: Option<i64>,
        on_platform: bool,
        #[sqlx(flatten)]
        seen: Seen,
    }
    let found: Found = sqlx::query_as(STOOD)
        .bind(uuid_of(&capture.metadata.record_id)?)
        .bind(capture.exchange.visit.frontier_id)
        .bind(micros(capture.fetched_at()))
        .bind(place.via_id.filter(|_| capture.made_by() == Maker::Live))
        .bind(place.discovered_at)
        .fetch_one(conn)
        .await
        .doing(DOING)?;
    let (recorded, on_platform) = (found.recorded, found.on_platform);
    Ok(Stood { recorded, on_platform, before: found.seen.before(place) })
}

/// Writes what there is to note of looks.
pub(super) async fn write_notes(
    conn: &mut PgConnection,
    looks: &[(i64, Vec<PostNote>)],
) -> Result<(), StoreError> {
    const NOTES: &str = "\
insert into notes (observation_id, post_id, code, detail)
select r.observation_id, r.post_id, r.code, r.detail from jsonb_populate_recordset(null::notes, $1) r";
    let mut seen = BTreeSet::new();
    let mut rows: Vec<Row> = Vec::new();
    for (look, notes) in looks {
        let new = notes
            .iter()
            .filter(|(post, note)| seen.insert((*look, *post, note.code.as_str(), note.detail.as_str())));
        rows.extend(new.map(|(post, note)| {
            row([
                ("observation_id", Value::from(*look)),
                ("post_id", (*post).into()),
                ("code", note.code.as_str().into()),
                ("detail", note.detail.as_str().into()),
            ])
        }));
    }
    write(conn, NOTES, &rows, DOING).await.map(drop)
}

/// The receipt of a visit that was recorded before, read back from what it wrote.
async fn receipt_of(conn: &mut PgConnection, observation_id: i64) -> Result<Receipt, StoreError> {
    tracing::debug!(observation = observation_id, "this visit was recorded before");
    let before: Recorded =
        sqlx::query_as("select id, outcome::text, detail, capture_id from observations where id = $1")
            .bind(observation_id)
            .fetch_one(&mut *conn)
            .await
            .doing(DOING)?;
    let (posts, revisions, communications): (Vec<String>, Vec<String>, i64) = sqlx::query_as(
        "select coalesce(array_agg(coalesce(r.title, p.url, p.key) order by r.id) filter (where r.number = 1), '{}'),
                coalesce(array_agg(coalesce(r.title, p.url, p.key) order by r.id) filter (where r.number > 1), '{}'),
                (select count(*) from communications where capture_id = $1)
           from revisions r join posts p on p.id = r.post_id where r.capture_id = $1",
    )
    .bind(before.capture_id)
    .fetch_one(&mut *conn)
    .await
    .doing(DOING)?;
    let found: Vec<String> = sqlx::query_scalar(
        "select f.url from frontier f join observations o on o.id = $1
          where f.via_id = o.frontier_id and f.discovered_at = o.looked_at order by f.id",
    )
    .bind(before.id)
    .fetch_all(conn)
    .await
    .doing(DOING)?;
    Ok(Receipt {
        capture_id: before.capture_id,
        outcome: before.outcome,
        detail: before.detail,
        found,
        posts,
        revisions,
        communications: usize::try_from(communications).unwrap_or(0),
    })
}
