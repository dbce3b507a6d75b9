//! Which part of a page an element is, by its name, its role and its class names.

use scraper::node::Element;

/// The parts that hold no article text, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Zone(u8);

impl Zone {
    /// Menus, breadcrumbs, paging.
    pub(super) const NAVIGATION: Self = Self(1);
    /// The page's foot.
    pub(super) const FOOTER: Self = Self(2);
    /// Side columns and widgets.
    pub(super) const ASIDE: Self = Self(4);
    /// What readers wrote.
    pub(super) const COMMENTS: Self = Self(8);
    /// Teasers of other posts.
    pub(super) const TEASER: Self = Self(16);
    /// Buttons, share bars, newsletter forms, advertisements, consent boxes.
    pub(super) const FURNITURE: Self = Self(32);

    /// Captions and credits of pictures.
    pub(super) const CAPTION: Self = Self(64);
    /// Bylines, dates, portraits of the author: part of the article, not of its text.
    pub(super) const SIGNATURE: Self = Self(128);

    /// Both sets together.
    pub(super) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it is part of the article's text, as far as is known.
    pub(super) fn is_plain(self) -> bool {
        self.0 == 0
    }

    /// Whether it is part of the article, as far as is known, be it its byline or a caption.
    pub(super) fn is_of_article(self) -> bool {
        self.0 & !(Self::CAPTION.0 | Self::SIGNATURE.0) == 0
    }

    /// Whether it has any part in common with `other`.
    pub(super) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Words of `class` and `id` that tell a zone: the word itself, or its start where it ends with `*`.
const WORDS: &[(&str, Zone)] = &[
    ("nav", Zone::NAVIGATION),
    ("navbar*", Zone::NAVIGATION),
    ("navigation*", Zone::NAVIGATION),
    ("menu*", Zone::NAVIGATION),
    ("breadcrumb*", Zone::NAVIGATION),
    ("pagination*", Zone::NAVIGATION),
    ("pager", Zone::NAVIGATION),
    ("toc", Zone::NAVIGATION),
    ("footer*", Zone::FOOTER),
    ("colophon", Zone::FOOTER),
    ("copyright*", Zone::FOOTER),
    ("sidebar*", Zone::ASIDE),
    ("widget*", Zone::ASIDE),
    ("aside", Zone::ASIDE),
    ("comment", Zone::COMMENTS),
    ("comments*", Zone::COMMENTS),
    ("commentlist", Zone::COMMENTS),
    ("respond", Zone::COMMENTS),
    ("disqus*", Zone::COMMENTS),
    ("caption*", Zone::CAPTION),
    ("credit*", Zone::CAPTION),
    ("byline*", Zone::SIGNATURE),
    ("author*", Zone::SIGNATURE),
    ("bio", Zone::SIGNATURE),
    ("meta", Zone::SIGNATURE),
    ("metadata", Zone::SIGNATURE),
    ("dateline", Zone::SIGNATURE),
    ("timestamp*", Zone::SIGNATURE),
    ("related*", Zone::TEASER),
    ("recommend*", Zone::TEASER),
    ("teaser*", Zone::TEASER),
    ("recirc*", Zone::TEASER),
    ("taboola*", Zone::TEASER),
    ("outbrain*", Zone::TEASER),
    ("trending", Zone::TEASER),
    ("readmore", Zone::TEASER),
    ("share*", Zone::FURNITURE),
    ("sharing*", Zone::FURNITURE),
    ("social*", Zone::FURNITURE),
    ("sharedaddy", Zone::FURNITURE),
    ("newsletter*", Zone::FURNITURE),
    ("subscribe*", Zone::FURNITURE),
    ("subscription*", Zone::FURNITURE),
    ("cookie*", Zone::FURNITURE),
    ("consent*", Zone::FURNITURE),
    ("advert*", Zone::FURNITURE),
    ("ad", Zone::FURNITURE),
    ("ads", Zone::FURNITURE),
    ("cta*", Zone::FURNITURE),
    ("sronly", Zone::FURNITURE),
    ("promo*", Zone::FURNITURE),
    ("modal*", Zone::FURNITURE),
    ("popup*", Zone::FURNITURE),
    ("banner*", Zone::FURNITURE),
    ("paywall*", Zone::FURNITURE),
    ("hidden", Zone::FURNITURE),
];

/// The zone that an element begins.
pub(super) fn zone_of(element: &Element) -> Zone {
    let by_name = match element.name() {
        "nav" => Zone::NAVIGATION,
        "footer" => Zone::FOOTER,
        "aside" => Zone::ASIDE,
        "figcaption" => Zone::CAPTION,
        "button" | "form" => Zone::FURNITURE,
        "html" | "body" | "main" | "article" => return Zone::default(),
        _ => Zone::default(),
    };
    let by_role = match element.attr("role").unwrap_or_default() {
        "navigation" | "menu" | "menubar" => Zone::NAVIGATION,
        "contentinfo" => Zone::FOOTER,
        "complementary" => Zone::ASIDE,
        "dialog" | "alertdialog" | "search" => Zone::FURNITURE,
        _ => Zone::default(),
    };
    let mut zone = by_name.with(by_role);
    for value in [element.attr("class"), element.attr("id")].into_iter().flatten() {
        for word in value.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_' | ':' | '/')) {
            zone = zone.with(zone_of_word(word));
        }
    }
    zone
}

fn zone_of_word(word: &str) -> Zone {
    if word.len() < 3 || word.len() > 40 {
        return Zone::default();
    }
    let word = word.to_ascii_lowercase();
    let found = WORDS.iter().find(|(name, _)| match name.strip_suffix('*') {
        Some(start) => word.starts_with(start),
        None => word == *name,
    });
    found.map_or(Zone::default(), |(_, zone)| *zone)
}
