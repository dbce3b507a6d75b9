//! What a PostgreSQL server keeps of a password (RFC 5803, SCRAM-SHA-256): made here, so that the password
//! itself is in no statement, and in no log of the server.

use data_encoding::BASE64;
use sha2::{Digest, Sha256};

/// Rounds of the derivation: PostgreSQL's own default.
const ROUNDS: u32 = 4096;

/// Bytes of a block of SHA-256.
const BLOCK: usize = 64;

/// The verifier of `password`, as `ALTER ROLE ... PASSWORD` takes it.
pub(crate) fn verifier(password: &str, salt: &[u8]) -> String {
    let salted = salted(password.as_bytes(), salt);
    let client = hmac(&salted, b"Client Key");
    let (stored, server) = (Sha256::digest(client), hmac(&salted, b"Server Key"));
    format!(
        "SCRAM-SHA-256${ROUNDS}:{}${}:{}",
        BASE64.encode(salt),
        BASE64.encode(&stored),
        BASE64.encode(&server)
    )
}

/// PBKDF2 with one block of output (RFC 5802, section 2.2: `Hi`).
fn salted(password: &[u8], salt: &[u8]) -> [u8; 32] {
    let first = [salt, &1_u32.to_be_bytes()].concat();
    let mut round = hmac(password, &first);
    let mut sum = round;
    for _ in 1..ROUNDS {
        round = hmac(password, &round);
        for (whole, part) in sum.iter_mut().zip(round) {
            *whole ^= part;
        }
    }
    sum
}

/// HMAC-SHA-256 (RFC 2104).
fn hmac(key: &[u8], text: &[u8]) -> [u8; 32] {
    let mut block = [0_u8; BLOCK];
    let short: &[u8] = &if key.len() > BLOCK { Sha256::digest(key).to_vec() } else { key.to_vec() };
    for (to, from) in block.iter_mut().zip(short) {
        *to = *from;
    }
    let inner = Sha256::new().chain_update(block.map(|byte| byte ^ 0x36)).chain_update(text).finalize();
    Sha256::new().chain_update(block.map(|byte| byte ^ 0x5c)).chain_update(inner).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::HEXLOWER;

    #[test]
    fn hmac_as_in_rfc_4231() {
        let digest = HEXLOWER.encode(&hmac(b"Jefe", b"what do ya want for nothing?"));
        assert_eq!(digest, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[test]
    fn the_keys_of_rfc_7677() {
        let salt = BASE64.decode(b"W22ZaJ0SNY7soEsUEjb6gQ==").unwrap();
        let key = hmac(&salted(b"pencil", &salt), b"Server Key");
        let text = [
            "n=user,r=rOprNGfwEbeRWgbNEkqO,",
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,",
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
        ]
        .concat();
        let signature = BASE64.encode(&hmac(&key, text.as_bytes()));
        assert_eq!(signature, "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }
}
