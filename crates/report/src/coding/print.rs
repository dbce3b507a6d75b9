//! The code book for people, as Markdown: docs/CODEBOOK.md is this text.

use super::book::{BOOK, NONE, UNKNOWN, Values};

/// The code book as a Markdown document.
pub fn markdown() -> String {
    let mut out = format!(
        "# Code book, version {}\n\n\
         What a coder answers of each communication of an incident. `trail code export` makes the sheet, `trail code \
         import` reads it,\n`trail code agreement` compares. This file is what `trail code book --format markdown` \
         prints.\n\n\
         - Judge what stands in the communication itself, without knowledge of what became of it.\n\
         - Give a quote of at most twelve words with each answer that something is there.\n\
         - `no` means that the copy is whole and does not say it. Where the copy is partial, in a language that you do \
         not read, or the\n  case is too doubtful, the answer is `{UNKNOWN}`; it counts as missing, never as no.\n\
         - An empty value is a field that was not coded.\n\n\
         | field | criterion | yes when, or what is asked | not enough | values |\n|---|---|---|---|---|\n",
        BOOK.version
    );
    for field in BOOK.fields {
        let values = match field.values {
            Values::YesNo => "`yes`, `no`".to_owned(),
            Values::One(_) => "one, see below".to_owned(),
            Values::Many(_) => format!("any, see below, with `;` between them, or `{NONE}`"),
        };
        out.push_str(&format!(
            "| `{}` | {} | {} | {} | {values} |\n",
            field.name,
            field.criterion.as_str(),
            field.meaning,
            field.not_enough
        ));
    }
    for field in BOOK.fields {
        if let Values::One(values) | Values::Many(values) = field.values {
            out.push_str(&format!("\n## `{}`\n\n| value | meaning |\n|---|---|\n", field.name));
            for (value, meaning) in values {
                out.push_str(&format!("| `{value}` | {meaning} |\n"));
            }
        }
    }
    out
}
