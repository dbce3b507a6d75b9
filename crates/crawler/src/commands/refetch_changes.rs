//! What a re-fetch changed, what it did not, and of what it cannot tell.

use std::collections::BTreeMap;

use model::Receipt;
use store::Look;

use crate::crew::{Listener, Tally};

/// Prints what each visit changed, and what it could not do.
#[derive(Default)]
pub struct Changes {
    /// The addresses that were visited, and how each visit ended, as in `observations.outcome`.
    seen: BTreeMap<String, String>,
    /// Whether there was anything new.
    any: bool,
}

/// How many addresses were asked and showed nothing, so that nothing is known of what they hold now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unseen {
    /// Those that list posts: where one is not seen, neither are new posts.
    pub listings: usize,
    /// All of them.
    pub all: usize,
}

impl Changes {
    /// A look that another process made meanwhile, where this one did not visit its address.
    pub fn also(&mut self, look: &Look) {
        if !self.seen.contains_key(&look.address) {
            self.any |= look.communications > 0;
            self.print(&look.address, &look.outcome, look.detail.as_deref(), &look.posts, &look.revisions);
            self.seen.insert(look.address.clone(), look.outcome.clone());
        }
    }

    /// The addresses that showed nothing; `listings` are those that list posts. That a post is missing is something
    /// that was seen, but a list that is missing shows nothing of its posts. A robots.txt is no statement.
    pub fn unseen<'a>(&self, listings: impl Iterator<Item = &'a str>) -> Unseen {
        let is_blind = |outcome: &str| matches!(outcome, "error" | "failed" | "disallowed");
        let listings = listings.filter_map(|address| self.seen.get(address)).fold(
            (0, 0),
            |(blind, missing), outcome| {
                (blind + usize::from(is_blind(outcome)), missing + usize::from(outcome == "missing"))
            },
        );
        let all = self
            .seen
            .iter()
            .filter(|(address, outcome)| is_blind(outcome) && !address.ends_with("/robots.txt"))
            .count();
        Unseen { listings: listings.0 + listings.1, all: all + listings.1 }
    }

    /// What is said where nothing new was found, with `unfinished` where some addresses were not asked at all. Of what
    /// was not seen nothing is known, least of all that it is as it was.
    pub fn nothing_told(&self, unseen: &Unseen, unfinished: bool) -> Option<String> {
        let asked = self.seen.keys().filter(|address| !address.ends_with("/robots.txt")).count();
        let seen = asked.saturating_sub(unseen.all);
        let could_not = match unseen.all {
            0 => None,
            1 => Some("1 address showed nothing".to_owned()),
            many => Some(format!("{many} addresses showed nothing")),
        };
        match (self.any, could_not, seen) {
            (true, None, _) | (false, None, 0) if unfinished || self.any => None,
            (true, Some(could_not), _) | (false, Some(could_not), 0) => {
                Some(format!("{could_not}: what stands there now is not known"))
            }
            (false, Some(could_not), _) => Some(format!(
                "nothing changed in what was looked at; {could_not}: what stands there now is not known"
            )),
            (false, None, _) if unfinished => Some("nothing changed in what was looked at".to_owned()),
            _ => Some("nothing changed".to_owned()),
        }
    }

    fn print(
        &mut self,
        address: &str,
        outcome: &str,
        detail: Option<&str>,
        posts: &[String],
        revisions: &[String],
    ) {
        for title in posts {
            say!("new post      {title}  <{address}>");
        }
        for title in revisions {
            say!("new revision  {title}  <{address}>");
        }
        match posts.is_empty() && revisions.is_empty() {
            true => {
                let detail = detail.map(|detail| format!("  ({detail})")).unwrap_or_default();
                say!("{outcome:<13} {address}{detail}");
            }
            false => self.any = true,
        }
    }
}

impl Listener for Changes {
    fn finished(&mut self, address: &str, receipt: &Receipt, _tally: &Tally) {
        self.seen.insert(address.to_owned(), receipt.outcome.clone());
        self.any |= receipt.communications > 0;
        let detail = receipt.detail.as_deref();
        self.print(address, &receipt.outcome, detail, &receipt.posts, &receipt.revisions);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(looks: &[(&str, &str)], any: bool) -> Changes {
        let seen =
            looks.iter().map(|(address, outcome)| ((*address).to_owned(), (*outcome).to_owned())).collect();
        Changes { seen, any }
    }

    fn told(looks: &[(&str, &str)], any: bool, unfinished: bool) -> (usize, Option<String>) {
        let changes = after(looks, any);
        let unseen = changes.unseen(["https://a.example/feed"].into_iter());
        (unseen.listings, changes.nothing_told(&unseen, unfinished))
    }

    #[test]
    fn it_is_never_said_that_nothing_changed_where_nothing_was_seen() {
        let nothing = "1 address showed nothing: what stands there now is not known";
        for outcome in ["failed", "error", "disallowed", "missing"] {
            let (listings, told) = told(&[("https://a.example/feed", outcome)], false, false);
            assert_eq!((listings, told.as_deref()), (1, Some(nothing)), "{outcome}");
        }
        let looks = [("https://a.example/feed", "unchanged"), ("https://a.example/post", "failed")];
        let (listings, told_of_one) = told(&looks, false, false);
        assert_eq!(listings, 0);
        let text = told_of_one.unwrap();
        assert!(
            text.starts_with("nothing changed in what was looked at; 1 address showed nothing"),
            "{text}"
        );
        assert_eq!(told(&looks, true, false).1.as_deref(), Some(nothing), "beside what is new as well");
    }

    #[test]
    fn nothing_changed_is_said_of_all_only_where_all_was_seen() {
        let seen = [("https://a.example/feed", "unchanged"), ("https://a.example/post", "missing")];
        assert_eq!(told(&seen, false, false), (0, Some("nothing changed".to_owned())));
        let robots = [("https://a.example/feed", "unchanged"), ("https://a.example/robots.txt", "missing")];
        assert_eq!(told(&robots, false, false), (0, Some("nothing changed".to_owned())));
        assert_eq!(told(&seen, false, true), (0, Some("nothing changed in what was looked at".to_owned())));
        assert_eq!(told(&seen, true, false), (0, None));
        assert_eq!(told(&[], false, true), (0, None), "all of it is left");
    }
}
