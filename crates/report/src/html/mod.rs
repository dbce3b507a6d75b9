//! The report as a page of its own: no scripts, nothing loaded from elsewhere, readable on a phone and on paper.

mod changes;
mod coverage;
mod evidence;
mod method;
mod overview;
mod parts;
mod people;
mod signals;
mod style;
mod timeline;
mod times;
mod withdrawn;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use store::IncidentReport;

use self::parts::{link, time, words};
use crate::view::View;
use crate::words::{clean, count};

/// What the page may do: show itself.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// A part of the page: id, heading, content.
type Section = (&'static str, &'static str, Markup);

/// The report as HTML.
pub fn render(report: &IncidentReport) -> String {
    let view = View::new(report);
    let sections: Vec<Section> = vec![
        ("overview", "The providers side by side", overview::render(&view)),
        ("timeline", "Timeline", timeline::render(&view)),
        ("response-time", "Response time", times::render(&view)),
        ("who", "Who speaks", people::render(&view)),
        ("transparency", "Transparency about impact and risk", signals::render(&view, "transparency")),
        ("disclosure", "Responsible disclosure", signals::render(&view, "disclosure")),
        ("practice", "Best practices", signals::render(&view, "practice")),
        ("changes", "Texts that were changed", changes::render(&view)),
        ("withdrawn", "What was taken away or dated anew", withdrawn::render(&view)),
        ("looks", "What was looked at", coverage::render(&view)),
        ("evidence", "Evidence", evidence::render(&view)),
        ("method", "Method and limits", method::render(&view)),
    ];
    let title = format!("{}: who said what, when", clean(&report.name));
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(style::sheet())) }
            }
            body {
                a.skip href="#main" { "Skip to the report" }
                header {
                    h1 { (title) }
                    (summary(&view))
                    nav aria-label="Contents" {
                        ol { @for (id, heading, _) in &sections { li { a href={ "#" (id) } { (heading) } } } }
                    }
                }
                main #main {
                    @for (id, heading, content) in &sections {
                        section #(id) aria-labelledby={ (id) "-heading" } {
                            h2 #{ (id) "-heading" } { (heading) }
                            (content)
                        }
                    }
                }
                footer { p { "Made by trail " (env!("CARGO_PKG_VERSION")) ". Times are UTC unless an offset stands beside them." } }
            }
        }
    }
    .into_string()
        + "\n"
}

/// What the report is about, in a few sentences.
fn summary(view: &View) -> Markup {
    let (spoke, silent) = view.spoke_or_silent();
    let (sighted, unseen): (Vec<_>, Vec<_>) = silent.into_iter().partition(|it| crate::words::looks(it) > 0);
    let (refused, unseen): (Vec<_>, Vec<_>) =
        unseen.into_iter().partition(|it| crate::words::blind_looks(it) > 0);
    let until = view.report.providers.iter().filter_map(|it| it.last_look_at).max();
    html! {
        p {
            (count(spoke.len() as i64, "provider")) " spoke of it in "
            (count(view.report.communications.len() as i64, "communication"))
            @if !sighted.is_empty() { "; of " (sighted.len()) " nothing was seen" }
            @if !refused.is_empty() { ", at " (refused.len()) " no look could see" }
            @if !unseen.is_empty() { ", and at " (unseen.len()) " nobody looked since the disclosure" }
            "." @if let Some(until) = until { " The last look was at " (time(until)) " UTC." }
        }
        @if view.report.anchors.is_empty() {
            p { "No event is known that response times could be measured from." }
        }
        @for anchor in &view.report.anchors {
            p.small {
                strong { (anchor.kind) } ": " (words(&anchor.label)) " (" (words(&anchor.raw)) "), "
                (link(&anchor.citation, &anchor.citation))
            }
        }
    }
}
