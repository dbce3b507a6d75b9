//! MSRC: a fix is of the day on which there was one.

use super::reading::at;

/// The events of a document of one flaw with these remediations and revisions.
fn events(remediations: &str, revisions: &[(&str, &str)]) -> Vec<String> {
    let revision = |(date, words): &(&str, &str)| {
        format!(r#"{{"Number":"1.0","Date":"{date}T07:00:00","Description":{{"Value":"{words}"}}}}"#)
    };
    let revisions: Vec<String> = revisions.iter().map(revision).collect();
    let document = format!(
        r#"{{"DocumentTitle":{{"Value":"T"}},"DocumentTracking":{{"Identification":{{"ID":{{"Value":"2013-Jul"}}}},
"InitialReleaseDate":"2013-07-09T07:00:00"}},"Vulnerability":[{{"CVE":"CVE-2013-0001","Remediations":[{remediations}],
"RevisionHistory":[{}]}}]}}"#,
        revisions.join(",")
    );
    let found = at("https://example.com/1.json", &document).read();
    let line = |it: &model::RecordEvent| {
        format!("{} {} {}", it.kind.as_str(), it.trust.as_str(), it.time.local.format("%m-%d"))
    };
    found.records.iter().map(line).collect()
}

const FIX: &str =
    r#"{"Description":{"Value":"KB1"},"Type":2,"DateSpecified":false,"Date":"0001-01-01T00:00:00"}"#;
const FIRST: (&str, &str) = ("2013-07-11", "Information published. There is no fix yet.");
const SILENT: (&str, &str) = ("2013-07-11", "Information published.");
const SECOND: (&str, &str) = ("2013-08-08", "Security updates released.");

#[test]
fn a_flaw_without_a_fix_of_the_vendor_is_public_and_not_fixed() {
    let workaround = r#"{"Description":{"Value":"Turn it off"},"Type":0,"Date":"2013-07-11T07:00:00"}"#;
    for remediations in ["", workaround] {
        assert_eq!(events(remediations, &[SILENT, SECOND]), ["public bound 07-11"]);
    }
}

#[test]
fn a_fix_is_of_the_revision_that_brought_it() {
    assert_eq!(events(FIX, &[FIRST, SECOND]), ["fix stated 08-08", "public bound 07-11"]);
    assert_eq!(events(FIX, &[FIRST]), ["public bound 07-11"], "it came later, nobody says when");
    assert_eq!(events(FIX, &[SILENT, ("2013-07-12", "Corrected the title.")]), ["fix stated 07-11"]);
    assert_eq!(events(FIX, &[SILENT, SECOND]), ["fix bound 08-08", "public bound 07-11"], "then or before");
    assert_eq!(events(FIX, &[]), ["fix stated 07-09"], "the day of the document");
}

#[test]
fn a_fix_is_of_its_own_date_where_it_has_one() {
    let dated =
        r#"{"Type":"Vendor Fix","Date":"2013-08-07T07:00:00"},{"Type":2,"Date":"2013-08-09T07:00:00"}"#;
    assert_eq!(events(dated, &[SILENT, SECOND]), ["fix stated 08-07", "public bound 07-11"]);
}
