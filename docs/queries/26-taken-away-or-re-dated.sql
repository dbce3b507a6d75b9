-- Who took what they had said of Heartbleed away again, or gave it another date of publication?
select provider, 'removed ' || removed as what, coalesce(status || ': ', '') || left(coalesce(text, title), 80) as said,
       last_seen_at as before_at, gone_at as since_at, answer as rests_on, url, record_id
  from research.removals
 where incident = 'heartbleed'
union all
select t.provider, 're-dated', f.claimed_raw || ' became ' || f.against_raw, t.first_seen_at, f.seen_at, 'another time at the same place',
       t.url, f.record_id
  from (select communication_id, provider, first_seen_at, url from research.trail
         where incident = 'heartbleed' and update_key = '' and version = 1 offset 0) t
 cross join lateral (select * from research.time_flags f
                      where f.communication_id = t.communication_id and f.flag = 'published-time-moved' offset 0) f
 order by 1, 5;
