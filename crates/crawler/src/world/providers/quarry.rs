//! Quarry Pay: edits silently. "Not affected" becomes "affected" on the third day, with the same updated
//! time; later the markup changes and the text does not. A JSON Feed; robots.txt forbids one address that
//! the feed links to.

use model::{AuthorKind, Signal, SourceKind};
use serde_json::json;

use super::company::{Company, Source, article, claimed, person};
use crate::world::instant::{april, beginning};
use crate::world::listing::{Item, listed};
use crate::world::page::{HTML, JSON, Page, TEXT};
use crate::world::truth::{AuthorTruth, Oddity, PostTruth, ProviderTruth};

const HOME: &str = "http://www.quarrypay.example/blog";
const FEED: &str = "http://www.quarrypay.example/feed.json";
const REFUNDS: &str = "http://www.quarrypay.example/blog/partial-refunds";
const HEARTBLEED: &str = "http://www.quarrypay.example/blog/heartbleed-and-quarry-pay";
const PARTNERS: &str = "http://www.quarrypay.example/partners/heartbleed-notes";

const REFUNDS_TITLE: &str = "Partial refunds in the dashboard";
const HEARTBLEED_TITLE: &str = "Heartbleed and Quarry Pay";
const PARTNERS_TITLE: &str = "Heartbleed: notes for integration partners";

const TEAM: &str = "Quarry Pay Security Team";
const ELLEN: &str = "Ellen Fairbanks";
const REFUNDS_AT: &str = "2014-03-12T11:00:00-05:00";
const HEARTBLEED_AT: &str = "2014-04-08T12:20:00-05:00";

/// Quarry Pay.
pub(super) fn company() -> Company {
    let robots = Page::new("http://www.quarrypay.example/robots.txt", TEXT);
    let heartbleed =
        |body, dress| render(HEARTBLEED_TITLE, TEAM, HEARTBLEED_AT, "April 8, 2014", body, dress);
    let refunds = render(REFUNDS_TITLE, ELLEN, REFUNDS_AT, "March 12, 2014", REFUNDS_BODY, &OLD_DRESS);
    let partners =
        render(PARTNERS_TITLE, TEAM, "2014-04-09T10:00:00-05:00", "April 9, 2014", PARTNERS_BODY, &OLD_DRESS);
    let pages = vec![
        robots.shows(beginning(), ROBOTS),
        listed(Page::new(FEED, JSON), &items(), feed),
        Page::new(REFUNDS, HTML).shows(beginning(), refunds),
        Page::new(HEARTBLEED, HTML)
            .shows(april(8, 17, 20), heartbleed(FIRST_BODY, &OLD_DRESS))
            .shows(april(10, 13, 30), heartbleed(EDITED_BODY, &OLD_DRESS))
            .shows(april(12, 11, 0), heartbleed(EDITED_BODY, &NEW_DRESS)),
        Page::new(PARTNERS, HTML).shows(april(9, 15, 0), partners),
    ];
    Company {
        name: "Quarry Pay",
        domain: "quarrypay.example",
        category: "payments",
        sources: vec![Source::of(SourceKind::Blog, FEED)],
        pages,
        truth: truth(),
        forbidden: &[PARTNERS],
    }
}

/// What a reader finds in the texts below.
const SAID: &[Signal] = &[
    Signal::Affected,
    Signal::Unaffected,
    Signal::NextSteps,
    Signal::PasswordAdvice,
    Signal::CredentialAdvice,
    Signal::WhereToAsk,
];

fn truth() -> ProviderTruth {
    let team = AuthorTruth { name: TEAM, kind: AuthorKind::Organisation, job_title: None };
    let posts = vec![
        article(
            REFUNDS,
            REFUNDS_TITLE,
            beginning(),
            claimed("2014-03-12T11:00:00", "-05:00"),
            vec![person(ELLEN, None)],
        ),
        PostTruth {
            about_incident: true,
            revisions: 2,
            oddities: vec![Oddity::SilentEdit, Oddity::MarkupEdit],
            ..article(
                HEARTBLEED,
                HEARTBLEED_TITLE,
                april(8, 17, 20),
                claimed("2014-04-08T12:20:00", "-05:00"),
                vec![team],
            )
        },
    ];
    ProviderTruth { slug: "quarry", manner: "edits its post silently", posts, signals: SAID }
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
            april(9, 15, 0),
            PARTNERS_TITLE,
            PARTNERS,
            "2014-04-09T10:00:00-05:00",
            TEAM,
            "For partners who embed our payment form.",
        ),
        item(
            april(8, 17, 20),
            HEARTBLEED_TITLE,
            HEARTBLEED,
            HEARTBLEED_AT,
            TEAM,
            "Is Quarry Pay affected by the OpenSSL bug?",
        ),
        item(
            beginning(),
            REFUNDS_TITLE,
            REFUNDS,
            REFUNDS_AT,
            ELLEN,
            "Give back a part of a payment, as often as you need.",
        ),
    ]
}

/// A JSON Feed, version 1.1.
fn feed(items: &[&Item]) -> Vec<u8> {
    let listed: Vec<_> = items
        .iter()
        .map(|item| {
            json!({
                "id": item.id(), "url": item.link, "title": item.title, "summary": item.summary,
                "content_text": item.summary, "date_published": item.published,
                "authors": [{ "name": item.author }],
            })
        })
        .collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1", "title": "Quarry Pay Blog",
        "home_page_url": HOME, "feed_url": FEED, "items": listed,
    });
    feed.to_string().into_bytes()
}

/// What surrounds the words: it changes without a word changing.
struct Dress {
    style: &'static str,
    article: &'static str,
    title: &'static str,
    meta: &'static str,
    body: &'static str,
    before: &'static str,
    after: &'static str,
}

const OLD_DRESS: Dress = Dress {
    style: "/assets/site-3f2a.css",
    article: "post",
    title: "post-title",
    meta: "post-meta",
    body: "post-body",
    before: "",
    after: "",
};

const NEW_DRESS: Dress = Dress {
    style: "/assets/site-91cc.css",
    article: "entry entry--wide",
    title: "entry__title",
    meta: "entry__meta",
    body: "entry__body",
    before: "<div class=\"column\"><div class=\"column__inner\">",
    after: "</div></div>\n<script src=\"/assets/stats.js\" async></script>",
};

fn render(title: &str, author: &str, published: &str, shown: &str, body: &str, dress: &Dress) -> String {
    let Dress { style, article, title: title_class, meta, body: body_class, before, after } = dress;
    let kind = if author == TEAM { "Organization" } else { "Person" };
    format!(
        r#"<!DOCTYPE html>
<html lang="en-US">
<head>
<meta charset="utf-8">
<title>{title} | Quarry Pay</title>
<link rel="stylesheet" href="{style}">
<script type="application/ld+json">
{{"@context": "http://schema.org", "@type": "Article", "headline": "{title}",
 "datePublished": "{published}", "dateModified": "{published}",
 "author": {{"@type": "{kind}", "name": "{author}"}}}}
</script>
</head>
<body>
<nav><a href="/">Quarry Pay</a> <a href="/docs">Docs</a> <a href="/blog">Blog</a></nav>
{before}
<article class="{article}">
<h1 class="{title_class}">{title}</h1>
<p class="{meta}">{shown} by {author}</p>
<div class="{body_class}">
{body}
</div>
</article>
{after}
<footer>Quarry Pay, Inc., Chicago</footer>
</body>
</html>
"#
    )
}

const ROBOTS: &str = "User-agent: *\nDisallow: /partners/\nDisallow: /dashboard/\n";

const REFUNDS_BODY: &str = "<p>Sometimes a customer returns one shoe out of a pair. You can now give back a part of a \
payment from the dashboard: open the payment, choose <em>Refund</em>, and type the amount.</p>
<p>A payment can be refunded in as many parts as you need until nothing is left of it. The fee is returned in \
proportion. Each part shows up in the export with a line of its own, and your webhooks are called once for each.</p>
<p>The interface for programs has had partial refunds since January, so nothing changes there.</p>";

const FIRST_BODY: &str = "<p>You may have read about Heartbleed, the bug in OpenSSL that was made public yesterday \
(CVE-2014-0160). We have checked our systems, and we want to put your mind at rest.</p>
<p>Quarry Pay was not affected. Card data is entered on pages that are served by hardened appliances, and these do not \
use OpenSSL. Our dashboard, our payment form and our interface for programs stand behind the same appliances. Card \
numbers are stored in a separate network that cannot be reached from the internet at all.</p>
<p>As a precaution we have upgraded OpenSSL to 1.0.1g on our internal servers during the night, and we have asked our \
suppliers for a statement of their own. There is nothing that you need to do in your integration.</p>
<p>If you run your own shop software, please check whether your server is vulnerable: a payment is only as safe as the \
page from which it is started. Ask your hosting provider for the patched version, and change your passwords after \
that, not before.</p>
<p>Questions? Write to support@quarrypay.example.</p>";

const EDITED_BODY: &str = "<p>You may have read about Heartbleed, the bug in OpenSSL that was made public yesterday \
(CVE-2014-0160). We have checked our systems, and we want to tell you what we found.</p>
<p>Most of Quarry Pay was not affected. Card data is entered on pages that are served by hardened appliances, and these \
do not use OpenSSL. Our dashboard and our payment form stand behind the same appliances. Card numbers are stored in a \
separate network that cannot be reached from the internet at all. The legacy endpoint of our interface for programs \
(api1.quarrypay.example) was affected and has been patched; its certificate has been replaced.</p>
<p>We have upgraded OpenSSL to 1.0.1g on our internal servers during the night, and we have asked our suppliers for a \
statement of their own. If you use the legacy endpoint, please rotate your API keys in the dashboard.</p>
<p>If you run your own shop software, please check whether your server is vulnerable: a payment is only as safe as the \
page from which it is started. Ask your hosting provider for the patched version, and change your passwords after \
that, not before.</p>
<p>Questions? Write to support@quarrypay.example.</p>";

const PARTNERS_BODY: &str = "<p>These notes are for partners who embed our payment form. They are not meant for search \
engines. If your own servers were vulnerable to Heartbleed, replace your certificate and the shared secret that signs \
your webhooks, and tell us the time at which you patched.</p>";
