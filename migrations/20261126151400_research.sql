-- What researchers build on: the schema `research`, version 1. Its views and functions keep their columns; a change that
-- breaks a query gets a new schema. The tables and views of `public` may change with any release.
--
-- Three times are in each view and never mixed: claimed (by the provider, or disclosed by its platform), observed
-- (first_seen_at, last_not_seen_at) and recorded (recorded_at). Live and back-filled evidence are told apart by
-- first_seen_by and evidence.

create schema research;
comment on schema research is 'Views and functions for researchers, version 1. What is named here keeps its meaning.';

create view research.version as
select 1 as version, date '2026-11-26' as since;
comment on view research.version is 'One row: the version of this schema. A query that was written for a version runs in all databases that have it.';
comment on column research.version.version is 'Number of the version.';
comment on column research.version.since is 'When it was fixed.';

-- What response times are measured from -------------------------------------------------------------------------
create view research.anchors as
select distinct on (i.slug, e.kind)
       i.slug as incident,
       i.name as incident_name,
       e.kind as anchor,
       coalesce(e.at, e.low_at) as anchor_low_at,
       coalesce(e.at, e.high_at) as anchor_high_at,
       e.raw as anchor_raw,
       e.precision as anchor_precision,
       e.label as anchor_label,
       e.citation as anchor_citation,
       count(*) over (partition by i.slug, e.kind) - 1 as other_values,
       e.recorded_at
  from reference_events e
  join incidents i on i.id = e.incident_id
 -- To what nobody knew who could answer it, there is no response.
 where e.kind in ('private', 'public', 'fix')
 order by i.slug, e.kind, e.anchor desc, e.low_at, e.id;
comment on view research.anchors is 'The event of each kind that response times are measured from: the one that the seed marks where there are several. All values side by side are in reference_times.';
comment on column research.anchors.incident is 'The incident: short name.';
comment on column research.anchors.incident_name is 'The incident: name as people write it.';
comment on column research.anchors.anchor is 'private (known to some who can act), public (known to all) or fix (a fix was published).';
comment on column research.anchors.anchor_low_at is 'The earliest instant that its time can mean.';
comment on column research.anchors.anchor_high_at is 'The latest instant that its time can mean.';
comment on column research.anchors.anchor_raw is 'The time as the seed writes it.';
comment on column research.anchors.anchor_precision is 'How exact that is: year, month, day, hour, minute, second or millisecond.';
comment on column research.anchors.anchor_label is 'What happened.';
comment on column research.anchors.anchor_citation is 'Who says so.';
comment on column research.anchors.other_values is 'How many other events of this kind are known, whose times may differ.';
comment on column research.anchors.recorded_at is 'When the event was read from the seed.';

create view research.reference_times as
select t.incident, t.kind, t.authority, t.identifier, t.trust, t.anchor, t.raw, t.local, t.at, t.low_at, t.high_at,
       t.precision, t.certainty, t.label, t.citation
  from public.reference_times t;
comment on view research.reference_times is 'What happened when in each incident, all values side by side: the curated events, and what the records of its ids say.';

-- Columns that are those of a public table have its comments.
do $$
declare
    c record;
begin
    for c in select a.attname, d.description
               from pg_attribute a join pg_description d on d.objoid = a.attrelid and d.objsubid = a.attnum
              where a.attrelid = 'public.reference_times'::regclass and a.attname <> 'capture_id'
    loop
        execute format('comment on column research.reference_times.%I is %L', c.attname, c.description);
    end loop;
end
$$;

-- Flags of times ------------------------------------------------------------------------------------------------

-- What is flagged stands in indexes that hold nothing else.
create index communications_claimed_early on communications (id) where version = 1 and claimed_high_at <= last_not_seen_at;
create index communications_claimed_late on communications (id) where claimed_low_at - first_seen_at > interval '5 minutes';
create index communications_recorded_late on communications (id)
    where platform_recorded_low_at - claimed_high_at > interval '5 minutes';
create index stamps_recorded on stamps (post_id, update_key) include (low_at) where role = 'recorded';
create index stamps_published on stamps (post_id, low_at) include (id, high_at, first_seen_at, source, local, precision, utc_offset)
    where role = 'published' and chosen and update_key = '';

-- The times of publication that the pages of a post gave, each with a later one that it cannot be. One place of one page means
-- one zone, be it known or not, so that two days are two days there.
create view moved_times as
select o.post_id, o.low_at, o.id as was_id, n.id as now_id
  from stamps o
  join stamps n on n.post_id = o.post_id and n.source = o.source and n.first_seen_at > o.first_seen_at
               and (n.low_at >= o.high_at or n.high_at <= o.low_at
                    or n.local <> o.local and n.precision = o.precision and n.utc_offset is not distinct from o.utc_offset)
 where o.role = 'published' and o.chosen and o.update_key = '' and n.role = 'published' and n.chosen and n.update_key = ''
   and exists (select 1 from captures a join captures b on b.frontier_id = a.frontier_id
                where a.id = o.capture_id and b.id = n.capture_id);
comment on view moved_times is 'Times of publication that a page gave in place of others: read at the same place of the same address, and no two readings of one instant.';
comment on column moved_times.post_id is 'The post.';
comment on column moved_times.low_at is 'The earliest instant that the time before can mean.';
comment on column moved_times.was_id is 'The time before: its row of stamps.';
comment on column moved_times.now_id is 'The later one: its row of stamps.';

create view research.time_flags as
select c.id as communication_id, 'claimed-before-last-look' as flag,
       c.claimed_low_at, c.claimed_high_at, c.last_not_seen_at as against_at,
       c.last_not_seen_at - c.claimed_high_at as apart,
       'a look after the claimed time did not show it' as detail,
       c.claimed_raw, null::text as against_raw, null::timestamptz as seen_at, null::text as record_id
  from communications c
 where c.version = 1 and c.claimed_high_at <= c.last_not_seen_at
union all
select c.id, 'claimed-before-platform-record', c.claimed_low_at, c.claimed_high_at, c.platform_recorded_low_at,
       c.platform_recorded_low_at - c.claimed_high_at,
       'the platform''s own record of it was made later',
       c.claimed_raw, null, null, null
  from communications c
 where c.platform_recorded_low_at - c.claimed_high_at > interval '5 minutes'
union all
-- The earliest record that its stamps disclose, where the communication holds none itself.
select c.id, 'claimed-before-platform-record', c.claimed_low_at, c.claimed_high_at, s.low_at,
       s.low_at - c.claimed_high_at,
       'the platform''s own record of it was made later',
       c.claimed_raw, null, null, null
  from communications c
  join stamps s on s.post_id = c.post_id and s.update_key = c.update_key and s.role = 'recorded'
 where c.platform_recorded_low_at is null and c.update_key <> '' and s.low_at - c.claimed_high_at > interval '5 minutes'
   and not exists (select 1 from stamps o
                    where o.post_id = s.post_id and o.update_key = s.update_key and o.role = 'recorded'
                      and (o.low_at < s.low_at or o.low_at = s.low_at and o.id < s.id))
union all
select c.id, 'claimed-after-first-seen', c.claimed_low_at, c.claimed_high_at, c.first_seen_at,
       c.claimed_low_at - c.first_seen_at,
       'it was seen before the time that it claims',
       c.claimed_raw, null, null, null
  from communications c
 where c.claimed_low_at - c.first_seen_at > interval '5 minutes'
-- What a document names, its last change may have brought in, where it says when that was.
union all
select c.id, 'names-id-before-its-year', c.claimed_low_at, c.claimed_high_at,
       make_timestamptz(substr(n.identifier, 5, 4)::integer, 1, 1, 0, 0, 0, 'UTC'),
       make_timestamptz(substr(n.identifier, 5, 4)::integer, 1, 1, 0, 0, 0, 'UTC') - c.worded_high_at,
       'it names ' || n.identifier || ', an id of a later year',
       c.claimed_raw, null, null, null
  from communications c
  join identifiers n on n.revision_id = c.revision_id and n.identifier ~ '^CVE-(19|20)[0-9]{2}-'
 where c.update_key = ''
   and c.worded_high_at <= make_timestamptz(substr(n.identifier, 5, 4)::integer, 1, 1, 0, 0, 0, 'UTC') - interval '1 day'
union all
select c.id, 'names-id-before-its-reservation', c.claimed_low_at, c.claimed_high_at, v.reserved_at,
       v.reserved_at - c.worded_high_at,
       'it names ' || n.identifier || ', which was reserved later',
       c.claimed_raw, null, null, null
  from communications c
  join identifiers n on n.revision_id = c.revision_id
 cross join lateral (
       select min(e.low_at) as reserved_at from record_events e
        where e.identifier = n.identifier and e.kind = 'reserved') v
 where c.update_key = '' and c.worded_high_at <= v.reserved_at
union all
-- Where it is not known when anybody first knew who could act, none is flagged; neither an exposure nor a reserved id says so.
select c.id, 'names-incident-before-it-existed', c.claimed_low_at, c.claimed_high_at, k.known_at,
       k.known_at - c.worded_high_at,
       'it names ' || i.name || ', of which nobody is known to have known then',
       c.claimed_raw, null, null, null
  from communications c
  join assignments a on a.communication_id = c.id and a.strength in ('strong', 'fair')
  join incidents i on i.id = a.incident_id
  join (select e.incident_id, min(e.low_at) filter (where e.kind in ('private', 'public')) as known_at,
               bool_or(e.kind = 'private') as private_known
          from reference_events e group by e.incident_id) k on k.incident_id = a.incident_id
 where k.private_known and c.worded_high_at <= k.known_at
union all
-- Without that, what is long before the disclosure is still to be looked at.
select c.id, 'names-incident-long-before-its-disclosure', c.claimed_low_at, c.claimed_high_at, k.public_at,
       k.public_at - c.worded_high_at,
       'it names ' || i.name || ', long before that was public; when somebody first knew is not known',
       c.claimed_raw, null, null, null
  from communications c
  join assignments a on a.communication_id = c.id and a.strength in ('strong', 'fair')
  join incidents i on i.id = a.incident_id
  join (select e.incident_id, min(e.low_at) as public_at from reference_events e
         where e.kind = 'public' and not exists (select 1 from reference_events o
                                                  where o.incident_id = e.incident_id and o.kind = 'private')
         group by e.incident_id) k on k.incident_id = a.incident_id
 where c.worded_high_at <= k.public_at - interval '90 days'
union all
-- What the same place of the same address gives as the time of publication later, where that is another time.
select c.id, 'published-time-moved', c.claimed_low_at, c.claimed_high_at, n.low_at,
       greatest(n.low_at - c.claimed_high_at, c.claimed_low_at - n.high_at, interval '0'),
       'its page gave "' || c.claimed_raw || '" as the time of publication, and then "' || n.raw || '"',
       c.claimed_raw, n.raw, n.first_seen_at, 'urn:uuid:' || k.record_id
  from moved_times m
  join communications c on c.post_id = m.post_id and c.update_key = '' and c.version = 1
  join stamps n on n.id = m.now_id
  join captures k on k.id = n.capture_id
 where c.claimed_role = 'published' and c.claimed_source = n.source and c.claimed_low_at = m.low_at;
comment on view research.time_flags is 'Claimed times that cannot be, or that other evidence speaks against: back-dating and anachronisms. A flag is a reason to look, no verdict: a page may have been rewritten under an old date, or a record imported. What a text names is held against the time of its last change, where it gives one.';
comment on column research.time_flags.communication_id is 'The communication.';
comment on column research.time_flags.flag is 'claimed-before-last-look, claimed-before-platform-record, claimed-after-first-seen, names-id-before-its-year, names-id-before-its-reservation, names-incident-before-it-existed, names-incident-long-before-its-disclosure (by 90 days and more, where nobody knows who knew before: the weaker one) or published-time-moved (the page of the post gave another time of publication later, at the same place; rows of it are about the post and not about the updates inside it).';
comment on column research.time_flags.claimed_low_at is 'The earliest instant that the claimed time can mean.';
comment on column research.time_flags.claimed_high_at is 'The latest instant that it can mean (exclusive).';
comment on column research.time_flags.against_at is 'The time that speaks against it; of one that was moved, the earliest instant that the later one can mean.';
comment on column research.time_flags.apart is 'By how much the two differ at least; of what a text names, from the time of its last change.';
comment on column research.time_flags.detail is 'What was found, for a person.';
comment on column research.time_flags.claimed_raw is 'The claimed time as it stands in the document.';
comment on column research.time_flags.against_raw is 'Of a time that was moved, the later one as it stands in the document; null of other flags.';
comment on column research.time_flags.seen_at is 'Of a time that was moved, when the later one was seen first; null of other flags.';
comment on column research.time_flags.record_id is 'Of a time that was moved, WARC-Record-ID of the record with the later one, without angle brackets; null of other flags.';

-- The trail -----------------------------------------------------------------------------------------------------

-- How something was found, wherever that is told.
create function evidence_of(made_by text, last_not_seen_at timestamptz, last_not_seen_by text) returns text
language sql immutable parallel safe as $$
    select case when made_by <> 'live' then 'back-filled'
                when last_not_seen_at is not null and coalesce(last_not_seen_by, 'live') = 'live' then 'live'
                else 'found' end
$$;
comment on function evidence_of is 'live (we looked before it was there and saw it appear), found (it stood there at our first look) or back-filled (read from a capture that others made).';

-- Each row of a communication, a post or a capture is there, so that a join to it is left out where nothing of it is
-- asked: here and below such joins are outer ones. Whether a statement repeats another is looked up where its post was
-- merged, and nowhere else.
create view research.trail as
select p.slug as provider,
       p.name as provider_name,
       i.slug as incident,
       i.name as incident_name,
       a.strength as strength,
       a.reason as reason,
       a.strength in ('strong', 'fair') as names_incident,
       c.kind,
       c.version,
       c.status,
       r.title,
       coalesce(c.text, r.text) as text,
       r.language,
       signed.author,
       signed.job_title,
       signed.seniority,
       signed.function,
       signed.authors,
       c.claimed_at,
       c.claimed_low_at,
       c.claimed_high_at,
       c.claimed_local,
       c.claimed_utc_offset as claimed_offset,
       c.claimed_precision,
       c.claimed_certainty,
       c.claimed_raw,
       c.claimed_role,
       c.claimed_source,
       coalesce(c.platform_recorded_at, disclosed.recorded_at) as platform_recorded_at,
       coalesce(c.platform_recorded_low_at, disclosed.recorded_low_at) as platform_recorded_low_at,
       coalesce(c.platform_recorded_high_at, disclosed.recorded_high_at) as platform_recorded_high_at,
       coalesce(c.platform_edited_at, disclosed.edited_at) as platform_edited_at,
       c.first_seen_at,
       k.made_by as first_seen_by,
       c.last_not_seen_at,
       case when c.last_not_seen_at is not null then coalesce(c.last_not_seen_by, 'live') end as last_not_seen_by,
       evidence_of(k.made_by, c.last_not_seen_at, c.last_not_seen_by) as evidence,
       c.recorded_at,
       coalesce(c.claimed_at, c.claimed_low_at + (c.claimed_high_at - c.claimed_low_at) / 2, c.first_seen_at) as placed_at,
       array(select distinct f.flag from research.time_flags f where f.communication_id = c.id order by 1) as time_flags,
       c.components,
       coalesce(po.url, k.target_uri) as url,
       po.kind as post_kind,
       s.kind as source_kind,
       k.target_uri,
       k.archive_url,
       g.name as segment,
       k.record_offset,
       k.record_length::bigint as record_length,
       'urn:uuid:' || k.record_id as record_id,
       k.payload_digest,
       r.extractor_version,
       c.post_id,
       r.number as revision,
       c.update_key,
       c.id as communication_id,
       a.recorded_at as assigned_at,
       c.restated_at,
       case when c.update_key = '' then stands.last_seen_at else inside.last_seen_at end as last_seen_at,
       coalesce(inside.gone_at, stands.gone_at) as gone_at
  from communications c
  left join assignments a on a.communication_id = c.id and a.strength <> 'weak'
  left join incidents i on i.id = a.incident_id
  left join providers p on p.id = c.provider_id
  left join sources s on s.id = c.source_id
  left join posts po on po.id = c.post_id
  left join revisions r on r.id = c.revision_id
  left join captures k on k.id = c.capture_id
  left join segments g on g.id = k.segment_id
  left join lateral (
       select (array_agg(b.name order by b.position))[1] as author,
              (array_agg(b.job_title order by b.position))[1] as job_title,
              (array_agg(b.seniority order by b.position))[1] as seniority,
              (array_agg(b.function order by b.position))[1] as function,
              string_agg(b.name || coalesce(', ' || b.job_title, ''), '; ' order by b.position) as authors
         from bylines b
        where b.communication_id = c.id
          and b.capture_id = (select min(o.capture_id) from bylines o where o.communication_id = c.id)
       ) signed on true
  left join lateral (
       select min(t.at) filter (where t.role = 'recorded') as recorded_at,
              min(t.low_at) filter (where t.role = 'recorded') as recorded_low_at,
              min(t.high_at) filter (where t.role = 'recorded') as recorded_high_at,
              max(t.at) filter (where t.role = 'edited') as edited_at
         from stamps t
        where t.post_id = c.post_id and t.update_key = c.update_key and c.update_key <> '' and c.version = 1
       ) disclosed on true
  left join lateral (
       select max(x.last_seen_at) as last_seen_at,
              gone_since(max(x.last_seen_at), max(x.missing_at) filter (where x.own),
                         bool_and(x.missing_at is not null or x.moved) filter (where x.own)) as gone_at
         from standing x where x.post_id = c.post_id and x.update_key = '') stands on true
  left join lateral (
       select max(x.last_seen_at) as last_seen_at,
              gone_since(max(x.last_seen_at), max(x.removed_at), bool_and(x.removed_at is not null)) as gone_at
         from standing x where x.post_id = c.post_id and x.update_key = c.update_key and c.update_key <> '') inside on true
 where not (c.post_id in (select s.post_id from merged_posts s) and said_before(c.id, a.incident_id));
comment on view research.trail is 'All communications of all providers, one row for each incident that their post speaks of (and one with no incident where it speaks of none). Not ordered: order by placed_at.';
comment on column research.trail.provider is 'Who speaks: short name.';
comment on column research.trail.provider_name is 'Who speaks: name as people write it.';
comment on column research.trail.incident is 'The incident that the post speaks of: short name; null where it speaks of none that we know.';
comment on column research.trail.incident_name is 'The incident: name as people write it.';
comment on column research.trail.strength is 'How surely it speaks of the incident: strong, fair, or post (only another statement of the same post does: one that was seen no later, or one of the same status incident).';
comment on column research.trail.reason is 'Why we think so, in words; the quotes are in research.mentions.';
comment on column research.trail.names_incident is 'Whether this communication speaks of the incident itself; false where only another statement of the same post does.';
comment on column research.trail.kind is 'post (as first seen), revision (a later text), update (a dated block inside a post), status-update (an entry of a status incident) or advisory-revision.';
comment on column research.trail.version is '1 for its first words, then one more each time they were changed.';
comment on column research.trail.status is 'Status as written, such as Investigating; null where there is none.';
comment on column research.trail.title is 'Headline of the post when this was said.';
comment on column research.trail.text is 'What it says: the whole post, or the update.';
comment on column research.trail.language is 'Language of the post, ISO 639-1; null where it is not known.';
comment on column research.trail.author is 'The first name of the author line; null where nobody is named. All who speak are in research.speakers.';
comment on column research.trail.job_title is 'Job title of that author as written in the document; null where none stands there.';
comment on column research.trail.seniority is 'Class of that title: c-level, vp, director, manager, individual, team or unstated; null where nobody is named.';
comment on column research.trail.function is 'What that title is about, such as security or executive; unstated where it does not say.';
comment on column research.trail.authors is 'The whole author line, with job titles.';
comment on column research.trail.claimed_at is 'When the provider says that it was said, as an instant; null where the zone is unknown, less than an hour was written or it can be read in more than one way.';
comment on column research.trail.claimed_low_at is 'The earliest instant that the claimed time can mean in any reading; null where nothing was claimed or not all readings are known, such as without a year that the page names.';
comment on column research.trail.claimed_high_at is 'The latest instant that the claimed time can mean in any reading (exclusive).';
comment on column research.trail.claimed_local is 'The claimed time as written, in its own zone and to its own precision.';
comment on column research.trail.claimed_offset is 'Its offset from UTC, such as -07:00; null where it is unknown.';
comment on column research.trail.claimed_precision is 'How exact it was written: year, month, day, hour, minute, second or millisecond.';
comment on column research.trail.claimed_certainty is 'stated, inferred (a part was taken from the surrounding document) or ambiguous.';
comment on column research.trail.claimed_raw is 'The text as it stands in the document.';
comment on column research.trail.claimed_role is 'Which of the provider''s times it is: published or updated.';
comment on column research.trail.claimed_source is 'The rule and place that it was read from.';
comment on column research.trail.platform_recorded_at is 'When the platform''s own record of it was made; null where no address of the page discloses it.';
comment on column research.trail.platform_recorded_low_at is 'The earliest instant that this can mean.';
comment on column research.trail.platform_recorded_high_at is 'The latest instant that this can mean (exclusive).';
comment on column research.trail.platform_edited_at is 'When the platform''s own record of it was last edited, as far as was seen; null where no address of the page discloses it.';
comment on column research.trail.first_seen_at is 'When it was seen first, by whoever first_seen_by says. Never a publication time.';
comment on column research.trail.first_seen_by is 'Who saw it first: live (we, when it happened), or where the capture was brought from afterwards: wayback, memento, commoncrawl, warc or wacz.';
comment on column research.trail.last_not_seen_at is 'The last look before that would have shown it and did not; null where there was none: then it may be of any age.';
comment on column research.trail.last_not_seen_by is 'Who made that look.';
comment on column research.trail.evidence is 'live (we looked before it was there and saw it appear), found (it stood there at our first look, so that only its own word says how old it is) or back-filled (read from a capture that others made).';
comment on column research.trail.recorded_at is 'When the row was written into the database.';
comment on column research.trail.placed_at is 'Where the row stands in the time order: the claimed instant, the middle of what the claimed time can mean, or else when it was seen first. Not a time to measure with.';
comment on column research.trail.time_flags is 'What speaks against its claimed time, as in research.time_flags; empty where nothing does.';
comment on column research.trail.components is 'The services that an update is said to concern, as named; null where it names none.';
comment on column research.trail.url is 'Where a reader finds it.';
comment on column research.trail.post_kind is 'article, status-incident, advisory or security-txt.';
comment on column research.trail.source_kind is 'What the source is through which it was seen: blog, newsroom, security-blog, advisories, status, security-txt or page.';
comment on column research.trail.target_uri is 'The address whose capture showed it first (WARC-Target-URI).';
comment on column research.trail.archive_url is 'Where that capture can be looked at in the archive that it is from; null for live and for files.';
comment on column research.trail.segment is 'File name of the WARC file with the bytes that it was read from.';
comment on column research.trail.record_offset is 'Where that record''s gzip member starts, in bytes.';
comment on column research.trail.record_length is 'How long that member is, in bytes.';
comment on column research.trail.record_id is 'WARC-Record-ID of that record, without angle brackets.';
comment on column research.trail.payload_digest is 'SHA-1 of the body as sent.';
comment on column research.trail.extractor_version is 'The version of the rules that read it.';
comment on column research.trail.post_id is 'The post: what trail explain and trail diff take.';
comment on column research.trail.revision is 'Number of the post''s text in which it was seen first.';
comment on column research.trail.update_key is 'Which statement inside the post; empty for the post itself.';
comment on column research.trail.communication_id is 'The communication; what other views of this schema name it by.';
comment on column research.trail.assigned_at is 'When it was worked out that it belongs to this incident: with the row, or later, since seeds, rules or another text of its post say so. Null where it speaks of none.';
comment on column research.trail.restated_at is 'When the row was last made to say something else, by another reading of the archive: with captures of the past, by other rules, or since a merge was taken back; what it said before is in research.restated. Null where it says what it said when it was written.';
comment on column research.trail.last_seen_at is 'The last look that showed the statement, whatever its words were by then: the post, or the update inside it. It stood there until then at least. Null where that is not known.';
comment on column research.trail.gone_at is 'The first look since that showed that it is gone: its page is missing (404, 410, or a page that says so), or shows the post without this update; and nothing showed it again. Null where it is not known to be gone: a look that failed says nothing, and neither does an address that moved. Which look that was is in research.removals.';

create view research.restated as
select p.slug as provider, r.source_table, r.row_key, r.change, r.cause, r.before, r.after, r.extractor_version, r.recorded_at
  from reader_changes r join providers p on p.id = r.provider_id;
comment on view research.restated is 'What other readings of the archive made of rows: what each said before, and what it says since. None is a change by the provider.';
do $$
declare
    c record;
begin
    for c in select a.attname, d.description
               from pg_attribute a join pg_description d on d.objoid = a.attrelid and d.objsubid = a.attnum
              where a.attrelid = 'public.reader_changes'::regclass and a.attname not in ('id', 'provider_id')
    loop
        execute format('comment on column research.restated.%I is %L', c.attname, c.description);
    end loop;
end
$$;
comment on column research.restated.provider is 'Whose statements were read again: short name.';
