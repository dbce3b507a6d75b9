-- Response times of all providers and incidents in one question: actions are found by an index that holds nothing else,
-- and the words of a quote are looked through only where it is about patches.
create index signals_actions on signals (communication_id) where signal = 'action' and actor = 'provider';
create or replace view milestones as
select g.provider_id, g.incident_id, g.communication_id, 'first-word' as measure
  from assignments g where g.strength in ('strong', 'fair')
union all
select g.provider_id, g.incident_id, g.communication_id, m.measure
  from assignments g
  -- One by one: how many communications a pair has is not what the planner thinks.
 cross join lateral (
       select o.detail, o.quote from signals o
        where o.communication_id = g.communication_id and o.signal = 'action' and o.actor = 'provider' offset 0) s
 cross join lateral (
       select 'first-action' as measure
        union all
       select n.measure
         from action_measures a
        cross join lateral (select a.measure union all
                            select 'fix-claimed' where a.measure in ('patched', 'mitigated', 'fleet-complete')) n
        where a.detail = replace(s.detail, '_', '-')
        union all
       select 'fleet-complete'
        where case when replace(s.detail, '_', '-') = 'patched'
              then s.quote ~* '\m(all (of )?(our|the|its|servers?|systems?|nodes?|hosts?|machines?)|every (server|system|node|host|machine)|(entire|whole) (fleet|infrastructure|platform|network))\M' end
       ) m
 where g.strength <> 'weak' and exists (select 1 from signal_kinds k where k.signal = 'action' and not k.suggestion);

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
                     (min(array[date_part('epoch', c.claimed_high_at), c.id])
                          filter (where c.claimed_high_at is not null))[2]::bigint as claimed_id,
                     min(c.platform_recorded_low_at) as platform_low_at, min(c.platform_recorded_high_at) as platform_high_at,
                     count(c.platform_recorded_high_at) as platform,
                     (min(array[date_part('epoch', c.platform_recorded_high_at), c.id])
                          filter (where c.platform_recorded_high_at is not null))[2]::bigint as platform_id,
                     case when bool_and(c.last_not_seen_at is not null) then min(c.last_not_seen_at) end as observed_low_at,
                     min(c.first_seen_at) as observed_high_at,
                     count(*) as observed,
                     (min(array[date_part('epoch', c.first_seen_at), c.id]))[2]::bigint as observed_id,
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

-- The views are planned with many joins and read few rows: compiling their expressions costs seconds and saves nothing.
do $$
begin
    execute format('alter database %I set jit = off', current_database());
exception when insufficient_privilege then
    raise notice 'jit stays as the server has it: this database is somebody else''s';
end
$$;
