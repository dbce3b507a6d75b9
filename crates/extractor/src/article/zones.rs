//! Which part of a page an element is, by its name, its role and its class names.

use std::sync::LazyLock;

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

    /// This set without the other.
    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
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
    ("testimonial*", Zone::TEASER),
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
];

/// Words of `class` and `id` that say that the article's text is inside.
const TEXT_WORDS: &[&str] =
    &["article*", "body", "content*", "entry*", "main", "markdown*", "post*", "prose", "story*", "text*"];

/// What the names of an element say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Said {
    /// The zone that it begins.
    pub(super) zone: Zone,
    /// Words that say that the article's text is inside, at most 3 are counted.
    pub(super) text_words: u8,
}

impl Said {
    /// Adds what one class or id says. Of the names that style sheets are made of, `text-lg` says nothing of
    /// text and `overflow-hidden` hides nothing.
    fn add(&mut self, name: &str) {
        if name == "hidden" {
            self.zone = self.zone.with(Zone::FURNITURE);
            return;
        }
        let is_style = name.starts_with("text-") || name.as_bytes().contains(&b':');
        for word in name.as_bytes().split(|byte| matches!(byte, b'-' | b'_' | b':' | b'/')) {
            let Some(more) = said_by_word(word) else { continue };
            self.zone = self.zone.with(more.zone);
            if !is_style {
                self.text_words = (self.text_words + more.text_words).min(3);
            }
        }
    }
}

/// What a word of a class name says, by the word's first letter: the word, whether it is only the start
/// of one, and what it says.
type ByLetter = [Vec<(&'static str, bool, Said)>; 26];

static BY_LETTER: LazyLock<ByLetter> = LazyLock::new(|| {
    let mut table: ByLetter = Default::default();
    let zones = WORDS.iter().map(|(word, zone)| (*word, Said { zone: *zone, text_words: 0 }));
    let texts = TEXT_WORDS.iter().map(|word| (*word, Said { zone: Zone::default(), text_words: 1 }));
    for (word, said) in zones.chain(texts) {
        let start = word.strip_suffix('*');
        let letter = word.bytes().next().map_or(0, |letter| usize::from(letter.wrapping_sub(b'a')));
        if let Some(list) = table.get_mut(letter) {
            list.push((start.unwrap_or(word), start.is_some(), said));
        }
    }
    table
});

/// What an element says of itself.
pub(super) fn said(element: &Element) -> Said {
    let by_name = match element.name() {
        "nav" => Zone::NAVIGATION,
        "footer" => Zone::FOOTER,
        "aside" => Zone::ASIDE,
        "figcaption" => Zone::CAPTION,
        "button" | "form" => Zone::FURNITURE,
        _ => Zone::default(),
    };
    let mut said = Said { zone: by_name, text_words: 0 };
    for (name, value) in element.attrs() {
        match name {
            "role" => said.zone = said.zone.with(zone_of_role(value)),
            "class" | "id" => value.split_ascii_whitespace().for_each(|name| said.add(name)),
            "itemprop" if value.contains("articleBody") => said.text_words = 3,
            _ => {}
        }
    }
    if matches!(element.name(), "html" | "body" | "main" | "article") {
        said.zone = Zone::default();
    }
    said
}

fn zone_of_role(role: &str) -> Zone {
    match role {
        "navigation" | "menu" | "menubar" => Zone::NAVIGATION,
        "contentinfo" => Zone::FOOTER,
        "complementary" => Zone::ASIDE,
        "dialog" | "alertdialog" | "search" => Zone::FURNITURE,
        _ => Zone::default(),
    }
}

fn said_by_word(word: &[u8]) -> Option<Said> {
    let [first, second, ..] = word else { return None };
    let letter = (first | 0x20).wrapping_sub(b'a');
    let list = BY_LETTER.get(usize::from(letter)).filter(|_| word.len() <= 40)?;
    let found = list.iter().find(|(start, is_start, _)| {
        // Most words differ in the second letter.
        start.as_bytes().get(1) == Some(&(second | 0x20))
            && (*is_start || word.len() == start.len())
            && word.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
    });
    found.map(|(.., said)| *said)
}
