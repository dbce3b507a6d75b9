//! security.txt as a fact with versions.

use model::{Role, SecurityTxt, Sha256Digest, SourceKind};
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::outcome::Verdict;
use super::visit::Turn;
use crate::error::{Doing, StoreError};
use crate::rows::{at, put_stamp, row, write};

const DOING: &str = "record a security.txt";

const LAST: &str =
    "select version, version_digest from security_txts where frontier_id = $1 order by version desc limit 1";

const VERSION: &str = "\
insert into security_txts (provider_id, source_id, frontier_id, capture_id, version, state, signed, fields, findings,
       expires_raw, expires_local, expires_at, expires_low_at, expires_high_at, expires_utc_offset, expires_zone,
       expires_precision, expires_certainty, expires_source, version_digest, first_seen_at, last_not_seen_at)
select r.provider_id, r.source_id, r.frontier_id, r.capture_id, r.version, r.state, r.signed, r.fields, r.findings,
       r.expires_raw, r.expires_local, r.expires_at, r.expires_low_at, r.expires_high_at, r.expires_utc_offset,
       r.expires_zone, r.expires_precision, r.expires_certainty, r.expires_source, r.version_digest, r.first_seen_at,
       r.last_not_seen_at
  from jsonb_populate_recordset(null::security_txts, $1) r";

/// Writes a version where the address shows another state than before. A look that failed shows none.
pub(super) async fn write_version(
    conn: &mut PgConnection,
    turn: &Turn<'_>,
    verdict: &Verdict,
    capture_id: i64,
) -> Result<(), StoreError> {
    let visit = turn.visit();
    let followed = visit.source.kind == SourceKind::SecurityTxt && visit.role != Role::Robots;
    let file = turn.extraction.security_txt.as_ref();
    let state = match (verdict.outcome, file) {
        _ if verdict.refused => return Ok(()),
        ("answered", Some(_)) => "present",
        ("answered", None) if followed && !verdict.cut_off => "other-document",
        ("missing", _) if followed => "missing",
        _ => return Ok(()),
    };
    let fields: Vec<Value> = file
        .map(|file| file.fields.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect())
        .unwrap_or_default();
    let findings: Vec<Value> = match file {
        Some(file) => {
            file.findings.iter().map(|it| json!({ "code": it.code, "detail": it.detail })).collect()
        }
        None if state == "missing" => vec![json!({ "code": "missing", "detail": "nothing stands there" })],
        None => vec![json!({ "code": "other-document", "detail": "what answers there is no security.txt" })],
    };
    let digest = digest(state, &fields, &findings, file);
    let last: Option<(i32, String)> =
        sqlx::query_as(LAST).bind(visit.frontier_id).fetch_optional(&mut *conn).await.doing(DOING)?;
    if last.as_ref().is_some_and(|(_, known)| *known == digest) {
        return Ok(());
    }
    let mut version = row([
        ("provider_id", visit.source.provider_id.into()),
        ("source_id", visit.source.id.into()),
        ("frontier_id", visit.frontier_id.into()),
        ("capture_id", capture_id.into()),
        ("version", last.map_or(1, |(version, _)| version.saturating_add(1)).into()),
        ("state", state.into()),
        ("signed", file.is_some_and(|file| file.signed).into()),
        ("fields", fields.into()),
        ("findings", findings.into()),
        ("version_digest", digest.into()),
        ("first_seen_at", at(turn.looked_at)),
        ("last_not_seen_at", turn.before.looked_at.map_or(Value::Null, at)),
    ]);
    put_stamp(&mut version, "expires_", file.and_then(|file| file.expires.as_ref()));
    write(conn, VERSION, &[version], DOING).await.map(drop)
}

fn digest(state: &str, fields: &[Value], findings: &[Value], file: Option<&SecurityTxt>) -> String {
    let signed = file.is_some_and(|file| file.signed);
    Sha256Digest::of(json!([state, signed, fields, findings]).to_string().as_bytes()).to_string()
}
