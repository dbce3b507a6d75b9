//! A post that moved is one post; what makes two posts one is a row that can be taken back.

use model::SourceKind::{Blog, Page};
use model::{Entry, Extraction, Hop, Post};

use crate::support::{Answer, TestStore, article, at, found, listing, source, stamp};

const OLD: &str = "https://acme.example/2014/openssl";
const NEW: &str = "https://acme.example/blog/openssl-update";

fn dated(key: &str, title: &str, text: &str) -> Post {
    Post { published: Some(stamp("2014-04-07T20:00Z")), ..article(key, title, text) }
}

/// Looks at the old address, which now leads to the new one with that status, and shows `post` there.
async fn redirected(it: &TestStore, hour: i64, status: u16, post: Post) {
    let visit = it.claimed(at(hour)).await;
    let mut capture = Answer::ok(&format!("new {hour}")).at(at(hour)).capture(visit.clone());
    let first: Vec<Hop> = Answer::new(status).at(at(hour)).capture(visit).exchange.hops;
    capture.exchange.hops.splice(0..0, first);
    capture.exchange.hops[1].url = NEW.parse().unwrap();
    it.record(&capture, &found(&[post])).await;
}

#[tokio::test]
async fn a_post_that_is_written_in_several_ways_is_one_address_and_one_post() {
    let it = TestStore::with_source(Blog, "https://acme.example/blog").await;
    let ways = [
        "https://acme.example/a?utm_source=feed",
        "http://www.acme.example/a",
        "https://acme.example/a?fbclid=1#top",
    ];
    let receipt = it.look(at(1), Answer::ok("1"), &listing(&ways)).await;
    assert_eq!(receipt.found, ways[..1], "it is asked as it was written first");
    it.query("update frontier set due_at = 'infinity' where role = 'listing'", false).await.unwrap();
    for (hour, key) in [(2, ways[1]), (3, "https://acme.example/a")] {
        it.look(at(hour), Answer::ok(&format!("{hour}")), &found(&[article(key, "A", "Text.")])).await;
    }
    assert_eq!((it.count("posts").await, it.count("revisions").await), ("1".into(), "1".into()));
}

#[tokio::test]
async fn a_post_whose_address_leads_elsewhere_for_good_is_the_same_post() {
    let it = TestStore::with_source(Page, OLD).await;
    it.look(at(1), Answer::ok("old"), &found(&[dated(OLD, "Our answer", "We patched.")])).await;
    redirected(&it, 2, 301, dated(NEW, "Our answer", "We patched.")).await;
    redirected(&it, 3, 301, dated(NEW, "Our answer", "We patched all.")).await;
    assert_eq!(it.count("posts").await, "1");
    assert_eq!(
        it.lines("select number, text from revisions order by 1").await,
        ["1|We patched.", "2|We patched all."]
    );
    let merges = it.lines("select key, post_id, other_id, reason, evidence from merges").await;
    assert_eq!(merges, [format!("example,acme)/blog/openssl-update|1|-|redirect|{NEW}")]);
}

#[tokio::test]
async fn a_post_that_was_taken_down_does_not_become_the_page_that_its_address_leads_to() {
    let it = TestStore::with_source(Page, OLD).await;
    it.look(at(1), Answer::ok("old"), &found(&[dated(OLD, "Our answer", "We patched.")])).await;
    redirected(&it, 2, 301, article(NEW, "Welcome", "All our news.")).await;
    redirected(&it, 3, 302, dated("https://acme.example/third", "Our answer", "We patched.")).await;
    assert_eq!((it.count("posts").await, it.count("merges").await), ("3".into(), "0".into()));
    assert_eq!(it.value("select count(*) from revisions where post_id = 1").await, "1");
}

#[tokio::test]
async fn a_post_that_moved_to_another_host_is_the_same_post() {
    let it = TestStore::with_source(Page, OLD).await;
    it.look(at(1), Answer::ok("old"), &found(&[article(OLD, "Our answer", "We patched.")])).await;
    let there = "https://blog.acme.example/our-answer";
    it.look(at(2), Answer::moved(there), &Extraction { posts: Vec::new(), ..found(&[]) }).await;
    it.look(at(2), Answer::new(404), &found(&[])).await;
    it.look(at(2), Answer::ok("there"), &found(&[article(there, "Our Answer!", "We patched.")])).await;
    assert_eq!(it.count("posts").await, "1");
    assert_eq!(it.lines("select reason, evidence from merges").await, [format!("moved|{OLD}")]);
}

#[tokio::test]
async fn a_feed_that_gives_a_new_address_to_an_id_says_that_the_post_moved() {
    let it = TestStore::with_source(Blog, "https://acme.example/feed").await;
    let feed = |link: &str| {
        let entry = Entry { link: Some(link.into()), id: Some("guid-1".into()), ..Entry::default() };
        Extraction { entries: vec![entry], ..listing(&[link]) }
    };
    for (hour, address) in [(1, OLD), (3, NEW)] {
        it.query("update frontier set due_at = 'infinity' where role = 'post'", false).await.unwrap();
        it.query("update frontier set due_at = '2014-04-01' where role = 'listing'", false).await.unwrap();
        it.look(at(hour), Answer::ok(address), &feed(address)).await;
        let post = dated(address, &format!("Title of hour {hour}"), "We patched.");
        it.look(at(hour), Answer::ok(&format!("post {hour}")), &found(&[post])).await;
    }
    assert_eq!(it.lines("select reason, evidence, post_id from merges").await, ["guid|guid-1|1"]);
    assert_eq!(it.count("posts").await, "1");
}

#[tokio::test]
async fn a_merge_that_is_taken_back_parts_the_posts_and_is_not_made_again() {
    let it = TestStore::with_source(Page, OLD).await;
    it.look(at(1), Answer::ok("old"), &found(&[dated(OLD, "Our answer", "We patched.")])).await;
    redirected(&it, 2, 301, dated(NEW, "Our answer", "Something else.")).await;
    assert_eq!(it.query("select unmerge(1)", false).await.unwrap().rows[0][0].as_deref(), Some("2"));
    let texts = "select post_id, number, text from revisions order by 1, 2";
    assert_eq!(it.lines(texts).await, ["1|1|We patched.", "2|1|Something else."]);
    let spoken = "select post_id, version from communications order by 1, 2";
    assert_eq!(it.lines(spoken).await, ["1|1", "2|1"]);
    redirected(&it, 3, 301, dated(NEW, "Our answer", "Something else again.")).await;
    assert_eq!(
        it.lines(texts).await,
        ["1|1|We patched.", "2|1|Something else.", "2|2|Something else again."]
    );
    assert_eq!(it.count("merges where undone_at is null").await, "0");
    assert!(it.query("select unmerge(1)", false).await.is_err(), "it is not in force");
}

/// Codes name a statement by the key of its post and by its version.
#[tokio::test]
async fn what_people_coded_stays_with_its_words_when_a_merge_is_taken_back() {
    let it = TestStore::with_source(Page, OLD).await;
    it.look(at(1), Answer::ok("old"), &found(&[dated(OLD, "Our answer", "We patched.")])).await;
    redirected(&it, 2, 301, dated(NEW, "Our answer", "Something else.")).await;
    it.query(
        "insert into coders (name) values ('ada');
         insert into human_codes (coder_id, incident_id, provider_id, post_key, update_key, version, field, value,
                                  text_digest, code_book_version, sheet)
         select d.id, i.id, p.provider_id, p.key, c.update_key, c.version, 'affected',
                case c.version when 1 then 'no' else 'yes' end, c.text_digest, '1', 'ada.csv'
           from communications c join posts p on p.id = c.post_id, coders d, incidents i",
        false,
    )
    .await
    .unwrap();
    it.query("select unmerge(1)", false).await.unwrap();
    // Another address of the first post shows a second text of it.
    it.query(
        "insert into communications (provider_id, source_id, post_id, revision_id, version, kind, text_digest,
                                     first_seen_at, capture_id)
         select provider_id, source_id, post_id, revision_id, 2, kind, 'sha256:1', now(), capture_id
           from communications where post_id = 1",
        false,
    )
    .await
    .unwrap();
    let codes = "select k.value, k.version, c.post_id, k.same_words
                   from latest_codes k join communications c on c.id = k.communication_id order by c.post_id";
    assert_eq!(it.lines(codes).await, ["no|1|1|t", "yes|1|2|t"]);
    // An older text that comes in later stands before the words that were coded: they are the second version then.
    it.query(
        "update communications set text_digest = 'sha256:2' where post_id = 1 and version = 2;
         update communications c set text_digest = (select d.text_digest from human_codes d where d.value = 'no')
          where c.post_id = 1 and c.version = 2;
         update communications set text_digest = 'sha256:1' where post_id = 1 and version = 1",
        false,
    )
    .await
    .unwrap();
    assert_eq!(it.lines(codes).await, ["no|2|1|t", "yes|1|2|t"]);
    // A sheet that was exported before names it as it was called then.
    let named = |post_key: String| store::UnitKey {
        incident: "heartbleed".into(),
        provider: "acme".into(),
        post_key,
        update_key: String::new(),
        version: 7,
    };
    let digest = it.value("select text_digest from communications where post_id = 2").await;
    let once = named(it.value("select key from posts where id = 1").await);
    let never = (named("example,acme)/elsewhere".into()), Some(digest.clone()));
    let unheard = (once.clone(), Some("sha256:0".to_owned()));
    let known = it.units_known(&[never, unheard]).await.unwrap();
    assert!(known.is_empty(), "{known:?}");
    let known = it.units_known(&[(once.clone(), Some(digest))]).await.unwrap();
    assert_eq!(known.into_iter().collect::<Vec<_>>(), [once]);
}

#[tokio::test]
async fn posts_that_a_person_says_are_one_are_shown_once_and_apart_again_when_that_is_taken_back() {
    let it = TestStore::with_source(Page, OLD).await;
    let other = source(Page, NEW);
    it.seeds_sync(
        &[crate::support::provider("acme", "acme.example", vec![source(Page, OLD), other])],
        &[],
        at(1),
    )
    .await
    .unwrap();
    for (hour, key) in [(1, OLD), (1, NEW)] {
        it.look(at(hour), Answer::ok(key), &found(&[dated(key, "Our answer", "We patched.")])).await;
    }
    assert_eq!(it.count("trail").await, "2");
    it.query("select merge_posts(2, 1)", false).await.unwrap();
    assert_eq!((it.count("trail").await, it.count("communications").await), ("1".into(), "2".into()));
    assert!(it.query("select merge_posts(1, 2)", false).await.is_err(), "they are one already");
    it.query("select unmerge(1)", false).await.unwrap();
    assert_eq!(it.count("trail").await, "2");
}

/// Whoever merges by hand names posts, and addresses go on to show what they show.
#[tokio::test]
async fn a_merge_by_hand_that_is_taken_back_gives_each_post_what_its_address_showed() {
    let it = TestStore::with_source(Page, OLD).await;
    let both = vec![source(Page, OLD), source(Page, NEW)];
    it.seeds_sync(&[crate::support::provider("acme", "acme.example", both)], &[], at(1)).await.unwrap();
    let look = async |hour: i64, url: &str, title: &str, text: &str| {
        it.make_due_alone(url).await;
        let answer = Answer::ok(&format!("{url} {hour}")).header("etag", "\"1\"");
        it.look(at(hour), answer, &found(&[dated(url, title, text)])).await;
    };
    look(1, OLD, "Our answer", "We patched.").await;
    look(1, NEW, "A guide", "Harden your servers.").await;
    it.query("select merge_posts(2, 1)", false).await.unwrap();
    // The merge is of now, and the looks are of 2014.
    it.query("update merges set merged_at = '2014-04-07 19:30Z'", false).await.unwrap();
    look(2, NEW, "A guide", "Harden all servers.").await;
    look(3, OLD, "Our answer", "We patched all.").await;
    let texts = "select post_id, number, text from revisions order by 1, 2";
    assert_eq!(it.lines(texts).await[1], "1|2|Harden all servers.", "they are one post");
    assert_eq!(it.query("select unmerge(1)", false).await.unwrap().rows[0][0].as_deref(), Some("2"));
    let apart =
        ["1|1|We patched.", "1|3|We patched all.", "2|1|Harden your servers.", "2|2|Harden all servers."];
    assert_eq!(it.lines(texts).await, apart);
    let shown = "select post_id, f.url from sightings s join frontier f on f.id = s.frontier_id order by 1";
    assert_eq!(it.lines(shown).await, [format!("1|{OLD}"), format!("2|{NEW}")]);
    assert_eq!(
        it.lines("select url from frontier where role = 'post' and etag is null").await,
        [NEW],
        "its whole page is asked for"
    );
    assert_eq!(it.count("changes where post_id = 2").await, "1");
    let due: Vec<String> = it.rereads_due().await.unwrap().into_iter().map(|(slug, ..)| slug).collect();
    assert_eq!(due, ["acme"], "and what came of whose words is read in the archive");
    look(4, NEW, "A guide", "Harden everything.").await;
    assert_eq!(it.lines(texts).await[4], "2|3|Harden everything.");
}

#[tokio::test]
async fn a_database_with_older_keys_has_them_renewed_and_loses_no_row() {
    let it = TestStore::with_source(Blog, "https://acme.example/blog").await;
    it.look(
        at(1),
        Answer::ok("1"),
        &listing(&["https://acme.example/a?utm_source=x", "https://acme.example/b"]),
    )
    .await;
    it.query("update frontier set due_at = 'infinity' where role = 'listing'", false).await.unwrap();
    for (hour, key) in [(2, OLD), (2, NEW)] {
        it.look(at(hour), Answer::ok(key), &found(&[article(key, "A", "Text.")])).await;
    }
    for old in [
        "update frontier set url_key = '//acme.example/a?utm_source=x' where url like '%/a?%'",
        "update frontier set url = 'http://www.acme.example/a', url_key = '//www.acme.example/a' where url like '%/b'",
        "update posts set key = 'https://acme.example/c', url_key = '//acme.example/c', url = 'https://acme.example/c' where id = 1",
        "update posts set key = 'http://www.acme.example/c', url_key = '//www.acme.example/c' where id = 2",
        "update sources set url_key = '//acme.example/blog'",
        "delete from key_rules",
    ] {
        it.query(old, false).await.unwrap();
    }
    let counts = async || (it.count("frontier").await, it.count("posts").await, it.count("sources").await);
    let before = counts().await;
    store::Store::connect(&it.url).await.unwrap().close().await;
    assert_eq!(counts().await, before);
    assert_eq!(it.value("select url_key from sources").await, "example,acme)/blog");
    let addresses =
        "select url_key, active, same_as_id is null from frontier where role = 'post' order by id";
    let rows = it.lines(addresses).await;
    assert_eq!(rows[0], "example,acme)/a|t|t");
    assert!(rows[1].starts_with("same:") && rows[1].ends_with("|f|f"), "{rows:?}");
    assert_eq!(
        it.lines("select key from posts order by id").await,
        ["example,acme)/c", "http://www.acme.example/c"]
    );
    assert_eq!(it.lines("select post_id, other_id, reason from merges").await, ["1|2|key"]);
    it.query("select unmerge_address(id) from frontier where same_as_id is not null", false).await.unwrap();
    assert_eq!(it.count("frontier where role = 'post' and active").await, "2");
}
