-- Between which two of our looks did each provider's first word appear, whatever time it claims?
select provider, last_not_seen_at, first_seen_at, observed_hours_low, observed_hours_high, censored
  from research.first_words
 where incident = 'heartbleed'
 order by observed_hours_high nulls last, provider;
