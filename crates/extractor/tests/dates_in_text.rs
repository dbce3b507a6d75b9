//! Days that a post tells of, and those of what stands around it, are not when it was published or updated.

mod support;

use serde_json::Value;
use support::page;

/// A post with `above` between its headline and its words, and `below` behind them.
fn post(above: &str, below: &str) -> Value {
    support::read("https://www.example.com/blog/a-post", &page("", above, below))
}

fn day(found: &Value, role: &str) -> Option<String> {
    found[role]["local"].as_str().map(|local| local.chars().take(10).collect())
}

/// What a post of 9 April tells of 7 April.
const TOLD: [&str; 10] = [
    "<p>The flaw was published on April 7, 2014.</p>",
    "<p>CVE published: 2014-04-07</p>",
    "<p>2014-04-07: advisory published<br>2014-04-08: patched</p>",
    "<ul><li>Advisory released: April 7, 2014 10:00 AM PDT</li></ul>",
    "<ul><li>Released: April 7, 2014 10:00 AM PDT (OpenSSL 1.0.1g)</li></ul>",
    "<dl><dt>Published</dt><dd>2014-04-07</dd><dt>Fixed</dt><dd>2014-04-08</dd></dl>",
    "<h2>Timeline</h2><ul><li>2014-04-07 17:39 UTC: advisory published</li><li>2014-04-08: patched</li></ul>",
    "<p><b>Public disclosure:</b> April 7, 2014</p>",
    "<p>On <time datetime='2014-04-07'>7 April 2014</time> the flaw was published.</p>",
    "<p>OpenSSL published its advisory on <time datetime='2014-04-07'>April 7, 2014</time>.</p>",
];

#[test]
fn the_date_beside_the_headline_comes_before_the_days_that_the_post_tells_of() {
    for told in TOLD {
        for line in [
            "<p class='date'>April 9, 2014</p>",
            "<p>by Ada Park on April 9, 2014</p>",
            "<time>April 9, 2014</time>",
        ] {
            assert_eq!(day(&post(line, told), "published").as_deref(), Some("2014-04-09"), "{line} {told}");
        }
    }
}

#[test]
fn a_day_that_the_post_tells_of_is_never_its_certain_date() {
    for told in TOLD {
        let found = post("", told);
        let certainty = found["published"]["certainty"].as_str();
        let is_alone = told.starts_with("<dl>");
        assert!(is_alone || certainty.is_none_or(|certainty| certainty == "ambiguous"), "{told}: {found}");
        assert!(is_alone || found["published"]["bounds"].is_null(), "{told}");
    }
}

#[test]
fn the_dates_of_other_posts_and_of_events_are_not_those_of_the_page() {
    for other in [
        "<section><h2>Upcoming events</h2><p>Webinar <time datetime='2013-01-02T10:00'>Jan 2, 2013</time></p></section>",
        "<div><h3>Related posts</h3><p>A flaw of ours <time datetime='2013-01-02'>Jan 2, 2013</time></p></div>",
        "<div class=sidebar><h4>Recent posts</h4><p><a href='/a'>A flaw</a><br>January 2, 2013</p></div>",
        "<div class=related><h3>More from our blog</h3><a href='/a'>A flaw</a> <time>January 2, 2013</time></div>",
        "<footer><p>Last build: <time datetime='2013-01-02'>Jan 2, 2013</time></p></footer>",
        "<footer>Version 2013-01-02</footer>",
        "<p>Effective date: January 2, 2013</p>",
    ] {
        assert_eq!(post("", other)["published"], Value::Null, "{other}");
    }
}

#[test]
fn a_time_that_nothing_names_bounds_nothing() {
    for line in [
        "<div class=footer><p>Ada Park, 8 April 2014</p></div>",
        "<div><span><time datetime='2014-04-08'>April 8</time></span></div>",
        "<div>April 8, 2014</div>",
    ] {
        let found = post("", line);
        assert_eq!(day(&found, "published").as_deref(), Some("2014-04-08"), "{line}");
        assert_eq!(found["published"]["certainty"], "ambiguous", "{line}");
    }
    for named in [
        "<p>Published: April 8, 2014</p>",
        "<p>Date: April 8, 2014</p>",
        "<p>Posted by Ada Park on April 8, 2014</p>",
        "<p class='meta'>April 8, 2014</p>",
    ] {
        assert_eq!(post("", named)["published"]["certainty"], "stated", "{named}");
    }
}

#[test]
fn a_promised_update_is_no_update() {
    for promised in [
        "<p>Next update: April 12, 2014 10:00 UTC</p>",
        "<p>Next scheduled update: April 12, 2014 10:00 UTC</p>",
        "<p><b>Next update</b> April 12, 2014 10:00 UTC</p>",
        "<p>Expected update: April 12, 2014</p>",
        "<p>Nächstes Update: 12. April 2014, 10:00 Uhr</p>",
        "<p>Prochaine mise à jour : 12 avril 2014</p>",
        "<p>Próxima actualización: 12 de abril de 2014</p>",
        "<p>次回更新: 2014年4月12日 10:00</p>",
    ] {
        for found in
            [post("<p>April 9, 2014</p>", promised), post(&format!("<p>April 9, 2014</p>{promised}"), "")]
        {
            assert_eq!(found["updated"], Value::Null, "{promised}");
            assert_eq!(day(&found, "published").as_deref(), Some("2014-04-09"), "{promised}");
        }
    }
}

#[test]
fn a_number_in_json_ld_is_a_unix_time() {
    for value in ["1396951200", "\"1396951200000\""] {
        let head = format!(
            r#"<script type="application/ld+json">{{"@type":"BlogPosting","headline":"We patched it","datePublished":{value}}}</script>"#
        );
        let found = support::read("https://www.example.com/blog/a-post", &page(&head, "", ""));
        assert_eq!(found["published"]["instant"], "2014-04-08T10:00:00Z", "{value}");
    }
}

#[test]
fn one_line_can_say_both_when_it_was_updated_and_when_published() {
    let found = post("<p>Updated April 10, 2014. Originally published April 8, 2014.</p>", "");
    assert_eq!(day(&found, "published").as_deref(), Some("2014-04-08"));
    assert_eq!(day(&found, "updated").as_deref(), Some("2014-04-10"));
}
