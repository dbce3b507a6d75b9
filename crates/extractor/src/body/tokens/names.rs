//! The names of tags and attributes that were read last: a page repeats a few, and to make one of its letters costs more than
//! to compare it.

use html5ever::LocalName;

/// Places for names; a power of two.
const PLACES: usize = 128;

/// Names by what is quickly told of their letters. One that stands where another did takes its place.
pub(super) struct Names([Option<LocalName>; PLACES]);

impl Default for Names {
    fn default() -> Self {
        Self([const { None }; PLACES])
    }
}

impl Names {
    /// The name of these letters.
    pub(super) fn of(&mut self, letters: &str) -> LocalName {
        let Some(place) = self.0.get_mut(place(letters.as_bytes())) else { return LocalName::from(letters) };
        match place {
            Some(known) if &**known == letters => known.clone(),
            _ => place.insert(LocalName::from(letters)).clone(),
        }
    }
}

/// By the length and the first and last letters: `class`, `href` and `id` stand apart.
fn place(letters: &[u8]) -> usize {
    let byte = |byte: Option<&u8>| usize::from(byte.copied().unwrap_or_default());
    let (first, last) = (byte(letters.first()), byte(letters.last()));
    let middle = byte(letters.get(letters.len() / 2));
    (first ^ (last << 2) ^ (middle << 1) ^ (letters.len() << 4)) % PLACES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_that_of_its_letters_whatever_stood_in_its_place() {
        let mut names = Names::default();
        for round in 0..2 {
            for number in 0..4 * PLACES {
                let name = format!("data-{number}");
                assert_eq!(names.of(&name), LocalName::from(name.as_str()), "{round}");
            }
            for name in ["", "a", "class", "href", "id", "div", "\u{e9}"] {
                assert_eq!(names.of(name), LocalName::from(name), "{round}");
            }
        }
    }
}
