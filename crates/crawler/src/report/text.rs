//! The report for a terminal.

use store::IncidentReport;

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
    for answer in &report.answers {
        let row = if answer.communications == 0 {
            let silence = format!("nothing found in {} looks", answer.looks);
            [
                answer.provider.clone(),
                "—".into(),
                "—".into(),
                "—".into(),
                "—".into(),
                "".into(),
                "0".into(),
                silence,
            ]
        } else {
            [
                answer.provider.clone(),
                answer.first_claimed.clone().unwrap_or_else(|| "no time stated".to_owned()),
                delay(answer),
                seen(answer),
                speaker(answer),
                role(answer),
                answer.communications.to_string(),
                remarks(answer),
            ]
        };
        grid.add_row(row.iter().map(|cell| shown(cell)));
    }
    out.push_str(&format!("{grid}\n"));
    out.push_str(
        "'after' is a range where a published time has no zone or no clock time. 'said' counts communications found by \
         our rules;\nnothing found does not mean that nothing was said elsewhere.\n",
    );
    out
}
