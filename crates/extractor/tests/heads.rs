//! What stands around the head of a post and is none of its words: bylines beside other things, days in the address,
//! headings of the site.

mod support;

use serde_json::{Value, json};
use support::page;

const ADDRESS: &str = "https://www.example.com/blog/a-post";

fn read(body: &str) -> Value {
    support::read(ADDRESS, body)
}

fn authors(found: &Value) -> Vec<(String, Value)> {
    let list = found["authors"].as_array().into_iter().flatten();
    list.map(|one| (one["name"].as_str().unwrap_or_default().to_owned(), one["job_title"].clone())).collect()
}

fn names(head: &str, above: &str, below: &str) -> Vec<String> {
    authors(&read(&page(head, above, below))).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn the_day_stands_in_the_address_in_more_ways() {
    let day = |address: &str| support::read(address, &page("", "", ""))["published"]["local"].clone();
    for address in [
        "https://www.example.com/news/2014/apr/8/we-patched-it/",
        "https://www.example.com/2014/April/08/we-patched-it",
        "https://www.example.com/2014/SECURITY/04/08/index.html",
        "https://www.example.com/2014/data_centers/4/8/index.html",
    ] {
        assert_eq!(day(address), "2014-04-08", "{address}");
    }
    for address in [
        "https://www.example.com/2014/apr/88/we-patched-it",
        "https://www.example.com/releases/2014/v2/04/08x",
        "https://www.example.com/2014/security/44/08/",
    ] {
        assert_eq!(day(address), Value::Null, "{address}");
    }
}

#[test]
fn the_head_of_a_site_shows_the_day_of_the_look() {
    let body = |above: &str, below: &str| {
        page("", below, "").replace("<main>", &format!("<div>{above}</div><div>")).replace("article>", "div>")
    };
    let found = read(&body("Mon, 19 May 2014", "<p>Tue, 8 April 2014</p>"));
    assert_eq!(found["published"]["local"], "2014-04-08");
    let found = read(&body("Mon, 7 April 2014", "<p>Tue, 8 April 2014</p>"));
    assert_eq!(found["published"]["local"], "2014-04-07");
}

#[test]
fn no_post_is_published_after_its_update() {
    let found = read(&page("", "<p>LAST UPDATED: 04/08/2014 20:32</p>", "").replace(
        "<main>",
        "<div>Wed, Jun 5, 2014 – the news of Example, and the weather in your city today</div><main>",
    ));
    assert_eq!(found["published"], Value::Null);
    assert_eq!(found["updated"]["local"], "2014-04-08T20:32");
}

#[test]
fn days_of_a_list_in_microdata_are_none_of_the_page() {
    let list: String = ["2012-06-16", "2012-06-14", "2012-06-12"]
        .map(|day| format!("<li>Another post<meta itemprop=datePublished content={day}T10:00:00Z></li>"))
        .concat();
    let list = format!("<ul itemscope itemtype=http://schema.org/ItemList>{list}</ul>");
    let found = read(&page(r#"<meta name="dc.date" content="2014-04-08">"#, "", &list));
    assert_eq!(found["published"]["local"], "2014-04-08");
}

#[test]
fn times_elsewhere_of_several_days_say_nothing() {
    let times = "<table><tr><td>docs</td><td><time datetime=2014-04-05T10:00:00Z>Apr 5</time></td></tr>\
        <tr><td>tests</td><td><time datetime=2014-04-07T10:00:00Z>Apr 7</time></td></tr></table>";
    let words = "<p>More words of the post, which tell of nothing that has a day.</p>".repeat(20);
    let body = format!("{words}{times}");
    assert_eq!(read(&page("", "", &body))["published"], Value::Null);
}

#[test]
fn a_time_with_the_attribute_for_it_is_the_publication() {
    let time = "<p>By Ada Park on <time class=updated datetime='2014-04-08 20:08:00-0400' pubdate>April 8, 2014</time></p>";
    let found = read(&page(r#"<meta name="sailthru.date" content="2014-04-09">"#, time, ""));
    assert_eq!(found["published"]["instant"], "2014-04-09T00:08:00Z");
    assert_eq!(found["updated"], Value::Null);
}

#[test]
fn the_line_of_the_date_may_count_the_comments() {
    let line = "<div class=comments_datetime><p>By Ada Park | First Posted: 04-18-14 05:18 PM | Updated: 04-19-14 12:41 AM</p></div>";
    let found = read(&page("", line, ""));
    assert_eq!(found["published"]["local"], "2014-04-18T17:18");
    assert_eq!(found["updated"]["local"], "2014-04-19T00:41");
    assert_eq!(authors(&found)[0].0, "Ada Park");
    let comment = "<div class=comments><p>By Bo Lind on April 12, 2014</p></div>";
    assert_eq!(names("", "", comment), Vec::<String>::new());
}

#[test]
fn who_works_for_an_agency_signs_alone() {
    for line in [
        "<p>By ADA PARK, Associated Press</p>",
        "<p class=byline>By <b>Ada Park</b> <i>Associated Press</i></p>",
        "<p>By Ada Park Associated Press</p>",
        "<p>By Ada Park/dpa</p>",
        "<p class=author><b>Ada Park</b> | Palma de Mallorca | 08/04/2014</p>",
    ] {
        let found = names("", line, "");
        assert_eq!(found.iter().map(|name| name.to_lowercase()).collect::<Vec<_>>(), ["ada park"], "{line}");
    }
}

#[test]
fn labels_beside_a_name_are_nobodys() {
    let box_of =
        |label: &str| format!("<div class=authorlinks><span>Ada Park</span> <a href=/a>{label}</a></div>");
    for label in ["View Author Page", "I’m on Twitter", "Archive", "RSS", "about Ada Park"] {
        assert_eq!(names("", &box_of(label), ""), ["Ada Park"], "{label}");
    }
    let labelled = "<p>By Ada Park</p><p>More from this author</p>";
    assert_eq!(authors(&read(&page("", labelled, ""))), [("Ada Park".to_owned(), Value::Null)]);
    let said = "<p class=author>Ada Park</p><p class=author-description>Licensed Tester, M.A. Letters</p>";
    assert_eq!(names("", said, ""), ["Ada Park"]);
}

#[test]
fn names_are_read_beside_dates_labels_and_the_site() {
    let head =
        r#"<meta property="og:site_name" content="Nimbus Daily"><meta name=author content="Nimbus Daily">"#;
    for line in [
        "<p>Nimbus Daily | Ada Park | Tuesday, April 8, 2014</p>",
        "<p>April 8, 2014 02:29 PM EDT | Ada Park</p>",
        "<p>8 Apr 2014 Ada Park (@adapark)</p>",
        "<p>Ada Park</p><p>First Posted: Apr 8, 2014 02:49 AM EDT</p>",
        "<h5>Author:</h5><p>Ada Park</p>",
    ] {
        assert_eq!(names(head, line, ""), ["Ada Park"], "{line}");
    }
    assert_eq!(names(head, "<p>PTI Mumbai</p><p>Updated: Apr 8, 2014</p>", ""), ["Nimbus Daily"]);
    assert_eq!(names(head, "", "<p>Autorin: Ada Park, Projektleiterin in Tunis.</p>"), ["Ada Park"]);
}

#[test]
fn what_is_declared_of_the_outlet_gives_way_to_who_signs() {
    let head =
        r#"<meta property="og:site_name" content="El Norte"><meta name=author content="Ediciones El Norte">"#;
    assert_eq!(names(head, "<p class=firma><em>Ángeles Gil</em> | Madrid</p>", ""), ["Ángeles Gil"]);
    let account = r#"<meta property="article:author" content="@nimbus">"#;
    assert_eq!(names(account, "<p>By Ada Park</p>", ""), ["Ada Park"]);
    let agency = "<p><span class=author itemprop=author itemscope itemtype=http://schema.org/Person><span itemprop=name>AFP</span></span></p>";
    let flow = "<aside><ul>".to_owned()
        + &"<li>Another line of the day</li>".repeat(90)
        + "<li class=author-name>Bo Lind</li></ul></aside>";
    assert_eq!(names("", agency, &flow), ["AFP"]);
}

#[test]
fn a_full_name_stands_where_the_first_one_is_declared() {
    let head = r#"<script type="application/ld+json">{"@type":"BlogPosting","headline":"We patched it",
        "author":{"@type":"Person","name":"Ada"}}</script>"#;
    assert_eq!(names(head, "", "<p>Ada Park is a writer and lives in Leeds.</p>"), ["Ada Park"]);
    assert_eq!(names(head, "<p>By Ada Park</p>", ""), ["Ada Park"]);
    assert_eq!(names(head, "", ""), ["Ada"]);
}

#[test]
fn nicknames_capitals_and_brackets_are_told_from_the_name() {
    assert_eq!(names("", r#"<p>By Ada "Cloud" Park</p>"#, ""), [r#"Ada "Cloud" Park"#]);
    let found =
        names("", "<p class=author>Par <b>LAURE PARC</b>, <b>LÉA BOIS</b> Envoyées spéciales à Lyon</p>", "");
    assert_eq!(found, ["LAURE PARC", "LÉA BOIS"]);
    let titled = |line: &str| authors(&read(&page("", line, "")));
    let expected = [("Ada Park".to_owned(), json!("Staff Writer"))];
    assert_eq!(titled("<p>By Ada Park (Staff Writer)</p>"), expected);
    let found = titled(
        "<div class=authors><b>Autori:</b> <a href=/a>Anna Ozola</a> <em>(ārzemju ziņu redaktore)</em></div>",
    );
    assert_eq!(found, [("Anna Ozola".to_owned(), json!("ārzemju ziņu redaktore"))]);
}

#[test]
fn who_made_a_work_or_is_to_be_asked_signs_nothing() {
    let facts = "<table><tr><td>Directed by</td><td>Bo Lind</td></tr><tr><td>Written by</td><td>Carla Gil</td></tr></table>";
    assert_eq!(names("", facts, ""), Vec::<String>::new());
    let contact =
        "<p>Contact Information</p><p>Media</p><p>Bo Lind</p><p>Vice President, Corporate Affairs</p>";
    assert_eq!(names("", "", contact), Vec::<String>::new());
    let next = "<p>by Ada Park</p><h3>Nimbus CEO Celebrates an Incredible Year</h3>";
    assert_eq!(authors(&read(&page("", next, ""))), [("Ada Park".to_owned(), Value::Null)]);
    let outlet = r#"<meta property="og:site_name" content="The Cloud Reporter">"#;
    let found = read(&page(outlet, "<p>By Ada Park, The Cloud Reporter</p>", ""));
    assert_eq!(authors(&found), [("Ada Park".to_owned(), Value::Null)]);
}

#[test]
fn the_headline_is_told_from_headings_of_the_site() {
    let title = |body: &str| read(body)["title"].clone();
    // The site's name is in the title too.
    let body =
        page("", "", "").replace("<title>We patched it", "<title>We patched it | Nimbus of Berlin news");
    let body = body.replace("<main>", "<h1><a href=/start>Nimbus of Berlin</a></h1><main>");
    assert_eq!(title(&body), "We patched it");
    // Cards of other posts have headings of the first level; the page calls itself otherwise.
    let body = page("", "", "<div><h1><a href=/other>Another post of ours</a></h1></div>")
        .replace("<title>We patched it", "<title>Our best advice");
    assert_eq!(title(&body), "We patched it");
}

#[test]
fn labels_and_clocks_of_more_pages_are_read() {
    for (line, published) in [
        ("<p>기사입력 2014-04-08 03:00:00 기사수정 2014-04-09 04:00:00</p>", "2014-04-08T03:00:00"),
        ("<p>on April 8, 2014 at 9:00a</p>", "2014-04-08T09:00"),
        ("<p>Date: 08 April 2014 Time: 12:45 PM</p>", "2014-04-08T12:45"),
        ("<p>First Published: 00:37 IST(18/4/2014)</p>", "2014-04-18T00:37"),
        ("<p>الثلاثاء، 08 آب/أغسطس 2014</p>", "2014-08-08"),
    ] {
        assert_eq!(read(&page("", line, ""))["published"]["local"], published, "{line}");
    }
}

#[test]
fn bylines_of_news_and_engineering_blogs_are_read() {
    let title = |name: &str, title: &str| (name.to_owned(), json!(title));
    let none = |name: &str| (name.to_owned(), Value::Null);
    for (line, expected) in [
        (
            "<p>March 5, 2014</p><h5>Ada Park</h5><p>Senior Product Manager, Nimbus</p><h5>Bo Lind</h5><p>Staff Engineer</p>",
            vec![title("Ada Park", "Senior Product Manager, Nimbus"), title("Bo Lind", "Staff Engineer")],
        ),
        (
            "<div>Ada Park</div><div>Technology reporter @adapark</div>",
            vec![title("Ada Park", "Technology reporter")],
        ),
        ("<p>Ada Park · April 8, 2014 · 3 comments</p>", vec![none("Ada Park")]),
        ("<p>Par Ada Park (Berlin, correspondante)</p>", vec![title("Ada Park", "correspondante")]),
        ("<p><a href=/autor/ada>Ada Park</a> Madrid</p>", vec![none("Ada Park")]),
        ("<p>입력 2014.04.08. 오전 10:15</p><p>홍길동 기자</p>", vec![none("홍길동")]),
        ("<p class=author>Ada Park - <span>nimbusNews</span></p>", vec![none("Ada Park")]),
        ("<p class=author><a>Ada Park</a> <span class=title>Nimbusian</span></p>", vec![none("Ada Park")]),
        ("<footer class=node__meta>Submitted by ada.park on 8 April 2014</footer>", vec![none("ada.park")]),
        ("<p>By Ada Park, Nimbus Security Team</p>", vec![none("Ada Park")]),
        ("<dl><dt>Authors</dt><dd><dl><dt>Name</dt><dd>Ada Park</dd></dl></dd></dl>", vec![none("Ada Park")]),
    ] {
        assert_eq!(authors(&read(&page("", line, ""))), expected, "{line}");
    }
    let about = "<p>Ada Park is Head of Security at Nimbus, where she has worked since 2010.</p>";
    let found = read(&page("", "<p>By Ada Park</p>", about));
    assert_eq!(authors(&found), [title("Ada Park", "Head of Security")]);
}

#[test]
fn times_of_news_are_read() {
    for (line, published, updated) in [
        ("<p>Tue 8 Apr 2014 10.15 CET</p>", "2014-04-08T10:15", None),
        ("<p>Publicerad 2014-04-08 10.15</p>", "2014-04-08T10:15", None),
        ("<p><span>8 April 2014, 10:15</span><span>3 min czytania</span></p>", "2014-04-08T10:15", None),
        (
            "<p>Publié le 08 avril 2014 à 10h15, modifié le 09 avril 2014 à 08h00 Temps de Lecture 3 min.</p>",
            "2014-04-08T10:15",
            Some("2014-04-09T08:00"),
        ),
        (
            "<p><time datetime=2014-04-08T10:15:00Z>Apr 8</time></p><p><time datetime=2014-04-09T08:00:00Z>Updated: Apr 9, 2014</time></p>",
            "2014-04-08T10:15:00",
            Some("2014-04-09T08:00:00"),
        ),
        (
            "<time datetime=2014-04-08T16:20:52Z>Posted: Apr 08, 2014 9:27 AM ET | Last Updated: 8 hours ago</time>",
            "2014-04-08T09:27",
            None,
        ),
    ] {
        let found = read(&page("", line, ""));
        assert_eq!(found["published"]["local"], published, "{line}");
        assert_eq!(found["updated"]["local"].as_str(), updated, "{line}");
    }
}
