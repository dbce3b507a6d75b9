//! By which addresses a page goes, and whether an address is that of another page of its site.

use url::Url;

use super::marks::Marks;
use super::page::Meta;

/// The addresses of a page: its own, and those that it declares.
pub(super) struct OwnAddress {
    url: Url,
    known: Vec<Url>,
}

impl OwnAddress {
    /// The addresses of the page that was fetched from `url`.
    pub(super) fn of(url: &Url, marks: &Marks<'_>, metas: &[Meta<'_>]) -> Self {
        let canonical = marks.canonical.iter().filter_map(|link| link.attr("href")).take(1);
        let social = metas.iter().filter(|meta| meta.key == "og:url").map(|meta| meta.content).take(1);
        let declared = canonical.chain(social).filter_map(|href| url.join(href.trim()).ok());
        Self { url: url.clone(), known: declared.chain([url.clone()]).collect() }
    }

    /// Whether `href` is the page's address, in whatever spelling.
    pub(super) fn is_own(&self, href: &str) -> bool {
        let other = self.url.join(href.trim()).ok();
        other.is_some_and(|other| without_scheme(&other) == without_scheme(&self.url))
    }

    /// Whether `href` is the address of another page of the same site. The front page, a folder above the page and
    /// an address with the page's last part are none: templates name them for the page itself.
    pub(super) fn is_another(&self, href: &str) -> bool {
        let href = href.trim();
        if href.is_empty() || href.starts_with('#') {
            return false;
        }
        let Ok(other) = self.url.join(href) else { return false };
        site(&other).is_some()
            && site(&other) == site(&self.url)
            && self.known.iter().all(|known| is_apart(known, &other))
    }
}

fn without_scheme(url: &Url) -> &str {
    let address = url.as_str().split('#').next().unwrap_or_default();
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    address.strip_prefix("www.").unwrap_or(address).trim_end_matches('/')
}

fn site(url: &Url) -> Option<&str> {
    let host = url.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

/// Whether two addresses of a site are those of two pages.
fn is_apart(own: &Url, other: &Url) -> bool {
    let (own_parts, other_parts) = (parts(own), parts(other));
    if own_parts == other_parts {
        // A page of a script: `?id=12` and `?id=13`.
        let value = |name: &str| other.query_pairs().find(|(other, _)| other == name).map(|(_, value)| value);
        return own.query_pairs().any(|(name, ours)| value(&name).is_some_and(|theirs| theirs != ours));
    }
    !own_parts.starts_with(&other_parts) && own_parts.last() != other_parts.last()
}

/// The parts of a path, without what a server adds by itself.
fn parts(url: &Url) -> Vec<String> {
    let parts = url.path().split('/').map(str::to_ascii_lowercase);
    parts.filter(|part| !part.is_empty() && !part.starts_with("index.")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_page_of_the_site_is_told_from_other_spellings_of_this_one() {
        let own = |address: &str| {
            let url = Url::parse(address).unwrap();
            OwnAddress { known: vec![url.clone()], url }
        };
        let page = own("https://www.nimbus.example/blog/heartbleed");
        for other in
            ["/blog/another", "https://nimbus.example/press/other", "another", "/blog/heartbleed/part-two"]
        {
            assert!(page.is_another(other), "{other}");
        }
        for same in [
            "http://nimbus.example/blog/Heartbleed/",
            "/en/blog/heartbleed?utm_source=feed#top",
            "/blog/",
            "/",
            "#article",
            "",
            "https://google.example/article",
            "mailto:ada@nimbus.example",
        ] {
            assert!(!page.is_another(same), "{same}");
        }
        let script = own("https://nimbus.example/post.php?id=12");
        assert!(script.is_another("/post.php?id=13"));
        assert!(!script.is_another("/post.php?id=12&from=home"));
    }
}
