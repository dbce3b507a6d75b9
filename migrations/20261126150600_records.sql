-- What records of flaws say happened when, and security.txt files as facts with versions.

create table record_events (
    id bigint generated always as identity primary key,
    provider_id bigint not null references providers (id),
    source_id bigint not null references sources (id),
    frontier_id bigint not null references frontier (id),
    capture_id bigint not null references captures (id),
    identifier text not null,
    authority text not null,
    kind text not null check (kind in ('reserved', 'discovered', 'public', 'listed', 'changed', 'withdrawn', 'fix',
                                       'exploited', 'mentioned')),
    trust text not null check (trust in ('stated', 'bookkeeping', 'bound')),
    label text not null,
    raw text not null,
    local text not null,
    at timestamptz,
    low_at timestamptz,
    high_at timestamptz,
    utc_offset text,
    zone text,
    precision text not null,
    certainty text not null,
    source text not null,
    event_digest text not null,
    first_seen_at timestamptz not null,
    recorded_at timestamptz not null default now(),
    unique (frontier_id, event_digest)
);
create index on record_events (identifier);
create index on record_events (provider_id);
comment on table record_events is 'What the records of flaws (CVE list, NVD, OSV, KEV, distributions, advisories) say happened when. Never overwritten: a record that changes adds a row.';
comment on column record_events.id is 'Row number; no meaning outside this database.';
comment on column record_events.provider_id is 'Whose source it was read in.';
comment on column record_events.source_id is 'The source.';
comment on column record_events.frontier_id is 'The address of the record.';
comment on column record_events.capture_id is 'The capture that it was read from first.';
comment on column record_events.identifier is 'The CVE, GHSA or other id of the flaw.';
comment on column record_events.authority is 'Whose record it is: cve-list, nvd, kev, osv, ghsa, red-hat, debian, ubuntu, alas, msrc or csaf.';
comment on column record_events.kind is 'reserved, discovered, public, listed (a list published its record), changed (the record was), withdrawn, fix, exploited or mentioned (something else that the record dates).';
comment on column record_events.trust is 'stated (said of the flaw itself), bookkeeping (the time of the record, not of the flaw) or bound (it happened then or earlier).';
comment on column record_events.label is 'What happened, in words.';
comment on column record_events.event_digest is 'SHA-256 of what the event says: equal digests are one event.';
comment on column record_events.first_seen_at is 'When it was first seen.';
comment on column record_events.recorded_at is 'When this row was written.';

create table security_txts (
    id bigint generated always as identity primary key,
    provider_id bigint not null references providers (id),
    source_id bigint not null references sources (id),
    frontier_id bigint not null references frontier (id),
    capture_id bigint not null references captures (id),
    version integer not null check (version > 0),
    state text not null check (state in ('present', 'other-document', 'missing')),
    signed boolean not null,
    fields jsonb not null,
    findings jsonb not null,
    expires_raw text, expires_local text, expires_at timestamptz, expires_low_at timestamptz,
    expires_high_at timestamptz, expires_utc_offset text, expires_zone text, expires_precision text,
    expires_certainty text, expires_source text,
    version_digest text not null,
    first_seen_at timestamptz not null,
    last_not_seen_at timestamptz,
    recorded_at timestamptz not null default now(),
    unique (frontier_id, version)
);
create index on security_txts (provider_id);
comment on table security_txts is 'Each state that a security.txt (RFC 9116) has had, in the order in which we saw them; a state that comes back is a new version.';
comment on column security_txts.id is 'Row number; no meaning outside this database.';
comment on column security_txts.provider_id is 'Whose file it is.';
comment on column security_txts.source_id is 'The source.';
comment on column security_txts.frontier_id is 'The address.';
comment on column security_txts.capture_id is 'The capture that showed this state first.';
comment on column security_txts.version is '1 for the first state that we saw, then counting up.';
comment on column security_txts.state is 'present, other-document (something answers there, such as a page, and it is no security.txt) or missing (404 or 410).';
comment on column security_txts.signed is 'Whether it is clear-signed with OpenPGP; the signature is not checked.';
comment on column security_txts.fields is 'Its fields in the order of the file: an array of objects with name and value.';
comment on column security_txts.findings is 'What departs from RFC 9116, but for the time of expiry: an array of objects with code and detail.';
comment on column security_txts.version_digest is 'SHA-256 of what this state says: a new version begins where it differs from the one before.';
comment on column security_txts.first_seen_at is 'When we saw this state first.';
comment on column security_txts.last_not_seen_at is 'The last look before that would have shown this state and did not; null where there was none.';
comment on column security_txts.recorded_at is 'When this row was written.';

-- The same ten columns say a time wherever one is stored.
do $$
declare
    t record;
    c record;
begin
    for t in select * from (values
        ('reference_events', '', 'When it happened'),
        ('stamps', '', 'The time'),
        ('communications', 'claimed_', 'When the provider says that it was said'),
        ('communications', 'platform_recorded_', 'When the platform''s record of it was made, as the platform discloses it'),
        ('communications', 'platform_edited_', 'When the platform''s record of it was last edited, as the platform discloses it'),
        ('entries', 'published_', 'When the entry says that the post was published'),
        ('entries', 'updated_', 'When the entry says that the post was updated'),
        ('record_events', '', 'When it happened'),
        ('security_txts', 'expires_', 'When the file expires, as it says')
    ) as v (name, prefix, what)
    loop
        for c in select * from (values
            ('raw', 'the text as written, untouched'),
            ('local', 'wall clock as written, in its own zone and to its own precision (ISO 8601 without offset)'),
            ('at', 'the instant; null where the zone is unknown, less than an hour was written or it can be read in more than one way'),
            ('low_at', 'the earliest instant that the text can mean in any reading; null where not all readings are known, such as without a year that the page names'),
            ('high_at', 'the latest instant that the text can mean in any reading (exclusive); null where low_at is'),
            ('utc_offset', 'offset from UTC, such as -07:00; null where it is unknown'),
            ('zone', 'the zone as written or as the document implies; null where it is unknown'),
            ('precision', 'how exact it was written: year, month, day, hour, minute, second or millisecond'),
            ('certainty', 'stated, inferred (a part was taken from the surrounding document) or ambiguous'),
            ('source', 'the rule and place that it was read from')
        ) as v (name, what)
        loop
            execute format('comment on column %I.%I is %L', t.name, t.prefix || c.name, t.what || ': ' || c.what || '.');
        end loop;
    end loop;
end
$$;

create view reference_times as
select i.slug as incident, e.kind, 'curated' as authority, null::text as identifier,
       'curated' as trust, e.anchor, e.raw, e.local, e.at, e.low_at, e.high_at, e.precision, e.certainty,
       e.label, e.citation, null::bigint as capture_id
  from reference_events e join incidents i on i.id = e.incident_id
union all
select distinct on (i.id, r.authority, r.identifier, r.kind, r.label, r.raw)
       i.slug, r.kind, r.authority, r.identifier, r.trust, false, r.raw, r.local, r.at, r.low_at, r.high_at,
       r.precision, r.certainty, r.label, f.url, r.capture_id
  from record_events r
  join incident_terms t on t.kind in ('id', 'wrong-id') and t.term = r.identifier
  join incidents i on i.id = t.incident_id
  join frontier f on f.id = r.frontier_id;
comment on view reference_times is 'What happened when in each incident: the curated events of the seeds, which response times are measured from, and beside them what the records of its ids say.';
comment on column reference_times.incident is 'Slug of the incident.';
comment on column reference_times.kind is 'As in reference_events where it is curated, else as in record_events.';
comment on column reference_times.authority is 'curated, or whose record it is.';
comment on column reference_times.identifier is 'The id that the record is about; null where it is curated.';
comment on column reference_times.trust is 'curated, stated, bookkeeping (the time of the record, not of the flaw) or bound (then or earlier).';
comment on column reference_times.anchor is 'Whether response times are measured from this one; never a record''s.';
comment on column reference_times.raw is 'The time as written, untouched.';
comment on column reference_times.local is 'Wall clock as written, to its own precision.';
comment on column reference_times.at is 'The instant; null where the zone is unknown, less than an hour was written or it can be read in more than one way.';
comment on column reference_times.low_at is 'The earliest instant that the text can mean in any reading; null where not all of them are known.';
comment on column reference_times.high_at is 'The latest instant that the text can mean in any reading (exclusive); null where not all of them are known.';
comment on column reference_times.precision is 'How exact it was written.';
comment on column reference_times.certainty is 'stated, inferred or ambiguous.';
comment on column reference_times.label is 'What happened.';
comment on column reference_times.citation is 'Who says so; of a record, its address.';
comment on column reference_times.capture_id is 'The capture that it was read from; null where it is curated.';

create view security_txt_state as
select p.slug as provider, f.url, s.state, s.signed, s.fields, s.findings, s.expires_at,
       s.expires_at < now() as expired, s.version, s.first_seen_at, s.last_not_seen_at, s.capture_id
  from security_txts s
  join providers p on p.id = s.provider_id
  join frontier f on f.id = s.frontier_id
 where not exists (select 1 from security_txts n where n.frontier_id = s.frontier_id and n.version > s.version);
comment on view security_txt_state is 'The latest state of each security.txt.';
comment on column security_txt_state.provider is 'Slug of the provider.';
comment on column security_txt_state.url is 'The address.';
comment on column security_txt_state.state is 'present, other-document or missing.';
comment on column security_txt_state.signed is 'Whether it is clear-signed with OpenPGP; the signature is not checked.';
comment on column security_txt_state.fields is 'Its fields: an array of objects with name and value.';
comment on column security_txt_state.findings is 'What departs from RFC 9116, but for the time of expiry: an array of objects with code and detail.';
comment on column security_txt_state.expires_at is 'When it expires; null where it does not say so in a time that can be read.';
comment on column security_txt_state.expired is 'Whether that has passed by now; null where it is not known.';
comment on column security_txt_state.version is 'How many states were seen.';
comment on column security_txt_state.first_seen_at is 'When this state was seen first.';
comment on column security_txt_state.last_not_seen_at is 'The last look before that, which showed another state.';
comment on column security_txt_state.capture_id is 'The capture that showed it first.';
