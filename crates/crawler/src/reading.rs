//! Runs the extractor where it can do no harm: off the runtime, on a deep stack, with panics caught.

use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use model::{
    Capture, DocumentKind, Extraction, IncidentTerms, Mention, MentionManner, MentionPlace, Note, Outcome,
    Role, SignalReading, Span, Visit,
};
use tokio::runtime::Runtime;
use url::Url;

/// What one capture says.
#[derive(Debug)]
pub struct Reading {
    /// The facts.
    pub extraction: Extraction,
    /// The incidents that they speak of.
    pub mentions: Vec<Mention>,
    /// For a robots.txt: its text.
    pub robots_text: Option<String>,
}

/// Reads a capture and finds the incidents that it speaks of. A page that breaks the reader costs that
/// page: it becomes `unparsed` with a note, and its bytes stay in the archive.
pub fn read_capture(capture: &Capture, incidents: &[IncidentTerms]) -> Reading {
    let mut extraction = guarded(|| extractor::extract_capture(capture));
    let visit = &capture.exchange.visit;
    let mut mentions = extractor::find_mentions(&extraction, incidents);
    mentions.extend(seed_mentions(&extraction, visit));
    extraction.signals = signals(&extraction, &mentions, &visit.source.provider_name, capture.url());
    if let Outcome::Disallowed(verdict) = &capture.exchange.outcome {
        let line = verdict.line.as_deref().unwrap_or("robots.txt cannot be reached");
        extraction.notes.push(Note::new("robots-disallowed", line));
    }
    let robots_text = (visit.role == Role::Robots).then(|| robots_text(capture, &extraction)).flatten();
    Reading { extraction, mentions, robots_text }
}

/// What the texts say of the criteria. Posts that state something of an incident are looked through in any case.
/// `called` is the provider's name as people write it. Rules that break on a text
/// cost the signals of that document, and it is told as not assessed.
pub fn signals(extraction: &Extraction, mentions: &[Mention], called: &str, url: &Url) -> Vec<SignalReading> {
    let states = |it: &&Mention| {
        matches!(it.manner, MentionManner::Statement | MentionManner::Heading) && !it.place.is_of_entry()
    };
    let spoken_of = mentions.iter().filter(states).map(|it| it.post).collect();
    let read = || {
        let names = extractor::signals::Names::of(called, Some(url));
        extractor::signals::read(extraction, &names, &spoken_of)
    };
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| extractor::signals::failed(&extraction.posts))
}

/// The rules of a robots.txt that was found. RFC 9309, section 2.3: the file is UTF-8. Of rules whose coding breaks, those
/// that forbid may be what is missing.
fn robots_text(capture: &Capture, found: &Extraction) -> Option<String> {
    let response = capture.response().filter(|response| (200..300).contains(&response.status))?;
    if found.broken_coding().is_some() && response.truncated.is_none() {
        return None;
    }
    let bytes =
        extractor::decode_content(&response.body, response.header("content-encoding"), &mut Vec::new());
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// An extraction of that kind that holds nothing.
pub fn nothing(kind: DocumentKind) -> Extraction {
    Extraction::nothing(extractor::VERSION, kind)
}

/// A seed may say that its page is about an incident; that is evidence of its own, told apart by its place.
fn seed_mentions(extraction: &Extraction, visit: &Visit) -> Vec<Mention> {
    let Some(incident) = visit.source.incident.as_deref().filter(|_| visit.role == Role::Post) else {
        return Vec::new();
    };
    (0..extraction.posts.len())
        .map(|post| Mention {
            post,
            update: None,
            incident: incident.to_owned(),
            term: String::new(),
            place: MentionPlace::Seed,
            manner: MentionManner::Statement,
            span: Span { start: 0, end: 0 },
            scope: Span { start: 0, end: 0 },
            quote: String::new(),
        })
        .collect()
}

/// Runs `read`; a panic becomes an empty extraction with a note.
pub fn guarded(read: impl FnOnce() -> Extraction) -> Extraction {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|panic| {
        let text = panic
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "no message".to_owned());
        let mut broken = nothing(DocumentKind::Unparsed);
        broken.notes.push(Note::new("extractor-panic", text));
        broken
    })
}

/// Whether pages are read on all cores.
static ON_ALL_CORES: AtomicBool = AtomicBool::new(false);

/// Pages are read on all cores from now on, where none was read so far: for commands that do little else, such as an import.
pub fn read_on_all_cores() {
    ON_ALL_CORES.store(true, Ordering::Relaxed);
}

/// The threads that read pages and pack records, always the same ones: in a crawl three of four cores, since the fourth waits for
/// servers, disks and the database, which mostly runs beside. More of them would be done with nothing sooner, and each keeps memory
/// of its own and works for it: what its allocator holds back after the tree of a large page, and the states of some hundred regular
/// expressions, which each thread makes anew.
static READERS: LazyLock<Option<Runtime>> = LazyLock::new(|| {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let beside = if ON_ALL_CORES.load(Ordering::Relaxed) { 0 } else { (cores / 4).max(1) };
    tokio::runtime::Builder::new_current_thread()
        .max_blocking_threads((cores - beside).max(1))
        .thread_stack_size(STACK_BYTES)
        .thread_keep_alive(Duration::from_secs(3600))
        .thread_name("reader")
        .build()
        .ok()
});

/// The runtime of the program: it waits for servers, disks and the database. Pages are read by other threads, so that half as
/// many threads as there are cores are enough for what is left; where there are more, they wake each other for each answer
/// that comes, which took a twentieth of all the processor (BENCHMARKS.md).
///
/// # Errors
/// When the system gives no threads.
pub fn runtime() -> std::io::Result<Runtime> {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .worker_threads((cores / 2).max(1))
        .thread_stack_size(STACK_BYTES)
        .build()
}

/// Runs `work` on one of the reader threads, whose stack is as deep as [`STACK_BYTES`] says, when one is free.
///
/// # Errors
/// When `work` panics.
pub async fn on_deep_stack<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, tokio::task::JoinError> {
    match &*READERS {
        Some(readers) => readers.spawn_blocking(work).await,
        // Without threads of their own they share those of the caller's runtime.
        None => tokio::task::spawn_blocking(work).await,
    }
}

/// The stack of threads that parse, in bytes: trees are dropped and walked by recursion.
pub const STACK_BYTES: usize = 16 * 1024 * 1024;
