//! The commands, one file each.

pub mod archive;
pub mod burst;
pub mod charset;
pub mod cite;
pub mod code;
pub mod crawl;
pub mod dates;
pub mod db;
pub mod demo;
mod dictionary;
pub mod diff;
pub mod doctor;
pub mod explain;
pub mod export;
pub mod extract;
mod extract_signals;
pub mod fetch;
pub mod import;
mod lines;
mod named_post;
mod past;
pub mod rebuild;
pub mod reextract;
pub mod refetch;
mod refetch_plan;
pub mod report;
pub mod revalidate;
pub mod robots;
pub mod rules;
mod run;
pub mod seeds;
pub mod sql;
pub mod status;
pub mod verify;
pub mod watch;

pub use run::run;
