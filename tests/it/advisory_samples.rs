//! Real documents of the sources of advisories, against what was read out of them by hand. The documents are not
//! part of the project: TRAIL_SAMPLES names the folder that holds them; without it, this says so and ends.

use std::path::Path;

use extractor::{Input, extract};
use model::{Extraction, Precision, RecordKind, Role, SourceKind, Stamp, Trust};
use url::Url;

/// File, address, adapter, posts, entries, links, events.
const COUNTS: [(&str, &str, &str, [usize; 4]); 22] = [
    (
        "csaf-provider-metadata-oasis-example.json",
        "https://www.example.com/.well-known/csaf/provider-metadata.json",
        "csaf-provider",
        [0, 0, 1, 0],
    ),
    (
        "csaf-rolie-service-oasis-example.json",
        "https://psirt.domain.tld/service.json",
        "csaf-provider",
        [0, 0, 1, 0],
    ),
    (
        "csaf-aggregator-oasis-example.json",
        "https://aggregator.example/aggregator.json",
        "csaf-provider",
        [0, 2, 0, 0],
    ),
    ("csaf-rolie-feed-oasis-example.json", "https://psirt.domain.tld/feed.json", "rolie", [0, 1, 1, 0]),
    ("csaf-cisa-ot-rolie-first5.json", "https://csaf.example/feed.json", "rolie", [0, 5, 5, 0]),
    (
        "csaf-cisa-ot-changes-first40.csv",
        "https://csaf.example/white/changes.csv",
        "csaf-changes",
        [0, 40, 40, 0],
    ),
    ("csaf-redhat-changes.csv", "https://csaf.example/v2/changes.csv", "csaf-changes", [0, 5, 5, 0]),
    ("csaf-redhat-deletions.csv", "https://csaf.example/v2/deletions.csv", "csaf-changes", [0, 2, 0, 0]),
    ("csaf-cisa-ot-index-first40.txt", "https://csaf.example/white/index.txt", "csaf-index", [0, 40, 40, 0]),
    ("csaf-cisa-va-24-201-01.json", "https://csaf.example/va.json", "csaf", [1, 0, 0, 6]),
    ("cve5-CVE-2014-0160-trimmed.json", "https://cve.example/1.json", "cve", [0, 0, 0, 5]),
    ("nvd-api2-page1.json", "https://nvd.example/", "nvd", [0, 0, 0, 4]),
    ("kev-CVE-2014-0160.json", "https://kev.example/1.json", "kev", [0, 0, 0, 1]),
    ("cisa-kev-catalog-small.json", "https://kev.example/all.json", "kev", [0, 0, 0, 3]),
    ("osv-GHSA-838r-hvwh-24h8.json", "https://osv.example/1", "osv", [0, 0, 0, 6]),
    ("osv-UBUNTU-CVE-2021-3782.json", "https://osv.example/2", "osv", [0, 0, 0, 4]),
    ("redhat-hydra-cve-2024-8088.json", "https://hydra.example/1.json", "red-hat", [0, 0, 0, 3]),
    ("debian-dsa-list.txt", "https://debian.example/DSA/list", "debian-list", [0, 10, 0, 6]),
    ("debian-security-tracker-DSA-list.txt", "https://debian.example/DSA/list", "debian-list", [0, 1, 0, 2]),
    ("debian-security-tracker-CVE-list.txt", "https://debian.example/CVE/list", "debian-list", [0, 0, 0, 0]),
    ("debian-tracker.json", "https://debian.example/json", "debian-tracker", [0, 0, 0, 0]),
    ("alas-2023-126.html", "https://alas.example/AL2023/ALAS-2023-126.html", "alas", [1, 0, 0, 3]),
];

fn read(folder: &Path, file: &str, url: &str) -> Extraction {
    let body = std::fs::read(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    let url = Url::parse(url).unwrap();
    let content_type = if file.ends_with(".html") { "text/html" } else { "" };
    extract(Input {
        url: &url,
        content_type: Some(content_type).filter(|it| !it.is_empty()),
        content_encoding: None,
        last_modified: None,
        body: &body,
        fetched_at: Some("2026-11-20T00:00:00Z".parse().unwrap()),
        role: Some(Role::Listing),
        source: Some(SourceKind::Advisories),
        link_selector: None,
    })
}

fn shown(time: &Stamp) -> String {
    let zone = time.offset_iso().unwrap_or_else(|| "no zone".to_owned());
    format!("{} {zone} {}", time.local_iso(), time.precision.as_str())
}

#[test]
fn real_documents_are_read_as_by_hand() {
    let Some(folder) = std::env::var_os("TRAIL_SAMPLES") else {
        eprintln!("SKIPPED: set TRAIL_SAMPLES to the folder with the samples of advisories");
        return;
    };
    let folder = Path::new(&folder);
    for (file, url, adapter, counts) in COUNTS {
        let found = read(folder, file, url);
        let have = [found.posts.len(), found.entries.len(), found.links.len(), found.records.len()];
        println!("{file}: {} {have:?} {:?}", found.adapter, found.notes);
        assert_eq!((found.adapter.as_str(), have), (adapter, counts), "{file}: {found:#?}");
    }
    heartbleed_of_the_cve_list(&read(
        folder,
        "cve5-CVE-2014-0160-trimmed.json",
        "https://cve.example/1.json",
    ));
    let csaf = read(folder, "csaf-cisa-va-24-201-01.json", "https://csaf.example/va.json");
    assert_eq!(
        csaf.posts[0].published.as_ref().map(shown).as_deref(),
        Some("2024-07-19T16:00:00.000 +00:00 millisecond")
    );
    assert_eq!(csaf.posts[0].updates.len(), 2);
    let alas = read(folder, "alas-2023-126.html", "https://alas.example/a.html");
    assert_eq!(
        alas.posts[0].published.as_ref().map(shown).as_deref(),
        Some("2023-03-07T00:29 -08:00 minute")
    );
    assert_eq!(alas.posts[0].updated.as_ref().map(shown).as_deref(), Some("2023-03-08T00:51 -08:00 minute"));
    let nvd = read(folder, "nvd-api2-page1.json", "https://nvd.example/");
    assert_eq!(shown(&nvd.records[0].time), "2020-06-19T18:15:11.163 no zone millisecond");
    assert!(nvd.records.iter().all(|it| it.trust == Trust::Bookkeeping && it.time.instant().is_none()));
}

fn heartbleed_of_the_cve_list(cve: &Extraction) {
    let day = |kind| {
        cve.records.iter().filter(move |it| it.kind == kind).map(|it| shown(&it.time)).collect::<Vec<_>>()
    };
    assert_eq!(day(RecordKind::Reserved), ["2013-12-03 +00:00 day"]);
    assert_eq!(day(RecordKind::Listed), ["2014-04-07 +00:00 day"]);
    assert_eq!(day(RecordKind::Public), Vec::<String>::new());
    assert_eq!(day(RecordKind::Exploited), ["2022-05-04 +00:00 day", "2022-05-04 no zone day"]);
    assert!(
        cve.records.iter().filter(|it| it.kind == RecordKind::Exploited).all(|it| it.trust == Trust::Bound)
    );
    assert!(
        cve.records
            .iter()
            .filter(|it| it.time.precision == Precision::Day)
            .all(|it| it.time.instant().is_none())
    );
}
