//! `trail seeds health` after a crawl of the demo's world.

use crate::bench::{Bench, Folder, stdout};

#[tokio::test]
async fn the_sources_of_the_world_are_well_and_one_that_is_gone_is_named() {
    let bench = Bench::new().await;
    bench.all_days().await;
    let open = "select provider || ' ' || finding from source_findings('2014-04-16T18:30:00Z') where closed_at is null";
    assert_eq!(bench.column(open).await, Vec::<String>::new());
    // Long after the last crawl nothing is fresh, and nobody has to say so.
    let late = "select count(*) from source_findings('2014-06-01T00:00:00Z') where finding = 'stale' and closed_at is null";
    assert_eq!(bench.number(late).await, bench.number("select count(*) from sources where active").await);
}

#[test]
fn health_ends_with_1_when_a_finding_is_open() {
    let folder = Folder::new();
    let well = folder.trail(&["seeds", "health"]);
    assert!(well.status.success(), "{}", stdout(&well));
    assert!(stdout(&well).contains("no finding"), "{}", stdout(&well));
    let write = [
        "insert into providers (slug, name, domain) values ('acme', 'Acme', 'acme.example')",
        "insert into sources (provider_id, kind, url, url_key) select id, 'page', 'https://acme.example/', 'acme.example/' from providers",
        "insert into politeness_groups (name) values ('acme.example')",
        "insert into origins (origin, group_id) select 'https://acme.example', id from politeness_groups",
        "insert into frontier (url, url_key, role, source_id, provider_id, group_id, origin_id, discovered_at, due_at)
         select s.url, s.url_key, 'post', s.id, s.provider_id, o.group_id, o.id, now(), now() from sources s, origins o",
        "insert into looks (frontier_id, source_id, provider_id, words_id, looked_at, detail, complete, segment_id, record_offset, record_length, record_id)
         select f.id, f.source_id, f.provider_id, look_words_of('{\"role\": \"post\", \"outcome\": \"failed\"}'), now() - n * interval '1 hour', 'no such host', false, segment_of('s'), 0, 1, gen_random_uuid() from frontier f, generate_series(1, 3) n",
    ];
    for statement in write {
        let done = folder.trail(&["sql", "--write", statement]);
        assert!(done.status.success(), "{statement}");
    }
    let ill = folder.trail(&["seeds", "health"]);
    assert_eq!(ill.status.code(), Some(1));
    assert!(
        stdout(&ill).contains("never-good") && stdout(&ill).contains("1 finding open"),
        "{}",
        stdout(&ill)
    );
    let csv = stdout(&folder.trail(&["seeds", "health", "--format", "csv"]));
    assert!(
        csv.starts_with("provider,finding,kind,url,opened_at,closed_at,detail\r\nacme,never-good,page,"),
        "{csv}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&folder.trail(&["seeds", "health", "--format", "json"]))).unwrap();
    assert_eq!(json[0]["detail"], "no such host");
}
