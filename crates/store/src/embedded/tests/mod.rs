//! The promises of the private cluster, on real servers.

mod child;
mod crash;
mod life;
mod package;
mod places;
mod scratch;
mod sharing;
mod versions;
