//! Why a look failed, in the classes that the retries know.

use model::{Capture, EvidenceClass, Extraction, FailureClass, Outcome, Truncation};

/// What stood in the way of a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause {
    /// The host name has no address.
    Dns,
    /// No connection.
    Connect,
    /// The handshake or the certificate.
    Tls,
    /// No answer in time, or a body that did not end in time.
    Timeout,
    /// The connection ended early, before or inside the body.
    Reset,
    /// 5xx: the server has a fault of its own.
    Server,
    /// 408, 425, 429, 503: the server has no time for us now.
    Busy,
    /// 403 with a `Retry-After`, or a proof of being human is asked for: we are kept out for a while.
    KeptOut,
    /// What waiting does not mend soon: not HTTP, an address that is not asked, redirects in a circle, words that the
    /// database does not take.
    Lasting,
}

impl Cause {
    /// All causes.
    pub const ALL: [Self; 9] = [
        Self::Dns,
        Self::Connect,
        Self::Tls,
        Self::Timeout,
        Self::Reset,
        Self::Server,
        Self::Busy,
        Self::KeptOut,
        Self::Lasting,
    ];

    /// The name used in metrics and logs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Connect => "connect",
            Self::Tls => "tls",
            Self::Timeout => "timeout",
            Self::Reset => "reset",
            Self::Server => "server",
            Self::Busy => "busy",
            Self::KeptOut => "kept-out",
            Self::Lasting => "lasting",
        }
    }

    /// Whether it speaks of the host rather than of this one address.
    pub fn is_of_host(self) -> bool {
        !matches!(self, Self::Lasting | Self::KeptOut)
    }
}

/// Why the look failed; `None` where it was answered, moved or disallowed. `found` is what its page was read as:
/// a challenge comes with status 200 as well, and who asks on is asked for a proof for longer; and only who undoes a
/// content coding sees that it ends early.
pub fn cause_of(capture: &Capture, found: &Extraction) -> Option<Cause> {
    match &capture.exchange.outcome {
        Outcome::Failed(failure) => Some(of_class(failure.class)),
        Outcome::Disallowed(_) | Outcome::Moved { .. } => None,
        Outcome::Answered => {
            let response = capture.response()?;
            match (found.truncation(response), response.status) {
                (Some(Truncation::Disconnect), _) => Some(Cause::Reset),
                (Some(Truncation::Time), _) => Some(Cause::Timeout),
                (_, 408 | 425 | 429 | 503) => Some(Cause::Busy),
                (_, 500..) => Some(Cause::Server),
                (_, 403) if capture.exchange.retry_after_s.is_some() => Some(Cause::KeptOut),
                _ if found.evidence == EvidenceClass::Challenge => Some(Cause::KeptOut),
                _ => None,
            }
        }
    }
}

fn of_class(class: FailureClass) -> Cause {
    match class {
        FailureClass::Dns => Cause::Dns,
        FailureClass::Connect => Cause::Connect,
        FailureClass::Tls => Cause::Tls,
        FailureClass::Timeout => Cause::Timeout,
        FailureClass::Reset => Cause::Reset,
        // Half an answer that breaks the protocol is most often a connection in trouble, but it is not known.
        FailureClass::Protocol | FailureClass::Refused | FailureClass::Redirects => Cause::Lasting,
    }
}
