//! What is a stand-in, and what only speaks of one.

use super::*;

fn class(page: &str) -> EvidenceClass {
    of_page(page, false).class
}

fn page(title: &str, body: &str) -> String {
    format!("<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>")
}

/// A post of ordinary length with these words in it.
fn post(title: &str, words: &str) -> String {
    let text =
        "<p>We saw the first reports on Monday and patched every machine within hours of the notice.</p>";
    page(title, &format!("<article><h1>{title}</h1>{}<p>{words}</p></article>", text.repeat(40)))
}

#[test]
fn challenges_are_recognised_with_any_status() {
    for (title, body) in [
        (
            "Just a moment...",
            "<noscript>Enable JavaScript and cookies to continue</noscript><script>window._cf_chl_opt={}</script>",
        ),
        (
            "Attention Required! | Cloudflare",
            "<h1>Sorry, you have been blocked</h1><p>You are unable to access site.example</p>",
        ),
        (
            "Access Denied",
            "<h1>Access Denied</h1>You don't have permission to access this on this server.<p>Reference #18.2d351ab8",
        ),
        (
            "",
            "<iframe src='/_Incapsula_Resource?x=1'>Request unsuccessful. Incapsula incident ID: 1-2</iframe>",
        ),
        (
            "site.example",
            "<p>Please enable JS and disable any ad blocker</p><script>var dd={'host':'geo.captcha-delivery.com'}</script>",
        ),
        (
            "Access to this page has been denied",
            "<div id=px-captcha></div><script>window._pxAppId='x'</script><p>Press &amp; Hold to confirm you are a human",
        ),
        ("Human Verification", "<p>Please complete the captcha</p>"),
    ] {
        assert_eq!(class(&page(title, body)), EvidenceClass::Challenge, "{title}: {body}");
    }
}

#[test]
fn missing_pages_are_recognised_in_many_languages() {
    for title in [
        "Page not found",
        "404",
        "404 Not Found",
        "Error 404 - Page Not Found",
        "Page Not Found | Nimbus",
        "Nimbus – 404: Not found",
        "Oops! That page can&rsquo;t be found.",
        "The page you requested could not be found",
        "This page does not exist",
        "Sorry, we can't find that page",
        "Seite nicht gefunden",
        "Page introuvable",
        "Página no encontrada",
        "Страница не найдена",
        "ページが見つかりません",
    ] {
        assert_eq!(class(&page(title, "<p>Try the search.</p>")), EvidenceClass::SoftNotFound, "{title}");
        if !title.contains("Nimbus") {
            let heading = page("Nimbus", &format!("<h1>{title}</h1>"));
            assert_eq!(class(&heading), EvidenceClass::SoftNotFound, "{title}");
        }
    }
}

#[test]
fn forms_to_sign_in_and_notices_of_maintenance_are_recognised() {
    let form = "<form><input name=user><input type=password></form>";
    for title in ["Sign in", "Log in to Nimbus", "Login - Nimbus", "Anmelden"] {
        assert_eq!(class(&page(title, form)), EvidenceClass::LoginWall, "{title}");
    }
    for title in
        ["Site maintenance", "We'll be back soon!", "Down for maintenance", "The site is under maintenance"]
    {
        assert_eq!(
            class(&page(title, "<p>Thank you for your patience.</p>")),
            EvidenceClass::Maintenance,
            "{title}"
        );
    }
}

#[test]
fn what_only_speaks_of_it_is_a_document() {
    for document in [
        post("Why do I have to complete a CAPTCHA?", "Verify you are human by completing the action below."),
        post("404 Not Found: how a missing page told us of the breach", "Page not found."),
        post("Scheduled maintenance on Tuesday", "The site will be down for maintenance."),
        post("How we sign in", "<input type=password>"),
        post("Attention", "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"),
        page(
            "Heartbleed",
            "<p>We are not affected.</p><script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>",
        ),
        page("Scheduled maintenance", "<time datetime=2014-04-09>9 April</time><p>We replace certificates."),
        page("Nimbus", "<h1>The page that cannot be found in no book</h1>"),
        page("Sign in trouble after Heartbleed", "<form><input type=password></form><p>Reset your password."),
        "<?xml version='1.0'?><rss><channel><title>Page not found</title></channel></rss>".to_owned(),
        "{\"title\": \"404\"}".to_owned(),
        String::new(),
    ] {
        assert_eq!(class(&document), EvidenceClass::Ok, "{document:.200}");
    }
    let declared = "<meta property='article:published_time' content='2014-04-08T10:00:00Z'>";
    for (title, words) in [
        (
            "Why you saw it",
            "Some of you read 'please verify you are a human', since our firewall was too strict.",
        ),
        ("Sorry, you have been blocked", "We blocked too many of you while we patched the library."),
        ("Page not found", "We took the site down to patch the library."),
    ] {
        let short = page(title, &format!("{declared}<article><h1>{title}</h1><p>{words}</p></article>"));
        assert_eq!(class(&short), EvidenceClass::Ok, "{title}");
    }
    let status = page("Maintenance", "<h1>Maintenance</h1><p>Completed.</p>");
    assert_eq!(of_page(&status, true).class, EvidenceClass::Ok);
}

#[test]
fn a_page_that_needs_scripts_is_told_from_one_that_has_some() {
    let empty = page(
        "Nimbus",
        "<noscript>You need to enable JavaScript to run this app.</noscript><div id=\"root\"></div><script src=a.js></script>",
    );
    assert!(of_page(&empty, false).needs_javascript.is_some());
    let full = format!("<div id=\"root\">{}</div><script src=a.js></script>", post("Heartbleed", "x"));
    assert_eq!(of_page(&full, false).needs_javascript, None);
    assert_eq!(
        of_page(&page("Short", "<p>We are not affected.</p><script>count()</script>"), false)
            .needs_javascript,
        None
    );
}

#[test]
fn any_text_has_a_class() {
    for text in ["<", "<h1", "<!--", "<html><title", "<html><script>", "<h1><h1><", "<html>\u{0130}<h1>é"] {
        class(text);
    }
}
