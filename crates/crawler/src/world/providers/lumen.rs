//! Lumen Mail: silent. Its blog goes on about other things all through the crisis. The feed carries whole
//! posts and is down (503, with a `Retry-After`) at one of the looks.

use model::SourceKind;

use super::company::{Company, Source, article, claimed, person};
use crate::world::instant::{april, beginning};
use crate::world::listing::{Item, listed, rss};
use crate::world::page::{HTML, Page, RSS, TEXT, Validated};
use crate::world::truth::ProviderTruth;

const HOME: &str = "http://blog.lumenmail.example/";
const FEED: &str = "http://blog.lumenmail.example/rss.xml";
const LABELS: &str = "http://blog.lumenmail.example/nested-labels.html";
const CALENDARS: &str = "http://blog.lumenmail.example/shared-calendars.html";
const CLEANING: &str = "http://blog.lumenmail.example/spring-cleaning.html";

const LABELS_TITLE: &str = "Nested labels are here";
const CALENDARS_TITLE: &str = "Share a calendar with anyone";
const CLEANING_TITLE: &str = "Five minutes of spring cleaning for your inbox";

const JOLENE: &str = "Jolene Baptiste";
const OWEN: &str = "Owen Tanaka";

/// Lumen Mail.
pub(super) fn company() -> Company {
    let robots = Page::new("http://blog.lumenmail.example/robots.txt", TEXT);
    let feed = listed(Page::new(FEED, RSS).validated(Validated::ByTag), &items(), |items| {
        rss(PROLOG, "Lumen Mail: the blog", HOME, items).into_bytes()
    });
    let posts = [
        (LABELS, beginning(), LABELS_TITLE, JOLENE, "2014-03-20T16:00:00Z", "20 March 2014", LABELS_BODY),
        (
            CALENDARS,
            april(8, 15, 0),
            CALENDARS_TITLE,
            OWEN,
            "2014-04-08T15:00:00Z",
            "8 April 2014",
            CALENDARS_BODY,
        ),
        (
            CLEANING,
            april(14, 15, 0),
            CLEANING_TITLE,
            JOLENE,
            "2014-04-14T15:00:00Z",
            "14 April 2014",
            CLEANING_BODY,
        ),
    ];
    let mut pages = vec![
        robots.shows(beginning(), "User-agent: *\nDisallow:\n"),
        feed.down(april(9, 5, 0), april(9, 7, 0), 3600),
    ];
    for (url, from, title, author, published, shown, body) in posts {
        let html = render(title, author, published, shown, body);
        pages.push(Page::new(url, HTML).validated(Validated::ByTag).shows(from, html));
    }
    Company {
        name: "Lumen Mail",
        domain: "lumenmail.example",
        category: "saas",
        sources: vec![Source::of(SourceKind::Blog, FEED)],
        pages,
        truth: truth(),
        forbidden: &[],
    }
}

fn truth() -> ProviderTruth {
    let posts = vec![
        article(
            LABELS,
            LABELS_TITLE,
            beginning(),
            claimed("2014-03-20T16:00:00", "+00:00"),
            vec![person(JOLENE, None)],
        ),
        article(
            CALENDARS,
            CALENDARS_TITLE,
            april(8, 15, 0),
            claimed("2014-04-08T15:00:00", "+00:00"),
            vec![person(OWEN, None)],
        ),
        article(
            CLEANING,
            CLEANING_TITLE,
            april(14, 15, 0),
            claimed("2014-04-14T15:00:00", "+00:00"),
            vec![person(JOLENE, None)],
        ),
    ];
    ProviderTruth { slug: "lumen", manner: "silent", posts, signals: &[] }
}

fn items() -> Vec<Item> {
    let item = |from, title, link, published, author, summary| Item {
        from,
        title,
        link,
        published,
        author,
        summary,
        ..Item::default()
    };
    vec![
        item(
            april(14, 15, 0),
            CLEANING_TITLE,
            CLEANING,
            "Mon, 14 Apr 2014 15:00:00 GMT",
            JOLENE,
            CLEANING_BODY,
        ),
        item(
            april(8, 15, 0),
            CALENDARS_TITLE,
            CALENDARS,
            "Tue, 08 Apr 2014 15:00:00 GMT",
            OWEN,
            CALENDARS_BODY,
        ),
        item(beginning(), LABELS_TITLE, LABELS, "Thu, 20 Mar 2014 16:00:00 GMT", JOLENE, LABELS_BODY),
    ]
}

fn render(title: &str, author: &str, published: &str, shown: &str, body: &str) -> String {
    format!(
        r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title} &ndash; Lumen Mail</title>
<meta name="author" content="{author}">
<link rel="alternate" type="application/rss+xml" href="/rss.xml">
</head>
<body>
<div class="top"><a class="logo" href="/">Lumen Mail</a></div>
<article>
<header><h1>{title}</h1>
<p class="byline">by <a rel="author" href="/about.html">{author}</a>,
<time datetime="{published}" pubdate>{shown}</time></p></header>
{body}
</article>
<div class="bottom"><a href="http://www.lumenmail.example/signup">Try Lumen Mail</a></div>
</body>
</html>
"#
    )
}

const PROLOG: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;

const LABELS_BODY: &str = "<p>Labels inside labels were the most wanted feature of last year's survey, and today \
they arrive in every account. Drag one label onto another, and it moves inside; drag it out, and it is free again.</p>
<p>Filters follow the labels that they point to, so nothing that you set up before will break. On the phone you \
open a label with a tap and see what is inside it with a long press.</p>
<p>If you have more labels than fit on the screen, press <kbd>g</kbd> and begin to type: the list narrows with \
each letter. Happy sorting!</p>";

const CALENDARS_BODY: &str = "<p>Until now you could share a calendar only with people who use Lumen Mail. As of \
today you can share it with anyone who has a browser. Choose <em>Share</em> in the calendar's menu, copy the link, \
and send it to whoever should see your free afternoons.</p>
<p>You decide how much the link shows: only free and busy, or the titles as well. A link can be switched off at any \
time, and you may give it a last day when you make it. Those who open it do not need an account and cannot change \
anything.</p>
<p>Teams on the Plus plan get one thing more, a calendar that overlays the free time of all members. It has quietly \
saved our own Monday meeting for two months now. We hope that it does the same for yours.</p>";

const CLEANING_BODY: &str = "<p>It is April, the windows are open, and your inbox has four thousand messages. Here is \
what five minutes can do.</p>
<p>Minute one: search for <code>older:1y is:unread</code>, select all, archive. You were not going to read them. \
Minute two: open your newsletters, sorted by sender, and unsubscribe from the three that you skip most. Minute three: \
make a filter for receipts. Minute four: empty the trash, which we keep for ninety days otherwise. Minute five: get a \
cup of tea.</p>
<p>Do you have a trick of your own? Write to us, and we will collect the best in a later post.</p>";
