//! The older pages of a listing.

use std::sync::LazyLock;

use regex::Regex;
use scraper::{ElementRef, Html};
use url::Url;

use crate::adapters::address::absolute;
use crate::adapters::fragment::element_words;
use crate::adapters::select::all;

/// A label longer than this is a headline.
const LONGEST_LABEL: usize = 60;

/// Labels that say "older posts" in so many words, wherever they lead.
static OLDER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^\W*(?:(?:see |view |show |load |read )?(?:older|earlier|more) (?:posts?|entries|articles|news|stories|items|updates|advisories|releases)|older|previous (?:posts|entries|articles)|ältere (?:beiträge|artikel|einträge|meldungen)|(?:articles|billets) (?:plus anciens|précédents)|entradas (?:antiguas|anteriores)|artículos anteriores|postagens (?:mais )?antigas|(?:articoli|post) (?:più vecchi|precedenti)|oudere berichten|(?:以前|過去)の(?:記事|投稿)|較舊文章|更早的文章|старые записи|предыдущие записи)\W*$",
    )
    .ok()
});

/// Labels that lead to the next page of anything: the address must look like one.
static NEXT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^\W*(?:(?:go to |to the )?next(?: page)?|nächste(?: seite)?|weiter|(?:page )?suivante?|(?:página )?siguiente|próxima(?: página)?|(?:pagina )?successiva|volgende(?: pagina)?|次(?:へ|のページ)|下一[页頁]|다음(?: 페이지)?|следующая(?: страница)?|далее)\W*$|^\s*[»›→>]+\s*$",
    )
    .ok()
});

/// The number of a page in an address: `/page/2`, `?page=2`, `/p2`, `-page-2`.
static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:/page[/=-]?|/p/?|[-_]page[-_]?|[?&](?:page|paged|p|pg|pagenum|page_?number|seite|pagina|start|offset|from)=)([0-9]{1,5})(?:/|\.html?|&|$)")
        .ok()
});

/// The next older page of the listing at `listing`, by the best of three signs: the relation `next`, a label
/// that says so, or the number after the listing's own.
pub(super) fn older_page(html: &Html, base: &Url, listing: &Url) -> Option<Url> {
    let leads = |element: &ElementRef<'_>| {
        let url = absolute(base, element.attr("href")?)?;
        (host(&url) == host(listing) && url != *listing).then_some(url)
    };
    let related = all(html, "link[rel~=next][href], a[rel~=next][href]");
    if let Some(url) = related.iter().find_map(leads) {
        return Some(url);
    }
    let anchors: Vec<(Url, Vec<String>)> = all(html, "a[href]")
        .into_iter()
        .filter_map(|anchor| Some((leads(&anchor)?, labels(anchor))))
        .filter(|(_, labels)| !labels.is_empty())
        .collect();
    let says = |pattern: &LazyLock<Option<Regex>>, labels: &[String]| {
        pattern.as_ref().is_some_and(|pattern| labels.iter().any(|label| pattern.is_match(label)))
    };
    let here = number(listing);
    let labelled = anchors.iter().find(|(url, labels)| {
        says(&OLDER, labels) && number(url).is_none_or(|there| there > here.unwrap_or(0))
    });
    let next = || anchors.iter().find(|(url, labels)| says(&NEXT, labels) && number(url) > here.or(Some(0)));
    let following = || {
        let wanted = here.unwrap_or(1) + 1;
        anchors.iter().find(|(url, labels)| {
            number(url) == Some(wanted)
                && without_number(url).starts_with(&without_number(listing))
                && labels.iter().any(|label| label.trim() == wanted.to_string())
        })
    };
    labelled.or_else(next).or_else(following).map(|(url, _)| url.clone())
}

/// What a link says: its words and what is said for those who cannot see them.
fn labels(anchor: ElementRef<'_>) -> Vec<String> {
    let words = element_words(anchor).replace('\n', " ");
    let spoken = ["aria-label", "title"].iter().filter_map(|name| anchor.attr(name)).map(str::to_owned);
    std::iter::once(words)
        .chain(spoken)
        .filter(|label| !label.is_empty() && label.chars().count() <= LONGEST_LABEL)
        .collect()
}

fn number(url: &Url) -> Option<u32> {
    let found = NUMBER.as_ref()?.captures(after_host(url))?;
    found.get(1)?.as_str().parse().ok()
}

/// The address up to the number of its page, without the slash at the end.
fn without_number(url: &Url) -> String {
    let text = after_host(url);
    let end =
        NUMBER.as_ref().and_then(|pattern| pattern.find(text)).map_or(text.len(), |found| found.start());
    text.get(..end).unwrap_or(text).trim_end_matches('/').to_owned()
}

/// Path and query.
fn after_host(url: &Url) -> &str {
    url.as_str().get(url[..url::Position::BeforePath].len()..).unwrap_or_default()
}

fn host(url: &Url) -> Option<&str> {
    url.host_str().map(|host| host.strip_prefix("www.").unwrap_or(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(listing: &str, body: &str) -> Option<String> {
        let url = Url::parse(listing).unwrap();
        let html = Html::parse_document(&format!("<!DOCTYPE html><body>{body}</body>"));
        older_page(&html, &url, &url).map(String::from)
    }

    #[test]
    fn the_relation_next_is_believed_first() {
        let body = "<a href='/blog/x'>Older posts</a><a rel='nofollow next' href='?page=2'>1</a>";
        assert_eq!(page("https://e.org/blog", body).as_deref(), Some("https://e.org/blog?page=2"));
    }

    #[test]
    fn a_label_leads_to_older_posts_in_the_languages_of_our_sources() {
        for label in [
            "« Older posts",
            "Older Entries",
            "Ältere Beiträge →",
            "More news",
            "Previous Posts",
            "Articles plus anciens",
        ] {
            let body = format!("<nav><a href='/blog/page/2/'>{label}</a></nav>");
            assert_eq!(
                page("https://e.org/blog/", &body).as_deref(),
                Some("https://e.org/blog/page/2/"),
                "{label}"
            );
        }
        for label in ["Next", "nächste Seite", "次へ", "›"] {
            let body = format!("<a href='?page=2'>{label}</a>");
            assert_eq!(
                page("https://e.org/blog", &body).as_deref(),
                Some("https://e.org/blog?page=2"),
                "{label}"
            );
        }
        let spoken = "<a href='/blog/page/2' aria-label='Next page'><svg></svg></a>";
        assert_eq!(page("https://e.org/blog", spoken).as_deref(), Some("https://e.org/blog/page/2"));
    }

    #[test]
    fn numbers_lead_on_where_nothing_is_said() {
        let body = "<a href='/blog'>1</a><a href='/blog/page/2'>2</a><a href='/blog/page/3'>3</a>";
        assert_eq!(page("https://e.org/blog", body).as_deref(), Some("https://e.org/blog/page/2"));
        assert_eq!(page("https://e.org/blog/page/2", body).as_deref(), Some("https://e.org/blog/page/3"));
    }

    #[test]
    fn newer_pages_other_hosts_and_the_next_article_are_no_older_page() {
        for (listing, body) in [
            ("https://e.org/blog/page/3", "<a href='/blog/page/2'>Previous posts</a>"),
            ("https://e.org/blog", "<a href='/blog/our-next-conference'>Next</a>"),
            ("https://e.org/blog", "<a href='https://other.org/blog?page=2'>Older posts</a>"),
            ("https://e.org/blog", "<a href='/products/page/2'>2</a>"),
            ("https://e.org/blog", "<a href='/blog/page-2-of-the-story'>What older posts do not tell</a>"),
            ("https://e.org/blog", "<a href='#top'>Next</a>"),
        ] {
            assert_eq!(page(listing, body), None, "{body}");
        }
    }
}
