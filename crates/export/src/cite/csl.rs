//! A citation as CSL-JSON (Citation Style Language 1.0.2), which reference managers read.

use chrono::Datelike;
use serde_json::{Map, Value, json};

use super::citation::{Citation, CitationKind};

impl Citation {
    /// An array with the one item.
    pub fn csl(&self) -> Value {
        let kind = match self.kind {
            CitationKind::Page => "webpage",
            CitationKind::Dataset => "dataset",
        };
        let authors: Vec<Value> = match self.authors.as_slice() {
            [] => vec![json!({ "literal": self.publisher })],
            authors => authors.iter().map(|author| json!({ "literal": author.name })).collect(),
        };
        let mut item = Map::new();
        item.insert("id".to_owned(), self.key().into());
        item.insert("type".to_owned(), kind.into());
        item.insert("title".to_owned(), self.title.clone().into());
        item.insert("author".to_owned(), authors.into());
        item.insert("publisher".to_owned(), self.publisher.clone().into());
        if !self.issued.is_empty() {
            item.insert("issued".to_owned(), json!({ "date-parts": [self.issued] }));
        }
        if let Some(accessed) = self.accessed {
            let parts = [i64::from(accessed.year()), accessed.month().into(), accessed.day().into()];
            item.insert("accessed".to_owned(), json!({ "date-parts": [parts] }));
        }
        if let Some(url) = &self.url {
            item.insert("URL".to_owned(), url.clone().into());
        }
        if let Some(url) = &self.archive_url {
            item.insert("archive_location".to_owned(), url.clone().into());
        }
        item.insert("note".to_owned(), self.note.clone().into());
        Value::Array(vec![Value::Object(item)])
    }
}
