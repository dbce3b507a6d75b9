//! `trail rules`: the rules by which texts are read for signals, for a person to judge.

use std::fmt::Write as _;
use std::io::Write;

use anyhow::{Context, Result};
use extractor::signals::{Rule, kind, rules, sets};
use model::Signal;
use serde_json::{Value, json};

use crate::cli::{RulesArgs, TextFormat};
use crate::exit::Exit;
use crate::failure::Failed;

/// Runs the command.
///
/// # Errors
/// When there is no such signal, or standard output is closed.
pub fn run(args: &RulesArgs) -> Result<Exit> {
    let wanted = match args.signal.as_deref() {
        None => None,
        Some(name) => Some(Signal::named(name).ok_or_else(|| {
            let known: Vec<&str> = Signal::ALL.iter().map(|signal| signal.as_str()).collect();
            let text = format!("there is no signal '{name}'; there are {}", known.join(", "));
            Failed::new(Exit::Findings, text)
        })?),
    };
    let signals: Vec<Signal> =
        Signal::ALL.into_iter().filter(|signal| wanted.is_none_or(|wanted| wanted == *signal)).collect();
    let text = match args.format {
        TextFormat::Text => told(&signals),
        TextFormat::Json => serde_json::to_string_pretty(&all_json(&signals))? + "\n",
    };
    anstream::stdout().write_all(text.as_bytes()).context("standard output is closed")?;
    Ok(Exit::Success)
}

fn of(signal: Signal) -> impl Iterator<Item = &'static Rule> {
    rules().filter(move |rule| rule.signal == signal)
}

fn told(signals: &[Signal]) -> String {
    let mut text = format!(
        "Rules, version {}. A pattern is read from left to right over the words of a sentence: word* any word that begins\n\
         so; .. ... .... up to 3, 8, 20 words of the clause; ~ up to 25 words of the sentence; (a|b)? one of them, or none;\n\
         ^ $ / begin and end of the sentence, begin of a clause; NAMES in capitals are sets of words, listed at the end.\n",
        extractor::VERSION
    );
    for signal in signals {
        let kind = kind(*signal);
        let suggestion = if kind.suggestion { "; suggestions for coders only" } else { "" };
        let _ = write!(
            text,
            "\n{} ({}{suggestion})\n  {}\n",
            signal.as_str(),
            kind.criterion.as_str(),
            kind.meaning
        );
        for rule in of(*signal) {
            text.push_str(&one_told(rule));
        }
    }
    let written: String =
        signals.iter().flat_map(|signal| of(*signal)).flat_map(patterns).collect::<Vec<_>>().join(" ");
    text.push_str("\nsets\n");
    for (name, forms) in sets() {
        let named =
            |text: &str| text.split(|c: char| !c.is_ascii_uppercase() && c != '_').any(|word| word == *name);
        if named(&written) || sets().iter().any(|(_, forms)| named(forms)) {
            let _ = writeln!(text, "  {name}: {}", forms.replace('|', ", "));
        }
    }
    text
}

fn patterns(rule: &'static Rule) -> impl Iterator<Item = &'static str> {
    [
        rule.wants,
        rule.with,
        rule.under,
        rule.unless_under,
        rule.unless_within,
        rule.unless,
        rule.unless_sentence,
    ]
    .into_iter()
    .flatten()
    .copied()
}

fn one_told(rule: &Rule) -> String {
    let mut text = format!("\n  {} v{}, of the {}", rule.id, rule.version, rule.actor.as_str());
    if let Some(detail) = rule.detail {
        let _ = write!(text, ", {detail}");
    }
    let questions = if rule.questions { ", questions too" } else { "" };
    let own = rule
        .own
        .map_or(String::new(), |away| format!(", up to {away} sentences from where the provider speaks"));
    let _ = writeln!(text, "; looks in {}{questions}{own}", rule.place.as_str());
    let parts = [
        ("wants", rule.wants),
        ("with", rule.with),
        ("under a heading with", rule.under),
        ("not under a heading with", rule.unless_under),
        ("unless inside", rule.unless_within),
        ("unless in the clause", rule.unless),
        ("unless in the sentence", rule.unless_sentence),
    ];
    for (name, patterns) in parts {
        for pattern in patterns {
            let _ = writeln!(text, "    {name}: {pattern}");
        }
    }
    let line = |example: &str| example.replace('\n', " / ");
    let _ = writeln!(text, "    matches: {}\n    does not match: {}", line(rule.matches), line(rule.passes));
    text
}

fn all_json(signals: &[Signal]) -> Value {
    let rule = |rule: &Rule| {
        json!({
            "id": rule.id,
            "version": rule.version,
            "detail": rule.detail,
            "actor": rule.actor.as_str(),
            "place": rule.place.as_str(),
            "questions": rule.questions,
            "own": rule.own,
            "wants": rule.wants,
            "with": rule.with,
            "under": rule.under,
            "unless_under": rule.unless_under,
            "unless_within": rule.unless_within,
            "unless": rule.unless,
            "unless_sentence": rule.unless_sentence,
            "matches": rule.matches,
            "passes": rule.passes,
        })
    };
    let signal = |signal: &Signal| {
        let kind = kind(*signal);
        json!({
            "signal": signal.as_str(),
            "criterion": kind.criterion.as_str(),
            "meaning": kind.meaning,
            "suggestion": kind.suggestion,
            "rules": of(*signal).map(rule).collect::<Vec<_>>(),
        })
    };
    let sets: serde_json::Map<String, Value> = sets()
        .iter()
        .map(|(name, forms)| ((*name).to_owned(), forms.split('|').collect::<Vec<_>>().into()))
        .collect();
    json!({
        "rules_version": extractor::VERSION,
        "signals": signals.iter().map(signal).collect::<Vec<_>>(),
        "sets": sets,
    })
}
