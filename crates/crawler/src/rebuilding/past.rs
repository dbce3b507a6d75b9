//! An archived visit in the shapes that the store and the reader know.

use archive::{Archive, KnownMetadata, OutcomeMetadata, VisitMetadata, VisitRecords};
use model::{
    Capture, CaptureKind, Exchange, Failure, History, Hop, Known, Outcome, RecordPlace, Request,
    RobotsVerdict, SourceRef, Visit,
};
use store::PastVisit;
use url::Url;

/// What the visit's own record says, for the row of its address.
pub fn past_visit(metadata: &VisitMetadata) -> PastVisit {
    let source = metadata.source.as_ref();
    PastVisit {
        provider: metadata.provider.clone(),
        provider_name: source.map(|source| source.provider_name.clone()),
        domain: source.map(|source| source.domain.clone()),
        source_kind: metadata.source_kind,
        source_url: source.and_then(|source| Url::parse(&source.url).ok()),
        every_s: source.and_then(|source| source.every_s),
        link_selector: source.and_then(|source| source.link_selector.clone()),
        incident: metadata.incident.clone(),
        role: metadata.role,
        url: metadata.url.clone(),
        via: metadata.via.clone(),
        depth: metadata.depth,
        discovered_at: metadata.discovered_at,
        validators: metadata.validators.clone(),
        known: metadata.known.as_ref().and_then(known),
    }
}

fn known(known: &KnownMetadata) -> Option<Known> {
    Some(Known {
        capture_id: 0,
        record_id: known.record_id.clone(),
        target_uri: known.target_uri.clone(),
        fetched_at: known.fetched_at,
        payload_digest: known.payload_digest.parse().ok()?,
    })
}

/// The visit as far as reading its answer needs it.
pub fn visit_to_read(past: &PastVisit, source: SourceRef) -> Visit {
    Visit {
        frontier_id: 0,
        group: String::new(),
        lease: uuid::Uuid::nil(),
        url: past.url.clone(),
        role: past.role,
        source,
        via: past.via.clone(),
        depth: past.depth,
        validators: past.validators.clone(),
        known: past.known.clone(),
        discovered_at: past.discovered_at,
        interval_s: 0,
        failures: 0,
        robots: None,
        history: History::default(),
        whole: false,
    }
}

/// The capture that the line had; `body` is where the body stands that a revisit of equal bytes refers to.
///
/// # Errors
/// What is missing of it in the archive.
pub fn capture(
    archive: &Archive,
    records: VisitRecords,
    visit: Visit,
    body: Option<&RecordPlace>,
) -> Result<Capture, String> {
    let VisitRecords { metadata, place, hops: answers } = records;
    if answers.len() != metadata.hops.len() {
        let missing = metadata.hops.len() - answers.len();
        return Err(format!("{missing} of the {} answers of this visit are missing", metadata.hops.len()));
    }
    let own_places = || answers.iter().map(|answer| &answer.place).chain([&place]);
    if let Some(other) = own_places().find(|place| store::record_uuid(&place.record_id).is_none()) {
        return Err(format!(
            "the record {} is of another program: its id is no UUID (urn:uuid:)",
            other.record_id
        ));
    }
    let (mut hops, mut places, mut kind, mut payload_digest) = (Vec::new(), Vec::new(), None, None);
    for (hop, answer) in metadata.hops.into_iter().zip(answers) {
        let mut response = answer.response;
        response.truncated = hop.truncated;
        if answer.kind == CaptureKind::SamePayload {
            let body = body.ok_or("the record that its revisit refers to is missing")?;
            let known = archive.read(body).map_err(|error| error.to_string())?;
            response.body =
                known.response().ok_or("the record that its revisit refers to is none of an answer")?.body;
        }
        kind = Some(answer.kind);
        payload_digest = answer.payload_digest.as_deref().and_then(|digest| digest.parse().ok());
        places.push(answer.place);
        hops.push(Hop {
            url: hop.url,
            started_at: hop.started_at,
            duration_ms: hop.duration_ms,
            request: Request { method: "GET".to_owned(), headers: Vec::new() },
            response,
            peer: hop.peer,
            certificate: hop.certificate,
        });
    }
    let last = places.pop();
    Ok(Capture {
        exchange: Exchange {
            visit,
            started_at: metadata.started_at,
            hops,
            outcome: outcome(metadata.outcome, metadata.robots.as_ref()),
            robots: metadata.robots,
            retry_after_s: metadata.retry_after_s,
            provenance: metadata.provenance,
        },
        kind,
        place: last,
        earlier: places,
        payload_digest,
        metadata: place,
    })
}

fn outcome(said: OutcomeMetadata, robots: Option<&RobotsVerdict>) -> Outcome {
    match said {
        OutcomeMetadata::Answered => Outcome::Answered,
        OutcomeMetadata::Moved { to, permanent } => Outcome::Moved { to, permanent },
        OutcomeMetadata::Failed { class, detail } => Outcome::Failed(Failure { class, detail }),
        OutcomeMetadata::Disallowed => Outcome::Disallowed(robots.cloned().unwrap_or(RobotsVerdict {
            allowed: false,
            line: None,
            crawl_delay_ms: None,
        })),
    }
}
