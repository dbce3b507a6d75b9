//! Forms of status documents that are rarer than those of the samples.

use super::reading::time;
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
