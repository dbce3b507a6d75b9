//! Dates and people that stand on a page and are not its own: a wrong one is worse than none.

mod support;

use serde_json::Value;
use support::page;

const ADDRESS: &str = "https://www.example.com/blog/a-post";

fn read(body: &str) -> Value {
    support::read(ADDRESS, body)
}

fn under_headline(above: &str) -> Value {
    read(&page("", above, ""))
}

/// A page with something around its article.
fn around(before: &str, above: &str, behind: &str) -> Value {
    let page = page("", above, "");
    let page = page.replace("<main><article>", &format!("{before}<main><article>"));
    read(&page.replace("</main>", &format!("</main>{behind}")))
}

fn authors(found: &Value) -> Vec<&str> {
    let authors = found["authors"].as_array().into_iter().flatten();
    authors.filter_map(|author| author["name"].as_str()).collect()
}

#[test]
fn what_a_label_with_a_colon_dates_is_not_the_post() {
    for line in [
        "Disclosed: April 1, 2014",
        "Date of incident: April 1, 2014",
        "Start time: April 1, 2014 10:00 UTC",
        "When: April 1, 2014",
        "End of life: April 1, 2014",
        "Zeitraum: 1. April 2014",
        "Date de l’incident : 1er avril 2014",
        "Fecha del incidente: 1 de abril de 2014",
        "発生日時：2014年4月1日 10:00",
        "발생일시: 2014년 4월 1일",
    ] {
        assert_eq!(under_headline(&format!("<p>{line}</p>"))["published"], Value::Null, "{line}");
        let both = under_headline(&format!("<p>{line}</p><p>April 8, 2014</p>"));
        assert_eq!(both["published"]["local"], "2014-04-08", "{line}");
    }
    let row = "<table><tr><th>Date of incident</th><td>April 1, 2014</td></tr></table>";
    assert_eq!(under_headline(row)["published"], Value::Null);
    let terms = "<dl><dt>Incident start</dt><dd>April 1, 2014</dd></dl>";
    assert_eq!(under_headline(terms)["published"], Value::Null);
}

#[test]
fn a_label_that_nobody_here_knows_leaves_a_doubt() {
    let found = under_headline("<p>Press release: April 8, 2014</p>");
    assert_eq!(found["published"]["local"], "2014-04-08");
    assert_eq!(found["published"]["certainty"], "ambiguous");
}

#[test]
fn who_changed_a_post_dates_its_update() {
    for line in [
        "Updated by Bo Lind on April 10, 2014",
        "Last edited by Bo Lind on April 10, 2014",
        "Created by Ada Park, last modified by Bo Lind on Apr 10, 2014",
    ] {
        let found = under_headline(&format!("<p>{line}</p>"));
        assert_eq!(found["published"], Value::Null, "{line}");
        assert_eq!(found["updated"]["local"], "2014-04-10", "{line}");
        assert!(!authors(&found).contains(&"Bo Lind"), "{line}");
    }
}

#[test]
fn a_range_of_days_is_that_of_an_event() {
    for line in ["April 1, 2014 – April 3, 2014", "From April 1, 2014 to April 3, 2014"] {
        assert_eq!(under_headline(&format!("<p>{line}</p>"))["published"], Value::Null, "{line}");
    }
}

#[test]
fn the_clock_of_a_site_is_not_the_date_of_a_post() {
    let clock = "<header><div>Thursday, October 1, 2026</div></header>";
    let look = |above: &str| {
        let page = page("", above, "").replace("<main>", &format!("{clock}<main>"));
        support::read_at(
            ADDRESS,
            &page.replace("<article>", "").replace("</article>", ""),
            "2026-10-01T09:00:00Z",
        )
    };
    assert_eq!(look("")["published"], Value::Null);
    assert_eq!(look("<p>April 8, 2014</p>")["published"]["local"], "2014-04-08");
}

#[test]
fn what_stands_above_the_article_is_of_something_else() {
    for banner in [
        "<div>Join us at Nimbus Summit, May 20, 2015 in San Francisco. Register now</div>",
        "<div><a href=/x>New data center opened in Oslo</a><time datetime=2015-05-03>3 May 2015</time></div>",
        "<div><span>03 May 2015</span> <a href=/x>New data center</a></div>",
    ] {
        assert_eq!(around(banner, "", "")["published"], Value::Null, "{banner}");
    }
}

#[test]
fn comments_and_cards_of_other_posts_are_not_the_post() {
    let comments =
        "<div><h3>3 Comments</h3><div><b>Bo Lind</b> April 9, 2014 at 3:00 pm<p>Great post</p></div></div>";
    let card = "<section><h2>You might like</h2><div><p>May 3, 2015</p><h3>Another thing</h3><p>by Bo Lind</p></div></section>";
    let side = "<aside><p>By Bo Lind</p><a href=/x>Another post</a></aside>";
    for behind in [comments, card, side] {
        let found = around("", "", behind);
        assert_eq!((&found["published"], authors(&found)), (&Value::Null, vec![]), "{behind}");
    }
}

#[test]
fn the_days_of_a_timeline_above_the_text_are_not_its_own() {
    let list = "<ul><li>2014-03-21: Reported to us</li><li>2014-04-01: Vendor notified</li></ul>";
    let rows = "<table><tr><td>March 21, 2014<td>Reported<tr><td>April 1, 2014<td>Notified</table>";
    for above in [list, rows] {
        assert_eq!(under_headline(above)["published"], Value::Null, "{above}");
    }
}

#[test]
fn a_quotation_dates_and_signs_itself() {
    let tweet = "<blockquote><p>Patch now!</p>— Bo Lind (@bo) <a href=/1>April 9, 2014</a></blockquote>";
    let found = under_headline(tweet);
    assert_eq!((&found["published"], authors(&found)), (&Value::Null, vec![]));
    let quote = "<blockquote><p>This is an eleven.</p><p>— Bo Lind, CTO of Example</p></blockquote>";
    assert_eq!(authors(&read(&page("", "", quote))), Vec::<&str>::new());
}

#[test]
fn a_headline_names_the_day_of_its_incident() {
    let page = page("", "", "").replace("We patched it</h1>", "Outage on April 1, 2014</h1>");
    assert_eq!(read(&page)["published"], Value::Null);
}

#[test]
fn a_word_behind_a_time_can_be_its_label() {
    let line = "<ul><li><time datetime=2014-04-09T10:00:00Z>April 9, 2014</time></li><li>Updated</li></ul>";
    let found = under_headline(line);
    assert_eq!(
        (&found["published"], &found["updated"]["raw"]),
        (&Value::Null, &"2014-04-09T10:00:00Z".into())
    );
}

#[test]
fn dates_that_only_style_sheets_part_are_two() {
    let found = under_headline("<div><span>8 Apr 2014</span><span>10 Apr 2014</span></div>");
    assert_eq!(found["published"]["local"], "2014-04-08");
}

#[test]
fn a_credit_names_no_author() {
    for line in [
        "Photo by Bo Lind",
        "Translated by Bo Lind",
        "Reviewed by Bo Lind",
        "Foto von Bo Lind",
        "Traduit par Jean Dupont",
    ] {
        assert_eq!(authors(&under_headline(&format!("<p>{line}</p>"))), Vec::<&str>::new(), "{line}");
        let both = under_headline(&format!("<p>{line}</p><p>By Ada Park</p>"));
        assert_eq!(authors(&both), ["Ada Park"], "{line}");
    }
}

#[test]
fn the_heading_over_a_biography_is_nobody() {
    let found =
        read(&page("", "", "<div class=author-box><h3>About the author</h3><p>Ada likes clouds.</p></div>"));
    assert_eq!(authors(&found), Vec::<&str>::new());
}

#[test]
fn a_title_ends_where_the_date_begins_and_two_who_sign_are_two() {
    let found = under_headline(
        "<div><span>Ada Park</span><span>Chief Security Officer</span><span>April 8, 2014</span></div>",
    );
    assert_eq!(found["authors"][0]["job_title"], "Chief Security Officer");
    let two = "<div>Ada Park Chief Security Officer</div><div>Bo Lind Vice President Engineering</div>";
    assert_eq!(authors(&under_headline(two)), ["Ada Park", "Bo Lind"]);
}

#[test]
fn a_thing_before_a_date_leaves_a_doubt_and_a_number_of_a_build_is_no_day() {
    let found = under_headline("<p>Vorfall vom 1. April 2014</p>");
    assert_eq!(found["published"]["certainty"], "ambiguous");
    let found = support::read("https://www.example.com/docs/10.2.20140401/a-post", &page("", "", ""));
    assert_eq!(found["published"], Value::Null);
}

#[test]
fn who_is_asked_thanked_or_presented_below_a_post_signs_nothing() {
    for below in [
        "<p>Media contact</p><p>Bo Lind</p><p>Director of Communications</p><p>press@example.com</p>",
        "<h2>Our leadership</h2><div><h4>Bo Lind</h4><p>Chief Executive Officer</p></div>",
        "<h2>Credit</h2><p>Bo Lind, CTO of Example</p>",
        "<div><h3><a href=/x>Another post of this very blog</a></h3><span class=author>Bo Lind</span></div>",
    ] {
        assert_eq!(authors(&read(&page("", "", below))), Vec::<&str>::new(), "{below}");
    }
    let signed = "<p>— Ada Park, CEO<br>— Bo Lind, CTO</p>";
    assert_eq!(authors(&read(&page("", "", signed))), ["Ada Park", "Bo Lind"]);
}

#[test]
fn the_answer_to_a_question_and_the_digits_of_a_name_date_nothing() {
    let answer = "<h3>When was it disclosed?</h3><p>April 7, 2014.</p>";
    assert_eq!(under_headline(answer)["published"], Value::Null);
    assert_eq!(under_headline("<p>Reference: NIM-2014-04-08</p>")["published"], Value::Null);
}
