-- The views of researchers leave out each join that a question does not ask for, and flags are looked up by indexes.

-- Flags of times: what is flagged stands in indexes that hold nothing else.
create index communications_claimed_early on communications (id) where version = 1 and claimed_high_at <= last_not_seen_at;
create index communications_claimed_late on communications (id) where claimed_low_at - first_seen_at > interval '5 minutes';
create index communications_recorded_late on communications (id)
    where platform_recorded_low_at - claimed_high_at > interval '5 minutes';
create index stamps_recorded on stamps (post_id, update_key) include (low_at) where role = 'recorded';
create or replace view research.time_flags as
select c.id as communication_id, 'claimed-before-last-look' as flag,
       c.claimed_low_at, c.claimed_high_at, c.last_not_seen_at as against_at,
       c.last_not_seen_at - c.claimed_high_at as apart,
       'a look after the claimed time did not show it' as detail
  from communications c
 where c.version = 1 and c.claimed_high_at <= c.last_not_seen_at
union all
select c.id, 'claimed-before-platform-record', c.claimed_low_at, c.claimed_high_at, c.platform_recorded_low_at,
       c.platform_recorded_low_at - c.claimed_high_at,
       'the platform''s own record of it was made later'
  from communications c
 where c.platform_recorded_low_at - c.claimed_high_at > interval '5 minutes'
union all
-- The earliest record that its stamps disclose, where the communication holds none itself.
select c.id, 'claimed-before-platform-record', c.claimed_low_at, c.claimed_high_at, s.low_at,
       s.low_at - c.claimed_high_at,
       'the platform''s own record of it was made later'
  from communications c
  join stamps s on s.post_id = c.post_id and s.update_key = c.update_key and s.role = 'recorded'
 where c.platform_recorded_low_at is null and c.update_key <> '' and s.low_at - c.claimed_high_at > interval '5 minutes'
   and not exists (select 1 from stamps o
                    where o.post_id = s.post_id and o.update_key = s.update_key and o.role = 'recorded'
                      and (o.low_at < s.low_at or o.low_at = s.low_at and o.id < s.id))
union all
select c.id, 'claimed-after-first-seen', c.claimed_low_at, c.claimed_high_at, c.first_seen_at,
       c.claimed_low_at - c.first_seen_at,
       'it was seen before the time that it claims'
  from communications c
 where c.claimed_low_at - c.first_seen_at > interval '5 minutes'
union all
select c.id, 'names-id-before-its-year', c.claimed_low_at, c.claimed_high_at,
       make_timestamptz(substr(n.identifier, 5, 4)::integer, 1, 1, 0, 0, 0, 'UTC'),
       make_timestamptz(substr(n.identifier, 5, 4)::integer, 1, 1, 0, 0, 0, 'UTC') - c.claimed_high_at,
       'it names ' || n.identifier || ', an id of a later year'
  from communications c
  join identifiers n on n.revision_id = c.revision_id and n.identifier ~ '^CVE-(19|20)[0-9]{2}-'
 where c.update_key = ''
   and c.claimed_high_at <= make_timestamptz(substr(n.identifier, 5, 4)::integer, 1, 1, 0, 0, 0, 'UTC') - interval '1 day'
union all
select c.id, 'names-id-before-its-reservation', c.claimed_low_at, c.claimed_high_at, v.reserved_at,
       v.reserved_at - c.claimed_high_at,
       'it names ' || n.identifier || ', which was reserved later'
  from communications c
  join identifiers n on n.revision_id = c.revision_id
 cross join lateral (
       select min(e.low_at) as reserved_at from record_events e
        where e.identifier = n.identifier and e.kind = 'reserved') v
 where c.update_key = '' and c.claimed_high_at <= v.reserved_at
union all
select c.id, 'names-incident-before-it-existed', c.claimed_low_at, c.claimed_high_at, k.known_at,
       k.known_at - c.claimed_high_at,
       'it names ' || i.name || ', of which nobody is known to have known then'
  from communications c
  join assignments a on a.communication_id = c.id and a.strength in ('strong', 'fair')
  join incidents i on i.id = a.incident_id
  join (select e.incident_id, min(e.low_at) filter (where e.kind in ('private', 'public')) as known_at,
               bool_or(e.kind = 'private') as private_known
          from reference_events e group by e.incident_id) k on k.incident_id = a.incident_id
 where k.private_known and c.claimed_high_at <= k.known_at;

-- Each row of a communication, a post or a capture is there, so that a join to it is left out where nothing of it is
-- asked. Whether a statement repeats another is looked up where its post was merged, and nowhere else.
alter function canonical_post(bigint) parallel safe;

create or replace view research.trail as
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
       case when k.made_by <> 'live' then 'back-filled'
            when c.last_not_seen_at is not null and coalesce(c.last_not_seen_by, 'live') = 'live' then 'live'
            else 'found' end as evidence,
       c.recorded_at,
       coalesce(c.claimed_at, c.claimed_low_at + (c.claimed_high_at - c.claimed_low_at) / 2, c.first_seen_at) as placed_at,
       array(select f.flag from research.time_flags f where f.communication_id = c.id order by 1) as time_flags,
       c.components,
       coalesce(po.url, k.target_uri) as url,
       po.kind as post_kind,
       s.kind as source_kind,
       k.target_uri,
       k.archive_url,
       k.segment,
       k.record_offset,
       k.record_length,
       k.record_id,
       k.payload_digest,
       r.extractor_version,
       c.post_id,
       r.number as revision,
       c.update_key,
       c.id as communication_id
  from communications c
  left join assignments a on a.communication_id = c.id and a.strength <> 'weak'
  left join incidents i on i.id = a.incident_id
  left join providers p on p.id = c.provider_id
  left join sources s on s.id = c.source_id
  left join posts po on po.id = c.post_id
  left join revisions r on r.id = c.revision_id
  left join captures k on k.id = c.capture_id
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
        where t.post_id = c.post_id and t.update_key = c.update_key and c.update_key <> ''
       ) disclosed on true
 where not (c.post_id in (select y.other_id from merges y where y.undone_at is null and y.other_id is not null)
            and exists (select 1 from communications x join communications z using (update_key, text_digest)
                         where x.id = c.id and z.post_id = canonical_post(x.post_id) offset 0));

create or replace view research.speakers as
select p.slug as provider,
       i.slug as incident,
       b.speaks_as as role,
       b.name,
       b.kind as speaker_kind,
       b.position,
       b.job_title,
       b.seniority,
       b.function,
       case b.seniority when 'c-level' then 6 when 'vp' then 5 when 'director' then 4 when 'manager' then 3
                        when 'individual' then 2 when 'team' then 1 end as rank,
       b.source as name_source,
       b.title_source,
       elsewhere.job_title as title_elsewhere,
       elsewhere.seniority as seniority_elsewhere,
       elsewhere.function as function_elsewhere,
       ew.fetched_at as title_elsewhere_at,
       ew.target_uri as title_elsewhere_url,
       r.title,
       c.kind,
       c.claimed_at,
       c.claimed_low_at,
       c.claimed_high_at,
       c.first_seen_at,
       k.made_by as first_seen_by,
       c.last_not_seen_at,
       b.recorded_at,
       coalesce(po.url, k.target_uri) as url,
       w.segment,
       w.record_offset,
       w.record_id,
       c.post_id,
       b.communication_id
  from communications c
  left join assignments a on a.communication_id = c.id and a.strength <> 'weak'
  left join incidents i on i.id = a.incident_id
  join bylines b on b.communication_id = c.id
  left join providers p on p.id = c.provider_id
  left join captures w on w.id = b.capture_id
  left join posts po on po.id = c.post_id
  left join revisions r on r.id = c.revision_id
  left join captures k on k.id = c.capture_id
  left join bylines elsewhere on elsewhere.id = (
       select o.id
         from bylines o
         join communications oc on oc.id = o.communication_id and oc.provider_id = c.provider_id
         join captures ow on ow.id = o.capture_id
        where b.job_title is null and o.name = b.name and o.job_title is not null
        order by abs(extract(epoch from ow.fetched_at - c.first_seen_at)), o.id limit 1)
  left join captures ew on ew.id = elsewhere.capture_id
 where not exists (select 1 from bylines e where e.communication_id = b.communication_id and e.capture_id < b.capture_id)
   and not (c.post_id in (select y.other_id from merges y where y.undone_at is null and y.other_id is not null)
            and exists (select 1 from communications x join communications z using (update_key, text_digest)
                         where x.id = c.id and z.post_id = canonical_post(x.post_id) offset 0));

create or replace view research.mentions as
select p.slug as provider,
       i.slug as incident,
       m.term,
       t.kind as term_kind,
       m.place,
       m.manner,
       m.quote,
       m.span_start,
       m.span_end,
       a.strength,
       a.reason,
       m.recorded_at,
       c.post_id,
       m.communication_id
  from mentions m
  left join incidents i on i.id = m.incident_id
  left join communications c on c.id = m.communication_id
  left join providers p on p.id = c.provider_id
  left join incident_terms t on t.incident_id = m.incident_id and t.term = m.term
  left join assignments a on a.communication_id = m.communication_id and a.incident_id = m.incident_id;

create or replace view research.revisions as
select p.slug as provider,
       po.kind as post_kind,
       coalesce(po.url, k.target_uri) as url,
       r.number as revision,
       r.title,
       r.text,
       r.language,
       array(select i.slug from assignments a join communications c on c.id = a.communication_id
                              join incidents i on i.id = a.incident_id
              where a.post_id = r.post_id and a.strength <> 'weak' and c.revision_id <= r.id
              group by i.slug order by i.slug) as incidents,
       ch.class as change_class,
       ch.silent as silent_edit,
       ch.update_time,
       ch.words_removed,
       ch.words_added,
       ch.rules_differ,
       c.claimed_at,
       c.claimed_low_at,
       c.claimed_high_at,
       r.first_seen_at,
       k.made_by as first_seen_by,
       r.last_not_seen_at,
       r.recorded_at,
       k.segment,
       k.record_offset,
       k.record_id,
       r.text_digest,
       r.extractor_version,
       r.post_id,
       r.id as revision_id
  from revisions r
  left join posts po on po.id = r.post_id
  left join providers p on p.id = po.provider_id
  left join captures k on k.id = r.capture_id
  left join changes ch on ch.id = (
       select x.id from changes x
        where x.post_id = r.post_id and x.to_revision_id = r.id and x.from_revision_id <> r.id
        order by x.id limit 1)
  left join communications c on c.id = (
       select o.id from communications o
        where o.post_id = r.post_id and o.update_key = '' and o.revision_id = r.id
        order by o.version limit 1);

create or replace view research.signals as
select p.slug as provider,
       i.slug as incident,
       k.criterion,
       k.signal,
       k.meaning,
       k.suggestion,
       case when s.id is not null then 'found' when d.assessed then 'no-rule-matched' else 'not-assessed' end as answer,
       case when s.id is null and d.assessed is not true then coalesce(d.reason, 'not-read-yet') end as reason,
       s.detail,
       s.actor,
       s.quote,
       s.span_start,
       s.span_end,
       s.rule,
       s.rule_version,
       d.rules_version,
       c.kind,
       r.number as revision,
       c.claimed_at,
       c.claimed_low_at,
       c.claimed_high_at,
       c.first_seen_at,
       case when s.id is null then w.made_by else ws.made_by end as first_seen_by,
       c.last_not_seen_at,
       coalesce(s.recorded_at, d.recorded_at) as recorded_at,
       coalesce(po.url, ws.target_uri, w.target_uri) as url,
       case when s.id is null then w.segment else ws.segment end as segment,
       case when s.id is null then w.record_offset else ws.record_offset end as record_offset,
       case when s.id is null then w.record_id else ws.record_id end as record_id,
       a.post_id,
       a.communication_id
  from (select g.*
          from assignments g
         where g.strength <> 'weak'
           and not (g.post_id in (select y.other_id from merges y where y.undone_at is null and y.other_id is not null)
                    and exists (select 1 from communications x join communications z using (update_key, text_digest)
                                 where x.id = g.communication_id and z.post_id = canonical_post(x.post_id) offset 0))
       ) a
 cross join signal_kinds k
  left join incidents i on i.id = a.incident_id
  left join providers p on p.id = a.provider_id
  left join public.signals s on s.communication_id = a.communication_id and s.signal = k.signal
  left join signal_readings d on d.communication_id = a.communication_id
  left join communications c on c.id = a.communication_id
  left join posts po on po.id = c.post_id
  left join revisions r on r.id = c.revision_id
  left join captures w on w.id = c.capture_id
  left join captures ws on ws.id = s.capture_id;
