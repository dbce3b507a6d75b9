//! Parts of an address that say who reads, and not what.

/// Names of parameters that count clicks, as mailers, networks and analytics append them; what ends in `*` is a
/// beginning.
const COUNTING: [&str; 44] = [
    "utm_*",
    "pk_*",
    "mtm_*",
    "matomo_*",
    "piwik_*",
    "hsa_*",
    "__hs*",
    "_hs*",
    "at_*",
    "wt.*",
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "ysclid",
    "twclid",
    "ttclid",
    "li_fat_id",
    "igshid",
    "igsh",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "vero_id",
    "vero_conv",
    "oly_anon_id",
    "oly_enc_id",
    "_openstat",
    "_ga",
    "_gl",
    "s_cid",
    "cmpid",
    "ncid",
    "xtor",
    "spm",
    "trk",
    "hsctatracking",
    "wickedid",
    "rb_clickid",
    "ref_src",
];

/// Names of parameters that carry a session, whatever their value is.
const SESSIONS: [&str; 8] =
    ["phpsessid", "jsessionid", "aspsessionid*", "cfid", "cftoken", "sessionid", "session_id", "zenid"];

/// Names that carry a session where the value is a long hexadecimal number.
const SESSIONS_IN_HEX: [&str; 3] = ["sid", "s", "oscsid"];

/// Whether a parameter, `name=value` or a bare name, says nothing of the document.
pub(super) fn means_nothing(parameter: &str) -> bool {
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    let name = name.to_ascii_lowercase();
    parameter.is_empty()
        || is_one_of(&name, &COUNTING)
        || is_one_of(&name, &SESSIONS)
        || (SESSIONS_IN_HEX.contains(&name.as_str()) && is_long_hex(value))
        // Feeds mark the links that they hand out.
        || (name == "source" && value.starts_with("rss"))
}

/// A path without the session that servers write into it: `/a;jsessionid=1` and `/(S(abc))/a` are `/a`.
pub(super) fn path_without_session(path: &str) -> String {
    let lower = path.to_ascii_lowercase();
    if !lower.contains(";jsessionid") && !lower.contains("/(s(") {
        return path.to_owned();
    }
    let segments = path.split('/').filter(|segment| !is_cookieless(segment)).map(|segment| {
        let kept = segment.split(';').enumerate().filter(|(index, part)| {
            *index == 0 || !part.split('=').next().unwrap_or(part).eq_ignore_ascii_case("jsessionid")
        });
        kept.map(|(_, part)| part).collect::<Vec<_>>().join(";")
    });
    let path = segments.collect::<Vec<_>>().join("/");
    if path.is_empty() { "/".to_owned() } else { path }
}

/// ASP.NET without cookies: `(S(24 letters and digits))`.
fn is_cookieless(segment: &str) -> bool {
    let inner = segment.strip_prefix("(S(").or_else(|| segment.strip_prefix("(s("));
    inner
        .and_then(|inner| inner.strip_suffix("))"))
        .is_some_and(|id| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| match known.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => name == *known,
    })
}

fn is_long_hex(value: &str) -> bool {
    value.len() >= 16 && value.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counting_and_sessions_mean_nothing_and_other_parameters_do() {
        for parameter in
            ["utm_source=x", "UTM_Medium=y", "gclid=1", "sid=0123456789abcdef01", "", "source=rss-1"]
        {
            assert!(means_nothing(parameter), "{parameter}");
        }
        for parameter in ["id=1", "p=123", "sid=3", "source=blog", "utm=x", "ref=rss", "page=2", "s=word"] {
            assert!(!means_nothing(parameter), "{parameter}");
        }
    }

    #[test]
    fn a_path_loses_its_session_and_nothing_else() {
        assert_eq!(path_without_session("/a;jsessionid=1;v=2/b"), "/a;v=2/b");
        assert_eq!(path_without_session("/(S(lit3py55t21z5v55vlm25s55))/a.aspx"), "/a.aspx");
        assert_eq!(path_without_session("/a/(s)/b"), "/a/(s)/b");
    }
}
