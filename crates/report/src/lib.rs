//! What researchers take away: coding sheets and how far coders agree. Reads through `store`; no network, no clock.

pub mod coding;
