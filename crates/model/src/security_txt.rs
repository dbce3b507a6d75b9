//! A security.txt file (RFC 9116) as one capture shows it.

use serde::{Deserialize, Serialize};

use crate::{Note, Stamp};

/// What the file says, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecurityTxt {
    /// Its fields in the order of the file, names as written.
    pub fields: Vec<(String, String)>,
    /// Whether it is clear-signed with OpenPGP (section 2.3). The signature is not checked.
    pub signed: bool,
    /// `Expires`, where it can be read.
    pub expires: Option<Stamp>,
    /// What departs from the specification, but for the time of expiry, which passes while the file stays.
    pub findings: Vec<Note>,
}
