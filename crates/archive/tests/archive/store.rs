//! Closed segments in a store: a real S3 server, of the file system kind, on loopback.

use std::path::Path;

use archive::{Archive, ArchiveError, SegmentStore, list_segments, verify_segment};
use model::{Capture, RecordPlace};
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Handle;

use crate::exchanges::{answered, response};
use crate::{ADDRESS, open};

/// A server with the bucket `evidence`, running for as long as the test does; the settings for it.
async fn server(folder: &TempDir) -> Vec<(String, String)> {
    std::fs::create_dir(folder.path().join("evidence")).unwrap();
    let mut builder = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).unwrap());
    builder.set_auth(SimpleAuth::from_single("key", "a-great-secret"));
    let service = builder.build();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let io = hyper_util::rt::TokioIo::new(socket);
            tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(io, service.clone()));
        }
    });
    let settings = [
        ("AWS_ENDPOINT_URL", address.as_str()),
        ("AWS_ALLOW_HTTP", "true"),
        ("AWS_REGION", "eu-central-1"),
        ("AWS_ACCESS_KEY_ID", "key"),
        ("AWS_SECRET_ACCESS_KEY", "a-great-secret"),
        ("AWS_SOMETHING_ELSE", "that is not known"),
        ("PATH", "/bin"),
    ];
    settings.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}

fn store(settings: Vec<(String, String)>) -> SegmentStore {
    let url = url::Url::parse("s3://evidence/warc/of-trail").unwrap();
    SegmentStore::open(&url, settings, Handle::current()).unwrap()
}

fn put(archive: &Archive, body: &[u8]) -> RecordPlace {
    let capture: Capture = archive.append(answered(ADDRESS, response(200, &[], body))).unwrap();
    capture.place.unwrap()
}

fn on_disk(folder: &Path) -> usize {
    list_segments(folder, "trail").unwrap().len()
}

/// Reading blocks, as appending does.
async fn payload(archive: &std::sync::Arc<Archive>, place: &RecordPlace) -> Vec<u8> {
    let (archive, place) = (std::sync::Arc::clone(archive), place.clone());
    tokio::task::spawn_blocking(move || archive.read(&place).unwrap().payload().to_vec()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn closed_segments_move_into_the_store_and_are_read_from_there() {
    let (folder, objects) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = store(server(&objects).await);
    let archive = std::sync::Arc::new(open(&folder, 1).with_store(store.clone()));
    let places = [&b"one"[..], b"two", b"three"].map(|body| put(&archive, body));
    assert_eq!(archive.move_closed().await.unwrap(), 2, "the one that is written stays");
    assert_eq!(on_disk(folder.path()), 1);
    for (place, body) in places.iter().zip([&b"one"[..], b"two", b"three"]) {
        assert_eq!(payload(&archive, place).await, body);
    }
    archive.close();
    assert_eq!(archive.move_closed().await.unwrap(), 1);
    assert_eq!((on_disk(folder.path()), archive.move_closed().await.unwrap()), (0, 0));
    let names = store.names("trail").await.unwrap();
    // Names of one second are in no order of their own.
    let mut expected = places.clone().map(|place| place.segment);
    expected.sort();
    assert_eq!(names, expected);
    assert!(objects.path().join("evidence/warc/of-trail").join(&names[0]).exists());
    for place in &places {
        let path = store.fetch(&place.segment, folder.path()).await.unwrap();
        let records: Vec<_> = verify_segment(&path).unwrap().map(Result::unwrap).collect();
        assert!(records.iter().any(|record| record.place == *place));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_segment_is_sent_in_parts() {
    let (folder, objects) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = store(server(&objects).await);
    let archive = std::sync::Arc::new(open(&folder, 1 << 30).with_store(store));
    let mut state = 7_u64;
    let body: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 56) as u8
    })
    .take(20 << 20)
    .collect();
    let place = put(&archive, &body);
    assert!(place.length > 17 << 20, "more than a part");
    archive.close();
    assert_eq!(archive.move_closed().await.unwrap(), 1);
    assert!(payload(&archive, &place).await == body);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_interrupted_is_done_the_next_time_and_half_a_record_is_never_sent() {
    let (folder, objects) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = store(server(&objects).await);
    let archive = open(&folder, 1 << 20).with_store(store.clone());
    let place = put(&archive, b"news");
    let path = folder.path().join(&place.segment);
    archive.close();
    let whole = std::fs::read(&path).unwrap();
    archive.move_closed().await.unwrap();
    // Killed after the copy and before the removal, or in the middle of the copy: it is still on the disk.
    std::fs::write(&path, &whole).unwrap();
    assert_eq!(archive.move_closed().await.unwrap(), 1);
    assert_eq!((on_disk(folder.path()), store.names("trail").await.unwrap().len()), (0, 1));
    // Killed while it was written.
    let torn = folder.path().join("trail-torn.warc.gz");
    std::fs::write(&torn, [&whole[..], &whole[..50]].concat()).unwrap();
    std::fs::write(torn.with_added_extension("writing"), "").unwrap();
    assert_eq!(archive.move_closed().await.unwrap(), 0);
    let next = open(&folder, 1 << 20).with_store(store.clone());
    assert_eq!(next.move_closed().await.unwrap(), 1);
    let copy = store.fetch("trail-torn.warc.gz", folder.path()).await.unwrap();
    assert_eq!(std::fs::read(copy).unwrap(), whole);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_store_refuses_the_segment_stays_and_no_message_has_a_secret() {
    let (folder, objects) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut settings = server(&objects).await;
    settings.push(("AWS_SECRET_ACCESS_KEY".to_owned(), "another-great-secret".to_owned()));
    let store = store(settings);
    let archive = open(&folder, 1 << 20).with_store(store.clone());
    put(&archive, b"news");
    archive.close();
    let error = archive.move_closed().await.unwrap_err();
    assert!(matches!(error, ArchiveError::Store { .. }), "{error:?}");
    assert_eq!(on_disk(folder.path()), 1);
    for text in [format!("{error} {error:?}"), format!("{store:?}")] {
        assert!(!text.contains("great-secret"), "{text}");
        assert!(text.contains("s3://evidence/warc/of-trail"), "{text}");
    }
    for wrong in ["s3:///x", "gs://bucket/x", "https://bucket/x"] {
        let url = url::Url::parse(wrong).unwrap();
        assert!(SegmentStore::open(&url, Vec::new(), Handle::current()).is_err(), "{wrong}");
    }
}
