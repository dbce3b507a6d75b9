//! Authors that a page declares for machines: JSON-LD and `meta`.

use model::AuthorKind;
use serde_json::Value;

use super::super::headline::decoded;
use super::super::linked::has_type;
use super::super::page::{Page, key};
use super::found::{Group, Named};
use super::kinds::kind_of;
use super::names::{Written, split};
use super::plausible::{is_plausible, looks_like_person};

/// `meta` names for authors.
const METAS: &[(&str, u32)] = &[
    ("author", 80),
    ("article:author", 79),
    ("article:author_name", 79),
    ("og:article:author", 78),
    ("og:author", 78),
    ("parsely-author", 78),
    ("sailthru.author", 78),
    ("byl", 78),
    ("byline", 77),
    ("dc.creator", 76),
    ("dcterms.creator", 76),
    ("dc:creator", 76),
    ("citation_author", 76),
    ("cxenseparse:author", 75),
    ("bt:author", 75),
    ("vr:author", 75),
    ("dcsext.author", 75),
    ("article_author", 75),
    ("author.name", 75),
    ("content-creator", 74),
    ("authors", 74),
    ("dable:author", 74),
    ("lrt_authors", 74),
    ("analytics:author", 74),
    ("article.author", 74),
    ("smartbanner:author", 0),
];

/// All declared authors, a group for each place.
pub(super) fn found(page: &Page<'_>, headline: Option<usize>) -> Vec<Group> {
    let mut groups = linked(page);
    for (name, weight) in METAS {
        let people: Vec<Named> = page
            .metas
            .iter()
            .filter(|meta| meta.key == *name && *weight > 0)
            .filter(|meta| meta.of_item.is_none_or(|element| !page.is_foreign(headline, element)))
            .flat_map(|meta| split(meta.content, &page.context))
            .map(Named::of)
            .collect();
        if !people.is_empty() {
            groups.push(Group { source: format!("meta:{name}"), weight: *weight, people });
        }
    }
    groups.extend(labelled(page));
    groups.extend(card(page));
    groups
}

/// `twitter:creator` is a handle by its definition; where it is somebody's full name, it is believed.
fn card(page: &Page<'_>) -> Option<Group> {
    let names = page.meta("twitter:creator").filter(|names| !names.contains('@'))?;
    let people: Vec<Named> = split(names, &page.context).into_iter().map(Named::of).collect();
    let are_names =
        people.iter().all(|person| person.kind == AuthorKind::Person && looks_like_person(&person.name));
    (!people.is_empty() && are_names).then(|| Group {
        source: "meta:twitter:creator".to_owned(),
        weight: 61,
        people,
    })
}

/// Cards name a label and a value for it: `twitter:label1` "Written by", `twitter:data1` the name.
fn labelled(page: &Page<'_>) -> Option<Group> {
    const LABELS: &[&str] = &[
        "writtenby",
        "author",
        "postedby",
        "by",
        "verfasstvon",
        "geschriebenvon",
        "écritpar",
        "escritopor",
        "scrittoda",
        "geschrevendoor",
        "написаноавтором",
    ];
    let people: Vec<Named> = [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")]
        .iter()
        .filter(|(label, _)| page.meta(label).is_some_and(|label| LABELS.contains(&key(label).as_str())))
        .filter_map(|(_, value)| page.meta(value))
        .flat_map(|names| split(names, &page.context))
        .map(Named::of)
        .collect();
    (!people.is_empty()).then(|| Group { source: "meta:twitter:data".to_owned(), weight: 73, people })
}

fn linked(page: &Page<'_>) -> Vec<Group> {
    let mut groups = Vec::new();
    for (rank, article) in (0_u32..).zip(page.articles()).take(4) {
        for (property, weight) in [("author", 90), ("creator", 86), ("contributor", 60)] {
            let Some(value) = article.node.get(property) else { continue };
            let mut people = Vec::new();
            collect(page, value, 0, &mut people);
            if !people.is_empty() {
                groups.push(Group { source: format!("json-ld:{property}"), weight: weight - rank, people });
            }
        }
    }
    groups
}

fn collect(page: &Page<'_>, value: &Value, depth: u8, people: &mut Vec<Named>) {
    if depth > 4 || people.len() > 20 {
        return;
    }
    match page.linked.resolve(value) {
        Value::String(name) => people.extend(split(name, &page.context).into_iter().map(Named::of)),
        Value::Array(values) => values.iter().for_each(|value| collect(page, value, depth + 1, people)),
        Value::Object(object) => {
            let node = page.linked.resolve(value);
            let Some(name) = object.get("name") else { return };
            let mut named = Vec::new();
            collect(page, name, depth + 1, &mut named);
            let is_organisation = has_type(node, &["Organization", "NewsMediaOrganization", "Corporation"]);
            // `Smith & Jones` is the name of an organisation where it is declared as one.
            let signed = name.as_str().filter(|name| is_organisation && name.contains('&'));
            if let ([_, _, ..], Some(name)) = (named.as_slice(), signed) {
                named = vec![Named::of(Written { name: decoded(name).trim().to_owned(), job_title: None })];
                named.retain(|named| is_plausible(&named.name));
            }
            let job_title = job_title(object.get("jobTitle"));
            let is_alone = named.len() == 1;
            for mut person in named {
                if is_organisation {
                    person.kind = AuthorKind::Organisation;
                } else if has_type(node, &["Person"]) && !person.name.to_lowercase().ends_with(" team") {
                    // Sites declare their desks as persons too; only a plain name is believed.
                    person.kind = kind_of(&person.name);
                }
                if is_alone {
                    person.job_title = job_title.clone().or(person.job_title);
                }
                people.push(person);
            }
        }
        _ => {}
    }
}

fn job_title(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(title) => decoded(title),
        Value::Array(titles) => decoded(titles.first()?.as_str()?),
        Value::Object(term) => decoded(term.get("name")?.as_str()?),
        _ => return None,
    };
    (!text.is_empty() && text.len() <= 160).then_some(text)
}
