//! What a citation holds, whatever its form.

use chrono::{DateTime, Utc};
use store::{CitedCollection, CitedPage};

/// What is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CitationKind {
    /// A page of the web.
    Page,
    /// A collection of data.
    Dataset,
}

/// Somebody who signed. A name is not taken apart: which part of it is the family's is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The name as written.
    pub name: String,
    /// Whether it is an organisation's.
    pub organisation: bool,
}

/// A citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// What is cited.
    pub kind: CitationKind,
    /// Its title.
    pub title: String,
    /// Who signed; the publisher stands for them where nobody did.
    pub authors: Vec<Author>,
    /// Who published it.
    pub publisher: String,
    /// The year, month and day of publication, as far as they are known.
    pub issued: Vec<u32>,
    /// When it was asked for.
    pub accessed: Option<DateTime<Utc>>,
    /// Its address.
    pub url: Option<String>,
    /// Where it can be looked at in a web archive.
    pub archive_url: Option<String>,
    /// What else finds and proves it: the id of the archived record, the digest of the bytes.
    pub note: String,
}

impl Citation {
    /// The citation of a page, accessed when it was captured.
    pub fn of_page(page: &CitedPage) -> Self {
        let authors = page.authors.iter().zip(&page.organisations);
        let digest =
            page.payload_digest.as_deref().map_or_else(String::new, |digest| format!(", payload {digest}"));
        Self {
            kind: CitationKind::Page,
            title: page.title.clone().unwrap_or_else(|| page.url.clone()),
            authors: authors
                .map(|(name, organisation)| Author { name: name.clone(), organisation: *organisation })
                .collect(),
            publisher: page.provider.clone(),
            issued: page.published_local.as_deref().map(date_parts).unwrap_or_default(),
            accessed: Some(page.fetched_at),
            url: Some(page.url.clone()),
            archive_url: page.archive_url.clone(),
            note: format!("Archived WARC record {}{digest}", page.record_id),
        }
    }

    /// The citation of the whole collection, as of its last look. `digest` is that of its tables.
    pub fn of_collection(collection: &CitedCollection, software: &str, digest: &str) -> Self {
        let issued = collection.last_look_at.map(|time| date_parts(&time.format("%Y-%m-%d").to_string()));
        let since = collection
            .first_look_at
            .map_or_else(String::new, |time| format!(" since {}", time.format("%Y-%m-%d")));
        Self {
            kind: CitationKind::Dataset,
            title: "The trail of providers' communications in security crises".to_owned(),
            authors: Vec::new(),
            publisher: software.to_owned(),
            issued: issued.unwrap_or_default(),
            accessed: collection.last_look_at,
            url: None,
            archive_url: None,
            note: format!(
                "{} communications of {} providers, observed{since}; digest of the tables sha256:{digest}",
                collection.communications, collection.providers
            ),
        }
    }

    /// A short name for it: the first author or the publisher, the year, the first words of the title; letters and
    /// digits of ASCII, since programs refer to it by that.
    pub(super) fn key(&self) -> String {
        let who = self.authors.first().map_or(self.publisher.as_str(), |author| author.name.as_str());
        let who = who.split_whitespace().last().unwrap_or_default();
        let year = self.issued.first().map_or_else(|| "nd".to_owned(), ToString::to_string);
        let words = self.title.split_whitespace().take(3).collect::<String>();
        let all = format!("{who}{year}{words}");
        let key: String = all.chars().filter(char::is_ascii_alphanumeric).collect();
        key.to_lowercase()
    }
}

/// Year, month and day of a time that is written to its own precision.
fn date_parts(local: &str) -> Vec<u32> {
    let date = local.split(['T', ' ']).next().unwrap_or_default();
    date.split('-').map_while(|part| part.parse().ok()).filter(|part| *part > 0).take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::date_parts;

    #[test]
    fn a_date_is_as_exact_as_it_was_claimed() {
        assert_eq!(date_parts("2014-04-08T14:32"), [2014, 4, 8]);
        assert_eq!(date_parts("2014-04"), [2014, 4]);
        assert_eq!(date_parts("2014"), [2014]);
        assert!(date_parts("soon").is_empty());
    }
}
