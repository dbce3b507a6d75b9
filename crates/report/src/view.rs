//! A report, looked at from all sides: what belongs to whom, and under which number its evidence stands.

use std::collections::BTreeMap;

use store::{
    Communication, Edit, IncidentReport, ListedEntry, Provider, ResponseTime, SignalPart, SignalPlace,
    Speaker,
};

use crate::words::withdrawn;

/// The report with its indexes.
pub struct View<'a> {
    /// The report.
    pub report: &'a IncidentReport,
    numbers: BTreeMap<i64, usize>,
}

impl<'a> View<'a> {
    /// The view of a report.
    pub fn new(report: &'a IncidentReport) -> Self {
        let numbers = report.communications.iter().map(|it| it.id).zip(1..).collect();
        Self { report, numbers }
    }

    /// The number of a communication in the report, from 1 in time order.
    pub fn number(&self, communication: i64) -> Option<usize> {
        self.numbers.get(&communication).copied()
    }

    /// That communication.
    pub fn communication(&self, id: i64) -> Option<&'a Communication> {
        self.report.communications.get(self.number(id)?.checked_sub(1)?)
    }

    /// The providers that spoke, and those that did not.
    pub fn spoke_or_silent(&self) -> (Vec<&'a Provider>, Vec<&'a Provider>) {
        let entries = |slug: &str| self.entries(slug).next().is_some();
        self.report
            .providers
            .iter()
            .partition(|provider| self.trail(&provider.slug).next().is_some() || entries(&provider.slug))
    }

    /// The communications of a provider, in time order.
    pub fn trail(&self, provider: &str) -> impl Iterator<Item = &'a Communication> {
        self.report.communications.iter().filter(move |it| it.provider == provider)
    }

    /// The entries of a provider's feeds and listings that speak of it and announced no communication.
    pub fn entries(&self, provider: &str) -> impl Iterator<Item = &'a ListedEntry> {
        self.report.entries.iter().filter(move |it| it.provider == provider && it.announces_id.is_none())
    }

    /// The number of an entry among these, from 1.
    pub fn entry_number(&self, id: i64) -> Option<usize> {
        self.report.entries.iter().position(|it| it.id == id).map(|at| at + 1)
    }

    /// The names beside a provider's communications, the highest rank first.
    pub fn speakers(&self, provider: &str) -> impl Iterator<Item = &'a Speaker> {
        self.report.speakers.iter().filter(move |it| it.provider == provider)
    }

    /// The name of a provider; its slug where it is not followed.
    pub fn name(&self, provider: &'a str) -> &'a str {
        let named = self.report.providers.iter().find(|it| it.slug == provider);
        named.map_or(provider, |it| &it.name)
    }

    /// What the provider took away or dated anew, in words, with how often.
    pub fn withdrawn(&self, provider: &str) -> BTreeMap<&'static str, usize> {
        let mut all = BTreeMap::new();
        for it in self.report.withdrawn.iter().filter(|it| it.provider == provider) {
            *all.entry(withdrawn(it)).or_default() += 1;
        }
        all
    }

    /// The highest in rank of those who speak for the provider: whom it quotes of others is none of them.
    pub fn highest_speaker(&self, provider: &str) -> Option<&'a Speaker> {
        self.speakers(provider).find(|it| it.speaks_for_provider != Some(false))
    }

    /// A response time.
    pub fn time(&self, provider: &str, measure: &str, basis: &str, anchor: &str) -> Option<&'a ResponseTime> {
        self.report.response_times.iter().find(|it| {
            it.provider == provider && it.measure == measure && it.basis == basis && it.anchor == anchor
        })
    }

    /// What became of a signal.
    pub fn part(&self, provider: &str, signal: &str) -> Option<&'a SignalPart> {
        self.report.parts.iter().find(|it| it.provider == provider && it.signal == signal)
    }

    /// Where a signal stands that the provider says of itself or to its readers, and of the incident: what others did is
    /// left out, and what is shared.
    pub fn places(&self, provider: &str, signal: &str) -> impl Iterator<Item = &'a SignalPlace> {
        self.said(provider, signal).filter(|it| it.scope != "shared")
    }

    /// The same at places that may be about another subject of their text.
    pub fn shared_places(&self, provider: &str, signal: &str) -> impl Iterator<Item = &'a SignalPlace> {
        self.said(provider, signal).filter(|it| it.scope == "shared")
    }

    fn said(&self, provider: &str, signal: &str) -> impl Iterator<Item = &'a SignalPlace> {
        self.report
            .places
            .iter()
            .filter(move |it| it.provider == provider && it.signal == signal && it.actor != "third-party")
    }

    /// Where signals stand in a communication.
    pub fn places_in(&self, communication: i64) -> impl Iterator<Item = &'a SignalPlace> {
        self.report.places.iter().filter(move |it| it.communication_id == communication)
    }

    /// The provider's flags of claimed times, each once, with the communications that have it. That a date was moved stands among
    /// what was withdrawn.
    pub fn flags(&self, provider: &str) -> BTreeMap<&'a str, Vec<i64>> {
        let mut flags: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
        for it in self.trail(provider) {
            for flag in it.time_flags.iter().filter(|flag| *flag != "published-time-moved") {
                flags.entry(flag).or_default().push(it.id);
            }
        }
        flags
    }

    /// What became of texts of the provider, in words, with how often; the silent edits stand first. A further entry of a status page
    /// is no change of what was said before it.
    pub fn edits(&self, provider: &str) -> Vec<(usize, Edit, &'static str)> {
        let of = |edit: Edit| {
            self.report.changes.iter().filter(|it| it.provider == provider && it.edit() == edit).count()
        };
        [
            (Edit::Silent, "text changed silently"),
            (Edit::Open, "text changed openly"),
            (Edit::Back, "an earlier text came back"),
            (Edit::Other, "text changed, no update time tells"),
        ]
        .into_iter()
        .map(|(edit, said)| (of(edit), edit, said))
        .filter(|(number, ..)| *number > 0)
        .collect()
    }
}
