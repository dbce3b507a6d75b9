//! Signals: what a text says of the criteria of transparency, disclosure and practice.

use serde::{Deserialize, Serialize};

use crate::Span;

/// Something that a text may say and that a criterion asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signal {
    /// A service of its own was affected.
    Affected,
    /// A named service of its own is not affected.
    Unaffected,
    /// When its exposure began or ended, or how long it was.
    ExposureWindow,
    /// When it was fixed or mitigated.
    PatchTime,
    /// What was done about it.
    Action,
    /// That something is not told.
    Withheld,
    /// What is not known.
    Unknowns,
    /// That there is no evidence of harm.
    NoEvidence,
    /// How readers find out whether they are affected.
    CheckTool,
    /// Which versions are affected or fixed.
    PatchManagement,
    /// How flaws are reported.
    DisclosurePolicy,
    /// What readers are to do.
    NextSteps,
    /// Advice on passwords.
    PasswordAdvice,
    /// Advice on keys, tokens and certificates.
    CredentialAdvice,
    /// Where questions are answered.
    WhereToAsk,
    /// That more will be told.
    FutureUpdates,
}

impl Signal {
    /// All of them, criterion by criterion.
    pub const ALL: [Self; 16] = [
        Self::Affected,
        Self::Unaffected,
        Self::ExposureWindow,
        Self::PatchTime,
        Self::Action,
        Self::Withheld,
        Self::Unknowns,
        Self::NoEvidence,
        Self::CheckTool,
        Self::PatchManagement,
        Self::DisclosurePolicy,
        Self::NextSteps,
        Self::PasswordAdvice,
        Self::CredentialAdvice,
        Self::WhereToAsk,
        Self::FutureUpdates,
    ];

    /// The name used in JSON and SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Affected => "affected",
            Self::Unaffected => "unaffected",
            Self::ExposureWindow => "exposure-window",
            Self::PatchTime => "patch-time",
            Self::Action => "action",
            Self::Withheld => "withheld",
            Self::Unknowns => "unknowns",
            Self::NoEvidence => "no-evidence",
            Self::CheckTool => "check-tool",
            Self::PatchManagement => "patch-management",
            Self::DisclosurePolicy => "disclosure-policy",
            Self::NextSteps => "next-steps",
            Self::PasswordAdvice => "password-advice",
            Self::CredentialAdvice => "credential-advice",
            Self::WhereToAsk => "where-to-ask",
            Self::FutureUpdates => "future-updates",
        }
    }

    /// The signal of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|signal| signal.as_str() == name)
    }
}

/// Who is said to have acted, or to be concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Actor {
    /// The provider that speaks.
    Provider,
    /// Somebody else, such as the provider's own host.
    ThirdParty,
    /// Those to whom it speaks.
    Reader,
}

impl Actor {
    /// The name used in JSON and SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::ThirdParty => "third-party",
            Self::Reader => "reader",
        }
    }
}

/// A place in a text where a rule found a signal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundSignal {
    /// What it is.
    pub signal: Signal,
    /// The rule's id.
    pub rule: String,
    /// The rule's version, from 1.
    pub rule_version: u32,
    /// What the rule tells beyond the signal, such as which action.
    pub detail: Option<String>,
    /// Who acted.
    pub actor: Actor,
    /// The sentence, white space folded and cut where it is long.
    pub quote: String,
    /// What the rule matched: bytes of the text.
    pub span: Span,
}

/// Why a text was not assessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotAssessed {
    /// The rules do not read its language.
    Language,
    /// Only a part of the text is here: what is not in it may stand in the rest.
    PartialCopy,
    /// There is no text.
    NoText,
    /// It names no flaw, incident, outage or guard against them often enough to be about one, and no incident that is known.
    NoConcern,
    /// The rules broke on it.
    Failed,
}

impl NotAssessed {
    /// The name used in JSON and SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Language => "language",
            Self::PartialCopy => "partial-copy",
            Self::NoText => "no-text",
            Self::NoConcern => "no-concern",
            Self::Failed => "failed",
        }
    }
}

/// Why a text was looked through for signals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadFor {
    /// For its own words: they are about a flaw, an incident, an outage or a guard against them.
    Words,
    /// Only because the post states something of an incident that is known: with other seeds it is not.
    Incident,
}

impl ReadFor {
    /// The name used in JSON and SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Incident => "incident",
        }
    }
}

/// What came of reading the text of a post, or of an update inside it, for signals. A signal that is not among
/// [`found`](Self::found) was not matched by any rule, which never means that the provider did not say it; and where
/// the text was not assessed, nothing is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignalReading {
    /// Index of the post in [`Extraction::posts`](crate::Extraction::posts).
    pub post: usize,
    /// Index of the update in [`Post::updates`](crate::Post::updates); `None` for the post itself.
    pub update: Option<usize>,
    /// The version of the rules.
    pub rules_version: String,
    /// Why the text was not assessed; `None` where it was.
    pub not_assessed: Option<NotAssessed>,
    /// Why the rules were tried on it; `None` where they were not, or broke.
    pub read_for: Option<ReadFor>,
    /// The signals, in the order of the text. What stands in a part of a text stands in the text.
    pub found: Vec<FoundSignal>,
}
