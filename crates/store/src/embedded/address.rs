//! The address of a private cluster, in the form that psql (libpq) and sqlx both accept.

use std::path::Path;

/// The superuser of a private cluster, who owns all that is in it.
pub(super) const ROLE: &str = "trail";

/// The number in the socket's file name. Nothing listens on the network.
pub(super) const PORT: u16 = 5432;

/// The longest path of a socket's folder, in bytes: 103 for the whole path (macOS; Linux has 107) without
/// `/.s.PGSQL.5432`.
pub(super) const MAX_SOCKET_DIR: usize = 89;

/// The address of `database` behind the socket in `socket_dir`. Every part that the environment could
/// otherwise change (`PGPORT`, `PGUSER`, `PGSSLMODE`) is named.
pub(super) fn url(socket_dir: &Path, database: &str) -> String {
    let dir = escape(socket_dir.as_os_str().as_encoded_bytes(), b"/");
    let database = escape(database.as_bytes(), b"");
    format!("postgresql:///{database}?host={dir}&port={PORT}&user={ROLE}&sslmode=disable")
}

/// Percent-encoding of all but letters, digits, `-._~` and the bytes in `kept`. A blank is `%20` and a plus `%2B`, because
/// libpq reads `+` as plus and sqlx as blank.
fn escape(bytes: &[u8], kept: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                text.push(char::from(*byte))
            }
            byte if kept.contains(byte) => text.push(char::from(*byte)),
            // Writing to a string cannot fail.
            _ => drop(write!(text, "%{byte:02X}")),
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use proptest::prelude::*;
    use sqlx::postgres::PgConnectOptions;

    use super::*;

    #[test]
    fn an_address_names_socket_database_and_role() {
        assert_eq!(
            url(Path::new("/var/lib/a b+c/run"), "trail"),
            "postgresql:///trail?host=/var/lib/a%20b%2Bc/run&port=5432&user=trail&sslmode=disable"
        );
    }

    proptest! {
        #[test]
        fn sqlx_reads_back_every_folder_and_database(dir in "/[^\0]{1,60}", name in "[^\0]{1,20}") {
            prop_assume!(name != "." && name != "..");
            let options: PgConnectOptions = url(Path::new(&dir), &name).parse().unwrap();
            prop_assert_eq!(options.get_socket().cloned(), Some(PathBuf::from(dir)));
            prop_assert_eq!(options.get_database(), Some(name.as_str()));
            prop_assert_eq!(options.get_username(), ROLE);
            prop_assert_eq!(options.get_port(), PORT);
        }
    }
}
