-- What is measured for each provider and incident is worked out pair by pair.

create or replace view research.gaps as
select p.slug as provider, i.slug as incident, g.number, g.placed_at as from_placed_at, g.next_placed_at as to_placed_at,
       round((extract(epoch from g.next_claimed_low_at - g.claimed_high_at) / 3600)::numeric, 2) as claimed_hours_low,
       round((extract(epoch from g.next_claimed_high_at - g.claimed_low_at) / 3600)::numeric, 2) as claimed_hours_high,
       round((extract(epoch from g.next_last_not_seen_at - g.first_seen_at) / 3600)::numeric, 2) as observed_hours_low,
       round((extract(epoch from g.next_first_seen_at - g.last_not_seen_at) / 3600)::numeric, 2) as observed_hours_high,
       g.first_seen_at, g.recorded_at, g.communication_id, g.next_id as next_communication_id
  from providers p
 cross join incidents i
 cross join lateral (
       select c.id as communication_id,
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
        cross join lateral (
              select coalesce(c.claimed_at, c.claimed_low_at + (c.claimed_high_at - c.claimed_low_at) / 2, c.first_seen_at)
                     as placed_at) m
        where a.incident_id = i.id and a.provider_id = p.id and a.strength <> 'weak'
          and not (a.post_id in (select y.other_id from merges y where y.undone_at is null and y.other_id is not null)
                   and exists (select 1 from communications x join communications z using (update_key, text_digest)
                                where x.id = c.id and z.post_id = canonical_post(x.post_id) offset 0))
       window t as (order by m.placed_at, c.id)
       ) g
 where g.next_id is not null;

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
          and not (g.post_id in (select y.other_id from merges y where y.undone_at is null and y.other_id is not null)
                   and exists (select 1 from communications x join communications z using (update_key, text_digest)
                                where x.id = g.communication_id and z.post_id = canonical_post(x.post_id) offset 0))
       ) w on true
  left join communications c on c.id = w.first_id
  left join revisions r on r.id = c.revision_id
  left join posts po on po.id = c.post_id
  left join captures k on k.id = c.capture_id
  left join bylines who on who.id = (
       select b.id from bylines b where b.communication_id = w.first_id order by b.capture_id, b.position limit 1)
  left join provider_looks l on l.provider_id = p.id;

create index captures_brought on captures (id) where made_by <> 'live';
create or replace view research.response_times as
select p.slug as provider, p.name as provider_name, i.slug as incident, i.name as incident_name, f.measure, f.basis,
       a.anchor, a.anchor_low_at, a.anchor_high_at, a.anchor_raw, a.other_values as other_anchors,
       f.low_at, f.high_at,
       round((extract(epoch from f.low_at - a.anchor_high_at) / 3600)::numeric, 2) as hours_low,
       round((extract(epoch from f.high_at - a.anchor_low_at) / 3600)::numeric, 2) as hours_high,
       f.censored, f.evidence, f.communications, f.communication_id, f.recorded_at
  from providers p
 cross join incidents i
  left join provider_looks l on l.provider_id = p.id
 cross join lateral (
       select i.slug as of_incident, g.measure, b.basis, b.low_at, b.high_at,
              case when b.low_at is null then 'left' else 'none' end as censored,
              g.evidence, b.communications, b.communication_id, g.recorded_at
         from (
              select m.measure,
                     case when bool_and(k.id is null) then 'live' when bool_or(k.id is null) then 'both'
                          else 'back-filled' end as evidence,
                     min(c.claimed_low_at) as claimed_low_at, min(c.claimed_high_at) as claimed_high_at,
                     count(c.claimed_high_at) as claimed,
                     -- The first and its id, as numbers, so that one pass finds both.
                     (min(array[extract(epoch from c.claimed_high_at)::float8, c.id])
                          filter (where c.claimed_high_at is not null))[2]::bigint as claimed_id,
                     min(c.platform_recorded_low_at) as platform_low_at, min(c.platform_recorded_high_at) as platform_high_at,
                     count(c.platform_recorded_high_at) as platform,
                     (min(array[extract(epoch from c.platform_recorded_high_at)::float8, c.id])
                          filter (where c.platform_recorded_high_at is not null))[2]::bigint as platform_id,
                     case when bool_and(c.last_not_seen_at is not null) then min(c.last_not_seen_at) end as observed_low_at,
                     min(c.first_seen_at) as observed_high_at,
                     count(*) as observed,
                     (min(array[extract(epoch from c.first_seen_at)::float8, c.id]))[2]::bigint as observed_id,
                     min(c.recorded_at) as recorded_at
                from (select h.communication_id, 'first-word' as measure from assignments h
                       where h.provider_id = p.id and h.incident_id = i.id and h.strength in ('strong', 'fair')
                       union all
                      select distinct n.communication_id, n.measure from milestones n
                       where n.provider_id = p.id and n.incident_id = i.id and n.measure <> 'first-word') m
                join communications c on c.id = m.communication_id
                left join captures k on k.id = c.capture_id and k.made_by <> 'live'
               where not (c.post_id in (select y.other_id from merges y where y.undone_at is null and y.other_id is not null)
                          and exists (select 1 from communications x join communications z using (update_key, text_digest)
                                       where x.id = c.id and z.post_id = canonical_post(x.post_id) offset 0))
               group by m.measure
              ) g
        cross join lateral (
              values ('claimed', g.claimed_low_at, g.claimed_high_at, g.claimed, g.claimed_id),
                     ('platform', g.platform_low_at, g.platform_high_at, g.platform, g.platform_id),
                     ('observed', g.observed_low_at, g.observed_high_at, g.observed, g.observed_id)
              ) as b (basis, low_at, high_at, communications, communication_id)
        where b.high_at is not null
       union all
       select i.slug, 'first-word', 'observed', l.last_look_at, null, 'right',
              case when l.backfilled_looks = 0 then 'live' when l.backfilled_looks < l.looks then 'both' else 'back-filled' end,
              0, null::bigint, null::timestamptz
        where l.last_look_at is not null
          and not exists (select 1 from assignments g where g.incident_id = i.id and g.provider_id = p.id
                                                        and g.strength in ('strong', 'fair'))
       ) f
  join research.anchors a on a.incident = f.of_incident;

create or replace view research.scorecard as
select p.slug as provider, p.name as provider_name, i.slug as incident, i.name as incident_name,
       x.criterion, x.part, x.answer, x.value, x.hours_low, x.hours_high, x.communications, x.assessed, x.first_claimed_at,
       x.first_seen_at, x.recorded_at, x.quote, x.communication_id
  from providers p
 cross join incidents i
  left join research.anchors a on a.incident = i.slug and a.anchor = 'public'
  left join provider_looks l on l.provider_id = p.id
 cross join lateral (
       select 'response-time' as criterion, 'first-word-' || b.basis as part,
              case when b.hours_low is null and b.hours_high is null then 'not-assessed' else 'found' end as answer,
              case when w.communications = 0 and b.basis = 'observed' then 'nothing seen up to the last look' end as value,
              b.hours_low, b.hours_high, w.communications, w.communications as assessed, w.claimed_low_at as first_claimed_at,
              w.first_seen_at, c.recorded_at, null as quote, w.first_id as communication_id
         from (values ('claimed'), ('observed')) as o (basis)
         left join lateral (
              select min(x.claimed_low_at) as claimed_low_at, min(x.claimed_high_at) as claimed_high_at,
                     min(x.first_seen_at) as first_seen_at,
                     case when bool_and(x.last_not_seen_at is not null) then min(x.last_not_seen_at) end as last_not_seen_at,
                     count(*) as communications,
                     (array_agg(x.id order by x.claimed_high_at nulls last, x.claimed_low_at, x.first_seen_at, x.id))[1] as first_id
                from assignments g join communications x on x.id = g.communication_id
               where g.incident_id = i.id and g.provider_id = p.id and g.strength in ('strong', 'fair')
                 and not (g.post_id in (select y.other_id from merges y where y.undone_at is null and y.other_id is not null)
                          and exists (select 1 from communications x join communications z using (update_key, text_digest)
                                       where x.id = g.communication_id and z.post_id = canonical_post(x.post_id) offset 0))
              ) w on true
         left join communications c on c.id = w.first_id
         left join lateral (
              select o.basis,
                     round((extract(epoch from case when o.basis = 'claimed' then w.claimed_low_at
                                                    when w.communications > 0 then w.last_not_seen_at
                                                    else l.last_look_at end - a.anchor_high_at) / 3600)::numeric, 2) as hours_low,
                     round((extract(epoch from case when o.basis = 'claimed' then w.claimed_high_at
                                                    else w.first_seen_at end - a.anchor_low_at) / 3600)::numeric, 2) as hours_high
              ) b on true
       union all
       select 'who', 'highest-' || o.role,
              case when b.id is not null then 'found' when n.communications > 0 then 'no-rule-matched' else 'not-assessed' end,
              b.seniority || coalesce(', ' || nullif(b.function, 'unstated'), ''), null, null, h.communications, n.communications,
              c.claimed_low_at, c.first_seen_at, b.recorded_at, concat_ws(', ', b.name, b.job_title), b.communication_id
         from (values ('byline'), ('signer'), ('attributed')) as o (role)
         left join lateral (
              select count(*) as communications from assignments g
               where g.incident_id = i.id and g.provider_id = p.id and g.strength <> 'weak') n on true
         left join lateral (
              select (array_agg(b.id order by case b.seniority when 'c-level' then 6 when 'vp' then 5 when 'director' then 4
                                                               when 'manager' then 3 when 'individual' then 2 when 'team' then 1
                                              end desc nulls last,
                                              c.first_seen_at, b.communication_id, b.position))[1] as byline_id,
                     nullif(count(*), 0) as communications
                from assignments g
                join bylines b on b.communication_id = g.communication_id and b.speaks_as = o.role
                join communications c on c.id = g.communication_id
               where g.incident_id = i.id and g.provider_id = p.id and g.strength <> 'weak'
                 and not exists (select 1 from bylines e
                                  where e.communication_id = b.communication_id and e.capture_id < b.capture_id)) h on true
         left join bylines b on b.id = h.byline_id
         left join communications c on c.id = b.communication_id
       union all
       select k.criterion, k.signal,
              case when f.communications > 0 then 'found' when n.assessed > 0 then 'no-rule-matched' else 'not-assessed' end,
              f.details, null, null, coalesce(f.communications, 0), n.assessed, f.first_claimed_at, f.first_seen_at,
              f.recorded_at, f.quote, f.communication_id
         from signal_kinds k
         left join lateral (
              select count(*) filter (where d.assessed) as assessed
                from assignments g left join signal_readings d on d.communication_id = g.communication_id
               where g.incident_id = i.id and g.provider_id = p.id and g.strength <> 'weak') n on true
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
