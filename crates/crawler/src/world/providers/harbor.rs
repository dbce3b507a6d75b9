//! Harbor Hosting: slow. The first word comes on the fourth day, signed by an engineer, with the wrong
//! CVE id. A WordPress-like blog: the RSS feed links to `?p=` addresses that redirect to the posts, pages
//! come in chunks, and there is no robots.txt.

use model::{Signal, SourceKind};

use super::company::{Company, Source, article, claimed, person};
use crate::world::instant::{april, beginning};
use crate::world::listing::{Item, listed, rss};
use crate::world::page::{HTML, Page, RSS, Validated};
use crate::world::truth::{PostTruth, ProviderTruth};

const HOME: &str = "http://www.harborhosting.example/blog/";
const FEED: &str = "http://www.harborhosting.example/blog/feed/";
const PHP: (&str, &str) =
    ("http://www.harborhosting.example/?p=398", "http://www.harborhosting.example/blog/2014/03/php-5-5/");
const FIRST: (&str, &str) =
    ("http://www.harborhosting.example/?p=412", "http://www.harborhosting.example/blog/2014/04/openssl-bug/");
const SECOND: (&str, &str) = (
    "http://www.harborhosting.example/?p=419",
    "http://www.harborhosting.example/blog/2014/04/new-certificates-shared-servers/",
);

const PHP_TITLE: &str = "PHP 5.5 on all shared plans";
const FIRST_TITLE: &str = "About the OpenSSL bug";
const SECOND_TITLE: &str = "New certificates on all shared servers";

const TOMAS: &str = "Tomas Lindqvist";
const TOMAS_TITLE: &str = "Systems Engineer";

/// Harbor Hosting.
pub(super) fn company() -> Company {
    let mut pages = vec![listed(Page::new(FEED, RSS).validated(Validated::ByTime), &items(), |items| {
        rss(PROLOG, "Harbor Hosting Blog", HOME, items).into_bytes()
    })];
    let posts = [
        (
            PHP,
            beginning(),
            render(PHP_TITLE, "2014-03-18T09:15:00+01:00", "18 March 2014, 09:15 CET", PHP_BODY),
        ),
        (
            FIRST,
            april(11, 14, 40),
            render(FIRST_TITLE, "2014-04-11T16:40:00+02:00", "11 April 2014, 16:40 CEST", FIRST_BODY),
        ),
        (
            SECOND,
            april(15, 9, 5),
            render(SECOND_TITLE, "2014-04-15T11:05:00+02:00", "15 April 2014, 11:05 CEST", SECOND_BODY),
        ),
    ];
    for ((short, address), from, html) in posts {
        pages.push(Page::moved(short, from, address));
        pages.push(Page::new(address, HTML).validated(Validated::ByTime).chunked().shows(from, html));
    }
    Company {
        name: "Harbor Hosting",
        domain: "harborhosting.example",
        category: "hosting",
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
    Signal::CheckTool,
    Signal::NextSteps,
    Signal::PasswordAdvice,
    Signal::CredentialAdvice,
    Signal::WhereToAsk,
];

fn truth() -> ProviderTruth {
    let signed = || vec![person(TOMAS, Some(TOMAS_TITLE))];
    let posts = vec![
        article(PHP.1, PHP_TITLE, beginning(), claimed("2014-03-18T09:15:00", "+01:00"), signed()),
        PostTruth {
            about_incident: true,
            ..article(
                FIRST.1,
                FIRST_TITLE,
                april(11, 14, 40),
                claimed("2014-04-11T16:40:00", "+02:00"),
                signed(),
            )
        },
        PostTruth {
            about_incident: true,
            ..article(
                SECOND.1,
                SECOND_TITLE,
                april(15, 9, 5),
                claimed("2014-04-15T11:05:00", "+02:00"),
                signed(),
            )
        },
    ];
    ProviderTruth { slug: "harbor", manner: "slow, signed by an engineer", posts, signals: SAID }
}

fn items() -> Vec<Item> {
    let item = |from, title, link, published, summary| Item {
        from,
        title,
        link,
        published,
        author: TOMAS,
        summary,
        ..Item::default()
    };
    vec![
        item(
            april(15, 9, 5),
            SECOND_TITLE,
            SECOND.0,
            "Tue, 15 Apr 2014 11:05:00 +0200",
            "<p>The certificates of the shared servers have been replaced. [&#8230;]</p>",
        ),
        item(
            april(11, 14, 40),
            FIRST_TITLE,
            FIRST.0,
            "Fri, 11 Apr 2014 16:40:00 +0200",
            "<p>Many of you have asked about the OpenSSL bug that is in the news. [&#8230;]</p>",
        ),
        item(
            beginning(),
            PHP_TITLE,
            PHP.0,
            "Tue, 18 Mar 2014 09:15:00 +0100",
            "<p>You can now choose PHP 5.5 in the customer area. [&#8230;]</p>",
        ),
    ]
}

fn render(title: &str, published: &str, shown: &str, body: &str) -> String {
    format!(
        r#"<!DOCTYPE html>
<html lang="en-GB" prefix="og: http://ogp.me/ns#">
<head>
<meta charset="UTF-8">
<title>{title} - Harbor Hosting</title>
<link rel="alternate" type="application/rss+xml" title="Harbor Hosting Blog" href="/blog/feed/">
<meta property="og:type" content="article">
<meta property="og:title" content="{title}">
<meta property="article:published_time" content="{published}">
<meta name="generator" content="WordPress 3.8.1">
</head>
<body class="single single-post">
<div id="header"><a href="/">Harbor Hosting</a> <ul class="menu"><li><a href="/plans/">Plans</a></li>
<li><a href="/support/">Support</a></li><li><a href="/blog/">Blog</a></li></ul></div>
<div id="content">
<div class="post type-post hentry">
<h2 class="entry-title">{title}</h2>
<div class="entry-meta">Posted by <span class="author vcard"><a class="fn" rel="author"
 href="/blog/author/tomas/">{TOMAS}</a></span>, {TOMAS_TITLE}, on <abbr class="published"
 title="{published}">{shown}</abbr></div>
<div class="entry-content">
{body}
</div>
</div>
</div>
<div id="sidebar"><h3>Categories</h3><ul><li><a href="/blog/category/news/">News</a></li>
<li><a href="/blog/category/maintenance/">Maintenance</a></li></ul></div>
<div id="footer">Harbor Hosting AB, G&ouml;teborg</div>
</body>
</html>
"#
    )
}

const PROLOG: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;

const PHP_BODY: &str =
    "<p>You can now choose PHP 5.5 in the customer area, for each domain on its own. The old \
versions stay available; nothing changes for a site unless you change it.</p>
<p>PHP 5.5 brings generators, the <code>finally</code> block and a faster opcode cache, which is switched on \
for all shared plans. Most content management systems run well on it, but please check your plugins first: \
extensions that still use the old MySQL functions will write warnings into the log.</p>
<p>PHP 5.3 gets security fixes only until July. If your site still needs it, now is a good time to plan the \
move, and our support will gladly help.</p>";

const FIRST_BODY: &str = "<p>Many of you have asked about the OpenSSL bug that is in the news, the so-called \
heart bleed (CVE-2014-0346). We have been busy with the servers and have not written about it until now. I \
understand that this was a long wait.</p>
<p>The web servers of the shared plans on Debian 7 were affected. They got the patched OpenSSL packages during \
Wednesday and Thursday and were restarted. Servers that are still on Debian 6 have OpenSSL 0.9.8 and were not \
affected; this is about half of our fleet. The mail servers were affected for IMAP over SSL and are patched. \
Managed virtual servers were patched in the same round.</p>
<p>Unmanaged virtual servers are in your own hands: run <code>apt-get update</code> and \
<code>apt-get upgrade</code>, and restart Apache, Postfix and Dovecot afterwards. A server that was not restarted \
still uses the old library. There are public test pages where you can type in your domain.</p>
<p>The certificates have not been replaced yet. We will do this for the shared servers next week. If you bought \
a certificate from us, you can have it reissued without cost in the customer area. We suggest that you change \
the passwords of your mailboxes after today.</p>
<p>Questions please by ticket to the support desk.</p>";

const SECOND_BODY: &str = "<p>As announced on Friday, the certificates of the shared servers have been replaced. \
The new keys were made on the patched servers, and the old certificates are being revoked by the authority; \
it may take some days until all browsers know of it.</p>
<p>Affected were the shared web servers on Debian 7 and the IMAP servers, as written last week. We found one \
more machine while going through the list: the FTP server of the reseller plans was vulnerable to Heartbleed \
until Saturday evening. It is patched now and has a new certificate too. The customer area itself runs on an \
older system and was not affected.</p>
<p>What is left for you: if your FTP program shows a warning about a changed certificate, compare the \
fingerprint with the one in the customer area before you accept it. Resellers should change their FTP \
passwords today. All others should change the passwords of their mailboxes, if they have not done so after our \
first post.</p>
<p>We have no log that shows whether somebody read memory from our servers before the patch. Such requests \
were simply not recorded. Questions please by ticket to the support desk.</p>";
