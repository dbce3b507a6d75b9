//! What is never asked: addresses that lead into networks which are not public, or to other services.
//!
//! A name is checked once more where the connection is made, see `resolve`: what it leads to can change
//! between two looks, and is nobody's word but its owner's.

use std::net::IpAddr;

use model::{Failure, FailureClass};
use url::{Host, Url};

use crate::failure::failure;
use crate::network::{Network, special};

/// Which machines may be asked beside those of the public internet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum PrivateNetworks {
    /// None: the answer for a crawler of the web.
    #[default]
    Refused,
    /// Those of these networks.
    Only(Vec<Network>),
    /// All: for test networks.
    Allowed,
}

impl PrivateNetworks {
    /// What is wrong with `address`; `None` where it may be asked.
    pub(crate) fn objection(&self, address: IpAddr) -> Option<&'static str> {
        match self {
            Self::Allowed => None,
            Self::Only(networks) if networks.iter().any(|network| network.contains(address)) => None,
            Self::Only(_) | Self::Refused => special(address),
        }
    }
}

/// Names that mean this machine or its network wherever they are resolved (RFC 6761, RFC 6762, RFC 8375, ICANN's
/// `internal`), or where clouds keep the secrets of their machines. A proxy that resolves for us would go there.
const LOCAL_NAMES: [&str; 6] = ["localhost", "localdomain", "local", "internal", "home.arpa", "lan"];

/// Whether `url` may be asked, as far as it says itself.
///
/// # Errors
/// Where it is no address of the web, holds credentials, or leads to what is not public.
pub(crate) fn may_be_asked(
    url: &Url,
    networks: &PrivateNetworks,
    proxy: Option<&Url>,
) -> Result<(), Failure> {
    let refuse = |detail| Err(failure(FailureClass::Refused, detail));
    let (host, port) = match (url.scheme(), url.host()) {
        ("http" | "https", Some(host)) => (host, url.port_or_known_default().unwrap_or(0)),
        ("http" | "https", None) => return refuse(format!("'{url}' names no host")),
        (scheme, _) => {
            return refuse(format!("'{scheme}' addresses are not asked; only http and https are"));
        }
    };
    if !url.username().is_empty() || url.password().is_some() {
        return refuse(format!("the address of {host} holds credentials; take them out"));
    }
    if BAD_PORTS.contains(&port) {
        return refuse(format!("port {port} of {host} belongs to another protocol; browsers refuse it too"));
    }
    match host {
        Host::Ipv4(address) => judge(&host, IpAddr::V4(address), networks),
        Host::Ipv6(address) => judge(&host, IpAddr::V6(address), networks),
        Host::Domain(name) if *networks != PrivateNetworks::Allowed => judge_name(name, networks, proxy),
        Host::Domain(_) => Ok(()),
    }
}

fn judge(host: &Host<&str>, address: IpAddr, networks: &PrivateNetworks) -> Result<(), Failure> {
    match networks.objection(address) {
        None => Ok(()),
        Some(what) => Err(failure(FailureClass::Refused, private_words(&host.to_string(), what))),
    }
}

fn judge_name(name: &str, networks: &PrivateNetworks, proxy: Option<&Url>) -> Result<(), Failure> {
    // With networks that are allowed, what a name of this machine leads to is checked where it is resolved.
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let is_local = LOCAL_NAMES
        .iter()
        .any(|local| name.strip_suffix(local).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')));
    if is_local && (proxy.is_some() || *networks == PrivateNetworks::Refused) {
        return Err(failure(FailureClass::Refused, private_words(&name, "a name of the local network")));
    }
    // The proxy's own name is resolved without a check, so it must not be a way to ask its other ports.
    if proxy.and_then(Url::host_str).is_some_and(|proxy| proxy.eq_ignore_ascii_case(&name)) {
        return Err(failure(FailureClass::Refused, private_words(&name, "the name of our own proxy")));
    }
    Ok(())
}

/// Why a host is not asked.
pub(crate) fn private_words(host: &str, what: &str) -> String {
    format!("'{host}' is {what}; it is not asked (for a test network, see --allow-private)")
}

/// The ports that browsers refuse (WHATWG Fetch, "port blocking"): services that take HTTP for commands.
const BAD_PORTS: [u16; 82] = [
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103,
    104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514,
    515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723,
    2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6697, 10080,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn class(url: &str, networks: &PrivateNetworks) -> Result<(), FailureClass> {
        may_be_asked(&Url::parse(url).unwrap(), networks, None).map_err(|failure| failure.class)
    }

    #[test]
    fn only_addresses_of_the_web_are_asked() {
        for url in ["https://a.test/", "http://a.test:8080/", "https://1.1.1.1/"] {
            assert_eq!(class(url, &PrivateNetworks::Refused), Ok(()), "{url}");
        }
        for url in [
            "file:///etc/passwd",
            "ftp://a.test/",
            "https://me:pw@a.test/",
            "data:,x",
            "http://a.test:25/",
            "http://a.test:6379@b.test/",
            "http://a.test:0/",
        ] {
            assert_eq!(class(url, &PrivateNetworks::Allowed), Err(FailureClass::Refused), "{url}");
        }
    }

    #[test]
    fn no_spelling_of_a_private_address_is_asked() {
        for url in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://0177.0.0.1/",
            "http://127.0.0.1./",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[64:ff9b::127.0.0.1]/",
            "http://169.254.169.254/latest/meta-data/",
            "http://\u{ff11}27.0.0.1/",
            "http://localhost/",
            "http://LOCALHOST./",
            "http://a.localhost/",
            "http://metadata.google.internal/",
            "http://printer.local/",
        ] {
            assert_eq!(class(url, &PrivateNetworks::Refused), Err(FailureClass::Refused), "{url}");
        }
        assert_eq!(class("http://notlocal/", &PrivateNetworks::Refused), Ok(()));
    }

    #[test]
    fn a_switch_opens_all_or_the_named_networks() {
        let only = PrivateNetworks::Only(vec!["127.0.0.1".parse().unwrap()]);
        assert_eq!(class("http://127.0.0.1:8080/", &only), Ok(()));
        assert_eq!(class("http://127.0.0.66:8080/", &only), Err(FailureClass::Refused));
        assert_eq!(class("http://localhost:8080/", &only), Ok(()), "checked where it is resolved");
        assert_eq!(class("http://127.0.0.66:8080/", &PrivateNetworks::Allowed), Ok(()));
    }

    #[test]
    fn behind_a_proxy_the_literal_and_the_name_are_checked() {
        let proxy = Url::parse("http://proxy.corp.test:3128").unwrap();
        let ask = |url: &str| {
            may_be_asked(&Url::parse(url).unwrap(), &PrivateNetworks::Refused, Some(&proxy)).is_ok()
        };
        assert!(ask("http://a.test/"));
        assert!(!ask("http://10.0.0.1/") && !ask("http://localhost/"));
        assert!(!ask("http://Proxy.corp.test:8080/"));
    }
}
