//! The choice among the places that name authors.

use std::cell::LazyCell;
use std::ops::Range;

use model::{AuthorKind, Byline, Span};

use super::super::page::{Page, key};
use super::super::times::{Ground, place as passage};
use super::cards::Place;
use super::found::{Group, Named};
use super::kinds::{is_company, is_desk};
use super::plausible::{is_generic, looks_like_person};
use super::{bylines, cards, declared, letter, lines, marked, owner, provider, sign_off, unseen};

/// So many names are searched for in the text; a page with more is made to keep its reader busy.
const MAX_ASKED: usize = 64;

/// Who signed the page: the weightiest place that names persons; else the weightiest that names anybody.
pub(in super::super) fn people(
    page: &Page<'_>,
    headline: Option<usize>,
    body: &Range<usize>,
    ground: &Ground,
) -> Vec<Byline> {
    let sites = provider::names(page);
    let mut groups = declared::found(page, headline);
    groups.extend(bylines::found(page, headline, ground));
    groups.extend(lines::found(page, headline, ground));
    groups.extend(marked::found(page, headline, ground));
    groups.extend(letter::found(page, headline));
    groups.extend(sign_off::found(page, body, ground));
    if groups.iter().all(|group| group.people.is_empty()) {
        groups.extend(bylines::last_resort(page, headline, body, ground));
    }
    if groups.iter().all(|group| group.people.is_empty()) {
        groups.extend(owner::found(page, headline, body));
    }
    unseen::give_way(page, &mut groups);
    let signed = groups.iter().any(|group| {
        is_signature(group)
            && group.people.iter().any(|person| {
                person.kind == AuthorKind::Person
                    && looks_like_person(&person.name)
                    && !sites.contains(&key(&person.name))
            })
    });
    // Whether a name is the provider's. The site's own name can be that of its author where nobody else signs and the text is
    // that of one person. What is asked of the whole text is asked for a few names only.
    let is_ones = LazyCell::new(|| provider::is_of_one_person(page, body));
    let mut asked = 0_usize;
    let mut is_providers = |name: &str| {
        if sites.contains(&key(name)) {
            return signed
                || !looks_like_person(name)
                || !page.linked.is_published_by_person(name) && !*is_ones;
        }
        asked += 1;
        asked <= MAX_ASKED && name.contains(' ') && provider::speaks_as_of_many(page, name)
    };
    // `Editions Example` of Example: what is declared and holds the name of the site is the outlet, where somebody else signs.
    let signers: Vec<String> = groups.iter().filter(|group| is_signature(group)).flat_map(names_of).collect();
    let holds_site = |name: &str| {
        sites.iter().any(|site| site.chars().count() >= 5 && name != site && name.contains(site))
    };
    let is_outlets =
        |name: &str| !signers.is_empty() && holds_site(name) && !signers.iter().any(|it| it == name);
    for group in groups.iter_mut().filter(|group| group.source.starts_with("meta:")) {
        for person in group.people.iter_mut().filter(|person| is_outlets(&key(&person.name))) {
            person.kind = AuthorKind::Organisation;
        }
    }
    let mut speaks_itself = false;
    for group in &mut groups {
        for person in &mut group.people {
            if person.kind == AuthorKind::Person && is_providers(&person.name) {
                person.kind = AuthorKind::Organisation;
                speaks_itself |= !signed && looks_like_person(&person.name);
            }
            speaks_itself |= !signed && is_desk(&person.name);
        }
        let mut seen = Vec::new();
        group.people.retain(|person| {
            let name = key(&person.name);
            let new = !name.is_empty() && !seen.contains(&name);
            seen.push(name);
            new
        });
    }
    let titles: Vec<(String, String, String)> = groups
        .iter()
        .flat_map(|group| group.people.iter().map(|person| (person, group.source.as_str())))
        .filter_map(|(person, source)| {
            Some((key(&person.name), person.job_title.clone()?, source.to_owned()))
        })
        // `Ada Park, Example News`: the outlet is no title.
        .filter(|(_, title, _)| !sites.contains(&key(title)))
        .collect();
    // A handle such as `adapark` is `Ada Park` where the page names her.
    let full_names: Vec<String> = groups
        .iter()
        .flat_map(|group| &group.people)
        .filter(|person| person.name.contains(' ') && looks_like_person(&person.name))
        .map(|person| person.name.clone())
        .collect();
    // `Ada` is `Ada Park` where one who signs near the headline, or a biography, has that name and one more.
    let near: Vec<String> = groups
        .iter()
        .filter(|group| is_signature(group))
        .flat_map(|group| &group.people)
        .filter(|person| looks_like_person(&person.name))
        .map(|person| person.name.clone())
        .collect();
    let of_first_name = |first: &str| -> Option<String> {
        let begins = |name: &&String| name.split(' ').next() == Some(first);
        let mut fits = near.iter().filter(begins);
        match (fits.next(), fits.next()) {
            (Some(full), None) => Some(full.clone()),
            (Some(_), Some(_)) => None,
            _ => cards::full_name(page, first),
        }
    };
    let declared_titles: Vec<String> = groups
        .iter()
        .filter(|group| group.source.starts_with("json-ld:") || group.source.starts_with("byline:"))
        .flat_map(|group| &group.people)
        .filter(|person| person.job_title.is_some())
        .map(|person| key(&person.name))
        .collect();
    // A stable sort: of equal weight, the first place in the list above.
    groups.sort_by_key(|group| std::cmp::Reverse(group.weight));
    // Where the provider or a desk of it speaks by its own name, only a full name comes before it, and no word that stands where names do.
    let names_person = |group: &&Group| {
        group
            .people
            .iter()
            .any(|person| is_person(person) && (!speaks_itself || looks_like_person(&person.name)))
    };
    // Who stands far from the headline did not write what an agency signed there.
    const FAR: u32 = 60;
    let is_agencys = groups.iter().filter(|group| is_signature(group)).any(|group| {
        let agency = |person: &Named| {
            person.kind == AuthorKind::Organisation
                && is_company(&person.name)
                && !sites.contains(&key(&person.name))
        };
        group.people.iter().any(agency)
    });
    let is_far = |group: &Group| group.weight < FAR && group.source.starts_with("markup:");
    let names_person = |group: &&Group| names_person(group) && !(is_agencys && is_far(group));
    let names_any = |group: &&Group| group.people.iter().any(|person| !is_generic(&person.name));
    let Some(group) =
        groups.iter().find(names_person).or_else(|| groups.iter().find(names_any)).or_else(|| groups.first())
    else {
        return Vec::new();
    };
    // `Example News` of `example.com` is the outlet too.
    let is_outlet = |person: &Named| {
        let name = key(&person.name);
        person.kind == AuthorKind::Organisation
            && sites.iter().any(|site| site == &name || (site.len() >= 3 && name.starts_with(site.as_str())))
    };
    let source = group.source.clone();
    let with_names = names_any(&group);
    let with_persons =
        group.people.iter().any(|person| is_person(person) && !sites.contains(&key(&person.name)));
    let mut named: Vec<Named> = group
        .people
        .iter()
        // Beside a person, the outlet and the template's default say nothing.
        .filter(|person| !(with_names && is_generic(&person.name) || with_persons && is_outlet(person)))
        .take(12)
        .cloned()
        .map(|mut person| {
            if !person.name.contains(' ')
                && let Some(full) = full_names.iter().find(|full| key(full) == key(&person.name))
            {
                person.name.clone_from(full);
            }
            if !person.name.contains(' ')
                && person.kind == AuthorKind::Person
                && let Some(full) = of_first_name(&person.name)
            {
                person.name = full;
            }
            person.job_title = person.job_title.filter(|title| !sites.contains(&key(title)));
            if person.job_title.is_none() {
                let name = key(&person.name);
                let found = titles.iter().find(|(of, ..)| *of == name);
                person.job_title = found.map(|(_, title, _)| title.clone());
                person.title_source = found.map(|(.., source)| source.clone());
            }
            // What stands as a title is believed before a sentence, and both after what is declared.
            if person.kind == AuthorKind::Person && !declared_titles.contains(&key(&person.name)) {
                match cards::title_of(page, &person.name) {
                    Some((title, Place::Card)) => {
                        person.job_title = Some(title);
                        person.title_source = Some("card".to_owned());
                    }
                    Some((title, Place::Biography)) if person.job_title.is_none() => {
                        person.job_title = Some(title);
                        person.title_source = Some("biography".to_owned());
                    }
                    _ => {}
                }
            }
            person
        })
        .collect();
    if let [only] = named.as_mut_slice()
        && only.kind == AuthorKind::Person
        && only.job_title.is_none()
    {
        only.job_title = cards::first_person(page, body);
        only.title_source = Some("text:first-person".to_owned());
    }
    let text = &page.document.text;
    named
        .into_iter()
        .map(|person| {
            let span = place(text, &person.name);
            let title_span =
                person.job_title.as_deref().and_then(|title| passage(text, title, Some(&person.name), 0));
            person.byline(&source, span, title_span)
        })
        .collect()
}

/// A place near the headline where people sign, and not machines.
fn is_signature(group: &Group) -> bool {
    let visible = ["byline:", "markup:", "microdata:"].iter().any(|place| group.source.starts_with(place));
    visible && group.weight >= 60
}

/// The keys of the full names of a group.
fn names_of(group: &Group) -> impl Iterator<Item = String> {
    group.people.iter().filter(|person| looks_like_person(&person.name)).map(|person| key(&person.name))
}

fn is_person(person: &Named) -> bool {
    person.kind == AuthorKind::Person && !is_generic(&person.name)
}

fn place(text: &str, name: &str) -> Option<Span> {
    let start = memchr::memmem::find(text.as_bytes(), name.as_bytes())?;
    Some(Span { start, end: start + name.len() })
}
