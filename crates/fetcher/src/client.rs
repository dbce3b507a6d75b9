//! The HTTP client, set up so that what it hands over is what was sent.

use reqwest::{Certificate, Client, ClientBuilder, Proxy};
use std::time::Duration;

use crate::resolve::SystemResolver;
use crate::{FetcherConfig, FetcherError};

/// How long an idle connection is kept for the next request. Short, because servers close idle
/// connections too, and a request that crosses such an end would look like a reset.
const IDLE_CONNECTION: Duration = Duration::from_secs(4);

/// Builds the client.
///
/// # Errors
/// Where a part of `config` cannot be used.
pub(crate) fn build(config: &FetcherConfig) -> Result<Client, FetcherError> {
    // A provider may be installed already, by the program or by another fetcher; any will do.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let limits = &config.limits;
    let builder = Client::builder()
        .http1_only()
        .http1_max_headers(limits.head_fields)
        .http1_allow_spaces_after_header_name_in_responses(true)
        .http1_allow_obsolete_multiline_headers_in_responses(true)
        .http1_ignore_invalid_headers_in_responses(true)
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .connect_timeout(limits.connect)
        .pool_idle_timeout(IDLE_CONNECTION)
        .pool_max_idle_per_host(1)
        .tls_info(true)
        .tls_certs_merge(roots(&config.ca_certs)?)
        .dns_resolver(SystemResolver::new(config.private_networks.clone(), config.proxy.as_ref()));
    through(builder, config)?.build().map_err(|error| FetcherError::Client(crate::failure::words(&error)))
}

/// The built-in roots, which make the client work also on a machine without any of its own, and the
/// given ones. The system's store is added by the verifier.
fn roots(ca_certs: &[Vec<u8>]) -> Result<Vec<Certificate>, FetcherError> {
    let mut roots = Vec::new();
    for der in webpki_root_certs::TLS_SERVER_ROOT_CERTS {
        roots.push(Certificate::from_der(der).map_err(|error| FetcherError::Client(error.to_string()))?);
    }
    for (index, pem) in ca_certs.iter().enumerate() {
        let refuse = |reason: String| FetcherError::CaCert { number: index + 1, reason };
        let bundle =
            Certificate::from_pem_bundle(pem).map_err(|error| refuse(crate::failure::words(&error)))?;
        if bundle.is_empty() {
            return Err(refuse("it holds no certificate".to_owned()));
        }
        roots.extend(bundle);
    }
    Ok(roots)
}

/// The environment's proxy settings are ignored: an archive must know which way its bytes came.
fn through(builder: ClientBuilder, config: &FetcherConfig) -> Result<ClientBuilder, FetcherError> {
    let Some(proxy) = &config.proxy else {
        return Ok(builder.no_proxy());
    };
    let refuse = |reason: String| FetcherError::Proxy { proxy: crate::failure::bare(proxy), reason };
    match proxy.scheme() {
        "http" | "https" | "socks5" | "socks5h" if proxy.has_host() => {
            let all = Proxy::all(proxy.clone()).map_err(|error| refuse(crate::failure::words(&error)))?;
            Ok(builder.no_proxy().proxy(all))
        }
        scheme => Err(refuse(format!("'{scheme}' is not a kind of proxy that is supported"))),
    }
}
