//! When a page was published and who speaks in it, from the places where pages say it.

mod support;

use serde_json::{Value, json};
use support::page;

fn read(body: &str) -> Value {
    support::read("https://www.example.com/blog/a-post", body)
}

fn post(above: &str, below: &str) -> Value {
    read(&page("", above, below))
}

fn first_author(found: &Value) -> (Value, Value) {
    (found["authors"][0]["name"].clone(), found["authors"][0]["job_title"].clone())
}

#[test]
fn a_date_in_the_foot_of_the_article_counts_where_no_other_is() {
    let foot = "<div class=footer><p>Ada Park, 8 April 2014</p></div>";
    let found = post("", foot);
    assert_eq!(found["published"]["local"], "2014-04-08");
    assert!(found["published"]["source"].as_str().is_some_and(|rule| rule.starts_with("last-resort:")));
    let found = post("<p>Published: 9 April 2014</p>", foot);
    assert_eq!(found["published"]["local"], "2014-04-09");
    let copyright = "<footer><p>© 8 April 2014 Nimbus</p></footer>";
    assert_eq!(post("", copyright)["published"], Value::Null);
}

#[test]
fn a_sentence_that_says_when_it_was_published_counts_last() {
    let found =
        post("", "<p>Dieser Beitrag wurde am 3. Dezember 2011 um 12:00 Uhr von Ada veröffentlicht.</p>");
    assert_eq!(found["published"]["local"], "2011-12-03T12:00");
    assert_eq!(found["published"]["source"], "last-resort:sentence");
}

#[test]
fn an_update_from_before_the_publication_is_noted_and_not_mended() {
    let declared = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"We patched it",
        "datePublished":"2014-04-08T10:00:00Z","dateModified":"2014-04-02T10:00:00Z"}</script>"#;
    let found = post(declared, "");
    assert_eq!(
        (&found["published"]["local"], &found["updated"]),
        (&json!("2014-04-08T10:00:00"), &Value::Null)
    );
    let note = found["notes"][0].as_str().unwrap_or_default();
    assert!(note.starts_with("impossible-order: updated '2014-04-02T10:00:00Z'"), "{note}");
    let losers = found["candidates"].as_array().into_iter().flatten().filter(|it| it["chosen"] == false);
    assert!(losers.map(|it| &it["stamp"]["raw"]).any(|raw| raw == "2014-04-02T10:00:00Z"));
}

#[test]
fn the_day_of_publication_is_that_of_its_readers() {
    let declared = r#"<meta property="article:published_time" content="2014-04-09T01:49:00Z">"#;
    let found = post(declared, "");
    assert_eq!(found["published_day"], "2014-04-09");
    let found = post(&format!("{declared}<p>Published: April 8, 2014</p>"), "");
    assert_eq!(found["published"]["instant"], "2014-04-09T01:49:00Z");
    assert_eq!(found["published_day"], "2014-04-08");
    let found = post(&format!("{declared}<p>Published: April 2, 2014</p>"), "");
    assert_eq!(found["published_day"], "2014-04-09");
}

#[test]
fn a_job_title_is_found_where_it_stands_as_one() {
    let by = "<p>By Ada Park</p>";
    let named = |title: &str| (json!("Ada Park"), json!(title));
    for (above, below, title) in [
        (by, "<h3>About Ada Park</h3><p>Chief Security Officer</p>", "Chief Security Officer"),
        (by, "<div>Ada Park</div><div>8 April 2014</div><div>Data Editor</div>", "Data Editor"),
        (by, "<p>Ada Park – Contributing Writer</p>", "Contributing Writer"),
        (by, "<p>Ada Park (Head of Trust)</p>", "Head of Trust"),
        (by, "<p>Ada Park is a security engineer at Nimbus. She likes tea.</p>", "security engineer"),
        (
            by,
            "<p>Ada Park is Example's Senior Reporter.</p><p>Ada Park is an Example Senior Reporter.</p>",
            "Senior Reporter",
        ),
        (by, "<p>I am the director of infrastructure at Nimbus.</p>", "director of infrastructure"),
        ("<p>Ada Park Vice President Platform Security</p>", "", "Vice President Platform Security"),
        (
            "<p>Written by Ada Park,</p><p>Vice President of Operations</p><p>and Chief Information Officer</p>",
            "",
            "Vice President of Operations and Chief Information Officer",
        ),
        ("<p>By <b>Ada Park</b><i>Data and Graphics Journalist</i></p>", "", "Data and Graphics Journalist"),
    ] {
        assert_eq!(first_author(&post(above, below)), named(title), "{above}{below}");
    }
}

#[test]
fn who_is_only_mentioned_gives_no_title_and_no_author() {
    let found = post("<p>By Ada Park</p>", "<p>Bo Lind is the director of trust at Nimbus.</p>");
    assert_eq!(first_author(&found), (json!("Ada Park"), Value::Null));
    let found = post("<p>It is included in many distributions by default since 8 April 2014.</p>", "");
    assert_eq!(found["authors"], json!([]));
}

#[test]
fn a_line_with_a_name_and_a_day_names_the_author() {
    for line in ["Ada Park April 8, 2014", "April 8, 2014 Ada Park"] {
        let found = post(&format!("<p>{line}</p>"), "");
        assert_eq!(found["authors"][0]["name"], "Ada Park", "{line}");
        assert_eq!(found["published"]["local"], "2014-04-08", "{line}");
    }
    for line in ["SAN FRANCISCO April 8, 2014", "San Francisco, April 8, 2014", "Security News April 8, 2014"]
    {
        assert_eq!(post(&format!("<p>{line}</p>"), "")["authors"], json!([]), "{line}");
    }
}

#[test]
fn a_first_name_below_a_closing_signs() {
    assert_eq!(post("", "<p>Best regards,</p><p>Ada</p>")["authors"][0]["name"], "Ada");
    assert_eq!(post("", "<p>Ada</p>")["authors"], json!([]));
}

#[test]
fn a_title_says_where_it_stands() {
    let found = post("<p>By Ada Park</p>", "<h3>About Ada Park</h3><p>Chief Security Officer</p>");
    let author = &found["authors"][0];
    assert_eq!((&author["source"], &author["title_source"]), (&json!("byline:text"), &json!("card")));
    let (start, end) = (author["title_span"][0].as_u64(), author["title_span"][1].as_u64());
    assert_eq!(end.zip(start).map(|(end, start)| end - start), Some("Chief Security Officer".len() as u64));
    let untitled = post("<p>By Ada Park</p>", "");
    assert_eq!(
        (&untitled["authors"][0]["title_source"], &untitled["authors"][0]["title_span"]),
        (&Value::Null, &Value::Null)
    );
}

#[test]
fn a_person_who_signs_comes_before_the_outlet_and_before_a_handle() {
    let names = |found: &Value| found["authors"].clone();
    let outlet = r#"<meta name="author" content="Nimbus Weekly"><meta property="og:site_name" content="Nimbus Weekly">"#;
    let found = post(&format!("{outlet}<p>By Ada Park</p>"), "");
    assert_eq!(
        (names(&found)[0]["name"].clone(), names(&found).as_array().map(Vec::len)),
        (json!("Ada Park"), Some(1))
    );
    let alone = post(outlet, "");
    assert_eq!(alone["authors"][0]["name"], "Nimbus Weekly");
    let handle = r#"<script type="application/ld+json">{"@type":"BlogPosting","headline":"We patched it",
        "author":{"@type":"Person","name":"adapark"}}</script>"#;
    assert_eq!(post(&format!("{handle}<p>By Ada Park</p>"), "")["authors"][0]["name"], "Ada Park");
    assert_eq!(
        post("<p>This post was written by Ada Park MS, RDN</p>", "")["authors"][0]["name"],
        "Ada Park"
    );
    let hidden = post("<div class='nav meta'><p>By Ada Park</p></div>", "");
    assert_eq!(hidden["authors"][0]["source"], "byline:last-resort");
}

#[test]
fn a_time_without_a_zone_is_read_where_the_page_says_it_with_one() {
    let with = |twin: &str| read(&page("<meta name=datePublished content='2014-04-08 14:32:10'>", twin, ""));
    assert_eq!(with("")["published"]["offset"], Value::Null, "no zone is unknown");
    let found = with("<time datetime='2014-04-08 14:32:10 UTC'>April 8, 2014</time>");
    assert_eq!(found["published"]["instant"], "2014-04-08T14:32:10Z");
    let found = with("<time datetime='2014-04-08T16:32:10+02:00'>April 8, 2014</time>");
    assert_eq!(found["published"]["offset"], Value::Null, "another clock is another time");
}

#[test]
fn a_headline_is_no_label_of_the_date_below_it() {
    let with = |headline: &str, line: &str| {
        let html = page("", line, "").replace("We patched it", headline);
        let found = read(&html);
        (found["published"]["local"].clone(), found["updated"]["local"].clone())
    };
    let day = json!("2014-04-08");
    let published = (day.clone(), Value::Null);
    for headline in ["Heartbleed security update", "Important security update", "Update", "What we updated"] {
        for line in ["<p>April 8, 2014</p>", "<time datetime=2014-04-08>April 8, 2014</time>"] {
            assert_eq!(with(headline, line), published, "{headline}: {line}");
        }
    }
    // Neither is a line or a heading that speaks of an update, and a label stays one.
    assert_eq!(with("We patched it", "<h3>A security update</h3><p>April 8, 2014</p>"), published);
    assert_eq!(with("We patched it", "<p>An important update</p><p>April 8, 2014</p>"), published);
    for label in ["Updated", "Last updated:", "This page was last updated on"] {
        let line = format!("<p>April 7, 2014</p><div>{label}</div><div>April 8, 2014</div>");
        assert_eq!(with("We patched it", &line), (json!("2014-04-07"), day.clone()), "{label}");
    }
}

#[test]
fn when_a_page_was_made_printed_or_cited_is_not_when_it_was_published() {
    for line in [
        "Page generated 2026-11-19 03:00 UTC",
        "Generated on 2026-11-19",
        "Generated by Nimbus Docs on 2026-11-19",
        "Rendered at 2026-11-19 03:00 UTC",
        "Printed on November 19, 2026",
        "Retrieved November 19, 2026",
        "Retrieved on 19 November 2026",
        "Accessed: 2026-11-19",
        "Date accessed: 2026-11-19",
        "Crawled 2026-11-19",
        "Abgerufen am 19. November 2026",
        "Consulté le 19 novembre 2026",
        "Generated on <time datetime=2026-11-19T03:00Z>2026-11-19</time>",
    ] {
        for tag in ["p", "footer", "div class=footer", "aside"] {
            let close = tag.split(' ').next().unwrap_or_default();
            let line = format!("<{tag}>{line}</{close}>");
            for found in [post(&line, ""), post("", &line)] {
                assert_eq!(found["published"], Value::Null, "{line}");
            }
            let found = post(&format!("{line}<p>April 8, 2014</p>"), "");
            assert_eq!(found["published"]["local"], "2014-04-08", "{line}");
        }
    }
}

#[test]
fn the_days_of_an_incident_are_not_that_of_the_post() {
    for (lines, expected) in [
        (
            "<p>Discovery date: December 3, 2013</p><p>Public date: April 7, 2014</p><p>Published: April 8, 2014</p>",
            "2014-04-08",
        ),
        (
            "<p>Vendor notified on: March 21, 2014</p><p>Fix available on: April 7, 2014</p><p>Advisory published: April 8, 2014</p>",
            "2014-04-08",
        ),
        (
            "<table><tr><th>Public date<td>April 7, 2014<tr><th>Advisory date<td>April 8, 2014</table>",
            "2014-04-08",
        ),
        ("<p>Heartbleed was disclosed on April 7, 2014.</p><p>By Ada Park | April 8, 2014</p>", "2014-04-08"),
        (
            "<time datetime='2014-04-08T14:32:00Z'>April 8</time><p>Heartbleed was disclosed on April 7, 2014.</p>",
            "2014-04-08T14:32:00",
        ),
        ("<p>Join our webinar on April 30, 2014</p><p>By Ada Park | April 8, 2014</p>", "2014-04-08"),
        ("<p>Version 1.0.1g released April 7, 2014</p><p>By Ada Park | April 8, 2014</p>", "2014-04-08"),
        ("<p>Certificates issued April 1, 2014 or earlier are revoked</p><p>April 8, 2014</p>", "2014-04-08"),
        ("<p>Released: April 8, 2014</p><p>April 9, 2014</p>", "2014-04-08"),
        ("<p>Advisory issued on April 8, 2014</p><p>April 9, 2014</p>", "2014-04-08"),
    ] {
        assert_eq!(post(lines, "")["published"]["local"], expected, "{lines}");
    }
    assert_eq!(post("<p>Heartbleed was disclosed on April 7, 2014.</p>", "")["published"], Value::Null);
}

#[test]
fn what_is_not_shown_does_not_stand_near_the_headline() {
    let time = "<time datetime='2014-05-01T10:00:00Z'>May 1</time>";
    for hidden in [
        format!("<div style='display:none'>{time}</div>"),
        format!("<template>{time}</template>"),
        format!("<dialog>Sale ends {time}</dialog>"),
        "<div hidden title='2014-05-09 10:00:00'>soon</div>".to_owned(),
        "<div hidden><span data-published-at='2014-05-09T10:00:00Z'>soon</span></div>".to_owned(),
    ] {
        let shown = "<p>April 8, 2014</p>";
        for found in [
            post(shown, &hidden),
            post(&format!("{shown}{hidden}"), ""),
            post(&format!("{hidden}{shown}"), ""),
        ] {
            assert_eq!(found["published"]["local"], "2014-04-08", "{hidden}");
        }
        assert_eq!(post("", &hidden)["published"], Value::Null, "{hidden}");
    }
    // In the byline it is the byline's.
    let exact = "<p>By Ada Park, April 8, 2014 <time hidden datetime='2014-04-08T14:32:00Z'></time></p>";
    assert_eq!(post(exact, "")["published"]["local"], "2014-04-08T14:32:00");
}

#[test]
fn what_was_updated_beside_the_page_does_not_update_it() {
    let declared = "<meta property='article:modified_time' content='2014-04-09T10:00:00Z'>";
    let servers = "<p>All of our mail servers were updated on April 12, 2014, so that nobody has to do anything but to sign in again.</p>";
    let packages =
        "<ul><li>OpenSSL package, updated April 15, 2014<li>nginx package, updated May 2, 2014</ul>";
    for line in [servers, "<p>Our mail servers were updated on April 12, 2014.</p>", packages] {
        assert_eq!(
            post(&format!("{declared}{line}"), "")["updated"]["local"],
            "2014-04-09T10:00:00",
            "{line}"
        );
        assert_eq!(post(line, "")["updated"], Value::Null, "{line}");
        assert_eq!(post("", line)["updated"], Value::Null, "{line}");
    }
    for line in [
        "Updated: April 12, 2014",
        "Last updated on April 12, 2014 by Ada Park",
        "By Ada Park, updated April 12, 2014",
        "Published April 8, 2014, updated April 12, 2014",
        "Advisory last updated: April 12, 2014",
        "Ada Park | Updated April 12, 2014",
    ] {
        let found = post(&format!("{declared}<p>{line}</p>"), "");
        assert_eq!(found["updated"]["local"], "2014-04-12", "{line}");
    }
}

#[test]
fn an_organisation_with_an_ampersand_is_one() {
    let declared = |kind: &str, name: &str| {
        let head = format!(
            r#"<script type="application/ld+json">{{"@type":"BlogPosting","headline":"We patched it","author":{{"@type":"{kind}","name":"{name}"}}}}</script>"#
        );
        let found = read(&page(&head, "", ""));
        let authors = found["authors"].as_array().cloned().unwrap_or_default();
        authors.iter().map(|author| (author["name"].clone(), author["kind"].clone())).collect::<Vec<_>>()
    };
    for name in ["AT&T", "Marks & Spencer", "Ernst & Young LLP", "Ada Park & Bo Lind"] {
        assert_eq!(declared("Organization", name), [(json!(name), json!("organisation"))], "{name}");
    }
    let two = declared("Person", "Ada Park & Bo Lind");
    assert_eq!(two.len(), 2, "{two:?}");
}

#[test]
fn the_dash_of_a_signature_is_no_part_of_the_name() {
    for signed in [
        "&ndash; Ada Park, CEO",
        "&mdash; Ada Park, CEO",
        "- Ada Park, CEO",
        "-Ada Park, CEO",
        "~ Ada Park, CEO",
    ] {
        let found = post("", &format!("<p>{signed}</p>"));
        assert_eq!(first_author(&found), (json!("Ada Park"), json!("CEO")), "{signed}");
    }
}

#[test]
fn a_letter_of_a_mailing_list_says_who_sent_it_and_when() {
    let letter = "<html><head><title>list - We patched it</title></head><body><pre>Date: Tue, 8 Apr 2014 14:32:11 +0200\n\
        From: Ada Park &lt;ada@...ple.com&gt;\nTo: list@...ple.com\nSubject: We patched it\n\nHello,\n\nwe patched all of our servers \
        against the flaw of the 7 April 2014.\n\nAda\n</pre></body></html>";
    let found = read(letter);
    assert_eq!(found["published"]["raw"], "Tue, 8 Apr 2014 14:32:11 +0200");
    assert_eq!(first_author(&found), (json!("Ada Park"), Value::Null));
}

#[test]
fn the_foot_of_a_post_signs_and_dates_it() {
    let foot = "<footer class=entry-meta>This entry was posted in <a href=/s>Security</a> by <a rel=author href=/ada>Ada Park</a> on \
        <a href=/p><time datetime='2014-04-08T14:32:11+00:00'>April 8, 2014</time></a>. Bookmark the permalink.</footer>";
    let found = post("", foot);
    assert_eq!(found["published"]["local"], "2014-04-08T14:32:11");
    assert_eq!(first_author(&found), (json!("Ada Park"), Value::Null));
    let sentence = "<p><small>This entry was posted on Tuesday, April 8th, 2014 at 2:32 pm and is filed under Security. You can follow \
        any responses to this entry through the feed.</small></p>";
    assert_eq!(post("", sentence)["published"]["local"], "2014-04-08T14:32");
}

#[test]
fn the_biography_below_a_post_names_its_author() {
    let box_ = "<div class=author-box><h3>About the author</h3><p>Ada Park is the head of security at Nimbus. She likes clouds.</p></div>";
    assert_eq!(first_author(&post("", box_)), (json!("Ada Park"), json!("head of security")));
    let line = "<p>A message from Ada Park, Chief Technology Officer</p><p>April 8, 2014</p>";
    assert_eq!(first_author(&post(line, "")), (json!("Ada Park"), json!("Chief Technology Officer")));
    let guest = "<p><em>This is a guest post by Bo Lind, Principal Engineer at Example.</em></p>";
    assert_eq!(first_author(&post(guest, "")).0, "Bo Lind");
}

#[test]
fn an_update_without_a_year_follows_the_post_and_the_last_one_counts() {
    let above = "<p>April 8, 2014</p><p><em>[Updated April 9 with more details]</em></p>";
    let found =
        support::read_at("https://www.example.com/blog/a-post", &page("", above, ""), "2026-10-01T09:00:00Z");
    assert_eq!(found["updated"]["local"], "2014-04-09");
    let blocks = "<h3>Update – 9 April 2014, 15:00 UTC</h3><p>All certificates were replaced by now.</p>\
        <h3>Update – 10 April 2014, 15:00 UTC</h3><p>We are done with all of it now.</p>";
    assert_eq!(post("<p>April 8, 2014</p>", blocks)["updated"]["local"], "2014-04-10T15:00");
}
