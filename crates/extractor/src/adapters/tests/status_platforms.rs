//! Each platform is told by the shape of its document, and each update has its times.

use model::{Certainty, Extraction, LinkRel, Update};

use super::documents::{
    self, ALL, CSTATE_ISSUE, INCIDENT_IO_PAGE, INSTATUS_PAGE, INSTATUS_RSS, KEPT, STATUSPAGE_PAGE,
};
use super::reading::{at, leads, notes, time};

/// Reads a document as fetched in 2026.
pub(super) fn read(url: &str, body: &[u8]) -> Extraction {
    let given = at(url, "").of_status();
    let url = url::Url::parse(url).unwrap();
    crate::extract(crate::Input {
        url: &url,
        content_type: None,
        content_encoding: None,
        last_modified: None,
        body,
        fetched_at: Some("2026-01-10T12:00:00Z".parse().unwrap()),
        role: given.role,
        source: given.source,
        link_selector: None,
    })
}

fn updates(found: &Extraction) -> Vec<&Update> {
    found.posts.iter().flat_map(|post| &post.updates).collect()
}

#[test]
fn each_document_is_read_by_the_adapter_of_its_shape() {
    for sample in ALL {
        let found = read(sample.url, sample.body.as_bytes());
        let said =
            (found.adapter.as_str(), found.platform.as_deref(), found.posts.len(), updates(&found).len());
        let wanted = (sample.adapter, Some(sample.platform), sample.incidents, sample.updates);
        assert_eq!(said, wanted, "{}", sample.body);
    }
}

#[test]
fn where_no_real_document_was_at_hand_the_bytes_are_kept_and_nothing_is_claimed() {
    for (adapter, platform, body) in KEPT {
        let found = read("https://s.example/x", body.as_bytes());
        assert_eq!((found.adapter.as_str(), found.platform.as_deref()), (*adapter, Some(*platform)));
        assert_eq!(
            (found.kind, found.posts.len(), found.entries.len()),
            (model::DocumentKind::Unparsed, 0, 0)
        );
        assert_eq!(notes(&found), ["unparsed"]);
    }
}

#[test]
fn the_ids_of_instatus_tell_when_a_claim_was_written() {
    let found = read("https://s.example/", INSTATUS_PAGE.as_bytes());
    let all = updates(&found);
    assert_eq!(time(all[0].claimed.as_ref()), "2015-03-01T10:00:00Z");
    assert_eq!(time(all[0].recorded.as_ref()), "2015-03-02T02:00:00Z");
    assert_eq!(all[0].backdated_by().unwrap().num_hours(), 15);
    assert!(all[1].backdated_by().is_none(), "written when it was said");
    assert_eq!((all[0].text.as_str(), all[1].text.as_str()), ("We look.", "Done."));
    assert_eq!(all[1].components, ["Web & API"], "those of the incident");
    assert_eq!(leads(&found.links, LinkRel::Feed), ["https://s.example/history.rss"]);
}

#[test]
fn ids_that_hold_no_time_are_not_believed() {
    let random = INSTATUS_PAGE.replace("ci6rs3s000003abcdwxyz0003", "czzzzzzzzzzzzabcdwxyz0003");
    let found = read("https://s.example/", random.as_bytes());
    assert!(
        updates(&found).iter().all(|update| update.recorded.is_none()),
        "one of them is of the newer kind"
    );
    let younger = INSTATUS_PAGE.replace("2013-01-01", "2015-06-01");
    let found = read("https://s.example/", younger.as_bytes());
    assert!(updates(&found).iter().all(|update| update.recorded.is_none()), "they are older than their page");
}

#[test]
fn instatus_in_rss_goes_on_into_the_new_year() {
    let found = read("https://s.example/history.rss", INSTATUS_RSS.as_bytes());
    let all = updates(&found);
    let said: Vec<_> =
        all.iter().map(|update| (time(update.claimed.as_ref()), update.text.as_str())).collect();
    assert_eq!(
        said,
        [("2013-12-31T23:15:00Z".to_owned(), "We look."), ("2014-01-02T01:01:05Z".to_owned(), "Done.")]
    );
    assert_eq!(all[0].components, ["Web", "Mail"]);
    let url = url::Url::parse("https://status.example.com/history.rss").unwrap();
    let alone = crate::Input {
        url: &url,
        content_type: None,
        content_encoding: None,
        last_modified: None,
        body: INSTATUS_RSS.as_bytes(),
        fetched_at: None,
        role: None,
        source: None,
        link_selector: None,
    };
    assert_eq!(crate::extract(alone).posts, found.posts, "the feed alone tells the year");
    assert_eq!(found.posts[0].key, "incident:ci6r7ygw00001abcdwxyz0001", "as on the page");
}

#[test]
fn incident_io_names_services_and_what_was_entered_later() {
    let found = read("https://s.example/", INCIDENT_IO_PAGE.as_bytes());
    assert_eq!(updates(&found)[0].components, ["API"]);
    assert_eq!(notes(&found), ["backdated"]);
    let imported = INCIDENT_IO_PAGE.replace("2024-01-09T08:00:00Z", "2021-01-09T08:00:00Z");
    let found = read("https://s.example/", imported.as_bytes());
    assert!(updates(&found)[0].recorded.is_none(), "older than the page: its id is of the day of the move");
}

#[test]
fn the_services_of_a_statuspage_incident_are_named() {
    let found = read("https://s.example/incidents/a1b2c3d4e5f6", STATUSPAGE_PAGE.as_bytes());
    assert_eq!(updates(&found)[0].components, ["Web (Shop, Search)", "Mail", "API"]);
}

#[test]
fn cachet_has_times_without_a_zone() {
    for sample in ALL.iter().filter(|sample| sample.platform == "cachet") {
        let found = read(sample.url, sample.body.as_bytes());
        let all = updates(&found);
        assert_eq!(time(all[0].claimed.as_ref()), "2014-01-08T09:00:00");
        assert!(all[0].claimed.as_ref().unwrap().instant().is_none(), "no zone is unknown");
        assert_eq!((all[1].key.as_str(), all[1].status.as_deref()), ("update:3", Some("Fixed")));
        assert_eq!(leads(&found.links, LinkRel::Page).len(), 1);
    }
}

#[test]
fn the_paragraphs_of_a_cstate_issue_are_updates_over_new_year() {
    let found = read("https://s.example/issues/db/index.json", CSTATE_ISSUE.as_bytes());
    let said: Vec<_> = updates(&found)
        .iter()
        .map(|update| {
            (
                update.claimed.as_ref().unwrap().local_iso(),
                update.status.clone().unwrap(),
                update.text.clone(),
            )
        })
        .collect();
    let wanted = [
        ("2013-12-31T23:30".to_owned(), "Investigating".to_owned(), "We look.".to_owned()),
        ("2014-01-02T09:00".to_owned(), "Resolved".to_owned(), "Fixed.".to_owned()),
    ];
    assert_eq!(said, wanted);
}

#[test]
fn an_open_cstate_issue_has_years_where_it_began_within_the_last_one() {
    let certainties = |created: &str| {
        let body = CSTATE_ISSUE
            .replace(r#""resolvedAt":"2014-01-02 09:00:00 +0000 UTC""#, r#""resolvedAt":"""#)
            .replace("2014-01-01 10:00:00", created);
        let found = read("https://s.example/issues/db/index.json", body.as_bytes());
        let claimed = updates(&found)[1].claimed.clone().unwrap();
        (claimed.local_iso(), claimed.certainty, claimed.bounds().is_some())
    };
    let wanted = "2026-01-02T09:00".to_owned();
    assert_eq!(certainties("2025-12-30 10:00:00"), (wanted.clone(), Certainty::Inferred, true));
    assert_eq!(certainties("2013-12-30 10:00:00"), (wanted, Certainty::Ambiguous, false));
}

#[test]
fn a_history_leads_to_older_quarters_until_there_are_none() {
    let page = documents::ALL.iter().find(|sample| sample.adapter == "statuspage-history").unwrap();
    let pages = |body: &str| leads(&read(page.url, body.as_bytes()).links, LinkRel::Page).len();
    assert_eq!(pages(page.body), 8);
    assert_eq!(
        pages(&page.body.replace("\"name\":\"A\"", "\"created_at\":\"2013-02-03T00:00:00Z\"")),
        8,
        "two years"
    );
    assert_eq!(pages(&page.body.replace("2014", "1996")), 0, "past the end");
}

#[test]
fn a_report_that_was_added_later_is_not_a_year_older() {
    let entry = |blocks: &str, published: &str| {
        let markup = blocks.replace('<', "&lt;").replace('>', "&gt;");
        format!(
            "<rss version='2.0'><channel><title>S</title><item><title>Errors</title><description>{markup}</description>\
             <pubDate>{published}</pubDate><link>https://s.example/incidents/p9hy357zjvb3</link></item></channel></rss>"
        )
    };
    let times = |feed: String| {
        let found = read("https://s.example/history.rss", feed.as_bytes());
        updates(&found).iter().map(|update| time(update.claimed.as_ref())).collect::<Vec<_>>()
    };
    let block =
        |date: &str, status: &str| format!("<p><small>{date}</small><br><strong>{status}</strong> - x</p>");
    let report = [block("Dec 26, 10:22 PST", "Postmortem"), block("Dec 24, 11:21 PST", "Resolved")].concat();
    let wanted = ["2013-12-24T19:21:00Z", "2013-12-26T18:22:00Z"];
    assert_eq!(times(entry(&report, "Tue, 24 Dec 2013 11:21:00 -0800")), wanted);
    let summer =
        [block("Jul 22, 15:04 PST", "Resolved"), block("Jul 22, 14:54 PST", "Investigating")].concat();
    let wanted = ["2013-07-22T21:54:00Z", "2013-07-22T22:04:00Z"];
    assert_eq!(
        times(entry(&summer, "Mon, 22 Jul 2013 15:04:43 -0700")),
        wanted,
        "as the entry's own time says"
    );
}

#[test]
fn a_page_of_an_unknown_platform_leads_to_where_the_known_ones_answer() {
    let page = "<!DOCTYPE html><html><head><title>Status</title></head><body>All is well</body></html>";
    let found = read("https://s.example/api/v2/summary.json", page.as_bytes());
    assert_eq!((found.kind, found.platform.as_deref()), (model::DocumentKind::Unparsed, None));
    let wanted =
        ["https://s.example/", "https://s.example/api/v2/incidents.json", "https://s.example/history.rss"];
    assert_eq!(leads(&found.links, LinkRel::Page), wanted);
    assert_eq!(read("https://s.example/", page.as_bytes()).links, [], "the home page has been looked at");
}

#[test]
fn an_incident_has_one_name_under_both_schemes_and_hosts_also_where_its_code_has_no_digit() {
    let key = |address: &str| {
        let feed = format!(
            "<rss version='2.0'><channel><title>S</title><item><title>Errors</title><description>\
             &lt;p&gt;&lt;small&gt;Jan 9, 09:09 PST&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - x&lt;/p&gt;\
             </description><pubDate>Thu, 09 Jan 2014 09:09:00 -0800</pubDate><link>{address}</link></item></channel></rss>"
        );
        read("https://s.example/history.rss", feed.as_bytes()).posts[0].key.clone()
    };
    for address in
        ["http://s.example/incidents/bcdfghjklmnp", "https://s.statuspage.example/incidents/bcdfghjklmnp"]
    {
        assert_eq!(key(address), "incident:bcdfghjklmnp");
    }
}
