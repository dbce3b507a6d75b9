//! The timeline as a picture, and the same as a table.
//!
//! A lane for each provider; what it claims, what was observed, and the looks that saw nothing are drawn differently.

mod layout;
mod scale;

use chrono::{DateTime, TimeDelta, Utc};
use maud::{Markup, html};
use store::{Communication, Provider};

use self::layout::{Extent, rows};
use self::scale::Scale;
use super::parts::{link, refs, table, time, words};
use crate::view::View;
use crate::words::{began_late, claimed, clean, count, flag, looks, seen};

/// Width of the picture, and of the room for the numbers at its right.
const WIDTH: f64 = 1000.0;
const MARGIN: f64 = 34.0;
/// Height of a row of marks, of a lane's name, and of the line of an anchor's name.
const ROW: f64 = 24.0;
const NAME: f64 = 20.0;
const LABEL: f64 = 16.0;
/// Room for an arrow at the right edge, before the number.
const ARROW: f64 = 34.0;
/// Height of the axis.
const AXIS: f64 = 36.0;
/// Lanes that are drawn at most; the table has all.
const LANES: usize = 60;

pub(super) fn render(view: &View) -> Markup {
    html! {
        @match picture(view) {
            Some(picture) => figure {
                div.scroll role="region" tabindex="0" aria-label="Timeline, a picture" { (picture) }
                (caption(view))
            },
            None => p.no { "There is nothing to draw: no event is known, and nothing was seen." },
        }
        (same_as_table(view))
    }
}

fn caption(view: &View) -> Markup {
    let flagged = view.report.communications.iter().any(|it| !it.time_flags.is_empty());
    html! {
        figcaption {
            "Upright lines and bands: the events that response times are measured from; a band is one of which only the day or the month is known. \
             Blue dot: a claimed time; blue bar: a claimed time that is only a day or has no zone. Green diamond: seen first by us, with a line \
             back to the last look that did not show it; a dashed line: the capture is from an archive of others. \
             Grey hatching: looks that would have shown a statement and saw none. "
            @if flagged { "An exclamation mark: something speaks against the claimed time. " }
            "The numbers are those of the evidence, and lead to it."
            @if let Some(scale) = scale(view) {
                @if view.report.communications.iter().any(|it| beyond(it, &scale).is_some()) {
                    " An arrow at the edge: a claimed time that is too far off to be drawn, with its date."
                }
                @if !scale.is_even() { " The farther from the disclosure, the closer together the days stand." }
            }
        }
    }
}

/// The picture; `None` where nothing has a time.
fn picture(view: &View) -> Option<Markup> {
    let scale = scale(view)?;
    let (spoke, silent) = view.spoke_or_silent();
    let drawn: Vec<&Provider> =
        spoke.iter().chain(silent.iter().filter(|it| looks(it) > 0)).take(LANES).copied().collect();
    let top = LABEL * view.report.anchors.len() as f64 + 8.0 + AXIS;
    let mut y = top;
    let lanes: Vec<Lane> = drawn.iter().map(|provider| Lane::new(view, provider, &scale, &mut y)).collect();
    let height = y + 6.0;
    let title = format!("Timeline of the answers to {}", clean(&view.report.name));
    Some(html! {
        svg viewBox={ "0 0 " (WIDTH) " " (height) } role="img" aria-labelledby="timeline-title timeline-desc" {
            title id="timeline-title" { (title) }
            desc id="timeline-desc" {
                (count(spoke.len() as i64, "provider")) " with " (count(view.report.communications.len() as i64, "communication"))
                ", a lane each; the table below says the same."
            }
            defs {
                pattern id="quiet" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    line.quiet x1="0" y1="0" x2="0" y2="7" {}
                }
            }
            @for (at, lane) in lanes.iter().enumerate() { @if at % 2 == 0 { (lane.ground()) } }
            (anchors(view, &scale, height))
            (axis(&scale, top, height))
            @for lane in &lanes { (lane.draw()) }
        }
    })
}

/// How far the axis reaches before the first event and after the last sight, for what is claimed there: as far as they are
/// from each other, but at least and at most so far.
const REACH: (TimeDelta, TimeDelta) = (TimeDelta::days(2), TimeDelta::days(30));

/// The axis holds all events and first sights, and the claims that are not far from all of them: one post of years ago would
/// leave no room for the hours that matter.
fn scale(view: &View) -> Option<Scale> {
    let report = view.report;
    let anchors = report.anchors.iter().flat_map(|it| [it.low_at, it.high_at]);
    let seen = report.communications.iter().map(|it| it.first_seen_at);
    let silent = report.providers.iter().filter_map(|it| it.silent_until);
    let sure: Vec<DateTime<Utc>> = anchors.chain(seen).chain(silent).collect();
    let (first, last) = (*sure.iter().min()?, *sure.iter().max()?);
    let reach = match report.anchors.is_empty() {
        true => TimeDelta::MAX,
        false => (last - first).clamp(REACH.0, REACH.1),
    };
    let within = |low: DateTime<Utc>, high: DateTime<Utc>| {
        let early = first.checked_sub_signed(reach).unwrap_or(DateTime::<Utc>::MIN_UTC);
        let late = last.checked_add_signed(reach).unwrap_or(DateTime::<Utc>::MAX_UTC);
        (low <= late && high >= early).then(|| [low.max(early), high.min(late)])
    };
    let claimed =
        report.communications.iter().filter_map(|it| within(it.claimed_low_at?, it.claimed_high_at?));
    let times: Vec<DateTime<Utc>> = sure.into_iter().chain(claimed.flatten()).collect();
    let (first, last) = (*times.iter().min()?, *times.iter().max()?);
    let public = report.anchors.iter().find(|it| it.kind == "public").or(report.anchors.first());
    let origin = public.map_or(first, |it| it.low_at + (it.high_at - it.low_at) / 2);
    // What means a whole day is placed by its day.
    let origin = match public {
        Some(it) if it.high_at - it.low_at > TimeDelta::hours(12) => {
            origin.date_naive().and_time(chrono::NaiveTime::MIN).and_utc()
        }
        _ => origin,
    };
    let mut apart: Vec<TimeDelta> =
        report.communications.iter().map(|it| (placed(it) - origin).abs()).collect();
    apart.sort_unstable();
    let middle = apart.get(apart.len() / 2).copied().unwrap_or(TimeDelta::MAX);
    Some(Scale::new((first, last), origin, middle, (MARGIN, WIDTH - MARGIN - 14.0)))
}

/// Where a communication stands in the time order: in the middle of what it claims, else where it was seen first.
fn placed(it: &Communication) -> DateTime<Utc> {
    let claimed = it.claimed_low_at.zip(it.claimed_high_at);
    claimed.map_or(it.first_seen_at, |(low, high)| low + (high - low) / 2)
}

/// A claimed time that is not on the axis: whether it is before its beginning, and how it is written.
fn beyond(it: &Communication, scale: &Scale) -> Option<(bool, String)> {
    let (low, high) = it.claimed_low_at.zip(it.claimed_high_at)?;
    let day = it.claimed_local.as_deref()?.split('T').next()?;
    (!scale.holds(low, high)).then(|| (low < it.first_seen_at, clean(day)))
}

fn anchors(view: &View, scale: &Scale, height: f64) -> Markup {
    html! {
        @for (at, it) in view.report.anchors.iter().enumerate() {
            @let (low, high) = (scale.x(it.low_at), scale.x(it.high_at));
            @let y = LABEL * (at as f64 + 1.0);
            @let label = shortened(&it.label, 90);
            @let length = 7.2 * (it.kind.len() + it.raw.chars().count() + label.chars().count() + 3) as f64;
            // On the side of its line on which it has room.
            @let near_the_end = low > WIDTH / 2.0 && low + 5.0 + length > WIDTH;
            // Of two events of one day, the band is drawn once.
            @let again = view.report.anchors.iter().take(at).any(|before| (before.low_at, before.high_at) == (it.low_at, it.high_at));
            @if again {}
            @else if high - low > 3.0 { rect.band x=(f(low)) y=(f(y - 3.0)) width=(f(high - low)) height=(f(height - y)) {} }
            @else { line.anchor x1=(f(low)) x2=(f(low)) y1=(f(y - 10.0)) y2=(f(height)) {} }
            text x=(f(if near_the_end { low - 5.0 } else { low + 5.0 })) y=(f(y))
                text-anchor=(if near_the_end { "end" } else { "start" }) {
                tspan.t-name { (it.kind) } " " (clean(&it.raw)) ": " (label)
            }
        }
    }
}

fn axis(scale: &Scale, y: f64, height: f64) -> Markup {
    html! {
        @for tick in scale.ticks() {
            line.grid x1=(f(tick.x)) x2=(f(tick.x)) y1=(f(y - 6.0)) y2=(f(height)) {}
            text x=(f(tick.x)) y=(f(y - 22.0)) text-anchor="middle" { (tick.moment) }
            text.t-muted x=(f(tick.x)) y=(f(y - 9.0)) text-anchor="middle" { (tick.below) }
        }
    }
}

/// A number of the picture, to a tenth.
fn f(number: f64) -> String {
    format!("{number:.1}")
}

/// The first characters of a text of others.
fn shortened(text: &str, most: usize) -> String {
    let text = clean(text);
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// A provider's part of the picture.
struct Lane<'a> {
    provider: &'a Provider,
    y: f64,
    height: f64,
    quiet: Option<(f64, f64)>,
    marks: Vec<Mark<'a>>,
}

/// Until when looks saw nothing: what appeared then and could not be read may be a statement.
fn quiet_until(provider: &Provider) -> Option<DateTime<Utc>> {
    match provider.unread_posts {
        Some(1..) => provider.silent_known_until,
        _ => provider.silent_until,
    }
}

/// A communication in it.
struct Mark<'a> {
    said: &'a Communication,
    number: usize,
    y: f64,
    claimed: Option<(f64, f64)>,
    beyond: Option<(bool, String)>,
    seen: (f64, f64),
    label: f64,
}

impl<'a> Lane<'a> {
    fn new(view: &View<'a>, provider: &'a Provider, scale: &Scale, y: &mut f64) -> Self {
        let mut marks: Vec<Mark> = view
            .trail(&provider.slug)
            .map(|said| {
                let claimed = said
                    .claimed_low_at
                    .zip(said.claimed_high_at)
                    .filter(|(low, high)| scale.holds(*low, *high))
                    .map(|(low, high)| (scale.x(low), scale.x(high)));
                let first = scale.x(said.first_seen_at);
                let seen = (said.last_not_seen_at.map_or(first, |at| scale.x(at)), first);
                let beyond = beyond(said, scale);
                let right = if matches!(beyond, Some((false, _))) { WIDTH - ARROW } else { 0.0 };
                let label = claimed.map_or(right, |it| it.1).max(first) + 8.0;
                let number = view.number(said.id).unwrap_or_default();
                Mark { said, number, y: 0.0, claimed, beyond, seen, label }
            })
            .collect();
        let extents: Vec<Extent> = marks
            .iter()
            .map(|it| Extent {
                from: match (&it.claimed, &it.beyond) {
                    (_, Some((true, _))) => 0.0,
                    (claimed, _) => claimed.map_or(it.seen.0, |claimed| claimed.0.min(it.seen.0)) - 8.0,
                },
                to: it.label + 26.0,
            })
            .collect();
        let rows = rows(&extents);
        let number = rows.iter().max().map_or(1, |most| most + 1);
        for (mark, row) in marks.iter_mut().zip(&rows) {
            mark.y = *y + NAME + ROW * *row as f64 + ROW / 2.0;
        }
        let public = view.report.anchors.iter().find(|it| it.kind == "public");
        let begun =
            if began_late(provider) { provider.silent_from } else { public.map(|public| public.low_at) };
        let quiet =
            public.and(begun).zip(quiet_until(provider)).map(|(from, until)| (scale.x(from), scale.x(until)));
        let height = NAME + ROW * number as f64 + 6.0;
        let lane = Self { provider, y: *y, height, quiet, marks };
        *y += height;
        lane
    }

    fn ground(&self) -> Markup {
        html! { rect.row x="0" y=(f(self.y)) width=(f(WIDTH)) height=(f(self.height)) {} }
    }

    fn draw(&self) -> Markup {
        html! {
            @if let Some((from, to)) = self.quiet.filter(|(from, to)| to > from) {
                rect x=(f(from)) y=(f(self.y + NAME - 1.0)) width=(f(to - from)) height=(f(self.height - NAME - 3.0)) fill="url(#quiet)" {}
            }
            text.t-name x="6" y=(f(self.y + 15.0)) {
                (shortened(&self.provider.name, 60))
                @if self.marks.is_empty() { tspan.t-muted { " – " (crate::words::silence(self.provider)) } }
            }
            @for mark in &self.marks { (mark.draw()) }
        }
    }
}

impl Mark<'_> {
    fn draw(&self) -> Markup {
        let flagged = !self.said.time_flags.is_empty();
        let filled = self.said.evidence == "back-filled";
        let (up, down) = (self.y - 4.0, self.y + 5.0);
        html! {
            // A claim that lies apart from what was seen is tied to it.
            @if let Some((_, claimed)) = self.claimed.filter(|(_, claimed)| *claimed + 8.0 < self.seen.0) {
                line.apart x1=(f(claimed + 5.0)) y1=(f(up)) x2=(f(self.seen.0)) y2=(f(down)) {}
            }
            @if let Some((early, day)) = &self.beyond { (self.arrow(*early, day, flagged)) }
            @if self.seen.1 > self.seen.0 { line.seen.filled[filled] x1=(f(self.seen.0)) x2=(f(self.seen.1 - 4.0)) y1=(f(down)) y2=(f(down)) {} }
            @if self.said.last_not_seen_at.is_some() {
                line.seen x1=(f(self.seen.0)) x2=(f(self.seen.0)) y1=(f(down - 3.0)) y2=(f(down + 3.0)) {}
            }
            rect.seen-mark.filled[filled] x=(f(self.seen.1 - 3.2)) y=(f(down - 3.2)) width="6.4" height="6.4" transform={ "rotate(45 " (f(self.seen.1)) " " (f(down)) ")" } {}
            @match self.claimed {
                Some((low, high)) if high - low > 6.0 => rect.claim-day.flagged[flagged] x=(f(low)) y=(f(up - 3.5)) width=(f(high - low)) height="7" rx="2" {},
                Some((low, high)) => circle.claim.flagged[flagged] cx=(f((low + high) / 2.0)) cy=(f(up)) r="4.6" {},
                None => {},
            }
            // For the mouse only: who cannot see the picture finds the same links in the table.
            a href={ "#c" (self.number) } tabindex="-1" {
                text.t-link x=(f(self.label)) y=(f(self.y + 4.0)) { (self.number) @if flagged { tspan.t-warn { " !" } } }
            }
        }
    }

    /// A claim that is not on the axis, at the edge that it lies beyond.
    fn arrow(&self, early: bool, day: &str, flagged: bool) -> Markup {
        let y = self.y - 4.0;
        let (tip, back) = if early { (3.0, 11.0) } else { (WIDTH - 27.0, WIDTH - 35.0) };
        let beside = if early { back + 4.0 } else { back - 4.0 };
        html! {
            polygon.claim.flagged[flagged] points={ (f(tip)) "," (f(y)) " " (f(back)) "," (f(y - 5.0)) " " (f(back)) "," (f(y + 5.0)) } {}
            text.t-muted x=(f(beside)) y=(f(y + 4.0)) text-anchor=(if early { "start" } else { "end" }) { (day) }
        }
    }
}

/// The same for those who cannot see it, and for all who want to read it.
fn same_as_table(view: &View) -> Markup {
    let rows = html! {
        @for it in &view.report.communications {
            tr {
                th scope="row" { (refs(view, [it.id])) " " (words(&it.provider_name)) }
                td { (it.kind) @if let Some(status) = &it.status { br; (words(status)) } }
                td { @let title = it.title.as_deref().unwrap_or("without a headline"); @match &it.url { Some(url) => (link(url, title)), None => (words(title)) } }
                td {
                    @match claimed(it) { Some(local) => { (words(&local)) @if it.claimed_offset.is_none() { br; span.small.muted { "zone unknown" } } }, None => span.no { "none found" } }
                    @for name in &it.time_flags { br; span.warn.small { (flag(name)) } }
                }
                td {
                    @if let Some(at) = it.platform_recorded_at { (time(at)) } @else { span.no { "–" } }
                }
                td { (seen(Some(it.first_seen_at), it.last_not_seen_at)) }
                td { (it.evidence) }
            }
        }
    };
    table(
        "trail",
        html! { "The trail of communications, in time order: the picture in words." },
        &[
            "Provider",
            "Kind",
            "Headline",
            "Claimed, as written",
            "Platform's record (UTC)",
            "First seen (UTC)",
            "Evidence",
        ],
        rows,
    )
}
