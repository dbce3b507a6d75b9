//! `trail report`: the providers' answers to one incident.

use std::io::Write;

use anyhow::{Context, Result};

use crate::cli::ReportArgs;
use crate::exit::Exit;
use crate::failure::Failed;
use crate::report;
use crate::setting::Setting;

/// Runs the command.
///
/// # Errors
/// When the database cannot be asked, or nobody knows the incident.
pub async fn run(setting: &Setting, args: &ReportArgs) -> Result<Exit> {
    let setting = setting.for_reading();
    let store = setting.database().await?.connect().await?;
    let Some(report) = report::gather(&store, &args.incident).await? else {
        let known: Vec<String> =
            store.incident_terms().await?.into_iter().map(|incident| incident.slug).collect();
        let known = if known.is_empty() { "none: crawl first".to_owned() } else { known.join(", ") };
        let text = format!("there is no incident '{}'; the database has: {known}", args.incident);
        return Err(Failed::new(Exit::Findings, text).into());
    };
    let text = report::render(&report, args.format);
    std::io::stdout().write_all(text.as_bytes()).context("standard output is closed")?;
    Ok(Exit::Success)
}
