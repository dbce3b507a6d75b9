//! The world keeps its own promises.

mod client;
mod description;
mod served;
