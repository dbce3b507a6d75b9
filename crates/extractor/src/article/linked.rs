//! JSON-LD: all nodes of the page, `@graph` opened and `@id` references followed.

use std::collections::BTreeMap;

use serde_json::Value;

use super::marks::Marks;
use super::page::{fold, key};

/// Nodes beyond this number are not read.
const MAX_NODES: usize = 2000;
/// How deep nodes inside nodes are looked for.
const MAX_DEPTH: usize = 12;

/// The nodes of all JSON-LD scripts of a page.
pub(super) struct LinkedData {
    nodes: Vec<Value>,
    by_id: BTreeMap<String, usize>,
}

impl LinkedData {
    /// Reads the scripts of a page.
    pub(super) fn of(marks: &Marks<'_>) -> Self {
        let mut nodes = Vec::new();
        for script in &marks.linked {
            let text: String = script.text().collect();
            if let Some(value) = parse(&text) {
                collect(value, 0, &mut nodes);
            }
        }
        let mut by_id = BTreeMap::new();
        for (at, node) in nodes.iter().enumerate() {
            // The fullest node of an id wins: others are mere references to it.
            if let Some(id) = node.get("@id").and_then(Value::as_str) {
                let size = |at: usize| nodes.get(at).and_then(Value::as_object).map_or(0, |node| node.len());
                let best = by_id.entry(id.to_owned()).or_insert(at);
                if size(at) > size(*best) {
                    *best = at;
                }
            }
        }
        Self { nodes, by_id }
    }

    /// The nodes that describe the page's article, best first.
    pub(super) fn articles(&self, address: &str, title: &str) -> Vec<&Value> {
        let mut found: Vec<(u32, usize, &Value)> = self
            .nodes
            .iter()
            .enumerate()
            .filter_map(|(at, node)| Some((article_weight(node)? + fit(node, address, title), at, node)))
            .collect();
        found.sort_by_key(|(weight, at, _)| (std::cmp::Reverse(*weight), *at));
        // Several articles of which none is known to be this page's are teasers.
        let best = found.first().map_or(0, |(weight, ..)| *weight);
        let teasers = found.iter().filter(|(weight, ..)| *weight == best).count() > 3 && best < FIT;
        if teasers {
            return Vec::new();
        }
        found.into_iter().map(|(.., node)| node).collect()
    }

    /// The node that `value` stands for: itself, or the one that its `@id` refers to.
    pub(super) fn resolve<'v>(&'v self, value: &'v Value) -> &'v Value {
        let Some(object) = value.as_object() else { return value };
        let Some(id) = object.get("@id").and_then(Value::as_str) else { return value };
        if object.contains_key("name") {
            return value;
        }
        self.by_id.get(id).and_then(|at| self.nodes.get(*at)).unwrap_or(value)
    }

    /// The names of publishers and web sites.
    pub(super) fn publishers(&self) -> Vec<String> {
        let mut names = Vec::new();
        for node in &self.nodes {
            let named = if has_type(node, &["WebSite", "Organization", "NewsMediaOrganization"]) {
                Some(node)
            } else {
                node.get("publisher").map(|publisher| self.resolve(publisher))
            };
            names.extend(named.and_then(|node| node.get("name")).and_then(Value::as_str).map(fold));
        }
        names.sort();
        names.dedup();
        names
    }

    /// Whether the site says that it is one person's, and by which name: a publisher that is a person.
    pub(super) fn is_published_by_person(&self, name: &str) -> bool {
        let publishers = self.nodes.iter().filter_map(|node| node.get("publisher"));
        publishers.map(|publisher| self.resolve(publisher)).any(|node| {
            has_type(node, &["Person"])
                && node.get("name").and_then(Value::as_str).is_some_and(|own| key(own) == key(name))
        })
    }
}

/// Whether `node` has one of `types`.
pub(super) fn has_type(node: &Value, types: &[&str]) -> bool {
    let is_one = |name: &str| {
        let name = name.rsplit(['/', '#', ':']).next().unwrap_or(name);
        types.iter().any(|of| of.eq_ignore_ascii_case(name))
    };
    match node.get("@type") {
        Some(Value::String(name)) => is_one(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(is_one),
        _ => false,
    }
}

const FIT: u32 = 4;

/// The types of schema.org that are articles.
pub(super) const ARTICLES: &[&str] = &[
    "Article",
    "NewsArticle",
    "BlogPosting",
    "TechArticle",
    "Report",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "AdvertiserContentArticle",
    "SatiricalArticle",
    "ScholarlyArticle",
    "MedicalScholarlyArticle",
    "LiveBlogPosting",
    "SocialMediaPosting",
    "DiscussionForumPosting",
    "SpecialAnnouncement",
];

/// How much a node's type speaks for it; `None` where it is no article.
fn article_weight(node: &Value) -> Option<u32> {
    const OTHERS: &[&str] = &["Recipe", "Review", "HowTo"];
    const WEAKER: &[&str] = &[
        "WebPage",
        "ItemPage",
        "MedicalWebPage",
        "FAQPage",
        "QAPage",
        "CreativeWork",
        "VideoObject",
        "Product",
    ];
    match node {
        _ if has_type(node, ARTICLES) || has_type(node, OTHERS) => Some(3),
        _ if has_type(node, WEAKER) => Some(1),
        _ => None,
    }
}

/// Whether a node names the page's own address or headline.
fn fit(node: &Value, address: &str, title: &str) -> u32 {
    let of = |value: Option<&Value>| -> Option<String> {
        let value = value?;
        let text = value.as_str().or_else(|| value.get("@id")?.as_str());
        Some(text?.split('#').next()?.trim_end_matches('/').to_owned())
    };
    let address = without_scheme(address);
    let is_here = [node.get("url"), node.get("mainEntityOfPage"), node.get("@id")]
        .into_iter()
        .any(|value| of(value).is_some_and(|url| !url.is_empty() && without_scheme(&url) == address));
    let headline = node.get("headline").or_else(|| node.get("name")).and_then(Value::as_str).map(key);
    let title = key(title);
    let is_titled = headline.is_some_and(|headline| headline.len() > 8 && title.contains(&headline));
    if is_here || is_titled { FIT } else { 0 }
}

fn without_scheme(address: &str) -> &str {
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    address.strip_prefix("www.").unwrap_or(address).trim_end_matches('/')
}

/// Parses a script, after the repairs that pages in the wild need.
fn parse(text: &str) -> Option<Value> {
    let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let text = text.trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let text = text.trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    serde_json::from_str(&repair(text)).ok()
}

/// Line breaks inside strings are escaped, commas before a closing bracket left out, and a backslash
/// before a letter that needs none too.
fn repair(text: &str) -> String {
    let mut fixed = String::with_capacity(text.len() + 16);
    let mut letters = text.chars().peekable();
    let mut inside = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' => {
                inside = !inside;
                fixed.push('"');
            }
            '\\' if inside => match letters.next() {
                Some(next @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => {
                    fixed.push('\\');
                    fixed.push(next);
                }
                Some(next) => fixed.push(next),
                None => {}
            },
            control if inside && control.is_control() => fixed.push(' '),
            ',' if !inside => {
                while letters.peek().is_some_and(|next| next.is_whitespace()) {
                    letters.next();
                }
                if !matches!(letters.peek(), Some('}' | ']') | None) {
                    fixed.push(',');
                }
            }
            other => fixed.push(other),
        }
    }
    fixed
}

/// Puts every object with a type or an id into `nodes`, outer ones first.
fn collect(value: Value, depth: usize, nodes: &mut Vec<Value>) {
    if depth > MAX_DEPTH || nodes.len() >= MAX_NODES {
        return;
    }
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| collect(value, depth + 1, nodes)),
        Value::Object(object) => {
            const INNER: &[&str] =
                &["@graph", "mainEntity", "mainEntityOfPage", "author", "creator", "publisher"];
            let inner: Vec<Value> = INNER.iter().filter_map(|name| object.get(*name)).cloned().collect();
            if object.contains_key("@type") || object.contains_key("@id") {
                nodes.push(Value::Object(object));
            }
            inner.into_iter().for_each(|value| collect(value, depth + 1, nodes));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(json: &str) -> LinkedData {
        let html =
            scraper::Html::parse_document(&format!("<script type='application/ld+json'>{json}</script>"));
        LinkedData::of(&Marks::of(&html))
    }

    #[test]
    fn references_into_the_graph_are_followed() {
        let data = linked(
            r##"{"@graph":[{"@type":"BlogPosting","author":{"@id":"#p"}},{"@id":"#p","@type":"Person","name":"Ada"}]}"##,
        );
        let articles = data.articles("https://a.example/", "");
        assert_eq!(data.resolve(&articles[0]["author"])["name"], "Ada");
    }

    #[test]
    fn broken_scripts_are_repaired() {
        let data = linked("{\"@type\":\"Article\",\"headline\":\"two\nlines \\' here\",}");
        assert_eq!(data.articles("https://a.example/", "")[0]["headline"], "two lines ' here");
    }

    #[test]
    fn the_node_of_this_page_comes_first_and_mere_lists_are_left_out() {
        let one = r#"{"@type":"Article","url":"https://a.example/x","headline":"X"}"#;
        let many = format!("[{one},{}]", [r#"{"@type":"Article","url":"https://a.example/o"}"#; 4].join(","));
        assert_eq!(linked(&many).articles("http://www.a.example/x/", "")[0]["headline"], "X");
        assert!(linked(&many).articles("https://a.example/list", "").is_empty());
    }
}
