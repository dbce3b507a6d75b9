//! The archives that are asked, each in its own words.

use std::str::FromStr;

use anyhow::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};
use model::Maker;
use store::{DueMemento, OpenQuestion};
use url::Url;

use super::cdx::{self, Row};
use super::replay;

/// Rows of a page of the Wayback Machine's index.
const PAGE_ROWS: usize = 5_000;

/// The Wayback Machine.
const WAYBACK: &str = "https://web.archive.org/";

/// Common Crawl's index and its data.
const COMMON_CRAWL: (&str, &str) = ("https://index.commoncrawl.org/", "https://data.commoncrawl.org/");

/// How an archive is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// The CDX server and the replay of the Wayback Machine.
    Wayback,
    /// TimeMaps (RFC 7089).
    Memento,
    /// The CDX indexes and the WARC files of Common Crawl.
    CommonCrawl,
}

/// `--archive`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// How it is asked.
    pub dialect: Dialect,
    /// Where, for an archive that has no address of its own.
    pub base: Option<Url>,
}

impl FromStr for Asked {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            None if text == "wayback" => Ok(Self { dialect: Dialect::Wayback, base: None }),
            None if text == "commoncrawl" => Ok(Self { dialect: Dialect::CommonCrawl, base: None }),
            Some(("memento", url)) => match Url::parse(url) {
                Ok(url) => Ok(Self { dialect: Dialect::Memento, base: Some(url) }),
                Err(error) => Err(format!("'{url}' is no address: {error}")),
            },
            _ => Err("an archive is wayback, commoncrawl, or memento:URL".to_owned()),
        }
    }
}

/// An archive at its address.
#[derive(Debug, Clone)]
pub struct Site {
    /// How it is asked.
    pub dialect: Dialect,
    /// Where; ends with a slash.
    pub base: Url,
    data: Url,
}

/// What an answer of the index holds.
#[derive(Debug, Default)]
pub struct Named {
    /// Captures: each with where it is fetched.
    pub rows: Vec<(Row, Place)>,
    /// Rows that nothing could be read from.
    pub bad: usize,
    /// Where the index goes on.
    pub resume_key: Option<String>,
}

/// Where a capture is fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The address.
    pub url: String,
    /// The bytes of it, where it is a part of a file: offset and length.
    pub range: Option<(i64, i64)>,
}

impl Site {
    /// The archive that was asked for, at `base` where that is given.
    ///
    /// # Errors
    /// When the address cannot be the base of others.
    pub fn new(asked: &Asked, base: Option<&Url>) -> Result<Self> {
        let parse = |text: &str| Url::parse(text).context("the archive's address");
        let (own, data) = match asked.dialect {
            Dialect::Wayback => (parse(WAYBACK)?, None),
            Dialect::CommonCrawl => (parse(COMMON_CRAWL.0)?, Some(parse(COMMON_CRAWL.1)?)),
            Dialect::Memento => (asked.base.clone().context("a Memento archive needs its address")?, None),
        };
        let base = directory(base.cloned().or_else(|| asked.base.clone()).unwrap_or(own.clone()));
        let data = data.filter(|_| base == own).unwrap_or_else(|| base.clone());
        Ok(Self { dialect: asked.dialect, base, data })
    }

    /// The name in the database.
    pub fn name(&self) -> &'static str {
        self.maker().as_str()
    }

    /// Who made its captures.
    pub fn maker(&self) -> Maker {
        match self.dialect {
            Dialect::Wayback => Maker::Wayback,
            Dialect::Memento => Maker::Memento,
            Dialect::CommonCrawl => Maker::CommonCrawl,
        }
    }

    /// The address of the next page of the index for a question; `None` where the archive has no answer to it.
    ///
    /// # Errors
    /// When the address cannot be put together.
    pub fn index(
        &self,
        question: &OpenQuestion,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
        collapse: bool,
    ) -> Result<Option<Url>> {
        match self.dialect {
            Dialect::Wayback => {
                let mut url = self.base.join("cdx/search/cdx")?;
                let mut query = url.query_pairs_mut();
                query.append_pair("url", &question.url).append_pair("output", "json");
                query.append_pair("from", &cdx::stamp(from)).append_pair("to", &cdx::stamp(to));
                query.append_pair("limit", &PAGE_ROWS.to_string()).append_pair("showResumeKey", "true");
                if question.prefix {
                    query.append_pair("matchType", "prefix");
                }
                if collapse {
                    query.append_pair("collapse", "digest");
                }
                if let Some(key) = &question.resume_key {
                    query.append_pair("resumeKey", key);
                }
                drop(query);
                Ok(Some(url))
            }
            // A TimeMap is that of one address.
            Dialect::Memento if question.prefix => Ok(None),
            Dialect::Memento => match &question.resume_key {
                Some(next) => Ok(Some(Url::parse(next)?)),
                None => Ok(Some(Url::parse(&format!("{}timemap/link/{}", self.base, question.url))?)),
            },
            Dialect::CommonCrawl => super::commoncrawl::index(question, &self.base, from, to).map(Some),
        }
    }

    /// Reads a page of the index.
    pub fn named(
        &self,
        question: &OpenQuestion,
        body: &[u8],
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Named {
        let mut named = match self.dialect {
            Dialect::Wayback => {
                let page = cdx::read(body);
                let rows = page.rows.into_iter().map(|row| {
                    let url = format!("{}web/{}id_/{}", self.base, row.stamp, row.url);
                    (row, Place { url, range: None })
                });
                Named { rows: rows.collect(), bad: page.bad, resume_key: page.resume_key }
            }
            Dialect::Memento => time_map(body),
            Dialect::CommonCrawl => super::commoncrawl::named(question, body, &self.data, from, to),
        };
        named.rows.retain(|(row, _)| (from..=to).contains(&row.at));
        named
    }

    /// Where a person looks at a capture, and what it is called there.
    pub fn address(&self, it: &DueMemento) -> String {
        match (self.dialect, it.record_offset) {
            (Dialect::CommonCrawl, Some(offset)) => format!("{}#{offset}", it.place),
            _ => it.place.replacen("id_/", "/", 1),
        }
    }
}

fn time_map(body: &[u8]) -> Named {
    let map = super::link_format::read(&String::from_utf8_lossy(body));
    let mut named = Named { bad: map.bad, resume_key: map.next.map(String::from), ..Named::default() };
    for (url, at) in map.mementos {
        let original = replay::parts(url.as_str()).and_then(|(.., original)| cdx::address(original));
        match (original, replay::raw(url.as_str())) {
            (Some(original), Some(raw)) => {
                let row = Row {
                    at,
                    stamp: cdx::stamp(at),
                    url: original,
                    mimetype: None,
                    status: None,
                    digest: None,
                };
                named.rows.push((row, Place { url: raw, range: None }));
            }
            _ => named.bad += 1,
        }
    }
    named
}

/// An address that others are joined to.
fn directory(mut url: Url) -> Url {
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    url
}

/// How far a crawl of Common Crawl reaches around the week that it is named by.
pub fn reach() -> TimeDelta {
    TimeDelta::weeks(6)
}
