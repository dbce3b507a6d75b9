-- How often did each provider speak, and how long was the longest silence between two communications?
select w.provider, count(g.number) + 1 as communications, max(g.claimed_hours_low) as longest_claimed_at_least,
       max(g.claimed_hours_high) as longest_claimed_at_most, max(g.observed_hours_high) as longest_observed_at_most
  from research.first_words w
  left join research.gaps g on g.provider = w.provider and g.incident = w.incident
 where w.incident = 'heartbleed' and w.communications > 0
 group by w.provider
 order by w.provider;
