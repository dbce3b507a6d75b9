-- On sentences that they had not seen, the rules for actions and for the time of a fix were right in about three of four:
-- they are suggestions for coders, and no part of the scorecard. Response times beyond the first word rest on actions; they
-- are still given, and research.measures says that they are no more than that.

update signal_kinds set suggestion = true where signal in ('action', 'patch-time');

create or replace view milestones as
select g.provider_id, g.incident_id, g.communication_id, 'first-word' as measure
  from assignments g where g.strength in ('strong', 'fair')
union all
select g.provider_id, g.incident_id, g.communication_id, m.measure
  from assignments g
  join signals s on s.communication_id = g.communication_id and s.signal = 'action' and s.actor = 'provider'
 cross join lateral (
       select 'first-action' as measure
        union all
       select a.measure from action_measures a where a.detail = replace(s.detail, '_', '-')
        union all
       select 'fix-claimed' from action_measures a
        where a.detail = replace(s.detail, '_', '-') and a.measure in ('patched', 'mitigated', 'fleet-complete')
        union all
       select 'fleet-complete'
        where replace(s.detail, '_', '-') = 'patched'
          and s.quote ~* '\m(all (of )?(our|the|its|servers?|systems?|nodes?|hosts?|machines?)|every (server|system|node|host|machine)|(entire|whole) (fleet|infrastructure|platform|network))\M'
       ) m
 where g.strength <> 'weak';

create or replace view research.measures as
select m.measure, m.meaning, m.measure <> 'first-word' and (select k.suggestion from signal_kinds k where k.signal = 'action') as suggestion
  from (values
    ('first-word', 'The first communication that speaks of the incident.'),
    ('first-action', 'The first communication that says that the provider did something about it.'),
    ('fix-claimed', 'The first that says that a fix or a mitigation is in place, of whatever kind.'),
    ('mitigated', 'The first that says that the effect was lessened or a service was taken off.'),
    ('patched', 'The first that says that systems were patched.'),
    ('certificates', 'The first that says that certificates or keys were replaced.'),
    ('sessions', 'The first that says that sessions, tokens or passwords were ended or reset.'),
    ('fleet-complete', 'The first that says that all of it was patched.')) as m (measure, meaning);
comment on column research.measures.suggestion is 'Whether it rests on a signal that is a suggestion for coders: read the quote before the time is counted.';
