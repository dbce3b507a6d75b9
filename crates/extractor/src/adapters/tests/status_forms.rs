//! Forms of status documents that are rarer than those of the samples.

use model::DocumentKind;

use super::reading::{at, notes, time};
use super::status_platforms::read;

/// A page of incident.io that streams `data`.
fn streamed(data: &str) -> String {
    let data = serde_json::to_string(data).unwrap();
    format!(
        "<!DOCTYPE html><html><body>incident-io<script>self.__next_f.push([1,{data}])</script></body></html>"
    )
}

#[test]
fn values_as_react_writes_them_are_told_from_words() {
    let update = |id: &str, text: &str| {
        format!(
            r#"{{"id":"{id}","to_status":"investigating","published_at":"$D2024-01-09T08:00:00.000Z","message_string":{text},
            "message":{{"type":"doc","content":[{{"type":"paragraph","content":[{{"type":"text","text":"We "}},{{"type":"text","text":"look."}}]}},
            {{"type":"paragraph","content":[{{"type":"text","text":"Soon."}}]}}]}}}}"#
        )
    };
    let texts = [r#""$undefined""#, r#""$3:props:children:1""#, r#""$$5 are given back.""#, r#""Said.""#];
    let updates: Vec<_> = texts.iter().enumerate().map(|(n, text)| update(&format!("u{n}"), text)).collect();
    let page = streamed(&format!(
        r#"1:{{"ongoing_incidents":[{{"id":"i","name":"Slow","published_at":"$D2024-01-09T08:00:00.000Z","updates":[{}]}}]}}"#,
        updates.join(",")
    ));
    let found = read("https://s.example/", page.as_bytes());
    let post = &found.posts[0];
    assert_eq!(time(post.published.as_ref()), "2024-01-09T08:00:00Z");
    assert!(post.updates.iter().all(|update| time(update.claimed.as_ref()) == "2024-01-09T08:00:00Z"));
    let said: Vec<_> = post.updates.iter().map(|update| update.text.as_str()).collect();
    assert_eq!(said, ["We look.\nSoon.", "We look.\nSoon.", "$5 are given back.", "Said."]);
}

#[test]
fn a_status_page_on_which_nothing_is_wrong_is_read() {
    let empty = r#"{"data":[],"links":{"first":"x","next":null},"meta":{"per_page":15,"path":"x"}}"#;
    let utf16 = [0xFE, 0xFF, 0, b'[', 0, b']'];
    for (url, body, platform) in [
        ("https://health.aws.amazon.com/public/currentevents", &utf16[..], "aws"),
        ("https://slack-status.com/api/v2.0.0/history", b"[]", "slack"),
        ("https://status.cloud.google.com/incidents.json", b"[]", "google-cloud"),
        ("https://www.google.com/appsstatus/dashboard/incidents.json", b"[]", "google-cloud"),
        ("https://s.example/api/incidents?include=updates", empty.as_bytes(), "cachet"),
    ] {
        let found = read(url, body);
        assert_eq!((found.kind, found.platform.as_deref()), (DocumentKind::Status, Some(platform)), "{url}");
        assert_eq!((found.posts.len(), notes(&found)), (0, vec![]), "{url}");
    }
    for (url, body) in [
        ("https://s.example/feed.json", "[]"),
        ("https://s.example/api/posts", empty),
        ("https://s.example/api/incidents", r#"{"data":[]}"#),
        ("https://s.example/incidents.json", "[]"),
    ] {
        assert_eq!(read(url, body.as_bytes()).kind, DocumentKind::Unparsed, "{url}");
    }
    let blog = at("https://s.example/api/incidents", empty).read();
    assert_eq!(blog.kind, DocumentKind::Unparsed, "a source that is none of status");
}

#[test]
fn an_update_without_an_id_is_named_by_its_time_and_status() {
    let body = r#"{"page":{"id":"p","url":"https://s.example","time_zone":"Etc/UTC"},"incidents":[{"id":"abc","name":"Errors",
        "incident_updates":[{"status":"resolved","body":"no id here","created_at":"2024-01-09T07:00:00.000-05:00"}]}]}"#;
    let post = &read("https://s.example/api/v2/incidents.json", body.as_bytes()).posts[0];
    let update = &post.updates[0];
    assert_eq!((update.key.as_str(), update.text.as_str()), ("2024-01-09T12:00Z|resolved", "no id here"));
    assert_eq!(time(post.published.as_ref()), "2024-01-09T12:00:00Z");
}

#[test]
fn a_month_of_a_history_has_its_year_in_whatever_language_it_is_named() {
    let month = |name: &str, year: i32, span: &str| {
        let body = format!(
            r#"{{"page_status":{{"page":{{"time_zone":"Etc/UTC"}}}},"months":[{{"name":"{name}","year":{year},"incidents":[{{"code":"a","name":"n","timestamp":"{span}"}}]}}]}}"#
        );
        time(read("https://s.example/history.json?page=9", body.as_bytes()).entries[0].published.as_ref())
    };
    assert_eq!(month("enero", 2024, "ene 24, 16:51 - 20:41 UTC"), "2024-01-24T16:51:00Z");
    assert_eq!(month("Dezember", 2022, "Dez 31, 16:51 - 20:41 UTC"), "2022-12-31T16:51:00Z");
    assert_eq!(month("enero", 2024, "dic 31, 22:00 - ene 1, 03:00 UTC"), "2023-12-31T22:00:00Z");
    assert_eq!(month("enero", 2024, "ene 1, 00:00 - 03:00 UTC"), "2024-01-01T00:00:00Z");
    // The year that still lasts has no day that is to come.
    assert_eq!(month("diciembre", 2026, "dic 31, 22:00 - ene 1, 03:00 UTC"), "2025-12-31T22:00:00Z");
    assert_eq!(month("January", 2024, "Jan 24, 16:51 - 20:41 UTC"), "2024-01-24T16:51:00Z");
}

/// A feed of one incident that was published on 25 September 2025; its blocks are escaped once more.
fn instatus(head: &str, blocks: &[(&str, &str)]) -> String {
    let block = |(date, status): &(&str, &str)| {
        format!("<p><small>{date}, 15:15:00 GMT+0</small><br><strong>{status}</strong> - x</p>")
    };
    let content = format!("{head}{}", blocks.iter().map(block).collect::<String>());
    let content = content.replace('<', "&lt;").replace('>', "&gt;");
    format!(
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>S</title><item>\
         <title>Slow</title><content:encoded><![CDATA[{content}]]></content:encoded>\
         <pubDate>Thu, 25 Sep 2025 15:15:00 GMT</pubDate><link>https://s.example/incident/a</link></item></channel></rss>"
    )
}

#[test]
fn a_feed_whose_oldest_update_has_the_time_of_its_entry_is_read_forward() {
    let claimed = |head: &str, blocks: &[(&str, &str)]| {
        let found = read("https://s.example/history.rss", instatus(head, blocks).as_bytes());
        let times =
            found.posts[0].updates.iter().map(|update| time(update.claimed.as_ref())[..10].to_owned());
        (found.platform.clone().unwrap(), times.collect::<Vec<_>>())
    };
    let days = |days: &[&str]| days.iter().map(|day| (*day).to_owned()).collect::<Vec<_>>();
    let forward = [("Sep 25", "Investigating"), ("Sep 28", "Resolved")];
    let wanted = days(&["2025-09-25", "2025-09-28"]);
    let typed = "<p><strong>Type:</strong> Incident</p>";
    assert_eq!(claimed(typed, &forward), ("instatus".to_owned(), wanted.clone()));
    assert_eq!(claimed("", &forward).1, wanted);
    // What lasted for ten months, newest first.
    let backward = [("Sep 25", "Resolved"), ("Nov 20", "Investigating")];
    assert_eq!(claimed("", &backward).1, days(&["2024-11-20", "2025-09-25"]));
}
