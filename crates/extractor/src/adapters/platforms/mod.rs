//! Status pages of other platforms than Statuspage, and those that providers made themselves. Each file here
//! reads one of them and exports its `ADAPTER`; its name in the list below is all that a new one needs.

use super::adapter::Adapter;

mod record;
mod streamed;
pub(super) mod unknown;

/// Declares the file of each platform and puts its adapter into the list.
macro_rules! platforms {
    ($($name:ident)*) => {
        $(mod $name;)*

        /// The adapters of all platforms, in the order in which they look at a document.
        pub(super) const PLATFORMS: &[Adapter] = &[$($name::ADAPTER),*];
    };
}

platforms! {
    // JSON, each with fields that no other has.
    instatus
    aws
    google_cloud
    slack
    statusio
    firehydrant
    cachet_2
    cachet_3
    cstate
    sorry
    heroku
    salesforce
    monitors
    // Lists without elements, which the files above have no shape for.
    quiet
    // Pages, and one feed.
    incident_io
    pagerduty
    better_stack
    statuspal
    statuscast
    okta
    oracle
}
