-- What people read first. Each row leads back to the archived bytes by segment, offset and record id. What a post says that
-- is another post, in the other one's words, stands in the trail once, by the rule that holds in research.trail.

create view trail as
select p.slug as provider,
       p.name as provider_name,
       i.slug as incident,
       coalesce(a.strength in ('strong', 'fair'), false) as names_incident,
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
  left join assignments a on a.communication_id = c.id and a.strength <> 'weak'
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
 where not (c.post_id in (select s.post_id from merged_posts s) and said_before(c.id, a.incident_id))
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
