//! Options of what researchers take away.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum};

/// Options of `trail export`.
#[derive(Debug, Args)]
pub struct DataExportArgs {
    /// What is exported.
    #[command(flatten)]
    pub what: ExportWhat,
    /// The folder to write into: new, or empty
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
    /// Tables (csv, jsonl, parquet, sqlite) or archived records (warc, wacz)
    #[arg(long, value_enum, default_value_t = ExportFormat::Csv)]
    pub format: ExportFormat,
    /// Only what is new since then, RFC 3339; each export names the time for the next one
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub since: Option<DateTime<Utc>>,
    /// Leave the texts and quotes of providers out; their digests and the places of values in them stay, as do headlines and names
    #[arg(long)]
    pub no_texts: bool,
}

/// What is exported.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct ExportWhat {
    /// The posts that speak of this incident (slug), and the looks at their addresses
    #[arg(long, value_name = "SLUG")]
    pub incident: Option<String>,
    /// What this provider (slug) said
    #[arg(long, value_name = "SLUG")]
    pub provider: Option<String>,
    /// Everything
    #[arg(long)]
    pub all: bool,
}

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// The archived records as WARC files.
    Warc,
    /// The archived records in one WACZ file, for replay tools.
    Wacz,
    /// Apache Parquet, a file a table.
    Parquet,
    /// RFC 4180, a file a table.
    Csv,
    /// A JSON object a line, a file a table.
    Jsonl,
    /// All tables in one SQLite file.
    Sqlite,
}

/// Options of `trail cite`.
#[derive(Debug, Args)]
pub struct CiteArgs {
    /// A post (its address, its number, or a part of its headline), capture:NUMBER or the urn:uuid:... of its record,
    /// or dataset
    pub what: String,
    /// The form of the citation
    #[arg(long, value_enum, default_value_t = CitationFormat::Text)]
    pub format: CitationFormat,
}

/// The form of a citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CitationFormat {
    /// For people.
    Text,
    /// An entry for BibTeX and BibLaTeX.
    Bibtex,
    /// For reference managers.
    CslJson,
}

fn moment(text: &str) -> Result<DateTime<Utc>, String> {
    DateTime::parse_from_rfc3339(text)
        .map(|time| time.to_utc())
        .map_err(|_| "write a time as 2014-04-08T12:00:00Z".to_owned())
}
