//! What was found, and what was looked at on the way.

use model::SourceKind;
use url::Url;

/// A source that is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What it would be.
    pub kind: SourceKind,
    /// Its address, as it answered.
    pub url: Url,
    /// What its document is, by its shape, and how many posts or entries it held.
    pub holds: String,
    /// The adapter that read it.
    pub adapter: String,
    /// How its address was come by.
    pub why: String,
}

/// What a domain has to follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discovery {
    /// The domain that was asked for.
    pub domain: String,
    /// The provider's name: given, or as the site names itself, or made of the domain.
    pub name: String,
    /// What is proposed, in the order of the kinds.
    pub proposals: Vec<Proposal>,
    /// Every other address that was looked at, and what it came to.
    pub passed_over: Vec<(Url, String)>,
}

impl Discovery {
    /// Adds a proposal, unless its address is proposed already.
    pub(super) fn propose(&mut self, proposal: Proposal) {
        if !self.proposals.iter().any(|it| it.url == proposal.url) {
            self.proposals.push(proposal);
        }
    }

    /// Says that an address was looked at in vain, once.
    pub(super) fn pass_over(&mut self, url: &Url, words: impl Into<String>) {
        let proposed = self.proposals.iter().any(|it| it.url == *url);
        if !proposed && !self.passed_over.iter().any(|(known, _)| known == url) {
            self.passed_over.push((url.clone(), words.into()));
        }
    }

    /// Whether a source of that kind is proposed.
    pub(super) fn has(&self, kind: SourceKind) -> bool {
        self.proposals.iter().any(|it| it.kind == kind)
    }
}
