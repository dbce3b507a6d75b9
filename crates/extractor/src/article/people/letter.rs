//! Who sent a letter, as archives of mailing lists show it.

use super::super::mail;
use super::super::page::Page;
use super::found::{Group, Named};
use super::names::split;

/// The sender in the head of the letter that the page shows.
pub(super) fn found(page: &Page<'_>) -> Option<Group> {
    let from = mail::sender(mail::head(page)?.from?)?;
    let people: Vec<Named> = split(from, &page.context).into_iter().map(Named::of).collect();
    (!people.is_empty()).then(|| Group { source: "letter:from".to_owned(), weight: 74, people })
}
