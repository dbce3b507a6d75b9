//! Measurements for people, at the size that is asked for. Run with
//! `cargo test --release -p store --test it size -- --ignored --nocapture`.

use std::time::Instant;

use model::SourceKind::Blog;
use store::{Claim, Plan, Scope};

use crate::support::{Answer, TestStore, article, at, empty, found, incident, provider, source, update};

const FILL: &str = "
    insert into politeness_groups (name) select 'h' || h || '.example' from generate_series(1, HOSTS) h;
    insert into origins (origin, group_id, robots_state, robots_fetched_at)
    select 'https://' || name, id, 'unavailable', '2014-04-07' from politeness_groups where name like 'h%';
    insert into frontier (url, url_key, role, source_id, provider_id, group_id, origin_id, discovered_at, due_at)
    select o.origin || '/robots.txt', 'robots:' || o.origin, 'robots', s.id, s.provider_id, o.group_id, o.id,
           '2014-04-07', '2099-01-01'
      from origins o, sources s where o.origin like 'https://h%';
    insert into frontier (url, url_key, role, source_id, provider_id, group_id, origin_id, depth,
                          discovered_at, due_at)
    select o.origin || '/' || n, substr(o.origin, 7) || '/' || n, 'post', s.id, s.provider_id, o.group_id, o.id, 1,
           '2014-04-07', '2014-04-07'
      from origins o, sources s, generate_series(1, 200000 / HOSTS) n where o.origin like 'https://h%';
    analyze";

#[tokio::test]
#[ignore = "minutes long, prints times: cargo test --release -p store --test it size -- --ignored --nocapture"]
async fn claims_with_200_000_addresses() {
    for hosts in [1, 500, 5_000] {
        let it = TestStore::with_source(Blog, "https://acme.example/").await;
        it.query(&FILL.replace("HOSTS", &hosts.to_string()), false).await.unwrap();
        let scoped = Scope { providers: Some(vec!["acme".into()]) };
        for (name, scope) in [("all", Scope::default()), ("one provider", scoped)] {
            let start = Instant::now();
            for _ in 0..300 {
                match it.visit_claim(&scope, at(1), "test").await.unwrap() {
                    Claim::Visit(visit) => {
                        let plan = Plan { due_at: at(100), interval_s: 600, ..Plan::default() };
                        let capture = Answer::new(404).at(at(1)).capture(*visit);
                        it.visit_record(&capture, &empty(), &[], &plan, at(1)).await.unwrap();
                    }
                    other => panic!("{other:?}"),
                }
            }
            let each = start.elapsed() / 300;
            println!("{hosts} hosts, {name}: {each:?} for claim and record");
        }
        it.query("update politeness_groups set next_at = clock_timestamp() + interval '1 hour'", false)
            .await
            .unwrap();
        let start = Instant::now();
        let claim = it.visit_claim(&Scope::default(), at(1), "test").await.unwrap();
        assert!(matches!(claim, Claim::Wait(_)), "{claim:?}");
        println!("{hosts} hosts, all resting: {:?} to say so", start.elapsed());
        it.query(
            "update frontier set due_at = 'infinity'; update politeness_groups set next_at = '-infinity'",
            false,
        )
        .await
        .unwrap();
        let start = Instant::now();
        let claim = it.visit_claim(&Scope::default(), at(1), "test").await.unwrap();
        assert!(matches!(claim, Claim::Idle), "{claim:?}");
        println!("{hosts} hosts, nothing due: {:?} to say so", start.elapsed());
        let start = Instant::now();
        it.due_set(&Scope::default(), at(1)).await.unwrap();
        println!("{hosts} hosts: {:?} to make all due", start.elapsed());
    }
}

#[tokio::test]
#[ignore = "minutes long, prints times: cargo test --release -p store --test it size -- --ignored --nocapture"]
async fn documents_with_much_in_them() {
    let it = TestStore::with_source(Blog, "https://acme.example/").await;
    let incidents: Vec<_> = (0..50)
        .map(|n| {
            let updates = (0..6)
                .map(|u| update(&format!("{n}-{u}"), "resolved", "2014-04-08T10:00Z", "All is well."))
                .collect();
            incident(&format!("i{n}"), "OpenSSL", updates)
        })
        .collect();
    let sources = (0..4).map(|n| source(Blog, &format!("https://acme.example/{n}"))).collect();
    it.seeds_sync(&[provider("acme", "acme.example", sources)], &[], at(0)).await.unwrap();
    for (name, posts, new) in
        [("300 updates, new", incidents.clone(), 300), ("300 updates, known", incidents, 0)]
    {
        let visit = it.claimed(at(1)).await;
        let start = Instant::now();
        let receipt = it.record(&Answer::ok(name).at(at(1)).capture(visit), &found(&posts)).await;
        assert_eq!(receipt.communications, new);
        println!("{name}: {:?}", start.elapsed());
    }
    let visit = it.claimed(at(1)).await;
    let post = article("a", "Heartbleed", &"word ".repeat(20_000));
    let start = Instant::now();
    let receipt = it.record(&Answer::ok("x").at(at(1)).capture(visit), &found(&[post])).await;
    assert_eq!(receipt.posts.len(), 1);
    println!("100 kB of text: {:?}", start.elapsed());
    let links: Vec<String> = (0..5_000).map(|n| format!("https://acme.example/{n}")).collect();
    let links: Vec<&str> = links.iter().map(String::as_str).collect();
    let visit = it.claimed(at(1)).await;
    let start = Instant::now();
    let receipt =
        it.record(&Answer::ok("x").at(at(1)).capture(visit), &crate::support::listing(&links)).await;
    assert_eq!(receipt.found.len(), links.len() - 4, "four of them are sources");
    println!("5,000 links: {:?}", start.elapsed());
}
