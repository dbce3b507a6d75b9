//! Reads `incidents/<slug>.toml`.

use toml::de::DeTable;

use super::fields::{At, Fields};
use super::nearest;
use super::page::{Page, Place};
use super::provider::slug;
use super::{IncidentSeed, ReferenceEvent, ReferenceKind, SeedProblem, time};

/// The keys of an incident, and of an event.
const INCIDENT_KEYS: [&str; 6] = ["slug", "name", "aliases", "ids", "wrong_ids", "event"];
const EVENT_KEYS: [&str; 5] = ["kind", "time", "label", "citation", "anchor"];

/// Reads the incident that the file `file` with the content `text` describes.
///
/// # Errors
/// All problems of the file, in the order of their lines.
pub fn read_incident(file: &str, text: &str) -> Result<IncidentSeed, Vec<SeedProblem>> {
    match draft(file, text) {
        (Some(draft), problems) if problems.is_empty() => Ok(draft.seed),
        (_, problems) => Err(problems),
    }
}

/// An incident with the places that problems between files point at.
pub(super) struct IncidentDraft {
    pub(super) seed: IncidentSeed,
    pub(super) slug_at: Place,
    /// One for each of the seed's aliases, then one for each of its ids.
    pub(super) terms: Vec<Place>,
}

/// The incident, where the file has no problem: what responses are measured against is read whole or
/// not at all.
pub(super) fn draft(file: &str, text: &str) -> (Option<IncidentDraft>, Vec<SeedProblem>) {
    let (mut page, table) = Page::open(file, text);
    let draft = incident(&mut page, &table);
    let problems = page.close();
    (draft.filter(|_| problems.is_empty()), problems)
}

fn incident(page: &mut Page<'_>, table: &DeTable<'_>) -> Option<IncidentDraft> {
    let fields = Fields::new(page, table, 0, "an incident", &INCIDENT_KEYS);
    let slug = slug(page, &fields);
    let name = fields.required(page, "name", "the name as people write it");
    let aliases = fields.texts(page, "aliases");
    let (ids, wrong_ids) = (fields.texts(page, "ids"), fields.texts(page, "wrong_ids"));
    for id in ids.iter().chain(&wrong_ids).filter(|id| !is_advisory_id(id.value)) {
        let hint = "write 'CVE-2014-0160' or 'GHSA-jfh8-c2jp-5v3q'; other names are aliases".to_owned();
        page.report(id.at, format!("'{}' is not a CVE or GHSA id", id.value), Some(hint));
    }
    let mut terms: Vec<String> = name.iter().map(|it| it.value.to_lowercase()).collect();
    for term in aliases.iter().chain(&ids).chain(&wrong_ids) {
        let folded = term.value.to_lowercase();
        match terms.contains(&folded) {
            true => page.report(term.at, format!("'{}' is given twice", term.value), None),
            false => terms.push(folded),
        }
    }
    let events = events(page, &fields);
    let slug = slug?;
    let places = aliases.iter().chain(&ids).map(|term| page.place(term.at)).collect();
    let texts = |list: Vec<At<&str>>| list.into_iter().map(|it| it.value.to_owned()).collect();
    let seed = IncidentSeed {
        name: name?.value.to_owned(),
        aliases: texts(aliases),
        ids: texts(ids),
        wrong_ids: texts(wrong_ids),
        events,
        slug: slug.value,
    };
    Some(IncidentDraft { seed, slug_at: page.place(slug.at), terms: places })
}

/// An event and where its table stands.
type Placed<'e> = (usize, &'e ReferenceEvent);

/// The events, and which of each kind is the anchor.
fn events(page: &mut Page<'_>, fields: &Fields<'_, '_>) -> Vec<ReferenceEvent> {
    let before = page.count();
    let (mut places, mut events) = (Vec::new(), Vec::new());
    for table in fields.tables(page, "event") {
        if let Some(event) = event(page, table) {
            places.push(table.at);
            events.push(event);
        }
    }
    let placed: Vec<Placed<'_>> = places.into_iter().zip(&events).collect();
    // What is missing may stand in an event that could not be read.
    let whole = page.count() == before;
    for kind in ReferenceKind::ALL {
        let of_kind: Vec<Placed<'_>> = placed.iter().filter(|(_, it)| it.kind == kind).copied().collect();
        one_anchor(page, kind, &of_kind, whole);
    }
    if whole && !events.iter().any(|event| event.kind == ReferenceKind::Public) {
        let hint = "add [[event]] with kind = \"public\" and anchor = true";
        page.report_missing(fields.at, "an incident needs a public event".to_owned(), Some(hint.to_owned()));
    }
    private_before_public(page, &placed);
    events
}

/// One event is the anchor of its kind: always the public one, and of another kind where there are several. The earliest
/// would be none by merit: what sources date first is often the least sure of all.
fn one_anchor(page: &mut Page<'_>, kind: ReferenceKind, events: &[Placed<'_>], whole: bool) {
    let name = kind.as_str();
    let mut anchors = events.iter().filter(|(_, it)| it.anchor).map(|(at, _)| *at);
    match (anchors.next(), anchors.next()) {
        (Some(at), _) if !kind.is_measured_from() => {
            let hint = "response times are measured from private, public and fix events";
            page.report(at, format!("an event of the kind {name} is no anchor"), Some(hint.to_owned()));
        }
        (Some(first), Some(second)) => {
            let hint = format!("the first is in line {}", page.place(first).line);
            page.report(second, format!("a second anchor among the {name} events"), Some(hint));
        }
        (None, _) if whole && kind.is_measured_from() => {
            let needed = if kind == ReferenceKind::Public { 1 } else { 2 };
            if let Some((at, _)) = events.first().filter(|_| events.len() >= needed) {
                let hint = "write 'anchor = true' in the one that response times are measured from";
                page.report_missing(*at, format!("no {name} event is the anchor"), Some(hint.to_owned()));
            }
        }
        _ => {}
    }
}

/// What some know before the public is known before the public knows it.
fn private_before_public(page: &mut Page<'_>, events: &[Placed<'_>]) {
    let of = |kind| events.iter().filter(move |(_, it)| it.kind == kind);
    let public = of(ReferenceKind::Public).find(|(_, it)| it.anchor).and_then(|(_, it)| it.time.bounds());
    let Some((_, known)) = public else { return };
    for (at, it) in of(ReferenceKind::Private) {
        if it.time.bounds().is_some_and(|(low, _)| low >= known) {
            let hint = "what some knew only then is no private event, nor is what was planned for then";
            page.report(
                *at,
                "a private event that is later than the public one".to_owned(),
                Some(hint.to_owned()),
            );
        }
    }
}

/// One `[[event]]`.
fn event(page: &mut Page<'_>, table: At<&DeTable<'_>>) -> Option<ReferenceEvent> {
    let fields = Fields::new(page, table.value, table.at, "an event", &EVENT_KEYS);
    let names = ReferenceKind::ALL.map(ReferenceKind::as_str);
    let kind = fields.required(page, "kind", &nearest::hint("", &names)).and_then(|it| {
        let kind = ReferenceKind::from_name(it.value);
        if kind.is_none() {
            let message = format!("unknown kind '{}'", it.value);
            page.report(it.at, message, Some(nearest::hint(it.value, &names)));
        }
        kind
    });
    let stamp = fields.time(page, "time", "when it happened, as exact as is known").and_then(|it| {
        let stamp = time::parse(&it.value);
        if let Err(hint) = stamp {
            page.report(it.at, format!("'{}' is not a time", it.value), Some(hint.to_owned()));
        }
        stamp.ok()
    });
    let label = fields.required(page, "label", "what happened, in your own words");
    let citation = fields.required(page, "citation", "who says so; for a value from memory, say that");
    let anchor = fields.flag(page, "anchor");
    let (label, citation) = (label?.value.to_owned(), citation?.value.to_owned());
    Some(ReferenceEvent { kind: kind?, time: stamp?, label, citation, anchor })
}

/// `CVE-` with a year and at least four digits, or `GHSA-` with three groups of four.
fn is_advisory_id(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let group =
        |part: &str| part.len() == 4 && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    match text.split('-').collect::<Vec<_>>().as_slice() {
        ["CVE", year, number] => year.len() == 4 && digits(year) && number.len() >= 4 && digits(number),
        ["GHSA", groups @ ..] => groups.len() == 3 && groups.iter().all(|part| group(part)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Precision;

    const HEAD: &str = "slug = \"leak\"\nname = \"Leak\"\n";
    const PUBLIC: &str =
        "[[event]]\nkind = \"public\"\ntime = \"2014-04-07\"\nlabel = \"said\"\ncitation = \"them\"\n";

    fn check(text: &str, expected: &[&str]) {
        let problems = read_incident("i/leak.toml", text).unwrap_err();
        assert_eq!(problems.iter().map(ToString::to_string).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn a_whole_incident_is_read() {
        let text = format!(
            "{HEAD}aliases = [\"The Leak\"]\nids = [\"CVE-2014-0160\", \"GHSA-jfh8-c2jp-5v3q\"]\nwrong_ids = [\"CVE-2014-0346\"]\n\
             {PUBLIC}anchor = true\n{PUBLIC}\n[[event]]\nkind = \"fix\"\ntime = 2014-04-07T17:30:00Z\nlabel = \"l\"\ncitation = \"c\"\n"
        );
        let seed = read_incident("leak.toml", &text).unwrap();
        assert_eq!((seed.ids.len(), seed.wrong_ids.len(), seed.events.len()), (2, 1, 3));
        assert_eq!((seed.events[0].anchor, seed.events[0].time.precision), (true, Precision::Day));
        assert_eq!(seed.events[2].time.instant().unwrap().to_rfc3339(), "2014-04-07T17:30:00+00:00");
    }

    #[test]
    fn an_event_is_nothing_without_its_citation_and_its_time() {
        check(
            &format!(
                "{HEAD}{PUBLIC}anchor = true\n[[event]]\nkind = \"fixed\"\ntime = \"7 April\"\nlabel = \"l\"\n"
            ),
            &[
                "i/leak.toml:9:1: an event needs 'citation' (who says so; for a value from memory, say that)",
                "i/leak.toml:10:8: unknown kind 'fixed' (one of: exposure, reserved, private, public, fix)",
                "i/leak.toml:11:8: '7 April' is not a time (write '2014', '2014-04', '2014-04-07', '2014-04-07T17:30' or '2014-04-07T17:30:00Z')",
            ],
        );
        check(
            &format!("{HEAD}{PUBLIC}anchor = \"yes\"\nquelle = \"x\"\n"),
            &[
                "i/leak.toml:8:10: 'anchor' must be true or false, not a string",
                "i/leak.toml:9:1: unknown key 'quelle' in an event (one of: kind, time, label, citation, anchor)",
            ],
        );
    }

    #[test]
    fn one_public_event_is_the_anchor() {
        check(
            HEAD,
            &[
                "i/leak.toml:1:1: an incident needs a public event (add [[event]] with kind = \"public\" and anchor = true)",
            ],
        );
        check(
            &format!("{HEAD}{PUBLIC}"),
            &[
                "i/leak.toml:3:1: no public event is the anchor (write 'anchor = true' in the one that response times are measured from)",
            ],
        );
        check(
            &format!("{HEAD}{PUBLIC}anchor = true\n{PUBLIC}anchor = true\n"),
            &["i/leak.toml:9:1: a second anchor among the public events (the first is in line 3)"],
        );
    }

    fn event(kind: &str, time: &str) -> String {
        format!("[[event]]\nkind = \"{kind}\"\ntime = \"{time}\"\nlabel = \"l\"\ncitation = \"c\"\n")
    }

    #[test]
    fn of_several_events_of_a_kind_one_is_the_anchor() {
        let (found, told) = (event("private", "2014-03"), event("private", "2014-04-01"));
        let head = format!("{HEAD}{PUBLIC}anchor = true\n");
        for one in [&found, &event("fix", "2014-04-07"), &event("exposure", "2012")] {
            assert!(
                read_incident("leak.toml", &format!("{head}{one}")).is_ok(),
                "one of a kind is its anchor: {one}"
            );
        }
        check(
            &format!("{head}{found}{told}"),
            &[
                "i/leak.toml:9:1: no private event is the anchor (write 'anchor = true' in the one that response times are measured from)",
            ],
        );
        assert!(read_incident("leak.toml", &format!("{head}{found}anchor = true\n{told}")).is_ok());
    }

    #[test]
    fn nothing_is_measured_from_what_nobody_could_answer() {
        let (begun, worst) = (event("exposure", "2013"), event("exposure", "2014-01"));
        let id = event("reserved", "2013-12-03");
        let seed = read_incident("leak.toml", &format!("{HEAD}{PUBLIC}anchor = true\n{begun}{worst}{id}"));
        assert_eq!(seed.unwrap().events.len(), 4, "several of them need no anchor");
        check(
            &format!("{HEAD}{PUBLIC}anchor = true\n{id}anchor = true\n"),
            &[
                "i/leak.toml:9:1: an event of the kind reserved is no anchor (response times are measured from private, public and fix events)",
            ],
        );
    }

    #[test]
    fn what_some_knew_was_known_before_the_public_knew() {
        let head = format!("{HEAD}{PUBLIC}anchor = true\n");
        assert!(read_incident("leak.toml", &format!("{head}{}", event("private", "2014-04-07"))).is_ok());
        check(
            &format!("{head}{}", event("private", "2014-04-13")),
            &[
                "i/leak.toml:9:1: a private event that is later than the public one (what some knew only then is no private event, nor is what was planned for then)",
            ],
        );
    }

    #[test]
    fn ids_are_ids_and_terms_stand_once() {
        check(
            &format!(
                "{HEAD}aliases = [\"LEAK\"]\nids = [\"cve-2014-0160\", \"CVE-2014-0001\"]\nwrong_ids = [\"CVE-2014-0001\"]\n{PUBLIC}anchor = true\n"
            ),
            &[
                "i/leak.toml:3:12: 'LEAK' is given twice",
                "i/leak.toml:4:8: 'cve-2014-0160' is not a CVE or GHSA id (write 'CVE-2014-0160' or 'GHSA-jfh8-c2jp-5v3q'; other names are aliases)",
                "i/leak.toml:5:14: 'CVE-2014-0001' is given twice",
            ],
        );
        check(
            &format!("{HEAD}aliases = \"x\"\nids = [1]\n{PUBLIC}anchor = true\n"),
            &[
                "i/leak.toml:3:11: 'aliases' must be a list of strings, not a string (write aliases = [\"...\"])",
                "i/leak.toml:4:8: an element of 'ids' must be a string, not a number (put it in quotes)",
            ],
        );
    }
}
