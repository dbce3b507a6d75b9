//! A page of a provider, read.

use extractor::{Input, extract, output};
use serde_json::Value;
use url::Url;

const TEXT: &str = "<p>On Monday a flaw in a library that we use was made public. All of our load balancers ran \
    a version with it, and we patched them within five hours. Certificates were replaced in the night.</p>\
    <p>We ask all customers to sign in again and to choose a new password. No card numbers were stored there.</p>";

/// A post with `head` in its head, and `above` and `below` around its text.
pub fn page(head: &str, above: &str, below: &str) -> String {
    format!(
        "<html lang=en><head><title>We patched it</title>{head}</head><body><main><article><h1>We patched it</h1>\
         {above}{TEXT}{below}</article></main></body></html>"
    )
}

/// What `trail extract` prints of a document at `address`.
#[expect(clippy::unwrap_used, reason = "a test may stop at a wrong constant")]
pub fn read(address: &str, body: &str) -> Value {
    let url = Url::parse(address).unwrap();
    let found = extract(Input {
        url: &url,
        content_type: Some("text/html; charset=utf-8"),
        content_encoding: None,
        last_modified: None,
        body: body.as_bytes(),
        fetched_at: None,
        role: None,
        source: None,
        link_selector: None,
    });
    output::to_json("1", &found)
}
