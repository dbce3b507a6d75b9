//! Options of the commands that bring what others captured.

use std::path::PathBuf;

use clap::Args;

use super::command::TextFormat;

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
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub format: TextFormat,
}
