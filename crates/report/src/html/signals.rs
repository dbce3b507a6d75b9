//! Criteria 3 to 5: what the texts say, signal by signal.

use maud::{Markup, html};
use store::{Provider, SignalKind};

use super::parts::{refs, table, words};
use crate::view::View;
use crate::words::{looks, silence};

pub(super) fn render(view: &View, criterion: &str) -> Markup {
    let kinds: Vec<&SignalKind> =
        view.report.kinds.iter().filter(|kind| kind.criterion == criterion && !kind.suggestion).collect();
    let suggestions: Vec<&SignalKind> =
        view.report.kinds.iter().filter(|kind| kind.criterion == criterion && kind.suggestion).collect();
    let (spoke, silent) = view.spoke_or_silent();
    let head: Vec<&str> =
        std::iter::once("Provider").chain(kinds.iter().map(|kind| kind.signal.as_str())).collect();
    let looked: Vec<&&Provider> = silent.iter().filter(|it| looks(it) > 0).collect();
    let rows = html! {
        @for provider in &spoke {
            tr {
                th scope="row" { (words(&provider.name)) }
                @for kind in &kinds { td { (cell(view, provider, &kind.signal)) } }
            }
        }
        @if looked.len() <= 12 {
            @for provider in looked {
                tr { th scope="row" { (words(&provider.name)) } td.no colspan=(kinds.len()) { (silence(provider)) } }
            }
        }
    };
    html! {
        dl.key.small {
            @for kind in &kinds { dt { (kind.signal) } dd { (kind.meaning) } }
        }
        @if kinds.is_empty() { p.no { "No signal of this criterion is exact enough to stand without a person." } }
        @else {
            (table(criterion, html! { "found: how many communications hold it, with what was found. shared: a text about several subjects holds it, and nothing \
                tells of which. no rule matched: never that it was not said. not assessed: no text of the provider could be read by the rules." }, &head, rows))
        }
        @if !suggestions.is_empty() {
            p.small.muted {
                "Left out, because their rules are not exact enough to stand without a person: "
                @for (at, kind) in suggestions.iter().enumerate() { @if at > 0 { ", " } (kind.signal) }
                ". What they found stands with the evidence as a suggestion for coders."
            }
        }
    }
}

fn cell(view: &View, provider: &Provider, signal: &str) -> Markup {
    let Some(part) = view.part(&provider.slug, signal) else { return html! { span.no { "not assessed" } } };
    let (unread, texts) = (part.not_assessed, part.assessed + part.not_assessed);
    html! {
        @match part.answer.as_str() {
            "found" => {
                span.found { "found" } @if part.communications > 1 { " in " (part.communications) } " "
                (refs(view, view.places(&provider.slug, signal).map(|place| place.communication_id)))
                @if let Some(value) = &part.value { br; span.small { (words(value)) } }
            },
            "shared" => {
                span.no { "shared" } " "
                (refs(view, view.shared_places(&provider.slug, signal).map(|place| place.communication_id)))
            },
            "no-rule-matched" => {
                span.no { "no rule matched" }
                @if unread > 0 { br; span.small.muted { (unread) " of " (texts) " texts not assessed" } }
            },
            _ => span.no { "not assessed" },
        }
    }
}
