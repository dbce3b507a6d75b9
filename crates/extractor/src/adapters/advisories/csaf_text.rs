//! The words of a CSAF document: what it says of its flaws and what it tells customers to do. The rest of its notes are legal
//! notices and facts for registers.

use std::collections::HashSet;

use serde_json::Value;

use super::csaf_products::Products;
use crate::adapters::fragment::fold;
use crate::adapters::json::{list, text};

/// Categories of notes that say nothing of the flaw, nor of what is to be done.
const ASIDE: [&str; 2] = ["legal_disclaimer", "other"];

/// The notes of the document; then of each flaw its title, its notes, its threats and its remediations. Words that stand at
/// several flaws are said once.
///
/// Of each flaw it says which products are affected, which are not and which are fixed, by the names that `products` gives
/// their ids.
pub(super) fn words(advisory: &Value, flaws: &[Value], products: &Products<'_>) -> String {
    let mut said = HashSet::new();
    let mut parts: Vec<String> = list(advisory, "notes").iter().filter_map(note).collect();
    for flaw in flaws {
        let of = |field: &str| list(flaw, field).iter().filter_map(labelled);
        let own = list(flaw, "notes").iter().filter_map(note);
        let own = own.chain(products.states(flaw)).chain(of("threats")).chain(of("remediations"));
        let own: Vec<String> = own.filter(|words| said.insert(words.clone())).collect();
        let title = text(flaw, "title");
        // An id alone is no words.
        if title.is_some() || !own.is_empty() {
            let heading: Vec<&str> = text(flaw, "cve").into_iter().chain(title).collect();
            parts.extend(Some(fold(&heading.join(" "))).filter(|heading| !heading.is_empty()));
        }
        parts.extend(own);
    }
    parts.join("\n")
}

fn note(note: &Value) -> Option<String> {
    if text(note, "category").is_some_and(|category| ASIDE.contains(&category)) {
        return None;
    }
    let words = fold(text(note, "text")?);
    Some(match text(note, "title") {
        Some(title) => format!("{title}\n{words}"),
        None => words,
    })
}

/// A threat or a remediation, under its category: `vendor_fix` is shown as `Vendor fix`.
fn labelled(one: &Value) -> Option<String> {
    let words = fold(text(one, "details")?);
    let Some(category) = text(one, "category") else { return Some(words) };
    Some(format!("{}\n{words}", shown(category)))
}

/// A category as words: `vendor_fix` as `Vendor fix`.
pub(super) fn shown(category: &str) -> String {
    let mut letters = category.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}", letters.as_str().replace('_', " "))
}
