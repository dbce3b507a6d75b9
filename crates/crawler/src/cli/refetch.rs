//! Options of `trail refetch`.

use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};
use clap::Args;

/// Options of `trail refetch`.
#[derive(Debug, Args)]
pub struct RefetchArgs {
    /// The provider's slug
    pub provider: String,
    /// Folder with seed files, for a provider that was never crawled
    #[arg(long, value_name = "DIR")]
    pub seeds: Option<PathBuf>,
    /// Of the posts only those that were found, or make a statement, since then: 2014-04-07 (UTC) or an RFC 3339 time;
    /// the sources themselves always
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub since: Option<DateTime<Utc>>,
    /// Ask for whole bodies, whatever the validators of the last looks say
    #[arg(long)]
    pub force: bool,
    /// Only say which addresses would be visited and how long that takes at least; ask nothing, change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// A day is its first instant in UTC.
fn moment(text: &str) -> Result<DateTime<Utc>, String> {
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Ok(day.and_time(chrono::NaiveTime::MIN).and_utc());
    }
    DateTime::parse_from_rfc3339(text)
        .map(|time| time.with_timezone(&Utc))
        .map_err(|_| "write a day as 2014-04-07 or a time as 2014-04-07T17:27:00Z".to_owned())
}
