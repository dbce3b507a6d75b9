//! The report for a terminal.

use std::collections::BTreeMap;

use store::{IncidentReport, Provider};

use crate::grid::grid;
use crate::view::View;
use crate::words::{
    began_late, blind_looks, claimed_by_entry, class, clean, count, flag, limits, looks, minute, range, seen,
};

/// From this width on, first words are a table; on a narrower terminal its columns would be too narrow to be read.
const TABLE: usize = 120;

/// The report as text, as wide as the terminal, or 150 characters where there is none.
pub fn render(report: &IncidentReport) -> String {
    within(report, grid().width().map_or(usize::MAX, usize::from))
}

/// The report as text of this width.
pub fn within(report: &IncidentReport, width: usize) -> String {
    let view = View::new(report);
    let mut out = format!("{}\n", clean(&report.name));
    for anchor in &report.anchors {
        let line = format!("{}: {} ({}), {}", anchor.kind, anchor.label, anchor.raw, anchor.citation);
        out.push_str(&wrapped(&clean(&line), width));
    }
    if !report.anchors.iter().any(|anchor| anchor.kind == "public") {
        out.push_str("no public event is known: delays cannot be measured\n");
    }
    let (spoke, silent) = view.spoke_or_silent();
    if spoke.is_empty() {
        out.push_str("no provider that is followed spoke of it, as far as our rules see\n");
    } else {
        let first = if width < TABLE { first_words_below_each_other } else { first_words };
        out.push_str(&first(&view, &spoke, width));
        out.push_str(&signals(&view, &spoke, width));
    }
    out.push('\n');
    out.push_str(&wrapped(&silence(&silent), width));
    out.push_str(&wrapped(
        "'after' is measured from the public disclosure, between bounds. Numbers are communications that hold a signal; \
         'shared' means that a text about several subjects holds it and nothing tells of which; 'no rule' that no rule \
         matched in the texts that were read, never that it was not said; '?' that no text could be assessed. Nothing \
         found does not mean that nothing was said elsewhere.",
        width,
    ));
    out
}

/// The lines of a text, none longer than `width` where it has spaces to break at; what goes on is indented.
fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut taken = 0;
        for word in line.split(' ') {
            let length = word.chars().count();
            if taken > 0 && taken + 1 + length > width {
                out.push_str("\n  ");
                taken = 2;
            } else if taken > 0 {
                out.push(' ');
                taken += 1;
            }
            out.push_str(word);
            taken += length;
        }
        out.push('\n');
    }
    out
}

/// A table of this width.
fn table(width: usize) -> comfy_table::Table {
    let mut grid = grid();
    grid.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    grid
}

/// What is known of a provider's first word, each with its name.
fn first_word(view: &View, provider: &Provider) -> [(&'static str, String); 6] {
    let first = provider.first_communication.and_then(|id| view.communication(id));
    let entry = view.entries(&provider.slug).find(|it| Some(it.id) == provider.first_entry);
    let claimed = first.and_then(crate::words::claimed).or_else(|| entry.and_then(claimed_by_entry));
    [
        ("first word", claimed.unwrap_or_else(|| "no time stated".to_owned())),
        ("after (claimed)", range(provider.claimed_hours_low, provider.claimed_hours_high)),
        ("first seen (UTC)", seen(provider.first_seen_at, provider.last_not_seen_at)),
        ("who", speaker(view, provider)),
        ("said", view.trail(&provider.slug).count().to_string()),
        ("remarks", remarks(view, provider)),
    ]
}

fn first_words_below_each_other(view: &View, spoke: &[&Provider], width: usize) -> String {
    let mut out = String::new();
    for provider in spoke {
        let said = count(view.trail(&provider.slug).count() as i64, "communication");
        out.push_str(&format!("\n{}, {said}\n", clean(&provider.slug)));
        let values = first_word(view, provider);
        for (name, value) in values.into_iter().filter(|(name, value)| *name != "said" && !value.is_empty()) {
            // What goes on stands below the value.
            let lines = wrapped(&clean(&value), width.saturating_sub(NAME + 2));
            for (at, line) in lines.lines().enumerate() {
                out.push_str(&format!("  {:NAME$}{}\n", if at == 0 { name } else { "" }, line.trim_start()));
            }
        }
    }
    out
}

/// Room for the name of a value.
const NAME: usize = "first seen (UTC)".len() + 2;

fn first_words(view: &View, spoke: &[&Provider], width: usize) -> String {
    let mut grid = table(width);
    grid.set_header([
        "provider",
        "first word",
        "after (claimed)",
        "first seen (UTC)",
        "who",
        "said",
        "remarks",
    ]);
    for provider in spoke {
        let values = first_word(view, provider).map(|(_, value)| value);
        grid.add_row(std::iter::once(&provider.slug).chain(&values).map(|cell| clean(cell)));
    }
    format!("{grid}\n")
}

/// The highest rank that speaks for the provider.
fn speaker(view: &View, provider: &Provider) -> String {
    let Some(it) = view.highest_speaker(&provider.slug) else { return "nobody named".to_owned() };
    let title = it.job_title.as_deref().map(|title| format!(", {title}")).unwrap_or_default();
    let class = class(&it.seniority, &it.function);
    let class = if class.is_empty() { class } else { format!(" ({class})") };
    format!("{}{title}{class}", it.name)
}

fn remarks(view: &View, provider: &Provider) -> String {
    let mut remarks: Vec<String> =
        view.flags(&provider.slug).keys().map(|name| flag(name).to_owned()).collect();
    for (number, _, said) in view.edits(&provider.slug) {
        match number {
            1 => remarks.push(said.to_owned()),
            number => remarks.push(format!("{said} {}", count(number as i64, "time"))),
        }
    }
    for (said, number) in view.withdrawn(&provider.slug) {
        match number {
            1 => remarks.push(said.to_owned()),
            number => remarks.push(format!("{said} {}", count(number as i64, "time"))),
        }
    }
    match view.entries(&provider.slug).count() {
        0 => {}
        entries => remarks.push(format!(
            "named in {} whose page was not read, or does not speak of it",
            if entries == 1 { "an entry".to_owned() } else { format!("{entries} entries") }
        )),
    }
    match view.trail(&provider.slug).filter(|it| it.evidence == "back-filled").count() {
        0 => {}
        all if all == view.trail(&provider.slug).count() => remarks.push("back-filled".to_owned()),
        _ => remarks.push("partly back-filled".to_owned()),
    }
    remarks.join("; ")
}

/// What the texts say of the other criteria: a line for each signal, a column for each provider; of many providers, as many
/// in one table as fit beside each other.
fn signals(view: &View, spoke: &[&Provider], width: usize) -> String {
    beside(spoke, width).into_iter().map(|providers| signals_of(view, providers, width)).collect()
}

/// What a column has beside its words: a space on each side, and what parts it from the next.
const AROUND: usize = 3;

/// What a column of signals needs at least.
const CELL: usize = "no rule".len();

/// The two columns before those of the providers.
const CRITERION_AND_SIGNAL: usize = "transparency".len() + "disclosure-policy".len() + 2 * AROUND;

/// The providers in groups of which each fits into a table of this width.
fn beside<'a, 'b>(mut providers: &'b [&'a Provider], width: usize) -> Vec<&'b [&'a Provider]> {
    let mut groups = Vec::new();
    while !providers.is_empty() {
        let mut taken = CRITERION_AND_SIGNAL;
        let fit = providers
            .iter()
            .take_while(|it| {
                taken = taken.saturating_add(CELL.max(it.slug.chars().count()) + AROUND);
                taken <= width
            })
            .count();
        let (group, rest) = providers.split_at(fit.max(1));
        groups.push(group);
        providers = rest;
    }
    groups
}

fn signals_of(view: &View, providers: &[&Provider], width: usize) -> String {
    let mut grid = table(width);
    let mut header = vec!["criterion".to_owned(), "signal".to_owned()];
    header.extend(providers.iter().map(|provider| provider.slug.clone()));
    grid.set_header(header);
    for kind in view.report.kinds.iter().filter(|kind| !kind.suggestion) {
        let cells = providers.iter().map(|provider| match view.part(&provider.slug, &kind.signal) {
            Some(part) if part.answer == "found" => part.communications.to_string(),
            Some(part) if part.answer == "shared" => "shared".to_owned(),
            Some(part) if part.answer == "no-rule-matched" && part.not_assessed > 0 => {
                format!("no rule ({} of {} read)", part.assessed, part.assessed + part.not_assessed)
            }
            Some(part) if part.answer == "no-rule-matched" => "no rule".to_owned(),
            _ => "?".to_owned(),
        });
        grid.add_row([kind.criterion.clone(), kind.signal.clone()].into_iter().chain(cells));
    }
    format!("\n{grid}\n")
}

/// The providers of which nothing was found, by the number of looks that saw nothing; where nobody looked since the
/// disclosure or no look could see, there is no silence.
fn silence(silent: &[&Provider]) -> String {
    let mut alike: BTreeMap<(i64, i64, bool, Option<String>), Vec<&Provider>> = BTreeMap::new();
    for provider in silent {
        let blind = if looks(provider) == 0 { blind_looks(provider) } else { 0 };
        let alike = alike.entry((looks(provider), blind, began_late(provider), limits(provider)));
        alike.or_default().push(provider);
    }
    let mut out = String::new();
    for ((looks, blind, late, limits), providers) in alike.iter().rev() {
        let until = providers.iter().filter_map(|it| it.silent_until.or(it.last_look_at)).min();
        let from = providers.iter().filter_map(|it| it.silent_from).max().filter(|_| *late);
        let said = match (looks, until) {
            (0, _) if *blind > 0 => {
                format!("{} since the disclosure, none could see, nothing is known of", count(*blind, "look"))
            }
            (0, _) | (_, None) => "nobody looked since the disclosure, nothing is known of".to_owned(),
            (looks, Some(until)) => {
                let found = format!("nothing found in {}", count(*looks, "look"));
                match from {
                    Some(from) if minute(from) == minute(until) => {
                        format!("{found} at {} UTC, not watched from the start", minute(until))
                    }
                    Some(from) => format!(
                        "{found} from {} up to {} UTC, not watched from the start",
                        minute(from),
                        minute(until)
                    ),
                    None => format!("{found} up to {} UTC", minute(until)),
                }
            }
        };
        let said = match limits {
            Some(limits) => format!("{said}; {limits}"),
            None => said,
        };
        let names: Vec<&str> = providers.iter().map(|it| it.slug.as_str()).collect();
        out.push_str(&format!("{said}: {}\n", clean(&names.join(", "))));
    }
    out
}
