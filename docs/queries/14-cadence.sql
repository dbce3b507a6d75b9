-- How often did each provider speak, and how long was the longest silence between two communications?
select provider, count(*) + 1 as communications, max(claimed_hours_low) as longest_claimed_at_least,
       max(claimed_hours_high) as longest_claimed_at_most, max(observed_hours_high) as longest_observed_at_most
  from research.gaps
 where incident = 'heartbleed'
 group by provider
 order by provider;
