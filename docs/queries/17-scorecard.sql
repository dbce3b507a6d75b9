-- Two providers side by side, part by part, with the first place that holds each.
select criterion, part, provider, answer, value, hours_low, hours_high, quote
  from research.scorecard
 where incident = 'heartbleed' and provider in ('nimbus', 'lumen')
 order by criterion, part, provider;
