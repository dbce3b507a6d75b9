//! The report as CSV: one row for each provider, criterion and value, with its evidence. Unknown values are empty.

use store::{ChangedWords, Communication, Edit, IncidentReport, ListedEntry, Provider, Withdrawn};

use crate::coding::guarded;
use crate::view::View;

/// The columns. docs/FORMATS.md explains each.
const COLUMNS: [&str; 29] = [
    "incident",
    "provider",
    "criterion",
    "part",
    "basis",
    "anchor",
    "answer",
    "value",
    "job_title",
    "hours_low",
    "hours_high",
    "looks",
    "evidence",
    "quote",
    "rule",
    "number",
    "kind",
    "title",
    "claimed_raw",
    "claimed_local",
    "claimed_offset",
    "first_seen_at",
    "last_not_seen_at",
    "url",
    "segment",
    "record_offset",
    "record_id",
    "last_seen_at",
    "gone_at",
];

/// One value.
#[derive(Default)]
struct Row<'a> {
    provider: &'a str,
    criterion: &'a str,
    part: &'a str,
    basis: &'a str,
    anchor: &'a str,
    answer: &'a str,
    value: String,
    job_title: &'a str,
    hours: (Option<f64>, Option<f64>),
    looks: Option<i64>,
    evidence: &'a str,
    quote: String,
    rule: String,
    communication: Option<i64>,
    entry: Option<i64>,
    withdrawn: Option<&'a Withdrawn>,
}

/// The report as CSV (RFC 4180). Words of others that a spreadsheet would take for a formula get an apostrophe in front.
pub fn render(report: &IncidentReport) -> String {
    let view = View::new(report);
    let mut sheet = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing into memory cannot fail, and every row has as many fields as the header.
    let mut write = |fields: &[String]| drop(sheet.write_record(fields));
    write(&COLUMNS.map(str::to_owned));
    for provider in &report.providers {
        for row in rows(&view, provider) {
            write(&fields(&view, &row));
        }
    }
    String::from_utf8(sheet.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn rows<'a>(view: &View<'a>, provider: &'a Provider) -> Vec<Row<'a>> {
    let parts =
        [times(view, provider), texts(view, provider), speakers(view, provider), signals(view, provider)];
    parts.into_iter().flatten().collect()
}

fn times<'a>(view: &View<'a>, provider: &'a Provider) -> Vec<Row<'a>> {
    let silence = Row {
        provider: &provider.slug,
        criterion: "response-time",
        part: "silence",
        basis: "observed",
        anchor: "public",
        answer: if provider.silent_looks.unwrap_or(0) > 0 { "found" } else { "not-assessed" },
        value: provider.watched.clone().unwrap_or_default(),
        looks: provider.silent_looks,
        ..Row::default()
    };
    let measured =
        view.report.response_times.iter().filter(|it| it.provider == provider.slug).map(|it| Row {
            provider: &provider.slug,
            criterion: "response-time",
            part: &it.measure,
            basis: &it.basis,
            anchor: &it.anchor,
            answer: match it.censored.as_str() {
                "none" | "left" => "found",
                _ => "nothing-seen",
            },
            hours: (it.hours_low, it.hours_high),
            evidence: &it.evidence,
            communication: it.communication_id,
            entry: it.entry_id,
            ..Row::default()
        });
    std::iter::once(silence).chain(measured).collect()
}

/// What became of texts and times: flags, and texts that were replaced.
fn texts<'a>(view: &View<'a>, provider: &'a Provider) -> Vec<Row<'a>> {
    let flagged = view.trail(&provider.slug).flat_map(|it| it.time_flags.iter().map(move |flag| (it, flag)));
    let flags = flagged.map(|(it, flag)| Row {
        provider: &provider.slug,
        criterion: "response-time",
        part: "flag",
        answer: "found",
        value: flag.clone(),
        evidence: &it.evidence,
        communication: Some(it.id),
        ..Row::default()
    });
    let changed = view.report.changes.iter().filter(|it| it.provider == provider.slug).map(|it| {
        let said = view
            .trail(&provider.slug)
            .find(|said| said.post_id == it.post_id && said.revision == it.revision);
        Row {
            provider: &provider.slug,
            criterion: "transparency",
            part: match it.edit() {
                Edit::Silent => "silent-edit",
                Edit::Open => "edit",
                Edit::Back => "text-came-back",
                Edit::Other => "undated-edit",
                Edit::Entry => "entry",
            },
            answer: "found",
            value: it.class.clone().unwrap_or_default(),
            quote: it.difference.as_deref().map(difference).unwrap_or_default(),
            communication: said.map(|said| said.id),
            ..Row::default()
        }
    });
    let withdrawn = view.report.withdrawn.iter().filter(|it| it.provider == provider.slug).map(|it| Row {
        provider: &provider.slug,
        criterion: "transparency",
        part: if it.what == "date" { "re-dated" } else { "removed" },
        answer: "found",
        value: it.answer.clone(),
        evidence: match it.seen_by.as_str() {
            "live" => "live",
            _ => "back-filled",
        },
        quote: [&it.said, &it.became]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" → "),
        communication: it.communication_id,
        withdrawn: Some(it),
        ..Row::default()
    });
    flags.chain(changed).chain(withdrawn).collect()
}

/// The removed words marked `[-so-]`, the added ones `{+so+}`.
fn difference(changed: &[ChangedWords]) -> String {
    let marked = |it: &ChangedWords| match it.added {
        true => format!("{{+{}+}}", it.words),
        false => format!("[-{}-]", it.words),
    };
    changed.iter().map(marked).collect::<Vec<_>>().join(" … ")
}

fn speakers<'a>(view: &View<'a>, provider: &'a Provider) -> Vec<Row<'a>> {
    let named = view.speakers(&provider.slug).map(|it| Row {
        provider: &provider.slug,
        criterion: "who",
        part: &it.role,
        answer: "found",
        value: crate::words::class(&it.seniority, &it.function),
        job_title: it.job_title.as_deref().unwrap_or_default(),
        quote: it.name.clone(),
        rule: it.name_source.clone(),
        communication: Some(it.communication_id),
        ..Row::default()
    });
    let mut rows: Vec<Row> = named.collect();
    if rows.is_empty() {
        let spoke = view.trail(&provider.slug).next().is_some();
        let answer = if spoke { "no-rule-matched" } else { "not-assessed" };
        rows.push(Row {
            provider: &provider.slug,
            criterion: "who",
            part: "byline",
            answer,
            ..Row::default()
        });
    }
    rows
}

fn signals<'a>(view: &View<'a>, provider: &'a Provider) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for kind in view.report.kinds.iter().filter(|kind| !kind.suggestion) {
        let before = rows.len();
        let found = view.places(&provider.slug, &kind.signal).map(|place| ("found", place));
        let shared = view.shared_places(&provider.slug, &kind.signal).map(|place| ("shared", place));
        rows.extend(found.chain(shared).map(|(answer, place)| Row {
            provider: &provider.slug,
            criterion: &kind.criterion,
            part: &kind.signal,
            answer,
            value: place.detail.clone().unwrap_or_default(),
            quote: place.quote.clone(),
            rule: format!("{} {}", place.rule, place.rule_version),
            communication: Some(place.communication_id),
            ..Row::default()
        }));
        if rows.len() == before {
            let part = view.part(&provider.slug, &kind.signal);
            rows.push(Row {
                provider: &provider.slug,
                criterion: &kind.criterion,
                part: &kind.signal,
                answer: part.map_or("not-assessed", |part| &part.answer),
                ..Row::default()
            });
        }
    }
    rows
}

fn fields(view: &View, row: &Row) -> Vec<String> {
    let said: Option<&Communication> = row.communication.and_then(|id| view.communication(id));
    let entry = row.entry.and_then(|id| view.report.entries.iter().find(|it| it.id == id));
    let text = |of: fn(&Communication) -> Option<String>, or: fn(&ListedEntry) -> Option<String>| {
        said.and_then(of).or_else(|| entry.and_then(or)).unwrap_or_default()
    };
    // The record is that of the look that showed that it is gone.
    let away = |of: fn(&Withdrawn) -> String| row.withdrawn.map(of);
    let hours = |hours: Option<f64>| hours.map(|it| format!("{it:.2}")).unwrap_or_default();
    let evidence = if row.evidence.is_empty() { said.map_or("", |it| &it.evidence) } else { row.evidence };
    vec![
        view.report.slug.clone(),
        row.provider.to_owned(),
        row.criterion.to_owned(),
        row.part.to_owned(),
        row.basis.to_owned(),
        row.anchor.to_owned(),
        row.answer.to_owned(),
        guarded(&row.value),
        guarded(row.job_title),
        hours(row.hours.0),
        hours(row.hours.1),
        row.looks.map(|looks| looks.to_string()).unwrap_or_default(),
        evidence.to_owned(),
        guarded(&row.quote),
        row.rule.clone(),
        number(view, row),
        text(|it| Some(it.kind.clone()), |_| Some("entry".to_owned())),
        guarded(&text(|it| it.title.clone(), |it| it.title.clone())),
        guarded(&text(|it| it.claimed_raw.clone(), |it| it.claimed_raw.clone())),
        guarded(&text(|it| it.claimed_local.clone(), |it| it.claimed_local.clone())),
        text(|it| it.claimed_offset.clone(), |it| it.claimed_offset.clone()),
        text(|it| Some(it.first_seen_at.to_rfc3339()), |it| Some(it.first_seen_at.to_rfc3339())),
        text(
            |it| it.last_not_seen_at.map(|at| at.to_rfc3339()),
            |it| it.last_not_seen_at.map(|at| at.to_rfc3339()),
        ),
        guarded(&text(|it| it.url.clone(), |it| it.url.clone())),
        away(|it| it.segment.clone())
            .unwrap_or_else(|| text(|it| Some(it.segment.clone()), |it| Some(it.segment.clone()))),
        away(|it| it.record_offset.to_string()).unwrap_or_else(|| {
            text(|it| Some(it.record_offset.to_string()), |it| Some(it.record_offset.to_string()))
        }),
        away(|it| it.record_id.clone())
            .unwrap_or_else(|| text(|it| Some(it.record_id.clone()), |it| Some(it.record_id.clone()))),
        row.withdrawn.and_then(|it| it.last_seen_at).map(|at| at.to_rfc3339()).unwrap_or_default(),
        away(|it| it.since_at.to_rfc3339()).unwrap_or_default(),
    ]
}

/// The number of the evidence; that of an entry has an e in front.
fn number(view: &View, row: &Row) -> String {
    let said = row.communication.and_then(|id| view.number(id)).map(|it| it.to_string());
    let entry = || row.entry.and_then(|id| view.entry_number(id)).map(|it| format!("e{it}"));
    said.or_else(entry).unwrap_or_default()
}
