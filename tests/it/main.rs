//! The promises of the product, tried on the whole line: real PostgreSQL, a real loopback server, the real
//! program.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod advisory_samples;
mod archive;
mod arrows;
mod backfill;
mod bench;
mod catching_up;
mod changes;
mod cli;
mod codes;
mod dates;
mod demo;
mod demo_truth;
mod export;
mod faults;
mod fetch;
mod headers;
mod health;
mod host;
mod import;
mod kills;
mod listing;
mod mementos;
mod operate;
mod outages;
mod politeness;
mod reading_roles;
mod rebuild;
mod refetch;
mod report;
mod rereading;
mod research;
mod robots;
mod s3;
mod seed_search;
mod seeds;
mod signals;
mod site;
mod slugs;
mod sql;
mod trail;
mod verify;
mod wayback;
mod windows;
