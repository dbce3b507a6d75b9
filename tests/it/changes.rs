//! What became of posts, and where their values were read: told by the program to the one who asks.

use crate::bench::{Bench, Folder, stderr, stdout};

#[tokio::test(flavor = "multi_thread")]
async fn a_planted_silent_edit_is_told_with_its_words() {
    let bench = Bench::new().await;
    bench.all_days().await;
    let silent = "select v.slug from changes c join posts p on p.id = c.post_id join providers v on v.id = p.provider_id
                   where c.silent group by v.slug order by 1";
    // Quarry turns its words round and Pikestone rewrites an update of an incident in place: under both the claimed
    // update time stands still. Nimbus adds what was missing and moves its time, which its feed tells before the page.
    assert_eq!(bench.column(silent).await, ["pikestone", "quarry"]);
    let change = "select c.class, c.update_time, string_agg(d.op || ' ' || d.words, '; ' order by d.place)
                    from changes c join posts p on p.id = c.post_id
                    join revisions f on f.id = c.from_revision_id join revisions t on t.id = c.to_revision_id
                   cross join lateral diff_revisions(p.id, f.number, t.number) d join providers v on v.id = p.provider_id
                   where c.silent and v.slug = 'quarry' and d.op <> 'equal' group by c.id";
    let told = bench.ask(change).await;
    let cell = |column: usize| told.rows[0][column].clone().unwrap();
    assert_eq!((cell(0), cell(1)), ("substantive".to_owned(), "same".to_owned()));
    assert!(cell(2).contains("removed ") && cell(2).contains("added "), "{}", cell(2));
    let unmarked = bench.number("select count(*) from changes where class <> 'substantive' and silent").await;
    assert_eq!(unmarked, 0);
}

#[test]
fn diff_and_explain_read_well() {
    let folder = Folder::new();
    let output = folder.trail(&["demo"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let post = "select p.url from changes c join posts p on p.id = c.post_id where c.silent and p.url like '%quarry%'";
    let url = stdout(&folder.trail(&["sql", "--format", "csv", post])).lines().nth(1).unwrap().to_owned();

    let text = stdout(&folder.trail(&["diff", &url]));
    for part in
        ["substantive", "SILENT EDIT: the claimed update time did not move", "revision 1 to 2", "[-", "{+"]
    {
        assert!(text.contains(part), "'{part}' in:\n{text}");
    }
    assert!(!text.contains('\u{1b}'), "no colours where nobody sees them");
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&folder.trail(&["diff", &url, "1", "2", "--format", "json"]))).unwrap();
    let words = |not: &str| {
        let pieces = json["pieces"].as_array().unwrap().iter();
        pieces
            .filter(|piece| piece["op"] != not)
            .map(|piece| piece["words"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert!(words("added").contains("put your mind at rest"), "the earlier text: {json}");
    assert!(words("removed").contains("was affected and has been patched"), "the later text: {json}");

    let text = stdout(&folder.trail(&["explain", &url]));
    for part in ["read from", "archived in", "published", "»2014-04-", "« ", "author"] {
        assert!(text.contains(part) || text.contains(part.trim_end()), "'{part}' in:\n{text}");
    }
    let values: serde_json::Value =
        serde_json::from_str(&stdout(&folder.trail(&["explain", &url, "--format", "json"]))).unwrap();
    let mut checked = 0;
    for value in values["values"].as_array().unwrap() {
        if let ("published" | "updated", Some(bytes)) =
            (value["field"].as_str().unwrap(), value["bytes"].as_str())
        {
            assert_eq!(Some(bytes), value["raw"].as_str(), "the bytes of the archive say it: {value}");
            checked += 1;
        }
    }
    assert!(checked > 0, "some time is traced to its bytes: {values}");
}

#[test]
fn a_post_or_revision_that_is_not_there_is_said_with_what_is() {
    let folder = Folder::new();
    assert!(folder.trail(&["demo"]).status.success());
    let output = folder.trail(&["diff", "no such post"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("there is no post 'no such post'"), "{}", stderr(&output));
    let output = folder.trail(&["explain", "heartbleed"]);
    assert_eq!(output.status.code(), Some(1), "several posts fit");
    assert!(stderr(&output).contains("can mean several posts"), "{}", stderr(&output));
    let output = folder.trail(&["diff", "1", "7", "9"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("has the revisions 1 to"), "{}", stderr(&output));
}
