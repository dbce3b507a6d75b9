//! Nimbus Cloud: fast, and signed by executives. A blog with JSON-LD and an Atom feed; pages are sent
//! gzip-encoded. The first post is edited openly the next morning, with a later `dateModified`.

use model::{Signal, SourceKind};

use super::company::{Company, Source, article, claimed, person};
use crate::world::instant::{april, beginning};
use crate::world::listing::{Item, atom, listed};
use crate::world::page::{ATOM, HTML, Page, TEXT};
use crate::world::truth::{Oddity, PostTruth, ProviderTruth};

const HOME: &str = "http://blog.nimbus.example/";
const FEED: &str = "http://blog.nimbus.example/atom.xml";
const SNAPSHOTS: &str = "http://blog.nimbus.example/2014/03/snapshot-schedules/";
const FIRST: &str = "http://blog.nimbus.example/2014/04/heartbleed-what-we-know/";
const SECOND: &str = "http://blog.nimbus.example/2014/04/heartbleed-certificates-reissued/";

const DANA: (&str, &str) = ("Dana Whitcombe", "Chief Executive Officer");
const RUBEN: (&str, &str) = ("Ruben Achterberg", "Chief Information Security Officer");
const PAULA: (&str, &str) = ("Paula Marsh", "Product Manager");

/// Nimbus Cloud.
pub(super) fn company() -> Company {
    let edited = april(8, 15, 10);
    let pages = vec![
        Page::new("http://blog.nimbus.example/robots.txt", TEXT).shows(beginning(), ROBOTS),
        listed(Page::new(FEED, ATOM), &items(), |items| {
            atom("Nimbus Cloud Blog", HOME, FEED, items).into_bytes()
        }),
        post(SNAPSHOTS).shows(beginning(), render(&SNAPSHOTS_PAGE)),
        post(FIRST).shows(april(8, 3, 6), render(&FIRST_PAGE)).shows(edited, render(&FIRST_EDITED_PAGE)),
        post(SECOND).shows(april(9, 16, 31), render(&SECOND_PAGE)),
    ];
    Company {
        name: "Nimbus Cloud",
        domain: "nimbus.example",
        category: "cloud",
        sources: vec![Source::of(SourceKind::Blog, FEED)],
        pages,
        truth: truth(),
        forbidden: &[],
    }
}

/// What a reader finds in the texts below.
const SAID: &[Signal] = &[
    Signal::Affected,
    Signal::PatchTime,
    Signal::Unaffected,
    Signal::ExposureWindow,
    Signal::Unknowns,
    Signal::NoEvidence,
    Signal::DisclosurePolicy,
    Signal::NextSteps,
    Signal::PasswordAdvice,
    Signal::CredentialAdvice,
    Signal::WhereToAsk,
];

fn truth() -> ProviderTruth {
    let signed = |(name, title): (&'static str, &'static str)| vec![person(name, Some(title))];
    let posts = vec![
        article(
            SNAPSHOTS,
            SNAPSHOTS_PAGE.title,
            beginning(),
            claimed("2014-03-25T10:00:00", "-07:00"),
            signed(PAULA),
        ),
        PostTruth {
            about_incident: true,
            revisions: 2,
            oddities: vec![Oddity::OpenEdit],
            ..article(
                FIRST,
                FIRST_PAGE.title,
                april(8, 3, 6),
                claimed("2014-04-07T20:05:00", "-07:00"),
                signed(DANA),
            )
        },
        PostTruth {
            about_incident: true,
            ..article(
                SECOND,
                SECOND_PAGE.title,
                april(9, 16, 31),
                claimed("2014-04-09T09:30:00", "-07:00"),
                signed(RUBEN),
            )
        },
    ];
    ProviderTruth { slug: "nimbus", manner: "fast, signed by executives", posts, signals: SAID }
}

fn items() -> Vec<Item> {
    let first = Item {
        from: april(8, 3, 6),
        until: Some(april(8, 15, 10)),
        title: FIRST_PAGE.title,
        link: FIRST,
        published: FIRST_PAGE.published,
        author: DANA.0,
        summary: "<p>What the OpenSSL bug means for Nimbus customers, and what we have done so far.</p>",
        ..Item::default()
    };
    vec![
        Item {
            from: april(9, 16, 31),
            title: SECOND_PAGE.title,
            link: SECOND,
            published: SECOND_PAGE.published,
            author: RUBEN.0,
            summary: "<p>All certificates are replaced. Here is what we ask you to do now.</p>",
            ..Item::default()
        },
        Item { from: april(8, 15, 10), until: None, updated: FIRST_EDITED_PAGE.modified, ..first.clone() },
        first,
        Item {
            from: beginning(),
            title: SNAPSHOTS_PAGE.title,
            link: SNAPSHOTS,
            published: SNAPSHOTS_PAGE.published,
            author: PAULA.0,
            summary: "<p>Take a snapshot of a volume every hour, day or week.</p>",
            ..Item::default()
        },
    ]
}

fn post(url: &str) -> Page {
    Page::new(url, HTML).gzip()
}

struct Article {
    url: &'static str,
    title: &'static str,
    published: &'static str,
    modified: &'static str,
    shown: &'static str,
    author: (&'static str, &'static str),
    body: &'static str,
}

fn render(article: &Article) -> String {
    let Article { url, title, published, modified, shown, author: (name, job_title), body } = article;
    format!(
        r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title} | Nimbus Cloud Blog</title>
<link rel="canonical" href="{url}">
<link rel="alternate" type="application/atom+xml" title="Nimbus Cloud Blog" href="/atom.xml">
<meta property="og:type" content="article">
<meta property="og:title" content="{title}">
<meta property="og:site_name" content="Nimbus Cloud">
<script type="application/ld+json">
{{"@context": "http://schema.org", "@type": "BlogPosting", "headline": "{title}", "url": "{url}",
 "datePublished": "{published}", "dateModified": "{modified}",
 "author": {{"@type": "Person", "name": "{name}", "jobTitle": "{job_title}"}},
 "publisher": {{"@type": "Organization", "name": "Nimbus Cloud"}}}}
</script>
</head>
<body>
<header><a href="http://www.nimbus.example/">Nimbus Cloud</a>
<nav><ul><li><a href="/">Blog</a></li><li><a href="http://www.nimbus.example/pricing">Pricing</a></li>
<li><a href="http://www.nimbus.example/docs">Docs</a></li></ul></nav></header>
<main>
<article class="post">
<h1 class="entry-title">{title}</h1>
<p class="meta">By <span class="author">{name}</span>, <span class="title">{job_title}</span> &middot;
<time datetime="{published}">{shown}</time></p>
<div class="entry-content">
{body}
</div>
</article>
</main>
<footer><p>&copy; 2014 Nimbus Cloud, Inc.</p></footer>
</body>
</html>
"#
    )
}

const ROBOTS: &str = "User-agent: *\nDisallow: /wp-admin/\n";

const SNAPSHOTS_PAGE: Article = Article {
    url: SNAPSHOTS,
    title: "Snapshot schedules for block storage",
    published: "2014-03-25T10:00:00-07:00",
    modified: "2014-03-25T10:00:00-07:00",
    shown: "March 25, 2014 10:00 AM PDT",
    author: PAULA,
    body: "<p>Many of you take snapshots of your volumes by a cron job that calls our API. From today you \
can leave that to us: choose a volume, choose how often, and choose how many snapshots to keep.</p>
<p>Schedules cost nothing beyond the space that the snapshots take, and they are available in all three \
regions. The oldest snapshot is removed only after the newest one is complete, so a failed run never leaves \
you with fewer copies than you asked for.</p>
<p>You find schedules in the control panel under <em>Storage</em>, and in the API as a new resource of each \
volume. Tell us in the forum what you miss.</p>",
};

const FIRST_PAGE: Article = Article {
    url: FIRST,
    title: "OpenSSL and Heartbleed (CVE-2014-0160): what we know tonight",
    published: "2014-04-07T20:05:00-07:00",
    modified: "2014-04-07T20:05:00-07:00",
    shown: "April 7, 2014 8:05 PM PDT",
    author: DANA,
    body: "<p>This afternoon the OpenSSL project published an advisory for a serious bug in its TLS \
heartbeat extension, CVE-2014-0160, which people call Heartbleed. A remote attacker can read up to 64 KB of \
the memory of a vulnerable server at a time, and this leaves no trace in ordinary logs. I want you to hear \
from me what this means for Nimbus.</p>
<p><strong>Affected.</strong> Our managed load balancers and the control panel ran OpenSSL 1.0.1e. Both have \
been exposed since we upgraded them in August 2013.</p>
<p><strong>Not affected.</strong> Object storage and the metadata service end TLS on a different library. \
Our SSH hosts do not use the code in question.</p>
<p><strong>What we have done.</strong> By 7:20 PM PDT every load balancer in all three regions was running \
OpenSSL 1.0.1g, and the control panel followed at 7:45 PM PDT. New private keys are being generated tonight, \
and certificates will be reissued as soon as our authority delivers them.</p>
<p><strong>What we do not know.</strong> We have no sign that anybody used this bug against us, but the nature of \
the bug means that we could not see it. We will not tell you that nothing happened.</p>
<p><strong>What you should do.</strong> Images that you run yourself need to be patched by you: upgrade OpenSSL, \
restart what uses it, and check your hosts again. Questions go to security@nimbus.example, day and night.</p>",
};

const FIRST_EDITED_PAGE: Article = Article {
    modified: "2014-04-08T08:10:00-07:00",
    body: "<p>This afternoon the OpenSSL project published an advisory for a serious bug in its TLS \
heartbeat extension, CVE-2014-0160, which people call Heartbleed. A remote attacker can read up to 64 KB of \
the memory of a vulnerable server at a time, and this leaves no trace in ordinary logs. I want you to hear \
from me what this means for Nimbus.</p>
<p><strong>Affected.</strong> Our managed load balancers, the control panel and the VPN gateway ran OpenSSL \
1.0.1e. The first two have been exposed since we upgraded them in August 2013, the gateway since January. In \
the first version of this post the VPN gateway was missing; we are sorry for the omission.</p>
<p><strong>Not affected.</strong> Object storage and the metadata service end TLS on a different library. \
Our SSH hosts do not use the code in question.</p>
<p><strong>What we have done.</strong> By 7:20 PM PDT every load balancer in all three regions was running \
OpenSSL 1.0.1g, and the control panel followed at 7:45 PM PDT. The VPN gateway was patched at 6:30 AM this \
morning. New private keys have been generated for all of them.</p>
<p><strong>What we do not know.</strong> We have no sign that anybody used this bug against us, but the nature of \
the bug means that we could not see it. We will not tell you that nothing happened.</p>
<p><strong>What you should do.</strong> Images that you run yourself need to be patched by you: upgrade OpenSSL, \
restart what uses it, and check your hosts again. Questions go to security@nimbus.example, day and night.</p>",
    ..FIRST_PAGE
};

const SECOND_PAGE: Article = Article {
    url: SECOND,
    title: "Heartbleed: certificates reissued, and what we ask you to do now",
    published: "2014-04-09T09:30:00-07:00",
    modified: "2014-04-09T09:30:00-07:00",
    shown: "April 9, 2014 9:30 AM PDT",
    author: RUBEN,
    body: "<p>Since Monday night my team has worked through every system at Nimbus that speaks TLS. As of \
this morning that work is complete, and this is our report on it.</p>
<p>All 212 servers that were vulnerable to Heartbleed run OpenSSL 1.0.1g. Every one of them has a new private \
key and a new certificate; the last of the old certificates was revoked at 8:40 AM PDT. API tokens that were \
used between August 2013 and Monday have been marked in the control panel, and all browser sessions were \
ended last night, so you had to sign in again.</p>
<p>We have now turned to forward secrecy: the load balancers prefer ECDHE cipher suites from today, so that a \
stolen key cannot open traffic recorded earlier.</p>
<p>Please do three things, in this order. First, patch the images that you manage; our base images dated \
April 8 or later are fixed. Second, replace the certificates that you uploaded to our load balancers, since \
their keys were in the exposed memory. Third, change your Nimbus password and rotate the API tokens that we \
marked. Doing the third before the first gives the new secrets away again.</p>
<p>If you believe that you have found a weakness, write to security@nimbus.example; our PGP key and our \
disclosure policy are on the security page.</p>",
};
