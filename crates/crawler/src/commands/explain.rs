//! `trail explain`: where each value of a post was read, with the piece of the archived bytes.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::{Context, Result};
use archive::Archive;
use extractor::{Document, Input};
use model::Span;
use serde_json::json;
use store::{PostProvenance, Source, Value};
use url::Url;

use super::named_post::{heading, named_post};
use crate::cli::{ExplainArgs, TextFormat};
use crate::clock::system_clock;
use crate::exit::Exit;
use crate::setting::Setting;
use crate::table::shown;

/// Bytes of the document that are shown before and after a span.
const AROUND: usize = 60;

/// Bytes of a span that are shown at most.
const LONGEST: usize = 200;

/// Runs the command.
///
/// # Errors
/// When the post is not there, or the database or the archive cannot be read. A record that is damaged is
/// told where it is missed, and the answer is then [`Exit::Findings`].
pub async fn run(setting: &Setting, args: &ExplainArgs) -> Result<Exit> {
    let setting = setting.for_reading();
    let store = setting.database().await?.connect().await?;
    let post = named_post(&store, &args.post).await?;
    let found = store.post_provenance(post.id).await?;
    let archive = setting.archive(system_clock())?;
    let documents: BTreeMap<i64, Result<String, String>> =
        found.sources.iter().map(|source| (source.id, document(&archive, source))).collect();
    let sound = documents.values().all(Result::is_ok);
    let text = match args.format {
        TextFormat::Text => heading(&post) + &told(&found, &documents, args.all),
        TextFormat::Json => {
            let values: Vec<_> =
                found.values.iter().map(|value| value_json(value, &found, &documents)).collect();
            serde_json::to_string_pretty(&json!({ "post": post.id, "url": post.url, "values": values }))?
                + "\n"
        }
    };
    anstream::stdout().write_all(text.as_bytes()).context("standard output is closed")?;
    Ok(if sound { Exit::Success } else { Exit::Findings })
}

/// The text of an archived document, decoded as the extractor decodes it: what spans are of.
fn document(archive: &Archive, source: &Source) -> Result<String, String> {
    let record = archive.read(&source.place).map_err(|error| error.to_string())?;
    let response = record.response().ok_or("the record holds no response")?;
    let url = Url::parse(&source.url).map_err(|error| error.to_string())?;
    let input = Input {
        url: &url,
        content_type: response.header("content-type"),
        content_encoding: response.header("content-encoding"),
        last_modified: None,
        body: &response.body,
        fetched_at: None,
        role: None,
        source: None,
        link_selector: None,
    };
    Ok(Document::decode(input).text)
}

fn told(
    found: &PostProvenance,
    documents: &BTreeMap<i64, Result<String, String>>,
    losers_too: bool,
) -> String {
    let number = |id: i64| found.sources.iter().position(|source| source.id == id).map_or(0, |at| at + 1);
    let mut text = String::from("\nread from\n");
    for source in &found.sources {
        let place = &source.place;
        text.push_str(&format!(
            "  [{}] {}\n      asked {}, archived in {}:{} as {}\n",
            number(source.id),
            source.url,
            source.fetched_at.format("%Y-%m-%d %H:%M:%S UTC"),
            place.segment,
            place.offset,
            place.record_id,
        ));
        if let Some(Err(problem)) = documents.get(&source.id) {
            text.push_str(&format!("      CANNOT BE READ: {problem}; trail verify checks the archive\n"));
        }
    }
    let mut update: Option<&str> = None;
    let mut lost = 0;
    for (value, sources) in grouped(&found.values) {
        if !value.chosen && !losers_too {
            lost += 1;
            continue;
        }
        let sources: Vec<String> = sources.into_iter().map(|id| format!("[{}]", number(id))).collect();
        if update != Some(value.update_key.as_str()) {
            update = Some(value.update_key.as_str());
            let name = if value.update_key.is_empty() { "the post" } else { value.update_key.as_str() };
            text.push_str(&format!("\n{}\n", shown(name)));
        }
        text.push_str(&value_told(value, &sources, documents.get(&value.capture_id)));
    }
    if lost > 0 {
        text.push_str(&format!("\n{lost} candidates that the rules did not pick; --all shows them\n"));
    }
    text
}

/// Values that are told once although several captures say the same, with those captures; the first one's place
/// is the one that is shown.
fn grouped(values: &[Value]) -> Vec<(&Value, Vec<i64>)> {
    let mut groups: Vec<(&Value, Vec<i64>)> = Vec::new();
    for value in values {
        let same = |it: &Value| {
            (&it.update_key, &it.field, &it.value, &it.rule, &it.detail, it.chosen)
                == (&value.update_key, &value.field, &value.value, &value.rule, &value.detail, value.chosen)
        };
        match groups.iter_mut().find(|(first, _)| same(first)) {
            Some((_, sources)) if sources.contains(&value.capture_id) => {}
            Some((_, sources)) => sources.push(value.capture_id),
            None => groups.push((value, vec![value.capture_id])),
        }
    }
    groups
}

fn value_told(value: &Value, sources: &[String], document: Option<&Result<String, String>>) -> String {
    let field = if value.chosen { value.field.clone() } else { format!("({})", value.field) };
    let detail = value.detail.as_deref().map_or(String::new(), |detail| format!("  ({})", shown(detail)));
    let mut text = format!("  {field:<11} {}{detail}\n", shown(&value.value));
    let place = value.span().map_or(String::new(), |span| format!(", bytes {} to {}", span.start, span.end));
    text.push_str(&format!("              by {} in {}{place}\n", shown(&value.rule), sources.join(" ")));
    match (value.span(), document) {
        (Some(span), Some(Ok(document))) => {
            text.push_str(&format!("              {}\n", piece(document, span)));
        }
        _ => {
            let raw = value.raw.as_deref().filter(|raw| *raw != value.value);
            text.push_str(
                &raw.map_or(String::new(), |raw| format!("              as written: {}\n", shown(raw))),
            );
        }
    }
    text
}

/// The bytes of a span, between » and «, with a little of what stands around them.
fn piece(document: &str, span: Span) -> String {
    let start = boundary(document, span.start);
    let end = boundary(document, span.end).max(start);
    let from = boundary(document, start.saturating_sub(AROUND));
    let to = boundary(document, end.saturating_add(AROUND));
    let part = |from: usize, to: usize| one_line(document.get(from..to).unwrap_or_default());
    let inside = match end - start > LONGEST {
        true => format!("{}…", part(start, boundary(document, start + LONGEST))),
        false => part(start, end),
    };
    format!("…{}\u{1b}[1m»{inside}«\u{1b}[0m{}…", part(from, start), part(end, to))
}

/// White space folded and control characters removed: a page must not steer the terminal.
fn one_line(text: &str) -> String {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let edge = |is: bool| if is { " " } else { "" };
    let begins = edge(text.starts_with(char::is_whitespace) && !folded.is_empty());
    let ends = edge(text.ends_with(char::is_whitespace) && !folded.is_empty());
    shown(&format!("{begins}{folded}{ends}"))
}

/// The nearest character boundary at or before `at`.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn value_json(
    value: &Value,
    found: &PostProvenance,
    documents: &BTreeMap<i64, Result<String, String>>,
) -> serde_json::Value {
    let source = found.sources.iter().find(|source| source.id == value.capture_id);
    let document = documents.get(&value.capture_id).and_then(|document| document.as_ref().ok());
    let bytes = value
        .span()
        .zip(document)
        .and_then(|(span, text)| text.get(boundary(text, span.start)..boundary(text, span.end)));
    json!({
        "update": value.update_key, "field": value.field, "value": value.value, "raw": value.raw,
        "rule": value.rule, "chosen": value.chosen, "detail": value.detail, "span": value.span(),
        "bytes": bytes,
        "url": source.map(|it| &it.url), "fetched_at": source.map(|it| it.fetched_at),
        "record": source.map(|it| &it.place),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_piece_is_marked_and_cut_at_characters() {
        let document = "<time datetime=\"2014-04-08\">\n  8. Avril – été</time>";
        let start = document.find("2014").unwrap();
        let text = piece(document, Span { start, end: start + 10 });
        assert_eq!(
            anstream::adapter::strip_str(&text).to_string(),
            "…<time datetime=\"»2014-04-08«\"> 8. Avril – été</time>…"
        );
    }

    #[test]
    fn a_span_beyond_the_end_is_empty() {
        assert!(piece("short", Span { start: 90, end: 99 }).contains("»«"));
    }
}
