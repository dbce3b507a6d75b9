//! Whatever becomes of a status document on its way: it is read without a panic, in a time that grows with its
//! length.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::documents::{ALL, KEPT};
use super::status_platforms::read;

fn bodies() -> Vec<(&'static str, &'static str)> {
    let kept = KEPT.iter().map(|(_, _, body)| ("https://s.example/x", *body));
    ALL.iter().map(|sample| (sample.url, sample.body)).chain(kept).collect()
}

/// Reads it; each update of a post must have a key of its own.
fn check(url: &str, body: &[u8]) {
    let found = read(url, body);
    for post in &found.posts {
        let mut keys: Vec<_> = post.updates.iter().map(|update| &update.key).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), post.updates.len(), "{}", post.key);
    }
}

#[test]
fn a_document_that_ends_anywhere_is_read() {
    for (url, body) in bodies() {
        for end in 0..body.len() {
            check(url, &body.as_bytes()[..end]);
        }
    }
}

proptest! {
    #[test]
    fn a_document_with_changed_bytes_is_read(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let all = bodies();
        let (url, body) = all[which.index(all.len())];
        let mut body = body.as_bytes().to_vec();
        for (at, byte) in changes {
            let at = at.index(body.len());
            body[at] = byte;
        }
        check(url, &body);
    }

    #[test]
    fn a_document_with_parts_moved_and_repeated_is_read(
        which in any::<prop::sample::Index>(),
        other in any::<prop::sample::Index>(),
        (from, to, length, times) in (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0_usize..400, 0_usize..6),
    ) {
        let all = bodies();
        let (url, body) = all[which.index(all.len())];
        let (_, donor) = all[other.index(all.len())];
        let from = from.index(donor.len());
        let part = &donor.as_bytes()[from..(from + length).min(donor.len())];
        let at = to.index(body.len());
        check(url, &[&body.as_bytes()[..at], &part.repeat(times), &body.as_bytes()[at..]].concat());
    }

    #[test]
    fn values_of_other_kinds_are_read(which in any::<prop::sample::Index>(), field in any::<prop::sample::Index>(), value in 0_usize..6) {
        let all: Vec<_> = bodies().into_iter().filter(|(_, body)| body.starts_with(['{', '['])).collect();
        let (url, body) = all[which.index(all.len())];
        let marks: Vec<usize> = body.match_indices("\":").map(|(at, _)| at + 2).collect();
        let at = marks[field.index(marks.len())];
        let value = ["null", "1e400", "-1", "[]", "{}", "\"\""][value];
        let rest = &body[at..];
        let end = rest.find([',', '}', ']']).unwrap_or(rest.len());
        check(url, format!("{}{value}{}", &body[..at], &rest[end..]).as_bytes());
    }
}

#[test]
fn a_document_that_is_nested_without_end_is_read() {
    for (open, close) in
        [("[", "]"), ("{\"updates\":[", "]}"), ("{\"data\":", "}"), ("<div class='update'>", "</div>")]
    {
        for (url, body) in bodies() {
            let deep = open.repeat(20_000);
            check(url, format!("{deep}{body}{}", close.repeat(20_000)).as_bytes());
            check(url, format!("{body}{deep}").as_bytes());
            check(url, body.replacen(':', &format!(":{deep}"), 1).as_bytes());
        }
    }
}

#[test]
fn markup_that_is_nested_without_end_is_read_whatever_stands_before_it() {
    for before in ["", "<!-- x --!>", "<? <!-- ?>", "<p a=b=\">", "<p =\">", "<noscript><!--</noscript>"] {
        let body = serde_json::json!(format!("<p>x</p>{before}{}x", "<span>".repeat(100_000)));
        let record = format!(
            r#"{{"page":{{"url":"https://s.example"}},"incidents":[{{"id":"a","incident_updates":[{{"id":"u","status":"x","body":{body},"created_at":"2014-01-08T10:00:00Z"}}]}}]}}"#
        );
        check("https://s.example/api/v2/incidents.json", record.as_bytes());
        let feed = format!(
            "<rss version='2.0'><channel><title>S</title><item><title>x</title><link>/incidents/a</link><description><![CDATA[\
             <p><small>Apr 8, 10:00 UTC</small><br><strong>Resolved</strong> - x</p>{before}{}x]]></description></item></channel></rss>",
            "<span>".repeat(100_000)
        );
        check("https://s.example/history.rss", feed.as_bytes());
    }
}

/// The shortest of three readings: other work on the machine makes some longer, none shorter.
#[expect(clippy::disallowed_methods, reason = "a test measures the reader; no fact depends on it")]
fn taken(url: &str, document: &str) -> Duration {
    let once = || {
        let begun = Instant::now();
        check(url, document.as_bytes());
        begun.elapsed()
    };
    [once(), once(), once()].into_iter().min().unwrap()
}

/// How much longer the longer document is, and how many times the time it may take: above what a busy machine adds
/// to a linear reader, far below the 4096 of a quadratic one.
const LONGER: usize = 64;
const SLOWER: u32 = 1500;

#[test]
fn the_time_grows_with_the_number_of_incidents_and_no_faster() {
    let json = |record: &str, start: &str, end: &str, times: usize| {
        let records: Vec<String> = (0..times).map(|n| record.replace("NUMBER", &n.to_string())).collect();
        format!("{start}{}{end}", records.join(","))
    };
    let statuspage = r#"{"id":"iNUMBER","name":"Errors","incident_updates":[{"id":"u","status":"x","body":"<p>We look.</p>","created_at":"2014-01-08T10:00:00Z"}]}"#;
    let slack = r#"{"id":NUMBER,"title":"C","url":"/NUMBER","date_created":"2014-01-08T01:00:00-08:00","notes":[{"date_created":"2014-01-08T01:00:00-08:00","body":"x"}]}"#;
    let updates = r#"{"id":"uNUMBER","status":"x","body":"x","created_at":"2014-01-08T10:00:00Z"}"#;
    let streamed = r#"{\"id\":\"ci6o1l9o0NUMBER\",\"name\":\"x\",\"started\":\"2015-03-01T10:00:00.000Z\",\"updates\":[]}"#;
    let referring = r#"{\"id\":\"uNUMBER\",\"message\":\"$abNUMBER\"}"#;
    let shapes: [(&str, &str, &str, &str); 5] = [
        (
            referring,
            r#"<!DOCTYPE html><html>instatus<script>self.__next_f.push([1,"{\"activeIncidents\":[{\"id\":\"a\",\"updates\":["#,
            r#"]}]}"])</script></html>"#,
            "https://s.example/",
        ),
        (
            statuspage,
            r#"{"page":{"url":"https://s.example"},"incidents":["#,
            "]}",
            "https://s.example/api/v2/incidents.json",
        ),
        (slack, "[", "]", "https://s.example/history"),
        (
            updates,
            r#"{"page":{"url":"https://s.example"},"incidents":[{"id":"a","incident_updates":["#,
            "]}]}",
            "https://s.example/api",
        ),
        (
            streamed,
            r#"<!DOCTYPE html><html>instatus<script>self.__next_f.push([1,"{\"activeIncidents\":["#,
            r#"]}"])</script></html>"#,
            "https://s.example/",
        ),
    ];
    for (record, start, end, url) in shapes {
        let of = |times: usize| taken(url, &json(record, start, end, times));
        let (small, large) = (of(25), of(25 * LONGER));
        let most = small.max(Duration::from_micros(500)) * SLOWER;
        assert!(large < most, "{url}: {small:?} for one, {large:?} for {LONGER} times as much");
    }
}
