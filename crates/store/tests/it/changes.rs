//! Changes: what became of a post's words between two looks, told by class, and the difference by words.

use model::SourceKind::Page;
use model::{Extraction, Link, LinkRel};

use crate::support::{Answer, TestStore, article, at, found, provider, source, stamp};

const PAGE: &str = "https://acme.example/heartbleed";

const CHANGES: &str = "\
select c.class, f.number, t.number, c.returns_to, c.words_removed, c.words_added, c.update_time, c.silent
  from changes c join revisions f on f.id = c.from_revision_id join revisions t on t.id = c.to_revision_id
 order by c.id";

async fn look(it: &TestStore, hours: i64, text: &str) {
    let post = article(PAGE, "Heartbleed", text);
    it.look(at(hours), Answer::ok(&format!("{hours} {text}")), &found(&[post])).await;
}

async fn looks(texts: &[&str]) -> TestStore {
    let it = TestStore::with_source(Page, PAGE).await;
    for (hours, text) in (1..).zip(texts) {
        look(&it, hours, text).await;
    }
    it
}

fn citing(text: &str, link: &str) -> Extraction {
    let links = vec![Link { url: link.to_owned(), rel: LinkRel::Cited }];
    Extraction { links, ..found(&[article(PAGE, "Heartbleed", text)]) }
}

#[tokio::test]
async fn each_change_has_a_class_and_the_same_words_are_no_new_text() {
    let it = looks(&[
        "We patched all servers.",
        "We patched all servers",
        "We patched all servers\n3 min read",
        "We patched all servers\n4 min read",
        "We patched most servers\n4 min read",
    ])
    .await;
    it.look(at(9), Answer::same("We patched most servers\n4 min read"), &found(&[])).await;
    let expected = [
        "markup|1|2|-|0|0|unstated|f",
        "boilerplate|2|3|-|0|3|unstated|f",
        "numbers-and-dates|3|4|-|1|1|unstated|f",
        "substantive|4|5|-|1|1|unstated|t",
    ];
    assert_eq!(it.lines(CHANGES).await, expected);
}

#[tokio::test]
async fn a_text_that_comes_back_is_a_reversion_and_one_that_keeps_coming_back_a_variant() {
    let it = looks(&["A", "B", "A", "B", "A", "C"]).await;
    let expected = [
        "substantive|1|2|-|1|1|unstated|t",
        "reversion|2|3|1|1|1|unstated|f",
        "variant-flip|3|4|2|1|1|unstated|f",
        "variant-flip|4|5|3|1|1|unstated|f",
        "substantive|5|6|-|1|1|unstated|t",
    ];
    assert_eq!(it.lines(CHANGES).await, expected);
    assert_eq!(it.count("revisions").await, "6");
}

#[tokio::test]
async fn other_bytes_with_the_same_words_are_markup_or_links_and_equal_bytes_are_nothing() {
    let it = TestStore::with_source(Page, PAGE).await;
    let (here, there) = ("https://cve.example/1", "https://cve.example/2");
    for (hours, bytes, link) in [(1, "a", here), (2, "a", here), (3, "b", here), (4, "c", there)] {
        it.look(at(hours), Answer::ok(bytes), &citing("See the record", link)).await;
    }
    let expected = ["markup|1|1|-|0|0|unstated|f", "link-only|1|1|-|0|0|unstated|f"];
    assert_eq!(it.lines(CHANGES).await, expected);
}

#[tokio::test]
async fn an_edit_is_silent_where_the_claimed_update_time_did_not_move() {
    let it = TestStore::with_source(Page, PAGE).await;
    for (hours, text, updated) in [
        (1, "We are affected", "2014-04-08"),
        (2, "We are not affected", "2014-04-08"),
        (3, "We were affected", "2014-04-09"),
    ] {
        let mut post = article(PAGE, "Heartbleed", text);
        post.updated = Some(stamp(updated));
        it.look(at(hours), Answer::ok(text), &found(&[post])).await;
    }
    let told = it.lines("select class, update_time, silent from changes order by id").await;
    assert_eq!(told, ["substantive|same|t", "substantive|moved|f"]);
}

#[tokio::test]
async fn what_another_version_of_the_rules_reads_is_never_called_silent() {
    let it = TestStore::with_source(Page, PAGE).await;
    look(&it, 1, "We are affected").await;
    let mut next = found(&[article(PAGE, "Heartbleed", "We are not affected")]);
    next.extractor_version = "2".into();
    it.look(at(2), Answer::ok("other bytes"), &next).await;
    assert_eq!(it.lines("select class, silent, rules_differ from changes").await, ["substantive|f|t"]);
}

#[tokio::test]
async fn a_block_that_stands_in_other_posts_of_the_provider_is_the_sites_own() {
    let it = TestStore::with_source(Page, PAGE).await;
    let banner = "Join our webinar about the cloud";
    let mut posts = vec![article(PAGE, "Heartbleed", "We patched")];
    it.look(at(1), Answer::ok("1"), &found(&posts)).await;
    for other in ["https://acme.example/a", "https://acme.example/b"] {
        posts.push(article(other, "Another", &format!("Something else\n{banner}")));
    }
    it.look(at(2), Answer::ok("2"), &found(&posts)).await;
    if let Some(first) = posts.first_mut() {
        *first = article(PAGE, "Heartbleed", &format!("We patched\n{banner}"));
    }
    it.look(at(3), Answer::ok("3"), &found(&posts)).await;
    assert_eq!(it.lines("select class from changes").await, ["boilerplate"]);
}

#[tokio::test]
async fn the_difference_of_two_texts_is_told_by_words_also_in_sql() {
    let it = looks(&["We patched all servers\nat noon", "We patched most servers\nat noon today"]).await;
    let post: i64 = it.value("select id from posts").await.parse().unwrap();
    let expected = [
        "1|equal|Heartbleed We patched",
        "2|removed|all",
        "3|added|most",
        "4|equal|servers at noon",
        "5|added|today",
    ];
    let sql = format!("select place, op, words from diff_revisions({post}, 1, 2)");
    assert_eq!(it.lines(&sql).await, expected);
    let pieces = it.post_diff(post, 1, 2).await.unwrap().unwrap();
    let told: Vec<&str> = pieces.iter().map(|piece| piece.words.as_str()).collect();
    assert_eq!(told, ["Heartbleed", "We patched", "all", "most", "servers", "at noon", "today"]);
}

#[tokio::test]
async fn both_texts_can_be_put_together_from_the_difference_in_sql() {
    let it = TestStore::with_source(Page, PAGE).await;
    // Two hundred pairs of short texts of three words, from a generator with a fixed start.
    let wrong = it
        .lines(
            "with recursive chance (nr, x) as (
                 select 0, 7919::bigint union all select nr + 1, (x * 48271) % 2147483647 from chance where nr < 8000
             ), texts as (
                 select nr / 20 as text, string_agg(chr(97 + (x / 1000 % 3)::integer), ' ' order by nr) as words
                   from chance where x % 4 > 0 group by 1
             ), pairs as (
                 select a.words as before, b.words as after from texts a join texts b on b.text = a.text + 1
             )
             select p.before, p.after from pairs p
              where p.before is distinct from (select string_agg(words, ' ' order by place)
                                                 from diff_words(p.before, p.after) where op <> 'added')
                 or p.after is distinct from (select string_agg(words, ' ' order by place)
                                                from diff_words(p.before, p.after) where op <> 'removed')",
        )
        .await;
    assert_eq!(wrong, Vec::<String>::new());
}

#[tokio::test]
async fn what_another_address_shows_otherwise_is_no_silent_edit() {
    const AMP: &str = "https://acme.example/heartbleed/amp";
    let it = TestStore::with_source(Page, PAGE).await;
    let sources = [PAGE, AMP].map(|url| source(Page, url)).to_vec();
    it.seeds_sync(&[provider("acme", "acme.example", sources)], &[], at(0)).await.unwrap();
    let short = "We patched all servers.";
    let whole = "We patched all servers.\nPlease change your password.";
    for (hours, url, text) in [(1, PAGE, whole), (2, AMP, short), (3, PAGE, whole)] {
        it.query(&format!("update frontier set due_at = case when url = '{url}' then timestamptz '2014-04-01' else 'infinity' end"), false)
            .await
            .unwrap();
        it.query("update politeness_groups set next_at = '2014-04-01', leased_until = null", false)
            .await
            .unwrap();
        let visit = it.claimed_url(url, at(hours)).await;
        let answer = Answer::ok(&format!("{hours} {text}")).at(at(hours)).capture(visit);
        it.record(&answer, &found(&[article(PAGE, "Heartbleed", text)])).await;
    }
    let changed = it.lines("select class, silent from changes where class = 'substantive'").await;
    assert_eq!(
        changed,
        ["substantive|f"],
        "the provider changed nothing: two addresses show one post differently"
    );
}
