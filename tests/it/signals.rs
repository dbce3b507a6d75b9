//! What texts say of the criteria: the rules, the catalogue and the database agree.

use crate::bench::{Bench, Folder, stdout};

#[tokio::test(flavor = "multi_thread")]
async fn the_catalogue_in_the_database_is_the_one_of_the_rules() {
    let bench = Bench::new().await;
    let stored = bench
        .column("select concat_ws('|', signal, criterion, meaning, suggestion) from signal_kinds order by 1")
        .await;
    let mut ours: Vec<String> = extractor::signals::kinds()
        .map(|kind| {
            let suggestion = if kind.suggestion { 't' } else { 'f' };
            let (signal, criterion) = (kind.signal.as_str(), kind.criterion.as_str());
            format!("{signal}|{criterion}|{}|{suggestion}", kind.meaning)
        })
        .collect();
    ours.sort_unstable();
    let stored: std::collections::BTreeSet<String> = stored.into_iter().collect();
    let missing: Vec<&String> = ours.iter().filter(|line| !stored.contains(*line)).collect();
    assert_eq!(missing, Vec::<&String>::new());
    assert_eq!(stored.len(), ours.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_recorded_was_read_for_signals_and_each_stands_in_its_text() {
    let bench = Bench::new().await;
    bench.all_days().await;
    let unread = bench
        .number(
            "select count(*) from communications c
              where not exists (select 1 from signal_readings r where r.communication_id = c.id)",
        )
        .await;
    assert_eq!(unread, 0, "communications that nobody read for signals");
    assert!(bench.number("select count(*) from signals").await > 20);
    let outside = bench
        .column(
            "select s.rule || ': ' || s.quote from signals s
               join communications c on c.id = s.communication_id join revisions r on r.id = c.revision_id
              where octet_length(coalesce(c.text, r.text)) < s.span_end",
        )
        .await;
    assert_eq!(outside, Vec::<String>::new());
    let foreign = "select count(*) from signals s join communications c on c.id = s.communication_id
                     join revisions r on r.id = c.revision_id where r.language <> 'en'";
    assert_eq!(bench.number(foreign).await, 0);
}

#[test]
fn the_formats_name_what_trail_rules_prints() {
    let folder = Folder::new();
    let printed = stdout(&folder.trail(&["rules", "next-steps", "--format", "json"]));
    let rules: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let formats =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/FORMATS.md")).unwrap();
    let part = formats
        .split("## The JSON of `trail extract --signals`")
        .nth(1)
        .unwrap()
        .split("\n## ")
        .next()
        .unwrap();
    let signal = &rules["signals"][0];
    assert_eq!(signal["signal"], "next-steps");
    for object in [&rules, signal, &signal["rules"][0]] {
        for key in object.as_object().unwrap().keys() {
            assert!(part.contains(&format!("`{key}`")), "docs/FORMATS.md explains `{key}`");
        }
    }
    let text = stdout(&folder.trail(&["rules"]));
    assert!(extractor::signals::rules().all(|rule| text.contains(rule.id)), "{text}");
    assert_eq!(folder.trail(&["rules", "no-such-signal"]).status.code(), Some(1));
}
