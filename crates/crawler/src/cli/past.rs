//! Options of the commands that bring what others captured.

use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use clap::Args;

use super::command::TextFormat;
use super::operate::jobs;
use crate::past::backfill::Asked;

/// Options of `trail import`.
#[derive(Debug, Args)]
pub struct BringArgs {
    /// The files: WARC, plain or compressed, of any version and writer, or WACZ
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Take what belongs to no provider of the seeds for this one (slug)
    #[arg(long, value_name = "SLUG")]
    pub provider: Option<String>,
    /// Folder with seed files [default: what the database has; the seeds shipped with the program where it has none]
    #[arg(long, value_name = "DIR")]
    pub seeds: Option<PathBuf>,
    /// Documents that are read at the same time [default: all cores]
    #[arg(long, value_name = "N", value_parser = jobs)]
    pub jobs: Option<usize>,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub format: TextFormat,
}

/// Options of `trail backfill`.
#[derive(Debug, Args)]
pub struct BackfillArgs {
    /// The provider, or an incident for all providers (slug)
    pub name: String,
    /// The earliest capture: a day, from its first moment, or a time with its zone
    #[arg(long, value_name = "TIME", value_parser = first_moment)]
    pub from: DateTime<Utc>,
    /// The latest capture: a day, the day included, or a time with its zone
    #[arg(long, value_name = "TIME", value_parser = last_moment)]
    pub to: DateTime<Utc>,
    /// The archive: wayback, commoncrawl, or memento:URL for another one with TimeMaps
    #[arg(long, value_name = "ARCHIVE", default_value = "wayback")]
    pub archive: Asked,
    /// Ask it at this address instead of its own
    #[arg(long, value_name = "URL")]
    pub archive_url: Option<url::Url>,
    /// Say what would be asked and how long that takes, and ask nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Requests a minute to its index
    #[arg(long, value_name = "N", default_value_t = 24.0, value_parser = rate)]
    pub index_rate: f64,
    /// Requests a minute for captures
    #[arg(long, value_name = "N", default_value_t = 480.0, value_parser = rate)]
    pub memento_rate: f64,
    /// Let the index leave out captures with the same body as the one before (collapse=digest): fewer rows, but a look
    /// that saw the old words once more is lost, and the bounds of the next change are wider
    #[arg(long)]
    pub collapse: bool,
    /// Folder with seed files [default: what the database has; the seeds shipped with the program where it has none]
    #[arg(long, value_name = "DIR")]
    pub seeds: Option<PathBuf>,
    /// Documents that are read at the same time [default: all cores]
    #[arg(long, value_name = "N", value_parser = jobs)]
    pub jobs: Option<usize>,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub format: TextFormat,
}

/// A day, which is its first moment in UTC, or a time with its zone.
fn first_moment(text: &str) -> Result<DateTime<Utc>, String> {
    moment(text, NaiveTime::MIN)
}

/// A day, which is its last second in UTC, or a time with its zone. Archives know no parts of a second.
fn last_moment(text: &str) -> Result<DateTime<Utc>, String> {
    moment(text, NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default())
}

/// A day at `time` in UTC, or a time with its zone.
fn moment(text: &str, time: NaiveTime) -> Result<DateTime<Utc>, String> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| day.and_time(time));
    day.map(|day| day.and_utc())
        .or_else(|| DateTime::parse_from_rfc3339(text).ok().map(|time| time.to_utc()))
        .ok_or_else(|| "a time is a day such as 2014-04-01, or 2014-04-01T12:00:00Z".to_owned())
}

/// More than none, and no more than a million.
fn rate(text: &str) -> Result<f64, String> {
    let rate: f64 = text.parse().map_err(|_| "requests a minute are a number".to_owned())?;
    (rate > 0.0 && rate <= 1_000_000.0)
        .then_some(rate)
        .ok_or_else(|| "requests a minute are more than 0".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_and_ends_where_it_is_given_as_the_first_and_the_last() {
        let told = |time: Result<DateTime<Utc>, String>| time.unwrap().format("%Y%m%d%H%M%S").to_string();
        assert_eq!(told(first_moment("2014-04-30")), "20140430000000");
        assert_eq!(told(last_moment("2014-04-30")), "20140430235959");
        assert_eq!(told(last_moment("2014-04-30T02:00:00+02:00")), "20140430000000");
        assert!(last_moment("2014-04-31").is_err());
    }
}
