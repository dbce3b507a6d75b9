//! From a parsed command line to the command.

use anyhow::Result;

use crate::cli::{Cli, Command};
use crate::commands;
use crate::exit::Exit;

/// Runs the command.
///
/// # Errors
/// What the command could not do, with its exit code along the chain (see [`crate::failure::exit_of`]).
pub async fn run(cli: Cli) -> Result<Exit> {
    let setting = cli.global.setting();
    match cli.command {
        Command::Demo(args) => commands::demo::run(&setting?, &args).await,
        Command::Crawl(args) => commands::crawl::run(&setting?, &args).await,
        Command::Watch(args) => commands::watch::run(&setting?, &args).await,
        Command::Status(args) => commands::status::run(&setting?, &args).await,
        Command::Burst(args) => commands::burst::run(&setting?, &args).await,
        Command::Fetch(args) => commands::fetch::run(&setting?, &args).await,
        Command::Revalidate(_) => commands::revalidate::run(),
        Command::Charset(_) => commands::charset::run(),
        Command::Refetch(args) => commands::refetch::run(&setting?, &args).await,
        Command::Extract(args) => commands::extract::run(&args),
        Command::Dates(_) => commands::dates::run(),
        Command::Rules(args) => commands::rules::run(&args),
        Command::Robots(_) => commands::robots::run(),
        Command::Sql(args) => commands::sql::run(&setting?, &args).await,
        Command::Report(args) => commands::report::run(&setting?, &args).await,
        Command::Code(command) => commands::code::run(&setting?, &command).await,
        Command::Diff(args) => commands::diff::run(&setting?, &args).await,
        Command::Explain(args) => commands::explain::run(&setting?, &args).await,
        Command::Backfill(args) => commands::backfill::run(&setting?, &args).await,
        Command::Import(args) => commands::import::run(&setting?, &args).await,
        Command::Reextract(args) => commands::reextract::run(&setting?, &args).await,
        Command::Export(args) => commands::export::run(&setting?, &args).await,
        Command::Cite(args) => commands::cite::run(&setting?, &args).await,
        Command::Rebuild(args) => commands::rebuild::run(&setting?, &args).await,
        Command::Seeds(command) => commands::seeds::run(setting, &command).await,
        Command::Db(command) => commands::db::run(&setting?, &command).await,
        Command::Archive(command) => commands::archive::run(&command),
        Command::Verify => commands::verify::run(&setting?).await,
        Command::Doctor => commands::doctor::run(&setting?).await,
    }
}
