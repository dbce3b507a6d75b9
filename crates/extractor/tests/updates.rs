//! What a dated update says was said at its time: it is found in that update, and neither in its post nor in another.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/pages.rs"]
mod pages;

use std::collections::BTreeSet;

use extractor::signals::{Names, read};
use pages::{extraction, page};

/// Which sentences were found in which text: the key of the update, empty for the post.
fn found(below: &str) -> Vec<(String, String)> {
    let head = r#"<meta property="article:published_time" content="2014-04-08T09:00:00Z">"#;
    let found = extraction("https://www.acme.example/heartbleed", &page(head, "", below), None);
    let post = found.posts.first().unwrap();
    let readings = read(&found, &Names::of("Acme", None), &BTreeSet::from([0]));
    let mut told = BTreeSet::new();
    for reading in &readings {
        let key = reading.update.map_or(String::new(), |update| post.updates[update].key.clone());
        told.extend(reading.found.iter().map(|signal| (signal.quote.clone(), key.clone())));
    }
    told.into_iter().collect()
}

/// In which texts that sentence was found.
fn texts(found: &[(String, String)], part: &str) -> Vec<String> {
    found.iter().filter(|(quote, _)| quote.contains(part)).map(|(_, key)| key.clone()).collect()
}

#[test]
fn a_fix_is_found_in_the_update_that_tells_it_and_nowhere_else() {
    let found = found(
        "<h2>Update April 11, 2014 10:00 UTC</h2><p>We have revoked all tokens of our users.</p>\
         <ul><li>All of our certificates were reissued.</li></ul>\
         <p>Update April 12, 2014 10:00 UTC: We have rebooted all of our servers.</p>\
         <p>Update April 13, 2014 10:00 UTC: We have rebooted all of our servers.</p>",
    );
    assert_eq!(texts(&found, "load balancers"), [""], "{found:?}");
    assert_eq!(texts(&found, "revoked all tokens"), ["2014-04-11T10:00"], "{found:?}");
    assert_eq!(texts(&found, "were reissued"), ["2014-04-11T10:00"], "{found:?}");
    assert_eq!(texts(&found, "rebooted"), ["2014-04-12T10:00", "2014-04-13T10:00"], "{found:?}");
}

#[test]
fn updates_stand_in_the_order_in_which_they_were_said_whatever_their_zone() {
    let head = r#"<meta property="article:published_time" content="2014-04-08T09:00:00Z">"#;
    let below = "<p>Update April 9, 2014, 10:00 PDT: All of our certificates were reissued.</p>\
        <p>Update April 9, 2014, 16:30 UTC: We have revoked all tokens of our users.</p>";
    let found = extraction("https://www.acme.example/heartbleed", &page(head, "", below), None);
    let post = found.posts.first().unwrap();
    let keys: Vec<&str> = post.updates.iter().map(|update| update.key.as_str()).collect();
    assert_eq!(keys, ["2014-04-09T16:30", "2014-04-09T10:00"]);
    let updated = post.updated.as_ref().and_then(model::Stamp::instant).unwrap();
    assert_eq!(updated.to_rfc3339(), "2014-04-09T17:00:00+00:00");
}
