//! A page of a provider, as it is written and as it is read.

use extractor::{Input, extract};
use model::Extraction;
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

/// What is read in a document at `address`, which was fetched then, where that is known.
#[expect(clippy::unwrap_used, reason = "a test may stop at a wrong constant")]
pub fn extraction(address: &str, body: &str, fetched_at: Option<&str>) -> Extraction {
    let url = Url::parse(address).unwrap();
    extract(Input {
        url: &url,
        content_type: Some("text/html; charset=utf-8"),
        content_encoding: None,
        last_modified: None,
        body: body.as_bytes(),
        fetched_at: fetched_at.map(|time| time.parse().unwrap()),
        role: None,
        source: None,
        link_selector: None,
    })
}
