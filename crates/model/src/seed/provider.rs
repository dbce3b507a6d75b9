//! Reads `providers/<slug>.toml`.

use toml::de::DeTable;

use super::address::{self, Refusal};
use super::fields::{At, Fields};
use super::nearest;
use super::page::{Page, Place};
use super::slug::{is_slug, slug_of};
use super::{ProviderSeed, SeedProblem, SourceSeed, schedule};
use crate::SourceKind;

/// The keys of a provider, and of a source.
const PROVIDER_KEYS: [&str; 6] = ["slug", "former", "name", "domain", "category", "source"];
const SOURCE_KEYS: [&str; 8] =
    ["kind", "url", "every", "link_selector", "headers", "incident", "confirmed", "citation"];

/// Most sources of one provider.
const MOST_SOURCES: usize = 1_000;

/// Reads the provider that the file `file` with the content `text` describes.
///
/// # Errors
/// All problems of the file, in the order of their lines.
pub fn read_provider(file: &str, text: &str) -> Result<ProviderSeed, Vec<SeedProblem>> {
    match draft(file, text) {
        (Some(draft), problems) if problems.is_empty() => Ok(draft.seed),
        (_, problems) => Err(problems),
    }
}

/// A provider with the places that problems between files point at.
pub(super) struct ProviderDraft {
    pub(super) seed: ProviderSeed,
    pub(super) slug_at: Place,
    /// One for each of the seed's former slugs.
    pub(super) former_at: Vec<Place>,
    /// One for each of the seed's sources.
    pub(super) sources: Vec<SourcePlaces>,
}

/// Where a source says what.
#[derive(Debug, Clone, Copy)]
pub(super) struct SourcePlaces {
    pub(super) url: Place,
    pub(super) incident: Option<Place>,
}

/// What can be read of the file: a source with a problem is left out, a provider without a name too.
pub(super) fn draft(file: &str, text: &str) -> (Option<ProviderDraft>, Vec<SeedProblem>) {
    let (mut page, table) = Page::open(file, text);
    let draft = provider(&mut page, &table);
    (draft, page.close())
}

fn provider(page: &mut Page<'_>, table: &DeTable<'_>) -> Option<ProviderDraft> {
    let fields = Fields::new(page, table, 0, "a provider", &PROVIDER_KEYS);
    let slug = slug(page, &fields);
    let former = fields.texts(page, "former");
    let name = fields.required(page, "name", "the name as people write it");
    let domain = fields.required(page, "domain", "the main domain, such as 'example.com'");
    let domain = domain.and_then(|it| accept(page, it.at, address::domain(it.value)));
    let category = fields.text(page, "category").and_then(|it| kebab(page, it, "category"));
    let tables = fields.tables(page, "source");
    if tables.is_empty() && !table.contains_key("source") {
        let hint = "add [[source]] with kind and url".to_owned();
        page.report_missing(0, "a provider needs a source".to_owned(), Some(hint));
    }
    if let Some(first) = tables.get(MOST_SOURCES) {
        page.report(first.at, format!("a provider has at most {MOST_SOURCES} sources"), None);
    }
    let (mut sources, mut places): (Vec<SourceSeed>, Vec<SourcePlaces>) = (Vec::new(), Vec::new());
    for one in tables.into_iter().take(MOST_SOURCES) {
        let Some((seed, place)) = source(page, one) else { continue };
        match sources.iter().zip(&places).find(|(earlier, _)| earlier.url == seed.url) {
            Some((_, first)) => {
                let (at, message) = (place.url_at, format!("the address '{}' is given twice", seed.url));
                page.report(at, message, Some(format!("it is also in line {}", first.url.line)));
            }
            None => {
                places.push(place.places(page));
                sources.push(seed);
            }
        }
    }
    let slug = slug?;
    let slug_at = page.place(slug.at);
    let read = |it: At<&str>| Some((kebab(page, it, "former slug")?, page.place(it.at)));
    let (former, former_at) = former.into_iter().filter_map(read).unzip();
    let (slug, name, domain) = (slug.value, name?.value.to_owned(), domain?);
    Some(ProviderDraft {
        seed: ProviderSeed { slug, former, name, domain, category, sources },
        slug_at,
        former_at,
        sources: places,
    })
}

/// Where a source's keys stand, in bytes.
struct SourceBytes {
    url_at: usize,
    incident_at: Option<usize>,
}

impl SourceBytes {
    fn places(&self, page: &Page<'_>) -> SourcePlaces {
        SourcePlaces { url: page.place(self.url_at), incident: self.incident_at.map(|at| page.place(at)) }
    }
}

/// One `[[source]]`; `None` where anything of it is wrong, because half of what was meant is not fetched.
fn source(page: &mut Page<'_>, table: At<&DeTable<'_>>) -> Option<(SourceSeed, SourceBytes)> {
    let before = page.count();
    let fields = Fields::new(page, table.value, table.at, "a source", &SOURCE_KEYS);
    let names = SourceKind::ALL.map(SourceKind::as_str);
    let kind = fields.required(page, "kind", &nearest::hint("", &names)).and_then(|it| {
        let kind = SourceKind::from_name(it.value);
        if kind.is_none() {
            let message = format!("unknown kind '{}'", it.value);
            page.report(it.at, message, Some(nearest::hint(it.value, &names)));
        }
        kind
    });
    let url = fields.required(page, "url", "the address to look at, such as 'https://example.com/blog'");
    let address = url.and_then(|it| accept(page, it.at, address::parse(it.value)));
    let every_s = fields.text(page, "every").and_then(|it| {
        let message = format!("'{}' is not a time between two looks", it.value);
        accept(page, it.at, schedule::parse(it.value).map_err(|hint| (message, Some(hint))))
    });
    let incident = fields.text(page, "incident");
    let incident_slug = incident.and_then(|it| kebab(page, it, "incident"));
    let headers = headers(page, &fields);
    let [link_selector, citation] =
        ["link_selector", "citation"].map(|key| fields.text(page, key).map(|it| it.value.to_owned()));
    let confirmed = fields.said(page, "confirmed", "write who saw the address answer, and when");
    let confirmed = confirmed.map(|it| it.value.to_owned());
    let seed = SourceSeed {
        kind: kind?,
        url: address?,
        every_s,
        link_selector,
        headers,
        incident: incident_slug,
        confirmed,
        citation,
    };
    let bytes = SourceBytes { url_at: url?.at, incident_at: incident.map(|it| it.at) };
    (page.count() == before).then_some((seed, bytes))
}

fn headers(page: &mut Page<'_>, fields: &Fields<'_, '_>) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for (name, value) in fields.pairs(page, "headers") {
        let twice = headers.iter().any(|(earlier, _)| earlier.eq_ignore_ascii_case(name.value));
        match address::header(name.value, value) {
            Err((message, hint)) => page.report(name.at, message, hint),
            Ok(()) if twice => {
                page.report(name.at, format!("the header '{}' is given twice", name.value), None)
            }
            Ok(()) => headers.push((name.value.to_owned(), value.to_owned())),
        }
    }
    headers
}

/// The slug of a provider or an incident.
pub(super) fn slug(page: &mut Page<'_>, fields: &Fields<'_, '_>) -> Option<At<String>> {
    let it = fields.required(page, "slug", "a short name, also the name of the file")?;
    Some(At { value: kebab(page, it, "slug")?, at: it.at })
}

/// A value in the form of a slug.
fn kebab(page: &mut Page<'_>, it: At<&str>, key: &str) -> Option<String> {
    if is_slug(it.value) {
        return Some(it.value.to_owned());
    }
    let hint = match slug_of(it.value) {
        Some(slug) => format!("did you mean '{slug}'?"),
        None => "write a-z and 0-9, joined by single hyphens".to_owned(),
    };
    page.report(it.at, format!("'{}' is not a valid {key}", it.value), Some(hint));
    None
}

/// The value, or `None` with the refusal reported.
fn accept<T>(page: &mut Page<'_>, at: usize, result: Result<T, Refusal>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err((message, hint)) => {
            page.report(at, message, hint);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HEAD: &str = "slug = \"acme\"\nname = \"Acme\"\ndomain = \"acme.example\"\n";
    const SOURCE: &str = "[[source]]\nkind = \"blog\"\nurl = \"https://acme.example/blog\"\n";

    /// The problems of the text, as they are shown.
    fn check(text: &str, expected: &[&str]) {
        let problems = read_provider("p/acme.toml", text).unwrap_err();
        assert_eq!(problems.iter().map(ToString::to_string).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn a_whole_provider_is_read() {
        let text = format!(
            "{HEAD}category = \"cloud\"\n{SOURCE}every = \"15m\"\nlink_selector = \"h2 a\"\nincident = \"heartbleed\"\n\
             confirmed = \"seen\"\ncitation = \"a list\"\nheaders = {{ Z-First = \"1\", Accept = \"text/html\" }}\n"
        );
        let seed = read_provider("acme.toml", &text).unwrap();
        assert_eq!((seed.slug.as_str(), seed.category.as_deref()), ("acme", Some("cloud")));
        let source = &seed.sources[0];
        assert_eq!((source.kind, source.every_s), (SourceKind::Blog, Some(900)));
        assert_eq!(source.headers[0].0, "Z-First");
        assert_eq!(source.incident.as_deref(), Some("heartbleed"));
    }

    #[test]
    fn keys_and_kinds_nobody_knows_are_answered_with_the_nearest() {
        check(
            &format!(
                "{HEAD}categry = \"cdn\"\n{SOURCE}evry = \"1d\"\n\n[[source]]\nkind = \"blogg\"\nurl = \"https://a.example\"\n"
            ),
            &[
                "p/acme.toml:4:1: unknown key 'categry' in a provider (did you mean 'category'?)",
                "p/acme.toml:8:1: unknown key 'evry' in a source (did you mean 'every'?)",
                "p/acme.toml:11:8: unknown kind 'blogg' (did you mean 'blog'?)",
            ],
        );
    }

    #[test]
    fn what_is_missing_is_said_where_it_belongs() {
        check(
            "[[source]]\ncitation = \"x\"\n",
            &[
                "p/acme.toml:1:1: a provider needs 'domain' (the main domain, such as 'example.com')",
                "p/acme.toml:1:1: a provider needs 'name' (the name as people write it)",
                "p/acme.toml:1:1: a provider needs 'slug' (a short name, also the name of the file)",
                "p/acme.toml:1:1: a source needs 'kind' (one of: blog, newsroom, security-blog, advisories, status, security-txt, page)",
                "p/acme.toml:1:1: a source needs 'url' (the address to look at, such as 'https://example.com/blog')",
            ],
        );
        check(HEAD, &["p/acme.toml:1:1: a provider needs a source (add [[source]] with kind and url)"]);
    }

    #[test]
    fn values_that_cannot_be_used_are_said_with_the_next_step() {
        check(
            "slug = \"Ac me\"\nname = \"\"\ndomain = \"https://acme.example/\"\ncategory = 7\n\
                 [[source]]\nkind = \"page\"\nurl = \"acme.example/x\"\nevery = \"daily\"\nincident = \"Heart bleed\"\n\
                 [[source]]\nkind = \"page\"\nurl = \"ftp://acme.example/\"\nconfirmed = true\nheaders = { Host = \"x\" }\n",
            &[
                "p/acme.toml:1:8: 'Ac me' is not a valid slug (did you mean 'ac-me'?)",
                "p/acme.toml:2:8: 'name' is empty (fill it in, or leave it out)",
                "p/acme.toml:3:10: 'https://acme.example/' is not a domain (did you mean 'acme.example'?)",
                "p/acme.toml:4:12: 'category' must be a string, not a number (put it in quotes)",
                "p/acme.toml:7:7: 'acme.example/x' is not an address: relative URL without a base (did you mean 'https://acme.example/x'?)",
                "p/acme.toml:8:9: 'daily' is not a time between two looks (write a whole number and a unit, such as '15m', '6h' or '1d')",
                "p/acme.toml:9:12: 'Heart bleed' is not a valid incident (did you mean 'heart-bleed'?)",
                "p/acme.toml:12:7: the scheme 'ftp' cannot be crawled (use an http or https address)",
                "p/acme.toml:13:13: 'confirmed' must be a string or false, not true or false (write who saw the address answer, and when)",
                "p/acme.toml:14:13: the header 'Host' is set by the crawler (leave it out)",
            ],
        );
    }

    #[test]
    fn what_nobody_confirmed_is_said_to_be_so() {
        let seed = read_provider("acme.toml", &format!("{HEAD}{SOURCE}confirmed = false\n")).unwrap();
        assert_eq!(seed.sources[0].confirmed, None);
    }

    #[test]
    fn an_address_stands_once() {
        check(
            &format!("{HEAD}{SOURCE}{SOURCE}"),
            &[
                "p/acme.toml:9:7: the address 'https://acme.example/blog' is given twice (it is also in line 6)",
            ],
        );
    }

    #[test]
    fn what_is_not_toml_hides_no_other_problem_and_invents_none() {
        let text = format!("slug = \"acme\"\nname = \ndomain = \"acme.example\"\n{SOURCE}colour = \"red\"\n");
        let problems = read_provider("p/acme.toml", &text).unwrap_err();
        let lines: Vec<usize> = problems.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [2, 7], "{problems:?}");
        check(
            &format!("{HEAD}source = [1]\n"),
            &[
                "p/acme.toml:4:11: 'source' must be a list of tables, not a number (write [[source]] above its keys)",
            ],
        );
    }

    #[test]
    fn a_bad_source_leaves_the_others() {
        let text = format!("{HEAD}{SOURCE}[[source]]\nkind = \"page\"\nurl = \"nothing\"\n");
        let (draft, problems) = draft("acme.toml", &text);
        assert_eq!((draft.unwrap().seed.sources.len(), problems.len()), (1, 1));
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in "([a-z]{1,6}|[\\[\\]{}\"'=#.,é]|\\n| |source|kind|url|slug){0,80}") {
            match read_provider("x.toml", &text) {
                Ok(_) => {}
                Err(problems) => prop_assert!(!problems.is_empty()),
            }
        }
    }
}
