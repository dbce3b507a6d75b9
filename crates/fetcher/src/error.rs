//! Why a fetcher could not be built. A fetch itself never fails: see [`model::Outcome`].

/// What is wrong with a [`crate::FetcherConfig`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetcherError {
    /// A file given as CA certificate holds none.
    #[error(
        "CA certificate file number {number} cannot be used: {reason}; give a PEM file with a \
         '-----BEGIN CERTIFICATE-----' block"
    )]
    CaCert {
        /// Which of the files, from 1.
        number: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// The proxy's address cannot be used.
    #[error(
        "proxy address '{proxy}' cannot be used: {reason}; write it as http://HOST:PORT or socks5://HOST:PORT"
    )]
    Proxy {
        /// The address, without credentials.
        proxy: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The user agent is no header value.
    #[error("user agent '{0}' cannot be sent as a header; use printable ASCII characters only")]
    UserAgent(String),
    /// The client could not be built.
    #[error("HTTP client cannot be built: {0}")]
    Client(String),
}
