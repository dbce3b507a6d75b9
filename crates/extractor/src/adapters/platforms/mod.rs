//! Status pages of other platforms than Statuspage, and those that providers made themselves.

mod aws;
mod firehydrant;
mod google_cloud;
mod incident_io;
mod instatus;
mod pagerduty;
mod record;
mod slack;
mod statusio;
mod streamed;
mod unknown;

pub(super) use aws::read as read_aws;
pub(super) use firehydrant::read as read_firehydrant;
pub(super) use google_cloud::read as read_google_cloud;
pub(super) use incident_io::read as read_incident_io;
pub(super) use instatus::read as read_instatus;
pub(super) use pagerduty::read as read_pagerduty;
pub(super) use slack::read as read_slack;
pub(super) use statusio::read as read_statusio;
pub(super) use unknown::read as read_unknown;
