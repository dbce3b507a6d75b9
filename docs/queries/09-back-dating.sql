-- Which claimed times does other evidence speak against?
with told as materialized (
    select communication_id, provider, claimed_raw, url from research.trail
     where incident = 'heartbleed' and time_flags <> '{}'
)
select t.provider, f.flag, f.apart, t.claimed_raw, f.against_at, f.detail, t.url
  from told t
 cross join lateral (select * from research.time_flags f where f.communication_id = t.communication_id offset 0) f
 order by t.provider, f.flag, t.communication_id;
