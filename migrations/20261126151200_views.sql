-- What people read first. Each row leads back to the archived bytes by segment, offset and record id. What a post says that
-- is another post, in the other one's words, stands in the trail once.

create view trail as
with about as (
    select c.post_id, m.incident_id
      from telling_mentions m join communications c on c.id = m.communication_id
     group by c.post_id, m.incident_id
)
select p.slug as provider,
       p.name as provider_name,
       i.slug as incident,
       exists (select 1 from telling_mentions m where m.communication_id = c.id and m.incident_id = i.id) as names_incident,
       c.kind,
       c.version,
       c.status,
       r.title,
       signed.author,
       signed.job_title,
       signed.seniority,
       signed.function,
       signed.authors,
       c.claimed_at,
       c.claimed_local,
       c.claimed_precision,
       c.claimed_utc_offset as claimed_offset,
       c.claimed_raw,
       c.claimed_source,
       c.claimed_certainty,
       c.claimed_role,
       c.claimed_low_at,
       c.claimed_high_at,
       coalesce(c.claimed_at, c.claimed_low_at + (c.claimed_high_at - c.claimed_low_at) / 2, c.first_seen_at) as placed_at,
       coalesce(c.platform_recorded_at, disclosed.recorded_at) as recorded_by_platform,
       coalesce(c.platform_edited_at, disclosed.edited_at) as edited_by_platform,
       c.first_seen_at,
       c.last_not_seen_at,
       coalesce(po.url, f.url) as url,
       coalesce(c.text, r.text) as text,
       r.language,
       po.kind as post_kind,
       s.kind as source_kind,
       g.name as segment,
       k.record_offset,
       k.record_length::bigint as record_length,
       'urn:uuid:' || k.record_id as record_id,
       c.post_id,
       r.number as revision,
       c.update_key,
       c.id as communication_id,
       case when set_back.apart > interval '5 minutes' then set_back.apart end as backdated_by,
       c.components,
       on_platform.platform,
       k.made_by,
       k.archive_url,
       case when c.last_not_seen_at is not null then coalesce(c.last_not_seen_by, 'live') end as last_not_seen_by
  from communications c
  join providers p on p.id = c.provider_id
  join sources s on s.id = c.source_id
  join posts po on po.id = c.post_id
  join revisions r on r.id = c.revision_id
  join captures k on k.id = c.capture_id
  join segments g on g.id = k.segment_id
  join frontier f on f.id = k.frontier_id
  left join about a on a.post_id = c.post_id
  left join incidents i on i.id = a.incident_id
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
       select min(s.at) filter (where s.role = 'recorded') as recorded_at,
              min(s.low_at) filter (where s.role = 'recorded') as recorded_low_at,
              max(s.at) filter (where s.role = 'edited') as edited_at
         from stamps s
        where s.post_id = c.post_id and s.update_key = c.update_key and c.update_key <> ''
       ) disclosed on true
  left join lateral (
       select coalesce(c.platform_recorded_low_at, disclosed.recorded_low_at) - c.claimed_high_at as apart
       ) set_back on true
  left join lateral (
       select l.platform
         from platforms l
        where l.frontier_id = k.frontier_id and l.valid_from <= c.first_seen_at
        order by l.valid_from desc limit 1
       ) on_platform on po.kind = 'status-incident'
 where not exists (select 1 from repeats where repeats.communication_id = c.id)
 order by placed_at, c.id;
comment on view trail is 'All communications of all providers in time order, one row for each incident that their post speaks of (and one with no incident where it speaks of none).';
comment on column trail.provider is 'Who speaks: short name.';
comment on column trail.provider_name is 'Who speaks: name as people write it.';
comment on column trail.incident is 'The incident that the post speaks of; null where it names none that we know.';
comment on column trail.names_incident is 'Whether this communication names the incident itself (title, text, or the seed says so); false where only another text of the same post does.';
comment on column trail.kind is 'post (as first seen), revision (a later text), update (a dated block inside a post), status-update (an entry of a status incident) or advisory-revision.';
comment on column trail.version is '1 for its first words, then one more each time they were changed.';
comment on column trail.status is 'Status as written, such as Investigating; null where there is none.';
comment on column trail.title is 'Headline of the post when this was said.';
comment on column trail.author is 'The first name of the author line; null where nobody is named.';
comment on column trail.job_title is 'Job title of that author as written in the document; null where none stands there.';
comment on column trail.seniority is 'Class of that title: c-level, vp, director, manager, individual, team or unstated; null where nobody is named.';
comment on column trail.function is 'What that title is about, such as security or executive; unstated where it does not say.';
comment on column trail.authors is 'The whole author line, with job titles.';
comment on column trail.claimed_at is 'When the provider says that it was said, as an instant; null where the zone is unknown, less than an hour was written or it can be read in more than one way.';
comment on column trail.claimed_local is 'The same as written, in its own zone and to its own precision; null where nothing was claimed.';
comment on column trail.claimed_precision is 'How exact it was written: year, month, day, hour, minute, second or millisecond.';
comment on column trail.claimed_offset is 'Its offset from UTC, such as -07:00; null where it is unknown.';
comment on column trail.claimed_raw is 'The text as it stands in the document.';
comment on column trail.claimed_source is 'The rule and place that it was read from.';
comment on column trail.claimed_certainty is 'stated, inferred (a part was taken from the surrounding document) or ambiguous.';
comment on column trail.claimed_role is 'Which of the provider''s times it is: published or updated.';
comment on column trail.claimed_low_at is 'The earliest instant that the claimed time can mean in any reading; null where nothing was claimed or not all readings are known.';
comment on column trail.claimed_high_at is 'The latest instant that the claimed time can mean in any reading (exclusive).';
comment on column trail.placed_at is 'Where the row stands in the time order: the claimed instant, the middle of what the claimed time can mean, or else when we saw it first. Not a time to measure with.';
comment on column trail.recorded_by_platform is 'When the platform''s own record of it was made; null where no address of the page discloses it.';
comment on column trail.edited_by_platform is 'When the platform''s own record of it was last edited, as far as was seen; null where no address of the page discloses it.';
comment on column trail.first_seen_at is 'When it was seen first, by whoever made_by says. Never a publication time.';
comment on column trail.last_not_seen_at is 'The last look before that would have shown it and did not; null where there was none.';
comment on column trail.url is 'Where a reader finds it.';
comment on column trail.text is 'What it says: the whole post, or the update.';
comment on column trail.language is 'Language of the post, ISO 639-1; null where it is not known.';
comment on column trail.post_kind is 'article, status-incident, advisory or security-txt.';
comment on column trail.source_kind is 'What the source is through which it was seen: blog, newsroom, security-blog, advisories, status, security-txt or page.';
comment on column trail.segment is 'File name of the WARC file with the bytes that it was read from.';
comment on column trail.record_offset is 'Where that record''s gzip member starts, in bytes.';
comment on column trail.record_length is 'How long that member is, in bytes.';
comment on column trail.record_id is 'WARC-Record-ID of that record, without angle brackets.';
comment on column trail.post_id is 'Row of posts.';
comment on column trail.revision is 'Number of the post''s text in which it was seen first.';
comment on column trail.update_key is 'Which statement inside the post; empty for the post itself.';
comment on column trail.communication_id is 'Row of communications.';
comment on column trail.backdated_by is 'By how much the claimed time lies before the platform''s own record, where that is more than five minutes: the time that the page shows was set back, or the record was imported. Null where it was not, and where one of the two times is not known.';
comment on column trail.components is 'The services that an update is said to concern, as named; null where it names none.';
comment on column trail.platform is 'The platform of the status page at the address that showed it first; null for other posts and where the shape did not tell.';
comment on column trail.made_by is 'Who saw it first: live (we, when it happened), or where the capture was brought from afterwards: wayback, memento, commoncrawl, warc or wacz.';
comment on column trail.archive_url is 'Where that capture can be looked at in the archive that it is from; null for live and for files.';
comment on column trail.last_not_seen_by is 'Who made the look of last_not_seen_at; null where there was none.';

create view first_words as
with anchors as (
    select distinct on (incident_id) incident_id, coalesce(at, low_at) as low_at, coalesce(at, high_at) as high_at,
           raw, label, citation
      from reference_events
     where kind = 'public'
     order by incident_id, anchor desc, low_at, id
), words as (
    select distinct c.id, c.provider_id, m.incident_id
      from communications c join telling_mentions m on m.communication_id = c.id
), claimed as (
    select distinct on (w.provider_id, w.incident_id) w.provider_id, w.incident_id, c.id, c.claimed_at,
           c.claimed_local, c.claimed_precision, c.claimed_utc_offset, c.claimed_low_at, c.claimed_high_at,
           c.platform_recorded_at, c.platform_recorded_low_at, c.post_id, c.update_key, c.capture_id
      from words w join communications c on c.id = w.id
     where c.claimed_low_at is not null
     order by w.provider_id, w.incident_id, c.claimed_low_at + (c.claimed_high_at - c.claimed_low_at) / 2, c.id
), observed as (
    select distinct on (w.provider_id, w.incident_id) w.provider_id, w.incident_id, c.id, c.first_seen_at,
           c.last_not_seen_at, c.last_not_seen_by, c.capture_id
      from words w join communications c on c.id = w.id
     order by w.provider_id, w.incident_id, c.first_seen_at, c.claimed_low_at, c.id
), said as (
    select provider_id, incident_id, count(*) as communications from words group by provider_id, incident_id
), looks as (
    select provider_id, count(*) filter (where complete) as looks, count(*) filter (where not complete) as blind_looks,
           count(*) filter (where complete and made_by <> 'live') as backfilled_looks,
           min(looked_at) filter (where complete) as first_look_at, max(looked_at) filter (where complete) as last_look_at
      from observations where role <> 'robots' group by provider_id
)
select p.slug as provider,
       p.name as provider_name,
       i.slug as incident,
       i.name as incident_name,
       a.raw as anchor,
       a.low_at as anchor_low_at,
       a.high_at as anchor_high_at,
       a.label as anchor_label,
       a.citation as anchor_citation,
       c.claimed_at,
       c.claimed_local,
       c.claimed_precision,
       c.claimed_utc_offset as claimed_offset,
       case when a.low_at = a.high_at
            then round((extract(epoch from c.claimed_at - a.low_at) / 3600)::numeric, 2) end as claimed_hours,
       round((extract(epoch from coalesce(c.claimed_at, c.claimed_low_at) - a.high_at) / 3600)::numeric, 2)
           as claimed_hours_low,
       round((extract(epoch from coalesce(c.claimed_at, c.claimed_high_at) - a.low_at) / 3600)::numeric, 2)
           as claimed_hours_high,
       o.first_seen_at,
       o.last_not_seen_at,
       round((extract(epoch from o.last_not_seen_at - a.high_at) / 3600)::numeric, 2) as observed_hours_low,
       round((extract(epoch from o.first_seen_at - a.low_at) / 3600)::numeric, 2) as observed_hours_high,
       t.kind,
       t.title,
       t.author,
       t.job_title,
       t.seniority,
       t.function,
       t.url,
       t.segment,
       t.record_offset,
       t.record_id,
       c.id as claimed_communication_id,
       o.id as observed_communication_id,
       coalesce(said.communications, 0) as communications,
       coalesce(l.looks, 0) as looks,
       coalesce(l.blind_looks, 0) as blind_looks,
       l.first_look_at,
       l.last_look_at,
       disclosed.recorded_at as recorded_by_platform,
       case when disclosed.recorded_low_at - c.claimed_high_at > interval '5 minutes'
            then disclosed.recorded_low_at - c.claimed_high_at end as backdated_by,
       coalesce(kc.made_by, ko.made_by) as made_by,
       ko.made_by as first_seen_by,
       case when o.last_not_seen_at is not null then coalesce(o.last_not_seen_by, 'live') end as last_not_seen_by,
       coalesce(l.backfilled_looks, 0) as backfilled_looks
  from providers p
 cross join incidents i
  left join anchors a on a.incident_id = i.id
  left join claimed c on c.provider_id = p.id and c.incident_id = i.id
  left join observed o on o.provider_id = p.id and o.incident_id = i.id
  left join captures kc on kc.id = c.capture_id
  left join captures ko on ko.id = o.capture_id
  left join said on said.provider_id = p.id and said.incident_id = i.id
  left join looks l on l.provider_id = p.id
  left join lateral (
       select x.kind, r.title, b.name as author, b.job_title, b.seniority, b.function,
              coalesce(po.url, k.target_uri) as url, g.name as segment, k.record_offset,
              'urn:uuid:' || k.record_id as record_id
         from communications x
         join posts po on po.id = x.post_id
         join revisions r on r.id = x.revision_id
         join captures k on k.id = x.capture_id
         join segments g on g.id = k.segment_id
         left join bylines b on b.communication_id = x.id and b.position = 0
        where x.id = coalesce(c.id, o.id)
        order by b.capture_id limit 1) t on true
  left join lateral (
       select coalesce(c.platform_recorded_at, min(s.at)) as recorded_at,
              coalesce(c.platform_recorded_low_at, min(s.low_at)) as recorded_low_at
         from stamps s
        where s.post_id = c.post_id and s.update_key = c.update_key and s.role = 'recorded' and c.update_key <> ''
       ) disclosed on true
 order by i.slug, coalesce(c.claimed_low_at + (c.claimed_high_at - c.claimed_low_at) / 2, o.first_seen_at) nulls last,
          p.slug;
comment on view first_words is 'Each provider and incident: the first communication that names it, and how long after the public disclosure. A provider that said nothing has a row too.';
comment on column first_words.provider is 'The provider: short name.';
comment on column first_words.provider_name is 'The provider: name as people write it.';
comment on column first_words.incident is 'The incident: short name.';
comment on column first_words.incident_name is 'The incident: name as people write it.';
comment on column first_words.anchor is 'When the incident became public, as the seed writes it; null where the seeds do not say.';
comment on column first_words.anchor_low_at is 'The earliest instant that this can mean.';
comment on column first_words.anchor_high_at is 'The latest instant that this can mean.';
comment on column first_words.anchor_label is 'What happened then.';
comment on column first_words.anchor_citation is 'Who says so.';
comment on column first_words.claimed_at is 'The earliest time that the provider claims for a communication that names the incident, as an instant; null where it is no instant. A time that is only a day counts as its middle when the earliest is looked for.';
comment on column first_words.claimed_local is 'The same as written, in its own zone and to its own precision.';
comment on column first_words.claimed_precision is 'How exact it was written.';
comment on column first_words.claimed_offset is 'Its offset from UTC; null where it is unknown.';
comment on column first_words.claimed_hours is 'Hours from the disclosure to the claimed time, where both are instants; negative before it.';
comment on column first_words.claimed_hours_low is 'The fewest hours that the two times can be apart.';
comment on column first_words.claimed_hours_high is 'The most hours that the two times can be apart.';
comment on column first_words.first_seen_at is 'When the first such communication was seen, by whoever first_seen_by says.';
comment on column first_words.last_not_seen_at is 'The last look before that would have shown it and did not; null where there was none: then it may be older.';
comment on column first_words.observed_hours_low is 'Hours from the disclosure to that last look: the response took longer; null where there was none.';
comment on column first_words.observed_hours_high is 'Hours from the disclosure to when we saw it: the response took no longer.';
comment on column first_words.kind is 'Kind of the communication that spoke first by its claimed time (or else as seen).';
comment on column first_words.title is 'Its headline.';
comment on column first_words.author is 'Who signed it; null where nobody is named.';
comment on column first_words.job_title is 'Job title as written in the document.';
comment on column first_words.seniority is 'Class of that title.';
comment on column first_words.function is 'What that title is about.';
comment on column first_words.url is 'Where a reader finds it.';
comment on column first_words.segment is 'File name of the WARC file with the bytes that it was read from.';
comment on column first_words.record_offset is 'Where that record''s gzip member starts, in bytes.';
comment on column first_words.record_id is 'WARC-Record-ID of that record, without angle brackets.';
comment on column first_words.claimed_communication_id is 'Row of communications of the first by claimed time.';
comment on column first_words.observed_communication_id is 'Row of communications of the first that we saw.';
comment on column first_words.communications is 'How many communications of the provider name the incident; 0 for silence.';
comment on column first_words.looks is 'How many looks at the provider''s addresses, at any time, would have shown what stood there, posts that were known among them. No silence rests on this number: research.silences has the looks that count.';
comment on column first_words.blind_looks is 'How many looks could not have shown one: failures, errors, disallowed addresses, moves.';
comment on column first_words.first_look_at is 'The first look that would have shown a statement; null where there was none.';
comment on column first_words.last_look_at is 'The last look that would have shown a statement; null where there was none.';
comment on column first_words.recorded_by_platform is 'When the platform''s own record of the communication with the earliest claimed time was made; null where it is not disclosed.';
comment on column first_words.backdated_by is 'By how much that claimed time lies before the record, where that is more than five minutes; null where it does not, and where one of the two is not known.';
comment on column first_words.made_by is 'Who made the capture of the communication that spoke first by its claimed time (or else as seen): live or where it was brought from.';
comment on column first_words.first_seen_by is 'Who saw the first such communication: live or where the capture was brought from.';
comment on column first_words.last_not_seen_by is 'Who made the look of last_not_seen_at; null where there was none.';
comment on column first_words.backfilled_looks is 'How many of looks were made by others and brought afterwards.';
