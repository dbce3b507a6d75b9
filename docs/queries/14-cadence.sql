-- How often did each provider speak, and how long was the longest silence between two communications?
-- Where one of the silences has no upper bound, the longest has none.
select w.provider, count(g.number) + 1 as communications, max(g.claimed_hours_low) as longest_claimed_at_least,
       case when bool_and(g.claimed_hours_high is not null) then max(g.claimed_hours_high) end as longest_claimed_at_most,
       case when bool_and(g.observed_hours_high is not null) then max(g.observed_hours_high) end as longest_observed_at_most
  from research.first_words w
  left join research.gaps g on g.provider = w.provider and g.incident = w.incident
 where w.incident = 'heartbleed' and w.communications > 0
 group by w.provider
 order by w.provider;
