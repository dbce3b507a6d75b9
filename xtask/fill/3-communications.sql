-- Communications ${from} to ${to}: of each post the first words, a revision, and the rest updates.
insert into communications (provider_id, source_id, post_id, revision_id, update_key, version, kind, status, text, text_digest,
    claimed_role, claimed_raw, claimed_local, claimed_at, claimed_low_at, claimed_high_at, claimed_utc_offset, claimed_precision,
    claimed_certainty, claimed_source, platform_recorded_at, platform_recorded_low_at, platform_recorded_high_at,
    first_seen_at, last_not_seen_at, capture_id, terms_digest)
select f.provider_id, f.source_id, f.id, f.id * 2 - (n < ${each} / 2)::int,
       case when n < 2 then '' else 'u' || n end, case when n = 1 then 2 else 1 end,
       case when n = 0 then 'post' when n = 1 then 'revision' when f.kind = 'article' then 'update' else 'status-update' end,
       case when n >= 2 then 'Update' end,
       case when n >= 2 then 'We patched more servers and go on with the certificates; the next update follows. ' || md5(c::text) end,
       md5('c' || c), 'published', t.said_at::text, to_char(t.said_at, 'YYYY-MM-DD"T"HH24:MI'), t.said_at, t.said_at,
       t.said_at + interval '1 minute', '+00:00', 'minute', 'stated', 'fill',
       r.at, r.at, r.at + interval '1 second',
       t.said_at + interval '3 hours', case when c % 5 > 0 then t.said_at - interval '3 hours' end, f.id * 2 - (n < ${each} / 2)::int, 'fill'
  from generate_series(${from}, ${to}) c
 cross join lateral (select (c - 1) % ${each} as n) k
  join fill_posts f on f.id = 1 + (c - 1) / ${each}
 cross join lateral (select f.said_at + k.n * interval '5 hours' as said_at) t
 cross join lateral (select case when f.kind = 'status-incident' and k.n >= 2 then t.said_at + (c % 40) * interval '1 minute' end as at) r
 order by c;
