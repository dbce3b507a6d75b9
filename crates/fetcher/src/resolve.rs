//! Host names to addresses, with an error type of our own: a name without an address is told apart from
//! a machine that does not answer.

use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Asks the machine's own resolver.
pub(crate) struct SystemResolver;

/// A host name has no address, or none can be found out at the moment.
#[derive(Debug, thiserror::Error)]
#[error("no address found for host '{host}' ({reason})")]
pub(crate) struct Unresolved {
    /// The name asked for.
    pub(crate) host: String,
    /// What the resolver said.
    pub(crate) reason: String,
}

impl Resolve for SystemResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        Box::pin(async move {
            let unresolved = |reason: String| Unresolved { host: host.clone(), reason };
            let found: Vec<SocketAddr> = tokio::net::lookup_host((host.as_str(), 0))
                .await
                .map_err(|error| unresolved(error.to_string()))?
                .collect();
            match found.is_empty() {
                true => Err(unresolved("the answer is empty".to_owned()).into()),
                false => Ok(Box::new(found.into_iter()) as Addrs),
            }
        })
    }
}
