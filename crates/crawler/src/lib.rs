//! The program: joins the stages into one line, schedules it, and answers on the command line.

pub mod chance;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod crew;
pub mod database;
pub mod discover;
pub mod exit;
pub mod failure;
pub mod home;
pub mod line;
pub mod mentions;
pub mod peek;
pub mod presence;
pub mod preview;
pub mod progress;
pub mod reading;
pub mod report;
pub mod rereading;
pub mod room;
pub mod schedule;
pub mod seed_files;
pub mod setting;
pub mod signals;
pub mod table;
pub mod world;
