//! All providers on the five criteria, a line each.

use maud::{Markup, html};
use store::{Edit, Provider};

use super::parts::{entry_refs, refs, table, words};
use crate::view::View;
use crate::words::{
    at_least, blind_looks, class, count, flag, limits, looks, range, silence, silent_for, silent_where,
};

const HEAD: [&str; 8] = [
    "Provider",
    "First word, as claimed",
    "First word, as observed",
    "Who speaks",
    "Transparency",
    "Disclosure",
    "Practice",
    "Remarks",
];

/// Silent providers that have a line of their own; more are named in one paragraph.
const LINES_OF_SILENCE: usize = 12;

pub(super) fn render(view: &View) -> Markup {
    let (spoke, silent) = view.spoke_or_silent();
    let (looked, unseen): (Vec<&Provider>, Vec<&Provider>) =
        silent.into_iter().partition(|it| looks(it) + blind_looks(it) > 0);
    let lines = if looked.len() > LINES_OF_SILENCE { &[] } else { looked.as_slice() };
    let rows = html! {
        @for provider in &spoke { (row(view, provider)) }
        @for provider in lines { (silent_row(provider)) }
    };
    html! {
        p {
            "Each part below is a measurement of its own with its evidence; there is no sum of them. Numbers in brackets lead to "
            a href="#evidence" { "the evidence" } ": the quote, the claimed time, and the archived record. How values are found, "
            "and what they cannot say, stands under " a href="#method" { "method and limits" } "."
        }
        (table("overview", html! { "Response times are measured from the public disclosure, between a lower and an upper bound. \
            Signals are those that a rule found; the full tables follow." }, &HEAD, rows))
        @if lines.len() < looked.len() { (by_state(&looked)) }
        @if !unseen.is_empty() {
            p.muted { "Nobody looked since the disclosure at " (names(&unseen)) ": nothing is known of their answers." }
        }
    }
}

/// What is known of a silence, best known first, and how a list of providers begins of which that is known.
const STATES: [(&str, &str); 6] = [
    ("from the start", "Nothing was seen, and all of it was watched from the disclosure on: "),
    ("not watched throughout", "Nothing was seen from the disclosure on until the watch broke off: "),
    ("partly watched", "Nothing was seen, and some sources were not watched from the start: "),
    ("not watched from the start", "Nothing was seen, and nothing was watched from the start: "),
    ("not all was read", "Nothing was seen, and what was listed since the disclosure could not be read: "),
    ("blind", "No look since the disclosure could see: "),
];

/// Many silent providers, by what is known of their silence.
fn by_state(providers: &[&Provider]) -> Markup {
    let state = |it: &Provider| it.watched.clone().unwrap_or_default();
    let of =
        |name: &str| -> Vec<&Provider> { providers.iter().copied().filter(|it| state(it) == name).collect() };
    let others: Vec<&Provider> =
        providers.iter().copied().filter(|it| STATES.iter().all(|(name, _)| state(it) != *name)).collect();
    html! {
        @for (name, said) in STATES {
            @let of = of(name);
            @if !of.is_empty() { p { (said) (names(&of)) "." } }
        }
        @if !others.is_empty() { p { "Nothing was seen: " (names(&others)) "." } }
    }
}

fn names(providers: &[&Provider]) -> Markup {
    html! {
        @for (at, provider) in providers.iter().enumerate() {
            @if at > 0 { ", " }
            (words(&provider.name))
            @if looks(provider) > 0 {
                " (" (count(looks(provider), "look"))
                @if let Some(hours) = silent_for(provider) { ", silent" (silent_where(provider)) (at_least(hours)) }
                @if let Some(limits) = limits(provider) { "; " (limits) }
                ")"
            }
            @else if blind_looks(provider) > 0 { " (" (count(blind_looks(provider), "look")) ", none could see)" }
        }
    }
}

fn row(view: &View, provider: &Provider) -> Markup {
    let slug = provider.slug.as_str();
    let speaker = view.highest_speaker(slug);
    html! {
        tr {
            th scope="row" { (words(&provider.name)) }
            td {
                (range(provider.claimed_hours_low, provider.claimed_hours_high)) " " (refs(view, provider.first_communication))
                (entry_refs(view, provider.first_entry))
            }
            td {
                (range(provider.observed_hours_low, provider.observed_hours_high))
                @if let Some(it) = view.time(slug, "first-word", "observed", "public") { " " (refs(view, it.communication_id)) (entry_refs(view, it.entry_id)) }
            }
            td {
                @if let Some(it) = speaker {
                    (words(&it.name)) @if let Some(title) = &it.job_title { ", " (words(title)) }
                    @let class = class(&it.seniority, &it.function);
                    @if !class.is_empty() { br; span.muted.small { (class) } }
                    " " (refs(view, [it.communication_id]))
                } @else { span.no { "no name found" } }
            }
            @for criterion in ["transparency", "disclosure", "practice"] { td { (signals(view, provider, criterion)) } }
            td { (remarks(view, provider)) }
        }
    }
}

/// The signals of a criterion that were found, each leading to its first quote.
fn signals(view: &View, provider: &Provider, criterion: &str) -> Markup {
    let kinds = || view.report.kinds.iter().filter(|kind| !kind.suggestion && kind.criterion == criterion);
    let found: Vec<(&str, usize)> = kinds()
        .filter_map(|kind| {
            let place = view.places(&provider.slug, &kind.signal).next()?;
            Some((kind.signal.as_str(), view.number(place.communication_id)?))
        })
        .collect();
    let assessed = kinds().any(|kind| {
        view.part(&provider.slug, &kind.signal).is_some_and(|part| part.answer != "not-assessed")
    });
    html! {
        @if !found.is_empty() {
            @for (at, (signal, number)) in found.iter().enumerate() {
                @if at > 0 { ", " }
                a href={ "#c" (number) "-" (signal) } { (signal) }
            }
        } @else if kinds().any(|kind| view.shared_places(&provider.slug, &kind.signal).next().is_some()) { span.no { "shared" } }
        @else if assessed { span.no { "no rule matched" } }
        @else { span.no { "not assessed" } }
    }
}

fn remarks(view: &View, provider: &Provider) -> Markup {
    html! {
        ul {
            @for (name, communications) in view.flags(&provider.slug) {
                li { span.warn { (flag(name)) } " " (refs(view, communications)) }
            }
            @for (number, edit, said) in view.edits(&provider.slug) {
                li { a class=[Some("warn").filter(|_| edit == Edit::Silent)] href="#changes" {
                    (said) @if number > 1 { " " (count(number as i64, "time")) }
                } }
            }
            @for (said, number) in view.withdrawn(&provider.slug) {
                li { a.warn href="#withdrawn" { (said) @if number > 1 { " " (count(number as i64, "time")) } } }
            }
            @let entries: Vec<i64> = view.entries(&provider.slug).map(|it| it.id).collect();
            @if !entries.is_empty() {
                li { span.muted { "named in an entry whose page was not read, or does not speak of it" } " " (entry_refs(view, entries)) }
            }
            @for (evidence, said) in [("back-filled", "from archives of others"), ("found", "there at our first look")] {
                @let of: Vec<i64> = view.trail(&provider.slug).filter(|it| it.evidence == evidence).map(|it| it.id).collect();
                @if !of.is_empty() { li { span.muted { (said) } " " (refs(view, of)) } }
            }
        }
    }
}

fn silent_row(provider: &Provider) -> Markup {
    html! {
        tr {
            th scope="row" { (words(&provider.name)) }
            td.no colspan="6" { (silence(provider)) "; " a href="#looks" { "what was looked at" } }
            td { @if let Some(hours) = silent_for(provider) { span.warn { "silent" } (silent_where(provider)) (at_least(hours)) } }
        }
    }
}
