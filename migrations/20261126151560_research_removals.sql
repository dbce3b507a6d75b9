-- For researchers: what was taken away again.

create view research.removals as
with gone as (
    -- A post: its own addresses answer that there is nothing.
    select g.incident_id, g.provider_id, g.post_id, '' as update_key, x.last_seen_at, x.gone_at, x.look_id, null::bigint as frontier_id
      from (select distinct a.incident_id, a.provider_id, a.post_id from assignments a where a.strength <> 'weak') g
     cross join lateral (
           select max(y.last_seen_at) as last_seen_at,
                  gone_since(max(y.last_seen_at), max(y.missing_at) filter (where y.own),
                             bool_and(y.missing_at is not null or y.moved) filter (where y.own)) as gone_at,
                  (array_agg(y.missing_id order by y.missing_at desc) filter (where y.own and y.missing_at is not null))[1] as look_id
             from standing y where y.post_id = g.post_id and y.update_key = '') x
     where x.gone_at is not null
    union all
    -- An update: its addresses show the post without it.
    select distinct a.incident_id, a.provider_id, a.post_id, c.update_key, x.last_seen_at, x.gone_at, null::bigint, x.frontier_id
      from communications c
      join assignments a on a.communication_id = c.id and a.strength <> 'weak'
     cross join lateral (
           select max(y.last_seen_at) as last_seen_at,
                  gone_since(max(y.last_seen_at), max(y.removed_at), bool_and(y.removed_at is not null)) as gone_at,
                  (array_agg(y.frontier_id order by y.removed_at desc))[1] as frontier_id
             from standing y where y.post_id = c.post_id and y.update_key = c.update_key) x
     where c.update_key <> '' and x.gone_at is not null
       and (c.post_id, c.update_key) in (select s.post_id, s.update_key from sightings s
                                          where s.gone_at is not null and s.update_key <> '')
)
select p.slug as provider,
       p.name as provider_name,
       i.slug as incident,
       i.name as incident_name,
       case when g.update_key = '' then 'post' else 'update' end as removed,
       case when g.update_key = '' then coalesce(l.class::text, l.outcome::text) else 'shown-without-it' end as answer,
       r.title,
       c.status,
       coalesce(c.text, r.text) as text,
       c.claimed_low_at,
       c.claimed_high_at,
       c.claimed_raw,
       c.first_seen_at,
       g.last_seen_at,
       g.gone_at,
       l.made_by as gone_by,
       coalesce(po.url, f.url) as url,
       f.url as looked_at_url,
       coalesce(kg.name, lg.name) as segment,
       coalesce(k.record_offset, l.record_offset) as record_offset,
       'urn:uuid:' || coalesce(k.record_id, l.record_id) as record_id,
       l.recorded_at,
       po.kind as post_kind,
       g.post_id,
       g.update_key,
       c.id as communication_id
  from gone g
  join providers p on p.id = g.provider_id
  join incidents i on i.id = g.incident_id
  join posts po on po.id = g.post_id
  left join lateral (
       select y.id, y.revision_id, y.status, y.text, y.claimed_low_at, y.claimed_high_at, y.claimed_raw, y.first_seen_at
         from communications y join assignments a on a.communication_id = y.id and a.incident_id = g.incident_id
        where y.post_id = g.post_id and a.strength <> 'weak' and (g.update_key = '' or y.update_key = g.update_key)
        order by y.update_key <> g.update_key, y.version desc, y.id desc limit 1) c on true
  left join revisions r on r.id = c.revision_id
  left join observations l on l.id = coalesce(g.look_id, (
       select o.id from looks o where o.frontier_id = g.frontier_id and o.looked_at = g.gone_at order by o.id limit 1))
  left join captures k on k.id = l.capture_id
  left join segments kg on kg.id = k.segment_id
  left join segments lg on lg.id = l.segment_id
  left join frontier f on f.id = l.frontier_id;
comment on view research.removals is 'Statements about incidents that were taken away again: posts whose page is gone, and updates that their post is shown without. One row for each incident that the post speaks of. Gone is what a look found gone: what was not looked at since is not known to stand, and has no row.';
comment on column research.removals.provider is 'Who took it away: short name.';
comment on column research.removals.provider_name is 'Who took it away: name as people write it.';
comment on column research.removals.incident is 'The incident that it speaks of: short name.';
comment on column research.removals.incident_name is 'The incident: name as people write it.';
comment on column research.removals.removed is 'post or update (a dated block inside a post that still stands).';
comment on column research.removals.answer is 'What the look came to: not-found (404), gone (410), soft-not-found (status 200, but the page says that there is none, or the post leads to the front page), or shown-without-it (of an update).';
comment on column research.removals.title is 'Headline of the post when this was said last.';
comment on column research.removals.status is 'Of an update, its status as written; null where there is none.';
comment on column research.removals.text is 'What was said last.';
comment on column research.removals.claimed_low_at is 'The earliest instant that its claimed time can mean.';
comment on column research.removals.claimed_high_at is 'The latest instant that this can mean (exclusive).';
comment on column research.removals.claimed_raw is 'The claimed time as it stands in the document.';
comment on column research.removals.first_seen_at is 'When these words were seen first.';
comment on column research.removals.last_seen_at is 'The last look that showed it: it was taken away no earlier.';
comment on column research.removals.gone_at is 'The first look that found it gone from all addresses that had shown it: it was taken away no later. Looks that failed are none of these.';
comment on column research.removals.gone_by is 'Who made that look: live (we), or where the capture was brought from.';
comment on column research.removals.url is 'Where a reader found it.';
comment on column research.removals.looked_at_url is 'The address of the look that found it gone.';
comment on column research.removals.segment is 'File name of the WARC file with the answer.';
comment on column research.removals.record_offset is 'Where that record''s gzip member starts, in bytes.';
comment on column research.removals.record_id is 'WARC-Record-ID of that record, without angle brackets.';
comment on column research.removals.recorded_at is 'When that look was written into the database.';
comment on column research.removals.post_kind is 'article, status-incident, advisory or security-txt.';
comment on column research.removals.post_id is 'The post.';
comment on column research.removals.update_key is 'Which statement inside the post; empty for the post itself.';
comment on column research.removals.communication_id is 'The communication with its last words that is in the trail.';
