//! The shapes of a hosted status page: JSON interface, Atom history, page of one incident.

use std::fmt::Write;

use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};

use crate::world::listing::escape;

/// One incident.
#[derive(Debug, Clone)]
pub(super) struct Incident {
    /// The code in its address.
    pub code: &'static str,
    /// The number in its Atom id.
    pub number: u32,
    /// Its headline.
    pub name: &'static str,
    /// `none`, `minor`, `major` or `critical`.
    pub impact: &'static str,
    /// Newest claim first.
    pub updates: Vec<Update>,
}

/// One update of an incident. Times are RFC 3339 in the page's own zone, to the millisecond.
#[derive(Debug, Clone, Copy)]
pub(super) struct Update {
    /// The platform's id of it.
    pub id: &'static str,
    /// `investigating`, `identified`, `monitoring`, `resolved`.
    pub status: &'static str,
    /// When it claims to be said.
    pub display: &'static str,
    /// When its record was made.
    pub created: &'static str,
    /// When its record was last edited.
    pub updated: &'static str,
    /// What it says.
    pub body: &'static str,
}

/// The host of the page.
pub(super) const HOST: &str = "http://status.pikestone.example";

impl Incident {
    /// Its address.
    pub fn address(&self) -> String {
        format!("{HOST}/incidents/{}", self.code)
    }

    fn newest(&self) -> Option<&Update> {
        self.updates.first()
    }

    fn oldest(&self) -> Option<&Update> {
        self.updates.last()
    }

    /// When the incident's record was made: with the first of its updates that was entered.
    fn created(&self) -> Option<&'static str> {
        self.updates.iter().map(|update| update.created).min()
    }

    /// When anything of it was last edited.
    fn edited(&self) -> Option<&'static str> {
        self.updates.iter().map(|update| update.updated).max()
    }
}

/// `/api/v2/incidents.json`.
pub(super) fn json(incidents: &[Incident]) -> String {
    let listed: Vec<Value> = incidents.iter().map(incident_json).collect();
    let edited = incidents.iter().filter_map(Incident::edited).max();
    let page = json!({
        "id": "qk4r7s2w9d1x", "name": "Pikestone CDN", "url": HOST,
        "time_zone": "America/Los_Angeles", "updated_at": edited,
    });
    let mut text = json!({ "page": page, "incidents": listed }).to_string();
    text.push('\n');
    text
}

fn incident_json(incident: &Incident) -> Value {
    let when =
        |status| incident.updates.iter().find(|update| update.status == status).map(|update| update.display);
    let updates: Vec<Value> = incident
        .updates
        .iter()
        .map(|update| {
            json!({
                "id": update.id, "status": update.status, "body": update.body, "incident_id": incident.code,
                "created_at": update.created, "updated_at": update.updated, "display_at": update.display,
                "affected_components": null,
            })
        })
        .collect();
    json!({
        "id": incident.code, "name": incident.name,
        "status": incident.newest().map(|update| update.status),
        "created_at": incident.created(), "updated_at": incident.edited(),
        "monitoring_at": when("monitoring"), "resolved_at": when("resolved"),
        "impact": incident.impact, "shortlink": null,
        "started_at": incident.oldest().map(|update| update.display),
        "page_id": "qk4r7s2w9d1x", "incident_updates": updates, "components": [],
        "reminder_intervals": null,
    })
}

/// `/history.atom`. As on the real platform, `published` is the time of the newest update.
pub(super) fn atom(incidents: &[Incident]) -> String {
    let edited = incidents.iter().filter_map(Incident::edited).max().unwrap_or_default();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <feed xml:lang=\"en-US\" xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <id>tag:status.pikestone.example,2005:/history</id>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{HOST}\"/>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{HOST}/history.atom\"/>\n\
         <title>Pikestone CDN Status - Incident History</title>\n<updated>{}</updated>\n\
         <author><name>Pikestone CDN</name></author>\n",
        whole_seconds(edited)
    );
    for incident in incidents {
        let mut content = String::new();
        for update in &incident.updates {
            let _ = write!(
                content,
                "<p><small>{}</small><br><strong>{}</strong> - {}</p>",
                shown(
                    update.display,
                    "%b <var data-var='date'>%e</var>, <var data-var='time'>%H:%M</var> PDT"
                ),
                title_case(update.status),
                update.body
            );
        }
        let _ = write!(
            xml,
            "<entry>\n<id>tag:status.pikestone.example,2005:Incident/{}</id>\n<published>{}</published>\n\
             <updated>{}</updated>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n\
             <title>{}</title>\n<content type=\"html\">{}</content>\n</entry>\n",
            incident.number,
            incident.newest().map(|update| whole_seconds(update.display)).unwrap_or_default(),
            incident.edited().map(whole_seconds).unwrap_or_default(),
            incident.address(),
            escape(incident.name),
            escape(&content)
        );
    }
    xml.push_str("</feed>\n");
    xml
}

/// `/incidents/<code>`. The exact time stands in an attribute, in milliseconds since 1970.
pub(super) fn html(incident: &Incident) -> String {
    let mut rows = String::new();
    for update in &incident.updates {
        let _ = write!(
            rows,
            "<div class=\"row update-row\">\n<div class=\"update-title span3 font-large\">{}</div>\n\
             <div class=\"update-container span9\">\n<div class=\"update-body font-regular\">\
             <span class=\"whitespace-pre-wrap\">{}</span></div>\n\
             <div class=\"update-timestamp font-small color-secondary\">Posted \
             <span class=\"ago\" data-datetime-unix=\"{}\"></span>{}</div>\n</div>\n</div>\n",
            title_case(update.status),
            escape(update.body),
            at(update.display).map(|it| it.timestamp_millis()).unwrap_or_default(),
            shown(
                update.display,
                "%b <var data-var='date'>%d</var>, %Y - <var data-var='time'>%H:%M</var> PDT"
            ),
        );
    }
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>Pikestone CDN Status - {name}</title>\n\
         <link rel=\"alternate\" type=\"application/atom+xml\" href=\"{HOST}/history.atom\" title=\"ATOM\">\n\
         </head>\n<body class=\"status incident\">\n<div class=\"layout-content\">\n\
         <div class=\"page-title\"><div class=\"incident-name whitespace-pre-wrap impact-{impact}\">{name}</div>\n\
         <div class=\"subheader\">Incident Report for <a href=\"/\">Pikestone CDN</a></div></div>\n\
         <div class=\"container incident-updates-container\">\n{rows}</div>\n</div>\n\
         <div class=\"page-footer\"><a href=\"/history\">&larr; Incident History</a> \
         <a href=\"https://www.atlassian.com/software/statuspage\">Powered by Atlassian Statuspage</a></div>\n\
         </body>\n</html>\n",
        name = escape(incident.name),
        impact = incident.impact,
    )
}

fn at(time: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(time).ok()
}

fn shown(time: &str, format: &str) -> String {
    at(time).map(|it| it.format(format).to_string()).unwrap_or_default()
}

fn whole_seconds(time: &str) -> String {
    shown(time, "%Y-%m-%dT%H:%M:%S%:z")
}

fn title_case(status: &str) -> String {
    let mut letters = status.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
