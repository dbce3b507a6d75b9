//! A rule: which sentences hold a signal. Rules are data; `trail rules` prints them.

use model::{Actor, Signal};

/// Where a rule looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In sentences.
    Sentences,
    /// In headings.
    Headings,
    /// In both.
    Anywhere,
}

impl Place {
    /// The name used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sentences => "sentences",
            Self::Headings => "headings",
            Self::Anywhere => "anywhere",
        }
    }
}

/// Which sentences hold a signal, with an example of ours for either side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its name; never used for another rule.
    pub id: &'static str,
    /// From 1; raised when what it matches changes.
    pub version: u32,
    /// What a match says.
    pub signal: Signal,
    /// What a match tells beyond the signal, such as which action.
    pub detail: Option<&'static str>,
    /// Who acts, or is concerned.
    pub actor: Actor,
    /// Patterns of which one must match the sentence.
    pub wants: &'static [&'static str],
    /// Patterns one of which must match anywhere in the sentence as well, such as what it is about; empty where none need.
    pub with: &'static [&'static str],
    /// Patterns that must match the heading over the sentence, one of them; empty where any place will do.
    pub under: &'static [&'static str],
    /// Patterns none of which may match that heading, such as one over a list of what the provider is to do itself.
    pub unless_under: &'static [&'static str],
    /// Patterns none of which may match what was matched, with the two words before it.
    pub unless_within: &'static [&'static str],
    /// Patterns none of which may match the clause of the match.
    pub unless: &'static [&'static str],
    /// Patterns none of which may match anywhere in the sentence.
    pub unless_sentence: &'static [&'static str],
    /// A claim of the provider about itself: the text must speak for the provider within so many sentences.
    pub own: Option<usize>,
    /// Whether a question counts.
    pub questions: bool,
    /// Where it looks.
    pub place: Place,
    /// A sentence that it matches; after a line break where a heading stands over it.
    pub matches: &'static str,
    /// A sentence that looks alike and that it does not match.
    pub passes: &'static str,
}

/// What most rules have in common; the rest is said by each.
pub(super) const RULE: Rule = Rule {
    id: "",
    version: 8,
    signal: Signal::Affected,
    detail: None,
    actor: Actor::Provider,
    wants: &[],
    with: &[],
    under: &[],
    unless_under: &[],
    unless_within: &[],
    unless: &[],
    unless_sentence: &[],
    own: None,
    questions: false,
    place: Place::Sentences,
    matches: "",
    passes: "",
};

/// A claim of the provider about itself.
pub(super) const CLAIM: Rule = Rule { own: Some(2), ..RULE };
