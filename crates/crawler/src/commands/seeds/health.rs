//! `trail seeds health`: the sources that need somebody to look.

use std::io::Write;

use anyhow::{Context, Result};
use chrono::{DateTime, SecondsFormat, Utc};

use crate::cli::{HealthArgs, TableFormat};
use crate::clock::system_clock;
use crate::exit::Exit;
use crate::seed_files::count;
use crate::setting::Setting;
use crate::table;

/// Runs the command.
///
/// # Errors
/// When the database cannot be used.
pub async fn run(setting: &Setting, args: &HealthArgs) -> Result<Exit> {
    let database = setting.for_reading().database().await?;
    let store = database.connect().await?;
    let findings = store.query(&question(args.all, system_clock().now()), true).await?;
    let closed_at = findings.columns.iter().position(|column| column.name == "closed_at");
    let open =
        findings.rows.iter().filter(|row| closed_at.is_some_and(|at| row.get(at) == Some(&None))).count();
    let mut out = std::io::stdout();
    let text = match (args.format, findings.rows.is_empty()) {
        (TableFormat::Table, true) => "no finding: every source that was visited is well\n".to_owned(),
        (TableFormat::Table, false) => {
            format!("{}{} open\n", table::render(&findings, args.format), count(open, "finding"))
        }
        (format, _) => table::render(&findings, format),
    };
    out.write_all(text.as_bytes()).context("standard output is closed")?;
    Ok(if open == 0 { Exit::Success } else { Exit::Findings })
}

/// The findings as of `now`, the open ones first, and of these the oldest.
fn question(all: bool, now: DateTime<Utc>) -> String {
    let only = if all { "" } else { "where closed_at is null " };
    format!(
        "select provider, finding, kind, url, opened_at, closed_at, detail from source_findings('{}') {only}\
         order by closed_at nulls first, opened_at, provider, url, finding",
        now.to_rfc3339_opts(SecondsFormat::Micros, true)
    )
}
