//! All seeds together, and the problems that only show between files.

use std::collections::BTreeMap;

use super::incident::{self, IncidentDraft};
use super::nearest;
use super::page::Place;
use super::provider::{self, ProviderDraft};
use super::{IncidentSeed, ProviderSeed, SeedProblem};

/// The folders of the two kinds of seed.
const FOLDERS: [&str; 2] = ["providers", "incidents"];

/// What is followed, and what responses are measured against; each in the order of the slugs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeedSet {
    /// The providers.
    pub providers: Vec<ProviderSeed>,
    /// The incidents.
    pub incidents: Vec<IncidentSeed>,
}

/// Reads all seed files, each given as its relative path and its text. The folder of a file says what it
/// is: `providers/x.toml` or `incidents/x.toml`, also below other folders. What does not end in `.toml`
/// is passed over.
///
/// The set holds all that can be used in spite of the problems: of a provider the sources that were
/// read, of two seeds with one slug or one address the first. A source that names an unknown incident
/// stays in it. An incident with a problem of its own is left out.
pub fn read_seeds(files: &[(String, String)]) -> (SeedSet, Vec<SeedProblem>) {
    let mut problems = Vec::new();
    let (mut providers, mut incidents) = (Vec::new(), Vec::new());
    for (file, text) in files {
        let mut steps = file.rsplit(['/', '\\']);
        let Some(stem) = steps.next().and_then(|name| name.strip_suffix(".toml")) else { continue };
        match steps.next().unwrap_or_default() {
            "providers" => {
                let (draft, found) = provider::draft(file, text);
                problems.extend(found);
                providers.extend(draft.map(|draft| Named {
                    file,
                    stem,
                    slug: draft.seed.slug.clone(),
                    draft,
                }));
            }
            "incidents" => {
                let (draft, found) = incident::draft(file, text);
                problems.extend(found);
                incidents.extend(draft.map(|draft| Named {
                    file,
                    stem,
                    slug: draft.seed.slug.clone(),
                    draft,
                }));
            }
            other => problems.push(SeedProblem {
                file: file.clone(),
                line: 1,
                column: 1,
                message: "the file is in neither 'providers' nor 'incidents'".to_owned(),
                hint: Some(nearest::hint(other, &FOLDERS)),
                loses: true,
            }),
        }
    }
    let mut incidents = one_per_slug(incidents, |draft: &IncidentDraft| draft.slug_at, &mut problems);
    let mut providers = one_per_slug(providers, |draft: &ProviderDraft| draft.slug_at, &mut problems);
    providers.sort_by(|left, right| left.slug.cmp(&right.slug));
    incidents.sort_by(|left, right| left.slug.cmp(&right.slug));
    one_incident_per_term(&incidents, &mut problems);
    known_incidents(&providers, &incidents, files, &mut problems);
    one_provider_per_address(&mut providers, &mut problems);
    one_provider_per_slug(&mut providers, &mut problems);
    problems.sort();
    problems.dedup();
    let set = SeedSet {
        providers: providers.into_iter().map(|it| it.draft.seed).collect(),
        incidents: incidents.into_iter().map(|it| it.draft.seed).collect(),
    };
    (set, problems)
}

/// A seed with the file that it is from.
struct Named<'f, D> {
    file: &'f str,
    stem: &'f str,
    slug: String,
    draft: D,
}

impl<D> Named<'_, D> {
    fn problem(&self, at: Place, message: String, hint: Option<String>) -> SeedProblem {
        SeedProblem {
            file: self.file.to_owned(),
            line: at.line,
            column: at.column,
            message,
            hint,
            loses: true,
        }
    }
}

/// The first seed of each slug. A slug is also the name of its file, so that a seed is found by it.
fn one_per_slug<'f, D>(
    seeds: Vec<Named<'f, D>>,
    slug_at: impl Fn(&D) -> Place,
    problems: &mut Vec<SeedProblem>,
) -> Vec<Named<'f, D>> {
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    let mut kept = Vec::new();
    for seed in seeds {
        let at = slug_at(&seed.draft);
        if seed.slug != seed.stem {
            let message = format!("the slug '{}' is not the file's name '{}'", seed.slug, seed.stem);
            let hint = format!("rename the file to '{}.toml'", seed.slug);
            problems.push(seed.problem(at, message, Some(hint)));
        }
        match first.get(&seed.slug) {
            Some(other) => {
                let message = format!("the slug '{}' is taken", seed.slug);
                problems.push(seed.problem(at, message, Some(format!("{other} has it"))));
            }
            None => {
                first.insert(seed.slug.clone(), format!("{}:{}", seed.file, at.line));
                kept.push(seed);
            }
        }
    }
    kept
}

/// A name or id that stands for two incidents would count one post for both.
fn one_incident_per_term(incidents: &[Named<'_, IncidentDraft>], problems: &mut Vec<SeedProblem>) {
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    for incident in incidents {
        let seed = &incident.draft.seed;
        let places = std::iter::once(&incident.draft.slug_at).chain(&incident.draft.terms);
        let terms = std::iter::once(&seed.name).chain(&seed.aliases).chain(&seed.ids);
        for (term, place) in terms.zip(places) {
            let here = format!("{}:{}", incident.file, place.line);
            if let Some(other) = first.get(&term.to_lowercase()) {
                let message = format!("'{term}' also stands for another incident");
                problems.push(incident.problem(*place, message, Some(format!("{other} has it"))));
            } else {
                first.insert(term.to_lowercase(), here);
            }
        }
    }
}

/// Every incident that a source names has a file, be it one that could not be read.
fn known_incidents(
    providers: &[Named<'_, ProviderDraft>],
    incidents: &[Named<'_, IncidentDraft>],
    files: &[(String, String)],
    problems: &mut Vec<SeedProblem>,
) {
    let mut known: Vec<&str> = incidents.iter().map(|it| it.slug.as_str()).collect();
    known.extend(files.iter().filter_map(|(file, _)| {
        let (folder, name) = file.rsplit_once(['/', '\\'])?;
        folder.ends_with("incidents").then_some(name)?.strip_suffix(".toml")
    }));
    known.sort_unstable();
    known.dedup();
    for provider in providers {
        for (source, places) in provider.draft.seed.sources.iter().zip(&provider.draft.sources) {
            let Some((slug, at)) = source.incident.as_deref().zip(places.incident) else { continue };
            if !known.contains(&slug) {
                let hint = nearest::guess(slug, &known);
                let hint = hint.unwrap_or_else(|| format!("add 'incidents/{slug}.toml'"));
                let unknown = provider.problem(at, format!("unknown incident '{slug}'"), Some(hint));
                problems.push(SeedProblem { loses: false, ..unknown });
            }
        }
    }
}

/// One address belongs to one provider: its posts are counted once.
fn one_provider_per_address(providers: &mut [Named<'_, ProviderDraft>], problems: &mut Vec<SeedProblem>) {
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    for provider in providers {
        let sources = std::mem::take(&mut provider.draft.seed.sources);
        let places = provider.draft.sources.clone();
        for (source, places) in sources.into_iter().zip(places) {
            match first.get(source.url.as_str()) {
                Some(other) => {
                    let message = format!("the address '{}' is another provider's", source.url);
                    problems.push(provider.problem(places.url, message, Some(format!("{other} has it"))));
                }
                None => {
                    let here = format!("{}:{}", provider.file, places.url.line);
                    first.insert(source.url.to_string(), here);
                    provider.draft.seed.sources.push(source);
                }
            }
        }
    }
}

/// What was recorded under a slug belongs to one provider: to the one that has it, else to the first that had it.
fn one_provider_per_slug(providers: &mut [Named<'_, ProviderDraft>], problems: &mut Vec<SeedProblem>) {
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    for provider in providers.iter() {
        let here = format!("{}:{}", provider.file, provider.draft.slug_at.line);
        first.insert(provider.slug.clone(), here);
    }
    for provider in providers {
        let former = std::mem::take(&mut provider.draft.seed.former);
        let places = provider.draft.former_at.clone();
        for (slug, at) in former.into_iter().zip(places) {
            match first.get(&slug) {
                Some(other) => {
                    let message = format!("the former slug '{slug}' is taken");
                    problems.push(provider.problem(at, message, Some(format!("{other} has it"))));
                }
                None => {
                    first.insert(slug.clone(), format!("{}:{}", provider.file, at.line));
                    provider.draft.seed.former.push(slug);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provider(slug: &str, url: &str, more: &str) -> String {
        format!(
            "slug = \"{slug}\"\nname = \"N\"\ndomain = \"n.example\"\n[[source]]\nkind = \"page\"\nurl = \"{url}\"\n{more}"
        )
    }

    fn incident(slug: &str, alias: &str) -> String {
        format!(
            "slug = \"{slug}\"\nname = \"{slug}\"\naliases = [\"{alias}\"]\n[[event]]\nkind = \"public\"\ntime = \"2014\"\nlabel = \"l\"\ncitation = \"c\"\nanchor = true\n"
        )
    }

    fn read(files: &[(&str, String)]) -> (SeedSet, Vec<String>) {
        let files: Vec<_> = files.iter().map(|(file, text)| ((*file).to_owned(), text.clone())).collect();
        let (set, problems) = read_seeds(&files);
        (set, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn good_seeds_are_read_in_the_order_of_their_slugs() {
        let (set, problems) = read(&[
            ("seeds/providers/b.toml", provider("b", "https://b.example", "incident = \"leak\"\n")),
            ("providers/a.toml", provider("a", "https://a.example", "")),
            ("seeds/incidents/leak.toml", incident("leak", "drip")),
            ("seeds/README.md", "# Seeds".to_owned()),
        ]);
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(set.providers.iter().map(|it| it.slug.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(set.incidents.len(), 1);
    }

    #[test]
    fn a_slug_is_its_files_name_and_stands_once() {
        let (set, problems) = read(&[
            ("providers/a.toml", provider("a", "https://a.example", "")),
            ("providers/x.toml", provider("a", "https://x.example", "")),
            ("incidents/i.toml", incident("leak", "drip")),
        ]);
        assert_eq!(
            problems,
            [
                "incidents/i.toml:1:8: the slug 'leak' is not the file's name 'i' (rename the file to 'leak.toml')",
                "providers/x.toml:1:8: the slug 'a' is not the file's name 'x' (rename the file to 'a.toml')",
                "providers/x.toml:1:8: the slug 'a' is taken (providers/a.toml:1 has it)",
            ]
        );
        assert_eq!(set.providers[0].sources[0].url.as_str(), "https://a.example/");
        assert_eq!((set.providers.len(), set.incidents.len()), (1, 1));
    }

    #[test]
    fn an_address_belongs_to_one_provider() {
        let (set, problems) = read(&[
            ("providers/a.toml", provider("a", "https://a.example", "")),
            ("providers/b.toml", provider("b", "https://A.example/", "")),
        ]);
        assert_eq!(
            problems,
            [
                "providers/b.toml:6:7: the address 'https://a.example/' is another provider's (providers/a.toml:6 has it)",
            ]
        );
        assert_eq!((set.providers[0].sources.len(), set.providers[1].sources.len()), (1, 0));
    }

    #[test]
    fn a_former_slug_belongs_to_one_provider() {
        let former =
            |slug: &str, url: &str, former: &str| format!("former = [{former}]\n{}", provider(slug, url, ""));
        let (set, problems) = read(&[
            ("providers/a.toml", former("a", "https://a.example", "\"old\", \"b\"")),
            ("providers/b.toml", former("b", "https://b.example", "\"old\", \"older\"")),
        ]);
        assert_eq!(
            problems,
            [
                "providers/a.toml:1:18: the former slug 'b' is taken (providers/b.toml:2 has it)",
                "providers/b.toml:1:11: the former slug 'old' is taken (providers/a.toml:1 has it)",
            ]
        );
        assert_eq!(
            (&set.providers[0].former[..], &set.providers[1].former[..]),
            (&["old".to_owned()][..], &["older".to_owned()][..])
        );
    }

    #[test]
    fn an_incident_that_a_source_names_has_a_file() {
        let (set, problems) = read(&[
            ("providers/a.toml", provider("a", "https://a.example", "incident = \"heartbled\"\n")),
            ("providers/b.toml", provider("b", "https://b.example", "incident = \"other\"\n")),
            ("providers/c.toml", provider("c", "https://c.example", "incident = \"broken\"\n")),
            ("incidents/heartbleed.toml", incident("heartbleed", "x")),
            ("incidents/broken.toml", "slug = \"broken\"\n".to_owned()),
        ]);
        assert_eq!(
            problems.iter().filter(|it| it.contains("unknown incident")).collect::<Vec<_>>(),
            [
                "providers/a.toml:7:12: unknown incident 'heartbled' (did you mean 'heartbleed'?)",
                "providers/b.toml:7:12: unknown incident 'other' (add 'incidents/other.toml')",
            ]
        );
        assert_eq!(set.providers[0].sources[0].incident.as_deref(), Some("heartbled"));
    }

    #[test]
    fn a_name_stands_for_one_incident() {
        let (_, problems) = read(&[
            ("incidents/a.toml", incident("a", "Bleed")),
            ("incidents/b.toml", incident("b", "bleed")),
        ]);
        assert_eq!(
            problems,
            ["incidents/b.toml:3:12: 'bleed' also stands for another incident (incidents/a.toml:3 has it)",]
        );
    }

    #[test]
    fn a_file_in_no_known_folder_is_said_and_the_rest_goes_on() {
        let (set, problems) = read(&[
            ("provider/a.toml", provider("a", "https://a.example", "")),
            ("b.toml", provider("b", "https://b.example", "")),
            ("providers/c.toml", "slug = ".to_owned()),
            ("providers/d.toml", provider("d", "https://d.example", "")),
        ]);
        assert_eq!(problems.len(), 3);
        assert_eq!(
            problems[1],
            "provider/a.toml:1:1: the file is in neither 'providers' nor 'incidents' (did you mean 'providers'?)"
        );
        assert_eq!(set.providers.len(), 1);
    }
}
