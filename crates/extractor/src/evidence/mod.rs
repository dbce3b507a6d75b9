//! What an answer is evidence of: a pure function of the response.
//!
//! A status is not enough: a challenge, a missing page and a form to sign in come with 200 as well. They must
//! not become posts or revisions, and a real post that speaks of captchas must not be taken for one. So what
//! stands in the place of a document is recognised only where the page shows little besides.

mod challenge;
mod phrases;
mod scripts;
mod status;
mod visible;

use model::EvidenceClass;

pub(crate) use status::{leads_to_the_front, of_status};
use visible::Visible;

/// What the text of a document says of itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Page {
    /// Its class, by itself.
    pub(crate) class: EvidenceClass,
    /// How much it shows without scripts, in bytes, where it can only be read with them.
    pub(crate) needs_javascript: Option<usize>,
}

/// Judges the text of a document. `is_status` keeps the page of a status source from being taken for one that
/// stands in for a site: there, maintenance is what is spoken of.
pub(crate) fn of_page(text: &str, is_status: bool) -> Page {
    if !is_html(text) {
        return Page::default();
    }
    let page = Visible::of(text);
    let class = if challenge::is_challenge(&page) {
        EvidenceClass::Challenge
    } else if phrases::says_not_found(&page) {
        EvidenceClass::SoftNotFound
    } else if phrases::asks_to_sign_in(&page) {
        EvidenceClass::LoginWall
    } else if !is_status && phrases::says_maintenance(&page) {
        EvidenceClass::Maintenance
    } else {
        EvidenceClass::Ok
    };
    Page { class, needs_javascript: scripts::needs_javascript(&page) }
}

/// Whether it is a page for people. Feeds and the like are never a stand-in.
fn is_html(text: &str) -> bool {
    let head = text.trim_start_matches('\u{feff}').trim_start();
    let head: String = head.chars().take(512).collect::<String>().to_ascii_lowercase();
    let is_other = ["<?xml", "<rss", "<feed", "<urlset", "<sitemapindex", "{", "["];
    let is_xhtml = head.contains("<!doctype html") || head.contains("<html");
    head.starts_with('<') && (is_xhtml || !is_other.iter().any(|start| head.starts_with(start)))
}

#[cfg(test)]
mod tests;
