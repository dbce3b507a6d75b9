//! Slugs: the short names of providers and incidents, also the names of their files.

/// Longest slug, in characters.
const LONGEST: usize = 64;

/// The slug nearest to `text`: lower case, other characters as single hyphens. `None` where nothing of
/// it can be kept.
pub fn slug_of(text: &str) -> Option<String> {
    let mut slug = String::new();
    for character in text.chars() {
        match character.to_ascii_lowercase() {
            kept @ ('a'..='z' | '0'..='9') if slug.len() < LONGEST => slug.push(kept),
            // The apostrophe of "Let's" joins; everything else parts.
            '\'' | '’' => {}
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ if slug.len() < LONGEST => slug.push('-'),
            _ => break,
        }
    }
    let kept = slug.trim_end_matches('-');
    match kept {
        "" => None,
        _ => Some(kept.to_owned()),
    }
}

/// Whether `text` is a slug: `[a-z0-9]` in groups joined by single hyphens, at most 64 characters.
pub(super) fn is_slug(text: &str) -> bool {
    text.len() <= LONGEST
        && text
            .split('-')
            .all(|group| !group.is_empty() && group.chars().all(|one| matches!(one, 'a'..='z' | '0'..='9')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_become_slugs() {
        let cases = [("Node.js", "node-js"), ("Let's Encrypt", "lets-encrypt"), ("  A & B  ", "a-b")];
        for (name, slug) in cases {
            assert_eq!(slug_of(name).unwrap(), slug);
        }
        assert_eq!(slug_of("日本"), None);
        assert!(!is_slug("a--b") && !is_slug("-a") && !is_slug("A") && !is_slug("") && is_slug("a-1"));
    }

    proptest! {
        #[test]
        fn whatever_is_kept_is_a_slug_and_stays_itself(text in any::<String>()) {
            if let Some(slug) = slug_of(&text) {
                prop_assert!(is_slug(&slug));
                prop_assert_eq!(slug_of(&slug), Some(slug));
            }
        }
    }
}
