//! Writes a provider as the file that reads back as the same.

use super::{ProviderSeed, SourceSeed, schedule};

/// The provider as the text of its seed file. [`super::read_provider`] gives the same provider again.
pub fn write_provider(seed: &ProviderSeed) -> String {
    let mut text = String::new();
    pair(&mut text, "slug", &seed.slug);
    if !seed.former.is_empty() {
        let former: Vec<String> = seed.former.iter().map(|slug| quoted(slug)).collect();
        text.push_str(&format!("former = [{}]\n", former.join(", ")));
    }
    pair(&mut text, "name", &seed.name);
    pair(&mut text, "domain", &seed.domain);
    if let Some(category) = &seed.category {
        pair(&mut text, "category", category);
    }
    for source in &seed.sources {
        text.push_str("\n[[source]]\n");
        write_source(&mut text, source);
    }
    text
}

fn write_source(text: &mut String, source: &SourceSeed) {
    pair(text, "kind", source.kind.as_str());
    pair(text, "url", source.url.as_str());
    if let Some(seconds) = source.every_s {
        pair(text, "every", &schedule::write(seconds));
    }
    for (key, value) in [("link_selector", &source.link_selector), ("incident", &source.incident)] {
        if let Some(value) = value {
            pair(text, key, value);
        }
    }
    match &source.confirmed {
        Some(value) => pair(text, "confirmed", value),
        None => text.push_str("confirmed = false\n"),
    }
    if let Some(value) = &source.citation {
        pair(text, "citation", value);
    }
    if !source.headers.is_empty() {
        let pairs =
            source.headers.iter().map(|(name, value)| format!("{} = {}", quoted(name), quoted(value)));
        text.push_str(&format!("headers = {{ {} }}\n", pairs.collect::<Vec<_>>().join(", ")));
    }
}

fn pair(text: &mut String, key: &str, value: &str) {
    text.push_str(&format!("{key} = {}\n", quoted(value)));
}

/// The string as TOML: in double quotes, so that all lines of a file look alike.
fn quoted(value: &str) -> String {
    let mut text = String::from('"');
    for character in value.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            control if control.is_control() => text.push_str(&format!("\\u{:04X}", u32::from(control))),
            other => text.push(other),
        }
    }
    text.push('"');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SourceKind, read_provider};
    use proptest::prelude::*;

    /// A text on one line that says something, with all that needs care in TOML.
    fn line() -> impl Strategy<Value = String> {
        "[ -~à-ü’日\"'\\\\#]{0,20}[a-z\"\\\\]".prop_map(|text| text)
    }

    fn source(number: usize) -> impl Strategy<Value = SourceSeed> {
        let texts = (
            proptest::option::of(line()),
            proptest::option::of(line()),
            proptest::option::of(line()),
            proptest::option::of("[a-z0-9]{1,5}(-[a-z0-9]{1,3}){0,2}"),
        );
        let headers = proptest::collection::btree_map("X-[a-z]{1,6}", "[ -~]{0,12}", 0..3);
        (
            0..SourceKind::ALL.len(),
            "[a-z0-9/?=&%]{0,12}",
            proptest::option::of(1..31_622_400_i64),
            texts,
            headers,
        )
            .prop_map(
                move |(kind, path, every_s, (link_selector, confirmed, citation, incident), headers)| {
                    let url = format!("https://n{number}.example/{path}").parse().unwrap();
                    let (kind, headers) = (SourceKind::ALL[kind], headers.into_iter().collect());
                    SourceSeed { kind, url, every_s, link_selector, headers, incident, confirmed, citation }
                },
            )
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(
            name in line(),
            category in proptest::option::of("[a-z]{1,8}(-[a-z]{1,3})?"),
            former in proptest::collection::vec("[a-z]{1,8}(-[a-z]{1,3})?", 0..3),
            sources in (source(1), source(2), source(3)),
        ) {
            let seed = ProviderSeed {
                slug: "acme-1".to_owned(),
                former,
                name,
                domain: "acme.example".to_owned(),
                category,
                sources: vec![sources.0, sources.1, sources.2],
            };
            let text = write_provider(&seed);
            prop_assert_eq!(read_provider("acme-1.toml", &text), Ok(seed), "{}", text);
        }
    }
}
