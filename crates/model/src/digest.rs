//! Digests, each a type of its own: which bytes were hashed is said where a digest is stored.

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE32, HEXLOWER};
use sha1::{Digest, Sha1};
use sha2::Sha256;

/// A SHA-1 digest as WARC files write it: `sha1:` and 32 characters of base 32.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sha1Digest([u8; 20]);

impl Sha1Digest {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self::of_parts(&[bytes])
    }

    /// The digest of `parts`, one behind another.
    pub fn of_parts(parts: &[&[u8]]) -> Self {
        let digest = parts.iter().fold(Sha1::new(), |digest, part| digest.chain_update(part));
        Self(digest.finalize().into())
    }
}

impl fmt::Display for Sha1Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sha1:{}", BASE32.encode(&self.0))
    }
}

impl fmt::Debug for Sha1Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Sha1Digest {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits =
            text.strip_prefix("sha1:").ok_or_else(|| format!("digest '{text}' does not start with sha1:"))?;
        let bytes = BASE32.decode(digits.as_bytes()).map_err(|error| format!("digest '{text}': {error}"))?;
        bytes.try_into().map(Self).map_err(|_| format!("digest '{text}' is not 20 bytes long"))
    }
}

/// A SHA-256 digest, written `sha256:` and 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sha256Digest([u8; 32]);

impl Sha256Digest {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Display for Sha256Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sha256:{}", HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for Sha256Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sha1_is_written_as_warc_files_write_it() {
        let digest = Sha1Digest::of(b"");
        assert_eq!(digest.to_string(), "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
        assert_eq!(digest.to_string().parse::<Sha1Digest>().unwrap(), digest);
        assert!("sha1:AA".parse::<Sha1Digest>().is_err());
    }
}
