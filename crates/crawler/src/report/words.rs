//! How a report says its values.

use store::ProviderAnswer;

/// `after 3 h`, `after 3 h to 27 h`, `9 d to 10 d`, `2 h before`: the time from the disclosure to the first
/// word, as a range where the published times are not exact.
pub fn delay(answer: &ProviderAnswer) -> String {
    match (answer.hours_low, answer.hours_high) {
        (Some(low), Some(high)) => {
            let (low, high) = (hours(low), hours(high));
            if low == high { low } else { format!("{low} to {high}") }
        }
        (Some(low), None) => format!("at least {}", hours(low)),
        (None, Some(high)) => format!("at most {}", hours(high)),
        (None, None) => "unknown".to_owned(),
    }
}

/// Hours as a person says them: minutes below an hour, days from two days on.
fn hours(hours: f64) -> String {
    let sign = if hours < 0.0 { "-" } else { "" };
    let amount = hours.abs();
    if amount < 1.0 {
        format!("{sign}{:.0} min", amount * 60.0)
    } else if amount < 48.0 {
        format!("{sign}{amount:.0} h")
    } else {
        format!("{sign}{:.1} d", amount / 24.0)
    }
}

/// Who spoke: name and title as written, or that nobody is named.
pub fn speaker(answer: &ProviderAnswer) -> String {
    match (&answer.author, &answer.job_title) {
        (Some(name), Some(title)) => format!("{name}, {title}"),
        (Some(name), None) => name.clone(),
        (None, _) => "nobody named".to_owned(),
    }
}

/// The class of the speaker's title, `c-level, security`; empty where no title is stated.
pub fn role(answer: &ProviderAnswer) -> String {
    let stated = |class: &Option<String>| class.clone().filter(|name| name != "unstated");
    let parts: Vec<String> =
        [stated(&answer.seniority), stated(&answer.function)].into_iter().flatten().collect();
    parts.join(", ")
}

/// What a reader must know of the times: back-dating, text changed in place.
pub fn remarks(answer: &ProviderAnswer) -> String {
    let mut remarks = Vec::new();
    if answer.backdated {
        remarks.push("claims a time at which it was not there".to_owned());
    }
    match answer.edits {
        0 => {}
        1 => remarks.push("text changed once".to_owned()),
        number => remarks.push(format!("text changed {number} times")),
    }
    remarks.join("; ")
}

/// When it was first seen, between which looks.
pub fn seen(answer: &ProviderAnswer) -> String {
    let form = "%Y-%m-%d %H:%M";
    match (answer.last_not_seen_at, answer.first_seen_at) {
        (Some(before), Some(seen)) => format!("{} (not at {})", seen.format(form), before.format(form)),
        (None, Some(seen)) => format!("{} (never looked before)", seen.format(form)),
        _ => String::new(),
    }
}
