//! Host names to addresses, with an error type of our own: a name without an address is told apart from
//! a machine that does not answer.
//!
//! This is where the connection is made: hyper dials what is handed out here and asks nobody else. So an
//! address that is not public is left out here, on every hop, and a name that leads elsewhere the second
//! time it is asked for (DNS rebinding) gains nothing.

use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::Url;

use crate::guard::{PrivateNetworks, private_words};

/// Asks the machine's own resolver.
pub(crate) struct SystemResolver {
    networks: PrivateNetworks,
    /// The proxy's name: its address is the user's own choice.
    proxy: Option<String>,
}

impl SystemResolver {
    /// A resolver that leaves out what `networks` refuses.
    pub(crate) fn new(networks: PrivateNetworks, proxy: Option<&Url>) -> Self {
        Self { networks, proxy: proxy.and_then(Url::host_str).map(str::to_owned) }
    }
}

/// A host name has no address, or none can be found out at the moment.
#[derive(Debug, thiserror::Error)]
#[error("no address found for host '{host}' ({reason})")]
pub(crate) struct Unresolved {
    /// The name asked for.
    pub(crate) host: String,
    /// What the resolver said.
    pub(crate) reason: String,
}

/// A host name leads only to addresses that are not asked.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("host {}", private_words(.host, &format!("at {address}, {what}")))]
pub(crate) struct Refused {
    /// The name asked for.
    pub(crate) host: String,
    /// The first address that it has.
    pub(crate) address: std::net::IpAddr,
    /// What is wrong with it.
    pub(crate) what: &'static str,
}

impl Resolve for SystemResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        let is_proxy = self.proxy.as_deref().is_some_and(|proxy| proxy.eq_ignore_ascii_case(&host));
        let networks = if is_proxy { PrivateNetworks::Allowed } else { self.networks.clone() };
        Box::pin(async move {
            let unresolved = |reason: String| Unresolved { host: host.clone(), reason };
            let found: Vec<SocketAddr> = tokio::net::lookup_host((host.as_str(), 0))
                .await
                .map_err(|error| unresolved(error.to_string()))?
                .collect();
            match found.is_empty() {
                true => Err(unresolved("the answer is empty".to_owned()).into()),
                false => Ok(Box::new(allowed(&host, found, &networks)?.into_iter()) as Addrs),
            }
        })
    }
}

/// Those of `found` that may be asked.
fn allowed(
    host: &str,
    found: Vec<SocketAddr>,
    networks: &PrivateNetworks,
) -> Result<Vec<SocketAddr>, Refused> {
    let mut refused = None;
    let mut allowed = Vec::with_capacity(found.len());
    for socket in found {
        match networks.objection(socket.ip()) {
            None => allowed.push(socket),
            Some(what) => {
                refused.get_or_insert(Refused { host: host.to_owned(), address: socket.ip(), what });
            }
        }
    }
    match refused {
        Some(refused) if allowed.is_empty() => Err(refused),
        _ => Ok(allowed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sockets(addresses: &[&str]) -> Vec<SocketAddr> {
        addresses.iter().map(|address| SocketAddr::new(address.parse().unwrap(), 0)).collect()
    }

    #[test]
    fn only_public_addresses_of_a_name_are_dialled() {
        let networks = PrivateNetworks::Refused;
        let mixed = sockets(&["10.0.0.1", "1.1.1.1", "::1", "2606:4700::1111"]);
        assert_eq!(allowed("a.test", mixed, &networks), Ok(sockets(&["1.1.1.1", "2606:4700::1111"])));
        let refused = allowed("a.test", sockets(&["169.254.169.254", "::1"]), &networks).unwrap_err();
        let text = refused.to_string();
        assert!(
            text.contains("a.test") && text.contains("169.254.169.254") && text.contains("RFC 3927"),
            "{text}"
        );
        let own = sockets(&["10.0.0.1"]);
        assert_eq!(allowed("a.test", own.clone(), &PrivateNetworks::Allowed), Ok(own));
    }
}
