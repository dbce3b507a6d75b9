//! Who judged what, beside whom: the table of agreement.

use std::collections::{BTreeMap, BTreeSet};

use store::{Column, MachineAnswer, StoredCode, Table, UnitKey};

use super::agreement::{alpha, kappa, observed};
use super::book::{BOOK, NONE, UNKNOWN, Values};

/// The name under which the rules' answers are compared; no coder may have it.
pub const MACHINE: &str = "machine";

/// What somebody says of one field of one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// A coder's name, or [`MACHINE`].
    pub coder: String,
    /// The communication.
    pub unit: UnitKey,
    /// Digest of the words that were judged, where the communication does not have them now: what is said of other words
    /// is not compared.
    pub words: Option<String>,
    /// The field; of one with many values, the field and one value of it.
    pub field: String,
    /// The value.
    pub value: String,
}

/// The codes of people and the answers of the rules in one form. A field with many values becomes one yes-or-no
/// field for each value; what is unknown, was not assessed or may be about another incident is missing. That no rule matched counts as `no` here:
/// it is compared whether people found it, not claimed that the provider did not say it.
pub fn judgements(codes: &[StoredCode], machine: &[MachineAnswer]) -> Vec<Judgement> {
    let people = codes
        .iter()
        .flat_map(|code| spread(&code.coder, (&code.unit, &code.words), &code.field, &code.value));
    let rules = machine.iter().filter_map(|answer| {
        let value = answer.value.as_deref()?;
        let mut all = spread(MACHINE, (&answer.unit, &None), &answer.field, value);
        // Of these it is not known whether they were said of this incident.
        let shared: BTreeSet<&str> = answer.shared.iter().flat_map(|it| it.split(';')).collect();
        all.retain(|it| it.field.split_once(": ").is_none_or(|(_, name)| !shared.contains(name)));
        Some(all)
    });
    people.chain(rules.flatten()).collect()
}

/// A communication, and the digest of its words where they are not those of now.
type Judged<'a> = (&'a UnitKey, &'a Option<String>);

fn spread(coder: &str, (unit, words): Judged<'_>, field: &str, value: &str) -> Vec<Judgement> {
    let one = |field: String, value: &str| Judgement {
        coder: coder.to_owned(),
        unit: unit.clone(),
        words: words.clone(),
        field,
        value: value.to_owned(),
    };
    if value == UNKNOWN {
        return Vec::new();
    }
    match BOOK.field(field).map(|field| field.values) {
        Some(Values::Many(all)) => {
            let there: BTreeSet<&str> = value.split(';').filter(|part| *part != NONE).collect();
            all.iter()
                .map(|(name, _)| {
                    one(format!("{field}: {name}"), if there.contains(name) { "yes" } else { "no" })
                })
                .collect()
        }
        _ => vec![one(field.to_owned(), value)],
    }
}

/// The agreement on each field: of each pair of coders (the rules among them) n, observed agreement and Cohen's κ;
/// of all people together Krippendorff's α. Numbers that are undefined are missing. Of a field with many values,
/// only the values are listed that somebody saw.
pub fn table(judgements: &[Judgement]) -> Table {
    let column = |(name, kind): (&str, &str)| Column { name: name.to_owned(), kind: kind.to_owned() };
    let columns = [
        ("field", "TEXT"),
        ("coders", "TEXT"),
        ("n", "INT8"),
        ("agreement", "NUMERIC"),
        ("kappa", "NUMERIC"),
        ("alpha", "NUMERIC"),
    ];
    let mut rows = Vec::new();
    for field in fields(judgements) {
        rows.extend(of_field(&field, judgements));
    }
    Table { columns: columns.map(column).to_vec(), rows, affected: 0 }
}

/// The fields that people judged, in the order of the code book.
fn fields(judgements: &[Judgement]) -> Vec<String> {
    let judged: BTreeSet<&str> = judgements
        .iter()
        .filter(|it| it.coder != MACHINE && (!it.field.contains(": ") || it.value == "yes"))
        .map(|it| it.field.as_str())
        .collect();
    BOOK.fields
        .iter()
        .flat_map(|field| {
            let parts = judged.iter().filter(move |name| {
                **name == field.name
                    || name.strip_prefix(field.name).is_some_and(|rest| rest.starts_with(": "))
            });
            parts.map(|name| (*name).to_owned()).collect::<Vec<_>>()
        })
        .collect()
}

fn of_field(field: &str, judgements: &[Judgement]) -> Vec<Vec<Option<String>>> {
    let mut by_coder: BTreeMap<&str, BTreeMap<Judged<'_>, &str>> = BTreeMap::new();
    for it in judgements.iter().filter(|it| it.field == field) {
        by_coder.entry(&it.coder).or_default().insert((&it.unit, &it.words), &it.value);
    }
    // People by name, the rules last.
    let mut coders: Vec<&str> = by_coder.keys().copied().filter(|coder| *coder != MACHINE).collect();
    let people = coders.len();
    coders.extend(by_coder.keys().copied().filter(|coder| *coder == MACHINE));
    let mut rows = Vec::new();
    for (at, one) in coders.iter().enumerate() {
        for other in coders.iter().skip(at + 1) {
            let pairs = pairs(&by_coder[one], &by_coder[other]);
            let names = format!("{one} and {other}");
            rows.push(row(field, &names, pairs.len(), [observed(&pairs), kappa(&pairs), None]));
        }
    }
    if people > 1 {
        let mut units: BTreeMap<Judged<'_>, Vec<&str>> = BTreeMap::new();
        for coder in coders.iter().take(people) {
            by_coder[coder].iter().for_each(|(unit, value)| units.entry(*unit).or_default().push(value));
        }
        let units: Vec<Vec<&str>> = units.into_values().filter(|values| values.len() > 1).collect();
        let names = format!("all {people} people");
        rows.push(row(field, &names, units.len(), [None, None, alpha(&units)]));
    }
    rows
}

fn pairs<'a>(
    one: &BTreeMap<Judged<'_>, &'a str>,
    other: &BTreeMap<Judged<'_>, &'a str>,
) -> Vec<(&'a str, &'a str)> {
    one.iter().filter_map(|(unit, value)| Some((*value, *other.get(unit)?))).collect()
}

fn row(field: &str, coders: &str, number: usize, measures: [Option<f64>; 3]) -> Vec<Option<String>> {
    let mut row = vec![Some(field.to_owned()), Some(coders.to_owned()), Some(number.to_string())];
    row.extend(measures.map(|measure| measure.map(|it| format!("{it:.3}"))));
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(number: i32) -> UnitKey {
        UnitKey {
            incident: "heartbleed".into(),
            provider: "nimbus".into(),
            post_key: "post".into(),
            update_key: String::new(),
            version: number,
        }
    }

    fn codes(coder: &str, field: &str, values: &[&str]) -> Vec<StoredCode> {
        (1..)
            .zip(values)
            .map(|(number, value)| StoredCode {
                coder: coder.into(),
                unit: unit(number),
                field: field.into(),
                value: (*value).into(),
                words: None,
            })
            .collect()
    }

    fn shown(table: &Table) -> Vec<String> {
        table
            .rows
            .iter()
            .map(|row| row.iter().map(|it| it.as_deref().unwrap_or("-")).collect::<Vec<_>>().join(" | "))
            .collect()
    }

    #[test]
    fn pairs_people_and_the_rules_are_told_apart() {
        let mut all = codes("ben", "affected", &["yes", "yes", "no", "no"]);
        all.extend(codes("ada", "affected", &["yes", "no", "no", "unknown"]));
        let machine: Vec<MachineAnswer> = [Some("yes"), Some("no"), None, Some("no")]
            .into_iter()
            .zip(1..)
            .map(|(value, number)| MachineAnswer {
                unit: unit(number),
                field: "affected".into(),
                value: value.map(str::to_owned),
                shared: None,
                said: String::new(),
                quote: None,
            })
            .collect();
        // ada and ben: two of three agree, pₑ = (1·2 + 2·1)/9, κ = (6/9 − 4/9)/(5/9) = 2/5; α of yes 3, no 3: 1 − 2/3.6.
        assert_eq!(
            shown(&table(&judgements(&all, &machine))),
            [
                "affected | ada and ben | 3 | 0.667 | 0.400 | -",
                "affected | ada and machine | 2 | 1.000 | 1.000 | -",
                "affected | ben and machine | 3 | 0.667 | 0.400 | -",
                "affected | all 2 people | 3 | - | - | 0.444",
            ]
        );
    }

    #[test]
    fn what_is_said_of_words_that_are_gone_is_compared_with_nothing_else() {
        let mut all = codes("ada", "affected", &["yes", "no", "yes"]);
        all.extend(codes("ben", "affected", &["yes", "yes", "yes"]));
        all.extend(codes("eve", "affected", &["no", "no", "yes"]));
        for it in all.iter_mut().filter(|it| it.unit.version == 2 && it.coder != "ben") {
            it.words = Some("sha256:1".into());
        }
        let rules = |number| MachineAnswer {
            unit: unit(number),
            field: "affected".into(),
            value: Some("yes".into()),
            shared: None,
            said: String::new(),
            quote: None,
        };
        let counted: Vec<String> = table(&judgements(&all, &[rules(1), rules(2), rules(3)]))
            .rows
            .iter()
            .map(|row| row[1..=2].iter().flatten().cloned().collect::<Vec<_>>().join(" "))
            .collect();
        // Of the second communication ada and eve saw words that it does not have any more, ben and the rules those of now.
        let expected = [
            "ada and ben 2",
            "ada and eve 3",
            "ada and machine 2",
            "ben and eve 2",
            "ben and machine 3",
            "eve and machine 2",
            "all 3 people 3",
        ];
        assert_eq!(counted, expected);
    }

    #[test]
    fn an_action_that_may_be_about_another_incident_is_compared_with_nothing() {
        let all = codes("ada", "action", &["patched;rebooted"]);
        let machine = MachineAnswer {
            unit: unit(1),
            field: "action".into(),
            value: Some("patched".into()),
            shared: Some("rebooted".into()),
            said: String::new(),
            quote: None,
        };
        let rows = shown(&table(&judgements(&all, &[machine])));
        assert_eq!(rows, ["action: patched | ada and machine | 1 | 1.000 | - | -"]);
    }

    #[test]
    fn each_action_is_a_field_of_its_own() {
        let mut all = codes("ada", "action", &["patched;rebooted", "none"]);
        all.extend(codes("ben", "action", &["patched", "patched"]));
        assert_eq!(
            shown(&table(&judgements(&all, &[]))),
            [
                "action: patched | ada and ben | 2 | 0.500 | 0.000 | -",
                "action: patched | all 2 people | 2 | - | - | 0.000",
                "action: rebooted | ada and ben | 2 | 0.500 | 0.000 | -",
                "action: rebooted | all 2 people | 2 | - | - | 0.000",
            ]
        );
    }
}
