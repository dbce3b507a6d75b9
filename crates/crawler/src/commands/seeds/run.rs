//! From `trail seeds ...` to the command.

use anyhow::Result;

use super::{discover, files, health, preview, retire};
use crate::cli::SeedsCommand;
use crate::exit::Exit;
use crate::setting::Setting;

/// Runs the command. Only those that look at the web or at the database need the `setting`.
///
/// # Errors
/// When a file or folder cannot be read or written, or the database cannot be used.
pub async fn run(setting: Result<Setting>, command: &SeedsCommand) -> Result<Exit> {
    match command {
        SeedsCommand::Check { dir } => files::check(dir.as_deref()),
        SeedsCommand::Import { file, out, force } => files::import(file, out, *force),
        SeedsCommand::Export { out, force } => files::export(out, *force),
        SeedsCommand::Discover(args) => discover::run(&setting?, args).await,
        SeedsCommand::Try(args) => preview::run(&setting?, args).await,
        SeedsCommand::Health(args) => health::run(&setting?, args).await,
        SeedsCommand::Retire(args) => retire::run(&setting?, args).await,
    }
}
