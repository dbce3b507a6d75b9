//! `trail seeds ...`

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};
use model::SourceKind;
use url::Url;

use super::command::TableFormat;
use super::operate::delay;

/// `trail seeds ...`
#[derive(Debug, Subcommand)]
pub enum SeedsCommand {
    /// Report every error in a folder of seed files, with file, line and a hint
    Check {
        /// The folder [default: the seeds shipped with the program]
        dir: Option<PathBuf>,
    },
    /// Write seed files from JSON lines {"provider","name","domain","kind","url",...}
    Import {
        /// The file with the lines
        file: PathBuf,
        /// The folder to write to
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Write over files that are there and say something else
        #[arg(long)]
        force: bool,
    },
    /// Write the seeds shipped with the program into a folder, to start your own from
    Export {
        /// The folder to write to
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Write over files that are there and say something else
        #[arg(long)]
        force: bool,
    },
    /// Look for a domain's feeds, status page, advisories and security.txt, and print a seed file
    Discover(DiscoverArgs),
    /// Show what would be read at an address, with the rule and the place of every value
    Try(TryArgs),
    /// List the sources that need somebody to look: never good, stale, moved, silent, a selector that misses
    Health(HealthArgs),
    /// Follow a provider or a source no more: it is visited no more, and all that was recorded stays
    Retire(RetireArgs),
}

/// Options of `trail seeds retire`.
#[derive(Debug, Args)]
pub struct RetireArgs {
    /// Providers (slugs) or sources (addresses) that no crawl is to visit any more
    #[arg(required = true, value_name = "SLUG|URL")]
    pub names: Vec<String>,
    /// Folder with the seeds that the crawl is run with: where they name it, a crawl follows it again, which is said
    /// [default: the shipped ones]
    #[arg(long, value_name = "DIR")]
    pub seeds: Option<PathBuf>,
}

/// Options of `trail seeds discover`.
#[derive(Debug, Args)]
pub struct DiscoverArgs {
    /// The domain, such as example.com
    pub domain: String,
    /// The provider's name as people write it [default: made of the domain]
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
    /// Seconds between two requests to one host, at least; robots.txt can ask for more
    #[arg(long, value_name = "SECONDS", default_value = "1", allow_negative_numbers = true, value_parser = delay)]
    pub delay: Duration,
}

/// Options of `trail seeds try`.
#[derive(Debug, Args)]
pub struct TryArgs {
    /// The address to look at; with --url, the file to read
    #[arg(value_name = "URL|FILE")]
    pub target: String,
    /// The target is a file; this is the address that it was fetched from
    #[arg(long, value_name = "URL")]
    pub url: Option<Url>,
    /// What kind of source it would be [default: found out; a page that lists nothing is read as a post]
    #[arg(long, value_name = "KIND", value_parser = kind)]
    pub kind: Option<SourceKind>,
    /// CSS selector of the links to posts, as a seed may have it
    #[arg(long, value_name = "CSS")]
    pub link_selector: Option<String>,
    /// The Content-Type of a file
    #[arg(long, value_name = "TYPE", requires = "url")]
    pub content_type: Option<String>,
    /// Show all that was read, not only the first ten of each
    #[arg(long)]
    pub all: bool,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
    /// Seconds between two requests to one host, at least; robots.txt can ask for more
    #[arg(long, value_name = "SECONDS", default_value = "1", allow_negative_numbers = true, value_parser = delay)]
    pub delay: Duration,
}

/// Options of `trail seeds health`.
#[derive(Debug, Args)]
pub struct HealthArgs {
    /// Also what was found once and has closed since
    #[arg(long)]
    pub all: bool,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub format: TableFormat,
}

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
    /// For people.
    Text,
    /// One JSON object.
    Json,
}

fn kind(text: &str) -> Result<SourceKind, String> {
    SourceKind::from_name(text).ok_or_else(|| {
        let names = SourceKind::ALL.map(SourceKind::as_str).join(", ");
        format!("one of: {names}")
    })
}
