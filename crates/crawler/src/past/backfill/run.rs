//! A back-filling: the index is asked to its end, then each capture that it names is brought.
//!
//! What is done stands in the database after each step, so it can be stopped at any moment and goes on there.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Result;
use chrono::{DateTime, Utc};
use model::{Known, Provenance, Response};
use store::{Belonging, DueMemento, IndexPage, OpenQuestion, url_key};
use url::Url;

use super::archives::{Dialect, Site};
use super::cdx;
use super::client::{Answer, Client, Kind};
use super::replay::{self, Replay};
use crate::past::bringing::{Bringer, Theirs};
use crate::past::scopes::Scopes;

/// Captures that are brought at once.
const BATCH: usize = 16;

/// Captures that are listed at once.
const PAGE: i64 = 200;

/// Hops of an archive from one capture to another at most, and archived redirects that are followed.
const MOST_HOPS: i16 = 5;

/// Types of which nothing is read.
const NO_DOCUMENTS: [&str; 6] = ["image/", "video/", "audio/", "font/", "text/css", "javascript"];

/// What became of a capture: `brought`, `absent` or `failed`, and what the archive answered.
type Settled = (i64, &'static str, Option<String>);

/// One provider's past in one archive.
pub struct Backfill<'a> {
    /// Row of `backfills`.
    pub id: i64,
    /// The provider's slug.
    pub provider: String,
    /// The archive.
    pub site: &'a Site,
    /// Asks it.
    pub client: &'a mut Client,
    /// Brings what it gives.
    pub bringer: &'a Bringer,
    /// The same scopes, with all that is asked for by its address taken for the provider's.
    pub own: Arc<Scopes>,
    /// The earliest capture.
    pub from: DateTime<Utc>,
    /// The latest capture.
    pub to: DateTime<Utc>,
    /// Whether the index leaves out captures with the same body as the one before.
    pub collapse: bool,
}

impl Backfill<'_> {
    /// Goes on where it was; `false` where it was stopped before it was done.
    ///
    /// # Errors
    /// When the archive of ours or the database cannot be used.
    pub async fn run(&mut self) -> Result<bool> {
        while let Some(question) = self.bringer.store.backfill_question(self.id).await? {
            if !self.question(&question).await? {
                return Ok(false);
            }
        }
        loop {
            let due = self.bringer.store.backfill_due(self.id, PAGE).await?;
            if due.is_empty() {
                return Ok(true);
            }
            let due = self.settle_known(due).await?;
            let mut brought: Vec<(i64, Theirs, Belonging)> = Vec::new();
            for it in due {
                if self.client.is_stopped() {
                    self.flush(&mut brought).await?;
                    return Ok(false);
                }
                // What was fetched just now may be the body of this one as well.
                let fetched =
                    brought.iter().any(|(_, theirs, _)| has(&theirs.response, it.digest.as_deref()));
                if brought.len() >= BATCH || fetched {
                    self.flush(&mut brought).await?;
                }
                if let Some((theirs, belonging)) = self.held(&it).await? {
                    brought.push((it.id, theirs, belonging));
                    continue;
                }
                match self.fetch(&it).await? {
                    Fetched::Capture(theirs, belonging) => brought.push((it.id, *theirs, *belonging)),
                    Fetched::Not(state, why) => self.settle(vec![(it.id, state, Some(why))]).await?,
                    Fetched::Here => self.settle(vec![(it.id, "brought", None)]).await?,
                    Fetched::Stopped => {
                        self.flush(&mut brought).await?;
                        return Ok(false);
                    }
                }
            }
            self.flush(&mut brought).await?;
        }
    }

    /// Asks for one page; `false` where it was to stop.
    async fn question(&mut self, question: &OpenQuestion) -> Result<bool> {
        let store = &self.bringer.store;
        let Some(url) = self.site.index(question, self.from, self.to, self.collapse)? else {
            store.backfill_give_up(question.id, "excluded", "a TimeMap is that of one address").await?;
            return Ok(true);
        };
        match self.client.ask(Kind::Index, &url, &[]).await {
            Answer::Stopped => return Ok(false),
            Answer::None(why) => store.backfill_give_up(question.id, "failed", &why).await?,
            Answer::Got(response) => match response.status {
                200 => {
                    let page = self.page(question, &response).await?;
                    store.backfill_page(self.id, question.id, &page).await?;
                }
                // The index of a crawl that has nothing answers so, and so do many TimeMaps.
                404 if self.site.dialect != Dialect::Wayback => {
                    let page =
                        self.page(question, &Response { body: Default::default(), ..response }).await?;
                    store.backfill_page(self.id, question.id, &page).await?;
                }
                status => {
                    let error = response.header("x-archive-wayback-runtime-error").unwrap_or_default();
                    let excluded = matches!(status, 401 | 403 | 451) || error.contains("AccessControl");
                    let state = if excluded { "excluded" } else { "failed" };
                    let why = format!("the archive answers with status {status} {error}");
                    store.backfill_give_up(question.id, state, why.trim()).await?;
                }
            },
        }
        Ok(true)
    }

    async fn page(&self, question: &OpenQuestion, response: &Response) -> Result<IndexPage> {
        let encoding = response.header("content-encoding");
        let body = extractor::decode_content(&response.body, encoding, &mut Vec::new());
        let named = self.site.named(question, &body, self.from, self.to);
        let urls: Vec<Url> = named.rows.iter().map(|(row, _)| row.url.clone()).collect();
        let belongings = self.bringer.belongings(&urls).await?;
        let asked = Url::parse(&question.url).map(|url| url_key(&url)).unwrap_or_default();
        let (mut mementos, mut elsewhere) = (Vec::new(), 0);
        for ((row, place), belonging) in named.rows.into_iter().zip(belongings) {
            let exact = !question.prefix && url_key(&row.url) == asked;
            let own = exact || belonging.is_some_and(|it| it.source.provider == self.provider);
            let document = !row.mimetype.as_deref().is_some_and(is_no_document);
            if !(own && document) {
                elsewhere += 1;
                continue;
            }
            mementos.push(DueMemento {
                id: 0,
                url: row.url.into(),
                stamp: row.stamp,
                captured_at: row.at,
                digest: row.digest,
                mimetype: row.mimetype,
                status: row.status.and_then(|status| i16::try_from(status).ok()),
                place: place.url,
                record_offset: place.range.map(|(offset, _)| offset),
                record_length: place.range.map(|(_, length)| length),
                hops: 0,
            });
        }
        Ok(IndexPage { mementos, bad_rows: named.bad, elsewhere, resume_key: named.resume_key })
    }

    /// Leaves out what is here already: a run that was killed had brought it.
    async fn settle_known(&self, due: Vec<DueMemento>) -> Result<Vec<DueMemento>> {
        let names: Vec<String> = due.iter().map(|it| self.site.address(it)).collect();
        let held = self.bringer.store.brought_before(&names).await?;
        let (known, due): (Vec<_>, Vec<_>) =
            due.into_iter().zip(names).partition(|(_, name)| held.contains_key(name));
        self.settle(known.into_iter().map(|(it, _)| (it.id, "brought", None)).collect()).await?;
        Ok(due.into_iter().map(|(it, _)| it).collect())
    }

    /// A capture whose body is here already, from this address: it is not fetched again.
    async fn held(&self, it: &DueMemento) -> Result<Option<(Theirs, Belonging)>> {
        let Some(digest) = it.digest.as_deref().filter(|_| matches!(it.status, None | Some(200))) else {
            return Ok(None);
        };
        let (digest, url) = (format!("sha1:{digest}"), Url::parse(&it.url)?);
        let known = self.bringer.held(std::slice::from_ref(&digest)).await?;
        let same =
            |known: &Known| Url::parse(&known.target_uri).is_ok_and(|uri| url_key(&uri) == url_key(&url));
        let Some(known) = known.get(&digest).filter(|known| same(known)).cloned() else { return Ok(None) };
        let Some(place) = self.bringer.store.capture_place(known.capture_id).await? else { return Ok(None) };
        let archive = Arc::clone(&self.bringer.archive);
        let head = match tokio::task::spawn_blocking(move || archive.read(&place)).await? {
            Ok(record) => record.response(),
            // The archive has the same body, and gives it out: what is damaged here is whole again in a record of its own.
            Err(error) => {
                tracing::warn!(%error, url = it.url, "the body that is here cannot be read; the capture is fetched whole");
                None
            }
        };
        let Some(mut response) = head else { return Ok(None) };
        // What tells how to read the body is the same, since the body is; the rest was not seen.
        response.body = Default::default();
        response.headers.retain(|(name, _)| {
            name.eq_ignore_ascii_case("content-type") || name.eq_ignore_ascii_case("content-encoding")
        });
        let theirs = self.theirs(it, &self.site.address(it), it.captured_at, response, Some(known));
        Ok(self.belonging(&url).await?.map(|belonging| (theirs, belonging)))
    }

    async fn belonging(&self, url: &Url) -> Result<Option<Belonging>> {
        let key = url_key(url);
        let known: BTreeMap<_, _> = self.bringer.store.known_addresses(std::slice::from_ref(&key)).await?;
        Ok(self.own.belonging(url, &key, known.get(&key)))
    }

    async fn fetch(&mut self, it: &DueMemento) -> Result<Fetched> {
        match self.site.dialect {
            Dialect::CommonCrawl => self.fetch_record(it).await,
            Dialect::Wayback | Dialect::Memento => self.fetch_memento(it).await,
        }
    }

    async fn fetch_record(&mut self, it: &DueMemento) -> Result<Fetched> {
        let (Some(offset), Some(length)) = (it.record_offset, it.record_length) else {
            return Ok(Fetched::Not("absent", "the index does not say where its record is".to_owned()));
        };
        let range = format!("bytes={offset}-{}", offset + length - 1);
        let response =
            match self.client.ask(Kind::Memento, &Url::parse(&it.place)?, &[("range", &range)]).await {
                Answer::Stopped => return Ok(Fetched::Stopped),
                Answer::None(why) => return Ok(Fetched::Not("failed", why)),
                Answer::Got(response) => response,
            };
        if response.status != 206 {
            let why = format!("the archive answers with status {} to a part of a file", response.status);
            return Ok(Fetched::Not("absent", why));
        }
        match archive::read_answer_in(&response.body) {
            Ok(answer) => {
                self.capture(it, &self.site.address(it), &answer.url, answer.date, answer.response).await
            }
            Err(why) => Ok(Fetched::Not("absent", format!("its record cannot be read: {why}"))),
        }
    }

    async fn fetch_memento(&mut self, it: &DueMemento) -> Result<Fetched> {
        let mut url = Url::parse(&it.place)?;
        for _ in 0..=MOST_HOPS {
            let response = match self.client.ask(Kind::Memento, &url, &[]).await {
                Answer::Stopped => return Ok(Fetched::Stopped),
                Answer::None(why) => return Ok(Fetched::Not("failed", why)),
                Answer::Got(response) => response,
            };
            match replay::judge(&url, response, it.digest.as_deref()) {
                Replay::Later(why) => return Ok(Fetched::Not("failed", why)),
                Replay::Absent(why) => return Ok(Fetched::Not("absent", why)),
                Replay::Hop(to) => {
                    // The archive's own way to the nearest capture may leave the time that was asked for.
                    if !replay::time_of(to.as_str()).is_some_and(|at| (self.from..=self.to).contains(&at)) {
                        return Ok(Fetched::Not(
                            "absent",
                            format!("the nearest capture is another one: {to}"),
                        ));
                    }
                    let Some(raw) = replay::raw(to.as_str()) else {
                        return Ok(Fetched::Not("absent", format!("the archive leads to {to}")));
                    };
                    url = Url::parse(&raw)?;
                }
                Replay::Memento { at, response } => {
                    let site = replay::parts(url.as_str()).and_then(|(.., site)| cdx::address(site));
                    let site = site.map_or_else(|| Url::parse(&it.url), Ok)?;
                    let name = url.as_str().replacen("id_/", "/", 1);
                    self.follow(it, &site, at, &response).await?;
                    return self.capture(it, &name, &site, at, response).await;
                }
            }
        }
        Ok(Fetched::Not("absent", "the archive leads round in a circle".to_owned()))
    }

    /// An archived redirect is followed inside the archive, where it leads to what is the provider's.
    async fn follow(
        &self,
        it: &DueMemento,
        site: &Url,
        at: DateTime<Utc>,
        response: &Response,
    ) -> Result<()> {
        let to = response.header("location").filter(|_| (300..400).contains(&response.status));
        let Some(to) = to.and_then(|to| site.join(to).ok()).and_then(|to| cdx::address(to.as_str())) else {
            return Ok(());
        };
        let belonging =
            self.bringer.belongings(std::slice::from_ref(&to)).await?.into_iter().next().flatten();
        let own = belonging.is_some_and(|it| it.source.provider == self.provider);
        if !own || it.hops >= MOST_HOPS {
            return Ok(());
        }
        let Some((before, ..)) = replay::parts(&it.place) else { return Ok(()) };
        let stamp = cdx::stamp(at);
        let place = format!("{before}{stamp}id_/{to}");
        let next = DueMemento {
            id: 0,
            url: to.into(),
            stamp,
            captured_at: at,
            digest: None,
            mimetype: None,
            status: None,
            place,
            record_offset: None,
            record_length: None,
            hops: it.hops + 1,
        };
        Ok(self.bringer.store.backfill_add(self.id, &next).await?)
    }

    async fn capture(
        &self,
        it: &DueMemento,
        name: &str,
        url: &Url,
        at: DateTime<Utc>,
        response: Response,
    ) -> Result<Fetched> {
        if !(self.from..=self.to).contains(&at) {
            return Ok(Fetched::Not(
                "absent",
                format!("what the archive gives out was captured at {at}, which was not asked for"),
            ));
        }
        let name = name.to_owned();
        if self.bringer.store.brought_before(std::slice::from_ref(&name)).await?.contains_key(&name) {
            // A redirect, or another capture of this run, may have led here before.
            if name == self.site.address(it) {
                return Ok(Fetched::Here);
            }
            return Ok(Fetched::Not("brought", format!("the archive leads to {name}, which is here")));
        }
        let asked = DueMemento { url: url.to_string(), ..it.clone() };
        Ok(match self.belonging(url).await? {
            Some(belonging) => {
                let theirs = self.theirs(&asked, &name, at, response, None);
                Fetched::Capture(Box::new(theirs), Box::new(belonging))
            }
            None => Fetched::Not("absent", "it belongs to no source".to_owned()),
        })
    }

    fn theirs(
        &self,
        it: &DueMemento,
        name: &str,
        date: DateTime<Utc>,
        response: Response,
        known: Option<Known>,
    ) -> Theirs {
        Theirs {
            // It was read as an address when it was written down.
            url: Url::parse(&it.url).unwrap_or_else(|_| self.site.base.clone()),
            date,
            response,
            known,
            provenance: Provenance {
                made_by: self.site.maker(),
                made_as: name.to_owned(),
                archive_url: Some(name.to_owned()),
                source_file: None,
                brought_at: self.bringer.clock.now(),
            },
        }
    }

    async fn flush(&self, brought: &mut Vec<(i64, Theirs, Belonging)>) -> Result<()> {
        let mut settled: Vec<Settled> = Vec::new();
        let mut all = Vec::new();
        for (id, theirs, belonging) in brought.drain(..) {
            settled.push((id, "brought", None));
            all.push((theirs, belonging));
        }
        self.bringer.bring(all).await?;
        self.settle(settled).await
    }

    async fn settle(&self, settled: Vec<Settled>) -> Result<()> {
        match settled.is_empty() {
            true => Ok(()),
            false => Ok(self.bringer.store.backfill_settle(&settled).await?),
        }
    }
}

enum Fetched {
    Capture(Box<Theirs>, Box<Belonging>),
    Not(&'static str, String),
    /// It is among the captures already.
    Here,
    Stopped,
}

fn has(response: &Response, digest: Option<&str>) -> bool {
    digest.is_some_and(|it| model::Sha1Digest::of(&response.body).to_string().ends_with(it))
}

fn is_no_document(mimetype: &str) -> bool {
    let mimetype = mimetype.to_ascii_lowercase();
    NO_DOCUMENTS.iter().any(|part| mimetype.contains(part))
}
