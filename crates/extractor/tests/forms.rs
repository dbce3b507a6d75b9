//! Pages of the content systems of the web, whose themes say in their own way when a post was published and by whom.

mod support;

use serde_json::{Value, json};
use support::page;

const ADDRESS: &str = "https://www.example.com/blog/a-post";

fn read(body: &str) -> Value {
    support::read(ADDRESS, body)
}

fn post(above: &str, below: &str) -> Value {
    read(&page("", above, below))
}

fn names(found: &Value) -> Vec<&str> {
    let authors = found["authors"].as_array().into_iter().flatten();
    authors.filter_map(|author| author["name"].as_str()).collect()
}

#[test]
fn who_stands_behind_the_reading_time_wrote_it() {
    for (line, expected) in [
        (
            "<span title='2014-04-08 10:15:00 +0000 UTC'>April 8, 2014</span>&nbsp;·&nbsp;3 min&nbsp;·&nbsp;Ada Park",
            &["Ada Park"][..],
        ),
        ("April 8, 2014 · 3 min · 612 words · Ada Park, Bo Lind", &["Ada Park", "Bo Lind"]),
        ("April 8, 2014 · 3 min · Ada Park&nbsp;|&nbsp;<a href='/edit'>Suggest Changes</a>", &["Ada Park"]),
        ("8. April 2014 · 3 Minuten · Ada Park", &["Ada Park"]),
        ("April 8, 2014 · 3 min", &[]),
        ("April 8, 2014 · 3 min · <a href='/tags/load-balancers'>Load Balancers</a>", &[]),
        ("April 8, 2014 · 3 min · Cloud Security", &[]),
        ("April 8, 2014 · 3 min · Open Source", &[]),
        ("April 8, 2014 | 3 min | Best Practices", &[]),
        ("April 8, 2014 – Mountain View", &[]),
        ("3 min · Ada Park", &[]),
    ] {
        let found = post(&format!("<div class=post-meta>{line}</div>"), "");
        assert_eq!(names(&found), expected, "{line}");
    }
}

#[test]
fn a_linked_name_beside_the_day_above_the_headline_is_the_author() {
    let above = |line: &str| page("", "", "").replace("<h1>", &format!("<div>{line}</div><h1>"));
    let found = read(&above("Apr 8, 2014 - <a href='/team/#ada'>Ada Park</a>"));
    assert_eq!((names(&found), &found["published"]["local"]), (vec!["Ada Park"], &json!("2014-04-08")));
    for line in ["Apr 8, 2014 - San Francisco", "Apr 8, 2014 - <a href='/c'>Security</a>"] {
        assert_eq!(names(&read(&above(line))), Vec::<&str>::new(), "{line}");
    }
}

#[test]
fn several_sign_with_one_title() {
    let both = json!(["Co-founders", "Co-founders"]);
    for (above, below, expected) in [
        ("<p>By Ada Park &amp; Bo Lind, Co-founders · April 8, 2014</p>", "", ["Ada Park", "Bo Lind"]),
        ("", "<p>Ada Park and Bo Lind, Co-founders</p>", ["Ada Park", "Bo Lind"]),
        ("", "<p>Sincerely,</p><p>Ada &amp; Bob, Co-founders</p>", ["Ada", "Bob"]),
    ] {
        let found = post(above, below);
        assert_eq!(names(&found), expected, "{above}{below}");
        assert_eq!(json!([found["authors"][0]["job_title"], found["authors"][1]["job_title"]]), both);
    }
    assert_eq!(names(&post("", "<p>Rolf &amp; Daughters, Founders of the street</p>")), Vec::<&str>::new());
}

#[test]
fn letters_in_the_archives_of_lists_have_a_sender_and_a_date() {
    let words = "Dear all,\n\nversion 1.0.1g mends a flaw in the reader of certificates. Everybody should upgrade at once.\n";
    let pipermail = format!(
        "<html><head><title>[announce] Release</title></head><body><H1>[announce] Release</H1><B>Ada Park</B> \
         <A HREF='mailto:x'>ada at example.com </A><BR><I>Tue Apr  8 14:32:11 UTC 2014</I><P><UL><LI>Next message: \
         <A HREF='2.html'>[announce] Meeting on May 12, 2014</A></li></UL><HR><PRE>{words}</PRE></body></html>"
    );
    let marc = format!(
        "<html><head><title>Release</title></head><body><pre>\n[<a href=a>prev in list</a>] [<a href=b>next in list</a>]\n\
         <b>\nList:       <a href=l>announce</a>\nSubject:    <a href=s>Release</a>\nFrom:       <a href=f>Ada Park \
         &lt;ada () example ! com&gt;</a>\nDate:       <a href=d>2014-04-08 14:32:11</a></b>\n\n{words}</pre></body></html>"
    );
    let inbox = format!(
        "<html><head><title>Release - Ada Park</title></head><body><pre>From: Ada Park &lt;ada@example.com&gt;\nTo: all@example.com\n\
         Subject: Release\nDate: Tue, 08 Apr 2014 14:32:11 +0000\t[<a href='#r'>thread overview</a>]\n\n{words}</pre><pre>\
         <b>Thread overview:</b>\n2014-04-08 14:32 Ada Park [this message]\n2014-04-09  9:01 ` Bo Lind\n</pre></body></html>"
    );
    for letter in [pipermail, marc, inbox] {
        let found = read(&letter);
        assert_eq!(found["published"]["local"], "2014-04-08T14:32:11", "{letter}");
        assert_eq!(names(&found), ["Ada Park"], "{letter}");
    }
}

#[test]
fn the_foot_of_a_page_says_when_it_was_last_changed() {
    let article = "<footer><span>Last updated on <b><time datetime='2014-04-10T07:12:00Z'>Apr 10, 2014</time></b> by <b>ada</b></span></footer>";
    let found = post("", article);
    assert_eq!((&found["published"], &found["updated"]["local"]), (&Value::Null, &json!("2014-04-10")));
    let foot =
        |line: &str| page("", "", "").replace("</body>", &format!("<div class=footer>{line}</div></body>"));
    let found = read(&foot("This page was last edited on 10 April 2014, at 09:14."));
    assert_eq!((&found["published"], &found["updated"]["local"]), (&Value::Null, &json!("2014-04-10T09:14")));
    let found = read(&foot("© Nimbus. Last updated on April 10, 2014."));
    assert_eq!((&found["published"], &found["updated"]), (&Value::Null, &Value::Null));
    let revision = "<aside><span class='icon' title='Last update'></span><span class='git-revision-date'>April 10, 2014</span></aside>";
    assert_eq!(post("", revision)["published"], Value::Null);
}

#[test]
fn what_ends_or_is_somebody_elses_is_no_publication() {
    for above in [
        "<div class=countdown data-date='2014-05-01T00:00:00Z'>Offer ends in 3 days</div>",
        "<div class=sale data-time='2014-05-01T23:59:59Z'>Now at half the price</div>",
        "<p>Join us on May 12, 2014 in Berlin</p>",
        "<p>Next issue: May 12, 2014</p>",
        "<p>Last login: April 9, 2014 09:12</p>",
        "<p>NASDAQ: NMBS 12.40 as of Apr 8, 2014 4:00 PM ET</p>",
        "<p>Applies to: Nimbus Agent 2014.4.12 and later</p>",
        "<p>Nimbus Agent 2014.4.12 or earlier</p>",
        "<p>Captured 23 times between 3 Mar 2014 and 5 Jul 2014</p>",
        "<figure><figcaption>Photo by Carl Reader, March 3, 2014</figcaption></figure>",
    ] {
        let found = post(above, "");
        assert_eq!((&found["published"], names(&found)), (&Value::Null, Vec::<&str>::new()), "{above}");
    }
}

#[test]
fn what_stands_behind_the_post_is_of_others() {
    for below in [
        "<div class=next-article><span>Next up</span><h4>Disks</h4><span>By Carl Reader</span><span>May 2, 2014</span></div>",
        "<h3>Most popular</h3><ol><li><a href='/x'>Disks</a> by Carl Reader</li></ol>",
        "<h3>We are hiring</h3><p>Site engineer · Berlin · Posted May 2, 2014</p>",
        "<section class=testimonial><blockquote>Great!</blockquote><cite>Carl Reader, CEO of Acme</cite></section>",
    ] {
        let found = post("", below);
        assert_eq!((&found["published"], names(&found)), (&Value::Null, Vec::<&str>::new()), "{below}");
    }
}

#[test]
fn nobody_is_no_author() {
    for above in [
        "<p>Written by AI</p>",
        "<p>Written by AI, reviewed by Carl Reader</p>",
        "<p>Tweet by Nimbus Cloud</p>",
        "<p class=author>Loading…</p>",
        "<p>Posted in Security by ChatGPT</p>",
        "<p>Website by Carl Reader</p>",
    ] {
        assert_eq!(names(&post(above, "")), Vec::<&str>::new(), "{above}");
    }
    let site = "<header><a class=site-title rel=author href='/'>Nimbus engineering</a></header>";
    let body = page("", "", "").replace("<main>", &format!("{site}<main>"));
    assert_eq!(names(&read(&body)), Vec::<&str>::new());
    assert_eq!(
        names(&post("<div data-automation-id=authorByline><div>Ada Park</div></div>", "")),
        ["Ada Park"]
    );
}
