//! All rules over all sentences of a text.

use std::ops::Range;
use std::sync::LazyLock;

use model::{Actor, FoundSignal, Signal, Span};

use super::classes::{ByWord, Classes, Lexicon};
use super::over::Over;
use super::pattern::Pattern;
use super::reading::{Names, Sentence, are_all, sentences};
use super::rule::{Place, Rule};
use super::rules::all;
use super::speaker::{Speaker, is_within, quotations, words_of_others};

/// Places of one signal in one text beyond this number tell nothing new; of actions, places of one action.
const MOST_EACH: usize = 12;
/// Longest quote, in characters.
const LONGEST_QUOTE: usize = 400;

/// Rules made ready.
static READY: LazyLock<Ready> = LazyLock::new(|| Ready::new().unwrap_or_default());

#[derive(Default)]
struct Ready {
    rules: Vec<ReadyRule>,
    /// The signals with their details that rules tell, by number.
    told: Vec<(Signal, Option<&'static str>)>,
    classes: ByWord,
    /// By class: the rules one of whose patterns needs a word of it, and has no rarer need.
    by_key: Vec<Vec<usize>>,
    /// The rules that may match any sentence.
    of_all: Vec<usize>,
    /// Who acts where it is neither the provider nor the reader.
    third_party: Vec<Pattern>,
}

struct ReadyRule {
    rule: &'static Rule,
    /// The number of its signal and detail: rules that tell the same have the same.
    tells: usize,
    wants: Vec<Pattern>,
    with: Vec<Pattern>,
    under: Vec<Pattern>,
    unless_under: Vec<Pattern>,
    unless_within: Vec<Pattern>,
    unless: Vec<Pattern>,
    unless_sentence: Vec<Pattern>,
}

impl Ready {
    fn new() -> Result<Self, String> {
        let mut classes = Classes::default();
        let (mut rules, mut told) = (Vec::new(), Vec::new());
        let third_party =
            THIRD_PARTY.iter().map(|one| Pattern::new(one, &mut classes)).collect::<Result<Vec<_>, _>>()?;
        for rule in all() {
            let tells = (rule.signal, rule.detail);
            let number = told.iter().position(|it| *it == tells).unwrap_or(told.len());
            if number == told.len() {
                told.push(tells);
            }
            let mut patterns = |written: &'static [&'static str]| {
                written.iter().map(|one| Pattern::new(one, &mut classes)).collect::<Result<Vec<_>, _>>()
            };
            rules.push(ReadyRule {
                rule,
                tells: number,
                wants: patterns(rule.wants)?,
                with: patterns(rule.with)?,
                under: patterns(rule.under)?,
                unless_under: patterns(rule.unless_under)?,
                unless_within: patterns(rule.unless_within)?,
                unless: patterns(rule.unless)?,
                unless_sentence: patterns(rule.unless_sentence)?,
            });
        }
        let (mut by_key, mut of_all): (Vec<Vec<usize>>, Vec<usize>) = (Vec::new(), Vec::new());
        for (at, rule) in rules.iter().enumerate() {
            for pattern in &rule.wants {
                let of = match pattern.key(&classes) {
                    Some(key) => {
                        by_key.resize_with(by_key.len().max(key + 1), Vec::new);
                        by_key.get_mut(key)
                    }
                    None => Some(&mut of_all),
                };
                if let Some(of) = of.filter(|of| of.last() != Some(&at)) {
                    of.push(at);
                }
            }
        }
        Ok(Self { rules, told, classes: classes.ready()?, by_key, of_all, third_party })
    }

    /// The rules that may match what was read, in their order.
    fn rules_for<'a>(
        &'a self,
        lexicon: &Lexicon<'_>,
        numbers: &'a mut Numbers,
    ) -> impl Iterator<Item = &'a ReadyRule> {
        numbers.clear(self.rules.len());
        let keyed = lexicon.touched().iter().filter_map(|class| self.by_key.get(*class)).flatten();
        self.of_all.iter().chain(keyed).for_each(|number| numbers.insert(*number));
        numbers.iter().filter_map(|number| self.rules.get(number))
    }
}

/// Numbers of rules, a bit each: a sentence may ask for many, and for some of them several times.
#[derive(Default)]
struct Numbers(Vec<u64>);

impl Numbers {
    fn clear(&mut self, count: usize) {
        self.0.clear();
        self.0.resize(count.div_ceil(64), 0);
    }

    fn insert(&mut self, number: usize) {
        if let Some(bits) = self.0.get_mut(number / 64) {
            *bits |= 1 << (number % 64);
        }
    }

    /// The numbers, the lowest first.
    fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(at, bits)| {
            let mut rest = *bits;
            std::iter::from_fn(move || {
                let number = (rest != 0).then(|| 64 * at + rest.trailing_zeros() as usize)?;
                rest &= rest - 1;
                Some(number)
            })
        })
    }
}

/// What is wrong with the rules as written.
#[cfg(test)]
pub(super) fn mistake() -> Option<String> {
    Ready::new().err()
}

impl ReadyRule {
    fn looks_at(&self, sentence: &Sentence) -> bool {
        match self.rule.place {
            Place::Sentences => !sentence.heading,
            Place::Headings => sentence.heading || sentence.stands_over,
            Place::Anywhere => true,
        }
    }

    /// Where the rule matches a sentence, in words of its plain form.
    fn find(&self, sentence: &Sentence, lexicon: &Lexicon<'_>, over: &Over<'_>) -> Option<Range<usize>> {
        let rule = self.rule;
        if (sentence.question && !rule.questions) || !self.looks_at(sentence) {
            return None;
        }
        let plain = &sentence.plain;
        let is_there = |patterns: &[Pattern], window: Range<usize>| {
            patterns.iter().any(|it| it.is_in(lexicon, window.clone()))
        };
        let found = self.wants.iter().flat_map(|pattern| pattern.matches(lexicon, 0..plain.count())).find(
            |range| {
                !is_there(&self.unless_within, range.start.saturating_sub(2)..range.end)
                    && !is_there(&self.unless, plain.clause(range.clone()))
            },
        )?;
        let stands = !is_there(&self.unless_sentence, 0..plain.count())
            && (self.with.is_empty() || is_there(&self.with, 0..plain.count()))
            && (self.under.is_empty() || over.nearest(&self.under))
            && !over.any(&self.unless_under);
        stands.then_some(found)
    }
}

/// Subjects that are neither the provider nor the reader. Who they are is said before what they did, or behind `by`. The
/// name of software is its project's where it releases something, and else what somebody runs: `OpenSSL was patched`.
const THIRD_PARTY: &[&str] = &[
    "^ OTHERS",
    "^ (the)? OPENSSL_LIKE (project|team|developers|maintainers|foundation)? (has|have|had)? (now|already|since|just|also)? (released|published|issued|announced|shipped)",
    "^ (the)? OPENSSL_LIKE (project|team|developers|maintainers|foundation) (has|have|had)? (now|already|since|just|also)? (patched|fixed|corrected)",
    "(released|published|issued|available|provided|shipped) (by|from) (the)? (OPENSSL_LIKE|OTHERS)",
    "^ (the|security|independent) (researchers|researcher|finders)",
];

/// What is handed each match: the rule, its sentence, its words, and whether others acted. It says whether more places of that
/// signal and detail are of use.
type Told<'a> = &'a mut dyn FnMut(&ReadyRule, &Sentence, Range<usize>, bool) -> bool;

/// Goes through the sentences of `text` with those rules that are `wanted`; says whether it went through all of them.
fn walk(text: &str, names: &Names, of_status: bool, wanted: &dyn Fn(&Rule) -> bool, told: Told<'_>) -> bool {
    let ready = &*READY;
    let all = sentences(text, names);
    let quotations = quotations(text);
    let speaker = Speaker::of(&all, &quotations, of_status);
    let (mut lexicon, mut over) = (Lexicon::new(&ready.classes), Over::new(&ready.classes, &all));
    let quoted = words_of_others(text, quotations);
    let (mut numbers, mut enough) = (Numbers::default(), vec![false; ready.told.len()]);
    let mut here: Vec<usize> = Vec::new();
    for (at, sentence) in all.iter().enumerate() {
        lexicon.read(sentence.plain.words());
        over.read(sentence.under, &all);
        here.clear();
        for it in ready.rules_for(&lexicon, &mut numbers) {
            let is_own = it.rule.own.is_none_or(|away| speaker.is_near(at, away));
            let is_of_use = enough.get(it.tells).is_none_or(|enough| !enough);
            if !is_own || !is_of_use || here.contains(&it.tells) || !wanted(it.rule) {
                continue;
            }
            let Some(range) = it.find(sentence, &lexicon, &over) else { continue };
            // What somebody else is quoted with is no word of the provider.
            let is_quoted = it.rule.actor == Actor::Provider
                && !quoted.is_empty()
                && sentence.plain.span(range.clone()).is_some_and(|span| is_within(&quoted, span.start));
            if is_quoted {
                continue;
            }
            let clause = sentence.plain.clause(range.clone());
            let others = ready.third_party.iter().any(|it| it.is_in(&lexicon, clause.clone()));
            here.push(it.tells);
            if let Some(enough) = enough.get_mut(it.tells) {
                *enough = !told(it, sentence, range, others);
            }
        }
    }
    are_all(&all, text)
}

/// Whether `rule` alone matches a sentence of `text`.
#[cfg(test)]
pub(super) fn matches(rule: &Rule, text: &str, names: &Names) -> bool {
    let mut found = false;
    walk(text, names, false, &|it| it.id == rule.id, &mut |_, _, _, _| {
        found = true;
        true
    });
    found
}

/// The signals of `text`, in its order, those that begin within `others` left out. One sentence holds each signal once, with
/// the rule that comes first. Also whether all of the text was looked through. `of_status` says that it stands on a status page.
pub(super) fn find(
    text: &str,
    names: &Names,
    of_status: bool,
    others: &[Range<usize>],
) -> (Vec<FoundSignal>, bool) {
    let mut counts: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    let whole = walk(text, names, of_status, &|_| true, &mut |it, sentence, range, by_others| {
        let Some(span) =
            sentence.plain.span(range).filter(|span| !others.iter().any(|it| it.contains(&span.start)))
        else {
            return true;
        };
        counts.resize(counts.len().max(it.tells + 1), 0);
        found.push(signal(it.rule, text, sentence, span, by_others));
        counts.get_mut(it.tells).is_none_or(|count| {
            *count += 1;
            *count < MOST_EACH
        })
    });
    found.sort_by_key(|signal| (signal.span.start, signal.signal, signal.span.end));
    (found, whole)
}

fn signal(rule: &Rule, text: &str, sentence: &Sentence, span: Range<usize>, others: bool) -> FoundSignal {
    let others = others && rule.actor == Actor::Provider;
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
