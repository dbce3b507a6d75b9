//! What is printed is what is documented.

use std::collections::BTreeSet;

use chrono::DateTime;

use super::*;

/// A text of all metrics, with something in each.
fn printed() -> String {
    let metrics = Metrics::default();
    {
        let mut counts = metrics.counts();
        counts.outcomes.insert("answered".to_owned(), 2);
        counts.causes.insert("dns", 1);
        counts.durations[3] = 2;
        counts.new.insert("posts", 1);
    }
    let standing = crate::standing::sample();
    text::render(&metrics, DateTime::UNIX_EPOCH, Some(&standing))
}

#[test]
fn the_documented_table_is_what_the_endpoint_prints() {
    let text = printed();
    let manual =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/OPERATING.md")).unwrap();
    let documented: BTreeSet<(String, String, String)> = manual
        .lines()
        .filter(|line| line.starts_with("| `trail_"))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(|cell| cell.trim().trim_matches('`')).collect();
            (cells[1].to_owned(), cells[2].to_owned(), cells[3].to_owned())
        })
        .collect();
    let mut shown = BTreeSet::new();
    for line in text.lines().filter_map(|line| line.strip_prefix("# TYPE ")) {
        let (name, kind) = line.split_once(' ').unwrap();
        let first = text
            .lines()
            .find(|line| line.starts_with(name) && line[name.len()..].starts_with(['{', ' ', '_']));
        let series = first.unwrap_or_else(|| panic!("{name} has no series"));
        let label = series.split_once('{').map_or("", |(_, rest)| rest.split('=').next().unwrap());
        let label = if label == "le" { "" } else { label };
        shown.insert((name.to_owned(), kind.to_owned(), label.to_owned()));
    }
    assert_eq!(shown, documented);
    assert_eq!(shown.len(), CATALOGUE.len());
}

#[test]
fn a_histogram_counts_upwards() {
    let text = printed();
    assert!(text.contains("trail_visit_duration_seconds_bucket{le=\"1\"} 0\n"), "{text}");
    assert!(text.contains("trail_visit_duration_seconds_bucket{le=\"3\"} 2\n"), "{text}");
    assert!(text.contains("trail_visit_duration_seconds_bucket{le=\"+Inf\"} 2\n"), "{text}");
    assert!(text.contains("trail_visit_duration_seconds_count 2\n"), "{text}");
}

#[test]
fn every_name_says_its_unit_and_kind() {
    for metric in &CATALOGUE {
        let name = metric.name;
        assert_eq!(name.ends_with("_total"), metric.kind == Kind::Counter, "{name}");
        assert!(metric.help.ends_with('.') && name.starts_with("trail_"), "{name}");
    }
}
