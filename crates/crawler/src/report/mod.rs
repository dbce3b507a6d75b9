//! `trail report`: the providers' answers to one incident, side by side.

mod csv;
mod html;
mod render;
mod text;
mod words;

pub use render::{gather, render};
