//! Authors that only the text names: `By NAME, TITLE`, `Posted on … by NAME`, `von NAME`.

use std::ops::Range;
use std::sync::LazyLock;

use model::AuthorKind;
use regex::Regex;

use super::super::blocks::{Block, Kind};
use super::super::job_titles::reads_like_title;
use super::super::page::Page;
use super::super::times::Ground;
use super::super::zones::Zone;
use super::cards::is_heading_of_more;
use super::credits::{is_credit, without_credits};
use super::found::{Group, Named};
use super::kinds::kind_of;
use super::labels::is_label;
use super::names::{Written, split};
use super::plausible::{is_generic, is_plausible, looks_like_person};
use super::sign_off;

/// Blocks around the headline in which a byline is looked for.
const BEFORE: usize = 6;
const BEHIND: usize = 14;
/// Blocks under the headline in which a line with a date may name somebody without saying so.
const UNDER: usize = 4;
/// Longest byline, in bytes.
const MAX_LINE: usize = 200;

/// A line that starts with a word for authorship.
static START: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:(?:written|posted|published|created|story|words|text|article|submitted|geschrieben|gepostet|ver[öo]ffentlicht|verfasst|erstellt|publi[ée]e?|[ée]crit|escrito|publicado|scritto|pubblicato|geschreven|geplaatst|skrevet|skriven|skrivet|publicerad|publicerat|opublikowan[oey]|napisane|đăng|diposting|ditulis|inserito|публикувана?)\s+)?(?:by|von|par|por|di|door|av|af|przez|bởi|oleh|da|от)[\s:：]+\S|^(?:опубликовал(?:\(?а\)?)?|опублікува(?:в|ла))\s+\S|^[가-힣]{2,4} ?(?:기자|특파원)(?:\s|$)|^由\s*\S.*(?:发表于|發表於)|^\S+(?: \S+){0,4} tarafından(?:\W|$)|^(?:author|authors|autor|autorin|auteur|autore|forfatter|szerző|tác giả|автор|yazar|text|from|投稿者|작성자|作者|執筆者?|著者|文|الكاتب|المؤلف|كتبه|نویسنده|लेखक|লেখক|ผู้เขียน|συντάκτης|συγγραφέας)\s*[:：]\s*\S|^(?:بقلم|מאת|โดย)[\s:：]+\S",
    )
    .ok()
});

/// The same inside a line that names a date or a category first.
const WORD: &str = r"(?:^|[\s|•·,–—/-])(?:(?i:by|von|par|por|door|bởi|przez|posted by|published by|guest (?:post|blog|article|column) from)[\s:]+|(?i:author|autor(?:in)?|auteur|autore|автор|作者|投稿者|執筆者?)\s*[:：]\s*|(?i:redaktion)\s*:\s*)";

/// That word; in the group what begins behind it.
static INSIDE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"{WORD}(@?[\p{{L}}\p{{N}}_.'’-])")).ok());

/// What stands behind the first word for authorship inside a line, up to its end. A text of several lines ends with the last one.
fn behind_word(text: &str) -> Option<&str> {
    let last_line = text.rfind('\n').map_or(0, |at| at + 1);
    let mut from = 0;
    loop {
        let found = INSIDE.as_ref()?.captures_at(text, from)?;
        let (whole, name) = (found.get(0)?, found.get(1)?);
        if name.start() >= last_line {
            return text.get(name.start()..);
        }
        from = text.ceil_char_boundary(whole.start() + 1);
    }
}

/// A line that says of whom the post is a message: `A letter from Ada Park, Chief Technology Officer`.
static FROM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?i:(?:an? |the )?(?:(?:personal|open|important|special|short|brief) )?(?:message|letter|statement|note|update|word) (?:from|by) )(\p{Lu}\S+ .*)$").ok()
});

/// Words for authorship that a sentence about the author holds.
static WROTE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:^|[^\p{L}])(?:written|posted|published|authored|created|submitted|contributed|guest (?:post|blog|article|column|essay)(?: (?:is|was|written))*|geschrieben|verfasst|ver[öo]ffentlicht|erstellt|gepostet|[ée]crite?|publi[ée]e?|r[ée]dig[ée]e?|escrit[oa]|publicad[oa]|scritt[oa]|napisan\p{L}*|opublikowan\p{L}*)(?:[^\p{L}]|$)",
    )
    .ok()
});

/// The end of a sentence with another one behind it; initials and `Jr.` end none.
static SENTENCE_END: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\p{Ll}{3,}[.!?]['’”»)]?\s+['‘“«(]?\p{Lu}").ok());

/// The first sentence of a line, where another one stands behind it. The stop of `Prof. Park` ends none.
fn first_sentence(text: &str) -> Option<&str> {
    let ends = SENTENCE_END.as_ref()?.find_iter(text);
    let mut stops = ends.filter_map(|end| Some(end.start() + end.as_str().find(['.', '!', '?'])?));
    let sentence = |stop: usize| text.get(..stop).filter(|sentence| !sentence.ends_with("rof"));
    stops.find_map(sentence)
}

/// `作者：王小明`, and `作者王小明` in the line of the date: Chinese parts words by nothing, and has no capitals.
fn han_author(page: &Page<'_>, text: &str) -> Option<Named> {
    static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        super::credits::small(r"(?:作者|撰文|执笔|執筆)(\s*[:：]\s*|\s?)(\p{Han}{2,4})(?:$|[\s|，,（(【])")
    });
    // Nobody's names: unknown, the net, this site, an editor, the latest posts.
    const NEVER: [char; 14] =
        ['未', '佚', '网', '網', '本', '原', '最', '文', '编', '編', '来', '來', '整', '其'];
    let found = text.contains(['作', '撰', '执', '執']).then(|| LABEL.as_ref()?.captures(text)).flatten()?;
    let (mark, name) = (found.get(1)?.as_str(), found.get(2)?.as_str());
    let says = mark.contains([':', '：']) || has_date(page, text);
    let is_name = says && !name.contains(NEVER) && kind_of(name) == AuthorKind::Person && is_plausible(name);
    is_name.then(|| Named::of(Written { name: name.to_owned(), job_title: None }))
}

/// A team by its name.
static TEAM: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:[Tt]he )?(?:\p{Lu}[\p{L}\p{N}.&’'-]* ){1,5}[Tt]eam$").ok());

/// The byline in the text, if there is one.
pub(super) fn found(page: &Page<'_>, headline: Option<usize>, ground: &Ground) -> Vec<Group> {
    let range = match headline {
        Some(at) => at.saturating_sub(BEFORE)..at + BEHIND,
        None => 0..BEHIND + BEFORE,
    };
    let mut groups: Vec<Group> = Vec::new();
    groups.extend(headline.and_then(|at| beside_date(page, at)));
    for at in range {
        let Some(block) = page.blocks.list.get(at) else { break };
        let elsewhere =
            Zone::COMMENTS.with(Zone::TEASER).with(Zone::NAVIGATION).with(Zone::FOOTER).with(Zone::ASIDE);
        if ground.zone(at, block).meets(elsewhere) || block.text.len() > MAX_LINE || Some(at) == headline {
            continue;
        }
        if ground.is_of_others(at) || ground.is_quoted(page, at) || is_of_work(page, at) {
            continue;
        }
        let next = title_over_lines(page, at + 1);
        let (text, title) = without_title(block);
        if let Some(mut people) = line(page, &text, next.as_deref()) {
            if let ([only], Some(title)) = (people.as_mut_slice(), title) {
                only.job_title.get_or_insert(title);
            }
            // `Authors`, `Ada Park`, `Bo Lind`: each on a line of its own.
            if let Some(all) = sign_off::under_label(page, at).filter(|all| all.len() > people.len()) {
                people = all;
            }
            let starts = START.as_ref().is_some_and(|start| start.is_match(&text));
            let weight = if starts { 75 } else { 71 };
            groups.push(Group { source: "byline:text".to_owned(), weight, people });
            break;
        }
        if let Some(person) = linked_handle(page, at) {
            groups.push(Group { source: "byline:text".to_owned(), weight: 66, people: vec![person] });
        }
    }
    groups
}

/// `by`, `adapark`: a word alone below a word for authorship is a name where all of it is a link.
fn linked_handle(page: &Page<'_>, at: usize) -> Option<Named> {
    let label = page.blocks.list.get(at).filter(|block| is_label(&block.text));
    let next = label.and(page.blocks.list.get(at + 1)).filter(|next| next.linked >= next.text.len())?;
    let name = next.text.as_str();
    let is_handle = (3..=30).contains(&name.len())
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && is_plausible(name)
        && !is_generic(name)
        && kind_of(name) == AuthorKind::Person;
    is_handle.then(|| Named::of(Written { name: name.to_owned(), job_title: None }))
}

/// Whether the block is a row of a table that names who made a work, one deed beside another: `Written by`, `Directed by`.
pub(super) fn is_of_work(page: &Page<'_>, at: usize) -> bool {
    const AROUND: usize = 4;
    let is_row = |block: &Block| {
        let kind = page.blocks.places.get(block.place).map(|place| place.kind);
        matches!(kind, Some(Kind::Table | Kind::Cell | Kind::Definition))
    };
    let is_other = |other: &usize| {
        let row = page.blocks.list.get(*other).filter(|block| block.text.len() <= MAX_LINE && is_row(block));
        *other != at && row.is_some_and(|block| is_credit(&block.spaced()))
    };
    page.blocks.list.get(at).is_some_and(is_row)
        && (at.saturating_sub(AROUND)..=at + AROUND).any(|other| is_other(&other))
}

/// The words of a block, with those of the next one where that goes on with `and`: a title over two lines.
fn title_over_lines(page: &Page<'_>, at: usize) -> Option<String> {
    // `Authors`, `Name`, `Ada Park`: a label of a label.
    let is_name = |at: usize| page.blocks.list.get(at).is_some_and(|block| block.text == "Name");
    let at = if is_name(at) { at + 1 } else { at };
    let block = page.blocks.list.get(at).filter(|block| !is_heading_of_more(block))?;
    let text = &without_button(block);
    let goes_on = page.blocks.list.get(at + 1).map(|block| block.text.as_str()).filter(|next| {
        let is_joint = ["and ", "& ", "und ", "et ", "y "].iter().any(|joint| next.starts_with(joint));
        is_joint && text.len() + next.len() < 90 && reads_like_title(text)
    });
    Some(goes_on.map_or_else(|| text.clone(), |next| format!("{text} {next}")))
}

/// The block's words without a button at its end that only style sheets part from them: `Sports Editor` `Follow`.
fn without_button(block: &Block) -> String {
    const BUTTONS: &[&str] = &["Follow", "Share", "Bio", "Contact", "Email"];
    let last = block.pieces().map(str::trim).filter(|piece| !piece.is_empty()).last();
    let button = last.filter(|last| BUTTONS.contains(last) && last.len() < block.text.len());
    let words = button.and_then(|button| block.text.strip_suffix(button));
    words.map_or(block.text.as_str(), str::trim_end).to_owned()
}

/// The block's words without a piece that is a job title and nothing else (`By`, `Ada Park`, `Data Editor`),
/// and that title.
fn without_title(block: &Block) -> (String, Option<String>) {
    let pieces: Vec<&str> = block.pieces().map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let is_title = |at: usize, piece: &str| {
        at > 0
            && pieces.get(at - 1).is_some_and(|name| looks_like_person(without_by(name)))
            && piece.chars().next().is_some_and(char::is_uppercase)
            && reads_like_title(piece)
    };
    let Some(at) = pieces.iter().enumerate().position(|(at, piece)| is_title(at, piece)) else {
        return (block.spaced().into_owned(), None);
    };
    let title = pieces.get(at).map(|title| (*title).to_owned());
    let others: Vec<&str> =
        pieces.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, piece)| *piece).collect();
    (others.join(" "), title)
}

fn without_by(text: &str) -> &str {
    text.strip_prefix("By ").or_else(|| text.strip_prefix("by ")).unwrap_or(text)
}

/// A line near the headline that starts with a word for authorship, in a part of the page that holds no byline
/// as a rule (a menu, a side column): only where nobody else is named.
///
/// Behind the text such a line is of another post.
pub(super) fn last_resort(
    page: &Page<'_>,
    headline: Option<usize>,
    body: &Range<usize>,
    ground: &Ground,
) -> Option<Group> {
    let at = headline.unwrap_or(0);
    let near = at.saturating_sub(BEFORE)..(at + BEHIND).min(body.end.max(at + 1));
    let own =
        near.filter(|at| !ground.is_of_others(*at) && !ground.is_quoted(page, *at) && !is_of_work(page, *at));
    let people = own.filter_map(|at| page.blocks.list.get(at)).find_map(|block| {
        let elsewhere = block.zone.meets(Zone::COMMENTS.with(Zone::TEASER)) || block.text.len() > MAX_LINE;
        let text = block.spaced();
        let starts = !elsewhere && START.as_ref().is_some_and(|start| start.is_match(&text));
        let people = starts.then(|| line(page, &text, None)).flatten()?;
        people.iter().all(|person| looks_like_person(&person.name)).then_some(people)
    });
    let people = people.or_else(|| {
        let whole = headline? + 1..body.end + BEHIND;
        let own = whole
            .filter(|at| !ground.is_of_others(*at) && !ground.is_quoted(page, *at) && !is_of_work(page, *at));
        own.into_iter().find_map(|at| sign_off::under_label(page, at))
    })?;
    Some(Group { source: "byline:last-resort".to_owned(), weight: 35, people })
}

/// Under the headline, in the line of the date or in the one before it: `April 8, 2014 | NAME, TITLE`, or a
/// team by its name alone. A name alone may be a place or a category, so that a person needs a title there.
fn beside_date(page: &Page<'_>, headline: usize) -> Option<Group> {
    let under = headline + 1..headline + 1 + UNDER;
    let plain = |at: usize| page.blocks.list.get(at).filter(|block| is_short(block));
    let people = under.into_iter().find_map(|at| {
        let text = plain(at)?.spaced();
        if is_credit(&text) {
            return None;
        }
        let next = plain(at + 1).map(|block| block.spaced());
        let is_dated = has_date(page, &text);
        if !is_dated && !next.is_some_and(|next| has_date(page, &next)) {
            return None;
        }
        let written = split(&text, &page.context);
        let [first] = written.as_slice() else { return None };
        let is_titled = first.job_title.is_some() && looks_like_person(&first.name);
        let is_team = TEAM.as_ref().is_some_and(|team| team.is_match(&first.name));
        (is_titled || is_team).then_some(written)
    })?;
    let people = people.into_iter().map(Named::of).collect();
    Some(Group { source: "byline:beside-date".to_owned(), weight: 64, people })
}

fn is_short(block: &Block) -> bool {
    let elsewhere =
        Zone::COMMENTS.with(Zone::TEASER).with(Zone::NAVIGATION).with(Zone::FOOTER).with(Zone::ASIDE);
    !block.zone.meets(elsewhere) && block.text.len() <= 120 && block.level.is_none()
}

fn line(page: &Page<'_>, text: &str, next: Option<&str>) -> Option<Vec<Named>> {
    let text = &without_credits(text)?;
    let starts = START.as_ref()?.is_match(text);
    // `Posted by Ada Park. Filed under News.` names her; a name inside of a text of several sentences is one that is spoken of.
    let text = match first_sentence(text) {
        Some(first) if starts => first,
        Some(_) => return None,
        None => text,
    };
    let part = if starts {
        text
    } else if is_label(text) {
        next?
    } else {
        if let Some(author) = han_author(page, text) {
            return Some(vec![author]);
        }
        if let Some(from) = FROM.as_ref().and_then(|from| from.captures(text)?.get(1)) {
            return written_by(page, from.as_str());
        }
        let part = behind_word(text)?;
        // "… in many distributions by default." and "The fix was made by Bo Lind." are sentences; only one that says who
        // wrote names an author.
        let is_sentence = text.ends_with('.') && text.split_whitespace().count() > 5;
        let says_who_wrote =
            part.starts_with(char::is_uppercase) && WROTE.as_ref().is_some_and(|wrote| wrote.is_match(text));
        (!is_sentence || says_who_wrote).then_some(part)?
    };
    // `Tweets by @ada`: an account is whose post it is where the line says when that was.
    if part.starts_with('@') && !has_date(page, text) {
        return None;
    }
    let mut written: Vec<Written> = split(part, &page.context);
    if starts {
        written.retain(|written| written.name.split_whitespace().count() <= 5);
    } else {
        written.retain(|written| looks_like_person(&written.name) || has_date(page, text));
    }
    for written in &mut written {
        // `By the Example Security Team`.
        let team = written
            .name
            .strip_prefix("the ")
            .filter(|rest| TEAM.as_ref().is_some_and(|team| team.is_match(rest)));
        if let Some(rest) = team.map(str::to_owned) {
            written.name = rest;
        }
    }
    // A byline starts with a capital, unless it is a handle beside a date; `By April 8, 2014 all servers were patched.`
    // is none.
    let first = written.first()?;
    let capital = first.name.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_ascii());
    let words = first.name.split_whitespace().count();
    if !capital && words > 1 && (words > 2 || !has_date(page, text)) {
        return None;
    }
    if let (Some(last), Some(next)) = (written.last_mut(), next)
        && last.job_title.is_none()
        && text.len() < 80
        && next.len() < 100
        && reads_like_title(next)
        && !next.to_lowercase().contains("by ")
    {
        last.job_title = Some(next.to_owned());
    }
    Some(written.into_iter().map(Named::of).collect())
}

/// The people whose message it is: only such with a title, since organisations send most of them.
fn written_by(page: &Page<'_>, text: &str) -> Option<Vec<Named>> {
    let written = split(text, &page.context);
    let is_named = |one: &Written| looks_like_person(&one.name) && one.job_title.is_some();
    (!written.is_empty() && written.iter().all(is_named))
        .then(|| written.into_iter().map(Named::of).collect())
}

fn has_date(page: &Page<'_>, text: &str) -> bool {
    crate::dates::has_digit(text) && !crate::dates::find(text, &page.context, "").is_empty()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_stands_behind_a_word_is_what_an_expression_of_the_whole_line_says(
            text in "[a|–é \n]{0,3}((by|VON|posted by|Par|door|autorin|redaKtion|guest post from|作者)[ :：\n]{0,2}@?[A-zé\u{301} \n]{0,4}[ \n•-]?){0,4}",
        ) {
            let whole = Regex::new(&format!(r"{WORD}(@?\p{{Lu}}?[\p{{L}}\p{{N}}_.'’-]+.*)$")).unwrap();
            let expected = whole.captures(&text).map(|found| found.get(1).unwrap().as_str());
            prop_assert_eq!(behind_word(&text), expected);
        }
    }
}
