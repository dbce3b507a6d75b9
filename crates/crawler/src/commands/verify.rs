//! `trail verify`: is every archived record still what was written, and does every row lead to one?

use anyhow::Result;
use archive::{ArchiveConfig, References, SoundRecord, list_segments};
use futures_util::{Stream, TryStreamExt};
use store::{NamedPlace, StoreError};

use crate::checking::{Checks, Step};
use crate::exit::Exit;
use crate::failure::Failed;
use crate::seed_files::count;
use crate::setting::Setting;

/// Runs the command: a line for each finding, then a summary.
///
/// # Errors
/// When the folder of the archive cannot be listed, or the database cannot be used. A file that cannot be
/// read is a finding.
pub async fn run(setting: &Setting) -> Result<Exit> {
    let setting = setting.for_reading();
    let (folder, prefix) = (setting.home.archive(), ArchiveConfig::default().prefix);
    let segments = setting.segment_store()?;
    if segments.is_none() {
        if !folder.try_exists().unwrap_or(true) {
            let text = format!(
                "there is no archive in {}: nothing was crawled or imported with this data directory, or it stands \
                 elsewhere (--data-dir, --archive-store)",
                folder.display()
            );
            return Err(Failed::new(Exit::Archive, text).into());
        }
        list_segments(&folder, &prefix)?;
    } else {
        setting.home.create()?;
        std::fs::create_dir_all(&folder)?;
    }
    let store = setting.database().await?.connect().await?;
    let mut rows = Rows { stream: store.places(), next: None };
    // The rows are those of this moment. Files are listed after it: what a row names was written before.
    rows.advance().await?;
    let mut tally = Tally::default();
    let mut references = References::default();
    let mut checks = Checks::of(&folder, &prefix, segments).await?;
    while let Some((name, mut checked)) = checks.next_segment() {
        rows.without_segment(Some(&name), &mut tally).await?;
        tally.segments += 1;
        while let Some(step) = checked.recv().await {
            match step {
                Step::Opened(bytes) => tally.bytes += bytes,
                Step::Sound(record) => {
                    rows.before(&name, record.place.offset, &mut tally).await?;
                    rows.at_record(&record, &mut tally).await?;
                    references.add(&record);
                    tally.records += 1;
                }
                Step::Damaged(damage) => {
                    rows.before(&name, damage.offset, &mut tally).await?;
                    let named = rows.at(&name, damage.offset).await?;
                    let named = named.iter().map(|row| format!("; {} leads here", said(row)));
                    let text = format!("{}{}", damage.reason, named.collect::<String>());
                    tally.finding(&damage.segment, damage.offset, &text);
                }
            }
        }
        rows.before(&name, u64::MAX, &mut tally).await?;
    }
    rows.without_segment(None, &mut tally).await?;
    for missing in references.dangling() {
        let others = match missing.others {
            0 => String::new(),
            others => format!(", nor do {} that refer to it", count(others as usize, "further revisit")),
        };
        let text = format!(
            "this revisit finds no whole response {} with its payload in the archive{others}",
            missing.refers_to
        );
        tally.finding(&missing.revisit.segment, missing.revisit.offset, &text);
    }
    say!("{}", tally.summary());
    Ok(if tally.findings == 0 { Exit::Success } else { Exit::Findings })
}

/// What was seen so far.
#[derive(Default)]
struct Tally {
    segments: usize,
    records: usize,
    bytes: u64,
    /// Answers that no row names.
    unreferenced: usize,
    findings: usize,
}

impl Tally {
    fn finding(&mut self, segment: &str, offset: u64, text: &str) {
        self.findings += 1;
        say!("{segment}:{offset}: {text}");
    }

    fn summary(&self) -> String {
        format!(
            "{}, {}, {} bytes, {}; {} without a row (what a run that was stopped leaves behind)",
            count(self.segments, "segment"),
            count(self.records, "sound record"),
            self.bytes,
            count(self.findings, "finding"),
            count(self.unreferenced, "archived answer"),
        )
    }
}

/// The rows that name records, in the order of the archive.
struct Rows<S> {
    stream: S,
    next: Option<NamedPlace>,
}

impl<S: Stream<Item = Result<NamedPlace, StoreError>> + Unpin> Rows<S> {
    async fn advance(&mut self) -> Result<Option<NamedPlace>, StoreError> {
        let following = self.stream.try_next().await?;
        Ok(std::mem::replace(&mut self.next, following))
    }

    /// Takes the rows of segments that should stand before `name`, all that are left where there is none:
    /// one finding for each missing file.
    async fn without_segment(&mut self, name: Option<&str>, tally: &mut Tally) -> Result<(), StoreError> {
        let mut missing: Option<(String, usize)> = None;
        while let Some(row) = &self.next {
            if name.is_some_and(|name| row.place.segment.as_str() >= name) {
                break;
            }
            missing = match missing.take() {
                Some((segment, rows)) if segment == row.place.segment => Some((segment, rows + 1)),
                before => {
                    absent(before, tally);
                    Some((row.place.segment.clone(), 1))
                }
            };
            self.advance().await?;
        }
        absent(missing, tally);
        Ok(())
    }

    /// Takes the rows that lead to places of the segment before `offset`, at which there is nothing.
    async fn before(&mut self, name: &str, offset: u64, tally: &mut Tally) -> Result<(), StoreError> {
        while let Some(row) = &self.next {
            if row.place.segment != name || row.place.offset >= offset {
                break;
            }
            let text = format!("{} leads here, and no record starts here", said(row));
            tally.finding(name, row.place.offset, &text);
            self.advance().await?;
        }
        Ok(())
    }

    /// Takes the rows that lead to this place.
    async fn at(&mut self, name: &str, offset: u64) -> Result<Vec<NamedPlace>, StoreError> {
        let mut found = Vec::new();
        while self.next.as_ref().is_some_and(|row| row.place.segment == name && row.place.offset == offset) {
            found.extend(self.advance().await?);
        }
        Ok(found)
    }

    /// Takes the rows that lead to this record, and says which of them mean another one.
    async fn at_record(&mut self, record: &SoundRecord, tally: &mut Tally) -> Result<(), StoreError> {
        let here = &record.place;
        let rows = self.at(&here.segment, here.offset).await?;
        if rows.is_empty() && matches!(record.kind.as_str(), "response" | "revisit") {
            tally.unreferenced += 1;
        }
        for row in rows.iter().filter(|row| row.place != *here) {
            let (meant, named) = (&row.place, said(row));
            let text = match meant.record_id == here.record_id {
                true => format!("{named} says {} bytes, the record has {}", meant.length, here.length),
                false => format!("{named} leads to {}, here stands {}", meant.record_id, here.record_id),
            };
            tally.finding(&here.segment, here.offset, &text);
        }
        Ok(())
    }
}

fn absent(missing: Option<(String, usize)>, tally: &mut Tally) {
    if let Some((segment, rows)) = missing {
        let text = format!("the file is missing; {} of the database lead there", count(rows, "row"));
        tally.finding(&segment, 0, &text);
    }
}

fn said(row: &NamedPlace) -> String {
    format!("{} {}", row.table, row.id)
}
