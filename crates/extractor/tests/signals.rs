//! How well the rules read sentences that were written and labelled before any rule was tried on them.
//!
//! `cargo test -p extractor --test signals -- --nocapture` prints positives, precision and recall of each signal, and
//! what was read wrongly.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;

use extractor::signals::{Names, assess};
use model::Signal;

/// A sentence, with what it holds and what it may hold.
struct Labelled<'a> {
    holds: BTreeSet<Signal>,
    unclear: BTreeSet<Signal>,
    names: &'a str,
    text: String,
}

fn read(table: &str) -> Vec<Labelled<'_>> {
    let mut names = "";
    let mut all = Vec::new();
    for line in table.lines() {
        if let Some(provider) = line.strip_prefix("# ") {
            names = provider;
            continue;
        }
        let (labels, text) = line.split_once('\t').unwrap();
        let labels: Vec<&str> = labels.split(',').filter(|label| *label != "-").collect();
        let named = |label: &str| Signal::named(label).unwrap_or_else(|| panic!("{label}: {text}"));
        all.push(Labelled {
            holds: labels.iter().filter(|label| !label.starts_with('~')).map(|label| named(label)).collect(),
            unclear: labels.iter().filter_map(|label| label.strip_prefix('~')).map(named).collect(),
            names,
            text: text.replace("\\n", "\n"),
        });
    }
    all
}

/// How often a signal was found rightly, found wrongly and missed.
#[derive(Default, Clone, Copy)]
struct Tally {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Tally {
    fn precision(self) -> f64 {
        rate(self.right, self.wrong)
    }

    fn recall(self) -> f64 {
        rate(self.right, self.missed)
    }
}

/// How many of both are right; all of none are.
fn rate(right: usize, not: usize) -> f64 {
    if right + not == 0 { 1.0 } else { right as f64 / (right + not) as f64 }
}

/// Prints the table of a set, and gives what was counted of each signal.
fn measure(title: &str, table: &str) -> Vec<(Signal, Tally)> {
    let all = read(table);
    let mut counted: Vec<(Signal, Tally)> =
        Signal::ALL.into_iter().map(|signal| (signal, Tally::default())).collect();
    for one in &all {
        let (_, found) = assess(&one.text, Some("en"), false, &Names::of(one.names, None));
        for (signal, tally) in &mut counted {
            let place = found.iter().find(|place| place.signal == *signal);
            match (one.holds.contains(signal), place) {
                (true, Some(_)) => tally.right += 1,
                (true, None) => {
                    tally.missed += 1;
                    println!("- {}: {}", signal.as_str(), one.text);
                }
                (false, Some(place)) if !one.unclear.contains(signal) => {
                    tally.wrong += 1;
                    println!("+ {} ({}): {}", signal.as_str(), place.rule, one.text);
                }
                _ => {}
            }
        }
    }
    println!("{title}: {} sentences, {} of them hold something", all.len(), holding(&all));
    for (signal, tally) in &counted {
        let positives = tally.right + tally.missed;
        println!("{:<18} {positives:>3}  {:.2}  {:.2}", signal.as_str(), tally.precision(), tally.recall());
    }
    counted
}

fn holding(all: &[Labelled<'_>]) -> usize {
    all.iter().filter(|one| !one.holds.is_empty()).count()
}

/// No signal may fall below these in a set.
fn hold(title: &str, table: &str, precision: f64, recall: f64) {
    for (signal, tally) in measure(title, table) {
        let signal = signal.as_str();
        assert!(tally.precision() >= precision, "{title}: precision of {signal} is {:.2}", tally.precision());
        assert!(tally.recall() >= recall, "{title}: recall of {signal} is {:.2}", tally.recall());
    }
}

#[test]
fn the_first_set_is_read() {
    hold("first", include_str!("signals/first.tsv"), 0.78, 0.77);
}

#[test]
fn the_second_set_is_read() {
    hold("second", include_str!("signals/second.tsv"), 0.88, 0.94);
}

#[test]
fn the_third_set_is_read() {
    hold("third", include_str!("signals/third.tsv"), 0.80, 0.75);
}

#[test]
fn the_fourth_set_is_read() {
    hold("fourth", include_str!("signals/fourth.tsv"), 0.66, 0.90);
}

#[test]
fn the_fifth_set_is_read() {
    hold("fifth", include_str!("signals/fifth.tsv"), 0.80, 0.75);
}

#[test]
fn the_sixth_set_is_read() {
    hold("sixth", include_str!("signals/sixth.tsv"), 0.80, 0.75);
}

#[test]
fn the_seventh_set_is_read() {
    hold("seventh", include_str!("signals/seventh.tsv"), 1.0, 1.0);
}

#[test]
fn the_eighth_set_is_read() {
    hold("eighth", include_str!("signals/eighth.tsv"), 0.66, 1.0);
}

#[test]
fn the_ninth_set_is_read() {
    hold("ninth", include_str!("signals/ninth.tsv"), 0.9, 0.8);
}

#[test]
fn the_tenth_set_is_read() {
    hold("tenth", include_str!("signals/tenth.tsv"), 0.9, 0.8);
}

#[test]
fn the_eleventh_set_is_read() {
    hold("eleventh", include_str!("signals/eleventh.tsv"), 1.0, 1.0);
}

/// Which action it is, of sentences that were written for the patterns of actions: each with one that looks alike and tells of none.
#[test]
fn what_was_done_is_told_by_its_name() {
    let mut names = "";
    let mut wrong = Vec::new();
    for line in include_str!("signals/actions.tsv").lines() {
        if let Some(provider) = line.strip_prefix("# ") {
            names = provider;
            continue;
        }
        let (action, text) = line.split_once('\t').unwrap();
        let (_, found) = assess(text, Some("en"), false, &Names::of(names, None));
        let told: BTreeSet<String> = found.into_iter().filter_map(|place| place.detail).collect();
        let is_right = if action == "-" { told.is_empty() } else { told.contains(action) };
        if !is_right {
            wrong.push(format!("{action}: {text} {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
