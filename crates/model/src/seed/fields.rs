//! The keys of one table: what is there, what is missing, and what nobody knows.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::nearest;
use super::page::Page;

/// A value and the byte where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) at: usize,
}

/// The keys of one table of a seed file.
pub(super) struct Fields<'a, 't> {
    table: &'a DeTable<'t>,
    /// Where the table begins.
    pub(super) at: usize,
    /// What the table is, for messages: `a provider`, `a source`.
    name: &'static str,
}

impl<'a, 't> Fields<'a, 't> {
    /// The fields of `table`. Reports every key that is not in `known`.
    pub(super) fn new(
        page: &mut Page<'_>,
        table: &'a DeTable<'t>,
        at: usize,
        name: &'static str,
        known: &[&str],
    ) -> Self {
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let word = key.get_ref();
            let message = format!("unknown key '{word}' in {name}");
            page.report(key.span().start, message, Some(nearest::hint(word, known)));
        }
        Self { table, at, name }
    }

    /// A string on one line that is not blank.
    pub(super) fn text(&self, page: &mut Page<'_>, key: &str) -> Option<At<&'a str>> {
        line(page, self.table.get(key)?, &format!("'{key}'"))
    }

    /// The same, reported where it is missing.
    pub(super) fn required(&self, page: &mut Page<'_>, key: &str, hint: &str) -> Option<At<&'a str>> {
        if !self.table.contains_key(key) {
            let message = format!("{} needs '{key}'", self.name);
            page.report_missing(self.at, message, Some(hint.to_owned()));
        }
        self.text(page, key)
    }

    /// Such a string, or `false`, which says in so many words that there is none to give.
    pub(super) fn said(&self, page: &mut Page<'_>, key: &str, hint: &str) -> Option<At<&'a str>> {
        let value = self.table.get(key)?;
        match value.get_ref() {
            DeValue::Boolean(false) => None,
            yes @ DeValue::Boolean(true) => {
                let subject = format!("'{key}'");
                wrong_type(page, value.span(), &subject, "a string or false", yes, Some(hint.to_owned()));
                None
            }
            _ => self.text(page, key),
        }
    }

    /// A list of such strings; empty where the key is missing.
    pub(super) fn texts(&self, page: &mut Page<'_>, key: &str) -> Vec<At<&'a str>> {
        let Some(value) = self.table.get(key) else { return Vec::new() };
        match value.get_ref() {
            DeValue::Array(list) => {
                list.iter().filter_map(|one| line(page, one, &format!("an element of '{key}'"))).collect()
            }
            other => {
                let hint = format!("write {key} = [\"...\"]");
                wrong_type(page, value.span(), &format!("'{key}'"), "a list of strings", other, Some(hint));
                Vec::new()
            }
        }
    }

    /// `true` or `false`; `false` where the key is missing.
    pub(super) fn flag(&self, page: &mut Page<'_>, key: &str) -> bool {
        let Some(value) = self.table.get(key) else { return false };
        match value.get_ref() {
            DeValue::Boolean(flag) => *flag,
            other => {
                wrong_type(page, value.span(), &format!("'{key}'"), "true or false", other, None);
                false
            }
        }
    }

    /// A string, or a time written without quotes, as it stands in the file.
    pub(super) fn time(&self, page: &mut Page<'_>, key: &str, hint: &str) -> Option<At<String>> {
        if let Some(value) = self.table.get(key)
            && let DeValue::Datetime(time) = value.get_ref()
        {
            return Some(At { value: time.to_string(), at: value.span().start });
        }
        let At { value, at } = self.required(page, key, hint)?;
        Some(At { value: value.to_owned(), at })
    }

    /// The tables of `[[key]]`, with the byte where each begins.
    pub(super) fn tables(&self, page: &mut Page<'_>, key: &str) -> Vec<At<&'a DeTable<'t>>> {
        let Some(value) = self.table.get(key) else { return Vec::new() };
        let hint = || Some(format!("write [[{key}]] above its keys"));
        let DeValue::Array(list) = value.get_ref() else {
            wrong_type(page, value.span(), &format!("'{key}'"), "a list of tables", value.get_ref(), hint());
            return Vec::new();
        };
        let mut tables = Vec::new();
        for one in list.iter() {
            match one.get_ref() {
                DeValue::Table(table) => tables.push(At { value: table, at: one.span().start }),
                other => wrong_type(page, one.span(), &format!("'{key}'"), "a list of tables", other, hint()),
            }
        }
        tables
    }

    /// The names and strings of a table, in the order of the file.
    pub(super) fn pairs(&self, page: &mut Page<'_>, key: &str) -> Vec<(At<&'a str>, &'a str)> {
        let Some(value) = self.table.get(key) else { return Vec::new() };
        let DeValue::Table(table) = value.get_ref() else {
            let hint = format!("write {key} = {{ Accept = \"text/html\" }}");
            wrong_type(page, value.span(), &format!("'{key}'"), "a table", value.get_ref(), Some(hint));
            return Vec::new();
        };
        let mut pairs = Vec::new();
        for (name, value) in table.iter() {
            let at = name.span().start;
            match value.get_ref() {
                DeValue::String(text) => {
                    pairs.push((At { value: name.get_ref().as_ref(), at }, text.as_ref()))
                }
                other => {
                    let subject = format!("'{}' of '{key}'", name.get_ref());
                    wrong_type(page, value.span(), &subject, "a string", other, None);
                }
            }
        }
        pairs.sort_by_key(|(name, _)| name.at);
        pairs
    }
}

/// A string that is one line and not blank: longer texts do not belong into a seed.
fn line<'a>(page: &mut Page<'_>, value: &'a Spanned<DeValue<'_>>, subject: &str) -> Option<At<&'a str>> {
    let DeValue::String(text) = value.get_ref() else {
        let hint = match value.get_ref() {
            DeValue::Boolean(false) => Some("leave it out where there is nothing to say".to_owned()),
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) => {
                Some("put it in quotes".to_owned())
            }
            _ => None,
        };
        wrong_type(page, value.span(), subject, "a string", value.get_ref(), hint);
        return None;
    };
    let at = value.span().start;
    match text.as_ref() {
        blank if blank.trim().is_empty() => {
            page.report(at, format!("{subject} is empty"), Some("fill it in, or leave it out".to_owned()));
            None
        }
        long if long.chars().any(char::is_control) => {
            page.report(at, format!("{subject} must be one line"), None);
            None
        }
        text => Some(At { value: text, at }),
    }
}

/// Reports a value of another type than is asked for.
fn wrong_type(
    page: &mut Page<'_>,
    span: Range<usize>,
    subject: &str,
    wanted: &str,
    found: &DeValue<'_>,
    hint: Option<String>,
) {
    let found = match found {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    page.report(span.start, format!("{subject} must be {wanted}, not {found}"), hint);
}
