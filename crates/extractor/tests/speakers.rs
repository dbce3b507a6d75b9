//! Who signs a post in the markup of common content systems, whom its text lets speak, and who is never made up.

mod support;

use extractor::job_titles;
use model::{Function, Seniority};
use serde_json::{Value, json};
use support::{page, read};

fn post(head: &str, above: &str, below: &str) -> Value {
    read("https://www.nimbus.example/blog/a-post", &page(head, above, below))
}

fn names(found: &Value) -> Vec<String> {
    let authors = found["authors"].as_array().into_iter().flatten();
    authors.filter_map(|author| author["name"].as_str()).map(str::to_owned).collect()
}

#[test]
fn authors_are_read_in_the_markup_of_common_systems() {
    let one = ["Ada Park"];
    let two = ["Ada Park", "Bo Lind"];
    let three = ["Ada Park", "Bo Lind", "Cy Moreau"];
    let cases: &[(&str, &str, &[&str])] = &[
        // WordPress, Ghost, Hugo, Jekyll, Drupal, Blogger, TypePad and Movable Type.
        (
            "",
            "<span class='author vcard'><a class='url fn n' href='/author/ada/' rel=author>Ada Park</a></span>",
            &one,
        ),
        (
            "",
            "<p class=byline>Posted by <a rel=author href=/ada>Ada Park</a> in <a href=/news>News</a></p>",
            &one,
        ),
        (
            "",
            "<ul class=author-list><li class=author-list-item><h4 class=author-name><a href=/author/ada/>Ada Park</a></h4></li></ul>",
            &one,
        ),
        ("", "<div class=post-meta>April 8, 2014 · 3 min · Ada Park</div>", &one),
        (
            "",
            "<span itemprop=author itemscope itemtype='http://schema.org/Person'><span itemprop=name>Ada Park</span></span>",
            &one,
        ),
        (
            "",
            "<div class=submitted>Submitted by <span class=username property='foaf:name'>Ada Park</span> on Tue, 04/08/2014 - 14:32</div>",
            &one,
        ),
        (
            "",
            "<span class='post-author vcard'>Posted by <span class=fn itemprop=author><span itemprop=name>Ada Park</span></span></span>",
            &one,
        ),
        ("", "<p class=post-footers>Posted by Ada Park on April 8, 2014 at 2:32 PM</p>", &one),
        // Medium, Substack, HubSpot, Webflow, Squarespace, Wix.
        ("<meta name=author content='Ada Park'>", "", &one),
        (
            r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"We patched it","author":[{"@type":"Person","name":"Ada Park"},{"@type":"Person","name":"Bo Lind"}]}</script>"#,
            "",
            &two,
        ),
        (
            "",
            "<div class='hs-author-name'>Written by <a class=author-link href=/blog/author/ada-park>Ada Park</a></div>",
            &one,
        ),
        ("", "<a class=blog-author-name href=/blog?author=1>Ada Park</a>", &one),
        ("", "<span data-hook=user-name class=author-name>Ada Park</span>", &one),
        (
            "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Ada Park'>",
            "",
            &one,
        ),
        (
            "<meta name=parsely-author content='Ada Park'><meta name=parsely-author content='Bo Lind'>",
            "",
            &two,
        ),
        // A graph of nodes that refer to each other.
        (
            r##"<script type="application/ld+json">{"@graph":[{"@type":"Article","headline":"We patched it","author":{"@id":"#ada"}},{"@type":"Person","@id":"#ada","name":"Ada Park"}]}</script>"##,
            "",
            &one,
        ),
        // Several in one line.
        ("", "<p>By Ada Park, Bo Lind and Cy Moreau</p>", &three),
        ("", "<p>By Ada Park and Bo Lind | April 8, 2014</p>", &two),
        (
            "",
            "<p class=byline><a href=/authors/ada>Ada Park</a>, <a href=/authors/bo>Bo Lind</a> &amp; <a href=/authors/cy>Cy Moreau</a></p>",
            &three,
        ),
        // In ten languages.
        ("", "<p>Written by Ada Park</p>", &one),
        ("", "<p>Von Ada Park</p>", &one),
        ("", "<p>Geschrieben von Ada Park am 8. April 2014</p>", &one),
        ("", "<p>Par Ada Park, le 8 avril 2014</p>", &one),
        ("", "<p>Publicado por Ada Park</p>", &one),
        ("", "<p>Scritto da Ada Park</p>", &one),
        ("", "<p>Escrito por Ada Park em 8 de abril de 2014</p>", &one),
        ("", "<p>Geschreven door Ada Park</p>", &one),
        ("", "<p>Skrivet av Ada Park</p>", &one),
        ("", "<p>Opublikowane przez Ada Park</p>", &one),
        ("", "<p>Автор: Ada Park</p>", &one),
        ("", "<p>作者：Ada Park</p>", &one),
        ("", "<p>投稿者: Ada Park</p>", &one),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(head, above, expected)| {
            let found = names(&post(head, above, ""));
            (found != *expected).then(|| format!("{head}{above}: {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nobody_is_made_up() {
    let cases = [
        "<p>April 8, 2014</p>",
        "<p>Posted on April 8, 2014 in <a href=/category/security-news>Security News</a></p>",
        "<p class=byline>April 8, 2014 | 5 min read</p>",
        "<p class=author-box>Share this article</p>",
        "<p>By the numbers</p>",
        "<p>By April 8, 2014 all servers were patched.</p>",
        "<p class=meta>Filed under: Cloud Security, Incident Response</p>",
        "<div class=author>Follow us</div>",
    ];
    for above in cases {
        assert_eq!(names(&post("", above, "")), Vec::<String>::new(), "{above}");
    }
    // A template's default name is kept as it stands, and gives way to any other.
    let person = |found: &Value| {
        found["authors"].as_array().is_some_and(|all| all.iter().any(|it| it["name"] == "Ada Park"))
    };
    for other in ["admin", "Administrator", "Editorial Staff", "webmaster"] {
        let head = format!("<meta name=author content='{other}'>");
        let found = post(&head, "<p>By Ada Park</p>", "");
        assert!(person(&found) && names(&found).len() == 1, "{other}: {found}");
    }
    let team = post("", "<p>By the Nimbus Security Team</p>", "");
    assert_eq!(
        (&team["authors"][0]["kind"], &team["authors"][0]["seniority"]),
        (&json!("organisation"), &json!("team"))
    );
}

#[test]
fn who_is_thanked_for_a_find_is_no_author() {
    for line in [
        "Reported by: Jane Doe",
        "Found by Neel Mehta",
        "Discovered independently by Neel Mehta",
        "Reported on April 8, 2014 by Jane Doe",
        "Identified by Jane Doe, Security Engineer",
        "Credited by Jane Doe",
        "Brought to our attention by Jane Doe",
        "Entdeckt von Neel Mehta",
        "Découverte par Jeanne Exemple",
        "Reportado por Juana Ejemplo",
        "We were told about it by Jane Doe. Thanks to Adam Langley and Bodo Moeller for preparing the fix.",
        "It was prepared by Bo Lind. Others helped.",
        "The fix was made by Bo Lind.",
    ] {
        let line = format!("<p>{line}</p>");
        for (above, below) in [(line.as_str(), ""), ("", line.as_str())] {
            assert_eq!(names(&post("", above, below)), Vec::<String>::new(), "{line}");
        }
        assert_eq!(names(&post("", &format!("{line}<p>By Ada Park</p>"), "")), ["Ada Park"], "{line}");
    }
    for line in [
        "Posted by Ada Park. Filed under News.",
        "April 8, 2014 by Ada Park",
        "Two flaws reported | By Ada Park",
        "This entry was posted on April 8, 2014 by Ada Park.",
        "By Ada M. Park Jr.",
    ] {
        let found = names(&post("", &format!("<p>{line}</p>"), ""));
        assert!(found.len() == 1 && found[0].starts_with("Ada"), "{line}: {found:?}");
    }
}

#[test]
fn a_desk_that_signs_is_an_organisation() {
    let kind = |found: &Value| {
        let author = &found["authors"][0];
        (author["name"].as_str().unwrap_or_default().to_owned(), author["kind"].clone())
    };
    for name in [
        "GitHub Security",
        "Trust Safety",
        "Customer Success",
        "Security Operations",
        "Cloud Platform",
        "Nimbus Engineering",
        "Nimbus Communications",
    ] {
        let desk = (name.to_owned(), json!("organisation"));
        assert_eq!(kind(&post("", &format!("<p>By {name}</p>"), "")), desk);
        assert_eq!(kind(&post("", &format!("<p>Posted by {name}</p>"), "")), desk);
        assert_eq!(kind(&post("", "", &format!("<p>Thanks,</p><p>{name}</p>"))), desk);
        assert_eq!(kind(&post("", "", &format!("<p>— {name}</p>"))), desk);
        assert_eq!(
            names(&post("", "<p>By Ada Park</p>", &format!("<p>Thanks,</p><p>{name}</p>"))),
            ["Ada Park"]
        );
    }
    // A word that stands where names do comes not before a desk, a full name does.
    let desk = "<meta name=author content='Security Operations'>";
    assert_eq!(names(&post(desk, "<p class=byline>Analysis</p>", "")), ["Security Operations"]);
    assert_eq!(names(&post(desk, "", "<p>Sincerely,</p><p>Ada Park</p>")), ["Ada Park"]);
    assert_eq!(
        kind(&post("", "", "<p>Sincerely,</p><p>Ada Park</p>")),
        ("Ada Park".to_owned(), json!("person"))
    );
}

#[test]
fn the_name_of_the_site_is_nobodys_unless_one_person_writes_there() {
    let signed = |address: &str, head: &str, name: &str, text: &str| {
        let found = read(address, &page(head, "", &format!("{text}<p>Sincerely,</p><p>{name}</p>")));
        (found["authors"][0]["name"].clone(), found["authors"][0]["kind"].clone())
    };
    let ours = |name: &str| (json!(name), json!("organisation"));
    assert_eq!(signed("https://access.redhat.com/a", "", "Red Hat", ""), ours("Red Hat"));
    assert_eq!(signed("https://www.digitalocean.com/a", "", "Digital Ocean", ""), ours("Digital Ocean"));
    let site = "<meta property='og:site_name' content='Blue Host'>";
    assert_eq!(signed("https://lists.example/a", site, "Blue Host", ""), ours("Blue Host"));
    let publisher = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"We patched it",
        "publisher":{"@type":"Organization","name":"Blue Host"}}</script>"#;
    assert_eq!(signed("https://lists.example/a", publisher, "Blue Host", ""), ours("Blue Host"));
    let text = "<p>All Red Hat customers have been told of it in the last night.</p>";
    assert_eq!(signed("https://lists.example/a", "", "Red Hat", text), ours("Red Hat"));
    let alone = "<p>I wrote this in the night, since I think that my readers, as I said, should know what I know. I am sorry, \
        I was late, and I will say more when I can.</p>";
    let person = (json!("Ada Park"), json!("person"));
    assert_eq!(signed("https://adapark.example/a", "", "Ada Park", alone), person);
    assert_eq!(signed("https://nimbus.example/a", "", "Ada Park", ""), person);
}

#[test]
fn whom_the_text_lets_speak_is_told_from_who_signs() {
    let cases: &[(&str, &str, &str, Value)] = &[
        (
            "“We are safe,” said Jane Doe, Chief Security Officer at Acme.",
            "Jane Doe",
            "Chief Security Officer",
            json!("Acme"),
        ),
        (
            "“We are safe,” says Jane Doe, the company's head of security. More follows.",
            "Jane Doe",
            "head of security",
            Value::Null,
        ),
        (
            "“We are safe,” said Jane Doe, head of security. More follows.",
            "Jane Doe",
            "head of security",
            Value::Null,
        ),
        (
            "According to Jane Doe, Vice President of Engineering at Acme, all is patched.",
            "Jane Doe",
            "Vice President of Engineering",
            json!("Acme"),
        ),
        (
            "Jane Doe, Chief Security Officer at Acme, said that all is patched.",
            "Jane Doe",
            "Chief Security Officer",
            json!("Acme"),
        ),
        (
            "Jane Doe, Vice President, Security, told customers to wait.",
            "Jane Doe",
            "Vice President, Security",
            Value::Null,
        ),
        ("As our CISO John Roe wrote, no keys were lost.", "John Roe", "CISO", Value::Null),
        (
            "As our chief information security officer John Roe wrote, no keys were lost.",
            "John Roe",
            "chief information security officer",
            Value::Null,
        ),
        (
            "Chief Security Officer Jane Doe said that all is patched.",
            "Jane Doe",
            "Chief Security Officer",
            Value::Null,
        ),
        ("“No keys were lost,” said CTO Mary Ann Doe in a call.", "Mary Ann Doe", "CTO", Value::Null),
        ("“No keys were lost,” explained Nimbus CEO Mary Ann Doe.", "Mary Ann Doe", "CEO", json!("Nimbus")),
        (
            "„Alles ist sicher“, sagte Jana Beispiel, Geschäftsführerin der Beispiel.",
            "Jana Beispiel",
            "Geschäftsführerin",
            json!("Beispiel"),
        ),
        (
            "Laut Jana Beispiel, Leiterin IT-Sicherheit, ist alles sicher.",
            "Jana Beispiel",
            "Leiterin IT-Sicherheit",
            Value::Null,
        ),
        (
            "Selon Jeanne Exemple, directrice de la sécurité, tout est sûr.",
            "Jeanne Exemple",
            "directrice de la sécurité",
            Value::Null,
        ),
        (
            "Según Juana Ejemplo, directora de seguridad, todo está a salvo.",
            "Juana Ejemplo",
            "directora de seguridad",
            Value::Null,
        ),
        (
            "“Tutto bene”, ha detto Gianna Esempio, direttrice della sicurezza.",
            "Gianna Esempio",
            "direttrice della sicurezza",
            Value::Null,
        ),
    ];
    let mut wrong = Vec::new();
    for (sentence, name, title, organisation) in cases {
        let found = post("", "<p>By Ada Park</p>", &format!("<p>{sentence}</p>"));
        assert_eq!(names(&found), ["Ada Park"], "{sentence}");
        let read = &found["attributions"][0];
        let all = (&read["name"], &read["job_title"], &read["organisation"]);
        let expected = if name.is_empty() {
            (&Value::Null, &Value::Null, &Value::Null)
        } else {
            (&json!(name), &json!(title), organisation)
        };
        if all != expected {
            wrong.push(format!("{sentence}: {all:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn companies_places_and_people_without_a_title_are_no_speakers() {
    for sentence in [
        "“We are safe,” said Palo Alto Networks.",
        "Customers were told by president Doe. Jane Doe said more.",
        "In the days that Storm Ada lead up to, the engineers said little.",
        "Every Wednesday, the security editor of the paper, said so.",
        "Hundreds came to Boston. Jane Doe, three steps to lead, said so.",
        "Jane Doe’s Chief Security Officer said that all is patched.",
        "According to Amazon Web Services, all is patched.",
        "According to the National Vulnerability Database, the score is 7.5.",
        "“We are safe,” said Jane Doe.",
        "The Red Hat Security Team said that all is patched.",
        "According to New York Times reporters, the engineers worked all night.",
        "Our engineers said that the Chief Executive Officer was told.",
        "Security Operations Center Director Search said nothing.",
        "According to Ars Technica, Security Editor Dan Goodin reported it first.",
        "Ars Technica, Security Editor Dan Goodin said so.",
    ] {
        let found = post("", "", &format!("<p>{sentence}</p>"));
        assert_eq!(found["attributions"], json!([]), "{sentence}");
    }
}

#[test]
fn an_attribution_says_where_it_stands_and_stands_once() {
    let sentence = "<p>“We are safe,” said Jane Doe, Chief Security Officer.</p><p>Jane Doe, Chief Security Officer, also said no.</p>";
    let found = post("", "", sentence);
    assert_eq!(found["attributions"].as_array().map(Vec::len), Some(1));
    let read = &found["attributions"][0];
    assert_eq!((&read["seniority"], &read["function"]), (&json!("c-level"), &json!("security")));
    let (start, end) = (read["span"][0].as_u64(), read["span"][1].as_u64());
    assert_eq!(end.zip(start).map(|(end, start)| end - start), Some("Jane Doe".len() as u64));
    assert!(read["title_span"][0].as_u64() > end);
}

#[test]
fn a_hundred_titles_have_their_class() {
    use Function::{
        Communications, Engineering, Executive, Legal, Operations, Product, Security, Support, Unstated,
    };
    use Seniority::{CLevel, Director, Individual, Manager, Team, Vp};
    let titles = [
        ("CEO", CLevel, Executive),
        ("Chief Executive Officer", CLevel, Executive),
        ("Co-founder and CEO", CLevel, Executive),
        ("Founder", CLevel, Executive),
        ("President", CLevel, Executive),
        ("Managing Director", CLevel, Executive),
        ("Chief Information Security Officer", CLevel, Security),
        ("CISO", CLevel, Security),
        ("Chief Security Officer", CLevel, Security),
        ("Chief Trust Officer", CLevel, Security),
        ("Chief Privacy Officer", CLevel, Security),
        ("CTO", CLevel, Engineering),
        ("Chief Technology Officer", CLevel, Engineering),
        ("CIO", CLevel, Operations),
        ("Chief Information Officer", CLevel, Operations),
        ("COO", CLevel, Operations),
        ("Chief Operating Officer", CLevel, Operations),
        ("Chief Product Officer", CLevel, Product),
        ("Chief Legal Officer", CLevel, Legal),
        ("Chief Communications Officer", CLevel, Communications),
        ("CMO", CLevel, Communications),
        ("Chief Marketing Officer", CLevel, Communications),
        ("Chief Financial Officer", CLevel, Unstated),
        ("Chief Compliance Officer", CLevel, Legal),
        ("VP", Vp, Unstated),
        ("VP of Engineering", Vp, Engineering),
        ("SVP, Operations", Vp, Operations),
        ("EVP and General Counsel", Vp, Legal),
        ("Senior Vice President, Security", Vp, Security),
        ("Executive Vice President, Product", Vp, Product),
        ("AVP Customer Support", Vp, Support),
        ("Vice President, Corporate Communications", Vp, Communications),
        ("Vice President of Site Reliability", Vp, Operations),
        ("Director of Security", Director, Security),
        ("Senior Director, Product Security", Director, Security),
        ("Director of Engineering", Director, Engineering),
        ("Director of Customer Success", Director, Support),
        ("Head of Security", Director, Security),
        ("Head of Communications", Director, Communications),
        ("Global Head of Incident Response", Director, Security),
        ("Head of Product", Director, Product),
        ("Head of Infrastructure", Director, Operations),
        ("General Counsel", Director, Legal),
        ("Executive Director", Director, Executive),
        ("Director of Developer Relations", Director, Communications),
        ("Security Manager", Manager, Security),
        ("Engineering Manager", Manager, Engineering),
        ("SRE Manager", Manager, Operations),
        ("PSIRT Manager", Manager, Security),
        ("Support Team Lead", Manager, Support),
        ("Tech Lead", Manager, Engineering),
        ("Incident Response Lead", Manager, Security),
        ("Communications Manager", Manager, Communications),
        ("IT Manager", Manager, Operations),
        ("Product Manager", Individual, Product),
        ("Senior Product Manager", Individual, Product),
        ("Technical Program Manager", Individual, Engineering),
        ("Community Manager", Individual, Communications),
        ("Principal Engineer", Individual, Engineering),
        ("Staff Engineer", Individual, Engineering),
        ("Principal Security Engineer", Individual, Security),
        ("Staff Site Reliability Engineer", Individual, Operations),
        ("SRE", Individual, Operations),
        ("Site Reliability Engineer", Individual, Operations),
        ("DevOps Engineer", Individual, Operations),
        ("Systems Administrator", Individual, Operations),
        ("Network Engineer", Individual, Operations),
        ("Software Engineer", Individual, Engineering),
        ("Senior Software Developer", Individual, Engineering),
        ("Security Researcher", Individual, Security),
        ("Threat Intelligence Analyst", Individual, Security),
        ("Vulnerability Analyst", Individual, Security),
        ("Product Security Engineer", Individual, Security),
        ("AppSec Engineer", Individual, Security),
        ("DevSecOps Engineer", Individual, Security),
        ("Security Architect", Individual, Security),
        ("Solutions Architect", Individual, Engineering),
        ("Data Scientist", Individual, Engineering),
        ("Release Manager", Manager, Unstated),
        ("Package Maintainer", Individual, Engineering),
        ("Technical Support Engineer", Individual, Support),
        ("Customer Support Specialist", Individual, Support),
        ("Legal Counsel", Individual, Legal),
        ("Privacy Counsel", Individual, Security),
        ("Developer Advocate", Individual, Communications),
        ("DevRel Engineer", Individual, Communications),
        ("Technology Evangelist", Individual, Communications),
        ("Spokesperson", Individual, Communications),
        ("Press Officer", Individual, Communications),
        ("Technical Writer", Individual, Communications),
        ("Security Team", Team, Security),
        ("Product Security Incident Response Team", Team, Security),
        ("PSIRT", Team, Security),
        ("CSIRT", Team, Security),
        ("Release Team", Team, Unstated),
        ("Support Team", Team, Support),
        ("Communications Team", Team, Communications),
        ("Geschäftsführer", CLevel, Executive),
        ("Vorstandsvorsitzender", CLevel, Executive),
        ("Leiter IT-Sicherheit", Director, Security),
        ("Pressesprecherin", Individual, Communications),
        ("Softwareentwickler", Individual, Engineering),
        ("Datenschutzbeauftragter", Individual, Security),
        ("Directeur général", CLevel, Executive),
        ("Président", CLevel, Executive),
        ("Responsable sécurité", Manager, Security),
        ("Porte-parole", Individual, Communications),
        ("Director general", CLevel, Executive),
        ("Jefe de seguridad", Manager, Security),
        ("Portavoz", Individual, Communications),
        ("Ingeniera de software", Individual, Engineering),
        ("Amministratore delegato", CLevel, Executive),
        ("Responsabile della sicurezza", Manager, Security),
        ("Portavoce", Individual, Communications),
        ("Diretor de segurança", Director, Security),
        ("Woordvoerder", Individual, Communications),
        ("Verkställande direktör", CLevel, Executive),
        ("Dyrektor generalny", Director, Unstated),
        ("Prezes zarządu", CLevel, Executive),
    ];
    assert!(titles.len() > 100);
    let wrong: Vec<String> = titles
        .iter()
        .filter(|(title, seniority, function)| job_titles::classify(title) != (*seniority, *function))
        .map(|(title, ..)| format!("{title}: {:?}", job_titles::classify(title)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
