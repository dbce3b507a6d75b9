//! Closed segments in an S3-compatible store.
//!
//! A segment that is being written stays on the disk. Once it is closed it is copied into the store, read back
//! from there and compared, and only then removed from the disk: whatever is interrupted, one of the two places
//! has the whole of it, and a name in both has the same bytes.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures_util::{StreamExt, TryStreamExt};
use object_store::aws::AmazonS3Builder;
use object_store::buffered::BufWriter;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt};
use sha2::{Digest, Sha256};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::runtime::Handle;
use url::Url;

use crate::archive::{is_segment, list_segments};
use crate::{ArchiveError, marker};

/// Size of a part, in bytes: what is larger is sent in several (S3 allows 10,000 of at least 5 MiB).
const PART_BYTES: usize = 16 << 20;

/// A place for closed segments. Cheap to clone.
#[derive(Clone)]
pub struct SegmentStore {
    inner: Arc<dyn ObjectStore>,
    prefix: Key,
    /// How it is named in messages; without secrets.
    shown: String,
    runtime: Handle,
}

impl std::fmt::Debug for SegmentStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("SegmentStore").field(&self.shown).finish()
    }
}

/// The names of all segments in `folder`, and in `store` where there is one, that start with `prefix`: oldest first, each once.
///
/// # Errors
/// Where the folder or the store cannot be listed.
pub async fn segment_names(
    folder: &Path,
    prefix: &str,
    store: Option<&SegmentStore>,
) -> Result<Vec<String>, ArchiveError> {
    // What moves from the disk into the store in between is seen twice, never not at all.
    let on_disk = list_segments(folder, prefix)?;
    let name = |path: &PathBuf| Some(path.file_name()?.to_string_lossy().into_owned());
    let mut names: Vec<String> = on_disk.iter().filter_map(name).collect();
    if let Some(store) = store {
        names.extend(store.names(prefix).await?);
    }
    names.sort();
    names.dedup();
    Ok(names)
}

impl SegmentStore {
    /// The store at `url`, `s3://bucket/prefix`. Address, region and keys come from `settings`, names as in the
    /// environment (`AWS_ENDPOINT_URL`, `AWS_REGION`, `AWS_ACCESS_KEY_ID`, ...); others are left alone. Nothing
    /// is asked yet.
    ///
    /// # Errors
    /// Where the address is none of a store, or a setting cannot be used.
    pub fn open(
        url: &Url,
        settings: impl IntoIterator<Item = (String, String)>,
        runtime: Handle,
    ) -> Result<Self, ArchiveError> {
        // Credentials have no place in the address; were they there, no message would show them.
        let shown = format!("s3://{}{}", url.host_str().unwrap_or_default(), url.path());
        let unusable = |source| ArchiveError::Store { place: shown.clone(), source: Box::new(source) };
        if url.scheme() != "s3" || url.host_str().is_none_or(str::is_empty) {
            let text = "write it as s3://bucket/prefix or file:///folder";
            return Err(unusable(io::Error::new(io::ErrorKind::InvalidInput, text)));
        }
        // The store's client uses the cryptography that the process has; another choice before is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let known = |(name, value): (String, String)| {
            Some((name.strip_prefix("AWS_")?.to_ascii_lowercase(), value))
                .filter(|(_, value)| !value.is_empty())
        };
        let builder =
            settings.into_iter().filter_map(known).fold(AmazonS3Builder::new(), |builder, (name, value)| {
                match format!("aws_{name}").parse() {
                    Ok(key) => builder.with_config(key, value),
                    Err(_) => builder,
                }
            });
        let bucket = url.host_str().unwrap_or_default();
        let inner = builder
            .with_bucket_name(bucket)
            .build()
            .map_err(|source| unusable(io::Error::other(source.to_string())))?;
        let prefix = Key::from_url_path(url.path())
            .map_err(|source| unusable(io::Error::other(source.to_string())))?;
        Ok(Self { inner: Arc::new(inner), prefix, shown, runtime })
    }

    /// How it is named in messages; without secrets.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The names of all segments that are there and start with `prefix`, oldest first.
    ///
    /// # Errors
    /// Where the store cannot be asked.
    pub async fn names(&self, prefix: &str) -> Result<Vec<String>, ArchiveError> {
        let listed: Vec<_> =
            self.inner.list(Some(&self.prefix)).try_collect().await.map_err(|source| self.error(source))?;
        let mut names: Vec<String> = listed
            .into_iter()
            .filter_map(|object| object.location.filename().map(str::to_owned))
            .filter(|name| is_segment(name, prefix))
            .collect();
        names.sort();
        Ok(names)
    }

    /// Copies a segment from the store into `folder`; where it then is.
    ///
    /// # Errors
    /// Where it cannot be read or written.
    pub async fn fetch(&self, name: &str, folder: &Path) -> Result<PathBuf, ArchiveError> {
        let path = folder.join(name);
        let writing = |source| ArchiveError::from_write(&path, source);
        let mut file = File::create(&path).await.map_err(writing)?;
        let mut body = self.stream(name).await?;
        while let Some(piece) = body.next().await {
            file.write_all(&piece.map_err(|source| self.error(source))?).await.map_err(writing)?;
        }
        file.flush().await.map_err(writing)?;
        Ok(path)
    }

    /// `length` bytes of a segment from `offset` on, fewer at its end. Blocks.
    pub(crate) fn read(&self, name: &str, offset: u64, length: u64) -> Result<Vec<u8>, ArchiveError> {
        let (key, end) = (self.key(name), offset.saturating_add(length));
        // On a thread of its own, since a thread of the runtime must not wait for the runtime.
        let asked = std::thread::scope(|scope| {
            scope.spawn(|| self.runtime.block_on(self.inner.get_range(&key, offset..end))).join()
        });
        match asked {
            Ok(bytes) => bytes.map(|bytes| bytes.to_vec()).map_err(|source| self.error(source)),
            Err(_) => Err(self.error(io::Error::other("the client stopped"))),
        }
    }

    /// Moves all closed segments of `folder` into the store; how many these were. Those that somebody is
    /// writing stay.
    ///
    /// # Errors
    /// The first one. What could not be moved is still in the folder.
    pub async fn take(&self, folder: &Path, prefix: &str) -> Result<usize, ArchiveError> {
        let mut moved = 0;
        for path in crate::list_segments(folder, prefix)? {
            // A marker without a lock is that of a killed process: its file may end with half a record.
            let reading = |source| ArchiveError::Read { path: path.clone(), source };
            if marker::is_set(&path).map_err(reading)? {
                continue;
            }
            match self.take_one(&path).await {
                Ok(()) => moved += 1,
                // Another process was faster.
                Err(ArchiveError::Read { source, .. }) if source.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(moved)
    }

    async fn take_one(&self, path: &Path) -> Result<(), ArchiveError> {
        let reading = |source| ArchiveError::Read { path: path.to_owned(), source };
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut file = File::open(path).await.map_err(reading)?;
        let mut writer = BufWriter::with_capacity(Arc::clone(&self.inner), self.key(&name), PART_BYTES);
        let (mut sent, mut buffer) = (Sha256::new(), vec![0; 1 << 20]);
        loop {
            let count = file.read(&mut buffer).await.map_err(reading)?;
            let piece = buffer.get(..count).unwrap_or_default();
            if piece.is_empty() {
                break;
            }
            sent.update(piece);
            if let Err(source) = writer.write_all(piece).await {
                let _ = writer.abort().await;
                return Err(self.error(source));
            }
        }
        writer.shutdown().await.map_err(|source| self.error(source))?;
        let (mut kept, mut body) = (Sha256::new(), self.stream(&name).await?);
        while let Some(piece) = body.next().await {
            kept.update(piece.map_err(|source| self.error(source))?);
        }
        if kept.finalize() != sent.finalize() {
            let text = format!("{name} was read back with other bytes than were sent");
            return Err(self.error(io::Error::other(text)));
        }
        tokio::fs::remove_file(path)
            .await
            .map_err(|source| ArchiveError::Write { path: path.to_owned(), source })
    }

    async fn stream(
        &self,
        name: &str,
    ) -> Result<impl futures_util::Stream<Item = object_store::Result<bytes::Bytes>> + Unpin, ArchiveError>
    {
        Ok(self.inner.get(&self.key(name)).await.map_err(|source| self.error(source))?.into_stream())
    }

    fn key(&self, name: &str) -> Key {
        self.prefix.clone().join(name)
    }

    fn error(&self, source: impl std::error::Error + Send + Sync + 'static) -> ArchiveError {
        ArchiveError::Store { place: self.shown.clone(), source: Box::new(source) }
    }
}
