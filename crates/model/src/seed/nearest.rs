//! "Did you mean": the known name nearest to one that nobody knows.

/// A hint for `word`: the nearest of `known`, or all of them where none is near.
pub(super) fn hint(word: &str, known: &[&str]) -> String {
    guess(word, known).unwrap_or_else(|| format!("one of: {}", known.join(", ")))
}

/// The hint with the nearest of `known`; `None` where none is near.
pub(super) fn guess(word: &str, known: &[&str]) -> Option<String> {
    let word = word.to_lowercase();
    let near = known.iter().map(|name| (distance(&word, name), *name)).min_by_key(|(steps, _)| *steps);
    match near {
        // One slip in a short word, three in a long one: further away is another word.
        Some((steps, name)) if steps <= (name.chars().count() / 3).clamp(1, 3) => {
            Some(format!("did you mean '{name}'?"))
        }
        _ => None,
    }
}

/// The `most` of `known` that are nearest to `word`, the nearest first: those that hold it or that it holds, then those
/// that a few slips lead to.
pub fn nearest_names<'a>(word: &str, known: &'a [String], most: usize) -> Vec<&'a str> {
    let word = word.to_lowercase();
    let holds = |name: &str| !word.is_empty() && (name.contains(&word) || word.contains(name));
    let mut names: Vec<_> =
        known.iter().map(|name| (!holds(name), distance(&word, name), name.as_str())).collect();
    names.sort_unstable();
    names.into_iter().take(most).map(|(.., name)| name).collect()
}

/// Levenshtein distance: letters to insert, drop or change. Long words are cut, so the cost is bounded.
fn distance(left: &str, right: &str) -> usize {
    const LONGEST: usize = 64;
    let right: Vec<char> = right.chars().take(LONGEST).collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, a) in left.chars().take(LONGEST).enumerate() {
        let mut next = vec![line + 1];
        let mut before = line + 1;
        for ((b, corner), above) in right.iter().zip(&row).zip(row.iter().skip(1)) {
            let changed = corner + usize::from(a != *b);
            before = changed.min(above + 1).min(before + 1);
            next.push(before);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_answered_with_the_word_and_a_strange_word_with_all() {
        assert_eq!(hint("blogg", &["blog", "page"]), "did you mean 'blog'?");
        assert_eq!(hint("securty-blog", &["blog", "security-blog"]), "did you mean 'security-blog'?");
        assert_eq!(hint("podcast", &["blog", "page"]), "one of: blog, page");
    }

    #[test]
    fn names_that_hold_the_word_come_before_those_that_only_look_like_it() {
        let known = ["aws", "github", "gitlab", "google-cloud", "oracle"].map(str::to_owned);
        assert_eq!(nearest_names("google", &known, 1), ["google-cloud"]);
        assert_eq!(nearest_names("Githb", &known, 2), ["github", "gitlab"]);
        assert_eq!(nearest_names("", &known, 9).len(), 5);
    }

    #[test]
    fn the_distance_counts_insertions_drops_and_changes() {
        for (left, right, steps) in [("", "", 0), ("abc", "", 3), ("", "ab", 2), ("kitten", "sitting", 3)] {
            assert_eq!(distance(left, right), steps);
        }
    }
}
