//! The addresses that standards and custom give to such things.

use url::Url;

/// Where a page answers at last: the domain itself, or `www.` of it, on https or on http.
pub(super) fn homes(domain: &str) -> Vec<Url> {
    let www = if domain.starts_with("www.") { None } else { Some(format!("www.{domain}")) };
    let hosts: Vec<String> = [domain.to_owned()].into_iter().chain(www).collect();
    let schemes = ["https", "http"];
    let all = schemes.iter().flat_map(|scheme| hosts.iter().map(move |host| format!("{scheme}://{host}/")));
    all.filter_map(|text| Url::parse(&text).ok()).collect()
}

/// Where a status page stands by custom, when no page links to one.
pub(super) fn status_pages(domain: &str, scheme: &str) -> Vec<Url> {
    let bare = domain.strip_prefix("www.").unwrap_or(domain);
    let label = bare.split('.').next().unwrap_or(bare);
    let own =
        if label.contains("status") { vec![bare.to_owned(), format!("www.{bare}")] } else { Vec::new() };
    let guesses = [format!("status.{bare}"), format!("www.{label}status.com"), format!("{label}-status.com")];
    let hosts = own.into_iter().chain(guesses);
    hosts.filter_map(|host| Url::parse(&format!("{scheme}://{host}/")).ok()).collect()
}

/// The tops of the hosts to guess from: that of the home page, and `www.` of the domain, which is as likely where
/// no home page answered.
pub(super) fn tops(home: &Url, domain: &str) -> Vec<Url> {
    let bare = domain.strip_prefix("www.").unwrap_or(domain);
    let www = Url::parse(&format!("{}://www.{bare}/", home.scheme())).ok();
    let mut tops: Vec<Url> = home.join("/").ok().into_iter().chain(www).collect();
    tops.dedup();
    tops
}

/// Where a blog stands by custom, when no page links to one.
pub(super) fn blogs(home: &Url, domain: &str) -> Vec<Url> {
    let bare = domain.strip_prefix("www.").unwrap_or(domain);
    let own = Url::parse(&format!("{}://blog.{bare}/", home.scheme())).ok();
    own.into_iter().chain(joined(home, domain, &["/blog/", "/news/"])).collect()
}

/// Where feeds stand by custom, when no page names one.
pub(super) fn feeds(home: &Url, domain: &str) -> Vec<Url> {
    joined(home, domain, &["/feed/", "/blog/feed/", "/rss.xml", "/feed.xml", "/atom.xml"])
}

fn joined(home: &Url, domain: &str, paths: &[&str]) -> Vec<Url> {
    let tops = tops(home, domain);
    tops.iter().flat_map(|top| paths.iter().filter_map(|path| top.join(path).ok())).collect()
}

/// Where security.txt stands: RFC 9116, section 3. The second place is for those that cannot have the first.
pub(super) fn security_txt(home: &Url) -> Vec<Url> {
    ["/.well-known/security.txt", "/security.txt"].iter().filter_map(|path| home.join(path).ok()).collect()
}

/// Where the metadata of a CSAF provider stand: CSAF 2.0, sections 7.1.9 and 7.1.10; the CSAF field of a
/// security.txt (7.1.8) comes before both.
pub(super) fn csaf(home: &Url, domain: &str) -> Vec<Url> {
    let bare = domain.strip_prefix("www.").unwrap_or(domain);
    let fixed = home.join("/.well-known/csaf/provider-metadata.json").ok();
    let by_name = Url::parse(&format!("{}://csaf.data.security.{bare}/", home.scheme())).ok();
    fixed.into_iter().chain(by_name).collect()
}

/// Documents of a status page that hold more than the page itself: the API of Statuspage and of those that
/// speak its language first; then, where the page `answered`, those of other platforms and the feeds.
pub(super) fn status_documents(page: &Url, answered: bool) -> Vec<Url> {
    let (api, feed) = ("/api/v2/incidents.json", "/history.atom");
    let paths: &[&str] = match answered {
        true => {
            &[api, "/data/payload.json", "/index.json", "/summary.json", feed, "/history.rss", "/feed.atom"]
        }
        false => &[api, feed],
    };
    paths.iter().filter_map(|path| page.join(path).ok()).collect()
}

/// Whether a host is the domain's own.
pub(super) fn own(url: &Url, domain: &str) -> bool {
    let bare = domain.strip_prefix("www.").unwrap_or(domain);
    let host = url.host_str().unwrap_or_default();
    host == bare || host.strip_suffix(bare).is_some_and(|rest| rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_the_domains_own_or_below_it() {
        let own = |url: &str| own(&Url::parse(url).unwrap(), "example.com");
        assert!(own("https://example.com/") && own("https://blog.example.com/x"));
        assert!(!own("https://badexample.com/") && !own("https://example.com.evil.test/"));
    }

    #[test]
    fn the_places_are_addresses_of_the_domain() {
        let home = Url::parse("https://www.example.com/").unwrap();
        assert_eq!(homes("example.com").len(), 4);
        assert_eq!(homes("www.example.com").len(), 2);
        assert_eq!(security_txt(&home)[0].as_str(), "https://www.example.com/.well-known/security.txt");
        assert_eq!(csaf(&home, "www.example.com")[1].as_str(), "https://csaf.data.security.example.com/");
        assert_eq!(status_pages("example.com", "https")[1].as_str(), "https://www.examplestatus.com/");
    }
}
