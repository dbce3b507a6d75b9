//! When the fix of a flaw came out, as a document of Microsoft tells it: a flaw that is attacked already is published before its
//! fix, so that the day of its publication alone says nothing of one.

use model::Trust;
use serde_json::Value;

use super::msrc::{MOST, get, history, said, worded};

/// What a flaw's part of a document says.
pub(super) struct Told<'a> {
    /// When the flaw was published first.
    pub published: Option<&'a str>,
    /// When its fix came out, and how far that can be trusted.
    pub fix: Option<(&'a str, Trust)>,
}

/// Words of a revision that speaks of a fix.
const FIX: [&str; 6] = ["update", "updates", "fix", "fixes", "patch", "patches"];
/// Words of a revision by which it came out.
const OUT: [&str; 8] =
    ["released", "releasing", "available", "availability", "published", "install", "issued", "installing"];
/// Words of a fix that is to come.
const DENIED: [&str; 10] =
    ["no", "not", "without", "yet", "soon", "will", "upcoming", "investigating", "working", "when"];

/// What `flaw` says, in a document that was first published at `initial`.
pub(super) fn told<'a>(flaw: &'a Value, initial: Option<&'a str>) -> Told<'a> {
    let mut revisions: Vec<(&str, Speaks)> = history(flaw)
        .filter_map(|it| Some((said(it, "Date")?, speaks(get(it, "Description").and_then(worded)))))
        .collect();
    revisions.sort_by_key(|(date, _)| *date);
    if revisions.is_empty() {
        revisions.extend(initial.map(|date| (date, Speaks::Otherwise)));
    }
    let published = revisions.first().map(|(date, _)| *date);
    let list = get(flaw, "Remediations").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let fixes: Vec<&Value> = list.iter().take(MOST).filter(|it| of_vendor(it)).collect();
    if fixes.is_empty() {
        return Told { published, fix: None };
    }
    let own = fixes.iter().filter_map(|it| date(it)).min().map(|date| (date, Trust::Stated));
    Told { published, fix: own.or_else(|| by_history(&revisions)) }
}

/// The fix that the history tells of. Where no revision denied that there was one, it may have been there before the first
/// that speaks of it, which may tell of the fix for another product.
fn by_history<'a>(revisions: &[(&'a str, Speaks)]) -> Option<(&'a str, Trust)> {
    let denied = revisions.iter().rposition(|(_, speaks)| *speaks == Speaks::None);
    let since = revisions.get(denied.map_or(0, |at| at + 1)..).unwrap_or_default();
    let named = since.iter().position(|(_, speaks)| *speaks == Speaks::Out);
    let date = |at: usize| since.get(at).map(|(date, _)| *date);
    match (denied, named) {
        (Some(_), named) => Some((date(named?)?, Trust::Stated)),
        (None, None | Some(0)) => Some((date(0)?, Trust::Stated)),
        (None, Some(at)) => Some((date(at)?, Trust::Bound)),
    }
}

/// What a revision says of a fix.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Speaks {
    /// That it is out.
    Out,
    /// That there is none.
    None,
    /// Nothing.
    Otherwise,
}

fn speaks(description: Option<&str>) -> Speaks {
    let description = description.unwrap_or_default().to_lowercase();
    let mut found = Speaks::Otherwise;
    for sentence in description.split(". ") {
        let words: Vec<&str> = sentence.split(|letter: char| !letter.is_alphanumeric()).collect();
        let any = |of: &[&str]| words.iter().any(|word| of.contains(word));
        match (any(&FIX), any(&DENIED), any(&OUT)) {
            (true, true, _) => found = Speaks::None,
            (true, false, true) => return Speaks::Out,
            _ => {}
        }
    }
    found
}

/// Whether a remediation is the vendor's fix: type 2 of CVRF, where 0 is a workaround, 1 a mitigation, 3 "none available",
/// 4 "will not fix" and 5 a known issue.
fn of_vendor(remediation: &Value) -> bool {
    match get(remediation, "Type") {
        Some(Value::Number(number)) => number.as_u64() == Some(2),
        Some(kind) => worded(kind).is_some_and(|kind| {
            let kind = kind.replace([' ', '_'], "").to_ascii_lowercase();
            kind == "2" || kind == "vendorfix"
        }),
        None => false,
    }
}

/// The date of a remediation. One that is not specified is written as the first day of the first year.
fn date(remediation: &Value) -> Option<&str> {
    let specified = get(remediation, "DateSpecified").and_then(Value::as_bool).unwrap_or(true);
    said(remediation, "Date").filter(|date| specified && !date.starts_with("000"))
}
