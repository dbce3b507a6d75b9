//! What the texts say of the criteria.

use sqlx::FromRow;

/// A signal that is looked for.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct SignalKind {
    /// Its name.
    pub signal: String,
    /// transparency, disclosure or practice.
    pub criterion: String,
    /// When a text holds it.
    pub meaning: String,
    /// Whether it is a suggestion for coders only, and counts nowhere.
    pub suggestion: bool,
}

/// Catalogued in the order of the criteria; a report shows them in this one.
pub(super) const KINDS: &str = "\
select signal, criterion, meaning, suggestion from signal_kinds
 where exists (select 1 from incidents where slug = $1)
 order by array_position(array['transparency', 'disclosure', 'practice'], criterion),
          array_position(array['affected', 'unaffected', 'exposure-window', 'patch-time', 'action', 'withheld', 'unknowns',
                               'no-evidence', 'check-tool', 'patch-management', 'disclosure-policy', 'next-steps',
                               'password-advice', 'credential-advice', 'where-to-ask', 'future-updates'], signal), signal";

/// What became of one signal in all communications of a provider.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct SignalPart {
    /// The provider's slug.
    pub provider: String,
    /// The signal.
    pub signal: String,
    /// found, shared, no-rule-matched or not-assessed.
    pub answer: String,
    /// What the rules tell beyond it, such as which actions.
    pub value: Option<String>,
    /// How many communications hold it.
    pub communications: i64,
    /// How many could be assessed.
    pub assessed: i64,
    /// How many have words that no rule read.
    pub not_assessed: i64,
}

pub(super) const PARTS: &str = "\
select provider, part as signal, answer, value, communications, assessed, coalesce(not_assessed, 0) as not_assessed
  from research.scorecard
 where incident = $1 and criterion in ('transparency', 'disclosure', 'practice')
 order by provider, part";

/// A place where a rule found a signal.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct SignalPlace {
    /// The provider's slug.
    pub provider: String,
    /// The signal.
    pub signal: String,
    /// Whether it is a suggestion for coders only.
    pub suggestion: bool,
    /// What the rule tells beyond it.
    pub detail: Option<String>,
    /// provider, third-party or reader.
    pub actor: String,
    /// The sentence.
    pub quote: String,
    /// The rule.
    pub rule: String,
    /// Its version.
    pub rule_version: i32,
    /// Where it stands in the text: first byte.
    pub span_start: i32,
    /// One past its last byte.
    pub span_end: i32,
    /// The communication.
    pub communication_id: i64,
    /// incident, or shared where it may be about another subject of the text.
    pub scope: String,
}

pub(super) const PLACES: &str = "\
select provider, signal, suggestion, detail, actor, quote, rule, rule_version, span_start, span_end, communication_id, scope
  from research.signals where incident = $1 and answer = 'found'
 order by communication_id, span_start, signal, rule";
