//! Asks an archive at its pace, and waits where it says so.

use std::sync::Arc;
use std::time::Duration;

use fetcher::Fetcher;
use model::{Failure, FailureClass, Response, Truncation};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::pace::Pace;

/// How long is waited after 429 without `Retry-After`.
const PAUSE: Duration = Duration::from_secs(60);

/// The longest wait that an archive may ask for.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);

/// Pauses in a row before an archive is left alone. Who goes on asking is shut out for an hour and more.
const MOST_PAUSES: u32 = 10;

/// Attempts at an answer that does not come, or is an error of the archive.
const ATTEMPTS: u32 = 4;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Which captures there are.
    Index,
    /// A capture.
    Memento,
}

/// What came of it.
#[derive(Debug)]
pub enum Answer {
    /// An answer.
    Got(Response),
    /// None, for this reason; the next run asks again.
    None(String),
    /// It was to stop.
    Stopped,
}

/// One client of one archive: one request at a time.
pub struct Client {
    fetcher: Arc<Fetcher>,
    index: Pace,
    mementos: Pace,
    stop: CancellationToken,
    /// Requests that were made.
    pub requests: usize,
    /// Times that the archive said 429.
    pub pauses: usize,
}

impl Client {
    /// Asks for so many pages of the index and so many captures a minute, until `stop` is cancelled.
    pub fn new(fetcher: Arc<Fetcher>, index_rate: f64, memento_rate: f64, stop: CancellationToken) -> Self {
        let (index, mementos) = (Pace::per_minute(index_rate), Pace::per_minute(memento_rate));
        Self { fetcher, index, mementos, stop, requests: 0, pauses: 0 }
    }

    /// Whether it is to stop.
    pub fn is_stopped(&self) -> bool {
        self.stop.is_cancelled()
    }

    /// Asks for `url`. An answer of the site that is archived is never taken for one of the archive.
    pub async fn ask(&mut self, kind: Kind, url: &Url, headers: &[(&str, &str)]) -> Answer {
        // No turn is waited for, and none taken from others, where nothing will be asked.
        if let Err(failure) = self.fetcher.may_be_asked(url) {
            return refused(url, failure);
        }
        let (mut attempts, mut pauses) = (0, 0);
        loop {
            let stop = self.stop.clone();
            let pace = if kind == Kind::Index { &mut self.index } else { &mut self.mementos };
            tokio::select! {
                () = pace.turn() => {}
                () = stop.cancelled() => return Answer::Stopped,
            }
            let asked = self.fetcher.ask_once(url, headers).await;
            // A name that leads where we do not ask was no request, and will not be one later.
            if let Err(failure) = &asked
                && failure.class == FailureClass::Refused
            {
                return refused(url, failure.clone());
            }
            self.requests += 1;
            let (why, rest) = match asked {
                Ok(asked) => {
                    let response = asked.hop.response;
                    let own = response.header("memento-datetime").is_none();
                    match response.status {
                        429 if own => {
                            pauses += 1;
                            self.pauses += 1;
                            let asked_for = asked.retry_after_s.map(Duration::from_secs);
                            ("the archive says 429: too many requests".to_owned(), asked_for.unwrap_or(PAUSE))
                        }
                        status @ 500..=599 if own => {
                            attempts += 1;
                            (format!("the archive answers with status {status}"), back_off(attempts))
                        }
                        _ if is_cut_off(&response) => {
                            attempts += 1;
                            ("the archive's answer was cut off".to_owned(), back_off(attempts))
                        }
                        _ => return Answer::Got(response),
                    }
                }
                Err(failure) => {
                    attempts += 1;
                    (failure.detail, back_off(attempts))
                }
            };
            if attempts >= ATTEMPTS || pauses >= MOST_PAUSES {
                return Answer::None(why);
            }
            let rest = rest.min(LONGEST_PAUSE);
            tracing::info!(address = %url, rest_s = rest.as_secs(), "{why}; resting");
            // Whoever is asked to slow down rests with all that it asks.
            self.index.rest(rest);
            self.mementos.rest(rest);
        }
    }
}

fn refused(url: &Url, failure: Failure) -> Answer {
    tracing::warn!(address = %url, "not asked: {}", failure.detail);
    Answer::None(failure.detail)
}

/// Whether the answer ended before it was whole. What breaks off or takes too long does so on the way from the archive
/// to us, and the archive may well hold all of it: such a capture is none either. One that is longer than our limit is
/// kept in part, since it would be too long again; of an answer of the archive itself, a part is no answer.
fn is_cut_off(response: &Response) -> bool {
    match response.truncated {
        Some(Truncation::Disconnect | Truncation::Time) => true,
        Some(Truncation::Length) => response.header("memento-datetime").is_none(),
        None => false,
    }
}

fn back_off(attempts: u32) -> Duration {
    Duration::from_secs(2_u64.saturating_pow(attempts))
}

#[cfg(test)]
mod tests {
    use fetcher::{FetcherConfig, Limits, PrivateNetworks};

    use super::*;

    #[test]
    fn of_a_capture_a_part_is_kept_only_where_it_is_too_long_for_us() {
        let answer = |truncated, headers: &[(&str, &str)]| Response {
            status: 200,
            version: "HTTP/1.1".to_owned(),
            headers: headers.iter().map(|(n, v)| ((*n).to_owned(), v.as_bytes().to_vec())).collect(),
            body: bytes::Bytes::from_static(b"half"),
            truncated,
        };
        let memento = [("memento-datetime", "Tue, 08 Apr 2014 15:30:00 GMT")];
        let cut = |truncated| [&memento[..], &[]].map(|headers| is_cut_off(&answer(truncated, headers)));
        assert_eq!(cut(None), [false, false]);
        assert_eq!(cut(Some(Truncation::Disconnect)), [true, true]);
        assert_eq!(cut(Some(Truncation::Time)), [true, true]);
        assert_eq!(cut(Some(Truncation::Length)), [false, true]);
    }

    #[tokio::test]
    async fn what_may_not_be_asked_fails_at_once_and_is_no_request() {
        let config = FetcherConfig {
            user_agent: "trail".to_owned(),
            proxy: None,
            ca_certs: Vec::new(),
            private_networks: PrivateNetworks::Refused,
            limits: Limits::default(),
        };
        let fetcher = Fetcher::new(config, crate::clock::system_clock()).unwrap();
        let mut client = Client::new(Arc::new(fetcher), 600.0, 600.0, CancellationToken::new());
        let begin = std::time::Instant::now();
        for _ in 0..50 {
            let answer =
                client.ask(Kind::Index, &Url::parse("http://127.0.0.1:8080/cdx").unwrap(), &[]).await;
            assert!(matches!(&answer, Answer::None(why) if why.contains("127.0.0.1")), "{answer:?}");
        }
        assert_eq!(client.requests, 0);
        assert!(begin.elapsed() < Duration::from_secs(2), "it is not tried again, and waits for no turn");
    }
}
