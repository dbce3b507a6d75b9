//! The commands and their own options.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::code::CodeCommand;
use super::export::{CiteArgs, DataExportArgs};
use super::fetch::{BatchArgs, FetchArgs};
use super::global::GlobalArgs;
use super::operate::{BurstArgs, CrawlArgs, RolesArgs, StatusArgs, WatchArgs, jobs};
use super::past::{BackfillArgs, BringArgs};
use super::refetch::RefetchArgs;
use super::seeds::SeedsCommand;
use crate::exit::EXIT_CODES;

/// Follows what providers say through security crises: keeps the exact bytes, reads out of them who said
/// what, when and in which role, and writes the trail of communications into PostgreSQL.
#[derive(Debug, Parser)]
#[command(name = "trail", version, about, after_help = EXIT_CODES, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Options that every command has.
    #[command(flatten)]
    pub global: GlobalArgs,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Crawl a small made-up web of the days after Heartbleed and show its trail; needs no network
    Demo(DemoArgs),
    /// Visit what is due: the scheduled job
    Crawl(CrawlArgs),
    /// Visit what is due as a service, for ever, with metrics
    Watch(WatchArgs),
    /// Visit one provider's sources now and say what changed
    Refetch(RefetchArgs),
    /// Watch closely while a crisis lasts: all sources concerned every five minutes
    Burst(BurstArgs),
    /// How the crawl stands: last success, staleness, failures, next due; ends with 1 where an objective is missed
    Status(StatusArgs),
    /// Compare the providers' answers to one incident
    Report(ReportArgs),
    /// Ask the database a question, or open psql
    Sql(SqlArgs),
    /// Show where each value of a post was read, with the piece of the archived bytes
    Explain(ExplainArgs),
    /// Show what became of a post's words: its texts, and the difference of two of them
    Diff(DiffArgs),
    /// Code communications by hand: the sheet, its import, and how far coders agree
    #[command(subcommand)]
    Code(CodeCommand),
    /// Say how to cite a post, a capture or the whole collection
    Cite(CiteArgs),
    /// Bring a provider's past in, out of the archives of the web
    Backfill(BackfillArgs),
    /// Bring WARC and WACZ files of others in, with their own times
    Import(BringArgs),
    /// Write what was found into files for others: tables in four formats, or the archived records
    Export(DataExportArgs),
    /// Read the archive again by the rules of this version, and mark what changes as the reader's
    Reextract(ReextractArgs),
    /// Make the database from the archive alone, or what it lacks of it; goes on where it was stopped
    Rebuild(RebuildArgs),
    /// Check that every archived record is whole, and that every row of the database leads to one
    Verify,
    /// Look into WARC files of any writer; needs no database
    #[command(subcommand)]
    Archive(ArchiveCommand),
    /// Seed files: check, import, export, discover, try; and the health of their sources
    #[command(subcommand)]
    Seeds(SeedsCommand),
    /// The database: its address, its state, stop it
    #[command(subcommand)]
    Db(DbCommand),
    /// Check that everything the program needs is there, and name what is not
    Doctor,
    /// Look at one address as a crawl would and show what comes; stores nothing, needs no database
    Fetch(FetchArgs),
    /// Show what the extractor reads in a file; needs no database
    Extract(ExtractArgs),
    /// Print the rules by which texts are read for signals; needs no database
    Rules(RulesArgs),
    /// Read dates as people and machines write them; needs no database
    Dates(DatesArgs),
    /// Judge addresses by robots.txt files; needs no database
    Robots(RobotsArgs),
    /// Say of bytes in which character encoding they are; needs no database
    Charset(BatchArgs),
    /// Say of answers how long they are fresh and what to ask with afterwards; needs no database
    Revalidate(BatchArgs),
}

/// Options of `trail demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Leave the private database running
    #[arg(long)]
    pub keep_running: bool,
}

/// Options of `trail extract`.
#[derive(Debug, Args)]
pub struct ExtractArgs {
    /// The file to read; a name that ends in .gz is unpacked
    #[arg(required_unless_present = "batch", requires = "url")]
    pub file: Option<PathBuf>,
    /// The address that the file was fetched from
    #[arg(long, value_name = "URL")]
    pub url: Option<url::Url>,
    /// Its Content-Type
    #[arg(long, value_name = "TYPE")]
    pub content_type: Option<String>,
    /// Read JSON lines {"id","url","path","content_type"?,"fetched_at"?} from standard input, write one each
    #[arg(long, conflicts_with_all = ["file", "url", "content_type"])]
    pub batch: bool,
    /// Read each document for signals of transparency, disclosure and practice instead; see trail rules. Plain text
    /// (a path that ends in .txt or .md, "content_type" text/plain, or "text" in the line) is read as it is;
    /// "provider" is how the provider calls itself
    #[arg(long, requires = "batch")]
    pub signals: bool,
    /// Say in "us" how many microseconds the reading of each document took, files and output left out
    #[arg(long, requires = "batch")]
    pub time: bool,
    /// Threads for --batch [default: all cores]
    #[arg(long, value_name = "N", requires = "batch", value_parser = jobs)]
    pub jobs: Option<usize>,
}

/// Options of `trail rules`.
#[derive(Debug, Args)]
pub struct RulesArgs {
    /// A signal, such as next-steps; all of them without
    pub signal: Option<String>,
    /// How the rules are printed
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub format: TextFormat,
}

/// Options of `trail dates`.
#[derive(Debug, Args)]
pub struct DatesArgs {
    /// Read JSON lines {"id","input","ref"?,"default_tz"?,"zone"?,"locale"?} from standard input, write one each
    #[arg(long, required = true)]
    pub batch: bool,
}

/// Options of `trail robots`.
#[derive(Debug, Args)]
pub struct RobotsArgs {
    /// Read JSON lines {"id","robots","ua","url"} from standard input, write one each
    #[arg(long, required = true)]
    pub batch: bool,
}

/// Options of `trail sql`.
#[derive(Debug, Args)]
pub struct SqlArgs {
    /// The query; without one, psql is opened
    pub query: Option<String>,
    /// Read the query from a file, such as one of docs/queries
    #[arg(long, value_name = "PATH", conflicts_with = "query")]
    pub file: Option<PathBuf>,
    /// The form of the answer; a table that is too wide to be read shows one field a line, the empty ones left out
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub format: TableFormat,
    /// Let the query change the database; without this it is read-only
    #[arg(long)]
    pub write: bool,
}

/// The form of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// For people.
    Table,
    /// RFC 4180; a missing value is an empty field, an empty text is "".
    Csv,
    /// A JSON array of objects.
    Json,
}

/// Options of `trail diff`.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The post: its address, its number, or a part of its headline
    pub post: String,
    /// The earlier revision [default: the last but one]
    #[arg(value_parser = clap::value_parser!(i32).range(1..))]
    pub from: Option<i32>,
    /// The later revision [default: the last]
    #[arg(value_parser = clap::value_parser!(i32).range(1..))]
    pub to: Option<i32>,
    /// Also the blocks in which nothing changed
    #[arg(long)]
    pub full: bool,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub format: TextFormat,
}

/// Options of `trail explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The post: its address, its number, or a part of its headline
    pub post: String,
    /// Also the candidates that the rules did not pick
    #[arg(long)]
    pub all: bool,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub format: TextFormat,
}

/// Options of `trail reextract`.
#[derive(Debug, Args)]
pub struct ReextractArgs {
    /// Only what rules before this version have read [default: what other rules than this version's have read]
    #[arg(long, value_name = "VERSION", value_parser = version, conflicts_with = "all")]
    pub since: Option<String>,
    /// Also what this version's own rules have read
    #[arg(long)]
    pub all: bool,
    /// Only this provider (slug); may be given several times
    #[arg(long, value_name = "SLUG")]
    pub provider: Vec<String>,
    /// Documents and providers that are read at the same time [default: all cores]
    #[arg(long, value_name = "N", value_parser = jobs)]
    pub jobs: Option<usize>,
}

/// Options of `trail rebuild`.
#[derive(Debug, Args)]
pub struct RebuildArgs {
    /// Folder with seed files: what to follow from now on [default: what was followed, by the archive or the database]
    #[arg(long, value_name = "DIR", conflicts_with = "check")]
    pub seeds: Option<PathBuf>,
    /// Change nothing: rebuild into another database on the same server, with the seeds that this one has, and compare
    /// the two by a digest per table
    #[arg(long)]
    pub check: bool,
    /// Providers that are worked on at the same time [default: all cores]
    #[arg(long, value_name = "N", value_parser = jobs)]
    pub jobs: Option<usize>,
}

/// A version of the rules: numbers with dots between them.
fn version(text: &str) -> Result<String, String> {
    let number =
        |part: &str| !part.is_empty() && part.len() < 9 && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split('.').all(number) {
        true => Ok(text.to_owned()),
        false => Err("a version of the rules is a number, or numbers with dots between them".to_owned()),
    }
}

/// The form of an answer that is no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TextFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Options of `trail report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The incident's slug, such as heartbleed
    pub incident: String,
    /// The form of the report
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
}

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For a terminal.
    Text,
    /// A page of its own, without scripts, for screens and paper.
    Html,
    /// One line for each provider, criterion and value, with its evidence.
    Csv,
}

/// `trail db ...`
#[derive(Debug, Subcommand)]
pub enum DbCommand {
    /// Print an address that psql accepts, with the private database running
    Url,
    /// Say what the database is and what it holds
    Status,
    /// Start the private database
    Start,
    /// Stop the private database
    Stop,
    /// Print the number and a digest of the rows of each table that is derived, equal wherever they say the same
    Digest,
    /// Make a role that crawls, one that reads and one for researchers; none can change what was seen
    Roles(RolesArgs),
    /// Print what the schema says of itself, as Markdown: views, tables, functions, and each column
    Dictionary,
}

/// `trail archive ...`
#[derive(Debug, Subcommand)]
pub enum ArchiveCommand {
    /// List the records of WARC files and name what is wrong with them, by file and offset
    List {
        /// The files: plain or compressed, of any version and writer
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The form of the list; JSON is one object a line for each file
        #[arg(long, value_enum, default_value_t = TextFormat::Text)]
        format: TextFormat,
    },
}
