//! The year of times that name none. A page can stand for years before it is read, so the moment of reading says little:
//! asked are the address, then the full dates that the page declares, then those of the same line.

use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use model::{Certainty, Precision, Stamp, StampRole};

use super::super::page::Page;
use super::address;
use super::candidate::{Found, weight};
use super::labels::Label;
use crate::dates::{self, Anchor, DateContext};

/// What a page says of its year.
pub(super) struct Years {
    /// The day of the address, or the middle of its month.
    address: Option<NaiveDate>,
    /// The first day that the address can mean.
    address_from: Option<NaiveDate>,
    /// The full date of publication that counts most, beside that of the address.
    published: Option<NaiveDate>,
    /// The full dates of updates.
    updated: Vec<NaiveDate>,
}

impl Years {
    /// What the times of the page say of its year.
    pub(super) fn of(page: &Page<'_>, found: &[Found]) -> Self {
        let day = address::found(page).map(|found| found.stamp.local.date());
        let month = address::month(page);
        let declared = |role: StampRole| {
            found.iter().filter(move |found| {
                found.role == role
                    && found.weight >= weight::STATE
                    && is_named(&found.stamp)
                    && !["line:", "url:"].iter().any(|rule| found.stamp.source.starts_with(rule))
            })
        };
        let published = declared(StampRole::Published).max_by_key(|found| found.weight);
        Self {
            address: day.or_else(|| month?.checked_add_days(Days::new(14))),
            address_from: day.or(month),
            published: published.map(|found| found.stamp.local.date()),
            updated: declared(StampRole::Updated).map(|found| found.stamp.local.date()).collect(),
        }
    }

    /// The day from which on the page stood, as far as it says so: of an address that says no more than the month,
    /// the day of that month that is declared.
    pub(super) fn since(&self) -> Option<NaiveDate> {
        let Some(address) = self.address_from else { return self.published };
        let month = |day: NaiveDate| (day.year(), day.month());
        Some(self.published.filter(|day| month(*day) == month(address)).unwrap_or(address))
    }

    /// Gives a time that names no year the one that the page says.
    pub(super) fn complete(&self, page: &Page<'_>, found: &mut Found) {
        if is_named(&found.stamp) {
            return;
        }
        let stamp = &found.stamp;
        let read = |anchor| dates::read_again(stamp, &DateContext { anchor, ..page.context });
        let near = |day| read(Anchor::Near(day));
        // The same day with a year leaves no question.
        let same = |day: NaiveDate| near(day).filter(|stamp| stamp.local.date() == day);
        let labelled =
            |wanted| found.beside.iter().find(|(said, _)| *said == Some(wanted)).map(|(_, day)| *day);
        let same_beside = || found.beside.iter().find_map(|(_, day)| same(*day));
        let completed = match found.role {
            StampRole::Published => {
                let before_update = || {
                    let last = labelled(Label::Updated)?.and_time(NaiveTime::MIN);
                    dates::read_again(stamp, &page.context.until(Some(last)))
                };
                let of_page = self.address.and_then(near).or_else(|| near(self.published?));
                of_page
                    .or_else(same_beside)
                    .or_else(|| near(labelled(Label::Published)?))
                    .or_else(before_update)
            }
            StampRole::Updated => {
                let since = |day| read(Anchor::Since(day));
                let of_page = self.updated.iter().find_map(|day| same(*day)).or_else(|| since(self.since()?));
                of_page.or_else(same_beside).or_else(|| since(labelled(Label::Published)?))
            }
            StampRole::Recorded | StampRole::Edited => None,
        };
        if let Some(completed) = completed {
            found.stamp = completed;
        }
    }
}

/// Gives an update that names no year the one in which it follows the publication on `day`.
pub(super) fn complete_since(page: &Page<'_>, found: &mut Found, day: NaiveDate) {
    if found.role != StampRole::Updated || is_named(&found.stamp) {
        return;
    }
    let context = DateContext { anchor: Anchor::Since(day), ..page.context };
    if let Some(completed) = dates::read_again(&found.stamp, &context) {
        found.stamp = completed;
    }
}

/// Whether it is the day that is meant, its year included.
pub(super) fn is_named(stamp: &Stamp) -> bool {
    stamp.certainty != Certainty::Ambiguous && stamp.precision >= Precision::Day
}
