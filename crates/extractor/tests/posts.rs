//! What the disclosure posts of a blog say of themselves is read, and nothing is put in their mouth.

use extractor::{Input, extract};
use model::{AuthorKind, Extraction, Post};
use url::Url;

const WORDS: &str = "<p>On Monday we learned of a flaw in a library that most of our servers use. We patched all of them \
    within hours and issued new certificates.</p><p>We know of no customer whose records were read, but we ask all of \
    them to choose new passwords now.</p><ul><li>Choose a password</li><li>Issue new keys</li></ul>\
    <p>We are going to write here what else we learn of it in the next days.</p>";

#[expect(clippy::unwrap_used, reason = "a test may stop at a wrong constant")]
fn read_at(url: &str, page: &str) -> Extraction {
    let url = Url::parse(url).unwrap();
    extract(Input {
        url: &url,
        content_type: Some("text/html; charset=utf-8"),
        content_encoding: None,
        last_modified: None,
        body: page.as_bytes(),
        fetched_at: None,
        role: None,
        source: None,
        link_selector: None,
    })
}

#[expect(clippy::unwrap_used, reason = "each page of these tests is a post")]
fn post_at(url: &str, page: &str) -> Post {
    read_at(url, page).posts.into_iter().next().unwrap()
}

fn post(head: &str, article: &str) -> Post {
    post_at(
        "https://acme.example/blog/library-flaw",
        &format!(
            "<!doctype html><html lang=en><head><title>A flaw in a library - Acme Blog</title>{head}</head><body>\
            <header><a href='/'>Acme Blog</a></header><main><article><h1>A flaw in a library</h1>{article}</article>\
            </main><footer>Acme 2020</footer></body></html>"
        ),
    )
}

/// Name and job title of the authors.
fn authors(post: &Post) -> Vec<(&str, Option<&str>)> {
    post.authors.iter().map(|author| (author.name.as_str(), author.job_title.as_deref())).collect()
}

#[test]
fn who_signs_is_read_with_the_title_wherever_it_stands() {
    let officer = [("Ada Example", Some("Chief Security Officer"))];
    for article in [
        format!("<p>Posted by Ada Example, Chief Security Officer on April 8, 2014</p>{WORDS}"),
        format!("<p>April 8, 2014 | Ada Example, Chief Security Officer</p>{WORDS}"),
        format!("<p>April 8, 2014</p><p>From: Ada Example, Chief Security Officer</p>{WORDS}"),
        format!("<p>By Ada Example<br>Chief Security Officer</p>{WORDS}"),
        format!("{WORDS}<p>Ada Example<br>Chief Security Officer</p>"),
        format!("{WORDS}<p>Ada Example, Chief Security Officer</p>"),
        format!("{WORDS}<p>Sincerely,</p><p>Ada Example</p><p>Chief Security Officer</p>"),
        format!("{WORDS}<p>Ada Example is the Chief Security Officer at Acme.</p>"),
    ] {
        assert_eq!(authors(&post("", &article)), officer, "{article}");
    }
    let signed = post("", &format!("{WORDS}<p>Ada Example<br>CEO and Co-founder, Acme Inc.</p>"));
    assert_eq!(authors(&signed), [("Ada Example", Some("CEO and Co-founder, Acme Inc."))]);
}

#[test]
fn a_team_signs_by_its_name() {
    for article in [
        format!("<p>The Acme Security Team<br>2014-04-08 21:32 UTC</p>{WORDS}"),
        format!("{WORDS}<p>– The Acme Security Team</p>"),
    ] {
        let post = post("", &article);
        assert_eq!(authors(&post), [("The Acme Security Team", None)], "{article}");
        assert_eq!(post.authors[0].kind, AuthorKind::Organisation);
    }
}

#[test]
fn bylines_are_read_in_the_languages_of_the_projects() {
    for line in [
        "Опубликовал <b>ada</b> 08-04-2014",
        "Опублікував <b>ada</b> 08-04-2014",
        "Публикувана от <b>ada</b> на 2014-04-08",
        "Ditulis oleh <b>ada</b> tanggal 2014-04-08",
        "Inserito da <b>ada</b> il 2014-04-08",
        "由 <b>ada</b> 发表于 2014-04-08",
        "<b>ada</b> tarafından 08.04.2014 tarihinde gönderildi",
    ] {
        assert_eq!(authors(&post("", &format!("<p>{line}</p>{WORDS}"))), [("ada", None)], "{line}");
    }
}

#[test]
fn labels_places_and_numbers_are_nobody() {
    for article in [
        format!("<p>April 8, 2014 | San Francisco</p>{WORDS}"),
        format!("<p class=author>Published by</p><p>April 8, 2014</p>{WORDS}"),
        format!("<p class=byline>12 Comments</p>{WORDS}"),
        format!("{WORDS}<p>See Gallery</p><p>Acme Staff</p>"),
        format!("{WORDS}<div class=comments><p>By Bob Reader</p><p>Thank you for this.</p></div>"),
    ] {
        assert_eq!(authors(&post("", &article)), [], "{article}");
    }
}

#[test]
fn a_card_that_says_who_wrote_it_is_believed() {
    let head =
        "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Ada Example'>";
    assert_eq!(authors(&post(head, WORDS)), [("Ada Example", None)]);
    let head = "<meta name='twitter:label1' content='Reading time'><meta name='twitter:data1' content='Five Minutes'>";
    assert_eq!(authors(&post(head, WORDS)), []);
}

#[test]
fn the_last_of_several_updates_is_when_it_was_updated() {
    let post = post(
        "",
        &format!(
            "<p>Posted on April 8, 2014</p>{WORDS}<h2>Update (April 9, 2014)</h2><p>All servers are patched.</p>\
            <h2>Update (April 10, 2014 09:00 UTC)</h2><p>All certificates are new.</p>"
        ),
    );
    assert_eq!(post.updates.len(), 2);
    let updated = post.updated.as_ref().map(|stamp| (stamp.local_iso(), stamp.offset_iso()));
    assert_eq!(updated, Some(("2014-04-10T09:00".to_owned(), Some("+00:00".to_owned()))));
}

#[test]
fn an_update_in_a_sentence_says_when_the_post_was_updated() {
    let article = format!(
        "<p>Posted on April 8, 2014</p><p>Update (April 24th 2014): We have now released a version with the fix as well.</p>{WORDS}"
    );
    let post = post("", &article);
    assert_eq!(post.updated.map(|stamp| stamp.local_iso()).as_deref(), Some("2014-04-24"));
}

#[test]
fn a_heading_that_leads_to_the_front_page_is_no_headline() {
    let page = format!(
        "<html><head><title>Acme Notes: A flaw in a library</title></head><body><h1><a href='https://acme.example/notes/'>Acme Notes</a></h1>\
        <div class=post><h3>A flaw in a library</h3>{WORDS}</div></body></html>"
    );
    let post = post_at("https://acme.example/notes/2014/04/flaw.html", &page);
    assert_eq!(post.title.as_deref(), Some("A flaw in a library"));
}

#[test]
fn a_line_above_the_headline_is_no_part_of_it() {
    let page = format!(
        "<html><head><title>A flaw in a library that we use</title></head><body><main>\
        <h1><span>Security</span> <span>A flaw in a library that we use</span></h1>{WORDS}</main></body></html>"
    );
    let post = post_at("https://acme.example/flaw", &page);
    assert_eq!(post.title.as_deref(), Some("A flaw in a library that we use"));
}

#[test]
fn an_article_that_only_readers_without_scripts_are_shown_is_read() {
    let article = format!("<span class=byline-author>Posted by Ada Example</span>{}", WORDS.repeat(3));
    let page = format!(
        "<html><head><title>A flaw in a library</title></head><body><h1>A flaw in a library</h1><div itemprop=articleBody>\
        <script type='text/template'>{article}</script><noscript>{article}</noscript></div></body></html>"
    );
    let post = post_at("https://acme.example/flaw", &page);
    assert!(post.text.contains("Issue new keys") && !post.text.contains('<'), "{}", post.text);
    assert_eq!(authors(&post), [("Ada Example", None)]);
}

#[test]
fn soft_hyphens_are_no_letters() {
    let plain = post("", &format!("<p>The certificates are new.</p>{WORDS}"));
    let hyphens = post("", &format!("<p>The cer&shy;tifi&shy;cates are new.</p>{WORDS}"));
    assert_eq!(plain.text_digest(), hyphens.text_digest());
}

#[test]
fn the_links_in_the_text_are_told_and_those_around_it_are_not() {
    let page = format!(
        "<!doctype html><html lang=en><head><title>A flaw in a library</title></head><body><nav><a href='/'>Acme</a>\
         <a href='/pricing'>Pricing</a></nav><main><article><h1>A flaw in a library</h1>{WORDS}<p>The flaw has a record of its own, \
         <a href='https://cve.example/CVE-2014-0160'>CVE-2014-0160</a>, and a <a href='/check#top'>page for checking</a> \
         your own servers; see also <a href='#now'>below</a>.</p></article></main></body></html>"
    );
    let found = read_at("https://acme.example/blog/library-flaw", &page);
    let cited: Vec<&str> = found
        .links
        .iter()
        .filter(|link| link.rel == model::LinkRel::Cited)
        .map(|link| link.url.as_str())
        .collect();
    assert_eq!(cited, ["https://cve.example/CVE-2014-0160", "https://acme.example/check"]);
}

#[test]
fn a_canonical_link_to_the_folder_makes_no_post_of_all_its_posts() {
    let folder = post(r#"<link rel="canonical" href="/blog/">"#, WORDS);
    assert_eq!(folder.key, "https://acme.example/blog/library-flaw");
    let own = post(r#"<link rel="canonical" href="/blog/2014/library-flaw">"#, WORDS);
    assert_eq!(own.key, "https://acme.example/blog/2014/library-flaw");
}
