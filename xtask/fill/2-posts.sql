-- Posts, two texts of each, and the captures that show them. Every tenth post speaks of an incident.
insert into frontier (url, url_key, role, source_id, provider_id, group_id, origin_id, via_id, depth, discovered_at, due_at, read_at)
select format('https://%s/post/%s', p.domain, i), format('%s/post/%s', p.domain, i), 'post', s.id, p.id, p.id, p.id, s.id, 1,
       '2023-01-01', '2027-01-01', case when i % 200 > 0 then '2023-01-02'::timestamptz end
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

insert into captures (frontier_id, target_uri, fetched_at, kind, status, content_type, payload_digest, segment_id, record_offset,
                      record_length, record_id)
select f.frontier_id, format('https://p%s.example/post/%s', f.provider_id, f.id), f.said_at + n * interval '6 hours', 'response', 200,
       'text/html', md5(f.id || '-' || n), segment_of(format('trail-%s.warc.gz', f.id / 1000)), f.id % 1000 * 9000 + n * 3000, 2900,
       md5(format('capture-%s-%s', f.id, n))::uuid
  from fill_posts f cross join generate_series(1, 2) n order by f.id, n;

insert into posts (provider_id, source_id, key, kind, url, url_key, first_seen_at, first_capture_id)
select f.provider_id, f.source_id, format('p%s.example/post/%s', f.provider_id, f.id), f.kind,
       format('https://p%s.example/post/%s', f.provider_id, f.id), format('p%s.example/post/%s', f.provider_id, f.id),
       f.said_at + interval '6 hours', f.id * 2 - 1
  from fill_posts f order by f.id;

-- Sentences to make texts of: some are in most texts, most in few, as it is with words.
create table fill_sentences as
with nouns as (
    select w, row_number() over () as nr from regexp_split_to_table('server certificate key patch customer service incident
        team engineer network token password session login data backup storage cloud region database request error latency
        release library kernel memory attacker exploit vulnerability account payment browser client gateway proxy router
        cluster container image registry function queue cache bucket volume snapshot mirror tunnel resolver domain record
        zone mailbox calendar document report invoice webhook pipeline runner agent driver sensor firmware plugin theme
        extension repository branch archive message', '\s+') w
), frames as (
    select f, row_number() over () as nr from unnest(array[
        'We have patched every %1$s that serves a %2$s and will go on with the rest tonight.',
        'Our engineers are investigating reports of errors with the %1$s and its %2$s.',
        'There is no evidence that any %1$s was read or that a %2$s left our systems.',
        'Customers who use the %1$s should rotate each %2$s as soon as they can.',
        'The certificates of the %1$s were reissued and those of the %2$s replaced before noon.',
        'At this time we do not know whether the %1$s was exposed together with the %2$s.',
        'The %1$s runs a version of the %2$s that is not affected.',
        'Elevated latency of the %1$s began when a change of the %2$s was rolled out.',
        'We expect the next update on the %1$s within two hours, sooner if the %2$s recovers.',
        'Thanks to the researcher who told us of the flaw in the %1$s and waited until the %2$s was mended.',
        'If you have a question about your %1$s, please ask our support and name the %2$s.',
        'A new release brings a faster %1$s, a quieter %2$s and many small corrections.',
        'This quarter the number of requests to the %1$s grew by a third, and the %2$s kept up.',
        'We are hiring people who like to take apart a %1$s and write down how the %2$s works.',
        'Resetting the %1$s takes a minute and ends every open %2$s.',
        'The window of exposure of the %1$s lasted from Monday evening until the %2$s was closed on Tuesday.',
        'Our status page will show when the %1$s and the %2$s work as they should.',
        'Traffic moved away from the %1$s while the %2$s was restored.',
        'We monitored the %1$s through the night and saw nothing unusual in the %2$s.',
        'Documentation for the %1$s has moved, and the pages about the %2$s were rewritten.']) f
)
select row_number() over (order by hashtext(format('%s.%s.%s', f.nr, a.nr, b.nr))) as id, format(f.f, a.w, b.w) as said
  from frames f join nouns a on true join nouns b on (a.nr * 7 + b.nr * 3 + f.nr) % 13 = 0;
create unique index on fill_sentences (id);

insert into revisions (post_id, number, title, text, language, text_digest, first_seen_at, last_not_seen_at, capture_id, adapter, extractor_version)
select f.id, n, case when f.incident_id is not null then format('Crisis%s and what we do', f.incident_id) else format('News number %s', f.id) end,
       (select string_agg(x.said || case when g % 6 = 0 then format(E' Our node-%s.\n', h.h % 70000) else '' end, ' ' order by g)
          from generate_series(1, 30) g
         cross join lateral (select abs(hashint8(f.id * 1000 + g * 7 + case when g = 1 then n else 0 end)::bigint) as h) h
          join fill_sentences x on x.id = 1 + floor(power(h.h / 2147483648.0, 4) * (select max(id) from fill_sentences))::bigint),
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
