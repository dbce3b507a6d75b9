//! Which addresses belong to machines of the public internet, and which do not.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

/// A block of addresses, such as `10.0.0.0/8`, or a single one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    first: IpAddr,
    prefix: u8,
}

/// What a text must look like to be a [`Network`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a network; write an IP address, or a block such as 10.0.0.0/8 or fd00::/8")]
pub struct NetworkError(String);

impl Network {
    const fn v4(octets: [u8; 4], prefix: u8) -> Self {
        Self { first: IpAddr::V4(Ipv4Addr::new(octets[0], octets[1], octets[2], octets[3])), prefix }
    }

    const fn v6(first: [u16; 3], prefix: u8) -> Self {
        Self { first: IpAddr::V6(Ipv6Addr::new(first[0], first[1], first[2], 0, 0, 0, 0, 0)), prefix }
    }

    /// Whether `address` lies in this block.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.first, address) {
            (IpAddr::V4(first), IpAddr::V4(address)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.prefix)).unwrap_or(0);
                u32::from(first) & mask == u32::from(address) & mask
            }
            (IpAddr::V6(first), IpAddr::V6(address)) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.prefix)).unwrap_or(0);
                u128::from(first) & mask == u128::from(address) & mask
            }
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = NetworkError;

    fn from_str(text: &str) -> Result<Self, NetworkError> {
        let wrong = || NetworkError(text.to_owned());
        let (first, prefix) = match text.trim().split_once('/') {
            Some((first, prefix)) => (first, Some(prefix.parse::<u8>().map_err(|_| wrong())?)),
            None => (text.trim(), None),
        };
        let first: IpAddr = first.trim_matches(['[', ']']).parse().map_err(|_| wrong())?;
        let whole = if first.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.unwrap_or(whole);
        if prefix > whole { Err(wrong()) } else { Ok(Self { first, prefix }) }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.first, self.prefix)
    }
}

/// Blocks of IPv4 that are not of the public internet (IANA, "IPv4 Special-Purpose Address Registry"), and
/// one address that is, but where a cloud keeps the secrets of its machines.
const SPECIAL_V4: [(Network, &str); 17] = [
    (Network::v4([0, 0, 0, 0], 8), "an unspecified address (RFC 1122)"),
    (Network::v4([10, 0, 0, 0], 8), "a private address (RFC 1918)"),
    (Network::v4([100, 64, 0, 0], 10), "a provider's internal address (RFC 6598)"),
    (Network::v4([127, 0, 0, 0], 8), "a loopback address (RFC 1122)"),
    (Network::v4([168, 63, 129, 16], 32), "a cloud's own service"),
    (Network::v4([169, 254, 0, 0], 16), "a link-local address (RFC 3927)"),
    (Network::v4([172, 16, 0, 0], 12), "a private address (RFC 1918)"),
    (Network::v4([192, 0, 0, 0], 24), "an address of a protocol (RFC 6890)"),
    (Network::v4([192, 0, 2, 0], 24), "an address for documentation (RFC 5737)"),
    (Network::v4([192, 88, 99, 0], 24), "a 6to4 relay (RFC 7526)"),
    (Network::v4([192, 168, 0, 0], 16), "a private address (RFC 1918)"),
    (Network::v4([198, 18, 0, 0], 15), "an address for benchmarks (RFC 2544)"),
    (Network::v4([198, 51, 100, 0], 24), "an address for documentation (RFC 5737)"),
    (Network::v4([203, 0, 113, 0], 24), "an address for documentation (RFC 5737)"),
    (Network::v4([224, 0, 0, 0], 4), "a multicast address (RFC 5771)"),
    (Network::v4([255, 255, 255, 255], 32), "the broadcast address (RFC 919)"),
    (Network::v4([240, 0, 0, 0], 4), "a reserved address (RFC 1112)"),
];

/// Blocks of IPv6 that are not of the public internet (IANA, "IPv6 Special-Purpose Address Registry").
const SPECIAL_V6: [(Network, &str); 11] = [
    (Network::v6([0x64, 0xff9b, 1], 48), "a translated address of a local network (RFC 8215)"),
    (Network::v6([0x100, 0, 0], 48), "a discarded address (RFC 6666)"),
    (Network::v6([0x2001, 0, 0], 32), "a Teredo address (RFC 4380)"),
    (Network::v6([0x2001, 0, 0], 23), "an address of a protocol (RFC 2928)"),
    (Network::v6([0x2001, 0xdb8, 0], 32), "an address for documentation (RFC 3849)"),
    (Network::v6([0x2002, 0, 0], 16), "a 6to4 address (RFC 3056)"),
    (Network::v6([0x3fff, 0, 0], 20), "an address for documentation (RFC 9637)"),
    (Network::v6([0xfc00, 0, 0], 7), "a unique local address (RFC 4193)"),
    (Network::v6([0xfe80, 0, 0], 10), "a link-local address (RFC 4291)"),
    (Network::v6([0xfec0, 0, 0], 10), "a site-local address (RFC 3879)"),
    (Network::v6([0xff00, 0, 0], 8), "a multicast address (RFC 4291)"),
];

/// The addresses that IANA gives out to be reached from everywhere.
const GLOBAL_V6: Network = Network::v6([0x2000, 0, 0], 3);

/// IPv4 addresses as they are reached through a translator (RFC 6052).
const NAT64: Network = Network::v6([0x64, 0xff9b, 0], 96);

/// What `address` is, where it is not one of the public internet; `None` where it is.
pub(crate) fn special(address: IpAddr) -> Option<&'static str> {
    let named = |table: &[(Network, &'static str)]| {
        table.iter().find(|(network, _)| network.contains(address)).map(|(_, what)| *what)
    };
    let address = match address {
        IpAddr::V4(_) => return named(&SPECIAL_V4),
        IpAddr::V6(address) => address,
    };
    if address.is_unspecified() {
        return Some("the unspecified address (RFC 4291)");
    }
    if address.is_loopback() {
        return Some("the loopback address (RFC 4291)");
    }
    if address.to_ipv4_mapped().is_some() {
        return Some("an IPv4 address in the form of IPv6 (RFC 4291)");
    }
    if let Some(inside) = translated(address) {
        return special(IpAddr::V4(inside));
    }
    named(&SPECIAL_V6).or_else(|| {
        let global = GLOBAL_V6.contains(IpAddr::V6(address));
        (!global).then_some("an address outside of the public ones (RFC 4291)")
    })
}

/// The IPv4 address that a translator makes of `address`.
fn translated(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [.., a, b, c, d] = address.octets();
    NAT64.contains(IpAddr::V6(address)).then_some(Ipv4Addr::new(a, b, c, d))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn is_special(address: &str) -> bool {
        special(address.parse().unwrap()).is_some()
    }

    #[test]
    fn public_addresses_are_not_special() {
        for address in [
            "1.1.1.1",
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.0",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2606:4700::1111",
            "2a00:1450:4001:81b::200e",
            "2001:4860:4860::8888",
            "64:ff9b::808:808",
        ] {
            assert!(!is_special(address), "{address}");
        }
    }

    #[test]
    fn what_lies_inside_of_networks_is_special() {
        for address in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.100.100.200",
            "127.0.0.1",
            "127.255.255.254",
            "168.63.129.16",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::a00:1",
            "100::1",
            "2001::1",
            "2001:0:53aa:64c:0:0:0:1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:808:808::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(is_special(address), "{address}");
        }
    }

    #[test]
    fn networks_are_read_and_contain_what_lies_in_them() {
        let ten: Network = "10.0.0.0/8".parse().unwrap();
        assert!(ten.contains("10.255.0.1".parse().unwrap()));
        assert!(!ten.contains("11.0.0.1".parse().unwrap()));
        assert!(!ten.contains("::a00:1".parse().unwrap()));
        let one: Network = "[::1]".parse().unwrap();
        assert!(one.contains("::1".parse().unwrap()) && !one.contains("::2".parse().unwrap()));
        let all: Network = "0.0.0.0/0".parse().unwrap();
        assert!(all.contains("203.0.113.9".parse().unwrap()));
        for wrong in ["", "host", "10.0.0.0/33", "10.0.0.0/x", "10.0.0/8", "::/129"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn an_address_in_the_form_of_the_other_family_is_never_a_way_around(octets in any::<[u8; 4]>()) {
            let v4 = Ipv4Addr::from(octets);
            let [a, b, c, d] = octets.map(u16::from);
            let (high, low) = (a << 8 | b, c << 8 | d);
            let forms = [
                v4.to_ipv6_mapped(),
                Ipv6Addr::new(0, 0, 0, 0, 0, 0, high, low),
                Ipv6Addr::new(0x2002, high, low, 0, 0, 0, 0, 1),
            ];
            for form in forms {
                prop_assert!(special(IpAddr::V6(form)).is_some(), "{form}");
            }
            let nat64 = Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, low);
            prop_assert_eq!(special(IpAddr::V6(nat64)), special(IpAddr::V4(v4)));
        }
    }
}
