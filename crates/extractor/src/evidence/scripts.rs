//! Pages that show their text only where scripts run.

use super::visible::Visible;

/// Such a page shows no more than this without scripts, in bytes.
const HARDLY_ANYTHING: usize = 400;

/// Marks of pages that are made by a script, beside the script itself.
const MARKS: [&str; 12] = [
    "id=\"root\"",
    "id=\"app\"",
    "id=root",
    "id=app",
    "id=\"__next\"",
    "id=\"__nuxt\"",
    "id=\"___gatsby\"",
    "<app-root",
    "ng-version",
    "data-reactroot",
    "enable javascript",
    "requires javascript",
];

/// How much a page shows without scripts, in bytes, where it can only be read with them.
pub(super) fn needs_javascript(page: &Visible<'_>) -> Option<usize> {
    let holds = |mark: &str| page.holds(mark);
    // The markup of the many pages that show more is not looked through.
    let scripted = page.is_short(HARDLY_ANYTHING) && holds("<script") && MARKS.iter().any(|mark| holds(mark));
    scripted.then_some(page.text.len())
}
