//! JSON-LD: all nodes of the page, `@graph` opened and `@id` references followed.

use std::collections::BTreeMap;

use serde_json::Value;

use super::marks::Marks;
use super::own_address::OwnAddress;
use super::page::{fold, key, title_key};
use crate::body::parse_part;

/// Nodes beyond this number are not read.
const MAX_NODES: usize = 2000;
/// How deep nodes inside nodes are looked for.
const MAX_DEPTH: usize = 12;

/// A node that describes an article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Article<'v> {
    pub(super) node: &'v Value,
    /// Whether it names the page's address or headline as its own.
    pub(super) is_own: bool,
}

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

    /// The nodes that describe the article of the page that goes by `address`, best first. One that names another page
    /// as its own is a card of that one; a product, a review or a video is the page's only where it says so.
    pub(super) fn articles(&self, address: &OwnAddress, title: &str) -> Vec<Article<'_>> {
        let title = title_key(title);
        let mut found: Vec<(u32, usize, Article<'_>)> = Vec::new();
        for (at, node) in self.nodes.iter().enumerate() {
            let Some(weight) = article_weight(node) else { continue };
            let is_own = match fit(node, address, &title) {
                Fit::Own => true,
                Fit::Unsaid if !has_type(node, SUBJECTS) => false,
                Fit::Unsaid | Fit::Elsewhere => continue,
            };
            let weight = if is_own { weight + FIT } else { weight };
            found.push((weight, at, Article { node, is_own }));
        }
        found.sort_by_key(|(weight, at, _)| (std::cmp::Reverse(*weight), *at));
        // Several articles of which none is known to be this page's are teasers.
        let best = found.first().map_or(0, |(weight, ..)| *weight);
        let teasers = found.iter().filter(|(weight, ..)| *weight == best).count() > 3 && best < FIT;
        if teasers {
            return Vec::new();
        }
        found.into_iter().map(|(.., article)| article).collect()
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

/// Types of what a page shows beside its text as often as it is of it.
const SUBJECTS: &[&str] = &["Recipe", "Review", "HowTo", "VideoObject", "Product"];

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
    const STRONG: &[&str] = &["Recipe", "Review", "HowTo"];
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
        _ if has_type(node, ARTICLES) || has_type(node, STRONG) => Some(3),
        _ if has_type(node, WEAKER) => Some(1),
        _ => None,
    }
}

/// Whose a node says that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// The page's: it names its address or its headline.
    Own,
    /// That of another page, whose address it names.
    Elsewhere,
    Unsaid,
}

/// Whether a node names the page's own address or headline. `title` is the key of the page's title.
fn fit(node: &Value, address: &OwnAddress, title: &str) -> Fit {
    let of = |name: &str| {
        let value = node.get(name)?;
        let text = value.as_str().or_else(|| value.get("@id")?.as_str())?;
        text.split('#').next().filter(|text| !text.is_empty())
    };
    let named = || ["url", "mainEntityOfPage", "@id"].into_iter().filter_map(of);
    let headline = node.get("headline").or_else(|| node.get("name")).and_then(Value::as_str).map(key);
    let is_titled = headline.is_some_and(|headline| headline.len() > 8 && title.contains(&headline));
    if is_titled || named().any(|href| address.is_own(href)) {
        Fit::Own
    } else if named().next().is_some_and(|href| address.is_another(href)) {
        Fit::Elsewhere
    } else {
        Fit::Unsaid
    }
}

/// Parses a script, after the repairs that pages in the wild need.
fn parse(text: &str) -> Option<Value> {
    let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let text = text.trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let text = text.trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    parse_part(text).or_else(|| parse_part(&repair(text)))
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

    fn at(address: &str) -> OwnAddress {
        OwnAddress::of(&url::Url::parse(address).unwrap(), &Marks::default(), &[])
    }

    #[test]
    fn references_into_the_graph_are_followed() {
        let data = linked(
            r##"{"@graph":[{"@type":"BlogPosting","author":{"@id":"#p"}},{"@id":"#p","@type":"Person","name":"Ada"}]}"##,
        );
        let articles = data.articles(&at("https://a.example/"), "");
        assert_eq!(data.resolve(&articles[0].node["author"])["name"], "Ada");
    }

    #[test]
    fn broken_scripts_are_repaired() {
        let data = linked("{\"@type\":\"Article\",\"headline\":\"two\nlines \\' here\",}");
        assert_eq!(data.articles(&at("https://a.example/"), "")[0].node["headline"], "two lines ' here");
    }

    #[test]
    fn the_node_of_this_page_comes_first_and_mere_lists_are_left_out() {
        let one = r#"{"@type":"Article","url":"https://a.example/x","headline":"X"}"#;
        let many = format!("[{one},{}]", [r#"{"@type":"Article","url":"https://a.example/o"}"#; 4].join(","));
        assert_eq!(linked(&many).articles(&at("http://www.a.example/x/"), "")[0].node["headline"], "X");
        assert!(linked(&many).articles(&at("https://a.example/list"), "").is_empty());
    }
}
