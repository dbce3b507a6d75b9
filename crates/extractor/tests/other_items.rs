//! A page holds more than its post: comments, reviews, cards of other posts, products, videos. What these say of
//! themselves is not said of the post.

mod support;

use serde_json::{Value, json};
use support::page;

const DECLARED: &str = r#"<meta property="article:published_time" content="2014-04-08T14:32:00Z">"#;

fn read(head: &str, above: &str, below: &str) -> Value {
    support::read("https://nimbus.example/blog/we-patched-it", &page(head, above, below))
}

fn item(kind: &str, inside: &str) -> String {
    format!("<div itemscope itemtype='http://schema.org/{kind}'>{inside}</div>")
}

#[test]
fn the_times_of_comments_reviews_and_cards_are_not_those_of_the_post() {
    let day = |name: &str, value: &str| format!("<meta itemprop={name} content='{value}'>");
    let card = item(
        "BlogPosting",
        "<a href='/blog/another-story' itemprop=url>Another story</a>\
         <time itemprop=datePublished datetime='2013-01-01T10:00:00Z'>January 1, 2013</time>",
    );
    for other in [
        item("Comment", &day("datePublished", "2014-05-02T10:00:00Z")),
        item("Comment", &day("dateModified", "2014-05-09T10:00:00Z")),
        format!("<div itemprop=review>{}</div>", item("Review", &day("datePublished", "2009-05-08"))),
        item("Product", &day("datePublished", "2010-01-01")),
        item("Question", &item("Answer", &day("dateCreated", "2010-01-01"))),
        card,
    ] {
        for (above, below) in [(other.as_str(), ""), ("", other.as_str())] {
            let found = read(DECLARED, above, below);
            assert_eq!(found["published"]["local"], "2014-04-08T14:32:00", "{other}");
            assert_eq!(found["updated"], Value::Null, "{other}");
        }
    }
}

#[test]
fn the_item_that_holds_the_headline_is_the_post() {
    let inside = "<h1>We patched it</h1><meta itemprop=datePublished content='2014-04-08T14:32:00Z'>\
        <p>All of our load balancers ran a version with the flaw, and we patched them within five hours.</p>";
    for kind in ["BlogPosting", "Review", "Product"] {
        let body =
            format!("<html lang=en><title>We patched it</title><body>{}</body></html>", item(kind, inside));
        let found = support::read("https://nimbus.example/blog/we-patched-it", &body);
        assert_eq!(found["published"]["local"], "2014-04-08T14:32:00", "{kind}");
    }
    // An article below the headline is the post's where it names no other page.
    let text =
        item("BlogPosting", "<meta itemprop=datePublished content='2014-04-08T14:32:00Z'><p>We patched.</p>");
    assert_eq!(read("", "", &text)["published"]["local"], json!("2014-04-08T14:32:00"));
}

fn linked(json: &str) -> String {
    format!("<script type='application/ld+json'>{json}</script>")
}

#[test]
fn json_ld_of_other_things_says_nothing_of_the_post() {
    let card = |number: u8| {
        linked(&format!(
            r#"{{"@type":"BlogPosting","headline":"Another story number {number}","datePublished":"2013-01-0{number}T09:00:00Z",
            "url":"https://nimbus.example/blog/other-{number}","author":{{"@type":"Person","name":"Lena Other"}}}}"#
        ))
    };
    let by_ada = "<p class=byline>By Ada Park</p>";
    for other in [
        card(1),
        (1..=3).map(card).collect(),
        linked(r#"{"@type":"VideoObject","name":"Intro to Nimbus","datePublished":"2012-01-01"}"#),
        linked(
            r#"{"@type":"Review","datePublished":"2011-03-01","author":{"@type":"Person","name":"Lena Other"}}"#,
        ),
        linked(r#"{"@type":"Product","name":"Nimbus Pro","datePublished":"2010-01-01"}"#),
        linked(r#"{"@type":"NewsArticle","headline":"Elsewhere","datePublished":"2012-02-01"}"#),
        format!("<template>{}</template>", linked(r#"{"@type":"Article","datePublished":"2012-02-01"}"#)),
    ] {
        let found = read(DECLARED, &format!("{by_ada}{other}"), "");
        assert_eq!(found["published"]["local"], "2014-04-08T14:32:00", "{other}");
        assert_eq!(found["authors"][0]["name"], "Ada Park", "{other}");
    }
    // What names another page gives no time where there is no other either.
    assert_eq!(read("", &card(1), "")["published"], Value::Null);
    // What does not say whose it is counts where the page declares nothing else.
    let unsaid =
        linked(r#"{"@type":"NewsArticle","headline":"Elsewhere","datePublished":"2014-04-08T14:32:00Z"}"#);
    assert_eq!(read("", &unsaid, "")["published"]["local"], "2014-04-08T14:32:00");
}

#[test]
fn json_ld_of_the_post_itself_is_believed_first() {
    for own in [
        r#""url":"http://www.nimbus.example/blog/we-patched-it/""#,
        r#""mainEntityOfPage":{"@id":"https://nimbus.example/blog/we-patched-it#page"}"#,
        r#""headline":"We patched it""#,
    ] {
        for kind in ["BlogPosting", "Review", "VideoObject"] {
            let node =
                linked(&format!(r#"{{"@type":"{kind}",{own},"datePublished":"2014-04-08T16:00:00Z"}}"#));
            assert_eq!(
                read(DECLARED, &node, "")["published"]["local"],
                "2014-04-08T16:00:00",
                "{kind} {own}"
            );
        }
    }
}

#[test]
fn who_comments_or_reviews_does_not_sign_the_post() {
    let bob = "<span itemprop=author>Bob Reader</span><p>Thank you for the quick patch.</p>";
    let person = "<span itemprop=author itemscope itemtype='http://schema.org/Person'><span itemprop=name>Bob Reader</span></span>";
    for other in [
        format!("<div itemprop=comment>{}</div>", item("Comment", bob)),
        item("Comment", person),
        item("Review", bob),
        item("Review", "<meta itemprop=author content='Bob Reader'>"),
        item("Question", &item("Answer", bob)),
    ] {
        let body =
            item("BlogPosting", &format!("<h1>We patched it</h1><p>We patched it within hours.</p>{other}"));
        let body = format!("<html lang=en><title>We patched it</title><body>{body}</body></html>");
        for found in [support::read("https://nimbus.example/blog/we-patched-it", &body), read("", "", &other)]
        {
            assert_eq!(found["authors"], json!([]), "{other}");
        }
    }
    let own =
        item("BlogPosting", &format!("<h1>We patched it</h1>{person}<p>We patched it within hours.</p>"));
    let body = format!("<html lang=en><title>We patched it</title><body>{own}</body></html>");
    let found = support::read("https://nimbus.example/blog/we-patched-it", &body);
    assert_eq!(found["authors"][0]["name"], "Bob Reader");
}
