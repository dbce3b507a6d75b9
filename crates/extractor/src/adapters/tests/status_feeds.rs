use model::{Certainty, DocumentKind, LinkRel, PostKind, StampRole};

use super::reading::{at, leads, time};

fn atom(content: &str) -> String {
    let content = content.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        r#"<feed xml:lang="en-US" xmlns="http://www.w3.org/2005/Atom"><title>X Status - Incident History</title>
        <entry><id>tag:status.example.com,2005:Incident/7</id><published>2014-01-02T09:30:11Z</published>
        <updated>2014-01-09T10:00:00Z</updated><title>Slow CVE-2014-0160 pushes</title>
        <link rel="alternate" type="text/html" href="https://status.example.com/incidents/abc"/>
        <content type="html">{content}</content></entry></feed>"#
    )
}

const OVER_NEW_YEAR: &str = "<p> <small>Jan <var data-var='date'> 2</var>, <var data-var='time'>09:30</var> UTC</small><br> \
    <strong>Resolved</strong> - All is<br />well. <ul><li>patched</li></ul></p>\
    <p><small>Dec <var data-var='date'>31</var>, <var data-var='time'>23:50</var> UTC</small><br><strong>Monitoring</strong> - We watch.</p>\
    <p><small>Dec <var data-var='date'>31</var>, <var data-var='time'>23:50</var> UTC</small><br><strong>Investigating</strong> - We look.</p>";

#[test]
fn an_entry_is_an_incident_with_its_updates_oldest_first() {
    let feed = atom(OVER_NEW_YEAR);
    let read = at("https://status.example.com/history.atom", &feed).of_status().read();
    assert_eq!(read.kind, DocumentKind::Status);
    let post = &read.posts[0];
    assert_eq!(
        (post.kind, post.key.as_str()),
        (PostKind::StatusIncident, "https://status.example.com/incidents/abc")
    );
    let said: Vec<_> = post
        .updates
        .iter()
        .map(|update| {
            (time(update.claimed.as_ref()), update.status.as_deref().unwrap(), update.text.as_str())
        })
        .collect();
    assert_eq!(
        said,
        [
            ("2013-12-31T23:50:00Z".to_owned(), "Investigating", "We look."),
            ("2013-12-31T23:50:00Z".to_owned(), "Monitoring", "We watch."),
            ("2014-01-02T09:30:00Z".to_owned(), "Resolved", "All is\nwell.\npatched"),
        ],
        "December is in the year before"
    );
    assert_eq!(post.updates[0].claimed.as_ref().unwrap().raw, "Dec 31, 23:50 UTC");
    assert_eq!(post.updates[0].claimed.as_ref().unwrap().certainty, Certainty::Inferred);
    assert_eq!(leads(&read.links, LinkRel::Post), ["https://status.example.com/incidents/abc"]);
    assert_eq!(read.entries.len(), 1);
    assert_eq!(post.identifiers[0].id, "CVE-2014-0160");
    assert_eq!(post.language.as_deref(), Some("en"));
}

#[test]
fn it_was_published_with_its_oldest_update_not_when_the_feed_says() {
    let feed = atom(OVER_NEW_YEAR);
    let post = &at("https://status.example.com/history.atom", &feed).of_status().read().posts[0];
    assert_eq!(time(post.published.as_ref()), "2013-12-31T23:50:00Z");
    let loser = post.candidates.iter().find(|it| it.role == StampRole::Published && !it.chosen).unwrap();
    assert_eq!(time(Some(&loser.stamp)), "2014-01-02T09:30:11Z");
}

#[test]
fn a_rewritten_text_keeps_the_key_of_its_update() {
    let before = atom(OVER_NEW_YEAR);
    let after = atom(&OVER_NEW_YEAR.replace("We look.", "In hindsight it was the cache."));
    let keys = |feed: &str| {
        let read = at("https://status.example.com/history.atom", feed).of_status().read();
        read.posts[0].updates.iter().map(|update| update.key.clone()).collect::<Vec<_>>()
    };
    assert_eq!(keys(&before), keys(&after));
    assert_eq!(keys(&before)[2], "2014-01-02T09:30Z|resolved");
}

#[test]
fn the_rss_of_2014_has_zones_and_no_markup_in_its_dates() {
    let feed = "<rss version='2.0'><channel><title>S</title><item><title>Errors</title><description>\n\
        &lt;p&gt;&lt;small&gt;Jan  1, 09:09 PST&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - Fine.&lt;/p&gt;\
        &lt;p&gt;&lt;small&gt;Jan  1, 08:17 PST&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Investigating&lt;/strong&gt; - Looking.&lt;/p&gt;\
        </description><pubDate>Wed, 01 Jan 2014 09:09:00 -0800</pubDate>\
        <link>http://status.example.com/incidents/x</link></item></channel></rss>";
    let read = at("http://status.example.com/history.rss", feed).of_status().read();
    let claimed: Vec<_> = read.posts[0].updates.iter().map(|update| time(update.claimed.as_ref())).collect();
    assert_eq!(claimed, ["2014-01-01T16:17:00Z", "2014-01-01T17:09:00Z"]);
}

#[test]
fn two_updates_of_one_minute_and_status_have_two_keys() {
    let twice = "<p><small>Jan 2, 09:30 UTC</small><br><strong>Update</strong> - b</p>\
        <p><small>Jan 2, 09:30 UTC</small><br><strong>Update</strong> - a</p>";
    let feed = atom(twice);
    let read = at("https://status.example.com/history.atom", &feed).read();
    let keys: Vec<_> =
        read.posts[0].updates.iter().map(|update| (update.key.as_str(), update.text.as_str())).collect();
    assert_eq!(keys, [("2014-01-02T09:30Z|update", "a"), ("2014-01-02T09:30Z|update#2", "b")]);
}

#[test]
fn an_incident_that_is_cut_off_is_not_a_statement() {
    let feed = atom(OVER_NEW_YEAR);
    let cut = feed.find("We watch").unwrap();
    let read = at("https://status.example.com/history.atom", &feed[..cut]).of_status().read();
    assert_eq!(read.posts.len(), 0);
}

/// The items of a feed in RSS, each a title, an id, an address and a time.
fn rss(items: &[(&str, &str, &str, &str)]) -> String {
    let items: Vec<String> = items
        .iter()
        .map(|(title, guid, link, time)| {
            format!(
                "<item><title>{title}</title><link>{link}</link><pubDate>{time}</pubDate><guid>{guid}</guid>\
                 <description>We look.</description></item>"
            )
        })
        .collect();
    format!(
        "<rss version='2.0'><channel><title>State</title><link>https://status.example.com/</link>{}</channel></rss>",
        items.concat()
    )
}

#[test]
fn the_state_before_a_title_of_aws_is_no_part_of_it() {
    let item = |title| {
        let guid = "http://status.aws.amazon.com/#ec2-us-east-1_1396992968";
        let feed = rss(&[(title, guid, "http://status.aws.amazon.com/", "Tue, 07 Jan 2014 14:36:08 PST")]);
        let mut read = at("http://status.aws.amazon.com/rss/all.rss", &feed).of_status().read();
        assert_eq!(read.platform.as_deref(), Some("aws"));
        let post = read.posts.remove(0);
        (post.title.unwrap(), post.updates[0].status.clone().unwrap_or_default())
    };
    let read = |title| item(title);
    let expected = |status: &str| ("Error rates".to_owned(), status.to_owned());
    assert_eq!(read("[RESOLVED] Error rates"), expected("RESOLVED"));
    assert_eq!(read("Service is operating normally: [RESOLVED] Error rates"), expected("RESOLVED"));
    assert_eq!(read("Informational message: Error rates"), expected("Informational message"));
    assert_eq!(read("Error rates"), expected(""));
}

#[test]
fn statements_are_gathered_by_the_incident_that_their_id_names() {
    let (page, incident) = ("https://status.example.com/", "https://status.example.com/incident/7");
    let (late, early) = (format!("{incident}#6ad4b3e61f4ce5ea"), format!("{incident}#0ad4b3e61f4ce5eb"));
    let other = format!("{page}#1ad4b3e61f4ce5ec");
    let feed = rss(&[
        ("Errors resolved", &late, incident, "Tue, 07 Jan 2014 15:10:00 +0000"),
        ("Errors", &early, incident, "Tue, 07 Jan 2014 14:10:00 +0000"),
        ("Mail recovered", &other, page, "Mon, 06 Jan 2014 14:10:00 +0000"),
    ]);
    let read = at("https://status.example.com/feed", &feed).of_status().read();
    let posts: Vec<_> = read
        .posts
        .iter()
        .map(|post| (post.title.as_deref().unwrap(), time(post.published.as_ref()), post.updates.len()))
        .collect();
    assert_eq!(
        posts,
        [
            ("Errors", "2014-01-07T14:10:00Z".to_owned(), 2),
            ("Mail recovered", "2014-01-06T14:10:00Z".to_owned(), 1)
        ]
    );
    assert_eq!(
        at("https://status.example.com/feed", &feed).read().posts,
        [],
        "another feed may have such ids"
    );
}
