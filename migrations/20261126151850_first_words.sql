-- The view `first_words` of before the schema `research` has columns of its own and says the same: each bound is that of
-- research.first_words.

create view first_words as
select w.provider,
       w.provider_name,
       w.incident,
       w.incident_name,
       w.anchor_raw as anchor,
       w.anchor_low_at,
       w.anchor_high_at,
       w.anchor_label,
       a.anchor_citation,
       case when exact.is then c.claimed_at end as claimed_at,
       w.claimed_local,
       w.claimed_precision,
       w.claimed_offset,
       case when exact.is and w.anchor_low_at = w.anchor_high_at
            then round((extract(epoch from c.claimed_at - w.anchor_low_at) / 3600)::numeric, 2) end as claimed_hours,
       w.claimed_hours_low,
       w.claimed_hours_high,
       w.first_seen_at,
       w.last_not_seen_at,
       w.observed_hours_low,
       w.observed_hours_high,
       w.kind,
       w.title,
       w.author,
       w.job_title,
       w.seniority,
       w.function,
       w.url,
       w.segment,
       w.record_offset,
       w.record_id,
       w.communication_id as claimed_communication_id,
       seen.communication_id as observed_communication_id,
       w.communications,
       w.looks,
       w.blind_looks,
       w.first_look_at,
       w.last_look_at,
       disclosed.recorded_at as recorded_by_platform,
       case when disclosed.recorded_low_at - c.claimed_high_at > interval '5 minutes'
            then disclosed.recorded_low_at - c.claimed_high_at end as backdated_by,
       w.first_seen_by as made_by,
       seen.made_by as first_seen_by,
       case when w.last_not_seen_at is not null then coalesce(before.last_not_seen_by, 'live') end as last_not_seen_by,
       coalesce(l.backfilled_looks, 0) as backfilled_looks,
       w.censored,
       w.undated,
       w.entries,
       w.unread_posts
  from research.first_words w
  join providers p on p.slug = w.provider
  join incidents i on i.slug = w.incident
  left join research.anchors a on a.incident = w.incident and a.anchor = 'public'
  left join communications c on c.id = w.communication_id
  -- The first word is an instant where the bounds are those of one claimed time.
 cross join lateral (select c.claimed_low_at = w.claimed_low_at and c.claimed_high_at = w.claimed_high_at as is) exact
  left join lateral (
       select coalesce(x.communication_id, x.announces_id) as communication_id, k.made_by
         from first_word_candidates x
         left join communications y on y.id = x.communication_id
         left join entries e on e.id = x.entry_id
         join captures k on k.id = coalesce(y.capture_id, e.capture_id)
        where x.provider_id = p.id and x.incident_id = i.id
        order by x.first_seen_at, x.claimed_low_at, x.communication_id limit 1) seen on true
  left join lateral (
       select coalesce(y.last_not_seen_by, e.last_not_seen_by) as last_not_seen_by
         from first_word_candidates x
         left join communications y on y.id = x.communication_id
         left join entries e on e.id = x.entry_id
        where x.provider_id = p.id and x.incident_id = i.id and x.last_not_seen_at = w.last_not_seen_at
        order by x.communication_id limit 1) before on true
  left join lateral (
       select coalesce(c.platform_recorded_at, min(s.at)) as recorded_at,
              coalesce(c.platform_recorded_low_at, min(s.low_at)) as recorded_low_at
         from stamps s
        where s.post_id = c.post_id and s.update_key = c.update_key and s.role = 'recorded' and c.update_key <> ''
       ) disclosed on true
  left join provider_looks l on l.provider_id = p.id
 order by w.incident, coalesce(w.claimed_low_at + (w.claimed_high_at - w.claimed_low_at) / 2, w.claimed_high_at, w.first_seen_at) nulls last,
          w.provider;
comment on view first_words is 'Each provider and incident: the first communication that speaks of it, and how long after the public disclosure, with the bounds of research.first_words. A provider that said nothing has a row too.';
comment on column first_words.provider is 'The provider: short name.';
comment on column first_words.provider_name is 'The provider: name as people write it.';
comment on column first_words.incident is 'The incident: short name.';
comment on column first_words.incident_name is 'The incident: name as people write it.';
comment on column first_words.anchor is 'When the incident became public, as the seed writes it; null where the seeds do not say.';
comment on column first_words.anchor_low_at is 'The earliest instant that this can mean.';
comment on column first_words.anchor_high_at is 'The latest instant that this can mean.';
comment on column first_words.anchor_label is 'What happened then.';
comment on column first_words.anchor_citation is 'Who says so.';
comment on column first_words.claimed_at is 'When the provider claims to have spoken first, as an instant; null where it is no instant: only a day, two bounds that are not those of one time, or none.';
comment on column first_words.claimed_local is 'The claimed time of the communication in this row as written, in its own zone and to its own precision.';
comment on column first_words.claimed_precision is 'How exact it was written.';
comment on column first_words.claimed_offset is 'Its offset from UTC; null where it is unknown.';
comment on column first_words.claimed_hours is 'Hours from the disclosure to claimed_at, where both are instants; negative before it.';
comment on column first_words.claimed_hours_low is 'Hours from the disclosure to the first word at least, as claimed; null where one that claims no time, or only that of its last change, may be the first.';
comment on column first_words.claimed_hours_high is 'Hours from the disclosure to the first word at most, as claimed.';
comment on column first_words.first_seen_at is 'When the first such communication was seen, by whoever first_seen_by says.';
comment on column first_words.last_not_seen_at is 'The last look that would have shown the first of them and did not; null where one of them stood there at the first look: then it may be of any age.';
comment on column first_words.observed_hours_low is 'Hours from the disclosure to that last look: the response took longer. Of a silent provider, until when it was watched; null where there is no bound.';
comment on column first_words.observed_hours_high is 'Hours from the disclosure to when we saw it: the response took no longer.';
comment on column first_words.kind is 'Kind of the communication with the least upper bound by its claimed times (or else as seen); entry where that is an entry of a feed or listing.';
comment on column first_words.title is 'Its headline.';
comment on column first_words.author is 'Who signed it; null where nobody is named.';
comment on column first_words.job_title is 'Job title as written in the document.';
comment on column first_words.seniority is 'Class of that title.';
comment on column first_words.function is 'What that title is about.';
comment on column first_words.url is 'Where a reader finds it.';
comment on column first_words.segment is 'File name of the WARC file with the bytes that it was read from.';
comment on column first_words.record_offset is 'Where that record''s gzip member starts, in bytes.';
comment on column first_words.record_id is 'WARC-Record-ID of that record, without angle brackets.';
comment on column first_words.claimed_communication_id is 'Row of communications of the one in this row; null for silence and for an entry.';
comment on column first_words.observed_communication_id is 'Row of communications of the first that was seen, or of what the first entry announced; null for silence and for an entry that stands alone.';
comment on column first_words.communications is 'How many communications of the provider speak of the incident; 0 for silence, or where nothing but entries does.';
comment on column first_words.looks is 'How many looks at the provider''s addresses would have shown a new statement, at any time; research.silences has those that count.';
comment on column first_words.blind_looks is 'How many looks could not have shown one: failures, errors, disallowed addresses, moves.';
comment on column first_words.first_look_at is 'The first look that would have shown a new statement; null where there was none.';
comment on column first_words.last_look_at is 'The last look that would have shown a new statement; null where there was none.';
comment on column first_words.recorded_by_platform is 'When the platform''s own record of the communication in this row was made; null where it is not disclosed.';
comment on column first_words.backdated_by is 'By how much its claimed time lies before the record, where that is more than five minutes; null where it does not, and where one of the two is not known.';
comment on column first_words.made_by is 'Who made the capture of the one in this row: live or where it was brought from.';
comment on column first_words.first_seen_by is 'Who saw the first such communication: live or where the capture was brought from.';
comment on column first_words.last_not_seen_by is 'Who made the look of last_not_seen_at; null where there was none.';
comment on column first_words.backfilled_looks is 'How many of looks were made by others and brought afterwards.';
comment on column first_words.censored is 'none, left, right, not watched throughout, partly watched, not watched from the start, not all was read, blind or nobody looked, as in research.first_words.';
comment on column first_words.undated is 'How many of them claim no time.';
comment on column first_words.entries is 'How many entries of feeds and listings speak of it and stand alone, as in research.entries.';
comment on column first_words.unread_posts is 'Addresses that listings led to since the disclosure and that nobody could read.';
