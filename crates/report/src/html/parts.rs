//! Pieces that many sections use. What comes from the archive goes through [`words`] or [`link`].

use chrono::{DateTime, SecondsFormat, Utc};
use maud::{Markup, html};

use crate::view::View;
use crate::words::{clean, minute};

/// Words of others: without what steers the screen, and with a direction of writing of their own.
pub fn words(text: &str) -> Markup {
    html! { bdi { (clean(text)) } }
}

/// A link to an address of others, where it is one of the web; else its text.
pub fn link(url: &str, text: &str) -> Markup {
    let web = |prefix: &str| url.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    html! {
        @if web("http://") || web("https://") {
            a href=(clean(url)) rel="noreferrer noopener" { (words(text)) }
        } @else { (words(text)) }
    }
}

/// A moment.
pub fn time(at: DateTime<Utc>) -> Markup {
    html! { time.nowrap datetime=(at.to_rfc3339_opts(SecondsFormat::Secs, true)) { (minute(at)) } }
}

/// Links to the evidence of these communications.
pub fn refs(view: &View, communications: impl IntoIterator<Item = i64>) -> Markup {
    let mut numbers: Vec<usize> = communications.into_iter().filter_map(|id| view.number(id)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    html! {
        @for number in numbers {
            a.ref href={ "#c" (number) } aria-label={ "evidence " (number) } { "[" (number) "]" }
        }
    }
}

/// Links to the evidence of these entries.
pub fn entry_refs(view: &View, entries: impl IntoIterator<Item = i64>) -> Markup {
    html! {
        @for number in entries.into_iter().filter_map(|id| view.entry_number(id)) {
            a.ref href={ "#e" (number) } aria-label={ "evidence of entry " (number) } { "[e" (number) "]" }
        }
    }
}

/// A table that scrolls sideways where the screen is narrow; its caption names the part for screen readers.
pub fn table(id: &str, caption: Markup, head: &[&str], rows: Markup) -> Markup {
    html! {
        div.scroll role="region" tabindex="0" aria-labelledby={ (id) "-caption" } {
            table {
                caption id={ (id) "-caption" } { (caption) }
                thead { tr { @for name in head { th scope="col" { (name) } } } }
                tbody { (rows) }
            }
        }
    }
}
