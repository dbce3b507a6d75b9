//! The promises of the product, tried on the whole line: real PostgreSQL, a real loopback server, the real
//! program.

mod archive;
mod arrows;
mod bench;
mod cli;
mod demo;
mod faults;
mod politeness;
mod seeds;
mod sql;
mod trail;
