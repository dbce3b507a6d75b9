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
