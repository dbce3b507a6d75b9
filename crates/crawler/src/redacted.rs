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

#[cfg(test)]
mod tests {
    use super::*;

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
