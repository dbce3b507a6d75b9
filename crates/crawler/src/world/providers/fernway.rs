//! Fernway Git: back-dates. Its notice appears on 11 April and claims to be of 8 April. The blog's index
//! is an HTML page with a feed beside it; the notice's address is followed from the start and answers 404
//! until then. An older post is linked at the host where the blog used to be, and redirects.

use std::fmt::Write;

use model::{Signal, SourceKind};

use super::company::{Company, Source, article, claimed, person};
use crate::world::instant::{april, beginning};
use crate::world::listing::{Item, atom, listed};
use crate::world::page::{ATOM, HTML, Page, TEXT, Validated};
use crate::world::truth::{Oddity, PostTruth, ProviderTruth};

const INDEX: &str = "http://www.fernway.example/blog/";
const FEED: &str = "http://www.fernway.example/blog/feed.atom";
const NOTICE: &str = "http://www.fernway.example/security/heartbleed/";
const TEMPLATES: &str = "http://www.fernway.example/blog/pull-request-templates/";
const TEMPLATES_OLD: &str = "http://blog.fernway.example/2014/02/pull-request-templates";
const HOOKS: &str = "http://www.fernway.example/blog/faster-hooks/";

const NOTICE_TITLE: &str = "Security notice: OpenSSL \"Heartbleed\"";
const TEMPLATES_TITLE: &str = "Templates for pull requests";
const HOOKS_TITLE: &str = "Hooks that run twice as fast";

const CALLUM: (&str, &str) = ("Callum Reyes", "CTO and co-founder");
const MIRA: (&str, &str) = ("Mira Oduya", "Software Engineer");

/// Fernway Git.
pub(super) fn company() -> Company {
    let appears = april(11, 9, 0);
    let post = |url| Page::new(url, HTML).validated(Validated::Both);
    let pages = vec![
        Page::new("http://www.fernway.example/robots.txt", TEXT).shows(beginning(), ROBOTS),
        listed(Page::new(INDEX, HTML).validated(Validated::Nothing), &items(), index),
        listed(Page::new(FEED, ATOM), &items(), |items| {
            atom("The Fernway Blog", INDEX, FEED, items).into_bytes()
        }),
        Page::moved(TEMPLATES_OLD, beginning(), TEMPLATES),
        post(TEMPLATES).shows(
            beginning(),
            render(
                TEMPLATES_TITLE,
                MIRA,
                "2014-02-26T14:00:00+00:00",
                "26 February 2014, 14:00 GMT",
                TEMPLATES_BODY,
            ),
        ),
        post(HOOKS).shows(
            april(9, 10, 0),
            render(HOOKS_TITLE, MIRA, "2014-04-09T11:00:00+01:00", "9 April 2014, 11:00 BST", HOOKS_BODY),
        ),
        post(NOTICE).shows(
            appears,
            render(NOTICE_TITLE, CALLUM, "2014-04-08T08:30:00+01:00", "8 April 2014, 08:30 BST", NOTICE_BODY),
        ),
    ];
    Company {
        name: "Fernway Git",
        domain: "fernway.example",
        category: "saas",
        sources: vec![
            Source { kind: SourceKind::Blog, url: INDEX, link_selector: Some("h2.title a"), incident: None },
            Source { kind: SourceKind::Page, url: NOTICE, link_selector: None, incident: Some("heartbleed") },
        ],
        pages,
        truth: truth(),
        forbidden: &[],
    }
}

/// What a reader finds in the texts below.
const SAID: &[Signal] = &[
    Signal::Affected,
    Signal::Unaffected,
    Signal::Unknowns,
    Signal::DisclosurePolicy,
    Signal::NextSteps,
    Signal::PasswordAdvice,
    Signal::CredentialAdvice,
];

fn truth() -> ProviderTruth {
    let signed = |(name, title): (&'static str, &'static str)| vec![person(name, Some(title))];
    let posts = vec![
        article(
            TEMPLATES,
            TEMPLATES_TITLE,
            beginning(),
            claimed("2014-02-26T14:00:00", "+00:00"),
            signed(MIRA),
        ),
        PostTruth {
            about_incident: true,
            oddities: vec![Oddity::BackDated],
            ..article(
                NOTICE,
                NOTICE_TITLE,
                april(11, 9, 0),
                claimed("2014-04-08T08:30:00", "+01:00"),
                signed(CALLUM),
            )
        },
        article(HOOKS, HOOKS_TITLE, april(9, 10, 0), claimed("2014-04-09T11:00:00", "+01:00"), signed(MIRA)),
    ];
    ProviderTruth { slug: "fernway", manner: "back-dates its notice", posts, signals: SAID }
}

/// In the order of the claimed times, as the site's own software sorts them.
fn items() -> Vec<Item> {
    vec![
        Item {
            from: april(9, 10, 0),
            title: HOOKS_TITLE,
            link: HOOKS,
            published: "2014-04-09T11:00:00+01:00",
            author: MIRA.0,
            summary: "<p>What we changed in the way that hooks are started.</p>",
            ..Item::default()
        },
        Item {
            from: april(11, 9, 0),
            title: NOTICE_TITLE,
            link: NOTICE,
            published: "2014-04-08T08:30:00+01:00",
            author: CALLUM.0,
            summary: "<p>How Fernway responded to the OpenSSL vulnerability.</p>",
            ..Item::default()
        },
        Item {
            from: beginning(),
            title: TEMPLATES_TITLE,
            link: TEMPLATES_OLD,
            published: "2014-02-26T14:00:00+00:00",
            author: MIRA.0,
            summary: "<p>Ask for the same things each time, without typing them.</p>",
            ..Item::default()
        },
    ]
}

fn index(items: &[&Item]) -> Vec<u8> {
    let mut list = String::new();
    for item in items {
        let day = item.published.get(..10).unwrap_or_default();
        let _ = write!(
            list,
            "<li>\n<h2 class=\"title\"><a href=\"{}\">{}</a></h2>\n<p class=\"when\"><time datetime=\"{}\">{day}</time> \
             by {}</p>\n{}\n</li>\n",
            item.link, item.title, item.published, item.author, item.summary
        );
    }
    let html = format!(
        r#"<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>The Fernway Blog</title>
<link rel="alternate" type="application/atom+xml" title="The Fernway Blog" href="/blog/feed.atom">
</head>
<body>
<nav><a href="/">Fernway Git</a> <a href="/features/">Features</a> <a href="/login">Log in</a></nav>
<h1>The Fernway Blog</h1>
<ul class="posts">
{list}</ul>
<footer><a href="/terms/">Terms</a> <a href="/privacy/">Privacy</a></footer>
</body>
</html>
"#
    );
    html.into_bytes()
}

fn render(title: &str, author: (&str, &str), published: &str, shown: &str, body: &str) -> String {
    let (name, job_title) = author;
    let title = title.replace('"', "&quot;");
    format!(
        r#"<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>{title} - Fernway Git</title>
<meta property="og:type" content="article">
<meta property="article:published_time" content="{published}">
</head>
<body>
<nav><a href="/">Fernway Git</a> <a href="/features/">Features</a> <a href="/login">Log in</a></nav>
<article>
<h1>{title}</h1>
<p class="byline">By {name}, {job_title} | <time datetime="{published}">{shown}</time></p>
{body}
</article>
<footer><a href="/terms/">Terms</a> <a href="/privacy/">Privacy</a></footer>
</body>
</html>
"#
    )
}

const ROBOTS: &str = "# Be nice.\nUser-agent: *\nDisallow: /login\nDisallow: /search\n";

const TEMPLATES_BODY: &str = "<p>Every project has its questions: did you run the tests, which issue does this close, \
who should look at it? Put them into a file named <code>PULL_REQUEST.md</code> in the root of your repository, and \
Fernway will place them into each new pull request.</p>
<p>The file may hold anything that a comment may hold, check boxes included. It is read from the branch that the \
request goes to, so that a release branch can ask for more than the main line does.</p>
<p>Templates work for all repositories from today.</p>";

const HOOKS_BODY: &str = "<p>When you push to Fernway, your hooks run before you see the prompt again. That wait has \
become shorter: half of all hooks now finish in less than 90 milliseconds, where it was 200 before.</p>
<p>The time went into starting processes. We used to start one for each hook and each reference; now a small daemon \
keeps them warm and hands the references over through a pipe. Hooks that you wrote yourself profit without a \
change.</p>
<p>Next we will look at very large pushes, where the time goes elsewhere.</p>";

const NOTICE_BODY: &str = "<p>On 7 April a vulnerability in OpenSSL was made public, known as Heartbleed \
(CVE-2014-0160). This notice describes how Fernway Git responded.</p>
<p>We began to patch within an hour of the advisory. The web front ends and the HTTPS Git servers, which ran OpenSSL \
1.0.1c, were affected. All of them were upgraded to 1.0.1g. Git over SSH was not affected, and neither were your \
repositories at rest, since the file servers do not end TLS.</p>
<p>After the upgrade we generated new private keys and had all certificates reissued; the old ones are revoked. All web \
sessions were ended, and personal access tokens that had been used since last December were withdrawn. We enabled \
forward secrecy for all browsers that know it.</p>
<p>We have looked for traces of misuse in the traffic records that we keep for thirty days and found none. For the time \
before that we cannot say.</p>
<p>What we recommend: choose a new password, make new access tokens, and switch on two-factor authentication. If you run \
Fernway on your own servers, upgrade OpenSSL there, restart the service, and replace your certificate. You can reach \
the security team at security@fernway.example; reports are answered within a day.</p>";
