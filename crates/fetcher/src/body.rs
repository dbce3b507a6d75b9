//! The body of a response, piece by piece, within limits of size and time.

use bytes::{Bytes, BytesMut};
use model::Truncation;
use tokio::time::{Instant, timeout_at};

use crate::Limits;

/// Reads to the end, or to what came before it: a body that stops early is evidence too.
pub(crate) async fn read(
    response: &mut reqwest::Response,
    limits: &Limits,
    deadline: Instant,
) -> (Bytes, Option<Truncation>) {
    let mut body = BytesMut::new();
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
            }
        }
    };
    (body.freeze(), truncated)
}
