//! Options of the commands that run the crawl and watch over it.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::command::TableFormat;

/// What is crawled, and how fast.
#[derive(Debug, Args)]
pub struct JobArgs {
    /// Folder with seed files [default: the seeds shipped with the program]
    #[arg(long, value_name = "DIR")]
    pub seeds: Option<PathBuf>,
    /// Only this provider (slug); may be given several times
    #[arg(long, value_name = "SLUG")]
    pub provider: Vec<String>,
    /// Hosts visited at the same time
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=512))]
    pub width: u16,
    /// Seconds between two requests to one host, at least (0 to 3600); robots.txt can ask for more. What a host asks
    /// for with Retry-After, and its rest after failures in a row, hold with any delay
    #[arg(long, value_name = "SECONDS", default_value = "1", allow_negative_numbers = true, value_parser = delay)]
    pub delay: Duration,
}

/// Threads and tasks at most that can be asked for: more only wait for each other.
const MOST_JOBS: usize = 512;

/// How much is done at the same time. With nothing at a time, nothing would ever be done.
pub(super) fn jobs(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| (1..=MOST_JOBS).contains(number));
    number.ok_or_else(|| format!("a number from 1 to {MOST_JOBS}"))
}

/// The longest delay that can be given, in seconds.
const LONGEST_DELAY_S: f64 = 3600.0;

/// A time between two requests. One below zero is a slip that must not end in no delay at all.
pub(super) fn delay(text: &str) -> Result<Duration, String> {
    let seconds = text.parse::<f64>().ok().filter(|seconds| (0.0..=LONGEST_DELAY_S).contains(seconds));
    seconds
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .ok_or_else(|| format!("a delay is a number of seconds from 0 to {LONGEST_DELAY_S}"))
}

/// Options of `trail crawl`.
#[derive(Debug, Args)]
pub struct CrawlArgs {
    /// What is crawled, and how fast.
    #[command(flatten)]
    pub job: JobArgs,
    /// End when nothing is due, instead of waiting for what becomes due
    #[arg(long)]
    pub once: bool,
    /// Make every address due first
    #[arg(long)]
    pub force_due: bool,
}

/// Options of `trail watch`.
#[derive(Debug, Args)]
pub struct WatchArgs {
    /// What is crawled, and how fast.
    #[command(flatten)]
    pub job: JobArgs,
    /// Serve metrics for Prometheus here, such as 127.0.0.1:9464
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub metrics: Option<SocketAddr>,
}

/// Options of `trail burst`.
#[derive(Debug, Args)]
pub struct BurstArgs {
    /// The incident, whose burst is about all providers, or one provider; without it, bursts are listed
    #[arg(value_name = "INCIDENT|PROVIDER")]
    pub about: Option<String>,
    /// How long it holds in full, such as 72h or 5d; then it decays by itself
    #[arg(long = "for", value_name = "TIME", default_value = "72h", value_parser = span)]
    pub lasts_s: i64,
    /// End it now
    #[arg(long, requires = "about")]
    pub stop: bool,
}

/// Options of `trail status`.
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// The sources of this provider (slug), one line each
    pub provider: Option<String>,
    /// The form of the answer; csv and json have one line a source
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub format: TableFormat,
    /// Only what misses its objective
    #[arg(long)]
    pub late: bool,
}

/// Options of `trail db roles`.
#[derive(Debug, Args)]
pub struct RolesArgs {
    /// File with the password that trail_crawl logs in with; without one, it cannot log in
    #[arg(long, value_name = "FILE")]
    pub crawl_password_file: Option<PathBuf>,
    /// File with the password that trail_read logs in with; without one, it cannot log in
    #[arg(long, value_name = "FILE")]
    pub read_password_file: Option<PathBuf>,
    /// File with the password that trail_research logs in with; without one, it cannot log in
    #[arg(long, value_name = "FILE")]
    pub research_password_file: Option<PathBuf>,
}

fn span(text: &str) -> Result<i64, String> {
    model::read_span(text)
}
