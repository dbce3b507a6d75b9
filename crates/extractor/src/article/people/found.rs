//! A name that was found, and how much speaks for it.

use model::{AuthorKind, Byline, Function, Seniority, Span};

use super::super::job_titles;
use super::names::Written;

/// One place of the page that names authors.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// The rule and place.
    pub(super) source: String,
    /// How much it counts.
    pub(super) weight: u32,
    /// Whom it names.
    pub(super) people: Vec<Named>,
}

/// A name with what is said of it.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) kind: AuthorKind,
    pub(super) job_title: Option<String>,
    /// The rule and place of the title, where it is another than that of the name.
    pub(super) title_source: Option<String>,
}

impl Named {
    /// A name read from text.
    pub(super) fn of(written: Written) -> Self {
        let kind = super::kinds::kind_of(&written.name);
        Self { name: written.name, kind, job_title: written.job_title, title_source: None }
    }

    /// The byline that the post gets; the spans are those of the name and of the title.
    pub(super) fn byline(self, source: &str, span: Option<Span>, title_span: Option<Span>) -> Byline {
        let (seniority, function) = match (&self.job_title, self.kind) {
            (Some(title), _) => job_titles::classify(title),
            // A team names its own class: `Product Security Team`.
            (None, AuthorKind::Organisation) => match job_titles::classify(&self.name) {
                (Seniority::Team, function) => (Seniority::Team, function),
                _ => (Seniority::Unstated, Function::Unstated),
            },
            (None, AuthorKind::Person) => (Seniority::Unstated, Function::Unstated),
        };
        let title_source =
            self.job_title.as_ref().map(|_| self.title_source.unwrap_or_else(|| source.to_owned()));
        Byline {
            name: self.name,
            kind: self.kind,
            job_title: self.job_title,
            seniority,
            function,
            source: source.to_owned(),
            span,
            title_source,
            title_span,
        }
    }
}
