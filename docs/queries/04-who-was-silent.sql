-- Who said nothing about Heartbleed that we could see, and how many looks does that rest on?
select provider, looks, blind_looks, watched, unread_posts, unwatched_sources, open_gaps, first_look_at, last_look_at, hours_at_least
  from research.silences
 where incident = 'heartbleed' and not broken
 order by looks desc, provider;
