//! Pikestone CDN: speaks only on its status page, in the shapes of Statuspage: the JSON interface, the
//! Atom history and a page for each incident. The oldest update of the Heartbleed incident was entered
//! two days after the time that it claims, and the text of the last one was rewritten later.
//!
//! The seed follows the JSON interface alone, as it tells most. The Atom history and the pages show the
//! same statements with less exact times and without ids, for tests that compare the shapes.

use chrono::{DateTime, FixedOffset, Utc};
use model::{PostKind, Signal, SourceKind};

use super::company::{Company, Source, claimed};
use super::statuspage::{self, Incident, Update};
use crate::world::instant::{april, beginning};
use crate::world::page::{ATOM, HTML, JSON, Page, TEXT, Validated};
use crate::world::truth::{Oddity, PostTruth, ProviderTruth, UpdateTruth};

const API: &str = "http://status.pikestone.example/api/v2/incidents.json";
const HISTORY: &str = "http://status.pikestone.example/history.atom";
const FRANKFURT_PAGE: &str = "http://status.pikestone.example/incidents/m3v8t1c6ykqd";
const OPENSSL_PAGE: &str = "http://status.pikestone.example/incidents/x7k2mq9d4vbn";

/// Pikestone CDN.
pub(super) fn company() -> Company {
    let mut changes: Vec<DateTime<Utc>> = all_time().iter().flat_map(|it| &it.updates).map(visible).collect();
    changes.extend([beginning(), rewritten()]);
    changes.sort();
    changes.dedup();
    let robots = Page::new("http://status.pikestone.example/robots.txt", TEXT);
    let mut pages = vec![robots.shows(beginning(), "User-agent: *\nAllow: /\n")];
    let mut api = Page::new(API, JSON).validated(Validated::ByTag);
    let mut history = Page::new(HISTORY, ATOM).validated(Validated::ByTag);
    for &at in &changes {
        let shown = shown(at);
        api = api.shows(at, statuspage::json(&shown));
        history = history.shows(at, statuspage::atom(&shown));
    }
    pages.extend([api, history]);
    for incident in all_time() {
        let mut page = Page::new(incident.address(), HTML).validated(Validated::ByTag);
        let mut last = String::new();
        for &at in &changes {
            let html = shown(at).iter().find(|it| it.code == incident.code).map(statuspage::html);
            if let Some(html) = html.filter(|html| *html != last) {
                last.clone_from(&html);
                page = page.shows(at, html);
            }
        }
        pages.push(page);
    }
    Company {
        name: "Pikestone CDN",
        domain: "pikestone.example",
        category: "cdn",
        sources: vec![Source::of(SourceKind::Status, API)],
        pages,
        truth: truth(),
        forbidden: &[],
    }
}

/// When an update can first be seen: when its record was made, and not before the world.
fn visible(update: &Update) -> DateTime<Utc> {
    let made: Option<DateTime<FixedOffset>> = DateTime::parse_from_rfc3339(update.created).ok();
    made.map_or_else(beginning, |made| made.with_timezone(&Utc).max(beginning()))
}

/// When the text of the last update was rewritten.
fn rewritten() -> DateTime<Utc> {
    april(12, 16, 6)
}

/// The incidents as the page shows them at that instant, newest first.
fn shown(at: DateTime<Utc>) -> Vec<Incident> {
    let mut incidents = all_time();
    for incident in &mut incidents {
        incident.updates.retain(|update| visible(update) <= at);
        for update in incident.updates.iter_mut().filter(|it| it.id == RESOLVED.id && at >= rewritten()) {
            *update = RESOLVED_REWRITTEN;
        }
    }
    incidents.retain(|incident| !incident.updates.is_empty());
    incidents
}

/// The incidents with all the updates that they ever get, as first written.
fn all_time() -> Vec<Incident> {
    vec![
        Incident {
            code: "x7k2mq9d4vbn",
            number: 41_877,
            name: OPENSSL,
            impact: "major",
            updates: vec![RESOLVED, MONITORING, IDENTIFIED, INVESTIGATING],
        },
        Incident {
            code: "m3v8t1c6ykqd",
            number: 41_502,
            name: FRANKFURT,
            impact: "minor",
            updates: vec![SLOW_RESOLVED, SLOW],
        },
    ]
}

/// What a reader finds in the texts below.
const SAID: &[Signal] = &[
    Signal::Affected,
    Signal::PatchTime,
    Signal::Unaffected,
    Signal::ExposureWindow,
    Signal::Unknowns,
    Signal::NoEvidence,
    Signal::NextSteps,
    Signal::CredentialAdvice,
    Signal::WhereToAsk,
    Signal::FutureUpdates,
];

fn truth() -> ProviderTruth {
    let said = |update: &Update, local, revisions| UpdateTruth {
        status: Some(update.status),
        claimed: claimed(local, "-07:00"),
        recorded: Some(update.created),
        appears: visible(update),
        revisions,
    };
    let incident = |url, title, about_incident, updates: Vec<UpdateTruth>| PostTruth {
        url,
        title,
        kind: PostKind::StatusIncident,
        about_incident,
        appears: updates.iter().map(|update| update.appears).min().unwrap_or_default(),
        published: updates.first().map_or(claimed("", ""), |update| update.claimed),
        authors: Vec::new(),
        revisions: 1,
        updates,
        oddities: Vec::new(),
    };
    let frankfurt =
        vec![said(&SLOW, "2014-03-29T02:12:30.551", 1), said(&SLOW_RESOLVED, "2014-03-29T04:47:08.930", 1)];
    let openssl = vec![
        said(&INVESTIGATING, "2014-04-07T15:30:00.000", 1),
        said(&IDENTIFIED, "2014-04-07T22:41:17.482", 1),
        said(&MONITORING, "2014-04-08T09:15:02.119", 1),
        said(&RESOLVED, "2014-04-10T07:40:51.377", 2),
    ];
    let posts = vec![
        incident(FRANKFURT_PAGE, FRANKFURT, false, frankfurt),
        PostTruth {
            revisions: 5,
            oddities: vec![Oddity::BackDated, Oddity::BackFilledUpdate, Oddity::SilentEdit],
            ..incident(OPENSSL_PAGE, OPENSSL, true, openssl)
        },
    ];
    ProviderTruth {
        slug: "pikestone",
        manner: "only on its status page, with an update filled in later",
        posts,
        signals: SAID,
    }
}

const FRANKFURT: &str = "Elevated error rates in Frankfurt";
const OPENSSL: &str = "OpenSSL security advisory (CVE-2014-0160)";

const SLOW: Update = Update {
    id: "8ynw4hq2c7tr",
    status: "investigating",
    display: "2014-03-29T02:12:30.551-07:00",
    created: "2014-03-29T02:12:30.551-07:00",
    updated: "2014-03-29T02:12:30.551-07:00",
    body: "We see elevated 502 and 504 responses from our Frankfurt location and are looking into it. Other \
locations are not affected.",
};

const SLOW_RESOLVED: Update = Update {
    id: "2fjz9k6m1bxd",
    status: "resolved",
    display: "2014-03-29T04:47:08.930-07:00",
    created: "2014-03-29T04:47:08.930-07:00",
    updated: "2014-03-29T04:47:08.930-07:00",
    body: "A faulty line card was taken out of service at 04:20 PDT and error rates have been normal since. This \
incident is resolved.",
};

const INVESTIGATING: Update = Update {
    id: "v5d0r3gx8wpl",
    status: "investigating",
    display: "2014-04-07T15:30:00.000-07:00",
    created: "2014-04-09T08:22:40.203-07:00",
    updated: "2014-04-09T08:22:40.203-07:00",
    body: "We are aware of the security advisory that the OpenSSL project published today and are investigating \
which of our systems use an affected version. We will post here as soon as we know more.",
};

const IDENTIFIED: Update = Update {
    id: "k1m7t9zq4hcy",
    status: "identified",
    display: "2014-04-07T22:41:17.482-07:00",
    created: "2014-04-07T22:41:17.482-07:00",
    updated: "2014-04-07T22:41:17.482-07:00",
    body: "Our edge servers use OpenSSL 1.0.1 and are affected by CVE-2014-0160 (\"Heartbleed\") wherever HTTPS is \
switched on. Customers without HTTPS on our network are not affected, and neither are the origin shield and the \
log delivery service. We are rolling out OpenSSL 1.0.1g, location by location, starting with the busiest. \
No customer action is needed for the rollout. Short connection resets are possible while servers restart.",
};

const MONITORING: Update = Update {
    id: "c6x2n8v0jrfe",
    status: "monitoring",
    display: "2014-04-08T09:15:02.119-07:00",
    created: "2014-04-08T09:15:02.119-07:00",
    updated: "2014-04-08T09:15:02.119-07:00",
    body: "All 38 edge locations run OpenSSL 1.0.1g since 08:52 PDT. We have started to replace the private keys \
and certificates of our shared certificates; this takes until Thursday. Customers who uploaded a certificate of \
their own should have it reissued with a new key, upload it, and revoke the old one. We also advise you to rotate \
API keys in the control panel. We are monitoring.",
};

const RESOLVED: Update = Update {
    id: "g9b4s7p3tkwm",
    status: "resolved",
    display: "2014-04-10T07:40:51.377-07:00",
    created: "2014-04-10T07:40:51.377-07:00",
    updated: "2014-04-10T07:40:51.377-07:00",
    body: "All shared certificates have been replaced and the old ones are revoked. This incident is resolved.",
};

const RESOLVED_REWRITTEN: Update = Update {
    updated: "2014-04-12T09:05:00.640-07:00",
    body: "All shared certificates have been replaced and the old ones are revoked. This incident is resolved. \
Summary: HTTPS edge servers were exposed to Heartbleed from 14 May 2013, when we moved to OpenSSL 1.0.1, until \
7 April 2014 at 23:10 PDT for the first and 8 April 2014 at 08:52 PDT for the last location. HTTP-only traffic, \
the origin shield and log delivery were never affected. We replaced 1,204 certificates. We found no evidence of \
misuse, but requests of this kind were not logged, so we cannot rule it out. Uploaded certificates whose keys \
were not changed are marked in the control panel. Please write to security@pikestone.example with questions.",
    ..RESOLVED
};
