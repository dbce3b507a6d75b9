-- Posts, two texts of each, and the captures that show them. Every tenth post speaks of an incident.
insert into frontier (url, url_key, role, source_id, provider_id, group_id, origin_id, via_id, depth, discovered_at, due_at)
select format('https://%s/post/%s', p.domain, i), format('%s/post/%s', p.domain, i), 'post', s.id, p.id, p.id, p.id, s.id, 1,
       '2023-01-01', '2027-01-01'
  from generate_series(1, ${posts}) i
  join providers p on p.id = 1 + i % ${providers}
  join sources s on s.id = (p.id - 1) * 3 + 1 + i % 3
 order by i;

create table fill_posts as
select i as id, 3 * ${providers} + i as frontier_id, p.id as provider_id, (p.id - 1) * 3 + 1 + i % 3 as source_id,
       case when i % 10 = 0 then 1 + (i / 10) % ${incidents} end as incident_id,
       case when i % 3 = 2 then 'status-incident' else 'article' end as kind,
       case when i % 10 = 0 then e.at + (abs(hashint8(i)) % 400000 - 20000) * interval '1 second'
            else '2023-01-02'::timestamptz + (abs(hashint8(i)) % 90000000) * interval '1 second' end as said_at
  from generate_series(1, ${posts}) i
  join providers p on p.id = 1 + i % ${providers}
  left join reference_events e on e.kind = 'public' and e.incident_id = 1 + (i / 10) % ${incidents};
create index on fill_posts (id);

insert into captures (frontier_id, target_uri, fetched_at, kind, status, content_type, payload_digest, segment, record_offset,
                      record_length, record_id)
select f.frontier_id, format('https://p%s.example/post/%s', f.provider_id, f.id), f.said_at + n * interval '6 hours', 'response', 200,
       'text/html', md5(f.id || '-' || n), format('trail-%s.warc.gz', f.id / 1000), f.id % 1000 * 9000 + n * 3000, 2900,
       format('urn:uuid:capture-%s-%s', f.id, n)
  from fill_posts f cross join generate_series(1, 2) n order by f.id, n;

insert into posts (provider_id, source_id, key, kind, url, url_key, first_seen_at, first_capture_id)
select f.provider_id, f.source_id, format('p%s.example/post/%s', f.provider_id, f.id), f.kind,
       format('https://p%s.example/post/%s', f.provider_id, f.id), format('p%s.example/post/%s', f.provider_id, f.id),
       f.said_at + interval '6 hours', f.id * 2 - 1
  from fill_posts f order by f.id;

create table fill_words as
select array_agg(w) as w from (
    select w from regexp_split_to_table('server certificate key patch update customer service incident security team engineer network access token
        password session login data backup storage cloud region database request error latency deploy release version library
        kernel memory buffer attack attacker exploit evidence unknown affected vulnerable exposed mitigated replaced reissued
        rotated revoked investigated monitored restored resolved degraded outage traffic proxy gateway client browser mobile
        payment account support question answer policy report researcher disclosure advisory notice timeline window hour
        monday tuesday wednesday thursday friday morning evening night office coffee label calendar feature launch', '\s+') w) x;

insert into revisions (post_id, number, title, text, language, text_digest, first_seen_at, last_not_seen_at, capture_id, adapter, extractor_version)
select f.id, n, case when f.incident_id is not null then format('Crisis%s and what we do', f.incident_id) else format('News number %s', f.id) end,
       (select string_agg(w.w[1 + abs(hashint8(f.id * 1000 + g * 7 + n)) % cardinality(w.w)], ' ') from fill_words w, generate_series(1, 120) g),
       case when f.id % 20 = 0 then 'de' else 'en' end, md5(f.id || '.' || n), f.said_at + n * interval '6 hours',
       f.said_at + n * interval '6 hours' - interval '6 hours', f.id * 2 - 2 + n, 'article', '3'
  from fill_posts f cross join generate_series(1, 2) n order by f.id, n;

insert into changes (post_id, frontier_id, capture_id, class, from_revision_id, to_revision_id, words_removed, words_added, update_time,
                     silent, rules_differ, first_seen_at, last_not_seen_at)
select f.id, f.frontier_id, f.id * 2, 'substantive', f.id * 2 - 1, f.id * 2, 5, 9, 'same', f.id % 4 = 0, false,
       f.said_at + interval '12 hours', f.said_at + interval '6 hours'
  from fill_posts f order by f.id;

insert into identifiers (revision_id, identifier)
select f.id * 2, t.term from fill_posts f join incident_terms t on t.incident_id = f.incident_id and t.kind = 'id';

insert into walks (frontier_id, source_id, reason, state, from_at, to_at, capture_id)
select f.id, f.source_id, 'gap', 'possible-gap', '2024-02-01', '2024-02-03', f.id from frontier f where f.role = 'listing' and f.id % 5 = 0;
