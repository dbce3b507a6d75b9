//! Questions to the database.

use crate::bench::{Bench, Folder, stderr, stdout};

#[test]
fn the_same_answer_as_table_csv_and_json() {
    let folder = Folder::new();
    let query = "select 1 as one, null::text as nothing, '' as empty, 'a,b' as text, true as yes";
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&folder.trail(&["sql", query, "--format", "json"]))).unwrap();
    assert_eq!(
        json,
        serde_json::json!([{"one": 1, "nothing": null, "empty": "", "text": "a,b", "yes": true}])
    );
    let csv = stdout(&folder.trail(&["sql", query, "--format", "csv"]));
    assert_eq!(csv, "one,nothing,empty,text,yes\r\n1,,\"\",\"a,b\",t\r\n");
    let table = stdout(&folder.trail(&["sql", query]));
    assert!(table.contains("one") && table.contains("(1 row)"), "{table}");
}

#[test]
fn a_question_may_begin_with_a_comment_and_stand_in_a_file() {
    let folder = Folder::new();
    let question = "-- Which version is this?\nselect version from research.version;\n";
    let file = folder.file("which.sql", question).display().to_string();
    for args in [vec!["sql", "--format", "csv", question], vec!["sql", "--file", &file, "--format", "csv"]] {
        let output = folder.trail(&args);
        assert!(output.status.success(), "{args:?}: {}", stderr(&output));
        assert_eq!(stdout(&output), "version\r\n1\r\n");
    }
    let mistyped = folder.trail(&["sql", "--formt", "csv"]);
    assert_eq!(mistyped.status.code(), Some(2), "{}", stderr(&mistyped));
    assert!(stderr(&mistyped).contains("--formt"), "{}", stderr(&mistyped));
}

#[test]
fn an_answer_that_is_too_wide_is_shown_field_by_field() {
    let folder = Folder::new();
    let columns: Vec<String> = (0..40).map(|number| format!("{number} as a_long_name_{number}")).collect();
    let text = stdout(&folder.trail(&["sql", &format!("select {}", columns.join(", "))]));
    assert!(text.starts_with("-[ 1 ]--") && text.contains("\na_long_name_39 | 39\n(1 row)\n"), "{text}");
}

#[test]
fn a_question_changes_nothing_unless_asked_to() {
    let folder = Folder::new();
    let refused = folder.trail(&["sql", "delete from providers"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("read-only"), "{}", stderr(&refused));
    assert!(folder.trail(&["sql", "delete from providers", "--write"]).status.success());
}

#[test]
fn the_address_is_one_that_psql_accepts() {
    let folder = Folder::new();
    let url = stdout(&folder.trail(&["db", "url"]));
    let answer = std::process::Command::new("psql").args([url.trim(), "-Atc", "select 6 * 7"]).output();
    match answer {
        Ok(answer) => assert_eq!(stdout(&answer).trim(), "42", "{}", stderr(&answer)),
        Err(error) => eprintln!("psql is not on the PATH, so its part of this test did not run: {error}"),
    }
    let stop = folder.trail(&["db", "stop"]);
    assert!(stdout(&stop).contains("1 private database stopped"), "{}", stdout(&stop));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_column_that_a_researcher_sees_is_explained() {
    let bench = Bench::new().await;
    let bare = bench
        .column(
            "select c.table_name || '.' || c.column_name from information_schema.columns c \
             where c.table_schema = 'public' and c.table_name not like '\\_sqlx%' and col_description( \
             (quote_ident(c.table_schema) || '.' || quote_ident(c.table_name))::regclass, c.ordinal_position) is null",
        )
        .await;
    assert_eq!(bare, Vec::<String>::new(), "columns without a comment");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_questions_of_the_readme_have_answers() {
    let bench = Bench::new().await;
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md")).unwrap();
    let block = readme.split("```sql").nth(1).unwrap().split("```").next().unwrap();
    let questions: Vec<&str> =
        block.split(';').map(str::trim).filter(|question| !question.is_empty()).collect();
    assert!(questions.len() >= 2);
    for question in questions {
        assert!(!bench.ask(question).await.columns.is_empty(), "{question}");
    }
}

#[cfg(unix)]
#[test]
fn the_password_of_the_database_is_not_on_the_command_line_of_psql() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let stand_in =
        folder.file("bin/psql", "#!/bin/sh\necho \"arguments: $*\"\necho \"password: $PGPASSWORD\"\n");
    std::fs::set_permissions(&stand_in, std::fs::Permissions::from_mode(0o755)).unwrap();
    let url = stdout(&folder.trail(&["db", "url"])).trim().to_owned();
    let path = format!("{}:{}", stand_in.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let given = format!("{url}&password=s3%2Fcret");
    let output = folder.command(&["sql", "--database-url", &given]).env("PATH", path).output().unwrap();
    let said = stdout(&output);
    assert!(said.contains(&format!("arguments: {url}\n")), "{said}{}", stderr(&output));
    assert!(said.contains("password: s3/cret\n"), "{said}");
}
