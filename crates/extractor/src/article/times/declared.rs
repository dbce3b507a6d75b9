//! Times that a page declares for machines: JSON-LD, `meta`, and the server's `Last-Modified`.

use model::{Stamp, StampRole};
use serde_json::Value;

use super::super::page::Page;
use super::candidate::{Found, place, weight};
use crate::dates;

use StampRole::{Published, Updated};

/// `meta` names, what they mean and how much they count.
const METAS: &[(&str, StampRole, u32)] = &[
    ("article:published_time", Published, weight::META),
    ("article:published", Published, weight::META),
    ("og:article:published_time", Published, weight::META),
    ("og:published_time", Published, weight::META),
    ("og:datepublished", Published, weight::META),
    // An item of the page says so, not only its head.
    ("datepublished", Published, weight::META + 1),
    ("parsely-pub-date", Published, weight::META - 1),
    ("sailthru.date", Published, weight::META - 2),
    ("cxenseparse:recs:publishtime", Published, weight::META - 2),
    ("cxenseparse:publishtime", Published, weight::META - 2),
    ("cxenseparse:recs:published_time", Published, weight::META - 2),
    ("bt:pubdate", Published, weight::META - 2),
    ("vr:published-time", Published, weight::META - 2),
    ("article_date_original", Published, weight::META - 2),
    ("dcsext.articlefirstpublished", Published, weight::META - 2),
    ("citation_publication_date", Published, weight::META - 3),
    ("citation_online_date", Published, weight::META - 3),
    ("dc.date.issued", Published, weight::META - 3),
    ("dcterms.issued", Published, weight::META - 3),
    ("dcterms.available", Published, weight::META - 4),
    ("pubdate", Published, weight::META - 4),
    ("pub_date", Published, weight::META - 4),
    ("publish-date", Published, weight::META - 4),
    ("publish_date", Published, weight::META - 4),
    ("publishdate", Published, weight::META - 4),
    ("publication_date", Published, weight::META - 4),
    ("publish_time", Published, weight::META - 4),
    ("published_at", Published, weight::META - 4),
    ("published", Published, weight::META - 4),
    ("date.release", Published, weight::META - 4),
    ("release_date", Published, weight::META - 4),
    ("release:date", Published, weight::META - 4),
    ("originalpublicationdate", Published, weight::META - 4),
    ("date.available", Published, weight::META - 5),
    ("date_published", Published, weight::META - 4),
    ("dcterms.created", Published, weight::META_VAGUE + 2),
    ("date.created", Published, weight::META_VAGUE + 2),
    ("datecreated", Published, weight::META_VAGUE + 2),
    ("dc.date.created", Published, weight::META_VAGUE + 2),
    ("created", Published, weight::META_VAGUE),
    ("date", Published, weight::META_VAGUE),
    ("dc.date", Published, weight::META_VAGUE),
    ("dcterms.date", Published, weight::META_VAGUE),
    ("pdate", Published, weight::META_VAGUE),
    ("uploaddate", Published, weight::META_VAGUE),
    ("gsa_date", Published, weight::META_VAGUE),
    ("article:modified_time", Updated, weight::META),
    ("article:modified", Updated, weight::META),
    ("og:article:modified_time", Updated, weight::META),
    ("datemodified", Updated, weight::META),
    ("og:modified_time", Updated, weight::META),
    ("og:updated_time", Updated, weight::META - 6),
    ("bt:moddate", Updated, weight::META - 2),
    ("article_date_updated", Updated, weight::META - 2),
    ("dcterms.modified", Updated, weight::META - 4),
    ("dc.date.modified", Updated, weight::META - 4),
    ("date.modified", Updated, weight::META - 4),
    ("date.updated", Updated, weight::META - 4),
    ("last-modified", Updated, weight::META_VAGUE),
    ("last-updated", Updated, weight::META_VAGUE),
    ("revised", Updated, weight::META_VAGUE),
    ("updated-date", Updated, weight::META_VAGUE),
    ("lastmod", Updated, weight::META_VAGUE),
];

/// All declared times.
pub(super) fn found(page: &Page<'_>, headline: Option<usize>) -> Vec<Found> {
    let mut found = linked(page);
    for meta in &page.metas {
        if meta.of_item.is_some_and(|element| page.is_foreign(headline, element)) {
            continue;
        }
        let Some((name, role, weight)) = METAS.iter().find(|(name, ..)| *name == meta.key) else { continue };
        if let Some(stamp) = read(page, meta.content, &format!("meta:{name}"), None) {
            found.push(Found::new(*role, stamp, *weight));
        }
    }
    if let Some(stamp) = page.document.input.last_modified.and_then(|value| {
        let mut stamp = dates::parse(value, &page.context, "http:last-modified")?;
        stamp.span = None;
        Some(stamp)
    }) {
        found.push(Found::new(Updated, stamp, weight::NEVER));
    }
    found
}

fn linked(page: &Page<'_>) -> Vec<Found> {
    const PROPERTIES: &[(&str, StampRole, u32)] = &[
        ("datePublished", Published, weight::LINKED),
        ("dateCreated", Published, weight::META_VAGUE + 4),
        ("uploadDate", Published, weight::META_VAGUE),
        ("dateModified", Updated, weight::LINKED),
    ];
    let mut found = Vec::new();
    for (rank, article) in (0_u32..).zip(page.articles()).take(4) {
        for (name, role, weight) in PROPERTIES {
            let raw = match article.node.get(*name) {
                Some(Value::String(raw)) => raw.clone(),
                Some(Value::Number(raw)) => raw.to_string(),
                Some(Value::Array(values)) => match values.first().and_then(Value::as_str) {
                    Some(raw) => raw.to_owned(),
                    None => continue,
                },
                Some(Value::Object(value)) => match value.get("@value").and_then(Value::as_str) {
                    Some(raw) => raw.to_owned(),
                    None => continue,
                },
                _ => continue,
            };
            if let Some(stamp) = read(page, &raw, &format!("json-ld:{name}"), Some(name)) {
                // Of what does not say that it is the page's, only where the page itself says nothing.
                let weight = if article.is_own { *weight } else { (*weight).min(weight::LINKED_UNSAID) };
                found.push(Found::new(*role, stamp, weight - rank));
            }
        }
    }
    found
}

fn read(page: &Page<'_>, raw: &str, source: &str, anchor: Option<&str>) -> Option<Stamp> {
    // A number is a Unix time, in whatever quotes.
    let mut stamp = dates::parse(raw, &page.context, source).or_else(|| dates::parse_epoch(raw, source))?;
    stamp.span = place(&page.document.text, &stamp.raw, anchor, 0);
    Some(stamp)
}
