//! WARC and WACZ files of others: their answers, streamed, each brought once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::Result;
use archive::{ForeignAnswer, Listed, ListedRecord, WarcFault, WarcFinding, read_answer};
use chrono::{DateTime, Utc};
use model::{Known, Maker, Provenance};
use store::Belonging;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::bringing::{Bringer, Theirs};
use super::files::Part;
use super::own::OwnFiles;

/// Answers that are brought at once, at most.
const BATCH: usize = 256;

/// Bytes of bodies that are brought at once, about.
const BATCH_BYTES: usize = 16 << 20;

/// Answers that are read ahead.
const AHEAD: usize = 32;

/// Damaged spots that are named; the rest is counted.
const MOST_NAMED: usize = 100;

/// Hosts of no provider that are told apart; what is on further ones is counted together.
const MOST_HOSTS: usize = 1000;

/// What came of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Records of any kind.
    pub records: usize,
    /// Visits that this program recorded elsewhere and that were not here before, with an answer or without.
    pub visits: usize,
    /// Captures that were not here before.
    pub captures: usize,
    /// Captures that were here before.
    pub held: usize,
    /// Answers that belong to no provider, by host.
    pub no_provider: BTreeMap<String, usize>,
    /// Records that are no answers, or whose answers cannot be read, by reason.
    pub passed: BTreeMap<&'static str, usize>,
    /// Revisits of bodies that are nowhere here.
    pub without_original: usize,
    /// Spots at which something is damaged; a record that is damaged is passed over.
    pub damaged: usize,
    /// The first of them: file, offset and what is wrong.
    pub damages: Vec<String>,
    /// Whether it was stopped before it was done.
    pub interrupted: bool,
}

/// An answer with where it stands.
struct Found {
    answer: ForeignAnswer,
    place: String,
}

/// One step through a file.
enum Step {
    Record,
    Found(Box<Found>),
    Passed(&'static str),
    Damaged(String),
}

/// Brings the answers of one file after the other.
pub struct Importer {
    bringer: Bringer,
    /// Documents that are read at the same time.
    width: usize,
    stop: CancellationToken,
    /// Answers that came in with the visits that this program had recorded.
    taken: BTreeSet<String>,
    /// What came of it so far.
    pub done: Imported,
}

impl Importer {
    /// Brings through `bringer`, `width` documents at a time, until `stop` is cancelled.
    pub fn new(bringer: Bringer, width: usize, stop: CancellationToken) -> Self {
        Self { bringer, width, stop, taken: BTreeSet::new(), done: Imported::default() }
    }

    /// Brings the answers of these files. What is here already stays as it is.
    ///
    /// # Errors
    /// When a file cannot be opened, or the archive or the database cannot be used. What was brought before stays.
    pub async fn run(&mut self, parts: Vec<Part>) -> Result<()> {
        let parts: Vec<Arc<Part>> = parts.into_iter().map(Arc::new).collect();
        self.own(&parts).await?;
        if self.stop.is_cancelled() {
            // Visits that were not reached are none of others.
            self.done.interrupted = true;
            return Ok(());
        }
        for part in &parts {
            self.part(part, false).await?;
        }
        // A revisit can stand before what it stands for, also in another file.
        if self.done.without_original > 0 && !self.done.interrupted {
            self.done.without_original = 0;
            for part in &parts {
                self.part(part, true).await?;
            }
        }
        Ok(())
    }

    /// Brings the visits of files that this program wrote, all of them before anything else.
    async fn own(&mut self, parts: &[Arc<Part>]) -> Result<()> {
        let mut own = Vec::new();
        for part in parts {
            if part.is_own()? {
                own.push(Arc::clone(part));
            }
        }
        if own.is_empty() {
            return Ok(());
        }
        let Bringer { archive, store, .. } = &self.bringer;
        let mut files = OwnFiles::new(Arc::clone(archive), store, self.width).await?;
        let visits = files.run(own, &self.stop).await?;
        self.done.visits += visits.recorded;
        self.done.captures += visits.captures;
        self.done.held += visits.held;
        self.done.damaged += visits.damaged.len();
        self.done.damages.extend(visits.damaged.into_iter().take(MOST_NAMED));
        self.taken.extend(visits.taken);
        files.close().await
    }

    async fn part(&mut self, part: &Arc<Part>, revisits_only: bool) -> Result<()> {
        let (sender, mut steps) = mpsc::channel(AHEAD);
        let (listed, now) = (Arc::clone(part), self.bringer.clock.now());
        let reading = tokio::task::spawn_blocking(move || read(&listed, now, &sender));
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while let Some(step) = steps.recv().await {
            match step {
                Step::Found(found)
                    if found.answer.record_id.as_ref().is_some_and(|id| self.taken.contains(id)) => {}
                Step::Found(found) if !revisits_only || found.answer.revisit.is_some() => {
                    bytes += found.answer.response.body.len();
                    batch.push(*found);
                }
                _ if revisits_only => {}
                Step::Found(_) => {}
                Step::Record => self.done.records += 1,
                Step::Passed(reason) => *self.done.passed.entry(reason).or_default() += 1,
                Step::Damaged(spot) => {
                    self.done.damaged += 1;
                    if self.done.damages.len() < MOST_NAMED {
                        self.done.damages.push(spot);
                    }
                }
            }
            if batch.len() >= BATCH || bytes >= BATCH_BYTES {
                self.flush(part.maker, std::mem::take(&mut batch), revisits_only).await?;
                bytes = 0;
            }
            if self.stop.is_cancelled() {
                self.done.interrupted = true;
                break;
            }
        }
        self.flush(part.maker, batch, revisits_only).await?;
        drop(steps);
        reading.await?
    }

    async fn flush(&mut self, maker: Maker, batch: Vec<Found>, again: bool) -> Result<()> {
        let urls: Vec<Url> = batch.iter().map(|it| it.answer.url.clone()).collect();
        let mut ours: Vec<(Found, Belonging)> = Vec::new();
        for (found, belonging) in batch.into_iter().zip(self.bringer.belongings(&urls).await?) {
            match belonging {
                Some(belonging) => ours.push((found, belonging)),
                None if again => {}
                None => self.count_host(&found.answer.url),
            }
        }
        let (mut whole, mut revisits) = (Vec::new(), Vec::new());
        for (name, (found, belonging)) in self.named(ours, again).await? {
            let to = if stands_for_another(&found.answer) { &mut revisits } else { &mut whole };
            to.push((name, found, belonging));
        }
        let now = self.bringer.clock.now();
        let theirs = |name: String, found: Found, known: Option<Known>| Theirs {
            url: found.answer.url,
            date: found.answer.date,
            response: found.answer.response,
            known,
            provenance: Provenance {
                made_by: maker,
                made_as: name,
                archive_url: None,
                source_file: Some(found.place),
                brought_at: now,
            },
        };
        let whole: Vec<(Theirs, Belonging)> =
            whole.into_iter().map(|(name, found, at)| (theirs(name, found, None), at)).collect();
        self.done.captures += self.bringer.bring(whole).await?;
        let originals = self.originals(&revisits).await?;
        let mut known_ones = Vec::new();
        for ((name, found, at), known) in revisits.into_iter().zip(originals) {
            match known {
                Some(known) => known_ones.push((theirs(name, found, Some(known)), at)),
                None => self.done.without_original += 1,
            }
        }
        self.done.captures += self.bringer.bring(known_ones).await?;
        Ok(())
    }

    /// What each is called where it is from, without those that are here already. Most writers give each record an
    /// id of its own; where one was given twice, the address and the time tell them apart.
    async fn named(
        &mut self,
        ours: Vec<(Found, Belonging)>,
        again: bool,
    ) -> Result<Vec<(String, (Found, Belonging))>> {
        let long = |it: &Found| {
            let digest = it.answer.payload_digest.map(|digest| digest.to_string()).unwrap_or_default();
            format!("{} {} {digest}", it.answer.date.to_rfc3339(), it.answer.url)
        };
        let ids: Vec<String> = ours.iter().filter_map(|(it, _)| it.answer.record_id.clone()).collect();
        let longs: Vec<String> = ours.iter().map(|(it, _)| long(it)).collect();
        let mut held = self.bringer.store.brought_before(&ids).await?;
        let mut long_held: BTreeSet<String> =
            self.bringer.store.brought_before(&longs).await?.into_keys().collect();
        let mut named = Vec::new();
        for ((found, belonging), long) in ours.into_iter().zip(longs) {
            let same = (found.answer.url.to_string(), found.answer.date);
            let name = match found.answer.record_id.clone() {
                Some(id) => match held.get(&id) {
                    None => {
                        held.insert(id.clone(), same);
                        Some(id)
                    }
                    Some(before) if *before == same => None,
                    Some(_) => long_held.insert(long.clone()).then_some(long),
                },
                None => long_held.insert(long.clone()).then_some(long),
            };
            match name {
                Some(name) => named.push((name, (found, belonging))),
                None if again => {}
                None => self.done.held += 1,
            }
        }
        Ok(named)
    }

    /// What each of these revisits stands for, where it is here.
    async fn originals(&self, revisits: &[(String, Found, Belonging)]) -> Result<Vec<Option<Known>>> {
        let original = |found: &Found| found.answer.revisit.as_ref().and_then(|it| it.record_id.clone());
        let digest = |found: &Found| found.answer.payload_digest.map(|digest| digest.to_string());
        let ids: Vec<String> = revisits.iter().filter_map(|(_, it, _)| original(it)).collect();
        let digests: Vec<String> = revisits.iter().filter_map(|(_, it, _)| digest(it)).collect();
        let by_id = self.bringer.store.held_originals(&ids).await?;
        let by_digest = self.bringer.held(&digests).await?;
        let find = |found: &Found| {
            let named = original(found).and_then(|id| by_id.get(&id));
            named.or_else(|| digest(found).and_then(|digest| by_digest.get(&digest))).cloned()
        };
        Ok(revisits.iter().map(|(_, found, _)| find(found)).collect())
    }

    fn count_host(&mut self, url: &Url) {
        let host = url.host_str().unwrap_or_default().to_owned();
        let hosts = &mut self.done.no_provider;
        let told = hosts.len() < MOST_HOSTS || hosts.contains_key(&host);
        *hosts.entry(if told { host } else { "(others)".to_owned() }).or_default() += 1;
    }
}

/// Whether its body stands elsewhere. A revisit of an error page or of a redirect says all by its head.
fn stands_for_another(answer: &ForeignAnswer) -> bool {
    answer.revisit.is_some() && matches!(answer.response.status, 200 | 304)
}

/// Reads a file on a thread of its own, until nobody listens any more.
fn read(part: &Part, now: DateTime<Utc>, sender: &mpsc::Sender<Step>) -> Result<()> {
    let mut pending: Option<ListedRecord> = None;
    let send = |step| sender.blocking_send(step).is_ok();
    let tell = |record: Option<ListedRecord>| record.is_none_or(|record| send(step(part, &record, now)));
    for listed in part.list()? {
        let heard = match listed {
            Listed::Record(record) => tell(pending.replace(record)) && send(Step::Record),
            Listed::Finding(finding) if !spoils(finding.fault) => true,
            Listed::Finding(WarcFinding { offset, fault, reason }) => {
                // The finding is about the record that was listed just before, where that stands at its place.
                pending = pending.filter(|record| record.offset != offset);
                send(Step::Damaged(format!("{}:{offset}: {reason} ({})", part.name, fault.as_str())))
            }
        };
        if !heard {
            return Ok(());
        }
    }
    tell(pending);
    Ok(())
}

fn step(part: &Part, record: &ListedRecord, now: DateTime<Utc>) -> Step {
    let dated = |answer: ForeignAnswer| match answer.doubt_of_date(now) {
        Some(why) => Err(why),
        None => Ok(answer),
    };
    match read_answer(record).and_then(dated) {
        Ok(answer) => {
            Step::Found(Box::new(Found { answer, place: format!("{}:{}", part.name, record.offset) }))
        }
        Err(why) => Step::Passed(why.as_str()),
    }
}

/// Whether what such a finding is about cannot be relied on. A payload digest is wrong in the files of many writers
/// that hash what they do not store.
fn spoils(fault: WarcFault) -> bool {
    !matches!(
        fault,
        WarcFault::MissingField | WarcFault::PayloadDigest | WarcFault::LineEnds | WarcFault::SharedMember
    )
}
