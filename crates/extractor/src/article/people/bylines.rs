//! Authors that only the text names: `By NAME, TITLE`, `Posted on … by NAME`, `von NAME`.

use std::sync::LazyLock;

use regex::Regex;

use super::super::job_titles::reads_like_title;
use super::super::page::Page;
use super::super::zones::Zone;
use super::found::{Group, Named};
use super::names::{Written, looks_like_person, split};

/// Blocks around the headline in which a byline is looked for.
const BEFORE: usize = 6;
const BEHIND: usize = 14;
/// Longest byline, in bytes.
const MAX_LINE: usize = 200;

/// A line that starts with a word for authorship.
static START: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:(?:written|posted|published|created|story|words|text|article|submitted|geschrieben|gepostet|ver[öo]ffentlicht|verfasst|erstellt|publi[ée]e?|[ée]crit|escrito|publicado|scritto|pubblicato|geschreven|geplaatst|skrevet|skriven|đăng|diposting)\s+)?(?:by|von|par|por|di|door|av|af|przez|bởi|oleh|da)\b[\s:：]+\S|^(?:author|authors|autor|autorin|auteur|autore|forfatter|szerző|tác giả|автор|yazar|text|投稿者|작성자|作者|執筆者?|著者|文)\s*[:：]\s*\S",
    )
    .ok()
});

/// The same inside a line that names a date or a category first.
static INSIDE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s|•·,–—/-])(?i:by|von|par|por|bởi|przez|posted by|published by|author:)[\s:]+(\p{Lu}?[\p{L}\p{N}_.'’-]+.*)$").ok()
});

/// The byline in the text, if there is one.
pub(super) fn found(page: &Page<'_>, headline: Option<usize>) -> Vec<Group> {
    let range = match headline {
        Some(at) => at.saturating_sub(BEFORE)..at + BEHIND,
        None => 0..BEHIND + BEFORE,
    };
    let mut groups: Vec<Group> = Vec::new();
    for at in range {
        let Some(block) = page.blocks.list.get(at) else { break };
        let elsewhere =
            Zone::COMMENTS.with(Zone::TEASER).with(Zone::NAVIGATION).with(Zone::FOOTER).with(Zone::ASIDE);
        if block.zone.meets(elsewhere) || block.text.len() > MAX_LINE || Some(at) == headline {
            continue;
        }
        let next = page.blocks.list.get(at + 1).map(|block| block.text.as_str());
        let text = block.spaced();
        if let Some(people) = line(page, &text, next) {
            let starts = START.as_ref().is_some_and(|start| start.is_match(&text));
            let weight = if starts { 75 } else { 71 };
            groups.push(Group { source: "byline:text".to_owned(), weight, people });
            break;
        }
    }
    groups
}

fn line(page: &Page<'_>, text: &str, next: Option<&str>) -> Option<Vec<Named>> {
    let lower = text.to_lowercase();
    let starts = START.as_ref()?.is_match(text);
    let part = if starts {
        text
    } else if matches!(
        lower.trim_end_matches(':').trim(),
        "by" | "von" | "author" | "written by" | "posted by" | "par" | "por"
    ) {
        next?
    } else {
        INSIDE.as_ref()?.captures(text)?.get(1)?.as_str()
    };
    let mut written: Vec<Written> = split(part, &page.context);
    if starts {
        written.retain(|written| written.name.split_whitespace().count() <= 5);
    } else {
        written.retain(|written| looks_like_person(&written.name) || has_date(page, text));
    }
    // A byline starts with a capital, unless it is a handle beside a date.
    let first = written.first()?;
    let capital = first.name.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_ascii());
    if !capital && !has_date(page, text) && first.name.contains(' ') {
        return None;
    }
    if let (Some(last), Some(next)) = (written.last_mut(), next)
        && last.job_title.is_none()
        && text.len() < 80
        && next.len() < 80
        && reads_like_title(next)
        && !next.to_lowercase().contains("by ")
    {
        last.job_title = Some(next.to_owned());
    }
    Some(written.into_iter().map(Named::of).collect())
}

fn has_date(page: &Page<'_>, text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit()) && !crate::dates::find(text, &page.context, "").is_empty()
}
