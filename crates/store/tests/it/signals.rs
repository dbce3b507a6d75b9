//! What texts say of the criteria stands beside the communications, and a miss is told from a text not read.

use model::SourceKind::Status;
use model::{Actor, Extraction, FoundSignal, NotAssessed, Signal, SignalReading, Span};

use crate::support::{Answer, TestStore, at, found, incident, update};

const API: &str = "https://status.acme.example/api/v2/incidents.json";

const ANSWERS: &str = "\
select c.update_key, c.version, r.assessed, r.reason, s.signal, s.detail, s.actor, s.quote,
       convert_from(substring(convert_to(t.text, 'UTF8') from s.span_start + 1 for s.span_end - s.span_start), 'UTF8')
  from communications c
  join trail t on t.communication_id = c.id
  left join signal_readings r on r.communication_id = c.id
  left join signals s on s.communication_id = c.id
 order by c.id, s.span_start, s.signal";

fn patched(text: &str, words: &str) -> FoundSignal {
    let start = text.find(words).unwrap();
    FoundSignal {
        signal: Signal::Action,
        rule: "action-patched".into(),
        rule_version: 1,
        detail: Some("patched".into()),
        actor: Actor::Provider,
        quote: text.into(),
        span: Span { start, end: start + words.len() },
    }
}

fn reading(update: usize, found: Vec<FoundSignal>) -> SignalReading {
    SignalReading {
        post: 0,
        update: Some(update),
        rules_version: "3".into(),
        not_assessed: None,
        read_for: None,
        found,
    }
}

fn shown(texts: &[&str], signals: Vec<SignalReading>) -> Extraction {
    let updates = texts.iter().enumerate().map(|(nth, text)| {
        update(&format!("u{nth}"), "update", &format!("2014-04-08T0{}:00Z", nth + 1), text)
    });
    Extraction { signals, ..found(&[incident("i1", "OpenSSL", updates.collect())]) }
}

#[tokio::test]
async fn found_and_no_rule_matched_and_not_assessed_are_three_answers() {
    let it = TestStore::with_source(Status, API).await;
    let texts = ["Größtenteils: we patched our servers.", "All is well.", "Alles gut.", "Nobody read this."];
    let signals = vec![
        reading(0, vec![patched(texts[0], "we patched")]),
        reading(1, Vec::new()),
        SignalReading { not_assessed: Some(NotAssessed::Language), ..reading(2, Vec::new()) },
    ];
    it.look(at(1), Answer::ok("1"), &shown(&texts, signals)).await;
    let answers = [
        "u0|1|t|-|action|patched|provider|Größtenteils: we patched our servers.|we patched",
        "u1|1|t|-|-|-|-|-|-",
        "u2|1|f|language|-|-|-|-|-",
        "u3|1|-|-|-|-|-|-|-",
    ];
    assert_eq!(it.lines(ANSWERS).await, answers);
}

#[tokio::test]
async fn words_that_were_read_are_not_read_into_the_tables_again() {
    let it = TestStore::with_source(Status, API).await;
    let (first, then) = ("We patched our servers.", "We patched our servers twice.");
    for (hours, text) in [(1, first), (2, first), (3, then)] {
        let signals = vec![reading(0, vec![patched(text, "We patched")])];
        it.look(at(hours), Answer::ok(&format!("{hours}")), &shown(&[text], signals)).await;
    }
    let quotes = it
        .lines("select c.version, s.quote from signals s join communications c on c.id = s.communication_id order by 1")
        .await;
    assert_eq!(quotes, [format!("1|{first}"), format!("2|{then}")]);
    assert_eq!(it.count("signal_readings").await, "2");
}
