//! One provider, now: `trail refetch`.

use crate::bench::Bench;

const PROVIDER: &str = "nimbus";

#[tokio::test(flavor = "multi_thread")]
async fn since_leaves_out_old_posts_and_keeps_the_sources() {
    let bench = Bench::new().await;
    bench.all_days().await;
    let all = bench.store.refetch_plan(PROVIDER, None).await.unwrap();
    let later = bench.store.refetch_plan(PROVIDER, Some(bench.server.time())).await.unwrap();
    assert!(!later.is_empty() && later.len() < all.len(), "{} of {}", later.len(), all.len());
    let listings = |plan: &[store::AgainLine]| plan.iter().filter(|line| line.role == "listing").count();
    assert_eq!(listings(&later), listings(&all));
    assert!(later.iter().all(|line| line.last_looked_at.is_some()));
    let due = bench.store.due_set_since(PROVIDER, bench.server.time(), bench.server.time()).await.unwrap();
    assert_eq!(usize::try_from(due).unwrap(), later.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn force_asks_for_whole_bodies() {
    let mut bench = Bench::new().await;
    let unchanged = "select count(*) from observations where status = 304";
    bench.look().await;
    bench.look().await;
    let before = bench.number(unchanged).await;
    assert!(before > 0, "the second look asks with validators");
    bench.line.always_whole = true;
    bench.look().await;
    assert_eq!(bench.number(unchanged).await, before);
}
