//! From the database to a report in one of its forms.

use store::{IncidentReport, Store, StoreError};

use crate::cli::ReportFormat;
use crate::report::{csv, html, text};

/// The report on the incident of that slug; `None` where nobody knows it.
///
/// # Errors
/// When the database cannot be asked.
pub async fn gather(store: &Store, incident: &str) -> Result<Option<IncidentReport>, StoreError> {
    store.incident_report(incident).await
}

/// The report in that form.
pub fn render(report: &IncidentReport, format: ReportFormat) -> String {
    match format {
        ReportFormat::Text => text::render(report),
        ReportFormat::Html => html::render(report),
        ReportFormat::Csv => csv::render(report),
    }
}
