//! What texts say of the criteria: the rules, the catalogue and the database agree.

use crate::bench::Bench;

#[tokio::test(flavor = "multi_thread")]
async fn the_catalogue_in_the_database_is_the_one_of_the_rules() {
    let bench = Bench::new().await;
    let stored = bench
        .column("select concat_ws('|', signal, criterion, meaning, suggestion) from signal_kinds order by 1")
        .await;
    let mut ours: Vec<String> = extractor::signals::kinds()
        .map(|kind| {
            let suggestion = if kind.suggestion { 't' } else { 'f' };
            let (signal, criterion) = (kind.signal.as_str(), kind.criterion.as_str());
            format!("{signal}|{criterion}|{}|{suggestion}", kind.meaning)
        })
        .collect();
    ours.sort_unstable();
    let stored: std::collections::BTreeSet<String> = stored.into_iter().collect();
    let missing: Vec<&String> = ours.iter().filter(|line| !stored.contains(*line)).collect();
    assert_eq!(missing, Vec::<&String>::new());
    assert_eq!(stored.len(), ours.len());
}
