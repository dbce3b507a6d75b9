//! Whatever the bytes, the extractor answers, and soon.

use extractor::{Input, extract, find_mentions, output};
use model::{Extraction, IncidentTerms, SourceKind};
use proptest::prelude::*;
use url::Url;

#[expect(clippy::unwrap_used, reason = "a test may stop at a wrong constant")]
fn read(body: &[u8], content_type: Option<&str>) -> Extraction {
    let url = Url::parse("https://www.example.com/blog/2014/04/08/post").unwrap();
    let found = extract(Input {
        url: &url,
        content_type,
        content_encoding: None,
        last_modified: Some("Tue, 08 Apr 2014 21:32:00 GMT"),
        body,
        fetched_at: None,
        role: None,
        source: Some(SourceKind::Page),
        link_selector: None,
    });
    let terms = IncidentTerms { slug: "it".to_owned(), terms: vec!["Heartbleed".to_owned()] };
    find_mentions(&found, &[terms]);
    output::to_json("1", &found);
    found
}

#[test]
fn deep_nesting_is_refused_with_a_note() {
    let found = read("<div>".repeat(200_000).as_bytes(), Some("text/html"));
    assert_eq!(found.posts.len(), 0);
    assert_eq!(found.notes[0].code, "too-deep");
}

#[test]
fn long_attributes_words_and_lists_are_read() {
    let long = "a".repeat(300_000);
    let node = r#"{"@id":"a","@type":"Article","author":{"@id":"a"}},"#;
    for page in [
        format!("<p class='{long}'>text</p><h1 id={long}>x</h1>"),
        format!("<h1>{long}</h1><p>By {long}</p><p>{long}"),
        format!("<article><h1>x</h1><p>By {}</p></article>", "Ada Example, ".repeat(2_000)),
        format!(
            "<article><h1>x</h1>{}</article>",
            "<time>2014-04-08</time><p>April 8, 2014</p>".repeat(1_000)
        ),
        format!("<script type='application/ld+json'>{}", "[".repeat(100_000)),
        format!("<script type='application/ld+json'>[{}{{}}]</script>", node.repeat(3_000)),
        format!("<h1>Update {}</h1>", "April 9, 2014 ".repeat(2_000)),
        "<meta name=author content='By By By By By'>".repeat(2_000),
    ] {
        read(page.as_bytes(), Some("text/html"));
    }
}

#[test]
fn a_page_without_an_end_is_read() {
    let found = read(b"<html><title>Half a page</title><h1>Half a page</h1><p>It ends he", Some("text/html"));
    assert_eq!(found.posts[0].title.as_deref(), Some("Half a page"));
    assert_eq!(found.posts[0].text, "It ends he");
}

/// How long it takes to read a page, at best of a few times, in seconds.
#[expect(clippy::disallowed_methods, reason = "a test may look at the clock")]
fn seconds(page: &str) -> f64 {
    let once = || {
        let start = std::time::Instant::now();
        read(page.as_bytes(), Some("text/html"));
        start.elapsed().as_secs_f64()
    };
    (0..3).map(|_| once()).fold(f64::MAX, f64::min)
}

#[test]
fn the_time_grows_with_the_length_and_no_faster() {
    /// So many times longer; a cost that is quadratic in the length would be as many times dearer still.
    const LONGER: usize = 12;
    let deep = format!("{}x{}", "<div>".repeat(60), "</div>".repeat(60));
    let words = "We patched all servers on April 8, 2014 and rotated the keys that were on them. ".repeat(3);
    for (name, piece) in [
        ("paragraphs", format!("<p>{words}</p>")),
        ("one paragraph", words.clone()),
        ("links", "<a class='author byline' href=/author/a rel=author>Ada Example</a> ".to_owned()),
        ("link lines", "<li class=menu><a href=/a>Ada Example</a></li>".to_owned()),
        ("headings", "<h1>Update, April 9, 2014</h1><h2>Related</h2>".to_owned()),
        (
            "cards",
            "<div class=card><div><h3>Title</h3><p>By Ada Example, April 8, 2014</p></div></div>".to_owned(),
        ),
        ("inline", "<b>Posted</b><i>April 8</i>".to_owned()),
        ("deep", deep),
        ("noscript", "<noscript><p>a<br></noscript>".to_owned()),
        ("times", "<time datetime=2014-04-08>x</time>".to_owned()),
    ] {
        let page = |times: usize| format!("<title>x</title><main>{}</main>", piece.repeat(times));
        let pieces = 6_000 / piece.len() + 1;
        let (small, large) = (seconds(&page(pieces)), seconds(&page(pieces * LONGER)));
        assert!(
            large < small.max(0.002) * LONGER as f64 * 5.0,
            "{name}: {small:.4} s for one, {large:.4} s for {LONGER} times as much"
        );
    }
}

/// `of` for as many numbers.
fn many(times: usize, of: impl Fn(usize) -> String) -> String {
    (0..times).map(of).collect()
}

#[test]
fn titles_headings_and_ids_of_any_length_take_time_that_grows_with_it() {
    const LONGER: usize = 12;
    type Shape = (&'static str, fn(usize) -> String);
    let shapes: [Shape; 5] = [
        ("a long title and many nodes", |times| {
            let nodes = many(times / 4, |n| format!(r#"{{"@type":"Article","n":{n}}},"#));
            let title = "Heartbleed and our servers ".repeat(times);
            format!("<title>{title}</title><script type='application/ld+json'>[{nodes}{{}}]</script><p>x")
        }),
        ("a linked heading of many lines", |times| {
            format!("<title>x</title><a href='/'><h1>{}</h1></a><p>x", "xx<br>".repeat(times))
        }),
        ("a title of many names", |times| {
            format!("<title>Heartbleed{}</title><p>x", " | Example".repeat(times))
        }),
        ("a heading of many parts", |times| {
            format!(
                "<title>Heartbleed and all our servers</title><h1>{}</h1><p>x",
                "<b>a</b>".repeat(4 * times)
            )
        }),
        ("many ids", |times| {
            format!("<h1>x</h1><p>{}", many(2 * times, |n| format!("CVE-2014-{}, ", 10_000 + n)))
        }),
    ];
    for (name, page) in shapes {
        let (small, large) = (seconds(&page(500)), seconds(&page(500 * LONGER)));
        assert!(
            large < small.max(0.002) * LONGER as f64 * 5.0,
            "{name}: {small:.4} s for one, {large:.4} s for {LONGER} times as much"
        );
    }
}

/// Pieces that pages are made of, in any order.
fn piece() -> impl Strategy<Value = String> {
    let whole = [
        "<article><h1>Title</h1>",
        "</article><aside class=comments>",
        r#"<script type='application/ld+json'>{"@type":"Article","datePublished":"2014","author":["#,
        r#"{"name":"Ada"}]}</script>"#,
        "<meta property=article:published_time content=2014-04-08T25:61:00+99:99>",
        "<p>By Ada Example, CEO | Updated April 31, 2014 at 25:00 PDT",
        "<time datetime=",
        "<table><td><ul><li>",
        "<h2>Update 9 April 2014",
    ];
    prop_oneof![
        proptest::sample::select(whole.map(str::to_owned).to_vec()),
        "\\PC{0,30}",
        "[<>/a-z =\"'&;#0-9-]{0,40}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_bytes_are_answered(body in proptest::collection::vec(any::<u8>(), 0..600)) {
        read(&body, None);
        read(&body, Some("text/html"));
    }

    #[test]
    fn any_order_of_markup_is_answered(pieces in proptest::collection::vec(piece(), 0..25)) {
        let page = pieces.concat();
        let found = read(page.as_bytes(), Some("text/html"));
        for post in &found.posts {
            let kept = post.candidates.iter().map(|candidate| &candidate.stamp);
            for span in post.published.iter().chain(&post.updated).chain(kept).filter_map(|stamp| stamp.span) {
                prop_assert!(page.get(span.start..span.end).is_some());
            }
            for span in post.identifiers.iter().filter_map(|identifier| identifier.span) {
                prop_assert!(post.text.get(span.start..span.end).is_some());
            }
        }
    }
}
