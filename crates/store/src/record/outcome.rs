//! What a look came to: the words of `observations.outcome`.

use model::{Capture, CaptureKind, DocumentKind, EvidenceClass, Extraction, Outcome, Truncation};

use super::refused::is_refused;
use super::showing::is_list;

/// The outcome of a look, with what follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verdict {
    /// As in `observations.outcome`.
    pub outcome: &'static str,
    /// The last answer's status.
    pub status: Option<i16>,
    /// Class of the failure.
    pub failure: Option<&'static str>,
    /// What happened, for a person.
    pub detail: Option<String>,
    /// Whether the look would have shown a statement that stood there; at a list, a new one. What the looks before it
    /// say of that, [`super::showing`] adds.
    pub complete: bool,
    /// Whether nothing was asked since the rules of robots.txt could not be had; no rule forbids it.
    pub without_rules: bool,
    /// Why what was read is not whole.
    pub truncation: Option<Truncation>,
    /// Whether the body, or a content coding in it, ended early: the next look may see it whole.
    pub cut_off: bool,
    /// Whether the server refused to store what was read.
    pub refused: bool,
}

impl Verdict {
    /// Judges a look.
    pub fn of(capture: &Capture, extraction: &Extraction) -> Self {
        let response = capture.response();
        let status = response.map(|response| response.status);
        let truncation = response.and_then(|response| extraction.truncation(response));
        let mut verdict = Self {
            outcome: "answered",
            status: status.and_then(|status| i16::try_from(status).ok()),
            failure: None,
            detail: None,
            complete: false,
            without_rules: false,
            truncation,
            cut_off: truncation.is_some_and(|cause| cause != Truncation::Length),
            refused: is_refused(extraction),
        };
        match &capture.exchange.outcome {
            Outcome::Answered => {
                verdict.outcome = by_evidence(answered(status, capture.kind), extraction.evidence);
                // A length that was kept hides it, so it is said.
                verdict.detail = extraction.broken_coding().filter(|_| verdict.cut_off).map(str::to_owned);
                verdict.complete = match verdict.outcome {
                    _ if verdict.refused => false,
                    "answered" => truncation.is_none() && extraction.kind != DocumentKind::Unparsed,
                    "unchanged" => truncation.is_none(),
                    // A feed that is gone shows nothing, least of all a new post.
                    "missing" if is_list(&capture.exchange.visit) => false,
                    // A page that only seems to say so is no proof of it.
                    "missing" => extraction.evidence != EvidenceClass::SoftNotFound,
                    _ => false,
                };
            }
            Outcome::Moved { permanent, .. } => {
                verdict.outcome = "moved";
                verdict.detail = Some(if *permanent { "permanently" } else { "temporarily" }.to_owned());
            }
            Outcome::Disallowed(robots) => {
                verdict.outcome = "disallowed";
                verdict.without_rules = robots.line.is_none();
                verdict.detail = verdict
                    .without_rules
                    .then(|| "robots.txt cannot be reached: nothing is allowed".to_owned());
            }
            Outcome::Failed(failure) => {
                verdict.outcome = "failed";
                verdict.failure = Some(failure.class.as_str());
                verdict.detail = Some(failure.detail.clone());
            }
        }
        verdict
    }

    /// Whether the look counts among the failures in a row.
    pub fn is_failure(&self) -> bool {
        self.cut_off || self.without_rules || self.refused || matches!(self.outcome, "failed" | "error")
    }

    /// Whether what was extracted may be taken for the provider's words.
    pub fn speaks(&self) -> bool {
        !self.refused && matches!(self.outcome, "answered" | "unchanged")
    }

    /// Whether this capture is what a later revisit can refer to.
    pub fn has_body(&self, capture: &Capture) -> bool {
        self.outcome == "answered" && self.truncation.is_none() && capture.kind == Some(CaptureKind::Response)
    }
}

/// A stand-in with status 2xx is no answer: it is told as what its status should have said.
fn by_evidence(outcome: &'static str, class: EvidenceClass) -> &'static str {
    match (outcome, class) {
        ("answered" | "unchanged", EvidenceClass::SoftNotFound) => "missing",
        (
            "answered" | "unchanged",
            EvidenceClass::Challenge | EvidenceClass::LoginWall | EvidenceClass::Maintenance,
        ) => "error",
        _ => outcome,
    }
}

fn answered(status: Option<u16>, kind: Option<CaptureKind>) -> &'static str {
    match (status, kind) {
        // A 304 that we did not ask for says nothing, and a part that we did not ask for (206) is not the whole.
        (Some(206), _) => "error",
        (Some(304), Some(CaptureKind::NotModified)) => "unchanged",
        (Some(200..=299), Some(CaptureKind::SamePayload | CaptureKind::NotModified)) => "unchanged",
        (Some(200..=299), _) => "answered",
        (Some(404 | 410), _) => "missing",
        _ => "error",
    }
}
