//! Pages that ask for a proof of being human, by the marks of who makes them.

use super::visible::Visible;

/// A challenge shows no more than this, in bytes.
const LITTLE: usize = 2500;

/// Marks in the markup: all of a line together make a challenge where the page shows little. Some of these
/// scripts are on ordinary pages as well, so each line has what only the challenge has.
const MARKS: [&[&str]; 27] = [
    // Cloudflare
    &["_cf_chl_opt"],
    &["cf-browser-verification"],
    &["/cdn-cgi/challenge-platform/", "challenge-form"],
    &["/cdn-cgi/challenge-platform/", "<title>just a moment"],
    &["cf-error-details", "cloudflare"],
    &["cf-captcha-container"],
    // Akamai
    &["errors.edgesuite.net", "access denied"],
    &["<title>access denied", "reference&#32;&#35;"],
    &["<title>access denied", "reference #"],
    &["sec-if-cpt-container"],
    &["/_sec/cp_challenge"],
    // Imperva
    &["_incapsula_resource", "incapsula incident"],
    &["_incapsula_resource", "<iframe"],
    &["_incapsula_resource", "noindex, nofollow"],
    // DataDome
    &["captcha-delivery.com", "var dd="],
    &["geo.captcha-delivery.com/captcha"],
    // HUMAN (PerimeterX)
    &["px-captcha", "_pxappid"],
    &["px-captcha", "access to this page has been denied"],
    // Amazon's firewall
    &["awswafintegration", "challenge"],
    &["awswafcookiedomainlist"],
    // Sucuri, DDoS-Guard, Kasada, Anubis, Vercel, Google
    &["sucuri website firewall", "access denied"],
    &["sucuri_cloudproxy_js"],
    &["<title>ddos-guard"],
    &["kpsdk", "ips.js"],
    &["anubis_challenge"],
    &["<title>vercel security checkpoint"],
    &["our systems have detected unusual traffic from your computer network"],
];

/// Sentences that only such a page addresses to its reader.
const SENTENCES: [&str; 24] = [
    "enable javascript and cookies to continue",
    "checking your browser before accessing",
    "checking if the site connection is secure",
    "needs to review the security of your connection before proceeding",
    "verify you are human by completing the action below",
    "verifying you are human. this may take a few seconds",
    "please verify you are a human",
    "please verify that you are a human",
    "please verify that you are not a robot",
    "press & hold to confirm you are a human",
    "why do i have to complete a captcha",
    "complete the security check to access",
    "complete the captcha to continue",
    "please complete the captcha",
    "please solve the captcha",
    "prove that you are human to continue",
    "pardon our interruption",
    "as you were browsing something about your browser made us think you were a bot",
    "access to this page has been denied because we believe you are using automation tools",
    "your request has been blocked by our security",
    "you don't have permission to access",
    "sorry, you have been blocked",
    "request unsuccessful. incapsula incident id",
    "making sure you're not a bot",
];

/// A sentence alone is believed on a page that shows no more than this, in bytes: no post is so short.
const HARDLY_ANYTHING: usize = 1200;

pub(super) fn is_challenge(page: &Visible<'_>) -> bool {
    let by_mark =
        page.is_short(LITTLE) && MARKS.iter().any(|marks| marks.iter().all(|mark| page.holds(mark)));
    // A post about challenges may be short, and quotes them.
    let by_sentence = page.is_short(HARDLY_ANYTHING)
        && !page.is_dated_article()
        && SENTENCES.iter().any(|sentence| page.text.contains(sentence) || page.title.contains(sentence));
    by_mark || by_sentence
}
