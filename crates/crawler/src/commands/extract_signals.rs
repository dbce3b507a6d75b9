//! `trail extract --batch --signals`: what documents say of the criteria, one line each.

use extractor::signals::{Names, assess, kinds};
use model::{FoundSignal, NotAssessed};
use serde_json::{Value, json};

use super::extract::{Job, one, read};
use crate::reading;

/// Answers one line. A line that cannot be read is answered too, with `error`.
pub(super) fn answer(number: usize, line: &str) -> Value {
    let job = match Job::of(number, line) {
        Ok(job) => job,
        Err((id, why)) => return broken(&id, &why),
    };
    let texts = match texts(&job) {
        Ok(texts) => texts,
        Err(error) => return broken(&job.id, &format!("line {number}: {error}")),
    };
    let reason = texts.iter().find_map(|text| text.not_assessed);
    let signals: Vec<Value> = kinds()
        .map(|kind| {
            let found: Vec<Value> = texts
                .iter()
                .flat_map(|text| {
                    text.found.iter().filter(|it| it.signal == kind.signal).map(|it| place(it, text))
                })
                .collect();
            let outcome = match (found.is_empty(), reason) {
                (false, _) => "found",
                (true, None) => "no-rule-matched",
                (true, Some(_)) => "not-assessed",
            };
            json!({
                "signal": kind.signal.as_str(),
                "criterion": kind.criterion.as_str(),
                "suggestion": kind.suggestion,
                "outcome": outcome,
                "found": found,
            })
        })
        .collect();
    json!({
        "id": job.id,
        "assessed": reason.is_none(),
        "reason": reason.map(NotAssessed::as_str),
        "rules_version": extractor::VERSION,
        "signals": signals,
    })
}

/// A text with what was found in it.
struct Text {
    /// The update that it is, where it is one.
    update: Option<String>,
    not_assessed: Option<NotAssessed>,
    found: Vec<FoundSignal>,
}

/// The texts of a document: the whole of a plain text, or those that the extractor reads in the document.
fn texts(job: &Job) -> Result<Vec<Text>, String> {
    // A plain text loses nothing but the name of its host where what stands for its address is none.
    let url = job.address().unwrap_or_default();
    let provider = job.provider.as_deref().unwrap_or_default();
    let plain = |text: &str| {
        let (not_assessed, found) = assess(text, None, false, &Names::of(provider, url.as_ref()));
        vec![Text { update: None, not_assessed, found }]
    };
    if let Some(text) = &job.text {
        return Ok(plain(text));
    }
    let body = read(job.path()).map_err(|error| format!("{error:#}"))?;
    if job.is_plain() {
        return Ok(plain(&extractor::decode_text(&body, job.content_type.as_deref(), &mut Vec::new())));
    }
    let url = job.known_address()?;
    let extraction = one(&url, job.content_type.as_deref(), job.fetched_at, &body);
    let readings = reading::signals(&extraction, &[], provider, &url);
    if readings.is_empty() {
        return Ok(vec![Text { update: None, not_assessed: Some(NotAssessed::NoText), found: Vec::new() }]);
    }
    let key = |reading: &model::SignalReading| {
        let update = extraction.posts.get(reading.post)?.updates.get(reading.update?)?;
        Some(update.key.clone())
    };
    let worded = |reading: &&model::SignalReading| {
        // A post that speaks by its updates alone has no text of its own.
        readings.len() == 1 || reading.not_assessed != Some(NotAssessed::NoText)
    };
    Ok(readings
        .iter()
        .filter(worded)
        .map(|it| Text { update: key(it), not_assessed: it.not_assessed, found: it.found.clone() })
        .collect())
}

fn place(found: &FoundSignal, text: &Text) -> Value {
    json!({
        "rule": found.rule,
        "rule_version": found.rule_version,
        "detail": found.detail,
        "actor": found.actor.as_str(),
        "quote": found.quote,
        "span": [found.span.start, found.span.end],
        "update": text.update,
    })
}

fn broken(id: &Value, error: &str) -> Value {
    json!({"id": id, "assessed": false, "reason": "failed", "signals": [], "error": error})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(answer: &Value, signal: &str) -> Value {
        let signals = answer["signals"].as_array().unwrap();
        signals.iter().find(|it| it["signal"] == signal).unwrap()["outcome"].clone()
    }

    #[test]
    fn each_signal_of_a_text_is_found_or_not_matched_or_not_assessed() {
        let line = |text: &str| {
            answer(1, &json!({"id": 7, "url": "https://acme.example/", "text": text}).to_string())
        };
        let it = line("We patched all of our servers. Please change your password.");
        assert_eq!((outcome(&it, "password-advice"), &it["assessed"]), (json!("found"), &json!(true)));
        assert_eq!(outcome(&it, "check-tool"), "no-rule-matched");
        let it = line(&"Wir haben alle unsere Server aktualisiert und die Zertifikate ersetzt. ".repeat(5));
        assert_eq!((outcome(&it, "affected"), &it["reason"]), (json!("not-assessed"), &json!("language")));
    }

    #[test]
    fn a_text_without_address_and_provider_is_assessed() {
        for url in [Value::Null, json!("/status/ (address not seen)")] {
            let line =
                json!({"id": 7, "url": url, "provider": null, "text": "We patched all of our servers."});
            let it = answer(1, &line.to_string());
            assert_eq!((outcome(&it, "affected"), it["error"].clone()), (json!("found"), Value::Null));
        }
    }

    #[test]
    fn a_line_that_cannot_be_read_is_answered() {
        assert!(answer(3, "{").as_object().unwrap().contains_key("error"));
        let it =
            answer(3, r#"{"id": 1, "url": "https://acme.example/", "path": "/there/is/no/such/file.txt"}"#);
        assert!(
            it["error"].as_str().unwrap().starts_with("line 3: /there/is/no/such/file.txt cannot be read")
        );
    }
}
