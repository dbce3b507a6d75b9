//! Cachet 2 and 3: what an incident and its updates say, and whose words they are.

use super::reading::at;

const ADDRESS: &str = "https://s.example/api/incidents?include=updates";

/// An incident of Cachet 3 with these relations.
fn incident(id: usize, status: &str, named: &[String]) -> String {
    format!(
        r#"{{"id":"{id}","type":"incidents","attributes":{{"name":"Slow","message":"We look.","status":{{"human":"{status}"}},
"created":{{"string":"2014-01-08 10:00:00"}}}},"relationships":{{"updates":{{"data":[{}]}}}}}}"#,
        named.join(",")
    )
}

fn page(incidents: &[String], included: &[String]) -> String {
    format!(r#"{{"data":[{}],"included":[{}]}}"#, incidents.join(","), included.join(","))
}

#[test]
fn relations_that_lead_nowhere_are_not_looked_for_one_by_one() {
    let named: Vec<String> = (0..500).map(|n| format!(r#"{{"id":"b{n}","type":"updates"}}"#)).collect();
    let included: Vec<String> = (0..5_000).map(|n| format!(r#"{{"id":"a{n}","type":"updates"}}"#)).collect();
    let incidents: Vec<String> = (0..200).map(|n| incident(n, "Fixed", &named)).collect();
    let read = at(ADDRESS, &page(&incidents, &included)).read();
    assert_eq!(read.posts.len(), 200, "half a milliard of comparisons would not end");
}

#[test]
fn an_update_is_of_one_incident_however_many_name_it() {
    let named = [r#"{"id":"3","type":"updates"}"#.to_owned()];
    let update = r#"{"id":"3","type":"updates","attributes":{"message":"Done.","status":{"human":"Fixed"},
"created":{"string":"2014-01-08 11:00:00"}}}"#;
    let incidents: Vec<String> = (0..100).map(|n| incident(n, "Fixed", &named)).collect();
    let read = at(ADDRESS, &page(&incidents, &[update.to_owned()])).read();
    let counts: Vec<usize> = read.posts.iter().map(|post| post.updates.len()).collect();
    assert_eq!((counts[0], counts.iter().sum::<usize>()), (2, 101));
}

/// The statuses of an incident's updates.
fn statuses(url: &str, body: &str) -> Vec<Option<String>> {
    let read = at(url, body).of_status().read();
    read.posts[0].updates.iter().map(|update| update.status.clone()).collect()
}

#[test]
fn the_status_of_now_is_not_what_an_incident_of_cachet_2_began_with() {
    let read = |edited: &str, updates: &str| {
        let body = format!(
            r#"{{"meta":{{"pagination":{{"per_page":20,"current_page":1}}}},"data":[{{"id":7,"name":"Down","human_status":"Fixed",
"message":"We look.","created_at":"2014-01-08 11:00:00","updated_at":"2014-01-08 {edited}","updates":[{updates}]}}]}}"#
        );
        statuses("https://s.example/api/v1/incidents", &body)
    };
    let update = r#"{"id":1,"human_status":"Fixed","message":"Done.","created_at":"2014-01-08 11:30:00"}"#;
    let fixed = Some("Fixed".to_owned());
    assert_eq!(read("11:30:00", update), [None, fixed.clone()]);
    assert_eq!(read("11:00:00", update), [None, fixed.clone()]);
    assert_eq!(read("11:30:00", ""), [None], "it was changed since, and nobody knows from what");
    assert_eq!(read("11:00:00", ""), [fixed]);
}

#[test]
fn the_status_of_now_is_not_what_an_incident_of_cachet_3_began_with() {
    let named = [r#"{"id":"3","type":"updates"}"#.to_owned()];
    let update = r#"{"id":"3","type":"updates","attributes":{"message":"Done.","status":{"human":"Fixed"},
"created":{"string":"2014-01-08 11:00:00"}}}"#;
    let fixed = Some("Fixed".to_owned());
    let page = |named: &[String], included: &[String]| {
        statuses(ADDRESS, &page(&[incident(7, "Fixed", named)], included))
    };
    assert_eq!(page(&named, &[update.to_owned()]), [None, fixed.clone()]);
    assert_eq!(page(&named, &[]), [None], "the page leaves it out");
    assert_eq!(page(&[], &[]), [fixed]);
}
