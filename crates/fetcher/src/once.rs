//! One request without a visit: for archives of the web, where a redirect is an answer and robots.txt is that of
//! somebody else's past.

use model::{Failure, FailureClass, Hop};
use reqwest::header::{ACCEPT_ENCODING, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use tokio::time::Instant;
use url::Url;

use crate::failure::failure;
use crate::{Fetcher, retry_after};

/// What came back of one request.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The request and its response.
    pub hop: Hop,
    /// `Retry-After`, in seconds from the receipt.
    pub retry_after_s: Option<u64>,
}

impl Fetcher {
    /// Asks for `url` once, within the same limits as a visit. Redirects are answers and are not followed; the
    /// caller keeps the pace. The body keeps its content encoding.
    ///
    /// # Errors
    /// Where there is no answer, or the address may not be asked.
    pub async fn ask_once(&self, url: &Url, headers: &[(&str, &str)]) -> Result<Asked, Failure> {
        self.may_be_asked(url)?;
        let mut head = HeaderMap::new();
        head.insert(USER_AGENT, self.agent().clone());
        // Archives give the bytes as they were recorded only to those that take them compressed.
        head.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        for (name, value) in headers {
            let wrong = |_| failure(FailureClass::Protocol, format!("'{name}: {value}' is no header field"));
            let (name, value) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value));
            head.insert(
                name.map_err(|error| wrong(error.to_string()))?,
                value.map_err(|error| wrong(error.to_string()))?,
            );
        }
        let deadline = Instant::now() + self.limits().total;
        let hop = self.ask(url, head, deadline).await?;
        let retry_after = hop.response.header("retry-after");
        let retry_after_s = retry_after.and_then(|value| retry_after::seconds(value, self.now()));
        Ok(Asked { hop, retry_after_s })
    }
}
