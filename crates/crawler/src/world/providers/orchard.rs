//! Orchard Backup: keeps one post up to date with dated updates inside it, signed by the vice president
//! of operations. Old-fashioned pages in windows-1252 that call themselves ISO-8859-1, and times with a
//! zone abbreviation. A sitemap beside the RSS feed.

use std::fmt::Write;

use bytes::Bytes;
use encoding_rs::WINDOWS_1252;
use model::{Signal, SourceKind};

use super::company::{Company, Source, article, claimed, person};
use crate::world::instant::{april, beginning};
use crate::world::listing::{Item, listed, rss};
use crate::world::page::{Page, TEXT, Validated};
use crate::world::truth::{Oddity, PostTruth, ProviderTruth, UpdateTruth};

const HOME: &str = "http://www.orchardbackup.example/news/";
const FEED: &str = "http://www.orchardbackup.example/news/rss.xml";
const SITEMAP: &str = "http://www.orchardbackup.example/sitemap.xml";
const DATACENTRE: &str = "http://www.orchardbackup.example/news/montreal.html";
const HEARTBLEED: &str = "http://www.orchardbackup.example/news/heartbleed.html";

const DATACENTRE_TITLE: &str = "Our Montréal data centre is open";
const HEARTBLEED_TITLE: &str = "Heartbleed – what Orchard Backup customers should know";

const RENEE: &str = "Renée Côté";
const RENEE_TITLE: &str = "VP of Operations";

const OLD_HTML: &str = "text/html; charset=ISO-8859-1";
const OLD_RSS: &str = "text/xml";
const XML: &str = "application/xml";

/// Orchard Backup.
pub(super) fn company() -> Company {
    let heartbleed = |updates: &str| {
        render(HEARTBLEED_TITLE, "April 8, 2014, 2:15 PM PDT", &format!("{updates}{HEARTBLEED_BODY}"))
    };
    let page = |url| Page::new(url, OLD_HTML).validated(Validated::ByTime);
    let pages = vec![
        Page::new("http://www.orchardbackup.example/robots.txt", TEXT).shows(beginning(), ROBOTS),
        listed(Page::new(FEED, OLD_RSS), &items(), |items| {
            encoded(&rss(PROLOG, "Orchard Backup – News", HOME, items)).to_vec()
        }),
        listed(Page::new(SITEMAP, XML).validated(Validated::Nothing), &items(), sitemap),
        page(DATACENTRE)
            .shows(beginning(), render(DATACENTRE_TITLE, "March 3, 2014, 9:00 AM PST", DATACENTRE_BODY)),
        page(HEARTBLEED)
            .shows(april(8, 21, 15), heartbleed(""))
            .shows(april(9, 17, 15), heartbleed(FIRST_UPDATE))
            .shows(april(10, 23, 40), heartbleed(&format!("{SECOND_UPDATE}{FIRST_UPDATE}"))),
    ];
    Company {
        name: "Orchard Backup",
        domain: "orchardbackup.example",
        category: "backup",
        sources: vec![Source::of(SourceKind::Newsroom, FEED), Source::of(SourceKind::Newsroom, SITEMAP)],
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
    Signal::NextSteps,
    Signal::PasswordAdvice,
    Signal::WhereToAsk,
    Signal::FutureUpdates,
];

fn truth() -> ProviderTruth {
    let update = |local, appears| UpdateTruth {
        status: None,
        claimed: claimed(local, "-07:00"),
        recorded: None,
        appears,
        revisions: 1,
    };
    let signed = || vec![person(RENEE, Some(RENEE_TITLE))];
    let posts = vec![
        article(DATACENTRE, DATACENTRE_TITLE, beginning(), claimed("2014-03-03T09:00", "-08:00"), signed()),
        PostTruth {
            about_incident: true,
            revisions: 3,
            updates: vec![
                update("2014-04-09T10:15", april(9, 17, 15)),
                update("2014-04-10T16:40", april(10, 23, 40)),
            ],
            oddities: vec![Oddity::OpenEdit],
            ..article(
                HEARTBLEED,
                HEARTBLEED_TITLE,
                april(8, 21, 15),
                claimed("2014-04-08T14:15", "-07:00"),
                signed(),
            )
        },
    ];
    ProviderTruth {
        slug: "orchard",
        manner: "updates inside one post, signed by the operations VP",
        posts,
        signals: SAID,
    }
}

fn items() -> Vec<Item> {
    let heartbleed = Item {
        from: april(8, 21, 15),
        title: HEARTBLEED_TITLE,
        link: HEARTBLEED,
        published: "Tue, 08 Apr 2014 14:15:00 PDT",
        summary: "<p>Which parts of the service were affected, and what we did – by Renée Côté.</p>",
        ..Item::default()
    };
    vec![
        heartbleed,
        Item {
            from: beginning(),
            title: DATACENTRE_TITLE,
            link: DATACENTRE,
            published: "Mon, 03 Mar 2014 09:00:00 PST",
            summary: "<p>Backups can now stay in Canada – à bientôt!</p>",
            ..Item::default()
        },
    ]
}

fn sitemap(items: &[&Item]) -> Vec<u8> {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for item in items {
        let day = if item.link == HEARTBLEED { "2014-04-08" } else { "2014-03-03" };
        let _ = writeln!(xml, "<url><loc>{}</loc><lastmod>{day}</lastmod></url>", item.link);
    }
    xml.push_str("</urlset>\n");
    xml.into_bytes()
}

/// The bytes in windows-1252, as software of that time sent them.
fn encoded(text: &str) -> Bytes {
    let (bytes, _, _) = WINDOWS_1252.encode(text);
    Bytes::from(bytes.into_owned())
}

fn render(title: &str, shown: &str, body: &str) -> Bytes {
    encoded(&format!(
        r#"<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html lang="en">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">
<title>{title}</title>
</head>
<body>
<table width="760" align="center"><tr><td class="nav"><a href="/">Home</a> | <a href="/news/">News</a> |
<a href="/contact.html">Contact</a></td></tr></table>
<div id="article">
<h1>{title}</h1>
<p class="byline">By {RENEE}, {RENEE_TITLE}<br>
<span class="date">{shown}</span></p>
{body}
</div>
<div id="footer">Orchard Backup, Inc. – Portland and Montréal</div>
</body>
</html>
"#
    ))
}

const PROLOG: &str = r#"<?xml version="1.0" encoding="ISO-8859-1"?>"#;

const ROBOTS: &str =
    "User-agent: *\r\nDisallow: /cgi-bin/\r\n\r\nSitemap: http://www.orchardbackup.example/sitemap.xml\r\n";

const DATACENTRE_BODY: &str = "<p>Since last week Orchard Backup has a second home: a data centre in Montréal, in an old \
textile mill in the Mile-Ex quarter. Customers in Canada can now choose that their backups stay in the country.</p>
<p>The move is simple. In your account, under “Where my backups live”, pick Montréal, and your next full backup will go \
there. The old copies in Portland are deleted after thirty days, or kept as a second copy if you like.</p>
<p>A warm thank-you to the crew on site – à bientôt!</p>";

const HEARTBLEED_BODY: &str = "<p>Yesterday a serious weakness in OpenSSL became known, called “Heartbleed” \
(CVE-2014-0160). Here is what it means for your backups.</p>
<p><b>Your backups themselves are safe.</b> They are encrypted on your computer before they leave it, with a key that we \
don’t have. What an attacker could have read from our servers’ memory is your account name and password, and the web \
pages that you looked at.</p>
<p>Affected were the web site, the account pages and the upload servers in Portland. They were patched between 9:30 PM \
on Monday and 1:10 AM this morning, PDT. Not affected were the upload servers in Montréal, which are newer than the rest \
and use another library, and the backup program on your computer.</p>
<p>We are having our certificates replaced now, and we will ask everybody to choose a new password once that is done – \
please wait for our word, since changing it before then would be of little use. We’ll keep this page up to date.</p>
<p>Please ask Zoë and her colleagues at support@orchardbackup.example if anything is unclear.</p>";

const FIRST_UPDATE: &str =
    "<p><b>Update, April 9, 10:15 PDT:</b> All certificates have been replaced, and the old ones \
are revoked. It is now time to choose a new password: sign in, and the site will ask you for one.</p>
";

const SECOND_UPDATE: &str = "<p><b>Update, April 10, 16:40 PDT:</b> We found that the status display in our lobby – yes, \
the one with the apples – still ran the old OpenSSL. It held no customer data and is switched off. Two thirds of you \
have a new password by now; those who have not will be asked again on Friday.</p>
";
