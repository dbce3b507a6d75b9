//! What an export says of itself: `datapackage.json` (Data Package, frictionless standards), a dictionary for people,
//! the licences, and the sums of all files.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use store::{ColumnKind, Snapshot};

use crate::folder::Summed;
use crate::{ExportError, Folder, Format, WrittenTable};

/// Under what facts are given: times, names, places, classes, digests, and how they are put together.
pub const FACTS_LICENCE: &str = "CC0-1.0";

/// What holds for the words of providers.
pub const TEXTS_LICENCE: &str = "The words of providers remain theirs. They are kept here as evidence, with where and \
                                 when each was read; whoever publishes them needs a right of quotation or a licence.";

/// Who wrote the export and by which rules its documents were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Name and version of the program.
    pub software: String,
    /// The version of the rules.
    pub rules: String,
}

/// Writes the description of tables.
pub(crate) fn write(
    snapshot: &Snapshot,
    folder: &Folder,
    format: Format,
    about: &About,
    written: &[WrittenTable],
) -> Result<(), ExportError> {
    let mut files: BTreeMap<&str, Summed> = BTreeMap::new();
    for it in written {
        if !files.contains_key(it.file.as_str()) {
            files.insert(&it.file, folder.sum(&it.file)?);
        }
    }
    let resources: Vec<Value> =
        written.iter().filter_map(|it| Some(resource(format, it, files.get(it.file.as_str())?))).collect();
    let package = json!({
        "profile": "data-package",
        "name": "disclosure-trail",
        "title": format!("Providers' communications in security crises: {}", snapshot.scope.name()),
        "created": snapshot.as_of.to_rfc3339(),
        "licenses": [
            { "name": FACTS_LICENCE, "title": "the facts: everything but the words of providers" },
            { "name": "LicenseRef-providers", "title": TEXTS_LICENCE },
        ],
        "trail": {
            "software": about.software,
            "rules_version": about.rules,
            "scope": snapshot.scope.name(),
            "as_of": snapshot.as_of.to_rfc3339(),
            "since": snapshot.since.map(|since| since.to_rfc3339()),
            "next_since": snapshot.next_since.to_rfc3339(),
            "texts": snapshot.texts,
        },
        "resources": resources,
    });
    let mut sums: Vec<Summed> = files.into_values().collect();
    sums.push(folder.text("datapackage.json", &format!("{package:#}\n"))?);
    sums.push(folder.text("DICTIONARY.md", &dictionary(written))?);
    sums.push(folder.text("LICENCES.txt", &licences(snapshot))?);
    folder.sums(&sums)
}

fn resource(format: Format, it: &WrittenTable, file: &Summed) -> Value {
    let (name, media) = format.names();
    let fields: Vec<Value> = it
        .table
        .columns
        .iter()
        .map(|column| json!({ "name": column.name, "type": type_of(column.kind), "description": column.description }))
        .collect();
    json!({
        "name": it.table.name.replace('_', "-"),
        "title": it.table.name,
        "description": it.table.description,
        "path": it.file,
        "format": name,
        "mediatype": media,
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": format!("sha256:{}", file.sha256),
        "rows": it.rows,
        "digest": format!("sha256:{}", it.digest),
        "mode": if it.table.adds { "adds" } else { "whole" },
        "schema": { "fields": fields, "primaryKey": it.table.key, "missingValues": [""] },
    })
}

/// Names of the Table Schema.
fn type_of(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Boolean => "boolean",
        ColumnKind::Integer => "integer",
        ColumnKind::Number => "number",
        ColumnKind::Text => "string",
        ColumnKind::Time => "datetime",
        ColumnKind::List => "array",
        ColumnKind::Json => "any",
    }
}

fn dictionary(written: &[WrittenTable]) -> String {
    let mut text = String::from("# Data dictionary\n\nA missing value is unknown, never zero or empty.\n");
    for it in written {
        let table = &it.table;
        text.push_str(&format!("\n## {}\n\n{} {} rows.\n\n", table.name, table.description, it.rows));
        text.push_str("| column | type | meaning |\n|---|---|---|\n");
        for column in &table.columns {
            let meaning = column.description.replace('|', "\\|").replace('\n', " ");
            text.push_str(&format!("| `{}` | {} | {meaning} |\n", column.name, type_of(column.kind)));
        }
    }
    text
}

fn licences(snapshot: &Snapshot) -> String {
    let texts = match snapshot.texts {
        true => TEXTS_LICENCE.to_owned(),
        false => {
            "No texts and no quotes of providers are in this export; their digests and the places of values in them are. Headlines, names, \
             titles of people and times as they were written stay in it, as the facts by which a statement is found again."
                .to_owned()
        }
    };
    format!(
        "Facts (times, names, places, classes, digests, and how they are put together): {FACTS_LICENCE}\n\nTexts: {texts}\n"
    )
}
