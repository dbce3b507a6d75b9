//! The report as a page of its own: no scripts, nothing loaded from elsewhere.

use store::{IncidentReport, ProviderAnswer};

use crate::report::words::{delay, remarks, role, seen, speaker};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #ccc}\
th{border-bottom:2px solid #333}.none{color:#666}caption{text-align:left;padding-bottom:.5rem}";

/// The report as HTML.
pub fn render(report: &IncidentReport) -> String {
    let name = escape(&report.name);
    let anchor = match &report.anchor {
        Some(anchor) => format!(
            "Measured from: {} (<time>{}</time>), {}",
            escape(&anchor.label),
            escape(&anchor.time),
            escape(&anchor.citation)
        ),
        None => "No public event is known: delays cannot be measured.".to_owned(),
    };
    let rows: String = report.answers.iter().map(row).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <title>{name}: who said what, when</title><style>{STYLE}</style></head>\n<body><h1>{name}</h1>\n<p>{anchor}</p>\n\
         <table><caption>The first word of each provider that is followed</caption><thead><tr><th scope=\"col\">Provider</th>\
         <th scope=\"col\">First word (claimed)</th><th scope=\"col\">After</th><th scope=\"col\">First seen (UTC)</th>\
         <th scope=\"col\">Who</th><th scope=\"col\">Role</th><th scope=\"col\">Said</th><th scope=\"col\">Remarks</th></tr></thead>\n\
         <tbody>\n{rows}</tbody></table>\n<p>A delay is a range where a published time has no zone or no clock time. \
         Nothing found does not mean that nothing was said elsewhere.</p>\n</body></html>\n"
    )
}

fn row(answer: &ProviderAnswer) -> String {
    let provider = escape(&answer.provider_name);
    if answer.communications == 0 {
        return format!(
            "<tr><th scope=\"row\">{provider}</th><td colspan=\"7\" class=\"none\">nothing found in {} looks</td></tr>\n",
            answer.looks
        );
    }
    let claimed = escape(answer.first_claimed.as_deref().unwrap_or("no time stated"));
    let claimed =
        match answer.url.as_deref().filter(|url| url.starts_with("http://") || url.starts_with("https://")) {
            Some(url) => format!("<a href=\"{}\" rel=\"nofollow noreferrer\">{claimed}</a>", escape(url)),
            None => claimed,
        };
    format!(
        "<tr><th scope=\"row\">{provider}</th><td>{claimed}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        escape(&delay(answer)),
        escape(&seen(answer)),
        escape(&speaker(answer)),
        escape(&role(answer)),
        answer.communications,
        escape(&remarks(answer)),
    )
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn archived_words_are_never_markup() {
        assert_eq!(escape("<b onclick='x'>&\""), "&lt;b onclick=&#39;x&#39;&gt;&amp;&quot;");
    }
}
