//! The body of a response, piece by piece, within limits of size and time.

use bytes::{Bytes, BytesMut};
use model::Truncation;
use tokio::time::{Instant, timeout_at};

use crate::Limits;

/// So many bytes that a body is said to have are given room before they come. A body whose room grows with it is copied
/// several times, and keeps twice the room that it takes.
const MOST_BELIEVED: usize = 1 << 20;

/// Reads to the end, or to what came before it: a body that stops early is evidence too.
pub(crate) async fn read(
    response: &mut reqwest::Response,
    limits: &Limits,
    deadline: Instant,
) -> (Bytes, Option<Truncation>) {
    let said = response.content_length().and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
    let mut body = BytesMut::with_capacity(said.min(MOST_BELIEVED).min(limits.body_bytes));
    let mut pace = Pace { since: Instant::now(), before: 0 };
    let truncated = loop {
        let until = deadline.min(Instant::now() + limits.read_chunk);
        match timeout_at(until, response.chunk()).await {
            Err(_elapsed) => break Some(Truncation::Time),
            Ok(Err(_)) => break Some(Truncation::Disconnect),
            Ok(Ok(None)) => break None,
            Ok(Ok(Some(piece))) => {
                let room = limits.body_bytes.saturating_sub(body.len());
                body.extend_from_slice(piece.get(..room).unwrap_or(&piece));
                if piece.len() > room {
                    break Some(Truncation::Length);
                }
                if pace.is_drip(body.len(), limits) {
                    break Some(Truncation::Time);
                }
            }
        }
    };
    (body.freeze(), truncated)
}

/// How fast a body comes.
struct Pace {
    /// When the window began.
    since: Instant,
    /// How much had come before.
    before: usize,
}

impl Pace {
    /// Whether the window that ends now brought less than a server that means to answer sends.
    fn is_drip(&mut self, length: usize, limits: &Limits) -> bool {
        let elapsed = self.since.elapsed();
        if elapsed < limits.rate_window {
            return false;
        }
        let least = elapsed.as_secs_f64() * limits.least_rate as f64;
        let slow = ((length - self.before) as f64) < least;
        *self = Self { since: Instant::now(), before: length };
        slow
    }
}
