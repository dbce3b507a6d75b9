//! Texts that took the place of others, the silent ones marked.

use maud::{Markup, html};
use store::{ChangedWords, Edit, TextChange};

use super::parts::{link, refs, table, words};
use crate::view::View;
use crate::words::{clean, seen};

/// Characters of a difference that are shown at most.
const LONGEST: usize = 900;

pub(super) fn render(view: &View) -> Markup {
    if view.report.changes.is_empty() {
        return html! { p.no { "No text of the trail was seen to change." } };
    }
    let rows = html! {
        @for it in &view.report.changes {
            tr {
                th scope="row" { (words(view.name(&it.provider))) }
                td {
                    @let title = it.title.as_deref().unwrap_or("without a headline");
                    @match &it.url { Some(url) => (link(url, title)), None => (words(title)) }
                    br; span.small.muted { "text " (it.revision) " took the place of text " (it.revision - 1) }
                }
                td.seen { (seen(Some(it.first_seen_at), it.last_not_seen_at)) @if it.first_seen_by != "live" { br; (it.first_seen_by) } }
                td.said {
                    @match it.edit() {
                        Edit::Silent => { span.warn { "silent edit" } br; span.small { @match it.update_time.as_deref() {
                            Some("same") => "the claimed update time did not move", _ => "no update time is shown" } } },
                        Edit::Entry => "a further entry",
                        Edit::Open => "open edit",
                        Edit::Back => "an earlier text came back",
                        Edit::Other => "no update time moved",
                    }
                    @match &it.class { Some(class) => { br; span.small { (class) } }, None => { br; span.small.no { "not compared" } } }
                    @if let (Some(removed), Some(added)) = (it.words_removed, it.words_added) {
                        br; span.small { (removed) " words removed, " (added) " added" }
                    }
                }
                td.small { (difference(it)) }
                td {
                    @let said: Vec<i64> = view.trail(&it.provider).filter(|said| said.post_id == it.post_id && said.revision == it.revision).map(|said| said.id).collect();
                    @if said.is_empty() { span.mono { (words(&it.segment)) ", offset " (it.record_offset) } } @else { (refs(view, said)) }
                }
            }
        }
    };
    html! {
        p { "A silent edit is a change of what is said under which no claimed time of an update moved; where one moved, or a dated update came with it, it is open. Changes of markup, of links and of \
             numbers are no edits of what is said. " strong { "Substantive" } ": other words say something else; " strong { "reversion" } ": \
             an earlier text came back; " strong { "variant-flip" } ": two texts take turns; " strong { "boilerplate" } ": what belongs to \
             the site changed; " strong { "numbers-and-dates" } ": a counter or a date line did." }
        (table("changes", html! { "Each text that was seen in the place of another." },
            &["Provider", "Post", "First seen (UTC)", "What became of it", "Words", "Source"], rows))
    }
}

/// The removed and added words; what stayed is left out.
fn difference(it: &TextChange) -> Markup {
    let Some(changed) = &it.difference else { return html! { span.no { "not compared" } } };
    let mut room = LONGEST;
    let mut shown: Vec<(bool, String)> = Vec::new();
    for piece in changed {
        let words: String = clean(&piece.words).chars().take(room).collect();
        room -= words.chars().count();
        if !words.is_empty() {
            shown.push((piece.added, words));
        }
    }
    let length = |it: &ChangedWords| clean(&it.words).chars().count();
    let whole = changed.iter().map(length).sum::<usize>() <= LONGEST;
    html! {
        @for (at, (added, words)) in shown.iter().enumerate() {
            @if at > 0 { " … " }
            @if *added { ins { bdi { (words) } } } @else { del { bdi { (words) } } }
        }
        @if !whole { " … (see trail diff " (it.post_id) ")" }
    }
}
