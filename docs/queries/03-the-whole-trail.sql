-- Everything that all providers said about Heartbleed, in time order, each with the record that shows it.
select placed_at, provider, kind, status, title, authors, claimed_raw, first_seen_at, evidence, url, segment, record_offset
  from research.trail
 where incident = 'heartbleed'
 order by placed_at, communication_id;
