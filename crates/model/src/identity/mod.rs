//! When two addresses are one: the key of an address, in the sort-friendly form of web archives (SURT).
//!
//! The key is what addresses are compared by. It is never fetched: a server may want every part of an address
//! that the key leaves out.

mod escapes;
mod key;
mod parameters;

pub use key::address_key;
