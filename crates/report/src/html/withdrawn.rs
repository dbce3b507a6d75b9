//! What was taken away again, and dates of publication that were moved.

use maud::{Markup, html};
use store::Withdrawn;

use super::parts::{link, refs, table, time, words};
use crate::view::View;
use crate::words::{clean, withdrawn};

/// Characters of what was said that are shown at most.
const LONGEST: usize = 300;

pub(super) fn render(view: &View) -> Markup {
    if view.report.withdrawn.is_empty() {
        return html! { p.no { "No statement of the trail was seen to be taken away, and no date of publication to be moved." } };
    }
    let rows = html! {
        @for it in &view.report.withdrawn {
            tr {
                th scope="row" { (words(view.name(&it.provider))) }
                td {
                    @let title = it.title.as_deref().unwrap_or("without a headline");
                    @match &it.url { Some(url) => (link(url, title)), None => (words(title)) }
                }
                td { span.warn { (withdrawn(it)) } }
                td.small { (said(it)) }
                td.seen {
                    @match it.last_seen_at { Some(at) => { "after " (time(at)) br; }, None => {} }
                    "by " (time(it.since_at)) @if it.seen_by != "live" { br; (words(&it.seen_by)) }
                }
                td {
                    (refs(view, it.communication_id)) " "
                    span.mono { (words(&it.segment)) ", offset " (it.record_offset) }
                }
            }
        }
    };
    html! {
        p { "Gone is what a look found gone: a page that answers that there is nothing, or a post that is shown without an update that stood in it. \
             A look that failed, and an address that moved, say nothing of it. The source is the record of the look that showed it." }
        (table("withdrawn", html! { "Each statement that was seen to be taken away, and each date of publication that was seen to be moved." },
            &["Provider", "Post", "What became of it", "What it was", "When (UTC)", "Source"], rows))
    }
}

/// The words that are gone; of a date, both.
fn said(it: &Withdrawn) -> Markup {
    let cut = |text: &str| {
        let text = clean(text);
        let short: String = text.chars().take(LONGEST).collect();
        if short.len() < text.len() { format!("{short} …") } else { short }
    };
    html! {
        @if let Some(said) = &it.said { del { bdi { (cut(said)) } } }
        @if let Some(became) = &it.became { " … " ins { bdi { (cut(became)) } } }
    }
}
