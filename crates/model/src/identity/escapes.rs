//! Escapes in their normal form (RFC 3986, section 6.2.2).

/// `text` with letters, digits and `-._~` unescaped, all other escapes in upper case, and a `%` that begins no escape
/// escaped itself.
pub(super) fn normal(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut written = String::with_capacity(text.len() + 2);
    let mut parts = text.split('%');
    written.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let escape = part.get(..2).and_then(|digits| {
            let hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            if hex { u8::from_str_radix(digits, 16).ok() } else { None }
        });
        match escape {
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => {
                written.push(char::from(byte));
                written.push_str(part.get(2..).unwrap_or_default());
            }
            Some(byte) => {
                written.push_str(&format!("%{byte:02X}"));
                written.push_str(part.get(2..).unwrap_or_default());
            }
            None => {
                written.push_str("%25");
                written.push_str(part);
            }
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_have_one_form_and_that_form_stays() {
        for (text, form) in
            [("a%2fb", "a%2Fb"), ("%7E%61", "~a"), ("100%", "100%25"), ("%%34%31", "%2541"), ("%4", "%254")]
        {
            assert_eq!(normal(text), form);
            assert_eq!(normal(form), form);
        }
    }
}
