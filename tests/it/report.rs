//! The report on the demo's incident says what the hand-written truth says, and its page can be read by everybody.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use crawler::world::{Oddity, PostTruth, ProviderTruth, TimeTruth};
use model::PostKind;
use scraper::{Html, Selector};
use store::IncidentReport;

use crate::bench::Bench;

/// A row of the CSV by the names of its columns.
type Row = BTreeMap<String, String>;

async fn gathered() -> (Bench, IncidentReport) {
    let bench = Bench::new().await;
    bench.all_days().await;
    let report = bench.store.incident_report("heartbleed").await.unwrap().unwrap();
    (bench, report)
}

fn tidy(report: &IncidentReport) -> Vec<Row> {
    let text = report::csv(report);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let formats =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/FORMATS.md")).unwrap();
    for column in &header {
        assert!(formats.contains(&format!("`{column}`")), "docs/FORMATS.md explains the column {column}");
    }
    reader
        .records()
        .map(|record| {
            header.iter().map(str::to_owned).zip(record.unwrap().iter().map(str::to_owned)).collect()
        })
        .collect()
}

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

/// How much a claimed time leaves open, in seconds: it is written to the minute or to the second.
fn open_s(time: &TimeTruth) -> i64 {
    if time.local.len() == "2014-04-08T14:15".len() { 60 } else { 0 }
}

fn instant(time: &TimeTruth) -> DateTime<Utc> {
    let seconds = if time.local.len() == "2014-04-08T14:15".len() { ":00" } else { "" };
    at(&format!("{}{seconds}{}", time.local, time.offset.unwrap()))
}

/// The statements of a post: when each claims to be said and when it can first be seen.
fn statements(post: &PostTruth) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
    let own = (post.kind == PostKind::Article).then(|| (instant(&post.published), post.appears));
    own.into_iter().chain(post.updates.iter().map(|it| (instant(&it.claimed), it.appears))).collect()
}

/// Texts and updates with all the words that they had.
fn communications(provider: &ProviderTruth) -> usize {
    let of = |post: &PostTruth| {
        let texts = if post.kind == PostKind::Article { post.revisions } else { 0 };
        texts + post.updates.iter().map(|update| update.revisions).sum::<usize>()
    };
    provider.trail().map(of).sum()
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_number_is_the_one_of_the_truth() {
    let (bench, found) = gathered().await;
    let rows = tidy(&found);
    let days = bench.world.days();
    // 7 April without a zone: from its beginning at +14:00 to its end at -12:00.
    let (low, high) = (at("2014-04-06T10:00:00Z"), at("2014-04-08T12:00:00Z"));
    let hours = |from: DateTime<Utc>, to: DateTime<Utc>| (to - from).num_seconds() as f64 / 3600.0;
    for truth in &bench.world.truth().providers {
        let place = truth.slug;
        let said: BTreeSet<&str> = found
            .communications
            .iter()
            .filter(|it| it.provider == place)
            .map(|it| it.evidence.as_str())
            .collect();
        assert_eq!(
            found.communications.iter().filter(|it| it.provider == place).count(),
            communications(truth),
            "{place}: communications"
        );
        let statements: Vec<_> = truth.trail().flat_map(statements).collect();
        let row = |basis: &str| {
            rows.iter().find(|row| {
                row["provider"] == place
                    && row["part"] == "first-word"
                    && row["basis"] == basis
                    && row["anchor"] == "public"
            })
        };
        let Some(first) = statements.iter().map(|(claimed, _)| *claimed).min() else {
            assert!(row("claimed").is_none(), "{place} is silent");
            let silent = row("observed").unwrap();
            assert_eq!(silent["answer"], "nothing-seen", "{place}");
            assert_eq!(silent["hours_high"], "", "{place}: unknown is not zero");
            assert!(
                (number(&silent["hours_low"]) - hours(high, *days.last().unwrap())).abs() < 0.1,
                "{place}: {silent:?}"
            );
            continue;
        };
        assert_eq!(said, BTreeSet::from(["live"]), "{place}: we saw each appear");
        let claimed = row("claimed").unwrap();
        let times = truth.trail().flat_map(|post| {
            std::iter::once(post.published).chain(post.updates.iter().map(|update| update.claimed))
        });
        let open = times.filter(|time| instant(time) == first).map(|time| open_s(&time)).max().unwrap();
        let last = first + TimeDelta::seconds(open);
        for (column, wanted) in [("hours_low", hours(high, first)), ("hours_high", hours(low, last))] {
            assert!(
                (number(&claimed[column]) - wanted).abs() < 0.01,
                "{place}: {column} {wanted:.2} {claimed:?}"
            );
        }
        let appears = statements.iter().map(|(_, appears)| *appears).min().unwrap();
        let seen = days.iter().find(|day| **day >= appears).unwrap();
        let before = days.iter().rev().find(|day| **day < appears).unwrap();
        let observed = row("observed").unwrap();
        for (column, wanted) in [("hours_low", hours(high, *before)), ("hours_high", hours(low, *seen))] {
            assert!(
                (number(&observed[column]) - wanted).abs() < 0.1,
                "{place}: {column} {wanted:.2} {observed:?}"
            );
        }
    }
    assert_eq!(
        found.providers.len(),
        bench.world.truth().providers.len(),
        "every provider that is followed has a row"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_signal_is_the_one_of_the_truth() {
    let (bench, found) = gathered().await;
    let rows = tidy(&found);
    let kinds: Vec<_> = extractor::signals::kinds().filter(|kind| !kind.suggestion).collect();
    let mut wrong = Vec::new();
    for truth in &bench.world.truth().providers {
        for kind in &kinds {
            let (place, signal) = (truth.slug, kind.signal.as_str());
            let cell: Vec<&Row> = rows
                .iter()
                .filter(|row| row["provider"] == place && row["part"] == signal)
                .filter(|row| row["criterion"] == kind.criterion.as_str())
                .collect();
            assert!(!cell.is_empty(), "{place} has no answer for {signal}");
            let said = cell.iter().any(|row| row["answer"] == "found");
            if said != truth.signals.contains(&kind.signal) {
                wrong.push(format!("{place} {signal}: {:?}", cell.first().map(|row| &row["quote"])));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let suggested = ["action", "withheld", "patch-management", "check-tool"];
    assert!(rows.iter().all(|row| !suggested.contains(&row["part"].as_str())), "suggestions count nowhere");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_planted_behaviour_shows() {
    let (bench, found) = gathered().await;
    let (rows, page) = (tidy(&found), report::html(&found));
    let document = Html::parse_document(&page);
    let overview = Selector::parse("#overview tbody tr").unwrap();
    let lines: BTreeMap<String, String> = document
        .select(&overview)
        .map(|row| {
            let text = row.text().collect::<String>();
            let name = row.select(&Selector::parse("th").unwrap()).next().unwrap().text().collect::<String>();
            (name, text)
        })
        .collect();
    for truth in &bench.world.truth().providers {
        let place = truth.slug;
        let has = |part: &str| rows.iter().any(|row| row["provider"] == place && row["part"] == part);
        let flagged = rows.iter().any(|row| {
            row["provider"] == place && row["part"] == "flag" && row["value"] == "claimed-before-last-look"
        });
        let odd = |oddity: Oddity| truth.trail().any(|post| post.oddities.contains(&oddity));
        assert_eq!(flagged, odd(Oddity::BackDated), "{place}: back-dating");
        assert_eq!(has("silent-edit"), odd(Oddity::SilentEdit), "{place}: silent edit");
        assert_eq!(has("edit"), odd(Oddity::OpenEdit), "{place}: open edit");
        let late = rows.iter().any(|row| {
            row["provider"] == place
                && row["part"] == "flag"
                && row["value"] == "claimed-before-platform-record"
        });
        assert_eq!(late, odd(Oddity::BackFilledUpdate), "{place}: an update filled in later");
        let name = &found.providers.iter().find(|it| it.slug == place).unwrap().name;
        let line = &lines[name];
        assert_eq!(
            line.contains("nothing seen in"),
            truth.trail().next().is_none(),
            "{place}: silence in {line}"
        );
        assert_eq!(line.contains("text changed silently"), odd(Oddity::SilentEdit), "{place}: {line}");
        assert_eq!(
            line.contains("a look after the time that it claims did not show it"),
            odd(Oddity::BackDated),
            "{place}: {line}"
        );
        for author in truth.trail().flat_map(|post| &post.authors) {
            let speaks = rows.iter().any(|row| {
                row["provider"] == place
                    && row["criterion"] == "who"
                    && row["quote"] == author.name
                    && author.job_title.is_none_or(|title| row["job_title"] == title)
            });
            assert!(speaks, "{place}: {} is among those who speak", author.name);
        }
    }
    assert!(
        lines["Nimbus Cloud"].contains("Dana Whitcombe, Chief Executive Officer"),
        "{}",
        lines["Nimbus Cloud"]
    );
    assert!(lines["Nimbus Cloud"].contains("c-level, executive"));
    let looks = bench
        .number("select looks from research.silences where provider = 'lumen' and incident = 'heartbleed'")
        .await;
    assert!(looks > 0);
    let silence = rows.iter().find(|row| row["provider"] == "lumen" && row["part"] == "silence").unwrap();
    assert_eq!(silence["looks"], looks.to_string(), "a silence is worth its looks");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_is_well_formed_and_accessible() {
    let (_bench, found) = gathered().await;
    let page = report::html(&found);
    let document = Html::parse_document(&page);
    assert_eq!(document.errors, Vec::<std::borrow::Cow<str>>::new());
    let all = |css: &str| document.select(&Selector::parse(css).unwrap()).collect::<Vec<_>>();
    let mut ids = BTreeSet::new();
    for element in all("[id]") {
        assert!(ids.insert(element.attr("id").unwrap()), "the id {:?} is there twice", element.attr("id"));
    }
    for link in all("a") {
        let address = link.attr("href").unwrap();
        assert!(!link.text().collect::<String>().trim().is_empty(), "{address} has no name");
        match address.strip_prefix('#') {
            Some(target) => assert!(ids.contains(target), "#{target} leads nowhere"),
            None => {
                assert!(address.starts_with("http://") || address.starts_with("https://"), "{address}");
                assert_eq!(link.attr("rel"), Some("noreferrer noopener"), "{address}");
            }
        }
    }
    for attribute in ["aria-labelledby", "aria-describedby"] {
        for element in all(&format!("[{attribute}]")) {
            for id in element.attr(attribute).unwrap().split(' ') {
                assert!(ids.contains(id), "{attribute} names {id}, which is not there");
            }
        }
    }
    assert!(!all("th").is_empty() && all("th:not([scope])").is_empty(), "every th says what it heads");
    for table in all("table") {
        assert!(
            table.select(&Selector::parse("caption").unwrap()).next().is_some(),
            "every table has a caption"
        );
    }
    for picture in all("svg") {
        assert_eq!(picture.attr("role"), Some("img"));
        assert!(picture.attr("aria-labelledby").is_some(), "a picture has a name");
        assert!(picture.select(&Selector::parse("title").unwrap()).next().is_some());
    }
    assert_eq!(all("svg").len(), 1, "the timeline is drawn");
    assert!(
        all("img, script, link, iframe, object, [src], [onclick], form").is_empty(),
        "nothing runs, nothing is loaded"
    );
    assert_eq!(all("html[lang]").len(), 1);
    assert_eq!(
        (all("main").len(), all("header").len(), all("nav").len(), all("h1").len()),
        (1, 1, 1, 1),
        "landmarks"
    );
    assert_eq!(all("a.skip").first().and_then(|it| it.attr("href")), Some("#main"));
    let levels: Vec<u8> =
        all("h1, h2, h3, h4").iter().map(|it| it.value().name().as_bytes()[1] - b'0').collect();
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "no level is passed over: {levels:?}");
    // A row has as many cells as the head, those that span several counted.
    for table in all("table") {
        let width = table.select(&Selector::parse("thead th").unwrap()).count();
        for row in table.select(&Selector::parse("tbody tr").unwrap()) {
            let cells = row
                .child_elements()
                .map(|cell| cell.attr("colspan").map_or(1, |it| it.parse().unwrap()))
                .sum::<usize>();
            assert_eq!(cells, width, "{}", row.html());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_value_leads_to_its_quote_and_its_record() {
    let (_bench, found) = gathered().await;
    let page = report::html(&found);
    let document = Html::parse_document(&page);
    for (number, said) in (1..).zip(&found.communications) {
        let article = document.select(&Selector::parse(&format!("#c{number}")).unwrap()).next().unwrap();
        let text = article.text().collect::<String>();
        for part in
            [&said.segment, &said.record_id, said.url.as_ref().unwrap(), &said.record_offset.to_string()]
        {
            assert!(text.contains(part.as_str()), "{number}: {part}");
        }
        if let (Some(raw), Some(rule)) = (&said.claimed_raw, &said.claimed_source) {
            assert!(text.contains(raw.trim()) && text.contains(rule), "{number}: {raw} by {rule}");
        }
        assert!(
            text.contains("no rule matched") || text.contains("Assessed") || text.contains("Not assessed"),
            "{number}"
        );
    }
    let times = document
        .select(&Selector::parse("#response-time").unwrap())
        .next()
        .unwrap()
        .text()
        .collect::<String>();
    // Orchard writes 2:15 PM PDT: to the minute, and so it is shown.
    assert!(times.contains("2014-04-08 21:15") && !times.contains("2014-04-08 21:16"), "{times}");
    let referred = document
        .select(&Selector::parse("#response-time a.ref, #who a.ref, #trail-caption").unwrap())
        .count();
    assert!(referred > found.communications.len(), "values have their references");
    let gap = TimeDelta::minutes(1);
    assert!(
        found
            .communications
            .iter()
            .all(|it| it.last_not_seen_at.is_none_or(|before| it.first_seen_at - before > gap))
    );
}
