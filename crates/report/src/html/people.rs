//! Criterion 2: who speaks.

use maud::{Markup, html};

use super::parts::{link, refs, table, time, words};
use crate::view::View;
use crate::words::class;

pub(super) fn render(view: &View) -> Markup {
    let (spoke, _) = view.spoke_or_silent();
    let rows = html! {
        @for provider in &spoke {
            @let speakers = grouped(view, &provider.slug);
            @if speakers.is_empty() {
                tr { th scope="row" { (words(&provider.name)) } td.no colspan="5" { "no rule found a name" } }
            }
            @for (it, communications) in speakers {
                tr {
                    th scope="row" { (words(&provider.name)) }
                    td { (words(&it.name)) @if it.kind == "organisation" { br; span.small.muted { "an organisation or team" } }
                        @if let Some(of) = &it.organisation { br; span.small.muted {
                            "of " (words(of)) @if it.speaks_for_provider == Some(false) { ", quoted" }
                        } }
                    }
                    td {
                        @match (&it.job_title, &it.title_elsewhere) {
                            (Some(title), _) => (words(title)),
                            (None, Some(title)) => {
                                span.no { "not in this text" } br;
                                span.small {
                                    "elsewhere: " (words(title))
                                    @if let Some(url) = &it.title_elsewhere_url { ", " (link(url, url)) }
                                    @if let Some(at) = it.title_elsewhere_at { ", seen " (time(at)) }
                                }
                            },
                            (None, None) => span.no { "none stated" },
                        }
                    }
                    td { @let class = class(&it.seniority, &it.function); @if class.is_empty() { span.no { "unknown" } } @else { (class) } }
                    td { (role(&it.role)) br; span.small.muted { "rule " span.mono { (words(&it.name_source)) } } }
                    td { (refs(view, communications)) }
                }
            }
        }
    };
    html! {
        p { "Titles are those that stand in the text itself, as of then. A title from elsewhere is shown as such and classifies nobody. \
             Who stands in the author line and who signs may differ." }
        (table("speakers", html! { "Each name by where it stands, the highest rank first." },
            &["Provider", "Name", "Title, as written", "Class of the title", "Where", "Source"], rows))
    }
}

/// The names of a provider, each once for the same place and title, with its communications.
fn grouped<'a>(view: &View<'a>, provider: &str) -> Vec<(&'a store::Speaker, Vec<i64>)> {
    let mut found: Vec<(&store::Speaker, Vec<i64>)> = Vec::new();
    for it in view.speakers(provider) {
        let same =
            |of: &store::Speaker| of.name == it.name && of.role == it.role && of.job_title == it.job_title;
        match found.iter_mut().find(|(of, _)| same(of)) {
            Some((_, communications)) => communications.push(it.communication_id),
            None => found.push((it, vec![it.communication_id])),
        }
    }
    found
}

fn role(name: &str) -> &str {
    match name {
        "byline" => "author line",
        "signer" => "signature",
        "attributed" => "named in the text",
        other => other,
    }
}
