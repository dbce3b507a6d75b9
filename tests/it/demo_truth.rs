//! Every number of the report on the demo's incident against `demo_truth.txt`, which was worked out by hand. What
//! signals say, and the response times that rest on them, have tests of their own.

use std::collections::BTreeMap;

use crate::bench::Bench;

const TRUTH: &str = include_str!("demo_truth.txt");

/// The lines of a part of the truth, cells trimmed and joined by `|`, sorted.
fn truth(part: &str) -> Vec<String> {
    let mut lines: Vec<String> = TRUTH
        .lines()
        .skip_while(|line| !line.starts_with(&format!("[{part}]")))
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('|').map(str::trim).collect::<Vec<_>>().join("|"))
        .collect();
    assert!(!lines.is_empty(), "the truth has a part {part}");
    lines.sort();
    lines
}

fn sorted(lines: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut lines: Vec<String> = lines.into_iter().collect();
    lines.sort();
    lines
}

/// The first table of the text, its wrapped cells put together again.
fn table(text: &str) -> Vec<String> {
    let heads = ["provider", "first word", "after (claimed)", "first seen (UTC)", "who", "said", "remarks"];
    let lines: Vec<Vec<char>> = text.lines().map(|line| line.chars().collect()).collect();
    let head =
        lines.iter().position(|line| line.iter().collect::<String>().starts_with(" provider")).unwrap();
    let shown: String = lines[head].iter().collect();
    let starts: Vec<usize> = heads.iter().map(|name| shown.find(name).unwrap()).collect();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in lines[head + 2..].iter().take_while(|line| !line.is_empty()) {
        let cells: Vec<String> = (0..heads.len())
            .map(|nth| {
                let end = starts.get(nth + 1).copied().unwrap_or(line.len()).min(line.len());
                line[starts[nth].min(end)..end].iter().collect::<String>().trim().to_owned()
            })
            .collect();
        match rows.last_mut() {
            Some(row) if cells[0].is_empty() => {
                for (whole, more) in row.iter_mut().zip(cells).filter(|(_, more)| !more.is_empty()) {
                    *whole = format!("{whole} {more}").trim().to_owned();
                }
            }
            _ => rows.push(cells),
        }
    }
    rows.iter().map(|row| row.join("|")).collect()
}

/// What the text says of those who said nothing, as looks, last look, provider.
fn silent(text: &str) -> Vec<String> {
    text.lines()
        .filter_map(|line| {
            let (looks, rest) = line.strip_prefix("nothing found in ")?.split_once(" looks up to ")?;
            let (until, provider) = rest.split_once(" UTC: ")?;
            Some(format!("{looks}|{until}|{provider}"))
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_number_of_text_csv_and_views_is_the_one_worked_out_by_hand() {
    let bench = Bench::new().await;
    bench.all_days().await;
    let found = bench.store.incident_report("heartbleed").await.unwrap().unwrap();
    let text = report::text(&found);
    assert_eq!(sorted(table(&text)), truth("text"));
    assert_eq!(sorted(silent(&text)), truth("silent"));

    let sheet = report::csv(&found);
    let mut reader = csv::Reader::from_reader(sheet.as_bytes());
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(|row| row.unwrap()).collect();
    // Each row is in one part of the truth, or is about what texts say.
    let of = |columns: &[&str], wanted: &dyn Fn(&BTreeMap<String, String>) -> bool| {
        let line = |row: &BTreeMap<String, String>| {
            columns.iter().map(|column| row[*column].as_str()).collect::<Vec<_>>().join("|")
        };
        sorted(rows.iter().filter(|row| wanted(row)).map(line))
    };
    let is_time = |row: &BTreeMap<String, String>| ["silence", "first-word"].contains(&row["part"].as_str());
    let times =
        ["provider", "part", "basis", "anchor", "answer", "hours_low", "hours_high", "looks", "evidence"];
    assert_eq!(of(&times, &is_time), truth("times"));
    let is_flag = |row: &BTreeMap<String, String>| row["part"] == "flag";
    assert_eq!(of(&["provider", "value", "claimed_raw"], &is_flag), truth("flags"));
    let is_edit =
        |row: &BTreeMap<String, String>| ["edit", "silent-edit", "entry"].contains(&row["part"].as_str());
    assert_eq!(of(&["provider", "part", "value", "first_seen_at"], &is_edit), truth("edits"));
    let who = ["provider", "part", "answer", "quote", "job_title", "value", "claimed_raw"];
    assert_eq!(of(&who, &|row| row["criterion"] == "who"), truth("who"));
    for row in rows.iter().filter(|row| row["criterion"] == "response-time" && !is_time(row) && !is_flag(row))
    {
        let rests_on_signals = found.response_times.iter().any(|it| it.measure == row["part"]);
        assert!(rests_on_signals && row["part"] != "first-word", "{row:?} is in no part of the truth");
    }

    for (part, sql) in [
        (
            "cadence",
            "select provider, number, claimed_hours_low, claimed_hours_high, observed_hours_low, observed_hours_high
               from research.gaps where incident = 'heartbleed'",
        ),
        (
            "longest",
            "select provider, max(claimed_hours_low), max(claimed_hours_high), max(observed_hours_high)
               from research.gaps where incident = 'heartbleed' group by provider",
        ),
        (
            "coverage",
            "select source, looks, blind_looks, days, first_look_at, last_look_at, longest_gap, posts
               from research.coverage",
        ),
    ] {
        let answer = bench.ask(sql).await;
        let said = answer.rows.iter().map(|row| {
            row.iter().map(|cell| cell.as_deref().unwrap_or_default()).collect::<Vec<_>>().join("|")
        });
        assert_eq!(sorted(said), truth(part), "{part}");
    }
}
