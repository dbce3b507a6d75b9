-- What do the seeds, lists and catalogues say happened when, all values side by side?
select incident, kind, authority, identifier, raw, precision, trust, anchor, label, citation
  from research.reference_times
 where incident = 'heartbleed'
 order by kind, low_at, authority;
