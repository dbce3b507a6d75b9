//! A citation for BibTeX and BibLaTeX.

use super::citation::{Citation, CitationKind};

impl Citation {
    /// An entry `@online` or `@dataset` of BibLaTeX, which also BibTeX reads as far as its style knows it. What TeX
    /// would take for a command is escaped; letters of any script stay (UTF-8).
    pub fn bibtex(&self) -> String {
        let entry = match self.kind {
            CitationKind::Page => "online",
            CitationKind::Dataset => "dataset",
        };
        let mut fields = Vec::new();
        let names: Vec<String> = match self.authors.as_slice() {
            [] => vec![self.publisher.clone()],
            authors => authors.iter().map(|author| author.name.clone()).collect(),
        };
        // In braces of its own, so that no program takes a name apart or its "and" for the next name.
        let names: Vec<String> = names.iter().map(|name| format!("{{{}}}", escaped(name))).collect();
        fields.push(("author", names.join(" and ")));
        // In braces, so that no style changes the case of its letters.
        fields.push(("title", format!("{{{}}}", escaped(&self.title))));
        fields.push(("organization", escaped(&self.publisher)));
        let date: Vec<String> = self.issued.iter().map(|part| format!("{part:02}")).collect();
        if let Some(year) = self.issued.first() {
            fields.push(("date", date.join("-")));
            fields.push(("year", year.to_string()));
        }
        if let Some(url) = &self.url {
            fields.push(("url", address(url)));
        }
        if let Some(accessed) = self.accessed {
            fields.push(("urldate", accessed.format("%Y-%m-%d").to_string()));
        }
        let archived =
            self.archive_url.as_ref().map_or_else(String::new, |url| format!(". {}", escaped(url)));
        fields.push(("note", format!("{}{archived}", escaped(&self.note))));
        let lines: Vec<String> =
            fields.iter().map(|(name, value)| format!("  {name} = {{{value}}}")).collect();
        format!("@{entry}{{{},\n{}\n}}", self.key(), lines.join(",\n"))
    }
}

/// A text in which nothing is a command of TeX, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '{' => out.push_str("\\{"),
            '}' => out.push_str("\\}"),
            '#' | '$' | '%' | '&' | '_' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// An address, which is read verbatim: what would end the field or the line is percent-encoded.
fn address(url: &str) -> String {
    url.chars()
        .map(|c| match c {
            '{' => "%7B".to_owned(),
            '}' => "%7D".to_owned(),
            '\\' => "%5C".to_owned(),
            c => c.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::escaped;

    #[test]
    fn what_tex_would_take_for_a_command_is_none() {
        assert_eq!(
            escaped("50% of R&D_\\n {x} #1 ~ ^"),
            "50\\% of R\\&D\\_\\textbackslash{}n \\{x\\} \\#1 \\textasciitilde{} \\textasciicircum{}"
        );
        assert_eq!(escaped("Ünïcödé"), "Ünïcödé");
    }

    proptest! {
        #[test]
        fn braces_are_balanced_whatever_the_text(text in any::<String>()) {
            let mut depth = 0_i64;
            let mut skip = false;
            for c in escaped(&text).chars() {
                match c {
                    _ if skip => skip = false,
                    '\\' => skip = true,
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                prop_assert!(depth >= 0);
            }
            prop_assert_eq!(depth, 0);
        }
    }
}
