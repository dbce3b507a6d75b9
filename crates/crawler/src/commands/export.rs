//! `trail export`: what was found, in files for others.

use anyhow::Result;
use chrono::{DateTime, Utc};
use export::{About, ExportError, Folder, Format, export_tables, export_wacz, export_warc};
use store::{ExportScope, Snapshot};

use crate::cli::{DataExportArgs, ExportFormat};
use crate::clock::system_clock;
use crate::exit::Exit;
use crate::failure::Failed;
use crate::seed_files::count;
use crate::setting::Setting;

/// Runs the command: a line for each table or file, then a summary.
///
/// # Errors
/// When the database or the archive cannot be used, a file cannot be written, or what was written is not what the
/// database said.
pub async fn run(setting: &Setting, args: &DataExportArgs) -> Result<Exit> {
    let setting = setting.for_reading();
    let records = matches!(args.format, ExportFormat::Warc | ExportFormat::Wacz);
    if records && args.no_texts {
        let text = "archived records are the words of providers; --no-texts goes with tables only";
        return Err(Failed::new(Exit::Usage, text).into());
    }
    let store = setting.database().await?.connect().await?;
    let Some(mut snapshot) = store.snapshot(scope(args), args.since, !args.no_texts).await? else {
        let table = if args.what.incident.is_some() { "incidents" } else { "providers" };
        let text = format!(
            "there is no {}; trail sql \"select slug from {table} order by 1\" lists them",
            scope(args).name()
        );
        return Err(Failed::new(Exit::Findings, text).into());
    };
    let folder = Folder::new(&args.to).map_err(failed)?;
    let about = About {
        software: concat!("trail ", env!("CARGO_PKG_VERSION")).to_owned(),
        rules: extractor::VERSION.to_owned(),
    };
    match table_format(args.format) {
        Some(format) => tables(&mut snapshot, &folder, format, &about).await?,
        None => {
            let archive = setting.archive(system_clock())?;
            let written = match args.format {
                ExportFormat::Wacz => export_wacz(&mut snapshot, &archive, &folder, &about).await,
                _ => export_warc(&mut snapshot, &archive, &folder, &about).await,
            }
            .map_err(failed)?;
            say!(
                "{} with the records of {} visits and {} captures, {} bytes; every record read back and compared",
                count(written.files, "file"),
                written.visits,
                written.captures,
                written.bytes
            );
        }
    }
    say!("the next delta: --since {}", said(snapshot.next_since));
    if snapshot.unseen {
        say!(
            "that is an hour earlier than it would have to be: others write, and this user may not see since when \
             (grant pg_read_all_stats to the owner of the schema)"
        );
    }
    Ok(Exit::Success)
}

async fn tables(snapshot: &mut Snapshot, folder: &Folder, format: Format, about: &About) -> Result<()> {
    let written = export_tables(snapshot, folder, format, about).await.map_err(failed)?;
    let mut rows = 0;
    for it in &written {
        say!("{:>9} {}", it.rows, it.table.name);
        rows += it.rows;
    }
    say!(
        "{rows} rows of {} in {}; every value read back and compared",
        count(written.len(), "table"),
        folder.path().display()
    );
    Ok(())
}

fn scope(args: &DataExportArgs) -> ExportScope {
    match (&args.what.incident, &args.what.provider) {
        (Some(slug), _) => ExportScope::Incident(slug.clone()),
        (None, Some(slug)) => ExportScope::Provider(slug.clone()),
        (None, None) => ExportScope::All,
    }
}

fn table_format(format: ExportFormat) -> Option<Format> {
    match format {
        ExportFormat::Csv => Some(Format::Csv),
        ExportFormat::Jsonl => Some(Format::JsonLines),
        ExportFormat::Parquet => Some(Format::Parquet),
        ExportFormat::Sqlite => Some(Format::Sqlite),
        ExportFormat::Warc | ExportFormat::Wacz => None,
    }
}

/// An export that is not what the database said is a finding.
fn failed(error: ExportError) -> anyhow::Error {
    match error {
        ExportError::Differs { .. } | ExportError::ReadBack { .. } | ExportError::InUse(_) => {
            Failed::new(Exit::Findings, error.to_string()).into()
        }
        ExportError::Store(error) => error.into(),
        ExportError::Archive(error) => error.into(),
        error => error.into(),
    }
}

fn said(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
}
