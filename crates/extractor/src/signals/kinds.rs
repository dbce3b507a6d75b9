//! The catalogue of signals: what each means and which criterion asks for it.

use model::Signal;

/// What a signal is evidence for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Criterion {
    /// Transparency about impact and risk.
    Transparency,
    /// What is openly said to be unknown, and how flaws are handled.
    Disclosure,
    /// What readers are told to do.
    Practice,
}

impl Criterion {
    /// The name used in JSON and SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Transparency => "transparency",
            Self::Disclosure => "disclosure",
            Self::Practice => "practice",
        }
    }
}

/// What a signal is. The database holds the same in `signal_kinds`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Which one.
    pub signal: Signal,
    /// What it is evidence for.
    pub criterion: Criterion,
    /// When a text holds it.
    pub meaning: &'static str,
    /// Whether its rules are not exact enough to stand without a person.
    pub suggestion: bool,
}

/// All signals, criterion by criterion.
pub fn kinds() -> impl Iterator<Item = Kind> {
    Signal::ALL.into_iter().map(kind)
}

/// What `signal` is.
pub fn kind(signal: Signal) -> Kind {
    use Criterion::{Disclosure, Practice, Transparency};
    let (criterion, meaning) = match signal {
        Signal::Affected => (
            Transparency,
            "Says or plainly implies that a service, product, system or credential of its own was affected, was vulnerable or had to be fixed.",
        ),
        Signal::Unaffected => (
            Transparency,
            "Says that a named service, kind of data or component of its own is not affected. Not: that there is no evidence of harm.",
        ),
        Signal::ExposureWindow => (
            Transparency,
            "Lets the reader place the beginning, the end or the length of its own exposure or compromise.",
        ),
        Signal::PatchTime => {
            (Transparency, "Gives a date, a time or a measured duration for a fix or a mitigation.")
        }
        Signal::Action => (
            Transparency,
            "Says that something was done about it; which action is in signals.detail, who did it in signals.actor.",
        ),
        Signal::Withheld => (Transparency, "Says that something is not told."),
        Signal::Unknowns => (
            Disclosure,
            "Admits that something about impact or cause is not known, cannot be known or is still examined.",
        ),
        Signal::NoEvidence => (
            Disclosure,
            "Claims that there is no evidence or indication of exploitation or harm. Neither the same as unaffected nor as candour.",
        ),
        Signal::CheckTool => (
            Disclosure,
            "Gives a way to find out whether the reader or the service is affected: a tool, a command, a list of indicators.",
        ),
        Signal::PatchManagement => (
            Disclosure,
            "Says which versions are affected or fixed, or when a fixed release is to be expected.",
        ),
        Signal::DisclosurePolicy => (
            Disclosure,
            "Names a channel or a policy for reports of flaws, or credits a report that came through it.",
        ),
        Signal::NextSteps => {
            (Practice, "Tells readers what to do, or in so many words that nothing is to be done.")
        }
        Signal::PasswordAdvice => (Practice, "Advises on passwords, in either direction."),
        Signal::CredentialAdvice => {
            (Practice, "Advises on keys, tokens, certificates or other secrets of the reader.")
        }
        Signal::WhereToAsk => (Practice, "Invites questions, or names a place or a person for them."),
        Signal::FutureUpdates => (Practice, "Promises further information, or says where it will appear."),
    };
    Kind { signal, criterion, meaning, suggestion: SUGGESTIONS.contains(&signal) }
}

/// Signals whose rules were not shown to be right in 85 of 100 texts that they had not seen (docs/SIGNALS.md). Nobody has labelled
/// texts with the first two.
const SUGGESTIONS: &[Signal] =
    &[Signal::Withheld, Signal::PatchManagement, Signal::Action, Signal::CheckTool, Signal::ExposureWindow];
