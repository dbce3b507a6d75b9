//! `trail sql`: a question to the database, or psql.

use std::io::Write;

use anyhow::{Context, Result};

use crate::cli::SqlArgs;
use crate::database::Database;
use crate::exit::Exit;
use crate::redacted::without_password;
use crate::setting::Setting;
use crate::table;

/// Runs the command.
///
/// # Errors
/// When the file or the database cannot be reached, the query is not accepted, or psql is not to be found.
pub async fn run(setting: &Setting, args: &SqlArgs) -> Result<Exit> {
    let setting = setting.for_reading();
    let query = match &args.file {
        Some(path) => {
            let text = std::fs::read_to_string(path);
            Some(text.with_context(|| format!("the query file {} cannot be read", path.display()))?)
        }
        None => args.query.clone(),
    };
    let database = setting.database().await?;
    let store = database.connect().await?;
    let Some(query) = query else {
        let role = !args.write && store.may_read_as_role().await?;
        drop(store);
        return psql(&database, role.then_some(store::READ_ROLE)).await;
    };
    let answer = store.query(&query, !args.write).await?;
    std::io::stdout()
        .write_all(table::render(&answer, args.format).as_bytes())
        .context("standard output is closed")?;
    Ok(Exit::Success)
}

/// Opens psql; as `role`, where one is given.
async fn psql(database: &Database, role: Option<&str>) -> Result<Exit> {
    let program = database.psql();
    let mut command = tokio::process::Command::new(&program);
    let (address, password) = without_password(database.url());
    command.arg(address);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    if let Some(role) = role {
        command.env("PGOPTIONS", format!("-c role={role}"));
    }
    let status = command.status().await.with_context(|| {
        format!(
            "{} cannot be started; install it (Debian: apt-get install postgresql-client) or give a query: trail sql \"select * from trail\"",
            program.display()
        )
    })?;
    Ok(if status.success() { Exit::Success } else { Exit::Failure })
}
