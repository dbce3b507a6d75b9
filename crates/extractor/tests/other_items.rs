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
