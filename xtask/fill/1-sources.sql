-- Providers with three sources each, a host of their own, and incidents with their events over three years.
insert into providers (slug, name, domain, category)
select format('provider-%s', i), format('Provider %s', i), format('p%s.example', i), (array['cloud', 'cdn', 'saas', 'payments'])[1 + i % 4]
  from generate_series(1, ${providers}) i;

insert into politeness_groups (name) select domain from providers order by id;
insert into origins (origin, group_id, robots_state, robots_fetched_at)
select 'https://' || g.name, g.id, 'unavailable', '2023-01-01' from politeness_groups g order by g.id;

insert into sources (provider_id, kind, url, url_key)
select p.id, k.kind, format('https://%s/%s', p.domain, k.kind), format('%s/%s', p.domain, k.kind)
  from providers p cross join (values ('security-blog'), ('status'), ('newsroom')) k (kind) order by p.id, k.kind;

insert into frontier (url, url_key, role, source_id, provider_id, group_id, origin_id, discovered_at, due_at)
select s.url, s.url_key, 'listing', s.id, s.provider_id, s.provider_id, s.provider_id, '2023-01-01', '2027-01-01'
  from sources s order by s.id;

insert into incidents (slug, name) select format('incident-%s', i), format('Crisis%s', i) from generate_series(1, ${incidents}) i;
insert into incident_terms (incident_id, term, kind)
select id, name, 'name' from incidents
union all select id, format('CVE-%s-%s', 2023 + id * 3 / (${incidents} + 1), 1000 + id), 'id' from incidents;
insert into reference_events (incident_id, kind, raw, local, at, low_at, high_at, precision, certainty, source, label, citation, anchor)
select i.id, e.kind, to_char(t.at, 'YYYY-MM-DD"T"HH24:MI"Z"'), to_char(t.at, 'YYYY-MM-DD"T"HH24:MI'), t.at, t.at, t.at + interval '1 minute', 'minute',
       'stated', 'fill', e.kind, 'made up', e.kind = 'public'
  from incidents i
 cross join (values ('private', -20), ('public', 0), ('fix', 1)) e (kind, days)
 cross join lateral (select '2023-01-20'::timestamptz + (i.id * 1050.0 / (${incidents} + 1) + e.days) * interval '1 day' as at) t;
