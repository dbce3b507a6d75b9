//! The time in the head of a letter, as archives of mailing lists show it.

use model::StampRole;

use super::super::mail;
use super::super::page::Page;
use super::candidate::{Found, place, weight};
use crate::dates;

/// When the letter was sent that the page shows.
pub(super) fn found(page: &Page<'_>) -> Option<Found> {
    let date = mail::head(page)?.date?;
    // Some archives put a link behind it: `Tue, 08 Apr 2014 14:32:11 +0200 [thread overview]`.
    let date = date.split('[').next().unwrap_or(date).trim();
    let mut stamp = dates::parse(date, &page.context, "letter:date")?;
    stamp.span = place(&page.document.text, &stamp.raw, None, page.body_at);
    Some(Found::new(StampRole::Published, stamp, weight::LABEL_PUBLISHED))
}
