//! The report for a terminal.

use std::collections::BTreeMap;

use store::{IncidentReport, ProviderAnswer};

use crate::report::words::{delay, remarks, role, seen, speaker};
use crate::table::{grid, shown};

/// The report as text.
pub fn render(report: &IncidentReport) -> String {
    let mut out = format!("{}\n", report.name);
    match &report.anchor {
        Some(anchor) => {
            out.push_str(&format!(
                "measured from: {} ({}), {}\n",
                anchor.label, anchor.time, anchor.citation
            ));
        }
        None => out.push_str("no public event is known: delays cannot be measured\n"),
    }
    let mut grid = grid();
    grid.set_header([
        "provider",
        "first word (claimed)",
        "after",
        "first seen (UTC)",
        "who",
        "role",
        "said",
        "remarks",
    ]);
    let (spoke, silent): (Vec<_>, Vec<_>) =
        report.answers.iter().partition(|answer| answer.communications > 0);
    for answer in &spoke {
        let row = [
            answer.provider.clone(),
            answer.first_claimed.clone().unwrap_or_else(|| "no time stated".to_owned()),
            delay(answer),
            seen(answer),
            speaker(answer),
            role(answer),
            answer.communications.to_string(),
            remarks(answer),
        ];
        grid.add_row(row.iter().map(|cell| shown(cell)));
    }
    if spoke.is_empty() {
        out.push_str("no provider that is followed spoke of it, as far as our rules see\n");
    } else {
        out.push_str(&format!("{grid}\n"));
    }
    out.push_str(&silence(&silent));
    out.push_str(
        "'after' is a range where a published time has no zone or no clock time. 'said' counts communications found by \
         our rules;\nnothing found does not mean that nothing was said elsewhere.\n",
    );
    out
}

/// The providers of which nothing was found, by the number of looks that saw nothing; one that was never
/// looked at is no silence.
fn silence(answers: &[&ProviderAnswer]) -> String {
    let mut by_looks: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
    for answer in answers {
        by_looks.entry(answer.looks).or_default().push(&answer.provider);
    }
    let mut out = String::new();
    for (looks, providers) in by_looks.iter().rev() {
        let said = match looks {
            0 => "never seen yet".to_owned(),
            1 => "nothing found in 1 look".to_owned(),
            number => format!("nothing found in {number} looks"),
        };
        out.push_str(&format!("{said}: {}\n", shown(&providers.join(", "))));
    }
    out
}
