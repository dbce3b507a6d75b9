-- How much of each provider's trail did we see happen, how much did we find, and how much is from captures of others?
select provider, evidence, count(*) as communications, min(first_seen_at) as from_at, max(first_seen_at) as to_at
  from research.trail
 where incident = 'heartbleed'
 group by provider, evidence
 order by provider, evidence;
