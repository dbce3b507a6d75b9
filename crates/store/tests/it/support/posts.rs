//! Posts, made by hand.

use chrono::NaiveDateTime;
use model::{
    AuthorKind, Byline, Certainty, Function, Mention, MentionManner, MentionPlace, Post, PostKind, Precision,
    Seniority, Span, Stamp, Update,
};

/// A time as a document has it: `2014-04-08`, `2014-04-08T14:32` or `2014-04-08T14:32-07:00`.
pub fn stamp(raw: &str) -> Stamp {
    let (local, offset) = match raw.get(16..) {
        Some("Z") => (&raw[..16], Some(0)),
        Some(offset) if !offset.is_empty() => {
            let hours: i32 = offset[..3].parse().unwrap();
            (&raw[..16], Some(hours * 3600))
        }
        _ => (raw, None),
    };
    let (text, precision) = match local.len() {
        10 => (format!("{local}T00:00"), Precision::Day),
        _ => (local.to_owned(), Precision::Minute),
    };
    Stamp {
        raw: raw.to_owned(),
        local: NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M").unwrap(),
        precision,
        offset_s: offset,
        zone: offset.map(|_| raw[16..].to_owned()),
        certainty: Certainty::Stated,
        spread: None,
        source: "test:time".into(),
        span: None,
    }
}

/// An article.
pub fn article(key: &str, title: &str, text: &str) -> Post {
    Post {
        key: key.to_owned(),
        url: Some(key.to_owned()),
        kind: PostKind::Article,
        title: Some(title.to_owned()).filter(|title| !title.is_empty()),
        text: text.to_owned(),
        language: Some("en".into()),
        published: None,
        updated: None,
        candidates: Vec::new(),
        authors: Vec::new(),
        attributions: Vec::new(),
        updates: Vec::new(),
        identifiers: Vec::new(),
    }
}

/// An incident on a status page.
pub fn incident(key: &str, title: &str, updates: Vec<Update>) -> Post {
    Post { kind: PostKind::StatusIncident, url: None, updates, ..article(key, title, "") }
}

/// An update of it.
pub fn update(key: &str, status: &str, claimed: &str, text: &str) -> Update {
    Update {
        key: key.to_owned(),
        status: Some(status.to_owned()),
        claimed: Some(stamp(claimed)),
        recorded: None,
        edited: None,
        text: text.to_owned(),
        span: None,
        authors: Vec::new(),
        components: Vec::new(),
    }
}

/// A person with a job title.
pub fn byline(name: &str, job_title: &str) -> Byline {
    Byline {
        name: name.to_owned(),
        kind: AuthorKind::Person,
        job_title: Some(job_title.to_owned()).filter(|title| !title.is_empty()),
        seniority: if job_title.is_empty() { Seniority::Unstated } else { Seniority::CLevel },
        function: if job_title.is_empty() { Function::Unstated } else { Function::Executive },
        source: "test:byline".into(),
        span: None,
        title_source: None,
        title_span: None,
    }
}

/// The title of the first post names Heartbleed, from that byte on.
pub fn named_at(start: usize) -> Mention {
    Mention {
        post: 0,
        update: None,
        incident: "heartbleed".into(),
        term: "Heartbleed".into(),
        place: MentionPlace::Title,
        manner: MentionManner::Statement,
        span: Span { start, end: start + 10 },
        scope: Span { start: 0, end: 0 },
        quote: "Heartbleed".into(),
    }
}
