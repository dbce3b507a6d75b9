-- What was read of the communications: names, stamps, mentions and signals.
insert into bylines (communication_id, position, name, kind, job_title, seniority, function, source, capture_id)
select c.id, 0, format('Ann Example %s', c.post_id % 900), 'person', x.title, x.seniority, x.function,
       case when c.post_id % 7 = 0 then 'sign-off' else 'byline:text' end, c.capture_id
  from communications c
 cross join lateral (values ('Chief Executive Officer', 'c-level', 'executive'), ('CISO', 'c-level', 'security'), ('VP of Operations', 'vp', 'operations'),
                            (null, 'unstated', 'unstated'), ('Systems Engineer', 'individual', 'engineering')) x (title, seniority, function)
 where c.update_key = '' and (x.title is not distinct from (array['Chief Executive Officer', 'CISO', 'VP of Operations', null, 'Systems Engineer'])[1 + c.post_id % 5])
 order by c.id;

insert into stamps (post_id, update_key, role, chosen, raw, local, at, low_at, high_at, precision, certainty, source, stamp_digest, first_seen_at, capture_id)
select c.post_id, c.update_key, 'published', true, c.claimed_raw, c.claimed_local, c.claimed_at, c.claimed_low_at, c.claimed_high_at, 'minute', 'stated',
       'fill', md5('s' || c.id), c.first_seen_at, c.capture_id
  from communications c where c.version = 1 order by c.id;

-- Of every hundredth post the page gives another day since its second text.
insert into stamps (post_id, update_key, role, chosen, raw, local, at, low_at, high_at, precision, certainty, source, stamp_digest, first_seen_at, capture_id)
select s.post_id, '', 'published', true, 'moved', s.local, s.at + interval '3 days', s.low_at + interval '3 days', s.high_at + interval '3 days', 'minute',
       'stated', 'fill', md5('moved' || s.post_id), s.first_seen_at + interval '6 hours', s.post_id * 2
  from stamps s where s.post_id % 100 = 0 and s.update_key = '' order by s.post_id;

-- Each post shows at its own address, with its updates. Of every fiftieth one the page is shown without some of them since, and
-- of every fiftieth other one it is gone in the end, among them some that speak of an incident.
insert into sightings (post_id, update_key, frontier_id, text_digest, payload_digest, first_seen_at, last_seen_at, gone_at)
select f.id, c.update_key, f.frontier_id, c.text_digest, k.payload_digest, c.first_seen_at, f.said_at + interval '6 days',
       case when f.id % 50 = 0 and c.update_key like 'u1%' then f.said_at + interval '7 days' end
  from fill_posts f
  join communications c on c.post_id = f.id and c.version = 1
  join captures k on k.id = f.id * 2
 order by f.id, c.update_key;
insert into looks (frontier_id, source_id, provider_id, looked_at, complete, segment_id, record_offset, record_length, record_id, words_id)
select f.frontier_id, f.source_id, f.provider_id, case when f.id % 50 = 0 then f.said_at + interval '7 days' else '2026-02-01' end, true,
       segment_of('trail-0.warc.gz'), f.id * 900, 880, md5(format('missing-%s', f.id))::uuid,
       look_words_of(jsonb_build_object('role', 'post') || case when f.id % 50 = 0 then '{"outcome": "answered", "class": "ok", "status": 200}'::jsonb
                                                              else '{"outcome": "missing", "class": "not-found", "status": 404}' end)
  from fill_posts f where f.id % 50 in (0, 10) order by f.id;

insert into mentions (communication_id, incident_id, term, place, manner, span_start, span_end, quote)
select c.id, f.incident_id, i.name, m.place, 'statement', 0, length(i.name), i.name || ' and what we do'
  from fill_posts f join communications c on c.post_id = f.id join incidents i on i.id = f.incident_id
 cross join (values ('title'), ('text')) m (place)
 where f.incident_id is not null and (m.place = 'title' or c.update_key = '')
 order by c.id;

insert into signal_readings (communication_id, assessed, reason, rules_version, capture_id)
select c.id, f.id % 20 > 0, case when f.id % 20 = 0 then 'language' end, '1', c.capture_id
  from fill_posts f join communications c on c.post_id = f.id
 where f.incident_id is not null order by c.id;

insert into signals (communication_id, signal, rule, rule_version, detail, actor, quote, span_start, span_end, capture_id)
select c.id, k.signal, k.signal || '-fill', 1,
       case when k.signal = 'action' then (array['patched', 'certs-reissued', 'sessions-invalidated', 'mitigated'])[1 + c.id % 4] end, 'provider',
       'All servers were patched and replaced.', 0, 20, c.capture_id
  from fill_posts f join communications c on c.post_id = f.id
 cross join (select signal, row_number() over (order by signal) as nr from signal_kinds) k
 where f.incident_id is not null and f.id % 20 > 0 and (c.id + k.nr) % 4 = 0
 order by c.id, k.nr;

-- Each post stands in its listing; the entries of those about an incident name it.
insert into entries (frontier_id, source_id, capture_id, entry_digest, entry_key, title, link, link_key, published_raw, published_low_at,
                     published_high_at, first_seen_at, last_not_seen_at)
select f.source_id, f.source_id, f.id * 2 - 1, md5('entry-' || f.id), f.id::text, format('Post %s', f.id), format('https://p%s.example/post/%s', f.provider_id, f.id),
       format('p%s.example/post/%s', f.provider_id, f.id), f.said_at::text, f.said_at, f.said_at + interval '1 minute',
       f.said_at + interval '5 hours', f.said_at + interval '4 hours'
  from fill_posts f order by f.id;
insert into entry_mentions (entry_id, incident_id, term, place, manner, span_start, span_end, quote)
select f.id, f.incident_id, 'Crisis', 'title', 'statement', 0, 6, 'Crisis' from fill_posts f where f.incident_id is not null;
