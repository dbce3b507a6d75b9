-- Which sources were watched least well: looks that failed, feeds that moved past what was seen?
select provider, source_kind, source, looks, blind_looks, round(blind_looks / nullif(looks + blind_looks, 0)::numeric, 3) as blind_share,
       open_gaps, first_look_at, last_look_at
  from research.coverage
 where active
 order by open_gaps desc, blind_share desc nulls first, provider, source
 limit 50;
