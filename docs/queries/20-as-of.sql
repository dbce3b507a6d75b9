-- What was known of the trail on the morning of 9 April 2014?
select provider, kind, title, claimed_raw, first_seen_at
  from research.trail_as_of('2014-04-09 07:00Z')
 where incident = 'heartbleed'
 order by first_seen_at, communication_id;
