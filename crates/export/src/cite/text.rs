//! A citation in words.

use super::citation::{Citation, CitationKind};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Citation {
    /// In words: who (when): what. Publisher. Address, accessed when, archived where.
    pub fn text(&self) -> String {
        let names: Vec<&str> = self.authors.iter().map(|author| author.name.as_str()).collect();
        let who = if names.is_empty() { self.publisher.clone() } else { names.join("; ") };
        let mut text = format!("{who} ({}):", self.date());
        // What has no headline is named by its address, which stands once, and without a full stop behind it.
        if self.url.as_ref() != Some(&self.title) {
            text.push_str(&format!(" {}", ended(&self.title)));
        }
        if self.kind == CitationKind::Dataset {
            text.push_str(" [data set]");
        }
        if !names.is_empty() {
            text.push_str(&format!(" {}.", self.publisher));
        }
        if let Some(url) = &self.url {
            text.push_str(&format!(" {url}"));
        }
        if let Some(accessed) = self.accessed {
            let word = if self.kind == CitationKind::Dataset { "as of" } else { "accessed" };
            text.push_str(&format!(" ({word} {})", accessed.format("%Y-%m-%dT%H:%M:%SZ")));
        }
        if let Some(url) = &self.archive_url {
            text.push_str(&format!(" {url}"));
        }
        format!("{text}. {}.", self.note)
    }

    /// The date as people write it; n.d. where none is claimed.
    fn date(&self) -> String {
        let month = |month: &u32| {
            let index = usize::try_from(*month).ok()?.checked_sub(1)?;
            MONTHS.get(index).copied()
        };
        match self.issued.as_slice() {
            [year, second, day] => format!("{day} {} {year}", month(second).unwrap_or_default()),
            [year, second] => format!("{} {year}", month(second).unwrap_or_default()),
            [year] => year.to_string(),
            _ => "n.d.".to_owned(),
        }
    }
}

fn ended(title: &str) -> String {
    match title.ends_with(['.', '!', '?', '…']) {
        true => title.to_owned(),
        false => format!("{title}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_stands_once_also_where_it_is_the_name() {
        let url = "https://status.acme.example/incidents.json";
        let mut page = Citation {
            kind: CitationKind::Page,
            title: "Slow API".to_owned(),
            authors: Vec::new(),
            publisher: "Acme".to_owned(),
            issued: Vec::new(),
            accessed: None,
            url: Some(url.to_owned()),
            archive_url: None,
            note: "Archived WARC record x".to_owned(),
        };
        assert_eq!(page.text(), format!("Acme (n.d.): Slow API. {url}. Archived WARC record x."));
        page.title = url.to_owned();
        assert_eq!(page.text(), format!("Acme (n.d.): {url}. Archived WARC record x."));
    }
}
