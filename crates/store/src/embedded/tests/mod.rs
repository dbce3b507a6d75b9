//! The promises of the private cluster, on real servers.
