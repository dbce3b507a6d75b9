-- Looks are counted by day between visits and no longer with each: two visits of one source would wait for each other's
-- row. What is not counted yet waits in a list and is counted on the fly where the number is asked for.

drop trigger looks_counted on observations;
drop function looks_counted();

create table looks_to_count (
    observation_id bigint primary key references observations (id) on delete cascade
);
comment on table looks_to_count is 'Looks that are not in look_days yet.';
comment on column looks_to_count.observation_id is 'The look.';
comment on table look_days is 'How many looks there were at each source on each day (UTC), robots.txt apart, but for those in looks_to_count; the view look_counts has all.';

create function looks_to_count() returns trigger
language plpgsql set search_path = public as $$
begin
    insert into looks_to_count select o.id from added o where o.role <> 'robots';
    return null;
end
$$;
comment on function looks_to_count is 'Puts new looks into looks_to_count.';
create trigger looks_to_count after insert on observations referencing new table as added
    for each statement execute function looks_to_count();

-- Returns how many were counted, so that it can be called until none are left.
create function count_looks(most integer default 100000) returns bigint
language sql security definer set search_path = public as $$
    with due as (
        delete from looks_to_count l
         where l.observation_id in (select observation_id from looks_to_count order by observation_id limit most
                                       for update skip locked)
        returning l.observation_id
    ), counted as (
        select o.provider_id, o.source_id, (o.looked_at at time zone 'UTC')::date as day, o.made_by,
               count(*) filter (where o.complete) as looks, count(*) filter (where not o.complete) as blind_looks,
               min(o.looked_at) filter (where o.complete) as first_look_at,
               max(o.looked_at) filter (where o.complete) as last_look_at
          from due join observations o on o.id = due.observation_id
         group by 1, 2, 3, 4 order by 1, 2, 3, 4
    ), written as (
        insert into look_days as d (provider_id, source_id, day, made_by, looks, blind_looks, first_look_at, last_look_at)
        select * from counted
        on conflict (provider_id, source_id, day, made_by) do update
           set looks = d.looks + excluded.looks, blind_looks = d.blind_looks + excluded.blind_looks,
               first_look_at = least(d.first_look_at, excluded.first_look_at),
               last_look_at = greatest(d.last_look_at, excluded.last_look_at)
    )
    select count(*) from due
$$;
comment on function count_looks is 'Counts looks into look_days, at most as many as asked for; returns how many.';
revoke execute on function count_looks(integer) from public;
do $$
begin
    if exists (select 1 from pg_roles where rolname = 'trail_crawl') then
        grant execute on function count_looks(integer) to trail_crawl;
    end if;
end
$$;

-- A look that other rules judge differently is counted anew with its day, unless it waits to be counted anyway.
create or replace function look_read_again() returns trigger
language plpgsql security definer set search_path = public as $$
begin
    update look_days d
       set looks = n.looks, blind_looks = n.blind_looks, first_look_at = n.first_look_at, last_look_at = n.last_look_at
      from (select count(*) filter (where o.complete) as looks, count(*) filter (where not o.complete) as blind_looks,
                   min(o.looked_at) filter (where o.complete) as first_look_at,
                   max(o.looked_at) filter (where o.complete) as last_look_at
              from observations o
             where o.provider_id = new.provider_id and o.source_id = new.source_id and o.role <> 'robots'
               and o.made_by = new.made_by
               and o.looked_at >= (new.looked_at at time zone 'UTC')::date::timestamp at time zone 'UTC'
               and o.looked_at < ((new.looked_at at time zone 'UTC')::date + 1)::timestamp at time zone 'UTC'
               and not exists (select 1 from looks_to_count l where l.observation_id = o.id)) n
     where d.provider_id = new.provider_id and d.source_id = new.source_id and d.made_by = new.made_by
       and d.day = (new.looked_at at time zone 'UTC')::date;
    return null;
end
$$;

create view look_counts as
select d.provider_id, d.source_id, d.day, d.made_by, d.looks, d.blind_looks, d.first_look_at, d.last_look_at
  from look_days d
union all
select o.provider_id, o.source_id, (o.looked_at at time zone 'UTC')::date, o.made_by,
       count(*) filter (where o.complete), count(*) filter (where not o.complete),
       min(o.looked_at) filter (where o.complete), max(o.looked_at) filter (where o.complete)
  from looks_to_count l join observations o on o.id = l.observation_id
 group by 1, 2, 3, 4;
comment on view look_counts is 'How many looks there were at each source on each day (UTC), robots.txt apart. A day can have two rows: what is counted, and what is not yet.';
comment on column look_counts.provider_id is 'The provider of the source.';
comment on column look_counts.source_id is 'The source.';
comment on column look_counts.day is 'The day, in UTC.';
comment on column look_counts.made_by is 'Who looked: live (we), or who made the captures that were brought afterwards.';
comment on column look_counts.looks is 'Looks that would have shown a statement that stood there.';
comment on column look_counts.blind_looks is 'Looks that could not: failures, errors, disallowed addresses, moves.';
comment on column look_counts.first_look_at is 'The first of the looks that would have; null where there was none.';
comment on column look_counts.last_look_at is 'The last of them; null where there was none.';

do $$
begin
    execute replace(pg_get_functiondef('research.look_count(text, timestamptz, timestamptz)'::regprocedure),
                    'join look_days d', 'join look_counts d');
end
$$;

-- With its reader's rights the function is a part of the query that calls it, and not a table of its own.
create or replace function research.trail_as_of(seen_until timestamptz, recorded_until timestamptz default 'infinity')
returns setof research.trail
language sql stable as $$
    select t.* from research.trail t
     where t.first_seen_at <= seen_until and t.recorded_at <= recorded_until
$$;

-- The role in which a name speaks is a column, so that a question can be planned by it.
alter table bylines add column speaks_as text not null generated always as (
    case when source like 'sign-off%' or source like 'closing-note%' then 'signer'
         when source like 'attribution%' then 'attributed'
         else 'byline' end) stored;
comment on column bylines.speaks_as is 'byline (the author line, or what the document declares), signer (the close of the text) or attributed (the text says who says so).';

-- The views anew, with the same columns. The incident stands early in the order of joins, since the planner keeps the
-- order of many tables as it is written; and whether a post repeats another is looked up by the post.
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
  left join (assignments a join incidents i on i.id = a.incident_id)
    on a.communication_id = c.id and a.strength <> 'weak'
  join providers p on p.id = c.provider_id
  join sources s on s.id = c.source_id
  join posts po on po.id = c.post_id
  join revisions r on r.id = c.revision_id
  join captures k on k.id = c.capture_id
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
 where not exists (select 1 from merges y
                    where y.other_id = c.post_id and y.undone_at is null
                      and exists (select 1 from communications z
                                   where z.post_id = canonical_post(y.other_id) and z.update_key = c.update_key
                                     and z.text_digest = c.text_digest));

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
       elsewhere.seen_at as title_elsewhere_at,
       elsewhere.url as title_elsewhere_url,
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
  left join (assignments a join incidents i on i.id = a.incident_id)
    on a.communication_id = c.id and a.strength <> 'weak'
  join bylines b on b.communication_id = c.id
  join captures w on w.id = b.capture_id
  join providers p on p.id = c.provider_id
  join posts po on po.id = c.post_id
  join revisions r on r.id = c.revision_id
  join captures k on k.id = c.capture_id
  left join lateral (
       select o.job_title, o.seniority, o.function, ow.fetched_at as seen_at, ow.target_uri as url
         from bylines o
         join communications oc on oc.id = o.communication_id and oc.provider_id = c.provider_id
         join captures ow on ow.id = o.capture_id
        where b.job_title is null and o.name = b.name and o.job_title is not null
        order by abs(extract(epoch from ow.fetched_at - c.first_seen_at)), o.id limit 1
       ) elsewhere on true
 where not exists (select 1 from bylines e where e.communication_id = b.communication_id and e.capture_id < b.capture_id)
   and not exists (select 1 from merges y
                    where y.other_id = c.post_id and y.undone_at is null
                      and exists (select 1 from communications z
                                   where z.post_id = canonical_post(y.other_id) and z.update_key = c.update_key
                                     and z.text_digest = c.text_digest));

create or replace view research.scorecard as
select p.slug as provider, p.name as provider_name, i.slug as incident, i.name as incident_name,
       x.criterion, x.part, x.answer, x.value, x.hours_low, x.hours_high, x.communications, x.assessed, x.first_claimed_at,
       x.first_seen_at, x.recorded_at, x.quote, x.communication_id
  from providers p
 cross join incidents i
 cross join lateral (
       select 'response-time' as criterion, 'first-word-' || b.basis as part,
              case when b.hours_low is null and b.hours_high is null then 'not-assessed' else 'found' end as answer,
              case when f.communications = 0 and b.basis = 'observed' then 'nothing seen up to the last look' end as value,
              b.hours_low, b.hours_high, f.communications, f.communications as assessed, f.claimed_low_at as first_claimed_at,
              f.first_seen_at, f.recorded_at, null as quote, f.communication_id
         from research.first_words f
        cross join lateral (values ('claimed', f.claimed_hours_low, f.claimed_hours_high),
                                   ('observed', f.observed_hours_low, f.observed_hours_high)) as b (basis, hours_low, hours_high)
        where f.provider = p.slug and f.incident = i.slug
       union all
       select 'who', 'highest-' || o.role,
              case when h.name is not null then 'found' when n.communications > 0 then 'no-rule-matched' else 'not-assessed' end,
              h.seniority || coalesce(', ' || nullif(h.function, 'unstated'), ''), null, null, h.communications, n.communications,
              h.claimed_low_at, h.first_seen_at, h.recorded_at, concat_ws(', ', h.name, h.job_title), h.communication_id
         from (values ('byline'), ('signer'), ('attributed')) as o (role)
        cross join (select count(*) as communications from assignments g
                     where g.incident_id = i.id and g.provider_id = p.id and g.strength <> 'weak') n
         left join lateral (
              select b.name, b.job_title, b.seniority, b.function, c.claimed_low_at, c.first_seen_at, b.recorded_at,
                     b.communication_id, count(*) over () as communications
                from assignments g
                join bylines b on b.communication_id = g.communication_id and b.speaks_as = o.role
                join communications c on c.id = g.communication_id
               where g.incident_id = i.id and g.provider_id = p.id and g.strength <> 'weak'
                 and not exists (select 1 from bylines e
                                  where e.communication_id = b.communication_id and e.capture_id < b.capture_id)
               order by case b.seniority when 'c-level' then 6 when 'vp' then 5 when 'director' then 4 when 'manager' then 3
                                         when 'individual' then 2 when 'team' then 1 end desc nulls last,
                        c.first_seen_at, b.communication_id, b.position limit 1) h on true
       union all
       select k.criterion, k.signal,
              case when f.communications > 0 then 'found' when n.assessed > 0 then 'no-rule-matched' else 'not-assessed' end,
              f.details, null, null, coalesce(f.communications, 0), n.assessed, f.first_claimed_at, f.first_seen_at,
              f.recorded_at, f.quote, f.communication_id
         from signal_kinds k
        cross join (select count(*) filter (where d.assessed) as assessed
                      from assignments g left join signal_readings d on d.communication_id = g.communication_id
                     where g.incident_id = i.id and g.provider_id = p.id and g.strength <> 'weak') n
         left join lateral (
              select count(distinct s.communication_id) as communications, string_agg(distinct s.detail, ', ') as details,
                     min(c.claimed_low_at) as first_claimed_at, min(c.first_seen_at) as first_seen_at,
                     min(s.recorded_at) as recorded_at,
                     (array_agg(s.quote order by c.first_seen_at, s.id))[1] as quote,
                     (array_agg(s.communication_id order by c.first_seen_at, s.id))[1] as communication_id
                from assignments g
                join public.signals s on s.communication_id = g.communication_id and s.signal = k.signal
                join communications c on c.id = s.communication_id
               where g.incident_id = i.id and g.provider_id = p.id and g.strength <> 'weak' and s.actor <> 'third-party'
              ) f on true
        where not k.suggestion
       ) x;

create or replace view research.first_words as
select p.slug as provider,
       p.name as provider_name,
       i.slug as incident,
       i.name as incident_name,
       a.anchor_low_at,
       a.anchor_high_at,
       a.anchor_raw,
       a.anchor_label,
       w.claimed_low_at,
       w.claimed_high_at,
       c.claimed_local,
       c.claimed_utc_offset as claimed_offset,
       c.claimed_precision,
       round((extract(epoch from w.claimed_low_at - a.anchor_high_at) / 3600)::numeric, 2) as claimed_hours_low,
       round((extract(epoch from w.claimed_high_at - a.anchor_low_at) / 3600)::numeric, 2) as claimed_hours_high,
       w.last_not_seen_at,
       w.first_seen_at,
       k.made_by as first_seen_by,
       round((extract(epoch from case when w.communications > 0 then w.last_not_seen_at else l.last_look_at end
                                 - a.anchor_high_at) / 3600)::numeric, 2) as observed_hours_low,
       round((extract(epoch from w.first_seen_at - a.anchor_low_at) / 3600)::numeric, 2) as observed_hours_high,
       case when w.communications = 0 then case when l.last_look_at is null then 'nobody looked' else 'right' end
            when w.last_not_seen_at is null then 'left' else 'none' end as censored,
       c.kind,
       r.title,
       who.name as author,
       who.job_title,
       who.seniority,
       who.function,
       coalesce(po.url, k.target_uri) as url,
       array(select f.flag from research.time_flags f where f.communication_id = c.id order by 1) as time_flags,
       w.communications,
       coalesce(l.looks, 0) as looks,
       coalesce(l.blind_looks, 0) as blind_looks,
       l.first_look_at,
       l.last_look_at,
       k.segment,
       k.record_offset,
       k.record_id,
       c.recorded_at,
       c.id as communication_id
  from providers p
 cross join incidents i
  left join research.anchors a on a.incident = i.slug and a.anchor = 'public'
  left join lateral (
       select min(x.claimed_low_at) as claimed_low_at, min(x.claimed_high_at) as claimed_high_at,
              min(x.first_seen_at) as first_seen_at,
              case when bool_and(x.last_not_seen_at is not null) then min(x.last_not_seen_at) end as last_not_seen_at,
              count(*) as communications,
              (array_agg(x.id order by x.claimed_high_at nulls last, x.claimed_low_at, x.first_seen_at, x.id))[1] as first_id
         from assignments g join communications x on x.id = g.communication_id
        where g.incident_id = i.id and g.provider_id = p.id and g.strength in ('strong', 'fair')
          and not exists (select 1 from merges y
                    where y.other_id = x.post_id and y.undone_at is null
                      and exists (select 1 from communications z
                                   where z.post_id = canonical_post(y.other_id) and z.update_key = x.update_key
                                     and z.text_digest = x.text_digest))
       ) w on true
  left join communications c on c.id = w.first_id
  left join revisions r on r.id = c.revision_id
  left join posts po on po.id = c.post_id
  left join captures k on k.id = c.capture_id
  left join lateral (
       select b.name, b.job_title, b.seniority, b.function from bylines b
        where b.communication_id = c.id order by b.capture_id, b.position limit 1) who on true
  left join (
       select d.provider_id, sum(d.looks)::bigint as looks, sum(d.blind_looks)::bigint as blind_looks,
              min(d.first_look_at) as first_look_at, max(d.last_look_at) as last_look_at
         from look_counts d group by d.provider_id) l on l.provider_id = p.id;

create or replace view research.gaps as
select g.provider, g.incident, g.number, g.placed_at as from_placed_at, g.next_placed_at as to_placed_at,
       round((extract(epoch from g.next_claimed_low_at - g.claimed_high_at) / 3600)::numeric, 2) as claimed_hours_low,
       round((extract(epoch from g.next_claimed_high_at - g.claimed_low_at) / 3600)::numeric, 2) as claimed_hours_high,
       round((extract(epoch from g.next_last_not_seen_at - g.first_seen_at) / 3600)::numeric, 2) as observed_hours_low,
       round((extract(epoch from g.next_first_seen_at - g.last_not_seen_at) / 3600)::numeric, 2) as observed_hours_high,
       g.first_seen_at, g.recorded_at, g.communication_id, g.next_id as next_communication_id
  from (
       select p.slug as provider, i.slug as incident, c.id as communication_id,
              row_number() over t as number, m.placed_at, c.claimed_low_at, c.claimed_high_at, c.first_seen_at,
              c.last_not_seen_at, c.recorded_at,
              lead(m.placed_at) over t as next_placed_at,
              lead(c.claimed_low_at) over t as next_claimed_low_at,
              lead(c.claimed_high_at) over t as next_claimed_high_at,
              lead(c.first_seen_at) over t as next_first_seen_at,
              lead(c.last_not_seen_at) over t as next_last_not_seen_at,
              lead(c.id) over t as next_id
         from assignments a
         join communications c on c.id = a.communication_id
         join providers p on p.id = a.provider_id
         join incidents i on i.id = a.incident_id
        cross join lateral (
              select coalesce(c.claimed_at, c.claimed_low_at + (c.claimed_high_at - c.claimed_low_at) / 2, c.first_seen_at)
                     as placed_at) m
        where a.strength <> 'weak' and not exists (select 1 from merges y
                    where y.other_id = c.post_id and y.undone_at is null
                      and exists (select 1 from communications z
                                   where z.post_id = canonical_post(y.other_id) and z.update_key = c.update_key
                                     and z.text_digest = c.text_digest))
       window t as (partition by p.slug, i.slug order by m.placed_at, c.id)
       ) g
 where g.next_id is not null;

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
       w.made_by as first_seen_by,
       c.last_not_seen_at,
       coalesce(s.recorded_at, d.recorded_at) as recorded_at,
       coalesce(po.url, w.target_uri) as url,
       w.segment,
       w.record_offset,
       w.record_id,
       c.post_id,
       c.id as communication_id
  from assignments a
  join communications c on c.id = a.communication_id
  join providers p on p.id = a.provider_id
  join incidents i on i.id = a.incident_id
  join posts po on po.id = c.post_id
  join revisions r on r.id = c.revision_id
 cross join signal_kinds k
  left join signal_readings d on d.communication_id = c.id
  left join public.signals s on s.communication_id = c.id and s.signal = k.signal
  left join captures w on w.id = coalesce(s.capture_id, c.capture_id)
 where a.strength <> 'weak' and not exists (select 1 from merges y
                    where y.other_id = c.post_id and y.undone_at is null
                      and exists (select 1 from communications z
                                   where z.post_id = canonical_post(y.other_id) and z.update_key = c.update_key
                                     and z.text_digest = c.text_digest));

create or replace view research.response_times as
select f.provider, f.provider_name, f.incident, f.incident_name, f.measure, f.basis,
       a.anchor, a.anchor_low_at, a.anchor_high_at, a.anchor_raw, a.other_values as other_anchors,
       f.low_at, f.high_at,
       round((extract(epoch from f.low_at - a.anchor_high_at) / 3600)::numeric, 2) as hours_low,
       round((extract(epoch from f.high_at - a.anchor_low_at) / 3600)::numeric, 2) as hours_high,
       f.censored, f.evidence, f.communications, f.communication_id, f.recorded_at
  from (
       select g.provider, g.provider_name, g.incident, g.incident_name, g.measure, b.basis, b.low_at, b.high_at,
              case when b.low_at is null then 'left' else 'none' end as censored,
              g.evidence, b.communications, b.communication_id, g.recorded_at
         from (
              select p.slug as provider, p.name as provider_name, i.slug as incident, i.name as incident_name, m.measure,
                     case when bool_and(k.made_by = 'live') then 'live' when bool_or(k.made_by = 'live') then 'both'
                          else 'back-filled' end as evidence,
                     min(c.claimed_low_at) as claimed_low_at, min(c.claimed_high_at) as claimed_high_at,
                     count(c.claimed_high_at) as claimed,
                     (array_agg(c.id order by c.claimed_high_at, c.id))[1] as claimed_id,
                     min(c.platform_recorded_low_at) as platform_low_at, min(c.platform_recorded_high_at) as platform_high_at,
                     count(c.platform_recorded_high_at) as platform,
                     (array_agg(c.id order by c.platform_recorded_high_at, c.id))[1] as platform_id,
                     case when bool_and(c.last_not_seen_at is not null) then min(c.last_not_seen_at) end as observed_low_at,
                     min(c.first_seen_at) as observed_high_at,
                     count(*) as observed,
                     (array_agg(c.id order by c.first_seen_at, c.id))[1] as observed_id,
                     min(c.recorded_at) as recorded_at
                from (select distinct n.provider_id, n.incident_id, n.communication_id, n.measure from milestones n) m
                join providers p on p.id = m.provider_id
                join incidents i on i.id = m.incident_id
                join communications c on c.id = m.communication_id
                join captures k on k.id = c.capture_id
               where not exists (select 1 from merges y
                    where y.other_id = c.post_id and y.undone_at is null
                      and exists (select 1 from communications z
                                   where z.post_id = canonical_post(y.other_id) and z.update_key = c.update_key
                                     and z.text_digest = c.text_digest))
               group by p.slug, p.name, i.slug, i.name, m.measure
              ) g
        cross join lateral (
              values ('claimed', g.claimed_low_at, g.claimed_high_at, g.claimed, g.claimed_id),
                     ('platform', g.platform_low_at, g.platform_high_at, g.platform, g.platform_id),
                     ('observed', g.observed_low_at, g.observed_high_at, g.observed, g.observed_id)
              ) as b (basis, low_at, high_at, communications, communication_id)
        where b.high_at is not null
       union all
       select p.slug, p.name, i.slug, i.name, 'first-word', 'observed', l.last_look_at, null, 'right', l.evidence, 0,
              null::bigint, null::timestamptz
         from providers p
        cross join incidents i
         join (select d.provider_id, max(d.last_look_at) as last_look_at,
                      case when bool_and(d.made_by = 'live') then 'live' when bool_or(d.made_by = 'live') then 'both'
                           else 'back-filled' end as evidence
                 from look_counts d where d.last_look_at is not null group by d.provider_id) l on l.provider_id = p.id
        where not exists (select 1 from assignments g where g.incident_id = i.id and g.provider_id = p.id
                                                        and g.strength in ('strong', 'fair'))
       ) f
  join research.anchors a on a.incident = f.incident;

create or replace view research.coverage as
select p.slug as provider,
       p.name as provider_name,
       s.kind as source_kind,
       s.url as source,
       s.active,
       s.retired_at,
       d.looks,
       d.blind_looks,
       d.backfilled_looks,
       d.days,
       d.first_look_at,
       d.last_look_at,
       d.longest_gap,
       d.longest_gap_from,
       (select count(*) from walks w where w.source_id = s.id and w.reason = 'gap') as possible_gaps,
       (select count(*) from walks w where w.source_id = s.id and w.reason = 'gap' and w.closed_at is null) as open_gaps,
       (select min(w.claimed_to_at) from walks w where w.source_id = s.id and w.reason = 'backfill') as reaches_back_to,
       (select count(*) from posts o where o.source_id = s.id) as posts,
       s.recorded_at,
       s.id as source_id
  from sources s
  join providers p on p.id = s.provider_id
  left join lateral (
       select sum(g.looks)::bigint as looks, sum(g.blind_looks)::bigint as blind_looks,
              coalesce(sum(g.looks) filter (where g.made_by <> 'live'), 0)::bigint as backfilled_looks,
              count(*) filter (where g.looks > 0 and g.day is distinct from g.day_before) as days,
              min(g.first_look_at) as first_look_at, max(g.last_look_at) as last_look_at,
              max(g.first_look_at - g.before) as longest_gap,
              -- The longest gap and when it began, as numbers, so that one pass finds both.
              to_timestamp((max(array[extract(epoch from g.first_look_at - g.before)::float8,
                                      extract(epoch from g.before)::float8])
                            filter (where g.first_look_at > g.before))[2]) as longest_gap_from
         from (select z.*, max(z.last_look_at) over (order by z.day, z.made_by
                                                     rows between unbounded preceding and 1 preceding) as before,
                      lag(case when z.looks > 0 then z.day end) over (order by z.day, z.made_by) as day_before
                 from look_counts z where z.source_id = s.id) g
       ) d on true;

-- The silences count their looks within the query: a function would be begun anew for each provider and incident.
create or replace view research.silences as
select p.slug as provider,
       p.name as provider_name,
       i.slug as incident,
       i.name as incident_name,
       a.anchor_low_at,
       a.anchor_high_at,
       spoken.first_seen_at is not null as broken,
       spoken.first_seen_at as broken_at,
       (l.looks + e.looks)::bigint as looks,
       (l.blind_looks + e.blind_looks)::bigint as blind_looks,
       (l.live_looks + e.live_looks)::bigint as live_looks,
       least(l.first_look_at, e.first_look_at) as first_look_at,
       greatest(l.last_look_at, e.last_look_at) as last_look_at,
       round((extract(epoch from greatest(l.last_look_at, e.last_look_at) - a.anchor_high_at) / 3600)::numeric, 2)
           as hours_at_least,
       (select count(*) from walks w join sources s on s.id = w.source_id
         where s.provider_id = p.id and w.reason = 'gap' and w.closed_at is null
           and w.to_at > a.anchor_low_at and (spoken.first_seen_at is null or w.from_at < spoken.first_seen_at)) as open_gaps,
       p.recorded_at
  from providers p
 cross join incidents i
  join research.anchors a on a.incident = i.slug and a.anchor = 'public'
  left join lateral (
       select min(c.first_seen_at) as first_seen_at
         from assignments g join communications c on c.id = g.communication_id
        where g.incident_id = i.id and g.provider_id = p.id and g.strength in ('strong', 'fair')
       ) spoken on true
 -- Whole days are counted already; of the day that the window begins in and of the one that it ends in, the looks are.
 cross join lateral (
       select coalesce(sum(d.looks), 0) as looks, coalesce(sum(d.blind_looks), 0) as blind_looks,
              coalesce(sum(d.looks) filter (where d.made_by = 'live'), 0) as live_looks,
              min(d.first_look_at) as first_look_at, max(d.last_look_at) as last_look_at
         from look_counts d
        where d.provider_id = p.id and d.day > (a.anchor_low_at at time zone 'UTC')::date
          and d.day < coalesce((spoken.first_seen_at at time zone 'UTC')::date, 'infinity')
       ) l
 cross join lateral (
       select count(*) filter (where o.complete) as looks, count(*) filter (where not o.complete) as blind_looks,
              count(*) filter (where o.complete and o.made_by = 'live') as live_looks,
              min(o.looked_at) filter (where o.complete) as first_look_at,
              max(o.looked_at) filter (where o.complete) as last_look_at
         from (select y.* from observations y
                where y.provider_id = p.id and y.looked_at >= a.anchor_low_at
                  and y.looked_at < least(((a.anchor_low_at at time zone 'UTC')::date + 1)::timestamp at time zone 'UTC',
                                          coalesce(spoken.first_seen_at, 'infinity'))
               union all
               select y.* from observations y
                where y.provider_id = p.id
                  and y.looked_at >= greatest(a.anchor_low_at, (spoken.first_seen_at at time zone 'UTC')::date::timestamp at time zone 'UTC')
                  and (spoken.first_seen_at at time zone 'UTC')::date > (a.anchor_low_at at time zone 'UTC')::date
                  and y.looked_at < spoken.first_seen_at) o
        where o.role <> 'robots'
       ) e;
create index look_days_day on look_days (provider_id, day) include (made_by, looks, blind_looks, first_look_at, last_look_at);
drop index look_days_source_id_idx;
create index look_days_source on look_days (source_id, day, made_by) include (provider_id, looks, blind_looks, first_look_at, last_look_at);
