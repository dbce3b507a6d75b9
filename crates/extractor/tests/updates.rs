//! What a dated update says was said at its time: it is found in that update, and neither in its post nor in another.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/pages.rs"]
mod pages;

use std::collections::BTreeSet;

use extractor::signals::{Names, read};
use model::Extraction;
use pages::{extraction, page};

/// The post with `above` its words and `below` them.
fn read_post(above: &str, below: &str) -> Extraction {
    let head = r#"<meta property="article:published_time" content="2014-04-08T09:00:00Z">"#;
    extraction("https://www.acme.example/heartbleed", &page(head, above, below), None)
}

/// Which sentences were found in which text: the key of the update, empty for the post.
fn found_around(above: &str, below: &str) -> Vec<(String, String)> {
    let found = read_post(above, below);
    let post = found.posts.first().unwrap();
    let readings = read(&found, &Names::of("Acme", None), &BTreeSet::from([0]));
    let mut told = BTreeSet::new();
    for reading in &readings {
        let key = reading.update.map_or(String::new(), |update| post.updates[update].key.clone());
        told.extend(reading.found.iter().map(|signal| (signal.quote.clone(), key.clone())));
    }
    told.into_iter().collect()
}

fn found(below: &str) -> Vec<(String, String)> {
    found_around("", below)
}

/// The keys of the updates of a post that ends with `below`, and when it was updated.
fn keys(below: &str) -> (Vec<String>, Option<String>) {
    let found = read_post("", below);
    let post = found.posts.first().unwrap();
    let keys = post.updates.iter().map(|update| update.key.clone()).collect();
    (keys, post.updated.as_ref().map(|stamp| stamp.local_iso()))
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

/// What an update says in the tests below.
const SAID: &str = "<p>We have rebooted all of our servers.</p><p>Please change your password now.</p>";

#[test]
fn a_byline_or_a_share_list_inside_an_update_leaves_its_words_with_the_update() {
    for between in
        [r#"<p class="byline">by Bo Lind</p>"#, r#"<ul class="share"><li>Tweet</li><li>Like</li></ul>"#]
    {
        let found = found(&format!("<h2>Update April 9, 2014</h2>{between}{SAID}"));
        assert_eq!(texts(&found, "rebooted"), ["2014-04-09"], "{found:?}");
        assert_eq!(texts(&found, "password now"), ["2014-04-09"], "{found:?}");
    }
}

#[test]
fn a_line_that_is_a_label_and_a_date_rules_like_a_heading() {
    for label in [
        "<p><strong>Update April 9, 2014</strong></p>",
        "<p><b>UPDATE &ndash; April 9, 2014 at 10:15 AM PDT:</b></p>",
        "<p><em>Update #1 (April 9, 2014)</em></p>",
        "<p>*** Update by Bo Lind, April 9, 2014 ***</p>",
        "<p>Update April 9, 2014</p>",
        "<p><b>Update on Heartbleed &ndash; April 9, 2014</b></p>",
        "<p><strong>Updated April 9, 2014</strong></p>",
    ] {
        let found = found(&format!("{label}{SAID}<h3>Contact</h3><p>We have revoked all tokens.</p>"));
        let keys = texts(&found, "rebooted");
        assert!(keys.len() == 1 && keys[0].starts_with("2014-04-09"), "{label}: {found:?}");
        assert_eq!(texts(&found, "password now"), keys, "{label}: {found:?}");
        assert_eq!(texts(&found, "revoked all tokens"), [""], "{label}: {found:?}");
    }
}

#[test]
fn paragraphs_behind_an_update_are_its_own_where_it_stands_behind_the_post() {
    let found = found(&format!(
        "<p>Update April 9, 2014: we looked at it again.</p>{SAID}\
         <p>[Update April 10, 2014: All of our certificates were reissued.]</p><p>We have revoked all tokens.</p>"
    ));
    assert_eq!(texts(&found, "rebooted"), ["2014-04-09"], "{found:?}");
    assert_eq!(texts(&found, "password now"), ["2014-04-09"], "{found:?}");
    assert_eq!(texts(&found, "were reissued"), ["2014-04-10"], "{found:?}");
    assert_eq!(texts(&found, "revoked all tokens"), [""], "what stands behind a closed bracket: {found:?}");
}

#[test]
fn an_update_above_the_post_leaves_the_post_its_words() {
    let label = "<p><strong>Update April 9, 2014</strong></p><p>We have rebooted all of our servers.</p>";
    let with_words = "<p>Update April 9, 2014: We have rebooted all of our servers.</p>";
    for above in [label, with_words] {
        let found = found_around(above, "");
        assert_eq!(texts(&found, "rebooted"), ["2014-04-09"], "{found:?}");
        assert_eq!(texts(&found, "load balancers"), [""], "{found:?}");
    }
    // Where a line or an older update says where it ends, all that stands before that is its own.
    let newest_first = "<p><strong>Update April 10, 2014</strong></p><p>We looked at it again.</p>\
        <p>Please change your password now.</p>";
    let found = found_around(&format!("{newest_first}{label}<p>Original post:</p>"), "");
    assert_eq!(texts(&found, "password now"), ["2014-04-10"], "{found:?}");
    assert_eq!(texts(&found, "rebooted"), ["2014-04-09"], "{found:?}");
    assert_eq!(texts(&found, "load balancers"), [""], "{found:?}");
}

#[test]
fn the_line_that_dates_the_page_is_no_update() {
    for line in ["<p>Updated: April 9, 2014</p>", "<p><em>Updated April 9, 2014 by Ada Park</em></p>"] {
        assert!(read_post(line, "").posts[0].updates.is_empty(), "{line}");
        assert_eq!(keys(line).0, [""; 0], "{line}");
    }
}

#[test]
fn instructions_and_sentences_that_begin_with_update_are_no_dated_updates() {
    for sentence in [
        "Update your clients by April 30, 2014 and restart all the services that use the library.",
        "Edit the file /etc/apt/sources.list as of April 10, 2014 to use the new mirror of ours.",
        "Update: OpenSSL released 1.0.1g on April 7, 2014, and our load balancers run it since noon.",
        "Update: customers whose certificates were issued before May 1, 2013 hear from us by mail.",
        "Update note: this post was published on April 3, 2014 and is about a library that we use.",
    ] {
        assert_eq!(keys(&format!("<p>{sentence}</p>")), (Vec::new(), None), "{sentence}");
    }
    assert_eq!(keys("<h2>Update on the outage of April 9, 2014</h2><p>It is over.</p>").0, [""; 0]);
    for sentence in [
        "Update, April 9, 2014: all of it was patched.",
        "Update 2 (Wed, Apr 9, 2014): all of it was patched.",
        "Update as of April 9, 2014 – all of it was patched.",
        "Update by Bo Lind, April 9, 2014: all of it was patched.",
        "[UPDATE 9 April 2014] all of it was patched.",
        "Nachtrag vom 9. April 2014: alles ist auf dem neuen Stand.",
        "追記（2014年4月9日）：証明書をすべて交換しました。パスワードを変更してください。",
    ] {
        let (keys, updated) = keys(&format!("<p>{sentence}</p>"));
        assert_eq!(
            (keys.as_slice(), updated.as_deref()),
            (&["2014-04-09".to_owned()][..], Some("2014-04-09")),
            "{sentence}"
        );
    }
    for clock in [
        "Update 10:15 PDT, April 9, 2014: all of it was patched.",
        "Update at 10:15 am PDT on April 9, 2014: it was patched.",
    ] {
        assert_eq!(keys(&format!("<p>{clock}</p>")).0.len(), 1, "{clock}");
    }
}

#[test]
fn of_two_updates_from_one_day_the_later_has_the_number_on_a_page_that_shows_the_newest_first() {
    let found = read_post(
        "<p>Update April 10, 2014: it is all over now.</p><p>Update April 9, 2014: all of it was replaced.</p>\
         <p>Update April 9, 2014: we know of no abuse.</p>",
        "",
    );
    let updates: Vec<_> =
        found.posts[0].updates.iter().map(|it| (it.key.as_str(), it.text.contains("abuse"))).collect();
    assert_eq!(updates, [("2014-04-09", true), ("2014-04-09#2", false), ("2014-04-10", false)]);
}

#[test]
fn updates_in_several_zones_stand_in_the_order_of_their_moments() {
    let (keys, updated) = keys(
        "<p>Update April 9, 2014, 10:00 PDT: all of it was replaced.</p>\
         <p>Update April 9, 2014, 16:30 UTC: we know of no abuse.</p>",
    );
    assert_eq!(keys, ["2014-04-09T16:30", "2014-04-09T10:00"]);
    assert_eq!(updated.as_deref(), Some("2014-04-09T10:00"));
}

/// A post of 8 April 2014 that ends with `below`, read years later.
fn read_in_2026(language: &str, below: &str) -> Extraction {
    let head = r#"<meta property="article:published_time" content="2014-04-08T09:00:00Z">"#;
    let html = page(head, "", below).replace("lang=en", &format!("lang={language}"));
    extraction("https://www.acme.example/heartbleed", &html, Some("2026-10-01T00:00:00Z"))
}

/// An update of 9 April, and one behind it that begins with `label`.
fn behind_the_first(label: &str) -> Extraction {
    read_in_2026(
        "en",
        &format!(
            "<p><strong>Update April 9, 2014 1:00 PM PDT:</strong> we looked at all of it again.</p>\
             <p>{label} We have rebooted all of our servers.</p>"
        ),
    )
}

#[test]
fn what_looks_like_a_beginning_ends_the_update_before_it() {
    for (label, wanted) in [
        ("Update, Thursday April 10:", Some("2014-04-10")),
        ("UPDATE #2 - Apr 10:", Some("2014-04-10")),
        ("Update 2, April 10:", Some("2014-04-10")),
        ("Further update, April 10, 2014:", Some("2014-04-10")),
        ("Second update (April 10, 2014):", Some("2014-04-10")),
        ("FINAL UPDATE: April 10, 2014:", Some("2014-04-10")),
        ("Correction, April 10, 2014:", Some("2014-04-10")),
        ("<b>Addendum &ndash; April 10, 2014:</b>", Some("2014-04-10")),
        ("<b>10 April update:</b>", Some("2014-04-10")),
        ("<b>April 10, 2014 9:00 AM PDT:</b>", Some("2014-04-10T09")),
        ("<b>[10 April 2014]</b>", Some("2014-04-10")),
        ("<b>As of April 10, 2014 9:00 AM PDT:</b>", Some("2014-04-10T09")),
        ("<b>Resolved &ndash; April 10, 2014 9:00 AM PDT:</b>", Some("2014-04-10T09")),
        ("<b>New (April 10, 2014):</b>", Some("2014-04-10")),
        ("Update 3:15 PM PDT:", None),
        ("<b>Update (3:15pm):</b>", None),
        ("<b>Update:</b>", None),
        ("<i>4/10 Update:</i>", None),
    ] {
        let found = behind_the_first(label);
        let post = found.posts.first().unwrap();
        let [first, second] = post.updates.as_slice() else { panic!("{label}: {:?}", post.updates) };
        assert!(!first.text.contains("rebooted") && second.text.contains("rebooted"), "{label}");
        let claimed = second.claimed.as_ref().map(|stamp| stamp.local_iso());
        assert!(claimed.as_deref().is_none_or(|claimed| claimed.starts_with("2014-04-10")), "{label}");
        assert_eq!(claimed.is_some(), wanted.is_some(), "{label}: {claimed:?}");
        let noted = found.notes.iter().any(|note| note.code == "update-undated");
        assert_eq!(noted, wanted.is_none(), "{label}");
        assert_ne!(first.key, second.key);
    }
}

#[test]
fn a_day_that_an_update_tells_of_begins_no_other() {
    for told in [
        "<p><b>April 7, 2014:</b> the flaw was made public, and we were told of it then.</p>",
        "<ul><li><b>April 14, 2014:</b> we will replace all of the keys that are left.</li></ul>",
        "<p>On April 10, 2014 we looked at it again, and there was nothing to see.</p>",
        "<p>As of April 10, 2014, none of it is left on any of our machines.</p>",
    ] {
        let found = read_post("", &format!("<p>Update April 9, 2014: we looked at it again.</p>{told}"));
        let updates = &found.posts.first().unwrap().updates;
        assert_eq!(updates.len(), 1, "{told}: {updates:?}");
    }
}

#[test]
fn updates_are_announced_in_many_languages_and_behind_the_date() {
    for label in [
        "Aktualizacja (9 kwietnia 2014, 15:00):",
        "Aktualizace 9. dubna 2014:",
        "Обновление от 9 апреля 2014, 15:00:",
        "UPD 9 апреля 2014:",
        "업데이트 (2014년 4월 9일 오후 3:00):",
        "Uppdatering 9 april 2014 kl. 15.00:",
        "Güncelleme (9 Nisan 2014, 15:00):",
        "MàJ 09/04/2014 :",
        "【2014年4月9日 15:00 追記】",
        "2014年4月9日更新：",
        "April 9, 2014 UPDATE:",
        "April 9 Update:",
    ] {
        let words = "All of the certificates were replaced by us. すべての証明書を再発行しました。";
        let body = format!("<p><strong>{label}</strong> {words}</p>");
        let found = read_in_2026("en-GB", &body);
        let updates = &found.posts.first().unwrap().updates;
        assert_eq!(updates.len(), 1, "{label}");
        assert!(updates[0].claimed.as_ref().unwrap().local_iso().starts_with("2014-04-09"), "{label}");
    }
}

#[test]
fn the_entries_under_a_heading_of_updates_are_updates() {
    for history in [
        "<h2>Updates</h2><ul><li><b>9 April 2014, 15:00 UTC</b> - certificates reissued</li>\
         <li><b>10 April 2014, 09:00 UTC</b> - all is done</li></ul>",
        "<h2>Revision history</h2><table><tr><td>1.1</td><td>2014-04-09</td><td>certificates reissued</td></tr>\
         <tr><td>1.2</td><td>2014-04-10</td><td>all is done</td></tr>\
         <tr><td>1.0</td><td>2014-04-08</td><td>Initial release</td></tr></table><p>Read our other posts.</p>",
        "<table><tr><th>Date</th><th>Change</th></tr><tr><td>2014-04-09</td><td>certificates reissued</td></tr>\
         <tr><td>2014-04-10</td><td>all is done</td></tr></table><p>Read our other posts.</p>",
        "<h2>更新履歴</h2><p>2014年4月9日 証明書を再発行</p><p>2014年4月10日 完了しました</p>",
    ] {
        let found = read_post("", history);
        let updates = &found.posts.first().unwrap().updates;
        let days: Vec<_> =
            updates.iter().map(|it| it.claimed.as_ref().unwrap().local_iso()[..10].to_owned()).collect();
        assert_eq!(days, ["2014-04-09", "2014-04-10"], "{history}");
        assert!(updates.iter().all(|update| !update.text.contains("other posts")), "{history}");
    }
}

#[test]
fn a_sentence_about_a_day_to_come_is_no_update() {
    for sentence in [
        "Update: April 30, 2014 is the last day of support for the old version of our interface.",
        "Update on April 30, 2014 we will turn off the old protocol, and all of you have to move.",
        "Updated April 10, 2014. Originally published April 8, 2014.",
        "Next update: April 12, 2014 10:00 UTC",
    ] {
        assert!(read_post("", &format!("<p>{sentence}</p>")).posts[0].updates.is_empty(), "{sentence}");
    }
}

#[test]
fn an_edit_that_names_no_time_is_an_update_without_one() {
    for (body, words) in [
        (
            "<p><strong>Edit:</strong> An earlier version of this post named the wrong region.</p>",
            "wrong region",
        ),
        ("<p><b>Update:</b> all of the certificates have been reissued.</p>", "reissued"),
        ("<p>UPDATE: we have found two more hosts that were touched.</p>", "two more"),
        ("<p>Update: All of the certificates have been reissued.</p>", "reissued"),
        ("<p>Edit: fixed a typo in the name of the tool.</p>", "typo"),
        ("<p>EDIT 2: we have also rotated the keys of the staging hosts.</p>", "rotated"),
        ("<h3>Update</h3><p>All of the certificates have been reissued.</p>", "reissued"),
        ("<p>Nachtrag: alle Zertifikate sind jetzt ausgetauscht.</p>", "ausgetauscht"),
        ("<p>追記：証明書をすべて交換しました。</p>", "交換"),
    ] {
        let found = read_post("", &format!("{body}<h2>More</h2><p>Read our other posts.</p>"));
        let post = found.posts.first().unwrap();
        let updates: Vec<_> = post.updates.iter().map(|it| (it.key.as_str(), it.claimed.is_some())).collect();
        assert_eq!(updates, [("undated", false)], "{body}");
        let text = &post.updates[0].text;
        assert!(text.contains(words) && !text.contains("other posts"), "{text}");
        assert!(post.updated.is_none(), "{body}");
    }
}

#[test]
fn what_only_looks_like_an_edit_is_no_update() {
    for body in [
        "<p>Update: the command that fetches packages. Run it as root on each host.</p>",
        "<p>Create: Adds a record to the table.</p><p>Update: Changes a record that is there.</p>",
        "<ul><li>Create: adds a record.</li><li>Update: changes a record that is there.</li></ul>",
        "<h3>Create</h3><p>Adds a record.</p><h3>Update</h3><p>Changes a record.</p><h3>Delete</h3><p>Removes it.</p>",
        "<p><a href='/edit'>Edit</a> | <a href='/history'>History</a></p>",
        "<p><a href='/edit'>Edit</a></p>",
        "<p>Update your clients to version 1.0.1g as soon as you can.</p>",
        "<p>Update the firmware: open the settings and choose the newest image.</p>",
    ] {
        assert_eq!(keys(body).0, [""; 0], "{body}");
    }
    // A page that does not say when it was published was not edited since.
    let undated = extraction(
        "https://www.acme.example/docs",
        &page("", "", "<p><b>Edit:</b> the menu of files.</p>"),
        None,
    );
    assert!(undated.posts[0].updates.is_empty());
}
