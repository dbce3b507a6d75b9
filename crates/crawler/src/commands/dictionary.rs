//! `trail db dictionary`: the schema as a page of Markdown, from its comments.

use std::fmt::Write;

use store::Described;

const HEAD: &str = "\
# Data dictionary

Made from the comments of the schema by `trail db dictionary`; do not edit it. The views and functions of `research` (version 1)
keep their columns; what is in `public` may change with any release.
";

/// The page.
pub fn page(described: &[Described]) -> String {
    let mut page = HEAD.to_owned();
    let mut schema = "";
    for it in described {
        let comment = it.comment.as_deref().unwrap_or("(no comment)");
        if it.schema != schema {
            schema = &it.schema;
            let _ = write!(page, "\n# Schema `{schema}`\n");
        }
        let data_type = it.data_type.as_deref().unwrap_or_default();
        let _ = match (&it.column, it.kind.as_str()) {
            (Some(column), _) => writeln!(page, "| `{column}` | {data_type} | {} |", cell(comment)),
            (None, "function") => {
                write!(page, "\n## Function `{}`\n\nReturns `{data_type}`. {comment}\n", it.name)
            }
            (None, kind) => write!(
                page,
                "\n## {} `{}`\n\n{comment}\n\n| column | type | what it says |\n|---|---|---|\n",
                capital(kind),
                it.name
            ),
        };
    }
    page
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
