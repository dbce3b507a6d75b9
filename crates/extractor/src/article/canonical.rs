//! The address under which a page is known: the one that it names itself, where that is a page's and not a template's.

use url::Url;

use super::page::Page;

/// The canonical address where it is of the same host and can be that of this page alone, else the address itself,
/// without fragment.
pub(super) fn address(page: &Page<'_>) -> String {
    let url = page.document.url();
    let href = page.marks.canonical.iter().find_map(|link| link.attr("href"));
    let canonical = href.and_then(|href| url.join(href.trim()).ok());
    let mut address = canonical.filter(|canonical| is_own(canonical, url)).unwrap_or_else(|| url.clone());
    address.set_fragment(None);
    address.into()
}

/// Some templates name the front page, the folder or the script on every page: under such an address all posts would be
/// one.
fn is_own(canonical: &Url, url: &Url) -> bool {
    let (there, here) = (folder(canonical.path()), folder(url.path()));
    let further = here.strip_prefix(there).filter(|rest| rest.starts_with('/'));
    let is_above = further.is_some_and(|rest| !is_another_form(rest));
    matches!(canonical.scheme(), "http" | "https")
        && canonical.host_str() == url.host_str()
        && !is_above
        && (!there.is_empty() || here.is_empty())
        && (there != here || canonical.query().is_some() || !tells_by_query(url))
}

/// A path without the name of a folder's own page.
fn folder(path: &str) -> &str {
    let (above, last) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = last.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_index = last.is_empty() || matches!(stem.as_str(), "index" | "default") && last.contains('.');
    if is_index { above.trim_end_matches('/') } else { path }
}

/// Whether what stands behind the address of a page names a form of it: for phones, for print, its further pages.
fn is_another_form(rest: &str) -> bool {
    let mut segments = rest.split('/').filter(|segment| !segment.is_empty()).peekable();
    while let Some(segment) = segments.next() {
        let name = segment.split('.').next().unwrap_or_default().to_ascii_lowercase();
        let is_form = match name.as_str() {
            "amp" | "print" | "printable" | "mobile" | "embed" | "feed" | "all" | "full" | "comments" => true,
            "page" | "seite" => segments.next_if(|next| next.bytes().all(|it| it.is_ascii_digit())).is_some(),
            _ => name.strip_prefix("comment-page-").or_else(|| name.strip_prefix("page-")).is_some(),
        };
        if !is_form {
            return false;
        }
    }
    true
}

/// Whether the query says which post is shown: that of a script or of a folder, or one that names an id.
fn tells_by_query(url: &Url) -> bool {
    const SCRIPTS: [&str; 10] = ["php", "asp", "aspx", "cgi", "jsp", "jspa", "pl", "cfm", "do", "dll"];
    const NAMES: [&str; 12] =
        ["p", "n", "no", "num", "number", "post", "article", "story", "entry", "item", "slug", "title"];
    let key = model::address_key(url);
    let Some((path, query)) = key.split_once('?') else { return false };
    let last = path.rsplit(['/', ')']).next().unwrap_or_default();
    let extension = last.rsplit_once('.').map(|(_, extension)| extension);
    let is_id = |parameter: &str| {
        let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
        name.ends_with("id") || NAMES.contains(&name.as_str())
    };
    folder(url.path()) != url.path()
        || extension.is_some_and(|extension| SCRIPTS.contains(&extension))
        || query.split('&').any(is_id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(canonical: &str, url: &str) -> bool {
        let url = Url::parse("https://nimbus.example").unwrap().join(url).unwrap();
        is_own(&url.join(canonical).unwrap(), &url)
    }

    #[test]
    fn the_address_of_a_template_is_no_posts() {
        for (canonical, url) in [
            ("/", "/blog/heartbleed"),
            ("/index.html", "/blog/heartbleed"),
            ("/blog/", "/blog/heartbleed"),
            ("/blog", "/blog/2014/04/heartbleed.html"),
            ("/blog/index.php", "/blog/heartbleed"),
            ("/news/", "/news/1234"),
            ("/advisory.php", "/advisory.php?id=12"),
            ("/blog/", "/blog/?p=12"),
            ("/", "/?p=12"),
            ("/security/advisory", "/security/advisory?advisoryId=7"),
            ("https://www.elsewhere.example/blog/heartbleed", "/blog/heartbleed"),
        ] {
            assert!(!own(canonical, url), "{canonical} on {url}");
        }
    }

    #[test]
    fn the_address_that_a_page_names_is_its_own() {
        for (canonical, url) in [
            ("/", "/index.html"),
            ("/blog/heartbleed", "/blog/heartbleed?ref=home"),
            ("/blog/heartbleed", "/?p=12"),
            ("/advisory.php?id=12", "/advisory.php?id=12&lang=en"),
            ("/blog/heartbleed/", "/blog/heartbleed/amp/"),
            ("/blog/heartbleed", "/blog/heartbleed/page/2"),
            ("/blog/heartbleed/", "/blog/heartbleed/index.html"),
            ("/blog/heartbleed/index.html", "/blog/heartbleed/"),
            ("/blog/2014/04/heartbleed", "/blog/heartbleed"),
            ("http://nimbus.example/blog/heartbleed", "/blog/heartbleed"),
        ] {
            assert!(own(canonical, url), "{canonical} on {url}");
        }
    }
}
