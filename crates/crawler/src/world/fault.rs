//! Faults that a test can ask for: the next answer for an address goes wrong.

use std::time::Duration;

/// What goes wrong with one answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The connection is closed without an answer.
    Close,
    /// An empty answer with this status, such as 500.
    Status(u16),
    /// The length of the whole body is announced and half of it is sent.
    CutBody,
    /// The body is sent whole, and holds the first half of a gzip stream: something before the server broke off.
    CutCoding,
    /// The answer begins only after this time. A long one stands for a server that never answers.
    SlowHead(Duration),
}
