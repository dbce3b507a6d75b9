//! The evidence: each communication with its words, its times and the archived record that shows it.

use std::collections::BTreeSet;

use maud::{Markup, html};
use store::{Communication, ListedEntry, SignalPlace};

use super::parts::{link, refs, time, words};
use crate::view::View;
use crate::words::{claimed, claimed_by_entry, clean, flag};

/// Characters of a text that are shown: enough to know it, not to republish it.
const OPENING: usize = 280;

pub(super) fn render(view: &View) -> Markup {
    html! {
        p { "Each communication of the trail, in time order. Its record stands in the folder " code { "archive" } " of the data \
             directory, in this file at this offset, and can be read with any tool for WARC files. What is named under \"To check it\" shows \
             the piece of its bytes behind each value." }
        @for it in &view.report.communications {
            @let number = view.number(it.id).unwrap_or_default();
            article.evidence #{ "c" (number) } aria-labelledby={ "c" (number) "-heading" } {
                h3 #{ "c" (number) "-heading" } { (number) ". " (words(&it.provider_name)) ": " (words(it.title.as_deref().unwrap_or("without a headline"))) }
                (facts(it))
                blockquote { (words(&opening(it.text.as_deref().unwrap_or("")))) }
                (signals(view, it, number))
            }
        }
        @if !view.report.entries.is_empty() {
            h3 #entries { "Entries of feeds and listings" }
            p { "The provider's own word. Where the page was not read, or did not speak of it then, an entry is all that is known of a statement; others announced a communication and were seen before it." }
            @for (number, it) in (1..).zip(&view.report.entries) { (entry(view, it, number)) }
        }
    }
}

fn entry(view: &View, it: &ListedEntry, number: usize) -> Markup {
    html! {
        article.evidence #{ "e" (number) } aria-labelledby={ "e" (number) "-heading" } {
            h4 #{ "e" (number) "-heading" } { "e" (number) ". " (words(&it.provider_name)) ": " (words(it.title.as_deref().unwrap_or("without a headline"))) }
            dl.facts {
                dt { "Claimed time" } dd { @match claimed_by_entry(it) { Some(local) => (words(&local)), None => span.no { "none dates it" } } }
                dt { "First seen" } dd {
                    (time(it.first_seen_at)) ", in " (link(&it.listing, &it.listing)) "; "
                    @match it.last_not_seen_at {
                        Some(at) => { "a look at " (time(at)) " did not show it" },
                        None => "there was no look before: it may be older",
                    }
                }
                @if it.announces_id.is_some() { dt { "Announced" } dd { (refs(view, it.announces_id)) } }
                dt { "Address" } dd { @match &it.url { Some(url) => (link(url, url)), None => span.no { "none" } } }
                dt { "Its page" } dd { @match &it.page { Some(page) => { "the last look came to: " (words(page)) }, None => span.no { "nobody looked at it" } } }
                dt { "Archived record" } dd.mono { (words(&it.segment)) ", offset " (it.record_offset) ", " (words(&it.record_id)) }
            }
            @if let Some(quote) = &it.quote { blockquote { (words(&opening(quote))) } }
        }
    }
}

fn facts(it: &Communication) -> Markup {
    html! {
        dl.facts {
            dt { "Kind" } dd { (it.kind) @if let Some(status) = &it.status { ", " (words(status)) } @if it.version > 1 { ", words number " (it.version) } }
            dt { "About the incident" } dd { (it.strength) ": " (words(&it.reason)) }
            dt { "Signed" } dd { @match &it.authors { Some(authors) => (words(authors)), None => span.no { "no rule found a name" } } }
            dt { "Claimed time" } dd { (claimed_time(it)) }
            @if let Some(at) = it.platform_recorded_at {
                dt { "Platform's record" } dd { "made " (time(at)) @if let Some(at) = it.platform_edited_at { ", edited " (time(at)) } }
            }
            dt { "First seen" } dd {
                (time(it.first_seen_at)) ", " (evidence(it)) "; "
                @match it.last_not_seen_at {
                    Some(at) => { "a look at " (time(at)) " did not show it" },
                    None => "there was no look before: it may be older",
                }
            }
            @for name in &it.time_flags { dt { "Flag" } dd.warn { (flag(name)) } }
            dt { "Address" } dd { @match &it.url { Some(url) => (link(url, url)), None => span.no { "unknown" } } }
            dt { "Archived record" } dd.mono {
                (words(&it.segment)) ", offset " (it.record_offset) ", " (words(&it.record_id))
                @if let Some(url) = &it.archive_url { ", " (link(url, url)) }
            }
            dt { "To check it" } dd.small { code { "trail explain " (it.post_id) } " in this database" }
        }
    }
}

/// As written, what it can mean, and the rule that read it.
fn claimed_time(it: &Communication) -> Markup {
    let Some(local) = claimed(it) else {
        return html! { span.no { "none was found" } };
    };
    html! {
        (words(&local))
        @if it.claimed_offset.is_none() { ", zone unknown" }
        " (" (it.claimed_precision.as_deref().unwrap_or("")) ", " (it.claimed_certainty.as_deref().unwrap_or("")) ")"
        @if let (Some(low), Some(high)) = (it.claimed_low_at, it.claimed_high_at) {
            ": " @if high - low > chrono::TimeDelta::minutes(1) { "between " (time(low)) " and " (time(high)) " UTC" } @else { (time(low)) " UTC" }
        }
        br;
        span.small { "written " q { (words(it.claimed_raw.as_deref().unwrap_or(""))) } ", read by "
            span.mono { (words(it.claimed_source.as_deref().unwrap_or(""))) } }
    }
}

fn evidence(it: &Communication) -> &str {
    match it.evidence.as_str() {
        "live" => "live",
        "found" => "at the first look of its source",
        _ => &it.first_seen_by,
    }
}

fn opening(text: &str) -> String {
    let text = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(OPENING) {
        Some((end, _)) => format!("{} …", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

fn signals(view: &View, it: &Communication, number: usize) -> Markup {
    let places: Vec<&SignalPlace> = view.places_in(it.id).collect();
    let found: BTreeSet<&str> = places.iter().map(|place| place.signal.as_str()).collect();
    let missed: Vec<&str> = view
        .report
        .kinds
        .iter()
        .filter(|kind| !kind.suggestion && !found.contains(kind.signal.as_str()))
        .map(|kind| kind.signal.as_str())
        .collect();
    html! {
        @if !places.is_empty() {
            ul.small {
                @for (at, place) in places.iter().enumerate() {
                    // The first place that counts for a signal is where its name leads.
                    @let counts = |place: &SignalPlace| place.actor != "third-party" && !place.suggestion && place.scope != "shared";
                    @let first = counts(place) && !places.iter().take(at).any(|before| before.signal == place.signal && counts(before));
                    @let id = first.then(|| format!("c{number}-{}", place.signal));
                    li id=[id] {
                        strong { (place.signal) } @if let Some(detail) = &place.detail { " (" (words(detail)) ")" }
                        @if place.scope == "shared" { ", " span.no { "of this incident or of another subject of the text" } }
                        @if place.suggestion { ", " span.no { "a suggestion for coders" } }
                        @if place.actor == "third-party" { ", " span.no { "by somebody else" } }
                        ": " q { (words(&place.quote)) } " "
                        span.muted { "rule " span.mono { (place.rule) } " version " (place.rule_version) ", bytes "
                            (place.span_start) "–" (place.span_end) " of the text" }
                    }
                }
            }
        }
        p.small.muted {
            @match (it.assessed, &it.not_assessed) {
                (Some(true), _) if missed.is_empty() => "Assessed for all signals.",
                (Some(true), _) => { "Assessed; no rule matched for " (missed.join(", ")) "." },
                (_, Some(reason)) => { "Not assessed for signals: " (reason) "." },
                (_, None) => "Not assessed for signals yet.",
            }
        }
    }
}
