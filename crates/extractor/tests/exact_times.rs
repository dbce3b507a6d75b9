//! The moment of publication where content systems write it: beside a day that readers are shown.

mod support;

use serde_json::{Value, json};
use support::page;

fn read(address: &str, head: &str, above: &str, below: &str) -> Value {
    support::read(address, &page(head, above, below))
}

fn post(head: &str, above: &str, below: &str) -> Value {
    read("https://www.example.com/blog/a-post", head, above, below)
}

/// `2014-04-08T21:32:10Z` as content systems write it, most beside `April 8, 2014`.
#[test]
fn the_moment_is_read_where_content_systems_write_it() {
    let shown = "<p>April 8, 2014</p>";
    let scripts = [
        // Next.js over a headless system, Nuxt, Gatsby, a state of its own.
        r#"<script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"post":{"slug":"a-post","publishedAt":"2014-04-08T21:32:10.000Z"}}}}</script>"#,
        r#"<script>window.__NUXT__=(function(a){return {data:[{post:{published_at:"2014-04-08T14:32:10-07:00",title:a}}]}}("We patched it"))</script>"#,
        r#"<script>window.___gatsby={pageContext:{"datePublished":"2014-04-08T21:32:10Z"}}</script>"#,
        r#"<script>window.__INITIAL_STATE__ = {"article":{"firstPublishedAt":1396992730000,"latestPublishedAt":1397992730000}}</script>"#,
        // React server components quote the state once more.
        r#"<script>self.__next_f.push([1,"{\"post\":{\"publishDate\":\"2014-04-08T21:32:10Z\"}}"])</script>"#,
        // Substack, Squarespace, WordPress, a record in an attribute.
        r#"<script>window._preloads = {"post":{"post_date":"2014-04-08T21:32:10.000Z","audience":"everyone"}}</script>"#,
        r#"<script>Static.SQUARESPACE_CONTEXT = {"item":{"publishOn":1396992730000}}</script>"#,
        r#"<script>var post = {"date":"2014-04-08T14:32:10","date_gmt":"2014-04-08T21:32:10","id":7}</script>"#,
        r#"<div data-record="{&quot;pub_date&quot;:&quot;2014-04-08T21:32:10Z&quot;,&quot;section&quot;:&quot;News&quot;}"></div>"#,
        "<!-- published: 2014-04-08 14:32:10 -0700 -->",
    ];
    for script in scripts {
        let found = post("", shown, script);
        assert!(
            found["published"]["instant"].as_str().is_some_and(|at| at.starts_with("2014-04-08T21:32:10")),
            "{script}: {}",
            found["published"]
        );
        assert!(
            found["published"]["source"].as_str().is_some_and(|rule| rule.starts_with("state:")),
            "{script}"
        );
        assert_eq!(post("", "", script)["published"], Value::Null, "no day is shown beside {script}");
    }
    for (head, above) in [
        // Attributes of what shows the day: Discourse, GitHub, Drupal 7, Blogger, scripts that tell how long ago.
        (
            "",
            "<span class=relative-date data-time=1396992730000 title='8 April 2014 21:32'>Apr 8, '14</span>",
        ),
        ("", "<p><relative-time datetime='2014-04-08T21:32:10Z'>Apr 8, 2014</relative-time></p>"),
        (
            "",
            "<span property='dc:date dc:created' content='2014-04-08T14:32:10-07:00' datatype='xsd:dateTime'>Tue, 04/08/2014 - 14:32</span>",
        ),
        ("", "<abbr class=published title='2014-04-08T14:32:10-07:00'>2:32 PM</abbr>"),
        ("", "<p><abbr class=timeago title='2014-04-08T21:32:10Z'>12 years ago</abbr></p>"),
        ("", "<div class=stamp datetime='2014-04-08 14:32:10 -0700'>Apr 8, 2014</div>"),
        ("", "<div data-published-date='2014-04-08T21:32:10Z'>April 8, 2014</div>"),
        // A time without a zone beside words that have one.
        ("", "<time datetime='2014-04-08 14:32:10' itemprop=datePublished>04/08/2014 02:32:10 PM PDT</time>"),
        // Zendesk, Ghost, AEM.
        (
            "",
            "<time datetime='2014-04-08T21:32:10Z' title='2014-04-08T21:32:10Z' data-datetime=relative>April 8, 2014</time>",
        ),
        (
            "<meta property='article:published_time' content='2014-04-08T21:32:10.000Z'>",
            "<time datetime='2014-04-08'>8 Apr 2014</time>",
        ),
        ("<meta name=publishDate content='2014-04-08T21:32:10Z'>", shown),
    ] {
        let found = post(head, above, "");
        assert!(
            found["published"]["instant"].as_str().is_some_and(|at| at.starts_with("2014-04-08T21:32")),
            "{head}{above}: {}",
            found["published"]
        );
    }
}

#[test]
fn a_state_that_names_two_moments_of_the_day_or_another_day_is_not_believed() {
    let shown = "<p>April 8, 2014</p>";
    for script in [
        r#"<script>{"posts":[{"publishedAt":"2014-04-08T21:32:10Z"},{"publishedAt":"2014-04-08T09:10:00Z"}]}</script>"#,
        r#"<script>{"posts":[{"publishedAt":"2014-04-02T21:32:10Z"}]}</script>"#,
        r#"<script>{"posts":[{"publishedAt":"2014-04-08T00:00:00Z"}]}</script>"#,
        r#"<script>{"build":{"createdAt":"2014-04-08T21:32:10Z","video_published_at":"2014-04-08T01:00:00Z"}}</script>"#,
    ] {
        let found = post("", shown, script);
        assert_eq!(found["published"]["local"], "2014-04-08", "{script}");
        assert_eq!(found["published"]["instant"], Value::Null, "{script}");
    }
}

#[test]
fn the_first_line_of_a_history_of_changes_says_when_it_was_published() {
    let address = "https://www.example.com/news/2014/04/08/a-post";
    for line in [
        "2014-04-08 21:32:10 (UTC) 最初发布",
        "2014-04-09 06:32:10 (JST) 初版",
        "2014-04-08 21:32:10 UTC: Initial publication",
        "Изначально опубликовано в 2014-04-08 21:32:10 (UTC)",
        "Publicado originalmente en inglés el 2014-04-08 21:32:10 (UTC)",
    ] {
        let history = format!("<h2>History</h2><ul><li>{line}</li></ul>");
        let found = read(address, "", "", &history);
        assert_eq!(found["published"]["instant"], "2014-04-08T21:32:10Z", "{line}");
    }
}

#[test]
fn a_z_behind_local_time_gives_way_to_an_offset_and_the_update_to_the_publication() {
    let head = "<meta property='article:published_time' content='2014-04-08T14:32:10Z'>";
    let found = post(head, "<time datetime='2014-04-08T14:32:10-07:00'>April 8, 2014</time>", "");
    assert_eq!(found["published"]["offset"], "-07:00");
    let confirmed =
        "<p>April 8, 2014 14:32 UTC</p><time datetime='2014-04-08T14:32:10-07:00'>April 8, 2014</time>";
    assert_eq!(post(head, confirmed, "")["published"]["offset"], "+00:00");
    // A template that writes the last change into both.
    let both = r#"<time itemprop=datePublished datetime="2014-04-08T22:00:00Z">April 8, 2014</time>
        <meta itemprop=datePublished content="2014-04-08T21:32:10Z"><meta itemprop=dateModified content="2014-04-08T22:00:00Z">"#;
    let found = post("", both, "");
    assert_eq!(found["published"]["instant"], "2014-04-08T21:32:10Z");
    assert_eq!(found["updated"]["instant"], "2014-04-08T22:00:00Z");
}

#[test]
fn a_clock_time_without_a_zone_is_the_moment_that_is_declared_beside_it() {
    let head = "<meta name=sailthru.date content='2014-04-08 14:32:10'>";
    let state = r#"<script>{"post":{"publishedAt":"2014-04-08T21:32:10Z"}}</script>"#;
    assert_eq!(post(head, "", state)["published"]["instant"], "2014-04-08T21:32:10Z");
    let other = r#"<script>{"post":{"publishedAt":"2014-04-08T21:40:10Z"}}</script>"#;
    assert_eq!(post(head, "", other)["published"]["offset"], json!(null));
}
