//! Addresses without their secrets, for whatever is printed.

use url::Url;

/// The address with its password, and any secret among its parameters, replaced by `***`. A text that is no
/// address may be a password that was pasted alone: nothing of it is shown.
pub fn redacted(text: &str) -> String {
    let Ok(mut url) = Url::parse(text) else { return "***".to_owned() };
    if url.password().is_some() {
        // Fails only for addresses that cannot hold a password.
        let _ = url.set_password(Some("***"));
    }
    let secret = |name: &str| name.to_ascii_lowercase().contains("password");
    if url.query_pairs().any(|(name, _)| secret(&name)) {
        let pairs: Vec<(String, String)> = url
            .query_pairs()
            .map(|(name, value)| {
                (name.to_string(), if secret(&name) { "***".to_owned() } else { value.to_string() })
            })
            .collect();
        url.query_pairs_mut().clear().extend_pairs(pairs);
    }
    url.to_string()
}

/// The address of a database without its password, and the password: what stands on the command line of another program
/// is seen by all who can list processes, and what stands in its environment only by its owner.
pub fn without_password(text: &str) -> (String, Option<String>) {
    let Ok(mut url) = Url::parse(text) else { return (text.to_owned(), None) };
    let mut password = url.password().map(percent_decoded);
    // Fails only for addresses that cannot hold a password.
    let _ = url.set_password(None);
    // The query is kept as it is written: in the form of web pages, a blank would become a `+`, which libpq takes for one.
    if let Some(query) = url.query().map(str::to_owned) {
        let value = |pair: &str| pair.strip_prefix("password=").map(percent_decoded);
        // Of two, libpq takes the one that comes last.
        password = query.split('&').rev().find_map(value).or(password);
        let rest: Vec<&str> = query.split('&').filter(|pair| value(pair).is_none()).collect();
        url.set_query((!rest.is_empty()).then(|| rest.join("&")).as_deref());
    }
    (url.to_string(), password)
}

/// The text that an address writes with `%xx` where it has to.
fn percent_decoded(text: &str) -> String {
    let (mut bytes, mut left) = (Vec::new(), text.as_bytes());
    while let Some((&first, rest)) = left.split_first() {
        let digits = rest.get(..2).filter(|it| first == b'%' && it.iter().all(u8::is_ascii_hexdigit));
        let byte = digits.and_then(|it| u8::from_str_radix(std::str::from_utf8(it).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(first));
        left = if byte.is_some() { rest.get(2..).unwrap_or_default() } else { rest };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_taken_out_of_an_address_as_it_is_meant() {
        let of = |address: &str, password: &str| (address.to_owned(), Some(password.to_owned()));
        assert_eq!(
            without_password("postgres://me:s%40c%2Fr+t%25@db:5432/trail?sslmode=require"),
            of("postgres://me@db:5432/trail?sslmode=require", "s@c/r+t%")
        );
        assert_eq!(
            without_password("postgresql:///trail?host=/run/pg&password=s3%20cret&application_name=a%20b"),
            of("postgresql:///trail?host=/run/pg&application_name=a%20b", "s3 cret")
        );
        assert_eq!(without_password("postgres://me:100%@db/trail"), of("postgres://me@db/trail", "100%"));
        for address in ["postgresql:///trail?host=/run/pg&port=5432", "postgres://me@db/trail"] {
            assert_eq!(without_password(address), (address.to_owned(), None));
        }
    }

    #[test]
    fn no_password_is_shown() {
        assert_eq!(redacted("postgres://me:s3cret@db:5432/trail"), "postgres://me:***@db:5432/trail");
        assert_eq!(redacted("http://me:s3cret@proxy:8080/"), "http://me:***@proxy:8080/");
        for text in [
            "postgres://db/trail?user=me&password=s3cret",
            "postgres://db/t?sslpassword=s3cret&a=b",
            "s3cret",
        ] {
            assert!(!redacted(text).contains("s3cret"), "{text}");
        }
        assert_eq!(
            redacted("postgresql:///trail?host=/run/pg&port=5432"),
            "postgresql:///trail?host=/run/pg&port=5432"
        );
    }
}
