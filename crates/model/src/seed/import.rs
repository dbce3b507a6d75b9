//! Makes provider seeds of a list in JSON lines, one address a line.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{ProviderSeed, SeedProblem, SourceSeed, address, nearest, schedule, slug_of};
use crate::SourceKind;

/// Keys that are read, and keys of known lists that a seed has no place for.
const READ: [&str; 14] = [
    "provider",
    "name",
    "domain",
    "category",
    "kind",
    "url",
    "feed_url",
    "every",
    "link_selector",
    "headers",
    "incident",
    "confirmed",
    "citation",
    "source",
];
const PASSED_OVER: [&str; 4] = ["title", "platform", "page_id", "archived_url"];

/// Other names of kinds: a policy and a post-mortem are single pages.
const OTHER_KINDS: [(&str, SourceKind); 3] = [
    ("securitytxt", SourceKind::SecurityTxt),
    ("disclosure-policy", SourceKind::Page),
    ("postmortem", SourceKind::Page),
];

/// Longest line, in bytes.
const LONGEST: usize = 1 << 20;

/// Makes providers of numbered lines `{"provider", "name", "domain", "kind", "url", ...}`, in the order in
/// which they first appear. The lines of one provider are merged and its equal addresses made one, with all
/// that the lines say of them. `feed_url` is taken before `url`, which the citation then keeps; `source` is
/// another name of `citation`; fragments, which are never sent, are left off. Not part of a seed, and passed
/// over: `title`, `platform`, `page_id`, `archived_url`.
///
/// Everything else that is lost is a problem, with an empty `file` and the number of the line; the other
/// lines go on.
pub fn import_providers<'a>(
    lines: impl Iterator<Item = (usize, &'a str)>,
) -> (Vec<ProviderSeed>, Vec<SeedProblem>) {
    let mut list = List::default();
    for (line, text) in lines.filter(|(_, text)| !text.trim().is_empty()) {
        if let Some(object) = list.object(line, text) {
            list.add(line, &object);
        }
    }
    list.close()
}

/// The providers so far.
#[derive(Default)]
struct List {
    providers: Vec<(usize, ProviderSeed)>,
    by_slug: BTreeMap<String, usize>,
    /// Which provider an address belongs to, and the line that said so.
    owners: BTreeMap<String, (String, usize)>,
    problems: Vec<SeedProblem>,
}

impl List {
    fn report(&mut self, line: usize, message: String, hint: Option<String>) {
        self.problems.push(SeedProblem { file: String::new(), line, column: 1, message, hint, loses: true });
    }

    /// The object in a line.
    fn object(&mut self, line: usize, text: &str) -> Option<Map<String, Value>> {
        if text.len() > LONGEST {
            self.report(line, format!("the line is longer than {LONGEST} bytes"), None);
            return None;
        }
        // A list saved by a Windows editor begins with a byte order mark.
        match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
            Ok(Value::Object(object)) => Some(object),
            Ok(_) => {
                let hint = "write one JSON object a line".to_owned();
                self.report(line, "the line is not an object".to_owned(), Some(hint));
                None
            }
            Err(error) => {
                let (file, message) = (String::new(), format!("not JSON: {error}"));
                let hint = Some("write one JSON object a line".to_owned());
                self.problems.push(SeedProblem {
                    file,
                    line,
                    column: error.column().max(1),
                    message,
                    hint,
                    loses: true,
                });
                None
            }
        }
    }

    /// Adds what one line says.
    fn add(&mut self, line: usize, object: &Map<String, Value>) {
        let known = READ.iter().chain(&PASSED_OVER);
        for key in object.keys().filter(|key| !known.clone().any(|name| name == key)) {
            self.report(line, format!("unknown key '{key}' is passed over"), Some(nearest::hint(key, &READ)));
        }
        let Some(source) = self.source(line, object) else { return };
        let host = source.url.host_str().unwrap_or_default().trim_start_matches("www.").to_owned();
        let title = self.text(line, object, "provider").or_else(|| self.text(line, object, "name"));
        let title = title.unwrap_or_else(|| host.clone());
        let Some(slug) = slug_of(&title).or_else(|| slug_of(&host)) else {
            self.report(line, format!("'{title}' gives no slug"), Some("add a key 'provider'".to_owned()));
            return;
        };
        let index = match self.by_slug.get(&slug) {
            Some(index) => *index,
            None => self.start(line, object, slug, title, host),
        };
        self.compare(line, object, index);
        self.merge(line, index, source);
    }

    /// Begins a provider.
    fn start(
        &mut self,
        line: usize,
        object: &Map<String, Value>,
        slug: String,
        title: String,
        host: String,
    ) -> usize {
        let name = self.text(line, object, "name").unwrap_or(title);
        let domain = match self.text(line, object, "domain").map(|text| address::domain(&text)) {
            None => host,
            Some(Ok(domain)) => domain,
            Some(Err((message, hint))) => {
                self.report(line, format!("{message}; the address's host is taken"), hint);
                host
            }
        };
        let category = self.text(line, object, "category").and_then(|text| slug_of(&text));
        let index = self.providers.len();
        self.by_slug.insert(slug.clone(), index);
        self.providers.push((
            line,
            ProviderSeed { slug, former: Vec::new(), name, domain, category, sources: Vec::new() },
        ));
        index
    }

    /// Reports what a later line says otherwise of its provider.
    fn compare(&mut self, line: usize, object: &Map<String, Value>, index: usize) {
        let Some((first, seed)) = self.providers.get(index).cloned() else { return };
        if first == line {
            return;
        }
        let category = seed.category.unwrap_or_default();
        for (key, kept) in [("name", seed.name), ("domain", seed.domain), ("category", category)] {
            let Some(said) = self.text(line, object, key) else { continue };
            if said != kept && slug_of(&said).as_ref() != Some(&kept) {
                let message = format!("'{}' has another {key} here: '{said}'", seed.slug);
                self.report(line, message, Some(format!("'{kept}' of line {first} is kept")));
            }
        }
    }

    /// Adds a source to its provider, or what is new in it to the same source of an earlier line.
    fn merge(&mut self, line: usize, index: usize, source: SourceSeed) {
        let Some((_, provider)) = self.providers.get_mut(index) else { return };
        let address = source.url.to_string();
        if let Some((owner, first)) = self.owners.get(&address)
            && *owner != provider.slug
        {
            let message = format!("the address '{address}' of '{}' is left out", provider.slug);
            let hint = format!("'{owner}' has it, from line {first}");
            self.report(line, message, Some(hint));
            return;
        }
        self.owners.entry(address).or_insert_with(|| (provider.slug.clone(), line));
        let Some(kept) = provider.sources.iter_mut().find(|kept| kept.url == source.url) else {
            provider.sources.push(source);
            return;
        };
        kept.citation = join(kept.citation.take(), source.citation);
        kept.confirmed = join(kept.confirmed.take(), source.confirmed);
        let mut lost = Vec::new();
        if kept.kind != source.kind {
            lost.push(format!("kind '{}'", source.kind.as_str()));
        }
        keep(&mut kept.incident, source.incident, "incident", &mut lost);
        keep(&mut kept.link_selector, source.link_selector, "link_selector", &mut lost);
        keep(&mut kept.every_s, source.every_s, "every", &mut lost);
        if kept.headers.is_empty() {
            kept.headers = source.headers;
        } else if !source.headers.is_empty() && kept.headers != source.headers {
            lost.push("headers".to_owned());
        }
        if !lost.is_empty() {
            let message =
                format!("'{}' was given before; its {} is left out", source.url, lost.join(" and "));
            self.report(line, message, None);
        }
    }

    /// The source that a line gives; `None`, and reported, where there is none.
    fn source(&mut self, line: usize, object: &Map<String, Value>) -> Option<SourceSeed> {
        let named = self.text(line, object, "kind");
        let Some(named) = named else {
            self.report(
                line,
                "no 'kind'".to_owned(),
                Some(nearest::hint("", &SourceKind::ALL.map(SourceKind::as_str))),
            );
            return None;
        };
        let other = || OTHER_KINDS.into_iter().find(|(name, _)| *name == named).map(|(_, kind)| kind);
        let Some(kind) = SourceKind::from_name(&named).or_else(other) else {
            let mut names = SourceKind::ALL.map(SourceKind::as_str).to_vec();
            names.extend(OTHER_KINDS.map(|(name, _)| name));
            self.report(line, format!("unknown kind '{named}'"), Some(nearest::hint(&named, &names)));
            return None;
        };
        let (feed, page) = (self.text(line, object, "feed_url"), self.text(line, object, "url"));
        let feed_of = feed.as_ref().and(page.clone()).filter(|page| feed.as_ref() != Some(page));
        let Some(text) = feed.or(page) else {
            self.report(line, "no 'url'".to_owned(), Some("add the address to look at".to_owned()));
            return None;
        };
        let sent = text.split_once('#').map_or(text.as_str(), |(sent, _)| sent);
        let url = self.accept(line, address::parse(sent))?;
        let every_s = self.text(line, object, "every").and_then(|text| {
            let message = format!("'{text}' is not a time between two looks");
            self.accept(line, schedule::parse(&text).map_err(|hint| (message, Some(hint))))
        });
        let incident = self.text(line, object, "incident").and_then(|text| slug_of(&text));
        let citation = join(self.text(line, object, "citation"), self.text(line, object, "source"));
        let citation = join(citation, feed_of.map(|page| format!("feed of {page}")));
        let confirmed = match object.get("confirmed") {
            Some(Value::Bool(true)) => Some("confirmed by the list".to_owned()),
            Some(Value::Bool(false)) => None,
            _ => self.text(line, object, "confirmed"),
        };
        let link_selector = self.text(line, object, "link_selector");
        let headers = self.headers(line, object);
        Some(SourceSeed { kind, url, every_s, link_selector, headers, incident, confirmed, citation })
    }

    fn headers(&mut self, line: usize, object: &Map<String, Value>) -> Vec<(String, String)> {
        let pairs = match object.get("headers") {
            None | Some(Value::Null) => return Vec::new(),
            Some(Value::Object(pairs)) => pairs,
            Some(_) => {
                self.report(line, "'headers' is not an object".to_owned(), None);
                return Vec::new();
            }
        };
        let mut headers: Vec<(String, String)> = Vec::new();
        for name in pairs.keys() {
            let Some(value) = self.text(line, pairs, name) else { continue };
            if headers.iter().any(|(earlier, _)| earlier.eq_ignore_ascii_case(name)) {
                self.report(line, format!("the header '{name}' is given twice"), None);
            } else if self.accept(line, address::header(name, &value)).is_some() {
                headers.push((name.clone(), value));
            }
        }
        headers
    }

    /// A string on one line. Missing, null and blank are the same here; another type is reported.
    fn text(&mut self, line: usize, object: &Map<String, Value>, key: &str) -> Option<String> {
        match object.get(key) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => {
                let one_line = text.split(char::is_control).filter(|part| !part.is_empty());
                let text = one_line.collect::<Vec<_>>().join(" ").trim().to_owned();
                (!text.is_empty()).then_some(text)
            }
            Some(_) => {
                self.report(line, format!("'{key}' is not a string"), Some("put it in quotes".to_owned()));
                None
            }
        }
    }

    fn accept<T>(&mut self, line: usize, result: Result<T, address::Refusal>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err((message, hint)) => {
                self.report(line, message, hint);
                None
            }
        }
    }

    /// The providers that have an address, and the problems in the order of the lines.
    fn close(mut self) -> (Vec<ProviderSeed>, Vec<SeedProblem>) {
        for (line, seed) in std::mem::take(&mut self.providers) {
            match seed.sources.is_empty() {
                true => self.report(line, format!("'{}' has no address of its own", seed.slug), None),
                false => self.providers.push((line, seed)),
            }
        }
        self.problems.sort();
        self.problems.dedup();
        (self.providers.into_iter().map(|(_, seed)| seed).collect(), self.problems)
    }
}

/// Both texts, where they differ.
fn join(left: Option<String>, right: Option<String>) -> Option<String> {
    match (left, right) {
        (Some(left), Some(right)) if !left.split("; ").any(|part| part == right) => {
            Some(format!("{left}; {right}"))
        }
        (left, right) => left.or(right),
    }
}

/// Fills `kept`, or notes that `new` is lost.
fn keep<T: PartialEq>(kept: &mut Option<T>, new: Option<T>, key: &str, lost: &mut Vec<String>) {
    match (&kept, new) {
        (_, None) => {}
        (None, new) => *kept = new,
        (Some(old), Some(new)) if *old == new => {}
        (Some(_), Some(_)) => lost.push(key.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{read_provider, write_provider};
    use proptest::prelude::*;

    fn import(text: &str) -> (Vec<ProviderSeed>, Vec<String>) {
        let (providers, problems) =
            import_providers(text.lines().enumerate().map(|(at, line)| (at + 1, line)));
        (providers, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn the_lines_of_a_provider_are_merged_and_kinds_are_mapped() {
        let (providers, problems) = import(concat!(
            r#"{"provider": "Node.js", "name": "Node.js", "domain": "nodejs.org", "category": "vendor", "kind": "securitytxt", "url": "https://nodejs.org/.well-known/security.txt", "confirmed": false, "source": "RFC 9116"}"#,
            "\n\n",
            r#"{"provider": "other", "name": "Other", "kind": "disclosure-policy", "url": "https://www.other.example/policy#top", "platform": "x"}"#,
            "\n",
            r#"{"provider": "node-js", "name": "Node.js", "domain": "nodejs.org", "kind": "blog", "url": "https://nodejs.org/en/blog", "feed_url": "https://nodejs.org/en/feed/blog.xml", "confirmed": "answered in May"}"#,
            "\n",
            r#"{"provider": "node-js", "kind": "postmortem", "url": "https://nodejs.org/one", "incident": "heartbleed", "every": "1d", "headers": {"Accept": "text/html"}}"#,
            "\n",
        ));
        assert_eq!(problems, Vec::<String>::new());
        let node = &providers[0];
        assert_eq!(
            (node.slug.as_str(), node.name.as_str(), node.category.as_deref()),
            ("node-js", "Node.js", Some("vendor"))
        );
        let kinds: Vec<_> = node.sources.iter().map(|source| source.kind).collect();
        assert_eq!(kinds, [SourceKind::SecurityTxt, SourceKind::Blog, SourceKind::Page]);
        assert_eq!(
            (node.sources[0].confirmed.as_deref(), node.sources[0].citation.as_deref()),
            (None, Some("RFC 9116"))
        );
        assert_eq!(node.sources[1].url.as_str(), "https://nodejs.org/en/feed/blog.xml");
        assert_eq!(node.sources[1].confirmed.as_deref(), Some("answered in May"));
        assert_eq!(node.sources[1].citation.as_deref(), Some("feed of https://nodejs.org/en/blog"));
        assert_eq!(
            (node.sources[2].incident.as_deref(), node.sources[2].every_s),
            (Some("heartbleed"), Some(86_400))
        );
        assert_eq!(
            (providers[1].domain.as_str(), providers[1].sources[0].url.path()),
            ("other.example", "/policy")
        );
        assert_eq!(providers[1].sources[0].url.fragment(), None);
    }

    #[test]
    fn a_line_that_cannot_be_used_is_reported_and_the_rest_goes_on() {
        let (providers, problems) = import(concat!(
            r#"{"provider": "a", "kind": "podcast", "url": "https://a.example/"}"#,
            "\n",
            r#"{"provider": "a", "kind": "stats", "url": "https://a.example/"}"#,
            "\n",
            "{\"provider\": \n[1]\n",
            r#"{"provider": "a", "url": "https://a.example/"}"#,
            "\n",
            r#"{"provider": "a", "kind": "blog"}"#,
            "\n",
            r#"{"provider": "a", "kind": "blog", "url": "gopher://a.example/"}"#,
            "\n",
            r#"{"provider": "a", "kind": "blog", "url": "https://a.example/", "urll": 1, "every": "soon", "category": 3}"#,
            "\n",
        ));
        let shown = [
            "line 1:1: unknown kind 'podcast' (one of: blog, newsroom, security-blog, advisories, status, security-txt, page, securitytxt, disclosure-policy, postmortem)",
            "line 2:1: unknown kind 'stats' (did you mean 'status'?)",
            "line 3:13: not JSON: EOF while parsing a value at line 1 column 13 (write one JSON object a line)",
            "line 4:1: the line is not an object (write one JSON object a line)",
            "line 5:1: no 'kind' (one of: blog, newsroom, security-blog, advisories, status, security-txt, page)",
            "line 6:1: no 'url' (add the address to look at)",
            "line 7:1: the scheme 'gopher' cannot be crawled (use an http or https address)",
            "line 8:1: 'category' is not a string (put it in quotes)",
            "line 8:1: 'soon' is not a time between two looks (write a whole number and a unit, such as '15m', '6h' or '1d')",
            "line 8:1: unknown key 'urll' is passed over (did you mean 'url'?)",
        ];
        assert_eq!(problems, shown);
        assert_eq!(providers.len(), 1);
    }

    #[test]
    fn duplicates_are_one_with_all_that_was_said_of_them() {
        let (providers, problems) = import(concat!(
            r#"{"provider": "a", "name": "A", "kind": "blog", "url": "https://a.example/", "source": "one"}"#,
            "\n",
            r#"{"provider": "a", "name": "A", "kind": "blog", "url": "https://a.example/", "source": "two", "confirmed": "yes"}"#,
            "\n",
            r#"{"provider": "a", "name": "Aa", "kind": "page", "url": "https://a.example/", "source": "one"}"#,
            "\n",
            r#"{"provider": "b", "kind": "blog", "url": "https://a.example/"}"#,
            "\n",
        ));
        assert_eq!(providers.len(), 1);
        let source = &providers[0].sources[..];
        assert_eq!(source.len(), 1);
        assert_eq!(
            (source[0].citation.as_deref(), source[0].confirmed.as_deref()),
            (Some("one; two"), Some("yes"))
        );
        let shown = [
            "line 3:1: 'a' has another name here: 'Aa' ('A' of line 1 is kept)",
            "line 3:1: 'https://a.example/' was given before; its kind 'page' is left out",
            "line 4:1: 'b' has no address of its own",
            "line 4:1: the address 'https://a.example/' of 'b' is left out ('a' has it, from line 1)",
        ];
        assert_eq!(problems, shown);
    }

    proptest! {
        #[test]
        fn what_is_imported_is_a_seed(
            provider in "[a-zA-Z. é\"]{0,8}",
            name in "[ -~\\t]{0,8}",
            path in "[ -~]{0,12}",
            kind in "(blog|page|securitytxt|x)",
        ) {
            let line = serde_json::json!({
                "provider": provider, "name": name, "kind": kind, "url": format!("https://a.example/{path}"),
            });
            let text = line.to_string();
            let (providers, problems) = import_providers(std::iter::once((1, text.as_str())));
            prop_assert_eq!(providers.is_empty(), !problems.is_empty());
            for seed in providers {
                prop_assert_eq!(read_provider("x.toml", &write_provider(&seed)), Ok(seed));
            }
        }

        #[test]
        fn any_line_is_answered(text in any::<String>()) {
            let _ = import_providers(std::iter::once((1, text.as_str())));
        }
    }
}
