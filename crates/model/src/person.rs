//! Who speaks: names, titles as written, and the class of a title.

use serde::{Deserialize, Serialize};

use crate::Span;

/// Whether a byline names a person or an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuthorKind {
    /// A human being, by name or by handle.
    Person,
    /// A company, a team, a desk.
    Organisation,
}

impl AuthorKind {
    /// The name used in JSON and SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
        }
    }
}

/// How high a job title stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seniority {
    /// Chief officers, presidents, founders, heads of agencies.
    CLevel,
    /// Vice presidents of any kind.
    Vp,
    /// Directors and heads of.
    Director,
    /// Managers and leads.
    Manager,
    /// Individual contributors.
    Individual,
    /// A team, not a person.
    Team,
    /// No title is stated.
    Unstated,
}

impl Seniority {
    /// The name used in JSON and SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CLevel => "c-level",
            Self::Vp => "vp",
            Self::Director => "director",
            Self::Manager => "manager",
            Self::Individual => "individual",
            Self::Team => "team",
            Self::Unstated => "unstated",
        }
    }
}

/// What a job title is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Function {
    /// Chief executive, founder, president.
    Executive,
    /// Security, trust, privacy.
    Security,
    /// Operations, infrastructure, reliability, IT.
    Operations,
    /// Engineering, research and development, CTO.
    Engineering,
    /// Press, marketing, community, content.
    Communications,
    /// Product.
    Product,
    /// Legal.
    Legal,
    /// Support, customer success.
    Support,
    /// No title is stated, or it says nothing of the function.
    Unstated,
}

impl Function {
    /// The name used in JSON and SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Executive => "executive",
            Self::Security => "security",
            Self::Operations => "operations",
            Self::Engineering => "engineering",
            Self::Communications => "communications",
            Self::Product => "product",
            Self::Legal => "legal",
            Self::Support => "support",
            Self::Unstated => "unstated",
        }
    }
}

/// One author of a statement, as the document names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Byline {
    /// The name as written.
    pub name: String,
    /// Person or organisation.
    pub kind: AuthorKind,
    /// The job title as written in this document, where one stands there.
    pub job_title: Option<String>,
    /// The class of that title.
    pub seniority: Seniority,
    /// The function of that title.
    pub function: Function,
    /// The rule and place that the name was read from, such as `json-ld:author` or `byline:By`.
    pub source: String,
    /// Where the name stands in the document, where that is known.
    pub span: Option<Span>,
    /// The rule and place that the job title was read from, where there is one.
    pub title_source: Option<String>,
    /// Where the job title stands in the document, where that is known.
    pub title_span: Option<Span>,
}

/// A person whom a text lets speak, with the job title that stands beside the name: who does not sign it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// The name as written.
    pub name: String,
    /// The job title as written.
    pub job_title: String,
    /// The class of that title.
    pub seniority: Seniority,
    /// The function of that title.
    pub function: Function,
    /// The organisation that stands with the title, where one does: people of others are quoted too.
    pub organisation: Option<String>,
    /// The rule that it was read by.
    pub source: String,
    /// Where the name stands in the document, where that is known.
    pub span: Option<Span>,
    /// Where the job title stands in the document, where that is known.
    pub title_span: Option<Span>,
}
