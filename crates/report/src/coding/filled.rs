//! A filled sheet: what a coder answered, and all that is wrong with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::Read;

use store::{CodingUnit, NewCode, UnitKey};

use super::book::BOOK;
use super::sheet::{FILLED, unguarded};

/// Columns without which a sheet cannot be read.
const NEEDED: [&str; 7] = ["incident", "provider", "post_key", "update_key", "version", "field", "value"];

/// One answer, with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The line in the file, from 1.
    pub line: u64,
    /// The answer.
    pub code: NewCode,
}

/// Something in a sheet that cannot be stored.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The line in the file, from 1.
    pub line: u64,
    /// The column by its name; empty where it is about the whole line.
    pub column: String,
    /// What is wrong, and what is allowed.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column.as_str() {
            "" => write!(f, "{}: {}", self.line, self.what),
            column => write!(f, "{}: column {column}: {}", self.line, self.what),
        }
    }
}

/// What was read of a sheet.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The answers that can be read, in the order of the file.
    pub answers: Vec<Filled>,
    /// What cannot.
    pub problems: Vec<Problem>,
    /// Rows without a value: not coded.
    pub empty: usize,
}

/// Reads a sheet. The columns may stand in any order, with commas, semicolons or tabs between them, as
/// spreadsheets write them; columns that are not known are passed over.
pub fn parse(mut file: impl Read) -> Sheet {
    let mut bytes = Vec::new();
    let mut sheet = Sheet::default();
    if let Err(error) = file.read_to_end(&mut bytes) {
        sheet.problem(0, "", format!("the file cannot be read: {error}"));
        return sheet;
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter(bytes)).from_reader(bytes);
    let columns: BTreeMap<String, usize> = match reader.byte_headers() {
        Ok(header) => {
            header.iter().map(|name| String::from_utf8_lossy(name).trim().to_lowercase()).zip(0..).collect()
        }
        Err(error) => {
            sheet.problem(1, "", format!("this is no CSV: {error}"));
            return sheet;
        }
    };
    let missing: Vec<&str> = NEEDED.into_iter().filter(|name| !columns.contains_key(*name)).collect();
    if !missing.is_empty() {
        let what = format!("missing: {}; a sheet of `trail code export` has them", missing.join(", "));
        sheet.problem(1, "", what);
        return sheet;
    }
    let mut seen = BTreeMap::new();
    for record in reader.byte_records() {
        match record {
            Ok(record) => sheet.row(&columns, &record, &mut seen),
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                sheet.problem(line, "", format!("this line cannot be read: {}", reason(&error)));
            }
        }
    }
    sheet
}

/// The character between fields, by the first line.
fn delimiter(bytes: &[u8]) -> u8 {
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |wanted: u8| first.iter().filter(|byte| **byte == wanted).count();
    [b',', b';', b'\t'].into_iter().max_by_key(|it| (count(*it), *it == b',')).unwrap_or(b',')
}

fn reason(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("it has {len} fields, the first line has {expected_len}")
        }
        _ => error.to_string(),
    }
}

impl Sheet {
    fn problem(&mut self, line: u64, column: &str, what: String) {
        self.problems.push(Problem { line, column: column.to_owned(), what });
    }

    fn row(
        &mut self,
        columns: &BTreeMap<String, usize>,
        record: &csv::ByteRecord,
        seen: &mut BTreeMap<(UnitKey, &'static str), u64>,
    ) {
        let line = record.position().map_or(0, csv::Position::line);
        let mut cells: BTreeMap<&str, &str> = BTreeMap::new();
        for name in NEEDED.into_iter().chain(FILLED).chain(["text_digest"]) {
            let bytes = columns.get(name).and_then(|at| record.get(*at)).unwrap_or_default();
            match std::str::from_utf8(bytes) {
                Ok(text) => drop(cells.insert(name, unguarded(text))),
                Err(_) => {
                    let what = "the text is not UTF-8; save the sheet as CSV in UTF-8".to_owned();
                    return self.problem(line, name, what);
                }
            }
        }
        let cell = |name: &str| cells.get(name).copied().unwrap_or_default();
        let optional = |name: &str| Some(cell(name).trim().to_owned()).filter(|text| !text.is_empty());
        if cell("value").trim().is_empty() {
            self.empty += 1;
            if let Some(column) = ["quote", "note"].into_iter().find(|name| optional(name).is_some()) {
                self.problem(
                    line,
                    column,
                    "there is no value beside it; give one or empty this cell".to_owned(),
                );
            }
            return;
        }
        let Some(field) = BOOK.field(cell("field").trim()) else {
            let names: Vec<&str> = BOOK.fields.iter().map(|field| field.name).collect();
            let what =
                format!("'{}' is no field of the code book; allowed: {}", cell("field"), names.join(", "));
            return self.problem(line, "field", what);
        };
        let Some(value) = field.value(cell("value")) else {
            let what = format!(
                "'{}' is not allowed for {}; allowed: {}",
                cell("value"),
                field.name,
                field.allowed()
            );
            return self.problem(line, "value", what);
        };
        let Ok(version) = cell("version").trim().parse::<i32>() else {
            let what = format!("'{}' is no number; leave this column as it was exported", cell("version"));
            return self.problem(line, "version", what);
        };
        let unit = UnitKey {
            incident: cell("incident").trim().to_owned(),
            provider: cell("provider").trim().to_owned(),
            post_key: cell("post_key").to_owned(),
            update_key: cell("update_key").to_owned(),
            version,
        };
        if let Some(before) = seen.insert((unit.clone(), field.name), line) {
            let what = format!("this communication has a value for {} in line {before} already", field.name);
            return self.problem(line, "field", what);
        }
        let code = NewCode {
            unit,
            field: field.name.to_owned(),
            value,
            quote: optional("quote"),
            note: optional("note"),
            text_digest: optional("text_digest"),
        };
        self.answers.push(Filled { line, code });
    }

    /// The communications that it is about and that are none of `units`, each once, with the digest of the words that the
    /// coder saw.
    pub fn beyond(&self, units: &[CodingUnit]) -> Vec<(UnitKey, Option<String>)> {
        let known: BTreeSet<&UnitKey> = units.iter().map(|unit| &unit.key).collect();
        let answers = self.answers.iter().map(|it| &it.code).filter(|code| !known.contains(&code.unit));
        let beyond: BTreeMap<&UnitKey, &Option<String>> =
            answers.map(|code| (&code.unit, &code.text_digest)).collect();
        beyond.into_iter().map(|(unit, digest)| (unit.clone(), digest.clone())).collect()
    }

    /// Gives the providers the slugs that they have now, of `renamed` by a former one: a sheet may be older than a renaming.
    pub fn rename_providers(&mut self, renamed: &BTreeMap<String, String>) {
        for it in &mut self.answers {
            if let Some(slug) = renamed.get(&it.code.unit.provider) {
                it.code.unit.provider.clone_from(slug);
            }
        }
    }

    /// The incidents that it is about.
    pub fn incidents(&self) -> BTreeSet<&str> {
        self.answers.iter().map(|it| it.code.unit.incident.as_str()).collect()
    }
}

/// What of the answers is about no communication that is known (a problem), and what there is to remark: that one stands in no
/// trail any more (`elsewhere`), and which quotes do not stand in the text (coders shorten).
pub fn check(
    answers: &[Filled],
    units: &[CodingUnit],
    elsewhere: &BTreeSet<UnitKey>,
) -> (Vec<Problem>, Vec<Problem>) {
    let known: BTreeMap<&UnitKey, &CodingUnit> = units.iter().map(|unit| (&unit.key, unit)).collect();
    let (mut problems, mut remarks, mut told) = (Vec::new(), Vec::new(), BTreeSet::new());
    for Filled { line, code } in answers {
        let problem = |column: &str, what: String| Problem { line: *line, column: column.to_owned(), what };
        match known.get(&code.unit) {
            None if elsewhere.contains(&code.unit) => {
                if told.insert(&code.unit) {
                    let what = format!(
                        "the trail of '{}' does not have this communication any more, since posts were merged, or its words \
                         were read again or are of no incident now; what was answered is kept, and compared with answers on \
                         the same words",
                        code.unit.incident
                    );
                    remarks.push(problem("post_key", what));
                }
            }
            None => {
                let what = format!(
                    "the trail of '{}' has no communication of '{}' with this post_key, update_key and version; leave \
                     these columns as they were exported",
                    code.unit.incident, code.unit.provider
                );
                problems.push(problem("post_key", what));
            }
            Some(unit) => {
                let words = format!(
                    "{} {} {}",
                    unit.title.as_deref().unwrap_or(""),
                    unit.text,
                    unit.authors.as_deref().unwrap_or("")
                );
                if code.quote.as_deref().is_some_and(|quote| !folded(&words).contains(&folded(quote))) {
                    remarks.push(problem("quote", "it does not stand in the text like this".to_owned()));
                }
            }
        }
    }
    (problems, remarks)
}

/// Words in lower case with one space between them.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "incident,provider,post_key,update_key,version,field,value,quote,note\n";

    fn sheet(rows: &str) -> Sheet {
        parse(format!("{HEAD}{rows}").as_bytes())
    }

    fn problems(sheet: &Sheet) -> Vec<String> {
        sheet.problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn everything_wrong_is_told_at_once_with_its_place() {
        let found = sheet(
            "heartbleed,nimbus,k,,1,affected,maybe,,\n\
             heartbleed,nimbus,k,,1,colour,yes,,\n\
             heartbleed,nimbus,k,,1,unaffected,yes,\"two\nlines\",\n\
             heartbleed,nimbus,k,,1,unaffected,no,,\n\
             heartbleed,nimbus,k,,one,withheld,no,,\n\
             heartbleed,nimbus,k,,1,unknowns,,,seen?\n\
             heartbleed,nimbus\n",
        );
        let problems = problems(&found);
        assert_eq!(problems.len(), 6, "{problems:#?}");
        assert_eq!(
            problems[0],
            "2: column value: 'maybe' is not allowed for affected; allowed: yes, no, unknown"
        );
        assert!(
            problems[1]
                .starts_with("3: column field: 'colour' is no field of the code book; allowed: seniority")
        );
        assert_eq!(
            problems[2],
            "6: column field: this communication has a value for unaffected in line 4 already"
        );
        assert!(problems[3].starts_with("7: column version: 'one' is no number"));
        assert!(problems[4].starts_with("8: column note: there is no value beside it"));
        assert!(problems[5].starts_with("9: this line cannot be read: it has 2 fields"), "{}", problems[5]);
        assert_eq!(found.answers.len(), 1);
    }

    #[test]
    fn spreadsheets_write_in_their_own_way() {
        let text = "\u{feff}Value;field;incident;provider;post_key;update_key;version;my column\r\n\
                    YES ;affected;heartbleed;nimbus;'=key;;1;x\r\n;affected;heartbleed;nimbus;b;;1;x\r\n";
        let found = parse(text.as_bytes());
        assert_eq!(problems(&found), Vec::<String>::new());
        assert_eq!((found.answers.len(), found.empty), (1, 1));
        let code = &found.answers[0].code;
        assert_eq!((code.value.as_str(), code.unit.post_key.as_str()), ("yes", "=key"));
    }

    #[test]
    fn a_sheet_of_before_a_renaming_is_of_the_same_provider() {
        let mut found = sheet("heartbleed,cloud,k,,1,affected,yes,,\nheartbleed,lumen,k,,1,affected,yes,,\n");
        found.rename_providers(&BTreeMap::from([("cloud".to_owned(), "nimbus".to_owned())]));
        let slugs: Vec<_> = found.answers.iter().map(|it| it.code.unit.provider.as_str()).collect();
        assert_eq!(slugs, ["nimbus", "lumen"]);
    }

    #[test]
    fn another_encoding_is_refused() {
        let mut bytes = format!("{HEAD}heartbleed,nimbus,k,,1,affected,yes,").into_bytes();
        bytes.extend(b"caf\xe9,\n");
        assert_eq!(
            problems(&parse(bytes.as_slice())),
            ["2: column quote: the text is not UTF-8; save the sheet as CSV in UTF-8"]
        );
    }

    #[test]
    fn a_file_of_another_kind_is_named() {
        assert!(problems(&parse("a,b\n1,2\n".as_bytes()))[0].starts_with("1: missing: incident, provider"));
        assert!(problems(&parse("".as_bytes()))[0].starts_with("1: missing"));
    }
}
