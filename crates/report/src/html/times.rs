//! Criterion 1: how soon they spoke, acted and claimed a fix.

use chrono::TimeDelta;
use maud::{Markup, html};
use store::{Provider, ReferenceTime, ResponseTime};

use super::parts::{entry_refs, link, refs, table, time, words};
use crate::view::View;
use crate::words::{at_least, began_late, blind_looks, broken_off, count, range, silent_for, silent_where};

/// What is timed, in the order of the tables, and how a person says it.
const MEASURES: [(&str, &str); 8] = [
    ("first-word", "First word"),
    ("first-action", "First action said"),
    ("fix-claimed", "Fix said to be in place"),
    ("mitigated", "Mitigated"),
    ("patched", "Patched"),
    ("certificates", "Certificates or keys replaced"),
    ("sessions", "Sessions, tokens or passwords ended"),
    ("fleet-complete", "All of it patched"),
];

pub(super) fn render(view: &View) -> Markup {
    let anchors: Vec<&str> = view.report.anchors.iter().map(|anchor| anchor.kind.as_str()).collect();
    html! {
        (events(view))
        @if !anchors.is_empty() {
            p {
                "A response time is an interval. A published time without a zone or a clock can mean any moment of more than a \
                 day, and a look tells only that something appeared between it and the look before. Claimed times, the \
                 platform's own record and our observations are never mixed."
            }
            @if view.report.kinds.iter().any(|kind| kind.signal == "action" && kind.suggestion) {
                p {
                    "All but the first word rests on rules that find what was done, and these are suggestions for coders: read \
                     the quote behind a time before it is counted."
                }
            }
            @for (measure, heading) in MEASURES {
                @if view.report.response_times.iter().any(|it| it.measure == measure && (it.communication_id.is_some() || it.entry_id.is_some())) {
                    h3 { (heading) }
                    (measured(view, measure, &anchors))
                }
            }
            (silences(view))
        }
    }
}

/// All that is known of what happened when; conflicting values stand side by side.
fn events(view: &View) -> Markup {
    let rows = html! {
        @for it in &view.report.events {
            tr {
                th scope="row" { (it.kind) @if measured_from(view, it) { br; span.small.muted { "measured from" } } }
                td { (words(it.label.as_deref().unwrap_or(""))) }
                td { (words(it.raw.as_deref().unwrap_or("unknown"))) }
                td { (it.trust.as_deref().unwrap_or("")) }
                td { @let citation = it.citation.as_deref().or(it.authority.as_deref()).unwrap_or(""); (link(citation, citation)) }
            }
        }
    };
    table(
        "events",
        html! { "What happened when, by whoever says so. Values that differ stand side by side." },
        &["Event", "What", "When, as written", "Trust", "Source"],
        rows,
    )
}

fn measured(view: &View, measure: &str, anchors: &[&str]) -> Markup {
    let mut head = vec!["Provider", "By", "Between (UTC)"];
    let names: Vec<String> = anchors.iter().map(|anchor| format!("After the {} event", anchor)).collect();
    head.extend(names.iter().map(String::as_str));
    head.extend(["Evidence", "Source"]);
    let rows = html! {
        @for provider in &view.report.providers {
            @for basis in ["claimed", "platform", "observed"] {
                @let times: Vec<Option<&ResponseTime>> =
                    anchors.iter().map(|anchor| view.time(&provider.slug, measure, basis, anchor)).collect();
                @if let Some(it) = times.iter().flatten().next() {
                    (line(view, provider, basis, it, &times))
                }
            }
        }
    };
    table(
        measure,
        html! { "Hours and days are counted from each event; before it where it says so." },
        &head,
        rows,
    )
}

/// Whether response times are measured from it.
fn measured_from(view: &View, it: &ReferenceTime) -> bool {
    view.report.anchors.iter().any(|anchor| {
        (Some(&anchor.label), Some(&anchor.raw)) == (it.label.as_ref(), it.raw.as_ref())
            && anchor.kind == it.kind
    })
}

/// A claimed time is less exact than this where its bounds differ by more.
const EXACT: TimeDelta = TimeDelta::minutes(1);

fn line(
    view: &View,
    provider: &Provider,
    basis: &str,
    it: &ResponseTime,
    times: &[Option<&ResponseTime>],
) -> Markup {
    html! {
        tr {
            th scope="row" { (words(&provider.name)) }
            td { (basis) }
            td.num {
                @match (it.low_at, it.high_at) {
                    (Some(low), Some(high)) if high - low <= EXACT => (time(low)),
                    (Some(low), Some(high)) => { (time(low)) " – " (time(high)) },
                    (None, Some(high)) => { "up to " (time(high)) },
                    (Some(low), None) => { "nothing up to " (time(low)) },
                    (None, None) => span.no { "nothing seen; " (it.censored) },
                }
            }
            @for found in times {
                td { @match found { Some(it) => (range(it.hours_low, it.hours_high)), None => span.no { "unknown" } } }
            }
            td { (it.evidence) }
            td { (refs(view, it.communication_id)) (entry_refs(view, it.entry_id)) }
        }
    }
}

/// What each silence rests on.
fn silences(view: &View) -> Markup {
    let rows = html! {
        @for it in view.report.providers.iter().filter(|it| it.silent_looks.is_some() && it.looks + it.blind_looks > 0) {
            tr {
                th scope="row" { (words(&it.name)) }
                td {
                    @let looks = it.silent_looks.unwrap_or(0);
                    @if looks == 0 {
                        span.no { @if blind_looks(it) > 0 { "none of them" } @else { "no look" } ": nothing is known" }
                    }
                    @else {
                        (count(looks, "look"))
                        @let others = looks - it.silent_live_looks.unwrap_or(looks);
                        @if others > 0 { ", " (others) " of them by others" }
                    }
                }
                td { (it.silent_blind_looks.unwrap_or(0)) }
                td { @if let Some(at) = it.silent_until { (time(at)) } }
                td { (it.open_gaps.unwrap_or(0)) }
                td { (it.unread_posts.unwrap_or(0)) }
                td { (it.unwatched_sources.unwrap_or(0)) }
                td {
                    @match it.first_seen_at {
                        Some(at) => {
                            "broken: first seen " (time(at))
                            @if it.communications == 0 { br; span.small.muted { "in an entry; its page was not read, or does not speak of it" } }
                        },
                        None if it.silent_looks == Some(0) => span.no { "unknown" },
                        None if began_late(it) => {
                            "nothing seen" @if let Some(from) = it.silent_from { " since " (time(from)) }
                            br; span.small.muted { "not watched from the start" }
                        },
                        None if it.watched.as_deref() == Some("not all was read") => span.no { "unknown" },
                        None => {
                            span.warn { "silent" } @if let Some(hours) = silent_for(it) { (silent_where(it)) (at_least(hours)) }
                            @if let Some(said) = broken_off(it) { br; span.small.muted { (said) } }
                        },
                    }
                }
            }
        }
    };
    html! {
        h3 { "Silence" }
        (table("silences", html! { "The looks between the public disclosure and the first word that was seen, or the last look of \
            all, at feeds, indexes, status pages and other addresses that bring new posts. Only looks that would have shown one \
            count; a gap is a time in which a feed may have shown entries that nobody saw. A silence has a length where a source \
            was watched from the disclosure on, and it is known of those sources only: until a later look does not reach back to \
            the look before, and until a post was listed that nobody could read, since it may be a statement." },
            &["Provider", "Looks that saw nothing", "Looks that could not see", "The last of them", "Open gaps",
              "Posts that could not be read", "Sources not watched from the start", "Then"], rows))
    }
}
