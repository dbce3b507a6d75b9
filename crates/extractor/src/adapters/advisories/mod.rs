//! Advisories and the records of flaws: one file for each shape.
//!
//! A list of flaws (CVE, NVD, OSV, KEV) is no statement of the provider: what it says becomes reference events,
//! each with the precision of its time and how far it can be trusted. An advisory of a provider is a post as well.

mod alas;
mod csaf;
mod csaf_lists;
mod csaf_products;
mod csaf_provider;
mod csaf_text;
mod cve;
mod debian_list;
mod debian_tracker;
mod exploit;
mod kev;
mod msrc;
mod msrc_fix;
mod nvd;
mod osv;
mod record;
mod red_hat;
mod ubuntu;

pub(super) use alas::read as read_alas;
pub(super) use csaf::read as read_csaf;
pub(super) use csaf::read_rolie;
pub(super) use csaf_lists::{read_changes, read_index};
pub(super) use csaf_provider::read as read_csaf_provider;
pub(super) use cve::read as read_cve;
pub(super) use debian_list::read as read_debian_list;
pub(super) use debian_tracker::read as read_debian_tracker;
pub(super) use kev::read as read_kev;
pub(super) use msrc::{read_document as read_msrc, read_updates as read_msrc_updates};
pub(super) use nvd::read as read_nvd;
pub(super) use osv::read as read_osv;
pub(super) use red_hat::read as read_red_hat;
pub(super) use ubuntu::read as read_ubuntu;
