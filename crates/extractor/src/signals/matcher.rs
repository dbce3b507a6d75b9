//! All rules over all sentences of a text.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use model::{Actor, FoundSignal, Signal, Span};

use super::pattern::Pattern;
use super::reading::{Names, Sentence, sentences};
use super::rule::{Place, Rule};
use super::rules::all;

/// Places of one signal in one text beyond this number tell nothing new.
const MOST_EACH: usize = 40;
/// Longest quote, in characters.
const LONGEST_QUOTE: usize = 400;

/// Rules made ready, with the words without which none of their patterns can match.
static READY: LazyLock<Ready> = LazyLock::new(Ready::new);

struct Ready {
    rules: Vec<ReadyRule>,
    /// The number of each word that some pattern needs: those of one set in one pattern share a number.
    numbers: HashMap<String, Vec<usize>>,
    count: usize,
    /// Who acts where it is neither the provider nor the reader.
    third_party: Pattern,
}

struct ReadyRule {
    rule: &'static Rule,
    wants: Vec<(Pattern, Vec<usize>)>,
    under: Vec<Pattern>,
    unless_within: Vec<Pattern>,
    unless: Vec<Pattern>,
    unless_sentence: Vec<Pattern>,
}

impl Ready {
    fn new() -> Self {
        let mut ready = Self {
            rules: Vec::new(),
            numbers: HashMap::new(),
            count: 0,
            third_party: Pattern::new(THIRD_PARTY),
        };
        let mut known: HashMap<Vec<String>, usize> = HashMap::new();
        for rule in all() {
            let mut wants = Vec::new();
            for written in rule.wants {
                let pattern = Pattern::new(written);
                let mut needed = Vec::new();
                for words in pattern.needs() {
                    let next = known.len();
                    let number = *known.entry(words.clone()).or_insert(next);
                    if number == next {
                        for word in words {
                            ready.numbers.entry(word).or_default().push(number);
                        }
                    }
                    needed.push(number);
                }
                wants.push((pattern, needed));
            }
            let patterns =
                |written: &'static [&'static str]| written.iter().copied().map(Pattern::new).collect();
            ready.rules.push(ReadyRule {
                rule,
                wants,
                under: patterns(rule.under),
                unless_within: patterns(rule.unless_within),
                unless: patterns(rule.unless),
                unless_sentence: patterns(rule.unless_sentence),
            });
        }
        ready.count = known.len();
        ready
    }

    /// Which needed sets of words a sentence has a word of.
    fn has(&self, sentence: &Sentence) -> Vec<bool> {
        let mut has = vec![false; self.count];
        for word in sentence.plain.words() {
            for number in self.numbers.get(word).into_iter().flatten() {
                if let Some(has) = has.get_mut(*number) {
                    *has = true;
                }
            }
        }
        has
    }
}

impl ReadyRule {
    fn looks_at(&self, sentence: &Sentence) -> bool {
        match self.rule.place {
            Place::Sentences => !sentence.heading,
            Place::Headings => sentence.heading || sentence.stands_over,
            Place::Anywhere => true,
        }
    }

    /// Where the rule matches a sentence, in its plain form.
    fn find(&self, sentence: &Sentence, over: Option<&Sentence>, has: &[bool]) -> Option<Range<usize>> {
        let rule = self.rule;
        if (sentence.question && !rule.questions) || !self.looks_at(sentence) {
            return None;
        }
        let plain = &sentence.plain;
        let there = |needed: &[usize]| needed.iter().all(|number| has.get(*number).copied().unwrap_or(false));
        let found = self
            .wants
            .iter()
            .filter(|(_, needed)| there(needed))
            .filter_map(|(pattern, _)| pattern.find(&plain.text))
            .find(|range| {
                let within = plain.part(plain.back(range.clone(), 2));
                let clause = plain.part(plain.clause(range.clone()));
                !self.unless_within.iter().any(|pattern| pattern.find(within).is_some())
                    && !self.unless.iter().any(|pattern| pattern.find(clause).is_some())
            })?;
        if self.unless_sentence.iter().any(|pattern| pattern.find(&plain.text).is_some()) {
            return None;
        }
        if !self.under.is_empty() {
            let over = over?;
            if !self.under.iter().any(|pattern| pattern.find(&over.plain.text).is_some()) {
                return None;
            }
        }
        Some(found)
    }
}

/// Subjects that are neither the provider nor the reader. Who they are is said before what they did.
const THIRD_PARTY: &str = "^ OTHERS";

/// Whether `rule` alone matches a sentence of `text`.
#[cfg(test)]
pub(super) fn matches(rule: &Rule, text: &str, names: &Names) -> bool {
    let all = sentences(text, names);
    let ready = &*READY;
    let Some(it) = ready.rules.iter().find(|it| it.rule.id == rule.id) else { return false };
    all.iter().any(|sentence| {
        let over = sentence.under.and_then(|at| all.get(at));
        it.find(sentence, over, &ready.has(sentence)).is_some()
    })
}

/// The signals of `text`, in its order. One sentence holds each signal once, with the rule that comes first.
pub(super) fn find(text: &str, names: &Names) -> Vec<FoundSignal> {
    let ready = &*READY;
    let all = sentences(text, names);
    let mut counts: HashMap<Signal, usize> = HashMap::new();
    let mut found = Vec::new();
    for sentence in &all {
        let over = sentence.under.and_then(|at| all.get(at));
        let has = ready.has(sentence);
        let mut here: Vec<(Signal, Option<&str>)> = Vec::new();
        for it in &ready.rules {
            let key = (it.rule.signal, it.rule.detail);
            if here.contains(&key) {
                continue;
            }
            let Some(range) = it.find(sentence, over, &has) else { continue };
            let Some(span) = sentence.plain.span(range.clone()) else { continue };
            here.push(key);
            let count = counts.entry(it.rule.signal).or_default();
            *count += 1;
            if *count <= MOST_EACH {
                found.push(signal(it.rule, text, sentence, range, span));
            }
        }
    }
    found.sort_by_key(|signal| (signal.span.start, signal.signal, signal.span.end));
    found
}

fn signal(
    rule: &Rule,
    text: &str,
    sentence: &Sentence,
    plain: Range<usize>,
    span: Range<usize>,
) -> FoundSignal {
    let clause = sentence.plain.part(sentence.plain.clause(plain));
    let others = rule.actor == Actor::Provider && READY.third_party.find(clause).is_some();
    FoundSignal {
        signal: rule.signal,
        rule: rule.id.to_owned(),
        rule_version: rule.version,
        detail: rule.detail.map(str::to_owned),
        actor: if others { Actor::ThirdParty } else { rule.actor },
        quote: quote(text, &sentence.range, &span),
        span: Span { start: span.start, end: span.end },
    }
}

/// The sentence with white space folded; where it is long, the part of it that begins with the match.
fn quote(text: &str, sentence: &Range<usize>, span: &Range<usize>) -> String {
    let fold = |range: Range<usize>| {
        text.get(range).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let whole = fold(sentence.clone());
    if whole.chars().count() <= LONGEST_QUOTE {
        return whole;
    }
    let from = if span.end - sentence.start <= LONGEST_QUOTE { sentence.start } else { span.start };
    fold(from..sentence.end).chars().take(LONGEST_QUOTE).collect()
}
