//! `trail sql`: a question to the database, or psql.

use std::io::Write;

use anyhow::{Context, Result};

use crate::cli::SqlArgs;
use crate::database::Database;
use crate::exit::Exit;
use crate::setting::Setting;
use crate::table;

/// Runs the command.
///
/// # Errors
/// When the database cannot be reached, does not accept the query, or psql is not to be found.
pub async fn run(setting: &Setting, args: &SqlArgs) -> Result<Exit> {
    let setting = setting.for_reading();
    let database = setting.database().await?;
    let store = database.connect().await?;
    let Some(query) = &args.query else {
        drop(store);
        return psql(&database).await;
    };
    let answer = store.query(query, !args.write).await?;
    std::io::stdout()
        .write_all(table::render(&answer, args.format).as_bytes())
        .context("standard output is closed")?;
    Ok(Exit::Success)
}

async fn psql(database: &Database) -> Result<Exit> {
    let program = database.psql();
    let status = tokio::process::Command::new(&program).arg(database.url()).status().await.with_context(|| {
        format!(
            "{} cannot be started; install it (Debian: apt-get install postgresql-client) or give a query: trail sql \"select * from trail\"",
            program.display()
        )
    })?;
    Ok(if status.success() { Exit::Success } else { Exit::Failure })
}
