-- How do the first words look when they are measured from the private disclosure, the public one, and the fix?
select provider, basis,
       max(hours_high) filter (where anchor = 'private') as from_private_at_most,
       max(hours_high) filter (where anchor = 'public') as from_public_at_most,
       max(hours_high) filter (where anchor = 'fix') as from_fix_at_most
  from research.response_times
 where incident = 'heartbleed' and measure = 'first-word'
 group by provider, basis
 order by provider, basis;
