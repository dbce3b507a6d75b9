-- Actions are looked up for one communication at a time: how many communications a provider and an incident have is not
-- what the planner thinks, and it read all actions for each of them. Words of a quote are looked through only where it
-- is about patches.
create or replace view milestones as
select g.provider_id, g.incident_id, g.communication_id, 'first-word' as measure
  from assignments g where g.strength in ('strong', 'fair')
union all
select g.provider_id, g.incident_id, g.communication_id, m.measure
  from assignments g
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
 where g.strength <> 'weak';
