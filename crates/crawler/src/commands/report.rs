//! `trail report`: the providers' answers to one incident.

use std::io::Write;

use anyhow::{Context, Result};

use store::Store;

use crate::cli::{ReportArgs, ReportFormat};
use crate::exit::Exit;
use crate::failure::{Failed, instead_of};
use crate::setting::Setting;

/// Runs the command.
///
/// # Errors
/// When the database cannot be asked, or nobody knows the incident.
pub async fn run(setting: &Setting, args: &ReportArgs) -> Result<Exit> {
    let setting = setting.for_reading();
    let store = setting.database().await?.connect().await?;
    let Some(found) = store.incident_report(&args.incident).await? else {
        return Err(unknown_incident(&store, &args.incident).await?.into());
    };
    let text = match args.format {
        ReportFormat::Text => report::text(&found),
        ReportFormat::Html => report::html(&found),
        ReportFormat::Csv => report::csv(&found),
    };
    std::io::stdout().write_all(text.as_bytes()).context("standard output is closed")?;
    Ok(Exit::Success)
}

/// The error for an incident that nobody knows: it names those that are known.
pub(super) async fn unknown_incident(store: &Store, incident: &str) -> Result<Failed> {
    let known: Vec<String> =
        store.incident_terms().await?.into_iter().map(|incident| incident.slug).collect();
    let text =
        format!("there is no incident '{incident}'; the database has: {}", instead_of(incident, &known));
    Ok(Failed::new(Exit::Findings, text))
}
