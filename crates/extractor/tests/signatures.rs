//! Who signs a page: declarations that its readers never see, names that stand alone, labels, and sites that are one person's.

mod support;

use serde_json::Value;
use support::page;

fn read(head: &str, above: &str, below: &str) -> Value {
    support::read("https://www.nimbus.example/blog/a-post", &page(head, above, below))
}

fn names(found: &Value) -> Vec<String> {
    let authors = found["authors"].as_array().into_iter().flatten();
    authors.filter_map(|author| author["name"].as_str().map(str::to_owned)).collect()
}

const FILED_BY_ANOTHER: &str = r#"<script type="application/ld+json">{"@type":"BlogPosting","headline":"We patched it",
    "author":{"@type":"Person","name":"Carla Muster"}}</script>"#;

#[test]
fn a_byline_comes_before_a_declared_author_whom_the_page_does_not_show() {
    for byline in [
        "<p>By Ada Park</p>",
        "<div class=byline>Ada Park</div>",
        "<p>By: <a href=/people/ada-park>Ada Park</a></p>",
    ] {
        assert_eq!(names(&read(FILED_BY_ANOTHER, byline, "")), ["Ada Park"], "{byline}");
    }
    // Whom the page shows, she stays; and so she does where nobody else signs with a full name.
    let shown = "<p>CARLA MUSTER is on the team.</p>";
    assert_eq!(names(&read(FILED_BY_ANOTHER, "<p>By Ada Park</p>", shown)), ["Carla Muster"]);
    assert_eq!(names(&read(FILED_BY_ANOTHER, "<p>By Staff</p>", "")), ["Carla Muster"]);
    // Somebody of whom a line speaks signs nothing.
    let spoken = "<p>News | a talk by Ada Park</p>";
    assert_eq!(names(&read(FILED_BY_ANOTHER, spoken, "")), ["Carla Muster"]);
}

#[test]
fn a_byline_that_names_more_than_is_declared_is_whole() {
    let found = read(FILED_BY_ANOTHER, "<p>By Carla Muster and Ada Park</p>", "");
    assert_eq!(names(&found), ["Carla Muster", "Ada Park"]);
    let with_outlet = read(FILED_BY_ANOTHER, "<p>By Carla Muster, Example News</p>", "");
    assert_eq!(names(&with_outlet), ["Carla Muster"]);
}

#[test]
fn a_name_alone_beside_the_day_signs() {
    for lines in [
        "<div>Ada Park</div><div>April 8, 2014</div>",
        "<div>April 8, 2014</div><div>Ada Park</div>",
        "<div>Ada Park</div><div>8 April 2014 · 5 min read</div>",
        "<div>Ada Park</div><div><a href=/out>Nimbus Post</a></div><div>Tue, 8 Apr 2014 17:55 UTC</div>",
    ] {
        assert_eq!(names(&read("", lines, "")), ["Ada Park"], "{lines}");
    }
    for lines in [
        "<div>Press Release</div><div>April 8, 2014</div>",
        "<div>The Nimbus</div><div>April 8, 2014</div>",
        "<div>San Marino</div><div>April 8, 2014</div>",
        "<div>Platform Security</div><div>April 8, 2014</div>",
        "<div>Ada Park</div><div>joined us on April 8, 2014</div>",
        "<div>Ada Park</div>",
    ] {
        assert_eq!(names(&read("", lines, "")), Vec::<String>::new(), "{lines}");
    }
}

#[test]
fn names_stand_beside_the_day_in_many_forms() {
    for (lines, authors) in [
        ("<h4>Ada Park</h4><p>Apr 8, 2014</p>", &["Ada Park"][..]),
        ("<div>Ada Park</div><div>5 min read</div><div>Apr 8, 2014</div>", &["Ada Park"]),
        ("<p>Ada Park and Bo Lind</p><p>April 8, 2014</p>", &["Ada Park", "Bo Lind"]),
        ("<p>Ada Park, Bo Lind • April 8, 2014</p>", &["Ada Park", "Bo Lind"]),
        ("<p>Ada Park on April 8, 2014</p>", &["Ada Park"]),
        ("<p>April 8, 2014 | Ada Park | Engineering</p>", &["Ada Park"]),
        ("<p>Ada Park · April 8, 2014 · ~25 min read</p>", &["Ada Park"]),
        (
            "<div>Authors</div><div>Ada Park</div><div>Bo Lind</div><div>April 8, 2014</div>",
            &["Ada Park", "Bo Lind"],
        ),
        ("<p>Published on <time datetime=2014-04-08>April 8, 2014</time> by Prof. Park</p>", &["Prof. Park"]),
        ("<p>Posted by Ada Park, Security Engineering</p>", &["Ada Park"]),
    ] {
        assert_eq!(names(&read("", lines, "")), authors, "{lines}");
    }
}

#[test]
fn what_providers_write_in_capitals_is_nobody() {
    for words in [
        "Last Modified",
        "Effective Date",
        "Fixed In",
        "Critical Vulnerability",
        "Major Outage",
        "Scheduled Maintenance",
        "Thought Leadership",
        "Heartbleed Bug",
        "Patch Tuesday",
        "Red Hat",
    ] {
        for lines in [
            format!("<div>{words}</div><div>April 8, 2014</div>"),
            format!("<p>{words} April 8, 2014</p>"),
            format!("<p>April 8, 2014 | {words} | Engineering</p>"),
        ] {
            assert_eq!(names(&read("", &lines, "")), Vec::<String>::new(), "{lines}");
        }
    }
}

#[test]
fn a_topic_is_told_from_a_name_by_what_the_page_says_of_it() {
    // A link, as topics are, and words that the page uses otherwise, name nobody; a page about people, a portrait and a biography do.
    let line = "<div><a href=/blog/quiet-harbour>Quiet Harbour</a></div><div>April 8, 2014</div>";
    assert_eq!(names(&read("", line, "")), Vec::<String>::new());
    let line = "<div>Quiet Harbour</div><div>April 8, 2014</div>";
    assert_eq!(names(&read("", line, "<p>We look for a quiet place.</p>")), Vec::<String>::new());
    for (line, below) in [
        ("<div><a href=/team/ada-park>Ada Park</a></div><div>April 8, 2014</div>", ""),
        (
            "<div><img src=a.png alt='Photo of Ada Park'></div><div><a href=/x>Ada Park</a></div><div>April 8, 2014</div>",
            "",
        ),
        (
            "<div><a href=/x>Ada Park</a></div><div>April 8, 2014</div>",
            "<p>Ada Park leads the platform team.</p>",
        ),
    ] {
        assert_eq!(names(&read("", line, below)), ["Ada Park"], "{line}");
    }
}

#[test]
fn chinese_lines_name_their_author_without_a_blank() {
    let found = |line: &str| names(&read("<meta name=author content='示例时报网'>", line, ""));
    assert_eq!(found("<p>2019-09-26 12:11来源：示例时报网作者：王小明</p>"), ["王小明"]);
    assert_eq!(found("<p>发表于2014-08-24 21:30| 来源示例| 作者王小明</p>"), ["王小明"]);
    assert_eq!(found("<p>2019-09-26 作者：未知</p>"), ["示例时报网"]);
    let editor = "<div class=author>责任编辑：王小明</div>";
    assert_eq!(names(&read("", editor, "")), Vec::<String>::new());
}

#[test]
fn a_name_and_the_hour_above_the_headline_sign() {
    let above = |line: &str| {
        let body = page("", "", "").replace("<h1>", &format!("<small>{line}</small><h1>"));
        names(&support::read("https://www.nimbus.example/blog/a-post", &body))
    };
    assert_eq!(above("04.02.2022 | 13:10 Uhr | Uta Muster"), ["Uta Muster"]);
    assert_eq!(above("04.02.2022 | Bad Muster"), Vec::<String>::new());
}

#[test]
fn a_label_names_who_stands_below_it_or_behind_it() {
    for (above, below) in [
        ("", "<footer><p>Posted by Ada Park.</p></footer>"),
        ("", "<p>Published by Ada Park</p>"),
        ("", "<h4>Author</h4><p>Ada Park</p>"),
        ("", "<p>Autorin Ada Park</p>"),
        ("", "<p><b>Von:</b><br>Ada Park</p>"),
        ("", "<p>-- By Ada Park <a href=/out>Follow @ada</a></p>"),
        ("<p>08.04.2014 - Redaktion: Ada Park</p>", ""),
    ] {
        assert_eq!(names(&read("", above, below)), ["Ada Park"], "{above}{below}");
    }
    assert_eq!(names(&read("", "", "<p>홍길동 기자 hong@news.example</p>")), ["홍길동"]);
    for below in [
        "<footer><p>Photo by Ada Park.</p></footer>",
        "<h4>Author</h4><p>Read more about how we work</p>",
        "<h4>Contact</h4><p>Ada Park</p>",
    ] {
        assert_eq!(names(&read("", "", below)), Vec::<String>::new(), "{below}");
    }
}

#[test]
fn a_handle_signs_where_it_is_a_link_below_the_word_or_stands_beside_the_day() {
    let link = "<div>by</div><div><a href=/user/adapark>adapark</a></div>";
    assert_eq!(names(&read("", link, "")), ["adapark"]);
    assert_eq!(names(&read("", "<p>On 6/13/2018 by @adapark</p>", "")), ["@adapark"]);
    for nobody in [
        "<div>by</div><div>cloud</div>",
        "<div>by</div><div><a href=/>NEWSROOM</a></div>",
        "<p>Tweets by @adapark</p>",
    ] {
        assert_eq!(names(&read("", nobody, "")), Vec::<String>::new(), "{nobody}");
    }
}

#[test]
fn who_did_something_else_than_write_is_no_author() {
    let byline = "<p class='byline author'>Written by Ada Park<br>Edited by Bo Lind</p>";
    assert_eq!(names(&read("", byline, "")), ["Ada Park"]);
    let parts = "<p class=byline><span>Ada Park</span> <span>Reviewed by</span> <span>Bo Lind</span></p>";
    assert_eq!(names(&read("", parts, "")), ["Ada Park"]);
}

#[test]
fn a_desk_and_an_organisation_keep_their_whole_names() {
    let staff = "<div class=author-name>Our Foreign Staff</div>";
    assert_eq!(names(&read("", staff, "")), ["Our Foreign Staff"]);
    let declared = "<meta name=author content='Organization for Open Maps'>";
    let found = read(declared, "", "");
    assert_eq!(names(&found), ["Organization for Open Maps"]);
    assert_eq!(found["authors"][0]["kind"], "organisation");
    let signed = read(declared, "<h3 class=byline><a rel=author href=/users/adapark>adapark</a></h3>", "");
    assert_eq!(names(&signed), ["adapark"]);
    let person = "<meta name=author content='Ada Park for Nimbus'>";
    assert_eq!(names(&read(person, "", "")), ["Ada Park"]);
}

const OF_ONE: &str = "<p>I patched my own server first, and I wrote down what I did.</p>";

fn site(title: &str, above: &str, text: &str, foot: &str) -> Vec<String> {
    let body = page("", above, text)
        .replace("<title>We patched it</title>", &format!("<title>{title}</title>"))
        .replace("</body>", &format!("<footer>{foot}</footer></body>"));
    names(&support::read("https://blog.adapark.example/2014/04/a-post", &body))
}

#[test]
fn a_site_that_is_one_persons_is_signed_by_its_name() {
    assert_eq!(site("We patched it | Ada Park's blog", "", OF_ONE, ""), ["Ada Park"]);
    assert_eq!(site("Ada Park’s Digital Home | We patched it", "", OF_ONE, ""), ["Ada Park"]);
    let rights = "<p>Copyright (c) 2012- Ada Park. All rights reserved.</p>";
    assert_eq!(site("We patched it | Ada Park", "", OF_ONE, rights), ["Ada Park"]);
    // Who writes as one of many, what has the name of a thing, and where somebody else signs.
    let of_many = "<p>We patched our servers first, and we wrote down what I did for our customers.</p>";
    assert_eq!(site("We patched it | Ada Park's blog", "", of_many, ""), Vec::<String>::new());
    assert_eq!(site("We patched it | Ada Park", "", OF_ONE, ""), Vec::<String>::new());
    assert_eq!(site("We patched it | Nimbus Cloud's blog", "", OF_ONE, ""), Vec::<String>::new());
    assert_eq!(site("We patched it | Ada Park's blog", "<p>By Bo Lind</p>", OF_ONE, ""), ["Bo Lind"]);
}

#[test]
fn a_publication_that_is_the_moment_of_the_update_gives_way_to_an_earlier_one() {
    let declared = |published: &str| {
        format!(
            "<meta property='article:published_time' content='{published}'>\
             <meta property='article:modified_time' content='2016-05-08T10:11:51+01:00'>"
        )
    };
    let micro = "<span itemprop=datePublished content='2016-05-08T10:11:51+01:00'></span>";
    let found = read(&declared("2015-09-17T16:57:43+01:00"), micro, "");
    assert_eq!(found["published"]["local"], "2015-09-17T16:57:43");
    let micro = "<span itemprop=datePublished content='2016-05-07T10:11:51+01:00'></span>";
    let found = read(&declared("2015-09-17T16:57:43+01:00"), micro, "");
    assert_eq!(found["published"]["local"], "2016-05-07T10:11:51");
}
