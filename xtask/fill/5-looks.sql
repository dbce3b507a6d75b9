-- Looks ${from} to ${to}, over three years, at listings and posts; one in twenty could not have shown a statement.
insert into looks (frontier_id, source_id, provider_id, looked_at, complete, duration_ms, segment_id, record_offset, record_length,
    record_id, words_id)
with said as materialized (
    select k.kind, r.role, look_words_of(k.words || jsonb_build_object('role', r.role, 'adapter', 'article', 'extractor_version', '3')) as words_id
      from (values (0, '{"outcome": "failed"}'::jsonb),
                   (1, '{"outcome": "answered", "class": "ok", "status": 200, "document_kind": "article"}'),
                   (2, '{"outcome": "unchanged", "class": "not-modified", "status": 304, "document_kind": "article"}')) k (kind, words)
     cross join (values ('listing'), ('post')) r (role)
)
select f.id, f.source_id, f.provider_id,
       '2023-01-01'::timestamptz + (n.i::float8 / ${observations} * 94608000 + abs(hashint8(n.i)) % 40000) * interval '1 second',
       n.i % 20 > 0, 100 + n.i % 900, segment_of(format('trail-%s.warc.gz', n.i / 20000)), n.i % 20000 * 900, 880,
       md5(format('look-%s', n.i))::uuid, s.words_id
  from generate_series(${from}, ${to}) as n (i)
  join frontier f on f.id = case when n.i % 4 < 3 then 1 + abs(hashint8(n.i * 3)) % (3 * ${providers})
                                 else 3 * ${providers} + 1 + abs(hashint8(n.i * 5)) % ${posts} end
  join said s on s.role = f.role and s.kind = case when n.i % 20 = 0 then 0 when n.i % 3 = 0 then 1 else 2 end
 order by n.i;

select count_looks(1000000);
