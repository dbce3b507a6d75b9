//! What people code stands beside what the rules read, survives a second reading, and is compared.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::bench::{Folder, stderr, stdout};

/// A data directory with the demo in it.
fn demo() -> Folder {
    let folder = Folder::new();
    let output = folder.trail(&["demo"]);
    assert!(output.status.success(), "{}", stderr(&output));
    folder
}

/// The sheet of the demo's incident, filled: `answer` gives value and quote for a provider, kind and field.
fn filled(folder: &Folder, name: &str, answer: impl Fn(&Row) -> (String, String)) -> PathBuf {
    let output = folder.trail(&["code", "export", "heartbleed"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
    let header = reader.headers().unwrap().clone();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).unwrap();
    for record in reader.records() {
        let mut row: Row =
            header.iter().map(str::to_owned).zip(record.unwrap().iter().map(str::to_owned)).collect();
        let (value, quote) = answer(&row);
        row.insert("value".to_owned(), value);
        row.insert("quote".to_owned(), quote);
        writer.write_record(header.iter().map(|column| &row[column])).unwrap();
    }
    folder.file(name, &String::from_utf8(writer.into_inner().unwrap()).unwrap())
}

type Row = BTreeMap<String, String>;

fn of(provider: &str, field: &str, row: &Row) -> bool {
    row["provider"] == provider && row["field"] == field
}

fn nothing() -> (String, String) {
    (String::new(), String::new())
}

fn import(folder: &Folder, sheet: &Path, coder: &str) -> std::process::Output {
    folder.trail(&["code", "import", sheet.to_str().unwrap(), "--coder", coder, "--codebook", "1"])
}

#[test]
fn a_sheet_goes_out_comes_back_and_is_compared() {
    let folder = demo();
    let yes = |row: &Row| match row {
        row if of("harbor", "affected", row) => ("yes".to_owned(), "affected".to_owned()),
        row if of("fernway", "affected", row) => ("Yes".to_owned(), "no such words".to_owned()),
        row if of("quarry", "affected", row) => ("no".to_owned(), String::new()),
        _ => nothing(),
    };
    let output = import(&folder, &filled(&folder, "ada.csv", yes), "ada");
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stdout(&output).starts_with("5 codes by ada stored, "), "{}", stdout(&output));
    let notes = stderr(&output);
    assert_eq!(notes.matches("column quote: it does not stand in the text like this").count(), 1, "{notes}");

    let other = |row: &Row| match row {
        row if of("harbor", "affected", row) => ("yes".to_owned(), String::new()),
        row if of("fernway", "affected", row) || of("quarry", "affected", row) => {
            ("no".to_owned(), String::new())
        }
        _ => nothing(),
    };
    assert!(import(&folder, &filled(&folder, "ben.csv", other), "ben").status.success());
    // Harbor's two posts yes/yes, Fernway's one yes/no, Quarry's two texts no/no: p₀ 4/5, pₑ (3·2 + 2·3)/25 = 12/25,
    // κ = (20/25 − 12/25)/(13/25) = 8/13; α of five yes and five no: 1 − 2/(10 − 40/9) = 16/25.
    let agreement = folder.trail(&["code", "agreement", "heartbleed", "--format", "csv"]);
    let text = stdout(&agreement);
    assert!(text.starts_with("field,coders,n,agreement,kappa,alpha\r\n"), "{text}");
    assert!(text.contains("affected,ada and ben,5,0.800,0.615,\r\n"), "{text}");
    assert!(text.contains("affected,all 2 people,5,,,0.640\r\n"), "{text}");

    // A second sheet of the same coder counts, and the first stays.
    let again = |row: &Row| match row {
        row if of("fernway", "affected", row) => ("yes".to_owned(), String::new()),
        _ => nothing(),
    };
    assert!(import(&folder, &filled(&folder, "ben-2.csv", again), "ben").status.success());
    let count = |sql: &str| {
        stdout(&folder.trail(&["sql", sql, "--format", "csv"])).lines().nth(1).unwrap().to_owned()
    };
    assert_eq!(
        count(
            "select count(*) from human_codes where provider_id = (select id from providers where slug = 'fernway')"
        ),
        "3"
    );
    assert_eq!(
        count("select string_agg(value, ' ') from latest_codes where provider = 'fernway'"),
        "yes yes"
    );

    // The archive is read again: no code is lost, each finds its communication.
    let home = folder.path().join("demo");
    let reread = folder.trail(&["reextract", "--all"]);
    assert!(reread.status.success(), "{} {}", stderr(&reread), home.display());
    assert_eq!(
        count("select count(*) from latest_codes where communication_id is not null and same_words"),
        "10"
    );
}

#[test]
fn a_wrong_sheet_is_refused_as_a_whole_with_every_place() {
    let folder = demo();
    let wrong = |row: &Row| match row {
        row if of("harbor", "affected", row) => ("perhaps".to_owned(), String::new()),
        row if of("fernway", "seniority", row) => ("boss".to_owned(), String::new()),
        row if of("quarry", "affected", row) => ("yes".to_owned(), String::new()),
        _ => nothing(),
    };
    let sheet = filled(&folder, "wrong.csv", wrong);
    let output = import(&folder, &sheet, "ada");
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    assert_eq!(
        text.matches("column value: 'perhaps' is not allowed for affected; allowed: yes, no, unknown")
            .count(),
        2
    );
    assert_eq!(
        text.matches("'boss' is not allowed for seniority; allowed: c-level, vp").count(),
        1,
        "{text}"
    );
    let first = text.lines().find(|line| line.contains("wrong.csv:")).unwrap();
    let place = first.split(':').nth(1).unwrap().parse::<u64>();
    assert!(place.is_ok_and(|line| line > 1), "{text}");
    let stored = folder.trail(&["sql", "select count(*) from human_codes", "--format", "csv"]);
    assert_eq!(stdout(&stored), "count\r\n0\r\n", "nothing is stored of a wrong sheet");

    let unknown =
        |row: &Row| if of("quarry", "affected", row) { ("yes".to_owned(), String::new()) } else { nothing() };
    let sheet = filled(&folder, "moved.csv", unknown);
    let text = std::fs::read_to_string(&sheet).unwrap().replace(")/blog/heartbleed-and", ")/blog/elsewhere");
    let output = import(&folder, &folder.file("moved.csv", &text), "ada");
    assert!(
        stderr(&output).contains("has no communication of 'quarry' with this post_key"),
        "{}",
        stderr(&output)
    );

    for (arguments, said) in [
        (["--coder", "machine", "--codebook", "1"], "this name stands for the rules"),
        (["--coder", "ada", "--codebook", "0"], "this program has version 1"),
    ] {
        let output =
            folder.trail(&[&["code", "import", sheet.to_str().unwrap()], arguments.as_slice()].concat());
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
    }
    let twice = folder.trail(&["code", "export", "heartbleed", "--to", sheet.to_str().unwrap()]);
    assert!(stderr(&twice).contains("never overwritten"), "{}", stderr(&twice));
}

/// A merge, another reading of the archive or a term that leaves the seed is no fault of the coder.
#[test]
fn what_left_the_trail_since_the_sheet_was_exported_is_coded_all_the_same() {
    let folder = demo();
    let yes = |row: &Row| match row {
        row if of("quarry", "affected", row) || of("harbor", "affected", row) => {
            ("yes".to_owned(), String::new())
        }
        _ => nothing(),
    };
    let sheet = filled(&folder, "ada.csv", yes);
    let gone = "delete from mentions m using communications c, providers p
                 where c.id = m.communication_id and p.id = c.provider_id and p.slug = 'quarry'";
    assert!(folder.trail(&["sql", "--write", gone]).status.success());
    let output = import(&folder, &sheet, "ada");
    let notes = stderr(&output);
    assert!(output.status.success(), "{notes}");
    assert!(notes.contains("does not have this communication any more"), "{notes}");
    assert!(stdout(&output).starts_with("4 codes by ada stored, "), "{}", stdout(&output));
}

#[test]
fn the_code_book_of_the_documents_is_the_one_of_the_program() {
    let document =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/CODEBOOK.md")).unwrap();
    assert_eq!(
        document,
        report::coding::markdown(),
        "write it anew: trail code book --format markdown > docs/CODEBOOK.md"
    );
}

#[test]
fn every_signal_of_the_rules_can_be_coded() {
    for kind in extractor::signals::kinds() {
        let name = kind.signal.as_str();
        let field = report::coding::BOOK.field(name).unwrap_or_else(|| panic!("no field {name}"));
        assert_eq!(field.criterion.as_str(), kind.criterion.as_str(), "{name}");
    }
}
