//! Whether the address of a listing turned out to be one article.

use scraper::Html;
use serde_json::Value;
use url::Url;

use crate::adapters::address::absolute;
use crate::adapters::select::all;

/// The types of schema.org that are one article.
const ARTICLES: [&str; 6] =
    ["Article", "BlogPosting", "NewsArticle", "TechArticle", "Report", "SocialMediaPosting"];

/// How deep a statement may stand inside others.
const DEPTH_LIMIT: usize = 16;

/// Whether the page says in its JSON-LD that it is an article, at this very address.
pub(super) fn is_article(html: &Html, url: &Url) -> bool {
    if all(html, "article").len() > 1 {
        return false;
    }
    let scripts = all(html, "script[type='application/ld+json']");
    let values =
        scripts.iter().filter_map(|script| crate::body::parse_part(script.text().collect::<String>().trim()));
    values.into_iter().any(|value| states(&value, url, DEPTH_LIMIT))
}

fn states(value: &Value, url: &Url, depth: usize) -> bool {
    if depth == 0 {
        return false;
    }
    match value {
        Value::Array(values) => values.iter().any(|value| states(value, url, depth - 1)),
        Value::Object(fields) => {
            let here = is_typed(value.get("@type")) && names(value, url);
            here || fields.get("@graph").is_some_and(|graph| states(graph, url, depth - 1))
        }
        _ => false,
    }
}

fn is_typed(kind: Option<&Value>) -> bool {
    match kind {
        Some(Value::String(kind)) => ARTICLES.contains(&kind.as_str()),
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| is_typed(Some(kind))),
        _ => false,
    }
}

fn names(value: &Value, url: &Url) -> bool {
    let page = value.get("mainEntityOfPage");
    let stated = [value.get("url"), value.get("@id"), page, page.and_then(|page| page.get("@id"))];
    stated.into_iter().flatten().filter_map(Value::as_str).any(|text| {
        absolute(url, text).is_some_and(|stated| {
            stated.host_str() == url.host_str()
                && stated.path().trim_end_matches('/') == url.path().trim_end_matches('/')
        })
    })
}
