//! The report as CSV: one line a provider, unknown values empty.

use store::{IncidentReport, ProviderAnswer};

use crate::table::field;

const HEADER: &str = "incident,provider,first_claimed,hours_low,hours_high,first_seen_at,last_not_seen_at,author,job_title,\
seniority,function,kind,title,url,communications,edits,backdated,looks";

/// The report as CSV (RFC 4180).
pub fn render(report: &IncidentReport) -> String {
    let mut out = format!("{HEADER}\r\n");
    for answer in &report.answers {
        let cells = cells(&report.slug, answer);
        out.push_str(&cells.iter().map(|cell| field(cell.as_deref())).collect::<Vec<_>>().join(","));
        out.push_str("\r\n");
    }
    out
}

fn cells(incident: &str, answer: &ProviderAnswer) -> Vec<Option<String>> {
    let time = |at: Option<chrono::DateTime<chrono::Utc>>| at.map(|at| at.to_rfc3339());
    let number = |hours: Option<f64>| hours.map(|hours| format!("{hours:.2}"));
    vec![
        Some(incident.to_owned()),
        Some(answer.provider.clone()),
        answer.first_claimed.clone(),
        number(answer.hours_low),
        number(answer.hours_high),
        time(answer.first_seen_at),
        time(answer.last_not_seen_at),
        answer.author.clone(),
        answer.job_title.clone(),
        answer.seniority.clone(),
        answer.function.clone(),
        answer.kind.clone(),
        answer.title.clone(),
        answer.url.clone(),
        Some(answer.communications.to_string()),
        Some(answer.edits.to_string()),
        Some(answer.backdated.to_string()),
        Some(answer.looks.to_string()),
    ]
}
