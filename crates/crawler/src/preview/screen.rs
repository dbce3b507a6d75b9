//! What was read, for people: the first of each, and how many more there are.

use model::{Byline, DocumentKind, Entry, LinkRel, Post, Stamp, StampRole};

use super::place::{near, place};
use super::read::Preview;
use super::words::{count, line, time, whence};

/// Of each list so many are shown, where not all are asked for.
const FIRST: usize = 10;

/// Characters of a title, and of a text, on one line.
const TITLE: usize = 100;
const TEXT: usize = 90;

/// The screen. With `all`, nothing is left out.
pub fn screen(preview: &Preview, all: bool) -> String {
    let most = if all { usize::MAX } else { FIRST };
    let mut screen = Screen { out: String::new(), preview, most, anchor: None };
    screen.head();
    match preview.extraction.posts.as_slice() {
        [] => {}
        [post] => screen.whole(post),
        posts => {
            screen.title(&count(posts.len(), "post"));
            screen.list(posts, Screen::brief);
        }
    }
    if !preview.extraction.entries.is_empty() {
        let entries = &preview.extraction.entries;
        screen.title(&count(entries.len(), "entry"));
        screen.list(entries, Screen::entry);
    }
    screen.records();
    screen.links();
    screen.notes();
    screen.out
}

struct Screen<'a> {
    out: String,
    preview: &'a Preview,
    most: usize,
    /// Where the post or entry that is being shown stands.
    anchor: Option<usize>,
}

impl<'a> Screen<'a> {
    fn put(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn title(&mut self, text: &str) {
        self.put(&format!("\n{text}"));
    }

    fn list<T>(&mut self, items: &'a [T], show: impl Fn(&mut Self, usize, &'a T)) {
        for (index, item) in items.iter().enumerate().take(self.most) {
            show(self, index + 1, item);
        }
        let rest = items.len().saturating_sub(self.most);
        if rest > 0 {
            self.put(&format!("    … and {rest} more (--all shows them)"));
        }
    }

    fn head(&mut self) {
        let preview = self.preview;
        self.put(preview.url.as_str());
        if let Some(fetched) = &preview.fetched {
            let mut parts = vec![line(&fetched.words, 200)];
            parts.extend(fetched.content_type.as_deref().map(|it| line(it, 60)));
            if fetched.size > 0 {
                parts.push(count(fetched.size, "byte"));
            }
            self.put(&format!("  {}", parts.join(", ")));
            if !fetched.moves.is_empty() {
                self.put(&format!("  asked for {}, which leads there", fetched.asked));
            }
            if let Some(robots) = fetched.robots_line.as_ref().filter(|_| fetched.status.is_some()) {
                self.put(&format!("  robots.txt, line {}", line(robots, 120)));
            }
        }
        let (kind, asked_as) = (preview.extraction.kind.as_str(), preview.kind.as_str());
        let what = match preview.extraction.adapter.as_str() {
            "" => format!("nothing was read, as a source of kind {asked_as}"),
            adapter => format!("{kind}, read by the adapter {adapter} as a source of kind {asked_as}"),
        };
        self.put(&format!("  {what}"));
        if preview.extraction.kind != DocumentKind::Unparsed && !preview.holds_something() {
            self.put("  its shape is known, and it lists nothing at present");
        }
    }

    /// Takes the place of the first of these values that stands in the document for that of the whole.
    fn stands_at(&mut self, values: &[Option<&str>]) {
        let text = &self.preview.text;
        let found = values.iter().flatten().find_map(|value| place(text, value));
        self.anchor = found.map(|span| span.start);
    }

    /// A value with where it was read.
    fn value(&mut self, name: &str, value: &str, whence: &str) {
        self.put(&format!("    {name:<10} {value}   [{whence}]"));
    }

    fn found(&mut self, name: &str, value: &str, most: usize) {
        let place = place(&self.preview.text, value);
        let rule = match place {
            Some(_) => self.preview.extraction.adapter.clone(),
            None => format!("{}, put together", self.preview.extraction.adapter),
        };
        self.value(name, &line(value, most), &whence(&rule, place));
    }

    fn stamp(&mut self, name: &str, stamp: Option<&Stamp>) {
        if let Some(stamp) = stamp {
            let place = stamp.span.or_else(|| near(&self.preview.text, &stamp.raw, self.anchor));
            self.value(name, &time(stamp), &whence(&stamp.source, place));
        }
    }

    /// The only post, with everything.
    fn whole(&mut self, post: &'a Post) {
        self.title("1 post");
        self.stands_at(&[Some(&post.key), post.title.as_deref()]);
        self.found("title", post.title.as_deref().unwrap_or("(none)"), TITLE);
        self.stamp("published", post.published.as_ref());
        self.stamp("updated", post.updated.as_ref());
        if post.published.is_none() {
            self.value("published", "not said", "no time was found");
        }
        let chosen = [&post.published, &post.updated].map(|time| time.as_ref().map(|time| &time.raw));
        let losers = post.candidates.iter().filter(|it| !it.chosen && !chosen.contains(&Some(&it.stamp.raw)));
        for candidate in losers.take(self.most) {
            let name = match candidate.role {
                StampRole::Published | StampRole::Updated => "not chosen",
                StampRole::Recorded => "recorded",
                StampRole::Edited => "edited",
            };
            self.stamp(name, Some(&candidate.stamp));
        }
        for byline in &post.authors {
            self.author(byline);
        }
        if !post.text.trim().is_empty() {
            self.found("text", &post.text, TEXT);
            self.put(&format!("               {}", count(post.text.chars().count(), "character")));
        }
        if let Some(language) = &post.language {
            self.value("language", language, "of the text");
        }
        if !post.identifiers.is_empty() {
            let ids: Vec<&str> = post.identifiers.iter().map(|it| it.id.as_str()).take(self.most).collect();
            self.value("ids", &line(&ids.join(", "), 200), "in title and text");
        }
        self.updates(post);
    }

    fn author(&mut self, byline: &Byline) {
        let mut words = format!("{} ({})", line(&byline.name, 80), byline.kind.as_str());
        if let Some(title) = &byline.job_title {
            words.push_str(&format!(", {}", line(title, 80)));
        }
        let place = near(&self.preview.text, &byline.name, self.anchor);
        self.value("by", &words, &whence(&byline.source, place));
    }

    fn updates(&mut self, post: &'a Post) {
        if post.updates.is_empty() {
            return;
        }
        self.put(&format!("    {}, newest first", count(post.updates.len(), "update")));
        for update in post.updates.iter().rev().take(self.most) {
            let status = update.status.as_deref().unwrap_or("-");
            self.stamp(&line(status, 20), update.claimed.as_ref());
            if !update.text.trim().is_empty() {
                self.put(&format!("               {}", line(&update.text, TEXT)));
            }
        }
        let rest = post.updates.len().saturating_sub(self.most);
        if rest > 0 {
            self.put(&format!("    … and {rest} more (--all shows them)"));
        }
    }

    /// One of several posts.
    fn brief(&mut self, number: usize, post: &'a Post) {
        self.stands_at(&[Some(&post.key), post.url.as_deref(), post.title.as_deref()]);
        let title = line(post.title.as_deref().unwrap_or("(no title)"), TITLE);
        self.put(&format!("{number:>3} {title}"));
        match post.updates.as_slice() {
            [] => self.stamp("published", post.published.as_ref()),
            updates => {
                let newest =
                    updates.last().and_then(|update| update.status.as_deref()).unwrap_or("no status");
                self.put(&format!(
                    "    {}, the newest: {}",
                    count(updates.len(), "update"),
                    line(newest, 40)
                ));
                self.stamp("first", post.published.as_ref());
                if updates.len() > 1 {
                    self.stamp("last", post.updated.as_ref());
                }
            }
        }
        for byline in post.authors.iter().take(3) {
            self.author(byline);
        }
    }

    fn entry(&mut self, number: usize, entry: &'a Entry) {
        self.stands_at(&[entry.id.as_deref(), entry.link.as_deref(), entry.title.as_deref()]);
        let title = entry.title.as_deref().or(entry.link.as_deref()).unwrap_or("(no title, no address)");
        self.put(&format!("{number:>3} {}", line(title, 140)));
        self.stamp("published", entry.published.as_ref());
        if entry.published.is_none() {
            self.stamp("updated", entry.updated.as_ref());
        }
        let names: Vec<&str> = entry.authors.iter().filter_map(|author| author.name.as_deref()).collect();
        if !names.is_empty() {
            let place = names.first().and_then(|name| near(&self.preview.text, name, self.anchor));
            let rule = self.preview.extraction.adapter.clone();
            self.value("by", &line(&names.join(", "), 80), &whence(&rule, place));
        }
        if let Some(link) = entry.link.as_ref().filter(|_| entry.title.is_some()) {
            self.put(&format!("    {}", line(link, 140)));
        }
    }

    /// What records say happened to flaws, and what is wrong with a security.txt.
    fn records(&mut self) {
        let found = &self.preview.extraction;
        if !found.records.is_empty() {
            self.title(&count(found.records.len(), "event"));
            self.list(&found.records, |screen, _, event| {
                screen.stands_at(&[Some(&event.identifier)]);
                let trust = event.trust.as_str();
                let label = line(&event.label, TEXT);
                screen.put(&format!(
                    "    {}: {label} ({}, {trust})",
                    line(&event.identifier, 40),
                    event.kind.as_str()
                ));
                screen.stamp("", Some(&event.time));
            });
        }
        if let Some(file) = &found.security_txt {
            self.title(if file.signed { "signed (not checked)" } else { "not signed" });
            self.stamp("expires", file.expires.as_ref());
            self.list(&file.findings, |screen, _, it| {
                screen.put(&format!("    {}: {}", it.code, line(&it.detail, 160)));
            });
        }
    }

    /// How many addresses would be followed as what; the first of those that no entry shows.
    fn links(&mut self) {
        let links = &self.preview.extraction.links;
        let entries = &self.preview.extraction.entries;
        let rels = [
            (LinkRel::Post, "post"),
            (LinkRel::Feed, "feed"),
            (LinkRel::Sitemap, "sitemap"),
            (LinkRel::Page, "further page"),
        ];
        for (rel, noun) in rels {
            let of: Vec<&str> = links.iter().filter(|it| it.rel == rel).map(|it| it.url.as_str()).collect();
            if of.is_empty() {
                continue;
            }
            self.title(&format!("{} to follow", count(of.len(), noun)));
            let posts = &self.preview.extraction.posts;
            let shown = |url: &str| {
                entries.iter().any(|entry| entry.link.as_deref() == Some(url))
                    || posts.iter().any(|post| post.url.as_deref() == Some(url))
            };
            let new: Vec<&str> = of.iter().copied().filter(|url| !shown(url)).collect();
            if new.is_empty() {
                self.put("    the addresses of what is listed above");
            }
            for url in new.iter().take(self.most) {
                self.put(&format!("    {}", line(url, 140)));
            }
            let rest = new.len().saturating_sub(self.most);
            if rest > 0 {
                self.put(&format!("    … and {rest} more (--all shows them)"));
            }
        }
    }

    fn notes(&mut self) {
        let notes = &self.preview.extraction.notes;
        if !notes.is_empty() {
            self.title("notes");
            self.list(notes, |screen, _, note| {
                screen.put(&format!("    {}: {}", note.code, line(&note.detail, 160)));
            });
        }
    }
}
