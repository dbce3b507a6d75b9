//! CSAF: what is said of exploits, and which words of an advisory are the vendor's.

use super::reading::at;

/// An advisory of one flaw, with these threats, remediations and notes.
fn advisory(threats: &str, remediations: &str, notes: &str) -> String {
    format!(
        r#"{{"document":{{"csaf_version":"2.0","title":"A flaw","notes":[{notes}],"tracking":{{"id":"EX-1",
"initial_release_date":"2014-01-07T10:00:00Z"}}}},"vulnerabilities":[{{"cve":"CVE-2014-0160","title":"A read out of bounds",
"threats":[{threats}],"remediations":[{remediations}]}}]}}"#
    )
}

#[test]
fn only_what_says_that_a_flaw_was_exploited_is_its_exploitation() {
    let kind = |details: &str| {
        let threat =
            format!(r#"{{"category":"exploit_status","date":"2014-01-08T10:00:00Z","details":"{details}"}}"#);
        let found = at("https://example.com/1.json", &advisory(&threat, "", "")).read();
        let [event] = found.records.as_slice() else { panic!("{details}") };
        assert_eq!(event.label, details);
        event.kind.as_str()
    };
    for said in [
        "seen in use",
        "Exploited:Yes;Latest Software Release:Exploitation Detected",
        "Publicly Disclosed:No;Exploited:Yes;Latest Software Release:Exploitation More Likely",
        "The vendor is aware of limited attacks that exploit this flaw.",
        "This vulnerability is being actively exploited in the wild.",
        "https://www.cisa.gov/known-exploited-vulnerabilities-catalog",
        "Exploitation was detected. No workaround is known.",
    ] {
        assert_eq!(kind(said), "exploited", "{said}");
    }
    for said in [
        "Exploited:No;Latest Software Release:Exploitation Unlikely",
        "No known public exploits specifically target this vulnerability.",
        "We are not aware of any exploitation of this issue in the wild.",
        "This vulnerability has not been exploited in the wild.",
        "A proof of concept is available.",
        "There is no evidence that it was actively exploited.",
        "There are no reports of malicious use in the wild.",
        "Exploitation in the wild could not be confirmed.",
        "It can be exploited over the network.",
        "The flaw allows attacks on other users.",
        "Keine Ausnutzung bekannt.",
    ] {
        assert_eq!(kind(said), "mentioned", "{said}");
    }
}

#[test]
fn what_customers_are_told_to_do_is_read_and_the_legal_notice_is_not() {
    let threat = r#"{"category":"impact","details":"Memory  is read."},{"category":"target_set"}"#;
    let remediations = r#"{"category":"vendor_fix","details":"Please upgrade to version 3.1 and change all passwords."},
{"category":"mitigation","details":"Disable the service."}"#;
    let notes = r#"{"category":"legal_disclaimer","title":"Legal notice","text":"You should change your passwords."},
{"category":"other","title":"Sectors","text":"Energy"},{"category":"general","title":"Practices","text":"Watch your logs."}"#;
    let read = at("https://example.com/1.json", &advisory(threat, remediations, notes)).read();
    assert_eq!(
        read.posts[0].text.lines().collect::<Vec<_>>(),
        [
            "Practices",
            "Watch your logs.",
            "CVE-2014-0160 A read out of bounds",
            "Impact",
            "Memory is read.",
            "Vendor fix",
            "Please upgrade to version 3.1 and change all passwords.",
            "Mitigation",
            "Disable the service."
        ]
    );
}

#[test]
fn words_that_stand_at_several_flaws_are_said_once() {
    let flaw = r#"{"cve":"CVE-2014-0160","remediations":[{"category":"vendor_fix","details":"Upgrade."}]}"#;
    let other = flaw.replace("0160", "0346");
    let document = format!(
        r#"{{"document":{{"csaf_version":"2.0","title":"T","tracking":{{"id":"EX-1"}}}},"vulnerabilities":[{flaw},{other}]}}"#
    );
    let read = at("https://example.com/1.json", &document).read();
    assert_eq!(read.posts[0].text, "CVE-2014-0160\nVendor fix\nUpgrade.");
    assert_eq!(read.posts[0].identifiers.len(), 2);
}

#[test]
fn the_products_of_a_flaw_are_named_with_their_state() {
    let tree = r#""product_tree":{"branches":[{"name":"Nimbus","branches":[
{"name":"1.0","product":{"name":"Nimbus 1.0","product_id":"P1"}},{"name":"1.1","product":{"name":"Nimbus 1.1","product_id":"P2"}}]}],
"full_product_names":[{"name":"Nimbus Lite","product_id":"P3"}]},"#;
    let status =
        r#""product_status":{"fixed":["P2"],"known_affected":["P1","P9"],"known_not_affected":["P3"]},"#;
    let body = advisory("", "", "")
        .replace(r#""vulnerabilities":[{"#, &format!(r#"{tree}"vulnerabilities":[{{{status}"#));
    let read = at("https://example.com/1.json", &body).read();
    assert_eq!(
        read.posts[0].text,
        "CVE-2014-0160 A read out of bounds\nKnown affected\nNimbus 1.0\nP9\nKnown not affected\nNimbus Lite\nFixed\nNimbus 1.1"
    );
}
