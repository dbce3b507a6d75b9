use model::{DocumentKind, StampRole};

use super::reading::{at, time};

#[test]
fn the_statuspage_api_keeps_shown_made_and_edited_times_apart() {
    let json = r#"{"page":{"id":"p","url":"https://status.example.com","time_zone":"America/Los_Angeles"},
        "incidents":[{"id":"abc","name":"Errors","created_at":"2014-01-08T10:00:00.000-08:00",
        "updated_at":"2014-01-09T10:00:00.000-08:00","shortlink":"https://stspg.example/x","incident_updates":[
        {"id":"u2","status":"resolved","body":"Done.","created_at":"2014-01-08T12:00:00.000-08:00","updated_at":"2014-01-09T10:00:00.000-08:00","display_at":"2014-01-08T12:00:00.000-08:00"},
        {"id":"u1","status":"investigating","body":"We look.","created_at":"2014-01-08T10:00:00.123-08:00","updated_at":"2014-01-08T10:00:00.123-08:00","display_at":"2014-01-07T09:00:00.000-08:00"}]}]}"#;
    let read = at("https://status.example.com/api/v2/incidents.json", json).of_status().read();
    assert_eq!((read.adapter.as_str(), read.kind), ("statuspage-api", DocumentKind::Status));
    let post = &read.posts[0];
    assert_eq!(post.key, "https://status.example.com/incidents/abc");
    let keys: Vec<_> = post.updates.iter().map(|update| update.key.as_str()).collect();
    assert_eq!(keys, ["u1", "u2"], "oldest first");
    let backdated = &post.updates[0];
    assert_eq!(time(backdated.claimed.as_ref()), "2014-01-07T17:00:00Z");
    assert_eq!(time(backdated.recorded.as_ref()), "2014-01-08T18:00:00Z");
    assert_eq!(backdated.claimed.as_ref().unwrap().offset_s, Some(-8 * 3600), "as written");
    assert_eq!(time(post.updates[1].edited.as_ref()), "2014-01-09T18:00:00Z");
    assert_eq!(time(post.published.as_ref()), "2014-01-07T17:00:00Z");
    let made = post.candidates.iter().find(|it| it.role == StampRole::Recorded).unwrap();
    assert_eq!(time(Some(&made.stamp)), "2014-01-08T18:00:00Z");
}

#[test]
fn aws_events_are_read_from_utf_16() {
    let json = r#"[{"date":"1","arn":"arn:aws:health:r::event/X/Y","region_name":"Oregon","service":"s3-us-west-2",
        "summary":"Errors","event_log":[{"message":"We look.","status":1,"timestamp":1389261600},
        {"message":"Fixed.","status":0,"timestamp":1389265200}]}]"#;
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(json.encode_utf16().flat_map(u16::to_be_bytes));
    let mut given = at("https://health.example.com/public/currentevents", "").of_status();
    given.body = &bytes;
    let read = given.read();
    assert_eq!(read.posts[0].title.as_deref(), Some("Errors (Oregon)"));
    assert_eq!(time(read.posts[0].published.as_ref()), "2014-01-09T10:00:00Z");
    assert_eq!(read.posts[0].updates[1].key, "2014-01-09T11:00Z|0");
}

#[test]
fn google_cloud_is_first_heard_with_its_oldest_update_not_when_the_impact_began() {
    let json = r#"[{"id":"i","begin":"2014-01-08T01:00:00+00:00","created":"2014-01-08T05:00:00+00:00","external_desc":"Slow",
        "uri":"incidents/i","updates":[{"created":"2014-01-08T06:00:00+00:00","modified":"2014-01-09T06:00:00+00:00","when":"2014-01-08T06:00:00+00:00","text":"Done","status":"AVAILABLE"},
        {"created":"2014-01-08T05:00:00+00:00","modified":"2014-01-08T05:00:00+00:00","when":"2014-01-08T05:00:00+00:00","text":"Slow","status":"SERVICE_OUTAGE"}]}]"#;
    let read = at("https://status.example.com/incidents.json", json).of_status().read();
    assert_eq!(read.posts[0].key, "https://status.example.com/incidents/i");
    assert_eq!(time(read.posts[0].published.as_ref()), "2014-01-08T05:00:00Z");
}

#[test]
fn slack_status_io_and_firehydrant_are_read() {
    let slack = r#"{"status":"active","date_created":"2014-01-08T01:00:00-08:00","date_updated":"x","active_incidents":[
        {"id":1,"title":"Chat","url":"https://status.example.com/1","date_created":"2014-01-08T01:00:00-08:00",
        "notes":[{"date_created":"2014-01-08T01:00:00-08:00","body":"<p>One.</p><p>Two.</p>"}]}]}"#;
    let read = at("https://status.example.com/current", slack).of_status().read();
    assert_eq!((read.adapter.as_str(), read.posts[0].updates[0].text.as_str()), ("slack", "One.\nTwo."));

    let statusio = r#"{"result":{"status_overall":{},"incidents":[{"_id":"a","name":"Auth","datetime_open":"2014-01-08T01:00:00Z",
        "messages":[{"details":"Seen.","state":200,"datetime":"2014-01-08T02:00:00Z"}]}]}}"#;
    let read = at("https://status.example.com/1.0/status/p", statusio).of_status().read();
    assert_eq!(read.posts[0].updates[0].status.as_deref(), Some("Identified"));

    let firehydrant = r#"{"config":{},"conditions":{},"incidents":[{"id":"f","title":"Zone","timeline":[
        {"time":"2014-01-09T00:00:00Z","occurredAt":"2014-01-08T01:00:00Z","details":{"note":"➡️ **Resolved** — fine"}},
        {"time":"2014-01-09T00:00:00Z","occurredAt":"2014-01-08T00:30:00Z","details":{"milestone":1}}]}]}"#;
    let read = at("https://status.example.com/data/payload.json", firehydrant).of_status().read();
    let update = &read.posts[0].updates[0];
    assert_eq!(update.status.as_deref(), Some("Resolved"));
    assert_eq!(time(update.claimed.as_ref()), "2014-01-08T01:00:00Z");
    assert_eq!(time(update.recorded.as_ref()), "2014-01-09T00:00:00Z");
}

#[test]
fn instatus_names_what_is_open() {
    let json = r#"{"page":{"name":"A","url":"https://status.example.com","status":"HASISSUES"},"activeIncidents":[
        {"id":"x","name":"Slow","started":"2014-01-08T01:00:00Z","status":"INVESTIGATING","url":"https://status.example.com/i/x"}]}"#;
    let read = at("https://status.example.com/summary.json", json).of_status().read();
    assert_eq!(
        (read.adapter.as_str(), read.posts[0].key.as_str()),
        ("instatus", "https://status.example.com/i/x")
    );
}
