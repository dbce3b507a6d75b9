-- Who admitted what they did not know, and who claimed that there was no evidence of harm? Two things, never one.
select provider,
       count(*) filter (where signal = 'unknowns' and answer = 'found') as unknowns,
       count(*) filter (where signal = 'no-evidence' and answer = 'found') as no_evidence,
       count(distinct communication_id) filter (where answer <> 'not-assessed') as assessed
  from research.signals
 where incident = 'heartbleed' and signal in ('unknowns', 'no-evidence')
 group by provider
 order by provider;
