-- Looks ${from} to ${to}, over three years, at listings and posts; one in twenty could not have shown a statement.
insert into observations (frontier_id, source_id, provider_id, role, looked_at, outcome, status, complete, duration_ms, document_kind,
    adapter, extractor_version, segment_id, record_offset, record_length, record_id, class)
select f.id, f.source_id, f.provider_id, f.role::look_role,
       '2023-01-01'::timestamptz + (n.i::float8 / ${observations} * 94608000 + abs(hashint8(n.i)) % 40000) * interval '1 second',
       case when n.i % 20 = 0 then 'failed'::look_outcome when n.i % 3 = 0 then 'answered' else 'unchanged' end,
       case when n.i % 20 > 0 then case when n.i % 3 = 0 then 200 else 304 end end, n.i % 20 > 0, 100 + n.i % 900,
       case when n.i % 20 > 0 then 'article'::document_kind end, 'article', '3', segment_of(format('trail-%s.warc.gz', n.i / 20000)), n.i % 20000 * 900, 880,
       md5(format('look-%s', n.i))::uuid,
       case when n.i % 20 = 0 then null when n.i % 3 = 0 then 'ok'::evidence_class else 'not-modified' end
  from generate_series(${from}, ${to}) as n (i)
  join frontier f on f.id = case when n.i % 4 < 3 then 1 + abs(hashint8(n.i * 3)) % (3 * ${providers})
                                 else 3 * ${providers} + 1 + abs(hashint8(n.i * 5)) % ${posts} end
 order by n.i;

select count_looks(1000000);
