//! Options of the commands that look at one address, or at one answer.

use clap::{Args, ValueEnum};

/// Options of `trail fetch`.
#[derive(Debug, Args)]
pub struct FetchArgs {
    /// The address
    pub url: url::Url,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = FetchFormat::Text)]
    pub format: FetchFormat,
    /// Looks at most, while they fail for a reason that may pass
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=10))]
    pub tries: u32,
    /// Seconds for all of it, waits included
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=3600))]
    pub timeout: u32,
}

/// The form of a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FetchFormat {
    /// One value a line.
    Text,
    /// One JSON object.
    Json,
}

/// Options of `trail revalidate` and `trail charset`.
#[derive(Debug, Args)]
pub struct BatchArgs {
    /// Read JSON lines from standard input, write one each; docs/FORMATS.md has their form
    #[arg(long, required = true)]
    pub batch: bool,
}
