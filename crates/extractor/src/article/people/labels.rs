//! Words for authorship that stand alone on a line, over or beside the name.

const LABELS: [&str; 23] = [
    "by",
    "author",
    "authors",
    "written by",
    "posted by",
    "published by",
    "von",
    "par",
    "por",
    "autor",
    "autorin",
    "autoren",
    "autore",
    "autores",
    "auteur",
    "auteurs",
    "forfatter",
    "автор",
    "escrito por",
    "scritto da",
    "verfasst von",
    "geschrieben von",
    "écrit par",
];

/// Labels of a section about authors: what follows is a name, or tells of somebody.
const ABOUT: [&str; 4] = ["about the author", "about the authors", "über den autor", "über die autorin"];

/// Longest of both, in bytes.
const LONGEST: usize = 20;

/// Whether a line is such a word and nothing else: `Posted by:`.
pub(super) fn is_label(line: &str) -> bool {
    is_one_of(&LABELS, line)
}

/// The same of a section about authors: `About the author`.
pub(super) fn is_about(line: &str) -> bool {
    is_one_of(&ABOUT, line)
}

fn is_one_of(labels: &[&str], line: &str) -> bool {
    let line = line.trim_end_matches(':').trim();
    line.len() <= LONGEST && labels.contains(&line.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_stands_alone() {
        assert!(is_label("Posted by:") && is_label("AUTHOR") && is_about("About the author"));
        assert!(!is_label("By Ada Park") && !is_label("About the author") && !is_about("By"));
    }
}
