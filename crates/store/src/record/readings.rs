//! What captures say, derived without a new look: many in one transaction, in their order. Documents that show nothing that
//! was known, and nothing of each other, are written by the same statements: most of what a document costs the server is
//! what each statement costs.

use std::collections::BTreeSet;

use model::{Maker, Receipt, Role, SourceKind};
use sqlx::{Connection, PgConnection};

use super::apply::{self, Document, keys};
use super::bounds::Before;
use super::outcome::Verdict;
use super::visit::{
    ATTEMPTS, Beside, Place, PostNote, ReadCapture, Seen, Stood, Turn, derive, lock, lock_all, stood,
    write_notes,
};
use super::{entries, observation, refused, showing, words};
use crate::Store;
use crate::connect::begin;
use crate::error::{Doing, StoreError};
use crate::look_words::{number_of, words_of};
use crate::rows::{Row, micros};

const DOING: &str = "record what captures say";

/// Of documents, by their place, those of which something is known: a post ($1 place, $2 provider, $3 key), or the platform
/// of their address ($4 place, $5 address).
const KNOWN: &str = "\
select asked.place from unnest($1::bigint[], $2::bigint[], $3::text[]) as asked (place, provider_id, key)
 where exists (select from posts p where p.provider_id = asked.provider_id and p.key = asked.key)
    or exists (select from merges m where m.provider_id = asked.provider_id and m.key = asked.key)
 union
select asked.place from unnest($4::bigint[], $5::bigint[]) as asked (place, frontier_id)
 where exists (select from platforms p where p.frontier_id = asked.frontier_id)";

/// As for one look (`visit.rs`, `stood`), for many.
const BEFORE: &str = "\
select seen.looked_at as last_not_seen_at, seen.made_by as last_not_seen_by, coalesce(seen.rank = 2, false) as at_listing
  from unnest($1::bigint[], $2::timestamptz[], $3::bigint[], $4::timestamptz[])
       with ordinality as asked (frontier_id, looked_at, via_id, discovered_at, place)
  left join lateral (
       (select o.looked_at, o.made_by, 1 as rank from observations o
         where o.frontier_id = asked.frontier_id and o.looked_at < asked.looked_at and o.complete
         order by o.looked_at desc limit 1)
       union all
       (select o.looked_at, o.made_by, 2 from observations o
         where o.frontier_id = asked.via_id and o.looked_at < asked.discovered_at and o.complete and o.made_by = 'live'
         order by o.looked_at desc limit 1)
       order by rank limit 1) seen on true
 order by asked.place";

/// A capture that is read, with the words that its look had and the number of those that it has now.
struct Reading<'a> {
    it: &'a ReadCapture<'a>,
    was: &'a Row,
    words_id: i32,
}

impl Store {
    /// Derives what captures say, in their order and in one transaction, without a new look: posts, entries and notes,
    /// and what each look itself says of the document. For a second reading of the archive. What the server refuses is
    /// left out, as by the first.
    pub(crate) async fn readings_record(
        &self,
        all: &[ReadCapture<'_>],
        beside: Beside,
    ) -> Result<(), StoreError> {
        let (mut attempt, mut apart) = (1, false);
        loop {
            match self.readings_once(all, beside, apart).await {
                Err(StoreError::Conflict { .. }) if attempt < ATTEMPTS => attempt += 1,
                Err(error) if error.is_of_data() && !apart => apart = true,
                answer => return answer,
            }
        }
    }

    /// One transaction. With `apart`, words that the server refuses cost that one capture its words and no other.
    async fn readings_once(
        &self,
        all: &[ReadCapture<'_>],
        beside: Beside,
        apart: bool,
    ) -> Result<(), StoreError> {
        let looks: Vec<i64> = all.iter().map(|it| it.observation_id).collect();
        let words = words_of(&self.pool, &looks).await?;
        let mut worded = Vec::new();
        for it in all {
            let was = words
                .get(&it.observation_id)
                .ok_or(StoreError::Missing { table: "looks", id: it.observation_id })?;
            let verdict = Verdict::of(it.capture, it.extraction);
            let now = words::said_again(was, it.extraction, &verdict, beside);
            worded.push(Reading { it, was, words_id: self.look_words.number(&self.pool, &now).await? });
        }
        let mut tx = begin(&self.pool).await.doing(DOING)?;
        match apart {
            false => self.in_runs(&mut tx, &worded, beside).await?,
            true => {
                for reading in &worded {
                    self.alone(&mut tx, reading, beside).await?;
                }
            }
        }
        tx.commit().await.doing(DOING)
    }

    /// One capture, or its look without its words where the server refuses them.
    async fn alone(
        &self,
        conn: &mut PgConnection,
        Reading { it, was, words_id }: &Reading<'_>,
        beside: Beside,
    ) -> Result<(), StoreError> {
        let mut inner = conn.begin().await.doing(DOING)?;
        match self.reading(&mut inner, it, *words_id, beside).await {
            Err(error) if error.is_of_data() => {
                inner.rollback().await.doing(DOING)?;
                refused::tell(it.capture, &error);
                let left = refused::without_words(it.extraction, &error);
                let verdict = Verdict::of(it.capture, &left);
                let now = words::said_again(was, &left, &verdict, beside);
                let words_id = number_of(conn, &now).await?;
                let it = ReadCapture { extraction: &left, mentions: &[], ..**it };
                self.reading(conn, &it, words_id, beside).await
            }
            Err(error) => Err(error),
            Ok(()) => inner.commit().await.doing(DOING),
        }
    }

    /// All in their order: runs of documents that have nothing to do with each other together, each other one by itself.
    async fn in_runs(
        &self,
        conn: &mut PgConnection,
        all: &[Reading<'_>],
        beside: Beside,
    ) -> Result<(), StoreError> {
        let addresses: Vec<i64> = all.iter().map(|it| it.it.capture.exchange.visit.frontier_id).collect();
        let places = lock_all(conn, &addresses, None).await?;
        let known = known(conn, all).await?;
        let mut run = Run::default();
        for (index, (reading, address)) in all.iter().zip(addresses).enumerate() {
            let place = places.get(&address).ok_or(StoreError::Missing { table: "frontier", id: address })?;
            if known.contains(&index) || !is_by_itself(reading.it) {
                self.together(conn, std::mem::take(&mut run), beside).await?;
                self.reading(conn, reading.it, reading.words_id, beside).await?;
                continue;
            }
            if run.meets(reading, place) {
                self.together(conn, std::mem::take(&mut run), beside).await?;
            }
            run.push(reading, place);
        }
        self.together(conn, run, beside).await
    }

    /// Documents of which nothing is known and that have nothing to do with each other.
    async fn together(
        &self,
        conn: &mut PgConnection,
        run: Run<'_>,
        beside: Beside,
    ) -> Result<(), StoreError> {
        if run.all.is_empty() {
            return Ok(());
        }
        let before = befores(conn, &run.all).await?;
        let mut turns = Vec::new();
        for ((reading, place), before) in run.all.iter().zip(before) {
            let stood = Stood { before, ..Stood::default() };
            let turn = self.turn(reading.it.capture, reading.it.extraction, place, stood);
            turns.push((turn, Verdict::of(reading.it.capture, reading.it.extraction)));
        }
        let looks: Vec<(&ReadCapture<'_>, &Verdict, i32)> = run
            .all
            .iter()
            .zip(&turns)
            .map(|((reading, _), (_, verdict))| (reading.it, verdict, reading.words_id))
            .collect();
        observation::read_again(conn, &looks, beside).await?;
        let mut notes: Vec<(i64, Vec<PostNote>)> = Vec::new();
        let (mut speaking, mut documents) = (Vec::new(), Vec::new());
        for ((reading, _), (turn, verdict)) in run.all.iter().zip(&turns) {
            let said = turn.extraction.notes.iter().filter(|_| verdict.outcome != "unchanged");
            notes.push((reading.it.observation_id, said.map(|note| (None, note.clone())).collect()));
            if verdict.speaks() {
                speaking.push(notes.len() - 1);
                documents.push(Document::new(turn, reading.it.capture_id, reading.it.mentions));
            }
        }
        apply::write(conn, &mut documents).await?;
        let joined: Vec<(&Turn<'_>, BTreeSet<String>)> =
            documents.iter().map(|document| (document.turn, BTreeSet::new())).collect();
        entries::join_stamps(conn, &joined).await?;
        for (index, document) in speaking.into_iter().zip(documents) {
            if let Some((_, notes)) = notes.get_mut(index) {
                notes.extend(document.tell(&mut Receipt::default()));
            }
        }
        write_notes(conn, &notes).await
    }

    async fn reading(
        &self,
        conn: &mut PgConnection,
        it: &ReadCapture<'_>,
        words_id: i32,
        beside: Beside,
    ) -> Result<(), StoreError> {
        let place = lock(conn, it.capture.exchange.visit.frontier_id, None).await?;
        let stood = stood(conn, it.capture, &place).await?;
        let mut turn = self.turn(it.capture, it.extraction, &place, stood);
        let mut verdict = Verdict::of(it.capture, it.extraction);
        let unlike = showing::judge(conn, &turn, &mut verdict).await?;
        let complete = observation::read_again(conn, &[(it, &verdict, words_id)], beside).await?;
        verdict.complete = complete.contains(&it.observation_id);
        turn.reach_back(conn, &verdict).await?;
        let mut receipt = Receipt::default();
        let mut notes =
            derive(conn, &turn, &verdict, it.capture_id, (it.mentions, false), &mut receipt).await?;
        notes.extend(unlike.filter(|_| verdict.outcome != "unchanged").map(|note| (None, note)));
        write_notes(conn, &[(it.observation_id, notes)]).await
    }
}

/// Documents that are written together, each with the row of its address.
#[derive(Default)]
struct Run<'a> {
    all: Vec<(&'a Reading<'a>, &'a Place)>,
    /// Their addresses.
    addresses: BTreeSet<i64>,
    /// Their posts, by provider and key.
    posts: BTreeSet<(i64, String)>,
}

impl<'a> Run<'a> {
    /// Whether a document has to do with one of these.
    fn meets(&self, reading: &Reading<'_>, place: &Place) -> bool {
        let address = reading.it.capture.exchange.visit.frontier_id;
        self.addresses.contains(&address)
            || place.via_id.is_some_and(|via| self.addresses.contains(&via))
            || posts_of(reading.it).any(|post| self.posts.contains(&post))
    }

    fn push(&mut self, reading: &'a Reading<'a>, place: &'a Place) {
        self.addresses.insert(reading.it.capture.exchange.visit.frontier_id);
        self.posts.extend(posts_of(reading.it));
        self.all.push((reading, place));
    }
}

fn posts_of(it: &ReadCapture<'_>) -> impl Iterator<Item = (i64, String)> {
    let provider_id = it.capture.exchange.visit.source.provider_id;
    keys(it.extraction).into_iter().map(move |key| (provider_id, key))
}

/// Whether a document says nothing but its own posts: none of what a list says of others, no event, no file with versions,
/// no platform, each of which is written by what was before.
fn is_by_itself(it: &ReadCapture<'_>) -> bool {
    let (visit, said) = (&it.capture.exchange.visit, it.extraction);
    visit.role == Role::Post
        && visit.source.kind != SourceKind::SecurityTxt
        && said.entries.is_empty()
        && said.records.is_empty()
        && said.security_txt.is_none()
        && said.platform.is_none()
}

/// The places of the documents of which something is known.
async fn known(conn: &mut PgConnection, all: &[Reading<'_>]) -> Result<BTreeSet<usize>, StoreError> {
    let (mut places, mut providers, mut named) = (Vec::new(), Vec::new(), Vec::new());
    let (mut documents, mut addresses) = (Vec::new(), Vec::new());
    for (index, reading) in all.iter().enumerate() {
        let place = i64::try_from(index).unwrap_or(i64::MAX);
        for (provider_id, key) in posts_of(reading.it) {
            places.push(place);
            providers.push(provider_id);
            named.push(key);
        }
        documents.push(place);
        addresses.push(reading.it.capture.exchange.visit.frontier_id);
    }
    let known: Vec<i64> = sqlx::query_scalar(KNOWN)
        .bind(places)
        .bind(providers)
        .bind(named)
        .bind(documents)
        .bind(addresses)
        .fetch_all(conn)
        .await
        .doing(DOING)?;
    Ok(known.into_iter().filter_map(|place| usize::try_from(place).ok()).collect())
}

/// Of each of these, the last look before it that would have shown what stands there.
async fn befores(conn: &mut PgConnection, all: &[(&Reading<'_>, &Place)]) -> Result<Vec<Before>, StoreError> {
    let captures = || all.iter().map(|(reading, place)| (reading.it.capture, *place));
    let via = |(capture, place): (&model::Capture, &Place)| {
        place.via_id.filter(|_| capture.made_by() == Maker::Live)
    };
    let seen: Vec<Seen> = sqlx::query_as(BEFORE)
        .bind(captures().map(|(capture, _)| capture.exchange.visit.frontier_id).collect::<Vec<_>>())
        .bind(captures().map(|(capture, _)| micros(capture.fetched_at())).collect::<Vec<_>>())
        .bind(captures().map(via).collect::<Vec<_>>())
        .bind(captures().map(|(_, place)| place.discovered_at).collect::<Vec<_>>())
        .fetch_all(conn)
        .await
        .doing(DOING)?;
    Ok(seen.into_iter().zip(all).map(|(seen, (_, place))| seen.before(place)).collect())
}
