//! The search: the home page first, then what it links to, then the places that standards and custom give.

use std::collections::BTreeMap;

use extractor::{Document, Input, Offer, OfferKind, Offers};
use fetcher::robots::sitemaps;
use model::{DocumentKind, SourceKind};
use url::Url;

use super::places;
use super::proposal::{Discovery, Proposal};
use crate::peek::{Peek, Seen};
use crate::preview::Preview;
use crate::reading::on_deep_stack;
use crate::seed_files::count;

/// Addresses that are looked at for one domain, robots.txt files not counted.
const MOST_LOOKS: usize = 40;

/// A page that leads to fewer posts is no listing.
const FEW: usize = 3;

/// Looks for what `domain` has to follow. `name` is the provider's, where somebody gave one.
///
/// # Errors
/// When the runtime shuts down meanwhile. A domain of which nothing answers has no proposals.
pub async fn discover(peek: Peek, domain: &str, name: Option<&str>) -> anyhow::Result<Discovery> {
    let found = Discovery {
        domain: domain.to_owned(),
        name: String::new(),
        proposals: Vec::new(),
        passed_over: Vec::new(),
    };
    let mut search = Search { peek, found, looks: 0, read: BTreeMap::new() };
    let (home, offers) = search.home(domain).await?;
    search.found.name = match (name, &offers.site_name) {
        (Some(name), _) => name.to_owned(),
        (None, Some(name)) => name.clone(),
        (None, None) => name_of(domain),
    };
    search.status(domain, &home, &offers).await?;
    search.security_txt(domain, &home).await?;
    search.csaf(domain, &home).await?;
    search.pages(domain, &home, &offers).await?;
    search.sitemaps(domain, &home).await?;
    let mut found = search.found;
    found.proposals.sort_by_key(|it| {
        let order = [SourceKind::Status, SourceKind::Advisories, SourceKind::SecurityBlog, SourceKind::Blog];
        order.iter().position(|kind| *kind == it.kind).unwrap_or(order.len())
    });
    Ok(found)
}

struct Search {
    peek: Peek,
    found: Discovery,
    looks: usize,
    /// Addresses that were read, each with what is at the end of its redirects.
    read: BTreeMap<Url, Url>,
}

/// A document that was looked at.
struct Look {
    url: Url,
    preview: Preview,
    offers: Offers,
}

impl Look {
    fn holds(&self) -> String {
        let found = &self.preview.extraction;
        let (kind, posts, entries) = (found.kind.as_str(), found.posts.len(), found.entries.len());
        match (posts, entries) {
            (0, 0) => kind.to_owned(),
            (0, entries) => format!("{kind}, entries: {entries}"),
            (posts, _) => format!("{kind} with {}", count(posts, "post")),
        }
    }

    fn is(&self, kinds: &[DocumentKind]) -> bool {
        kinds.contains(&self.preview.extraction.kind)
    }
}

impl Search {
    /// The document at an address, read as a source of that kind; `None` where it holds no content, was
    /// looked at before, or too many were.
    async fn look(&mut self, url: &Url, kind: SourceKind) -> anyhow::Result<Option<Look>> {
        if self.looks >= MOST_LOOKS || self.read.contains_key(url) {
            return Ok(None);
        }
        self.looks += 1;
        let seen = self.peek.look(url, kind).await;
        let end = seen.url().clone();
        let again = self.read.values().any(|known| *known == end);
        self.read.insert(url.clone(), end.clone());
        if seen.content().is_none() {
            self.found.pass_over(url, seen.words());
            return Ok(None);
        }
        if again {
            self.found.pass_over(url, format!("leads to {end}, which was looked at"));
            return Ok(None);
        }
        let preview = Preview::of_look(&seen, Some(kind), None).await?;
        let offers = offers_of(seen).await?;
        Ok(Some(Look { url: end, preview, offers }))
    }

    fn propose(&mut self, kind: SourceKind, look: &Look, why: &str) {
        let holds = look.holds();
        let adapter = look.preview.extraction.adapter.clone();
        let (url, why) = (look.url.clone(), why.to_owned());
        self.found.propose(Proposal { kind, url, holds, adapter, why });
    }

    /// The address of the home page, and what it offers. Without an answer, the address to guess from.
    async fn home(&mut self, domain: &str) -> anyhow::Result<(Url, Offers)> {
        let homes = places::homes(domain);
        for home in &homes {
            if let Some(look) = self.look(home, SourceKind::Page).await? {
                self.found.pass_over(&look.url, "the home page: what it links to is looked at");
                return Ok((look.url, look.offers));
            }
        }
        let answered = homes.iter().find(|home| {
            let words = self.found.passed_over.iter().find(|(url, _)| url == *home).map(|(_, words)| words);
            words.is_some_and(|words| words.starts_with("answered"))
        });
        let home = answered.or(homes.first()).cloned();
        let home = home.ok_or_else(|| anyhow::anyhow!("'{domain}' is not a domain"))?;
        Ok((home, Offers::default()))
    }

    /// The status page: linked, or where it stands by custom; its platform is known by its shape.
    async fn status(&mut self, domain: &str, home: &Url, offers: &Offers) -> anyhow::Result<()> {
        let linked = of(offers, OfferKind::Status);
        let linked = linked.map(|it| (it.url.clone(), format!("linked as '{}' from {home}", it.words)));
        let guessed = places::status_pages(domain, home.scheme()).into_iter();
        let guessed = guessed.map(|url| (url, "the host that status pages have by custom".to_owned()));
        let pages: Vec<(Url, String)> = linked.chain(guessed).collect();
        for (page, why) in pages {
            if self.found.has(SourceKind::Status) {
                break;
            }
            self.status_page(&page, &why).await?;
        }
        Ok(())
    }

    async fn status_page(&mut self, page: &Url, why: &str) -> anyhow::Result<()> {
        let look = self.look(page, SourceKind::Status).await?;
        let offered: Vec<Url> = look
            .iter()
            .flat_map(|look| of(&look.offers, OfferKind::Feed).map(|it| it.url.clone()).collect::<Vec<_>>())
            .collect();
        let at = look.as_ref().map_or(page, |look| &look.url).clone();
        let whole = look.as_ref().is_some_and(|look| look.is(&[DocumentKind::Status]));
        let exact = look.as_ref().is_some_and(|look| {
            whole && !["statuspage-html", "feed"].contains(&look.preview.extraction.adapter.as_str())
        });
        // An origin that does not answer at all is not asked for further documents.
        let silent =
            self.found.passed_over.iter().any(|(url, words)| url == page && words.starts_with("no answer"));
        if !exact && !silent {
            for document in places::status_documents(&at, look.is_some()).into_iter().chain(offered) {
                let Some(found) = self.look(&document, SourceKind::Status).await? else { continue };
                if found.is(&[DocumentKind::Status]) {
                    self.propose(SourceKind::Status, &found, &format!("{why}; a document of that page"));
                    break;
                }
                self.found.pass_over(&document, found.holds());
            }
        }
        if let Some(look) = look {
            match whole && !self.found.has(SourceKind::Status) {
                true => self.propose(SourceKind::Status, &look, why),
                false => self.found.pass_over(&look.url, format!("a page of status; {}", look.holds())),
            }
        }
        Ok(())
    }

    async fn security_txt(&mut self, domain: &str, home: &Url) -> anyhow::Result<()> {
        let bare = places::homes(domain).into_iter().find(|it| it.scheme() == home.scheme());
        let hosts: Vec<Url> = bare.into_iter().chain([home.clone()]).collect();
        for place in hosts.iter().flat_map(places::security_txt) {
            let Some(look) = self.look(&place, SourceKind::SecurityTxt).await? else { continue };
            if look.is(&[DocumentKind::SecurityTxt]) {
                self.propose(SourceKind::SecurityTxt, &look, "the place of RFC 9116, section 3");
                for metadata in csaf_fields(&look) {
                    self.csaf_metadata(&metadata, "the CSAF field of security.txt").await?;
                }
                break;
            }
            self.found.pass_over(&place, "answers, but is no security.txt (no Contact field)");
        }
        Ok(())
    }

    async fn csaf(&mut self, domain: &str, home: &Url) -> anyhow::Result<()> {
        for place in places::csaf(home, domain) {
            if self.found.has(SourceKind::Advisories) {
                break;
            }
            self.csaf_metadata(&place, "the place of CSAF 2.0, section 7.1").await?;
        }
        Ok(())
    }

    async fn csaf_metadata(&mut self, place: &Url, why: &str) -> anyhow::Result<()> {
        let Some(look) = self.look(place, SourceKind::Advisories).await? else { return Ok(()) };
        match look.preview.extraction.adapter.as_str() {
            "csaf-provider" => self.propose(SourceKind::Advisories, &look, why),
            _ => self.found.pass_over(place, "answers, but holds no CSAF provider metadata"),
        }
        Ok(())
    }

    /// Feeds that the home page names, and those of the pages that it links to; a page without a feed that
    /// lists posts is proposed itself.
    async fn pages(&mut self, domain: &str, home: &Url, offers: &Offers) -> anyhow::Result<()> {
        let kinds = [
            (OfferKind::Advisories, SourceKind::Advisories),
            (OfferKind::Blog, SourceKind::Blog),
            (OfferKind::Newsroom, SourceKind::Newsroom),
        ];
        for (offer, kind) in kinds {
            let of_kind: Vec<Offer> =
                of(offers, offer).filter(|it| places::own(&it.url, domain)).take(2).cloned().collect();
            for it in of_kind {
                let why = format!("linked as '{}' from {home}", it.words);
                self.listing(&it.url, kind, &why).await?;
            }
        }
        for it in of(offers, OfferKind::Feed).cloned().collect::<Vec<_>>() {
            let kind = kind_of_feed(&it);
            self.feed(&it.url, kind, &format!("named as a feed by {home}")).await?;
        }
        for it in of(offers, OfferKind::Policy).take(1).cloned().collect::<Vec<_>>() {
            if let Some(look) = self.look(&it.url, SourceKind::Page).await? {
                self.propose(SourceKind::Page, &look, &format!("linked as '{}' from {home}", it.words));
            }
        }
        for guess in places::blogs(home, domain) {
            if self.found.has(SourceKind::Blog) || self.found.has(SourceKind::Newsroom) {
                break;
            }
            self.listing(&guess, SourceKind::Blog, "the address that blogs have by custom").await?;
        }
        for guess in places::feeds(home, domain) {
            if self.found.has(SourceKind::Blog) || self.found.has(SourceKind::Newsroom) {
                break;
            }
            self.feed(&guess, SourceKind::Blog, "the address that feeds have by custom").await?;
        }
        Ok(())
    }

    /// A page that may list posts: its feed, else itself.
    async fn listing(&mut self, page: &Url, kind: SourceKind, why: &str) -> anyhow::Result<()> {
        let Some(look) = self.look(page, kind).await? else { return Ok(()) };
        if look.is(&[DocumentKind::Feed]) {
            self.propose(kind, &look, why);
            return Ok(());
        }
        let before = self.found.proposals.len();
        for it in of(&look.offers, OfferKind::Feed).cloned().collect::<Vec<_>>() {
            let why = format!("named as a feed by {}, which is {why}", look.url);
            self.feed(&it.url, if kind == SourceKind::Blog { kind_of_feed(&it) } else { kind }, &why).await?;
        }
        let lists = look.is(&[DocumentKind::Listing]) && look.preview.extraction.entries.len() >= FEW;
        match (self.found.proposals.len() == before, lists) {
            (true, true) => self.propose(kind, &look, &format!("{why}; it names no feed, and lists posts")),
            (true, false) => self
                .found
                .pass_over(&look.url, format!("names no feed and lists no posts ({})", look.holds())),
            (false, _) => self.found.pass_over(&look.url, "its feed is proposed"),
        }
        Ok(())
    }

    async fn feed(&mut self, url: &Url, kind: SourceKind, why: &str) -> anyhow::Result<()> {
        let Some(look) = self.look(url, kind).await? else { return Ok(()) };
        match look.is(&[DocumentKind::Feed, DocumentKind::Status]) {
            true => self.propose(kind, &look, why),
            false => self.found.pass_over(url, format!("named as a feed, but it is none ({})", look.holds())),
        }
        Ok(())
    }

    /// Sitemaps: a source only where nothing better lists the posts, because most of what they list is none.
    async fn sitemaps(&mut self, domain: &str, home: &Url) -> anyhow::Result<()> {
        let mut places: Vec<Url> = Vec::new();
        let tops = places::tops(home, domain);
        for top in &tops {
            let robots = self.peek.robots_text(top).await.unwrap_or_default();
            places.extend(sitemaps(&robots).iter().filter_map(|it| top.join(it).ok()));
        }
        let why = match places.is_empty() {
            true => "the place that sitemaps have by custom",
            false => "named by robots.txt",
        };
        if places.is_empty() {
            places.extend(tops.iter().filter_map(|top| top.join("/sitemap.xml").ok()));
        }
        let better = self.found.has(SourceKind::Blog) || self.found.has(SourceKind::Newsroom);
        for place in places.iter().take(3) {
            if better {
                self.found.pass_over(place, format!("a sitemap, {why}; there are better lists of the posts"));
                continue;
            }
            let Some(look) = self.look(place, SourceKind::Blog).await? else { continue };
            match look.is(&[DocumentKind::Sitemap]) {
                true => {
                    self.propose(SourceKind::Blog, &look, &format!("{why}; nothing else lists the posts"))
                }
                false => self.found.pass_over(place, format!("no sitemap ({})", look.holds())),
            }
        }
        Ok(())
    }
}

fn of(offers: &Offers, kind: OfferKind) -> impl Iterator<Item = &Offer> {
    offers.offers.iter().filter(move |offer| offer.kind == kind)
}

/// The addresses in the CSAF fields of a security.txt.
fn csaf_fields(look: &Look) -> Vec<Url> {
    let posts = look.preview.extraction.posts.iter();
    let lines = posts.flat_map(|post| post.text.lines());
    let fields =
        lines.filter_map(|line| line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("csaf")));
    fields.filter_map(|(_, value)| Url::parse(value.trim()).ok()).collect()
}

/// A feed is one of security, of news, or of a blog, as its title and its address say.
fn kind_of_feed(offer: &Offer) -> SourceKind {
    let words = format!("{} {}", offer.words, offer.url.path()).to_lowercase();
    let has = |word: &str| words.split(|c: char| !c.is_alphanumeric()).any(|it| it == word);
    match () {
        () if has("advisories") || has("bulletins") || has("bulletin") => SourceKind::Advisories,
        () if has("security") => SourceKind::SecurityBlog,
        () if has("press") || has("newsroom") => SourceKind::Newsroom,
        () => SourceKind::Blog,
    }
}

async fn offers_of(seen: Seen) -> anyhow::Result<Offers> {
    Ok(on_deep_stack(move || {
        let Some(response) = seen.content() else { return Offers::default() };
        let input = Input {
            url: seen.url(),
            content_type: response.header("content-type"),
            content_encoding: response.header("content-encoding"),
            last_modified: None,
            body: &response.body,
            fetched_at: None,
            role: None,
            source: None,
            link_selector: None,
        };
        extractor::offers(&Document::decode(input))
    })
    .await?)
}

/// `example.com` is called Example, until somebody gives a name.
fn name_of(domain: &str) -> String {
    let bare = domain.strip_prefix("www.").unwrap_or(domain);
    let label = bare.split('.').next().unwrap_or(bare);
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
