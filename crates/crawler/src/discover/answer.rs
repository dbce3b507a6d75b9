//! The answer: a seed file that can be used as it is, or one JSON object.

use chrono::{DateTime, Utc};
use model::{ProviderSeed, SourceSeed, slug_of, write_provider};
use serde_json::{Value, json};

use super::proposal::{Discovery, Proposal};

/// Addresses that were looked at in vain are shown up to this number.
const SHOWN: usize = 12;

/// The seed file, with a reason in the citation of each source; what was passed over stands below it as
/// comments. `now` is when the addresses answered.
pub fn toml(found: &Discovery, now: DateTime<Utc>) -> String {
    let seed = seed(found, now);
    let mut text = match found.proposals.is_empty() {
        true => format!("# nothing to follow was found on {}\n", found.domain),
        false => format!(
            "# save as providers/{}.toml, then: trail seeds check\n{}",
            seed.slug,
            write_provider(&seed)
        ),
    };
    if !found.passed_over.is_empty() {
        text.push_str("\n# looked at, and not proposed:\n");
        // What does not exist says least.
        let (absent, other): (Vec<_>, Vec<_>) =
            found.passed_over.iter().partition(|(_, words)| words.starts_with("answered 404"));
        for (url, words) in other.iter().chain(&absent).take(SHOWN) {
            text.push_str(&format!("#   {url}  {}\n", one_line(words)));
        }
        let rest = found.passed_over.len().saturating_sub(SHOWN);
        if rest > 0 {
            text.push_str(&format!("#   … and {rest} more (--format json lists them)\n"));
        }
    }
    text
}

/// The same as one JSON object, with the seed file in it.
pub fn json(found: &Discovery, now: DateTime<Utc>) -> Value {
    let proposal = |it: &Proposal| {
        json!({
            "kind": it.kind.as_str(),
            "url": it.url.as_str(),
            "holds": it.holds,
            "adapter": it.adapter,
            "why": it.why,
        })
    };
    let passed = |(url, words): &(url::Url, String)| json!({ "url": url.as_str(), "came_to": words });
    json!({
        "domain": found.domain,
        "name": found.name,
        "proposals": found.proposals.iter().map(proposal).collect::<Vec<_>>(),
        "passed_over": found.passed_over.iter().map(passed).collect::<Vec<_>>(),
        "toml": toml(found, now),
    })
}

fn seed(found: &Discovery, now: DateTime<Utc>) -> ProviderSeed {
    let bare = found.domain.strip_prefix("www.").unwrap_or(&found.domain);
    let label = bare.split('.').next().unwrap_or(bare);
    let source = |it: &Proposal| SourceSeed {
        kind: it.kind,
        url: it.url.clone(),
        every_s: None,
        link_selector: None,
        headers: Vec::new(),
        incident: None,
        confirmed: Some(format!(
            "answered on {}: {}, read by {}",
            now.format("%Y-%m-%d"),
            it.holds,
            it.adapter
        )),
        citation: Some(one_line(&it.why)),
    };
    ProviderSeed {
        slug: slug_of(label).unwrap_or_else(|| "provider".to_owned()),
        former: Vec::new(),
        name: one_line(&found.name),
        domain: bare.to_owned(),
        category: None,
        sources: found.proposals.iter().map(source).collect(),
    }
}

/// What the web said must not break out of its comment or its string.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{SourceKind, read_provider};
    use url::Url;

    #[test]
    fn the_answer_is_a_seed_file_whatever_the_web_says() {
        let url = |text: &str| Url::parse(text).unwrap();
        let found = Discovery {
            domain: "www.example.com".to_owned(),
            name: "Exa\"mple\nCloud".to_owned(),
            proposals: vec![Proposal {
                kind: SourceKind::Blog,
                url: url("https://example.com/feed"),
                holds: "feed, entries: 3".to_owned(),
                adapter: "feed".to_owned(),
                why: "linked as 'Blog\n[[source]]' from there".to_owned(),
            }],
            passed_over: vec![(url("https://example.com/x"), "answered\n404 = 1".to_owned())],
        };
        let text = toml(&found, DateTime::UNIX_EPOCH);
        let seed = read_provider("example.toml", &text).unwrap();
        assert_eq!((seed.slug.as_str(), seed.name.as_str()), ("example", "Exa\"mple Cloud"));
        assert_eq!(seed.sources.len(), 1);
        let confirmed = seed.sources[0].confirmed.as_deref();
        assert_eq!(confirmed, Some("answered on 1970-01-01: feed, entries: 3, read by feed"));
        assert!(text.contains("#   https://example.com/x  answered 404 = 1\n"), "{text}");
    }

    #[test]
    fn nothing_found_is_said() {
        let found = Discovery {
            domain: "example.com".to_owned(),
            name: "Example".to_owned(),
            proposals: Vec::new(),
            passed_over: Vec::new(),
        };
        assert_eq!(toml(&found, DateTime::UNIX_EPOCH), "# nothing to follow was found on example.com\n");
        assert_eq!(json(&found, DateTime::UNIX_EPOCH)["proposals"], json!([]));
    }
}
