//! Tasks of development that are no part of the program: `cargo run -p xtask -- --help`.

mod fill;
mod time;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};
use store::Store;

/// Tasks of development.
#[derive(Debug, Parser)]
#[command(name = "xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Fills an empty database with made-up rows, as many as asked for
    Fill(fill::FillArgs),
    /// Prints how long each example query and each view of the schema research takes
    Time(TimeArgs),
}

/// Options of `xtask time`.
#[derive(Debug, clap::Args)]
struct TimeArgs {
    /// Address of the database
    #[arg(long, env = "DATABASE_URL")]
    database_url: String,
    /// Folder of the queries
    #[arg(long, default_value = "docs/queries")]
    queries: PathBuf,
    /// How often each is asked; the shortest time counts
    #[arg(long, default_value_t = 3)]
    times: u32,
}

#[tokio::main]
async fn main() -> Result<()> {
    match Cli::parse().task {
        Task::Fill(args) => fill::run(&args).await,
        Task::Time(args) => {
            let store = Store::connect(&args.database_url).await?;
            time::run(&store, &args.queries, args.times.max(1)).await
        }
    }
}
