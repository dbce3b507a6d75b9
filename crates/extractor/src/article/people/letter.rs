//! Who sent a letter, as archives of mailing lists show it.

use super::super::mail;
use super::super::page::Page;
use super::found::{Group, Named};
use super::names::split;
use crate::dates;

/// So many blocks under the headline may name the sender.
const UNDER: usize = 2;

/// The sender in the head of the letter that the page shows, or in the line under its headline and above its date.
pub(super) fn found(page: &Page<'_>, headline: Option<usize>) -> Option<Group> {
    let in_head = || mail::sender(mail::head(page)?.from?);
    let from = in_head().or_else(|| under_headline(page, headline?))?;
    let people: Vec<Named> = split(from, &page.context).into_iter().map(Named::of).collect();
    (!people.is_empty()).then(|| Group { source: "letter:from".to_owned(), weight: 74, people })
}

fn under_headline<'a>(page: &'a Page<'_>, headline: usize) -> Option<&'a str> {
    let blocks = page.blocks.list.get(headline + 1..)?;
    blocks.iter().take(UNDER).enumerate().find_map(|(at, block)| {
        let sender = mail::hidden_sender(&block.text)?;
        let next = blocks.get(at + 1).filter(|next| next.text.len() <= 60 && dates::has_digit(&next.text))?;
        dates::parse(&next.text, &page.context, "").map(|_| sender)
    })
}
