//! What a fetcher is built from.

use std::time::Duration;

use url::Url;

use crate::PrivateNetworks;

/// How a fetcher presents itself, which way it goes out, whom it trusts and where it stops.
#[derive(Debug, Clone)]
pub struct FetcherConfig {
    /// The `User-Agent` sent with each request; it names a contact address.
    pub user_agent: String,
    /// The proxy that all requests go through (`http`, `https`, `socks5`, `socks5h`). Without one, requests
    /// go out directly, whatever the environment says.
    pub proxy: Option<Url>,
    /// PEM files whose certificates are trusted beside the system's and the built-in roots.
    pub ca_certs: Vec<Vec<u8>>,
    /// Which machines may be asked beside those of the public internet. A proxy resolves names itself: what
    /// a name leads to cannot be checked then, only addresses and local names that are written out.
    pub private_networks: PrivateNetworks,
    /// Where to stop.
    pub limits: Limits,
}

/// Limits on what a server may make us receive and wait for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Maximum size of a body as sent, in bytes; what is longer is kept up to here and marked as truncated.
    pub body_bytes: usize,
    /// Maximum number of header fields of a response.
    pub head_fields: usize,
    /// Maximum size of all header fields of a response together, in bytes.
    pub head_bytes: usize,
    /// Maximum time until a connection stands, its TLS included.
    pub connect: Duration,
    /// Maximum time without a byte: until the head of a response, and then between two pieces of its body.
    pub read_chunk: Duration,
    /// Bytes a second that a body brings at least, over [`Limits::rate_window`]: a drip is no answer.
    pub least_rate: usize,
    /// The time over which a body's rate is taken.
    pub rate_window: Duration,
    /// Maximum time of one visit, all its hops included, without the rests between them.
    pub total: Duration,
    /// Maximum time of all rests between the hops of one visit: a redirect that would have to be waited for longer
    /// ends the visit, and its target is one of its own.
    pub rests: Duration,
    /// Maximum time of one visit with its rests, where there is somebody who waits for it.
    pub whole: Option<Duration>,
    /// Maximum number of redirects followed in one visit.
    pub redirects: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 32 << 20,
            head_fields: 512,
            head_bytes: 256 << 10,
            connect: Duration::from_secs(10),
            read_chunk: Duration::from_secs(20),
            least_rate: 64,
            rate_window: Duration::from_secs(15),
            total: Duration::from_secs(60),
            rests: Duration::from_secs(120),
            whole: None,
            redirects: 10,
        }
    }
}
