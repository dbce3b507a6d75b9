//! Machines that are not of the public internet are not asked.

use std::time::Duration;

use fetcher::{Fetcher, PrivateNetworks};
use model::{Exchange, FailureClass, Outcome, RobotsFile, RobotsState, Role};
use url::Url;

use crate::site::{self, Site, fetcher_of, limits, visit};

fn public_only() -> Fetcher {
    fetcher_of(limits(), None, Vec::new(), PrivateNetworks::Refused).unwrap()
}

fn refusal(it: &Exchange) -> &str {
    match &it.outcome {
        Outcome::Failed(failure) if failure.class == FailureClass::Refused => &failure.detail,
        other => panic!("{other:?}"),
    }
}

const OK: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

#[tokio::test]
async fn a_literal_address_of_this_machine_is_refused_without_a_request() {
    let site = Site::start(&[("/", OK)]).await;
    let it = public_only().fetch(site.visit("/"), Duration::ZERO).await;
    let why = refusal(&it);
    assert!(
        why.contains("127.0.0.1") && why.contains("loopback") && why.contains("--allow-private"),
        "{why}"
    );
    assert!(it.hops.is_empty() && site.requests().is_empty());
}

#[tokio::test]
async fn a_name_is_judged_by_the_addresses_that_are_dialled() {
    let site = Site::start(&[("/", OK)]).await;
    // The one name that every machine can resolve; as a text it is allowed here, so the resolver decides.
    let elsewhere = PrivateNetworks::Only(vec!["10.0.0.0/8".parse().unwrap()]);
    let fetcher = fetcher_of(limits(), None, Vec::new(), elsewhere).unwrap();
    let url = format!("http://localhost:{}/", site.address.port());
    let it = fetcher.fetch(visit(&url), Duration::ZERO).await;
    let why = refusal(&it);
    assert!(why.contains("'localhost' is at") && why.contains("loopback"), "{why}");
    assert!(site.requests().is_empty());
    let here = PrivateNetworks::Only(vec!["127.0.0.0/8".parse().unwrap()]);
    let fetcher = fetcher_of(limits(), None, Vec::new(), here).unwrap();
    assert_eq!(fetcher.fetch(visit(&url), Duration::ZERO).await.outcome, Outcome::Answered);
}

#[tokio::test]
async fn no_redirect_leads_to_another_network() {
    let targets = [
        "http://127.0.0.66:8080/",
        "http://169.254.169.254/latest/",
        "http://[::1]:8080/",
        "http://a.test:25/",
        "file:///etc/passwd",
    ];
    let answers: Vec<(String, Vec<u8>)> = targets
        .iter()
        .enumerate()
        .map(|(index, to)| {
            let head = format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n");
            (format!("/{index}/robots.txt"), head.into_bytes())
        })
        .collect();
    let pages: Vec<(&str, &[u8])> =
        answers.iter().map(|(path, head)| (path.as_str(), head.as_slice())).collect();
    let site = Site::start(&pages).await;
    // The site itself may be asked; what it leads to may not.
    let only = || PrivateNetworks::Only(vec!["127.0.0.1".parse().unwrap()]);
    let fetcher = fetcher_of(limits(), None, Vec::new(), only()).unwrap();
    for (index, target) in targets.iter().enumerate() {
        for role in [Role::Post, Role::Listing, Role::Robots] {
            let mut visit = site.visit(&format!("/{index}/robots.txt"));
            visit.role = role;
            let it = fetcher.fetch(visit, Duration::ZERO).await;
            assert!(!refusal(&it).is_empty(), "{target}");
            assert_eq!(it.hops.len(), 1, "{target}: the redirect itself is kept");
        }
    }
}

#[tokio::test]
async fn behind_a_proxy_private_addresses_and_local_names_are_refused_all_the_same() {
    let proxy = Site::start(&[("http://site.test/", OK)]).await;
    let way = Url::parse(&format!("http://{}", proxy.address)).unwrap();
    let fetcher = fetcher_of(limits(), Some(way), Vec::new(), PrivateNetworks::Refused).unwrap();
    for url in
        ["http://10.0.0.1/", "http://localhost/", "http://metadata.google.internal/", "http://[fd00::1]/"]
    {
        let it = fetcher.fetch(visit(url), Duration::ZERO).await;
        assert!(!refusal(&it).is_empty(), "{url}");
    }
    assert!(proxy.requests().is_empty());
    let it = fetcher.fetch(visit("http://site.test/"), Duration::ZERO).await;
    assert_eq!(it.outcome, Outcome::Answered, "the proxy itself is the user's own choice");
}

#[tokio::test]
async fn credentials_in_an_address_are_neither_sent_nor_kept() {
    let site = Site::start(&[("/to", OK)]).await;
    let head = format!(
        "HTTP/1.1 302 Found\r\nLocation: http://me:secret@{}/to\r\nContent-Length: 0\r\n\r\n",
        site.address
    );
    let from = Site::start(&[("/", head.as_bytes())]).await;
    let it = site::fetch(from.visit("/")).await;
    let Outcome::Moved { to, .. } = &it.outcome else { panic!("{:?}", it.outcome) };
    assert_eq!(to.as_str(), format!("http://{}/to", site.address));
    let mut direct = site.visit("/to");
    direct.url = Url::parse(&format!("http://me:secret@{}/to", site.address)).unwrap();
    direct.robots =
        Some(RobotsFile { state: RobotsState::Unavailable, text: String::new(), fetched_at: site::now() });
    let it = site::fetch(direct).await;
    assert!(!refusal(&it).contains("secret"));
    assert!(site.requests().is_empty());
}
