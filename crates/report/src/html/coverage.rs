//! What was looked at: the denominator of every silence.

use maud::{Markup, html};

use super::parts::{link, table, time, words};
use crate::view::View;
use crate::words::amount;

pub(super) fn render(view: &View) -> Markup {
    let looked = |provider: &str| {
        view.report.providers.iter().any(|it| it.slug == provider && it.looks + it.blind_looks > 0)
    };
    let rows = html! {
        @for it in view.report.coverage.iter().filter(|it| looked(&it.provider)) {
            tr {
                th scope="row" { (words(name(view, &it.provider))) }
                td { (it.kind) @if !it.active { br; span.small.muted { "not followed any more" } } br; span.small { (link(&it.url, &it.url)) } }
                td {
                    @match it.looks { Some(looks) => (looks), None => span.no { "nobody looked" } }
                    @if let Some(others @ 1..) = it.backfilled_looks { br; span.small { (others) " of them by others" } }
                }
                td { (it.blind_looks.unwrap_or(0)) }
                td { @if let Some(at) = it.first_look_at { (time(at)) } }
                td { @if let Some(at) = it.last_look_at { (time(at)) } }
                td { @if let Some(gap) = it.longest_gap() { (amount(gap.num_minutes() as f64 / 60.0)) } @else { span.no { "unknown" } } }
                td { (it.open_gaps) }
            }
        }
    };
    html! {
        p { "A silence rests on looks that would have shown a statement. A look that failed, or an address that may not be asked, shows nothing." }
        (table("coverage", html! { "Each source of the providers that were looked at, over the whole life of this database." },
            &["Provider", "Source", "Looks", "Looks that could not see", "First", "Last", "Longest gap", "Open gaps"], rows))
    }
}

fn name<'a>(view: &View<'a>, slug: &'a str) -> &'a str {
    view.report.providers.iter().find(|it| it.slug == slug).map_or(slug, |it| &it.name)
}
