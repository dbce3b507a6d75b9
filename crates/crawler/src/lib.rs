//! The program: joins the stages into one line, schedules it, and answers on the command line.

#[macro_use]
pub mod out;

pub mod catching_up;
pub mod chance;
pub mod checking;
pub mod cli;
pub mod clock;
pub mod clock_watch;
pub mod commands;
pub mod crew;
pub mod database;
pub mod discover;
pub mod exit;
pub mod failure;
pub mod home;
pub mod line;
pub mod mentions;
pub mod metrics;
pub mod notify;
pub mod origin_rules;
pub mod past;
pub mod peek;
pub mod people;
pub mod presence;
pub mod preview;
pub mod progress;
pub mod reading;
pub mod rebuilding;
pub mod redacted;
pub mod rereading;
pub mod room;
pub mod schedule;
pub mod seed_files;
pub mod setting;
pub mod signals;
pub mod standing;
pub mod steps;
pub mod table;
pub mod world;
