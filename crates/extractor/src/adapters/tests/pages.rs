use model::{DocumentKind, LinkRel, Precision};

use super::reading::{at, leads, notes, time};

const FOOT: &str = "<footer>Powered by Statuspage</footer></body></html>";

fn page(body: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><meta name='issued' content='1389355200'><title>X Status</title></head><body>{body}{FOOT}"
    )
}

#[test]
fn the_home_page_lists_open_and_past_incidents_once_each() {
    let block = "<div class='update resolved'><strong>Resolved</strong> - <span>All <b>good</b>.</span><br>\
        <small> Jan <var data-var='date'> 2</var>, <var data-var='time'>00:10</var> UTC </small></div>\
        <div class='update'><strong>Monitoring</strong> - We watch.<br><small>Dec 31, 23:50 UTC</small></div>";
    let page = page(&format!(
        "<div class='unresolved-incident'><div class='incident-title'><a href='/incidents/b'>Open</a></div>\
        <div class='updates'><div class='update'><strong>Investigating</strong> - Hm.<br><small>Jan 9, 16:00 UTC</small></div></div></div>\
        <div class='status-day'><div class='incident-container'><div class='incident-title'><a href='/incidents/a'>Old</a></div>{block}</div>\
        <div class='incident-container'><div class='incident-title'><a href='/incidents/b'>Open</a></div></div></div>"
    ));
    let read = at("https://status.example.com/", &page).of_status().read();
    assert_eq!((read.adapter.as_str(), read.posts.len()), ("statuspage-html", 2));
    let old = &read.posts[1];
    assert_eq!(old.updates[1].text, "All good.");
    let claimed: Vec<_> = old.updates.iter().map(|update| time(update.claimed.as_ref())).collect();
    assert_eq!(claimed, ["2013-12-31T23:50:00Z", "2014-01-02T00:10:00Z"]);
    assert_eq!(
        leads(&read.links, LinkRel::Post),
        ["https://status.example.com/incidents/b", "https://status.example.com/incidents/a"]
    );
}

#[test]
fn the_page_of_an_incident_states_milliseconds_and_agrees_with_the_feed_on_keys() {
    let page = page(
        "<h1 class='incident-name'>Errors</h1><div class='row update-row'><h2 class='update-title'> Resolved </h2>\
        <div class='update-body'><span class='whitespace-pre-wrap'>Done.</span></div>\
        <div class='update-timestamp'>Posted <span class='ago' data-datetime-unix='1389261611000'></span>Jan 09</div></div>",
    );
    let read = at("https://status.example.com/incidents/abc?x=1", &page).of_status().read();
    let post = &read.posts[0];
    assert_eq!(
        (post.key.as_str(), post.title.as_deref()),
        ("https://status.example.com/incidents/abc", Some("Errors"))
    );
    let update = &post.updates[0];
    assert_eq!(
        (update.key.as_str(), update.status.as_deref()),
        ("2014-01-09T10:00Z|resolved", Some("Resolved"))
    );
    assert_eq!(time(update.claimed.as_ref()), "2014-01-09T10:00:11Z");
    assert_eq!(update.claimed.as_ref().unwrap().precision, Precision::Second);
}

#[test]
fn the_history_leads_to_incidents_and_claims_nothing() {
    let props = r#"{"page_status":{"page":{"time_zone":"London"}},"months":[{"name":"January","year":2014,"incidents":[
        {"code":"abc","name":"Errors &amp; more","message":"Done.","timestamp":"Dec <var data-var='date'>31</var>, <var data-var='time'>22:00</var> - Jan <var data-var='date'> 1</var>, <var data-var='time'>03:00</var> GMT"}]}]}"#;
    let escaped = props.replace('&', "&amp;").replace('"', "&quot;");
    let page = page(&format!("<div data-react-class='HistoryIndex' data-react-props=\"{escaped}\"></div>"));
    for read in [
        at("https://status.example.com/history", &page).of_status().read(),
        at("https://status.example.com/history.json", props).of_status().read(),
    ] {
        assert_eq!((read.kind, read.posts.len()), (DocumentKind::Status, 0));
        let entry = &read.entries[0];
        assert_eq!(entry.title.as_deref(), Some("Errors & more"));
        assert_eq!(time(entry.published.as_ref()), "2013-12-31T22:00:00Z");
        assert_eq!(time(entry.updated.as_ref()), "2014-01-01T03:00:00Z");
        assert_eq!(leads(&read.links, LinkRel::Post), ["https://status.example.com/incidents/abc"]);
    }
}

#[test]
fn a_private_or_unused_page_is_not_a_page_without_incidents() {
    for (title, code) in
        [("X Status - Login", "status-private"), ("X Status - Page Inactive", "status-inactive")]
    {
        let page = page("").replace("X Status", title);
        let read = at("https://status.example.com/", &page).of_status().read();
        assert_eq!((notes(&read), read.posts.len()), (vec![code], 0));
    }
}

#[test]
fn incident_io_streams_its_updates_and_its_ids_tell_when_they_were_made() {
    let data = r#"{"summary":{"public_url":"x","ongoing_incidents":[{"id":"01HKN4ZZZZZZZZZZZZZZZZZZZZ","name":"Slow",
        "published_at":"2014-01-08T10:00:00Z","updates":[{"id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","message_string":"We look.\n\nMore.",
        "published_at":"2014-01-08T10:00:00Z","to_status":"investigating"}]}]},
        "incident_links":[{"id":"01B","name":"Older","published_at":"2014-01-01T10:00:00Z","permalink":"https://elsewhere.example/1"}]}"#;
    let (first, second) = data.split_at(data.find("We look").unwrap() + 3);
    let push = |piece: &str| {
        format!("<script>self.__next_f.push([1,{}])</script>", serde_json::to_string(piece).unwrap())
    };
    let page = format!(
        "<!DOCTYPE html><html><body class='incident-io'>{}{}</body></html>",
        push(first),
        push(second)
    );
    let read = at("https://status.example.com/", &page).of_status().read();
    assert_eq!(read.adapter, "incident-io");
    let update = &read.posts[0].updates[0];
    assert_eq!((update.text.as_str(), update.status.as_deref()), ("We look.\nMore.", Some("investigating")));
    assert_eq!(update.recorded, None, "an id from after the document was fetched tells nothing");
    assert_eq!(leads(&read.links, LinkRel::Post), ["https://status.example.com/incidents/01B"]);
}

#[test]
fn pagerduty_keeps_its_data_in_a_script() {
    let page = "<!DOCTYPE html><html><body><script id='data' type='application/json'>{\"summary\":{\"open_incidents\":[],\
        \"resolved_incidents\":[{\"id\":\"P1\",\"title\":\"Late\",\"updates\":[{\"id\":\"U2\",\"status\":\"resolved\",\"message\":\"<p>Done.</p>\",\
        \"created_at\":\"2014-01-08T10:05:00Z\",\"reported_at\":\"2014-01-08T10:00:00Z\",\"updated_at\":\"2014-01-08T10:06:00Z\"}]}]}}</script></body></html>";
    let read = at("https://status.example.com/", page).of_status().read();
    let update = &read.posts[0].updates[0];
    assert_eq!(
        (read.adapter.as_str(), update.key.as_str(), update.text.as_str()),
        ("pagerduty", "U2", "Done.")
    );
    assert_eq!(time(update.recorded.as_ref()), "2014-01-08T10:05:00Z");
}

#[test]
fn a_status_page_that_nobody_knows_claims_nothing() {
    let page = "<!DOCTYPE html><html><body><article><h1>All systems go</h1><time datetime='2014-01-08'>x</time><p>Words.</p></article></body></html>";
    let read = at("https://status.example.com/", page).of_status().read();
    assert_eq!((read.kind, read.posts.len(), notes(&read)), (DocumentKind::Unparsed, 0, vec!["unparsed"]));
}

#[test]
fn a_time_that_can_be_read_in_two_ways_names_its_update_by_its_words() {
    let block = "<div class='update'><strong>Resolved</strong> - Fine.<br><small>Jul 22, 15:04 PST</small></div>\
        <div class='update'><strong>Investigating</strong> - Hm.<br><small>Jul 22, 14:04 PDT</small></div>";
    let page = page(&format!(
        "<div class='status-day'><div class='incident-container'><div class='incident-title'><a href='/incidents/a'>Old</a></div>\
        {block}</div></div>"
    ));
    let read = at("https://status.example.com/", &page).of_status().read();
    let keys: Vec<_> = read.posts[0].updates.iter().map(|update| update.key.as_str()).collect();
    assert_eq!(keys, ["2013-07-22T21:04Z|investigating", "Jul 22, 15:04 PST|resolved"]);
}
