//! An address is visited for a provider that is followed, whatever became of the one that named it before.

use model::SourceKind::{Blog, Page};

use crate::support::{Answer, TestStore, article, at, found, listing, provider, source};

const BLOG: &str = "https://acme.example/blog";
const POST: &str = "https://acme.example/blog/a";

/// The provider `acme` was read: its blog, and a post.
async fn read() -> TestStore {
    let it = TestStore::with_source(Blog, BLOG).await;
    it.look(at(1), Answer::ok("1"), &listing(&[POST])).await;
    it.query("update frontier set due_at = '2014-06-01' where role = 'listing'", false).await.unwrap();
    let visit = it.claimed_url(POST, at(1)).await;
    it.record(&Answer::ok("a").at(at(1)).capture(visit), &found(&[article(POST, "A", "Words")])).await;
    it
}

const OWNERS: &str = "select f.url, p.slug, f.active from frontier f join providers p on p.id = f.provider_id
                       where f.role <> 'robots' order by f.id";

#[tokio::test]
async fn an_address_goes_over_from_a_provider_that_is_in_no_seed() {
    let it = read().await;
    let new = [provider("acme-cloud", "acme.example", vec![source(Blog, BLOG)])];
    let changes = it.seeds_sync(&new, &[], at(2)).await.unwrap();
    assert_eq!(changes.taken, [(BLOG.to_owned(), "acme".to_owned())]);
    assert_eq!(changes.shared, []);
    let retired =
        "select p.slug, s.active from sources s join providers p on p.id = s.provider_id order by 1";
    assert_eq!(it.lines(retired).await, ["acme|f", "acme-cloud|t"]);
    // It is due at once, and what it leads to goes over with it.
    let visit = it.claimed_url(BLOG, at(2)).await;
    assert_eq!(visit.source.provider, "acme-cloud");
    it.record(&Answer::ok("2").at(at(2)).capture(visit), &listing(&[POST])).await;
    assert_eq!(it.lines(OWNERS).await, [format!("{BLOG}|acme-cloud|t"), format!("{POST}|acme-cloud|t")]);
    assert_eq!(it.seeds_sync(&new, &[], at(3)).await.unwrap(), store::SeedChanges::default());
}

#[tokio::test]
async fn an_address_stays_with_a_provider_that_the_seeds_have() {
    let it = read().await;
    let other = [provider("other", "other.example", vec![source(Blog, BLOG)])];
    let all = ["acme".to_owned(), "other".to_owned()];
    let changes = it.seeds_sync_some(&other, &all, &[], at(2)).await.unwrap();
    assert_eq!(changes.taken, []);
    assert_eq!(changes.shared, [(BLOG.to_owned(), "acme".to_owned())]);
    assert_eq!(it.lines(OWNERS).await, [format!("{BLOG}|acme|t"), format!("{POST}|acme|t")]);
}

#[tokio::test]
async fn a_provider_with_a_new_slug_keeps_what_was_recorded() {
    let it = read().await;
    let mut new = provider("acme-cloud", "acme.example", vec![source(Blog, BLOG)]);
    new.former = vec!["acme-inc".into(), "acme".into()];
    let changes = it.seeds_sync(std::slice::from_ref(&new), &[], at(2)).await.unwrap();
    assert_eq!(changes.renamed, [("acme".to_owned(), "acme-cloud".to_owned())]);
    assert_eq!((changes.taken.len(), changes.shared.len(), changes.retired.len()), (0, 0, 0));
    assert_eq!(it.lines("select slug, former from providers").await, ["acme-cloud|{acme-inc,acme}"]);
    assert_eq!(it.lines(OWNERS).await, [format!("{BLOG}|acme-cloud|t"), format!("{POST}|acme-cloud|t")]);
    assert_eq!(
        it.lines("select v.slug from posts p join providers v on v.id = p.provider_id").await,
        ["acme-cloud"]
    );
    assert_eq!(it.seeds_sync(&[new], &[], at(3)).await.unwrap(), store::SeedChanges::default());
}

/// What an address is asked with, and when.
const ASKED: &str = "select role, depth, interval_s, etag, due_at from frontier where url like '%/blog/a'";

#[tokio::test]
async fn a_link_that_becomes_a_source_is_looked_at_as_one_at_once() {
    let it = read().await;
    let later =
        "update frontier set due_at = '2014-05-07', interval_s = 600, etag = 'x' where url like '%/blog/a'";
    it.query(later, false).await.unwrap();
    let with = |sources| [provider("acme", "acme.example", sources)];
    it.seeds_sync(&with(vec![source(Blog, BLOG), source(Blog, POST)]), &[], at(2)).await.unwrap();
    assert_eq!(it.lines(ASKED).await, ["listing|0|0|-|2014-04-07 20:00:00+00"]);
    let states = it.source_states(None, at(2), at(2)).await.unwrap();
    let state = states.iter().find(|state| state.url == POST).unwrap();
    assert_eq!(state.last_success_at, None, "as a list it was never looked at");
    // So it is where its kind changes, and not where nothing of that does.
    it.query(later, false).await.unwrap();
    let mut edited = source(Blog, POST);
    edited.citation = Some("the front page".into());
    it.seeds_sync(&with(vec![source(Blog, BLOG), edited.clone()]), &[], at(3)).await.unwrap();
    assert_eq!(it.lines(ASKED).await, ["listing|0|600|x|2014-05-07 00:00:00+00"]);
    edited.kind = Page;
    it.seeds_sync(&with(vec![source(Blog, BLOG), edited]), &[], at(4)).await.unwrap();
    assert_eq!(it.lines(ASKED).await, ["post|0|0|-|2014-04-07 22:00:00+00"]);
}
