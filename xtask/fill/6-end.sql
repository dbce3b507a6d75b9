-- Each listing is watched from its first look on, and one look in 400 shows nothing of the one before.
insert into lookbacks (frontier_id, source_id, capture_id, looked_at, reaches_back_to, joins)
select f.id, f.source_id, (select min(id) from captures), o.looked_at, o.looked_at - interval '20 days', false
  from frontier f
 cross join lateral (select looked_at from looks where frontier_id = f.id and complete order by looked_at limit 1) o
 where f.role = 'listing'
union all
select o.frontier_id, o.source_id, (select min(id) from captures), o.looked_at, o.looked_at, false
  from looks o join frontier f on f.id = o.frontier_id and f.role = 'listing'
 where o.complete and o.id % 400 = 1
on conflict do nothing;

drop table fill_posts;
drop table fill_sentences;
select index_words(1000000);
analyze;
