//! From a parsed command line to the command.

use anyhow::Result;

use crate::cli::{Cli, Command};
use crate::commands::{
    archive, crawl, dates, db, demo, diff, doctor, explain, extract, fetch, refetch, report, robots, seeds,
    sql, verify,
};
use crate::exit::Exit;

/// Runs the command.
///
/// # Errors
/// What the command could not do, with its exit code along the chain (see [`crate::failure::exit_of`]).
pub async fn run(cli: Cli) -> Result<Exit> {
    let setting = cli.global.setting();
    match cli.command {
        Command::Demo(args) => demo::run(&setting?, &args).await,
        Command::Crawl(args) => crawl::run(&setting?, &args).await,
        Command::Fetch(args) => fetch::run(&setting?, &args).await,
        Command::Refetch(args) => refetch::run(&setting?, &args).await,
        Command::Extract(args) => extract::run(&args),
        Command::Dates(_) => dates::run(),
        Command::Robots(_) => robots::run(),
        Command::Sql(args) => sql::run(&setting?, &args).await,
        Command::Report(args) => report::run(&setting?, &args).await,
        Command::Diff(args) => diff::run(&setting?, &args).await,
        Command::Explain(args) => explain::run(&setting?, &args).await,
        Command::Seeds(command) => seeds::run(&command),
        Command::Db(command) => db::run(&setting?, &command).await,
        Command::Archive(command) => archive::run(&command),
        Command::Verify => verify::run(&setting?).await,
        Command::Doctor => doctor::run(&setting?).await,
    }
}
