-- Status pages: the platform of each, what an update concerns, and when it was set back.

alter table communications add column components text[];
comment on column communications.components is 'The services that an update is said to concern, as named; null where it names none.';

create table platforms (
    id bigint generated always as identity primary key,
    frontier_id bigint not null references frontier (id),
    provider_id bigint not null references providers (id),
    platform text not null,
    valid_from timestamptz not null,
    last_seen_at timestamptz not null,
    valid_to timestamptz,
    capture_id bigint not null references captures (id),
    recorded_at timestamptz not null default now(),
    unique (frontier_id, valid_from)
);
create unique index on platforms (frontier_id) where valid_to is null;
create index on platforms (provider_id);
comment on table platforms is 'Which platform each address of a status page ran on, and from when to when, by the shape of what it answered. A change is also a note (platform-changed, platform-lost).';
comment on column platforms.id is 'Row number; no meaning outside this database.';
comment on column platforms.frontier_id is 'The address.';
comment on column platforms.provider_id is 'Whose page it is.';
comment on column platforms.platform is 'The platform, such as statuspage, incident-io or instatus.';
comment on column platforms.valid_from is 'The first look that showed this platform.';
comment on column platforms.last_seen_at is 'The last look that showed it.';
comment on column platforms.valid_to is 'The first look that showed another platform or none; null while it stands. The change lies between last_seen_at and this.';
comment on column platforms.capture_id is 'The capture that showed it first.';
comment on column platforms.recorded_at is 'When this row was written.';

create or replace view trail as
with about as (
    select c.post_id, m.incident_id
      from mentions m join communications c on c.id = m.communication_id
     group by c.post_id, m.incident_id
)
select p.slug as provider,
       p.name as provider_name,
       i.slug as incident,
       exists (select 1 from mentions m where m.communication_id = c.id and m.incident_id = i.id) as names_incident,
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
       k.segment,
       k.record_offset,
       k.record_length,
       k.record_id,
       c.post_id,
       r.number as revision,
       c.update_key,
       c.id as communication_id,
       case when set_back.apart > interval '5 minutes' then set_back.apart end as backdated_by,
       c.components,
       on_platform.platform
  from communications c
  join providers p on p.id = c.provider_id
  join sources s on s.id = c.source_id
  join posts po on po.id = c.post_id
  join revisions r on r.id = c.revision_id
  join captures k on k.id = c.capture_id
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
 order by placed_at, c.id;

comment on column trail.recorded_by_platform is 'When the platform''s own record of it was made; null where no address of the page discloses it.';
comment on column trail.edited_by_platform is 'When the platform''s own record of it was last edited, as far as was seen; null where no address of the page discloses it.';
comment on column trail.backdated_by is 'By how much the claimed time lies before the platform''s own record, where that is more than five minutes: the time that the page shows was set back, or the record was imported. Null where it was not, and where one of the two times is not known.';
comment on column trail.components is 'The services that an update is said to concern, as named; null where it names none.';
comment on column trail.platform is 'The platform of the status page at the address that showed it first; null for other posts and where the shape did not tell.';

create or replace view first_words as
with anchors as (
    select distinct on (incident_id) incident_id, coalesce(at, low_at) as low_at, coalesce(at, high_at) as high_at,
           raw, label, citation
      from reference_events
     where kind = 'public'
     order by incident_id, anchor desc, low_at, id
), words as (
    select distinct c.id, c.provider_id, m.incident_id
      from communications c join mentions m on m.communication_id = c.id
), claimed as (
    select distinct on (w.provider_id, w.incident_id) w.provider_id, w.incident_id, c.id, c.claimed_at,
           c.claimed_local, c.claimed_precision, c.claimed_utc_offset, c.claimed_low_at, c.claimed_high_at,
           c.platform_recorded_at, c.platform_recorded_low_at, c.post_id, c.update_key
      from words w join communications c on c.id = w.id
     where c.claimed_low_at is not null
     order by w.provider_id, w.incident_id, c.claimed_low_at + (c.claimed_high_at - c.claimed_low_at) / 2, c.id
), observed as (
    select distinct on (w.provider_id, w.incident_id) w.provider_id, w.incident_id, c.id, c.first_seen_at,
           c.last_not_seen_at
      from words w join communications c on c.id = w.id
     order by w.provider_id, w.incident_id, c.first_seen_at, c.claimed_low_at, c.id
), said as (
    select provider_id, incident_id, count(*) as communications from words group by provider_id, incident_id
), looks as (
    select provider_id, count(*) filter (where complete) as looks, count(*) filter (where not complete) as blind_looks,
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
            then disclosed.recorded_low_at - c.claimed_high_at end as backdated_by
  from providers p
 cross join incidents i
  left join anchors a on a.incident_id = i.id
  left join claimed c on c.provider_id = p.id and c.incident_id = i.id
  left join observed o on o.provider_id = p.id and o.incident_id = i.id
  left join said on said.provider_id = p.id and said.incident_id = i.id
  left join looks l on l.provider_id = p.id
  left join lateral (
       select x.kind, r.title, b.name as author, b.job_title, b.seniority, b.function,
              coalesce(po.url, k.target_uri) as url, k.segment, k.record_offset, k.record_id
         from communications x
         join posts po on po.id = x.post_id
         join revisions r on r.id = x.revision_id
         join captures k on k.id = x.capture_id
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

comment on column first_words.recorded_by_platform is 'When the platform''s own record of the communication with the earliest claimed time was made; null where it is not disclosed.';
comment on column first_words.backdated_by is 'By how much that claimed time lies before the record, where that is more than five minutes; null where it does not, and where one of the two is not known.';
