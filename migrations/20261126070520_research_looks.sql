-- Who speaks, what was looked at, what was changed, and the search.

create view research.speakers as
select p.slug as provider,
       i.slug as incident,
       b.role,
       b.name,
       b.kind as speaker_kind,
       b.position,
       b.job_title,
       b.seniority,
       b.function,
       case b.seniority when 'c-level' then 6 when 'vp' then 5 when 'director' then 4 when 'manager' then 3
                        when 'individual' then 2 when 'team' then 1 end as rank,
       b.source as name_source,
       b.title_source,
       elsewhere.job_title as title_elsewhere,
       elsewhere.seniority as seniority_elsewhere,
       elsewhere.function as function_elsewhere,
       elsewhere.seen_at as title_elsewhere_at,
       elsewhere.url as title_elsewhere_url,
       r.title,
       c.kind,
       c.claimed_at,
       c.claimed_low_at,
       c.claimed_high_at,
       c.first_seen_at,
       k.made_by as first_seen_by,
       c.last_not_seen_at,
       b.recorded_at,
       coalesce(po.url, k.target_uri) as url,
       b.segment,
       b.record_offset,
       b.record_id,
       c.post_id,
       b.communication_id
  from (select n.*,
               case when n.source like 'sign-off%' then 'signer'
                    when n.source like 'attribution%' then 'attributed'
                    else 'byline' end as role,
               w.segment, w.record_offset, w.record_id
          from bylines n
          join captures w on w.id = n.capture_id
         where n.capture_id = (select min(o.capture_id) from bylines o where o.communication_id = n.communication_id)) b
  join communications c on c.id = b.communication_id
  join providers p on p.id = c.provider_id
  join posts po on po.id = c.post_id
  join revisions r on r.id = c.revision_id
  join captures k on k.id = c.capture_id
  left join assignments a on a.communication_id = c.id and a.strength <> 'weak'
  left join incidents i on i.id = a.incident_id
  left join lateral (
       select o.job_title, o.seniority, o.function, w.fetched_at as seen_at, w.target_uri as url
         from bylines o
         join communications oc on oc.id = o.communication_id and oc.provider_id = c.provider_id
         join captures w on w.id = o.capture_id
        where b.job_title is null and o.name = b.name and o.job_title is not null
        order by abs(extract(epoch from w.fetched_at - c.first_seen_at)), o.id limit 1
       ) elsewhere on true
 where not exists (select 1 from repeats where repeats.communication_id = c.id);
create index bylines_name on bylines (name) where job_title is not null;
comment on view research.speakers is 'Who speaks: one row for each name of a communication, by where it stands. Byline and signer may differ; both are rows.';
comment on column research.speakers.provider is 'The provider: short name.';
comment on column research.speakers.incident is 'The incident that the post speaks of: short name; null where it speaks of none that we know.';
comment on column research.speakers.role is 'byline (the author line, or what the document declares), signer (the close of the text) or attributed (the text says who says so).';
comment on column research.speakers.name is 'Name as written.';
comment on column research.speakers.speaker_kind is 'person or organisation.';
comment on column research.speakers.position is 'Place among the names, from 0.';
comment on column research.speakers.job_title is 'Job title as written in this document; null where none stands there.';
comment on column research.speakers.seniority is 'Class of that title: c-level, vp, director, manager, individual, team or unstated.';
comment on column research.speakers.function is 'What that title is about: executive, security, operations, engineering, communications, product, legal, support; unstated where it does not say.';
comment on column research.speakers.rank is 'Seniority as a number, 6 for c-level to 1 for team; null where it is unstated.';
comment on column research.speakers.name_source is 'The rule and place that the name was read from.';
comment on column research.speakers.title_source is 'The rule and place that the job title was read from.';
comment on column research.speakers.title_elsewhere is 'Job title that stands beside the same name in another document of the provider, the one nearest in time; only where none stands here. Never to be read as if it stood here.';
comment on column research.speakers.seniority_elsewhere is 'Class of that title.';
comment on column research.speakers.function_elsewhere is 'What that title is about.';
comment on column research.speakers.title_elsewhere_at is 'When that other document was seen: titles follow people.';
comment on column research.speakers.title_elsewhere_url is 'Its address.';
comment on column research.speakers.title is 'Headline of the post.';
comment on column research.speakers.kind is 'Kind of the communication.';
comment on column research.speakers.claimed_at is 'When the provider says that it was said, as an instant.';
comment on column research.speakers.claimed_low_at is 'The earliest instant that the claimed time can mean.';
comment on column research.speakers.claimed_high_at is 'The latest instant that it can mean (exclusive).';
comment on column research.speakers.first_seen_at is 'When the communication was seen first.';
comment on column research.speakers.first_seen_by is 'Who saw it first: live, or where the capture was brought from.';
comment on column research.speakers.last_not_seen_at is 'The last look before that would have shown it and did not.';
comment on column research.speakers.recorded_at is 'When the name was written into the database.';
comment on column research.speakers.url is 'Where a reader finds it.';
comment on column research.speakers.segment is 'File name of the WARC file with the bytes that the name was read from.';
comment on column research.speakers.record_offset is 'Where that record''s gzip member starts, in bytes.';
comment on column research.speakers.record_id is 'WARC-Record-ID of that record, without angle brackets.';
comment on column research.speakers.post_id is 'The post.';
comment on column research.speakers.communication_id is 'The communication.';

-- The looks: the denominator of each silence --------------------------------------------------------------------

create function research.looks(provider text, from_at timestamptz, to_at timestamptz)
returns table (looked_at timestamptz, made_by text, source_kind text, source text, url text, role text, outcome text,
               class text, would_have_shown boolean, new_communications bigint, detail text, segment text,
               record_offset bigint, record_id text)
language sql stable security definer set search_path = pg_catalog, public as $$
    select o.looked_at, o.made_by, s.kind, s.url, f.url, o.role, o.outcome, o.class, o.complete,
           (select count(*) from communications c where c.capture_id = o.capture_id), o.detail,
           o.segment, o.record_offset, o.record_id
      from providers p
      join observations o on o.provider_id = p.id
      join sources s on s.id = o.source_id
      join frontier f on f.id = o.frontier_id
     where p.slug = looks.provider and o.role <> 'robots' and o.looked_at >= from_at and o.looked_at < to_at
     order by o.looked_at, o.id
$$;
comment on function research.looks is 'The looks at a provider''s addresses between two moments, in time order: what saw nothing (would_have_shown and no new_communications), and what could not have shown anything.';

create function research.look_count(provider text, from_at timestamptz, to_at timestamptz)
returns table (looks bigint, blind_looks bigint, first_look_at timestamptz, last_look_at timestamptz, live_looks bigint)
language sql stable security definer set search_path = pg_catalog, public as $$
    -- Whole days are counted already; of the day that the window begins in and of the one that it ends in, the looks are.
    with w as (
        select p.id, from_at, to_at, (from_at at time zone 'UTC')::date as from_day, (to_at at time zone 'UTC')::date as to_day
          from providers p where p.slug = look_count.provider
    ), parts as (
        select d.looks, d.blind_looks, d.first_look_at, d.last_look_at, d.made_by = 'live' as live
          from w join look_days d on d.provider_id = w.id and d.day > w.from_day and d.day < w.to_day
        union all
        select count(*) filter (where o.complete), count(*) filter (where not o.complete),
               min(o.looked_at) filter (where o.complete), max(o.looked_at) filter (where o.complete),
               o.made_by = 'live'
          from w join observations o
            on o.provider_id = w.id and o.role <> 'robots' and o.looked_at >= w.from_at and o.looked_at < w.to_at
           and o.looked_at < (w.from_day + 1)::timestamp at time zone 'UTC'
         group by o.made_by = 'live'
        union all
        select count(*) filter (where o.complete), count(*) filter (where not o.complete),
               min(o.looked_at) filter (where o.complete), max(o.looked_at) filter (where o.complete),
               o.made_by = 'live'
          from w join observations o
            on o.provider_id = w.id and o.role <> 'robots' and o.looked_at >= w.from_at and o.looked_at < w.to_at
           and o.looked_at >= w.to_day::timestamp at time zone 'UTC' and w.to_day > w.from_day
         group by o.made_by = 'live'
    )
    select coalesce(sum(looks), 0)::bigint, coalesce(sum(blind_looks), 0)::bigint, min(first_look_at),
           max(last_look_at), coalesce(sum(looks) filter (where live), 0)::bigint
      from parts
$$;
comment on function research.look_count is 'How many looks at a provider''s addresses between two moments would have shown a statement, how many could not, the first and the last of the former, and how many of them were our own.';

create view research.silences as
select p.slug as provider,
       p.name as provider_name,
       i.slug as incident,
       i.name as incident_name,
       a.anchor_low_at,
       a.anchor_high_at,
       spoken.first_seen_at is not null as broken,
       spoken.first_seen_at as broken_at,
       l.looks,
       l.blind_looks,
       l.live_looks,
       l.first_look_at,
       l.last_look_at,
       round((extract(epoch from l.last_look_at - a.anchor_high_at) / 3600)::numeric, 2) as hours_at_least,
       (select count(*) from walks w join sources s on s.id = w.source_id
         where s.provider_id = p.id and w.reason = 'gap' and w.closed_at is null
           and w.to_at > a.anchor_low_at and (spoken.first_seen_at is null or w.from_at < spoken.first_seen_at)) as open_gaps,
       (select max(d.recorded_at) from providers d where d.id = p.id) as recorded_at
  from providers p
 cross join incidents i
  join research.anchors a on a.incident = i.slug and a.anchor = 'public'
  left join lateral (
       select min(c.first_seen_at) as first_seen_at
         from assignments g join communications c on c.id = g.communication_id
        where g.incident_id = i.id and g.provider_id = p.id and g.strength in ('strong', 'fair')
       ) spoken on true
 cross join lateral research.look_count(p.slug, a.anchor_low_at, coalesce(spoken.first_seen_at, 'infinity')) l;
comment on view research.silences is 'Each provider and incident: the looks from the public disclosure to the first word that we saw, or to the last look where there was none. What a silence rests on; without looks nothing is known of it.';
comment on column research.silences.provider is 'The provider: short name.';
comment on column research.silences.provider_name is 'The provider: name as people write it.';
comment on column research.silences.incident is 'The incident: short name.';
comment on column research.silences.incident_name is 'The incident: name as people write it.';
comment on column research.silences.anchor_low_at is 'The earliest instant that the public disclosure can mean: the looks are counted from here.';
comment on column research.silences.anchor_high_at is 'The latest instant that it can mean.';
comment on column research.silences.broken is 'Whether a communication that speaks of the incident was seen.';
comment on column research.silences.broken_at is 'When the first such was seen; the looks are counted up to here. Null where none was.';
comment on column research.silences.looks is 'Looks in that time that would have shown a statement, and showed none about the incident. 0 means that nothing is known, not that nothing was said.';
comment on column research.silences.blind_looks is 'Looks in that time that could not have shown one.';
comment on column research.silences.live_looks is 'Those of looks that were our own.';
comment on column research.silences.first_look_at is 'The first of the looks; null where there was none.';
comment on column research.silences.last_look_at is 'The last of them.';
comment on column research.silences.hours_at_least is 'Hours from the disclosure to the last look that saw nothing: a lower bound of the silence (right-censored where it is not broken). Null where there was no look; negative where the last was before the disclosure can have been.';
comment on column research.silences.open_gaps is 'Times between in which a feed may have shown entries that nobody saw.';
comment on column research.silences.recorded_at is 'When the provider was taken up.';

create view research.coverage as
select p.slug as provider,
       p.name as provider_name,
       s.kind as source_kind,
       s.url as source,
       s.active,
       s.retired_at,
       d.looks,
       d.blind_looks,
       d.backfilled_looks,
       d.days,
       d.first_look_at,
       d.last_look_at,
       d.longest_gap,
       d.longest_gap_from,
       (select count(*) from walks w where w.source_id = s.id and w.reason = 'gap') as possible_gaps,
       (select count(*) from walks w where w.source_id = s.id and w.reason = 'gap' and w.closed_at is null) as open_gaps,
       (select min(w.claimed_to_at) from walks w where w.source_id = s.id and w.reason = 'backfill') as reaches_back_to,
       (select count(*) from posts o where o.source_id = s.id) as posts,
       s.recorded_at,
       s.id as source_id
  from sources s
  join providers p on p.id = s.provider_id
  left join lateral (
       select sum(g.looks)::bigint as looks, sum(g.blind_looks)::bigint as blind_looks,
              coalesce(sum(g.looks) filter (where g.made_by <> 'live'), 0)::bigint as backfilled_looks,
              count(*) filter (where g.looks > 0) as days,
              min(g.first_look_at) as first_look_at, max(g.last_look_at) as last_look_at,
              max(g.gap) as longest_gap,
              (array_agg(g.before order by g.gap desc nulls last))[1] as longest_gap_from
         from (select y.*, y.first_look_at - y.before as gap
                 from (select z.*, max(z.last_look_at) over (order by z.day, z.made_by
                                       rows between unbounded preceding and 1 preceding) as before
                         from look_days z where z.source_id = s.id) y) g
       ) d on true;
create index posts_source on posts (source_id);
create index walks_source on walks (source_id);
comment on view research.coverage is 'What was looked at: each source of each provider, how often, from when to when, and where there are holes.';
comment on column research.coverage.provider is 'The provider: short name.';
comment on column research.coverage.provider_name is 'The provider: name as people write it.';
comment on column research.coverage.source_kind is 'What the source is: blog, newsroom, security-blog, advisories, status, security-txt or page.';
comment on column research.coverage.source is 'Its address as the seed has it.';
comment on column research.coverage.active is 'Whether it is still followed.';
comment on column research.coverage.retired_at is 'When it left the seeds; null while it is followed.';
comment on column research.coverage.looks is 'Looks that would have shown a statement that stood there; null where nobody looked.';
comment on column research.coverage.blind_looks is 'Looks that could not: failures, errors, disallowed addresses, moves.';
comment on column research.coverage.backfilled_looks is 'Those of looks that others made and that were brought afterwards.';
comment on column research.coverage.days is 'Days (UTC) with a look that would have shown a statement.';
comment on column research.coverage.first_look_at is 'The first such look.';
comment on column research.coverage.last_look_at is 'The last such look.';
comment on column research.coverage.longest_gap is 'The longest time between the last such look of a day and the first one of the next day that had any: statements that came and went in it were not seen.';
comment on column research.coverage.longest_gap_from is 'When that time began.';
comment on column research.coverage.possible_gaps is 'How often a feed or listing showed only entries that were new since the last look.';
comment on column research.coverage.open_gaps is 'How many of those were not filled since.';
comment on column research.coverage.reaches_back_to is 'The oldest time that an entry claims which the first walk through the older pages showed; null where there was none.';
comment on column research.coverage.posts is 'Posts that were seen first through it.';
comment on column research.coverage.recorded_at is 'When the source was taken up.';
comment on column research.coverage.source_id is 'The source.';

-- Texts and what became of them ---------------------------------------------------------------------------------

create view research.revisions as
select p.slug as provider,
       po.kind as post_kind,
       coalesce(po.url, k.target_uri) as url,
       r.number as revision,
       r.title,
       r.text,
       r.language,
       array(select i.slug from assignments a join communications c on c.id = a.communication_id
                              join incidents i on i.id = a.incident_id
              where a.post_id = r.post_id and a.strength <> 'weak' and c.revision_id <= r.id
              group by i.slug order by i.slug) as incidents,
       ch.class as change_class,
       ch.silent as silent_edit,
       ch.update_time,
       ch.words_removed,
       ch.words_added,
       ch.rules_differ,
       c.claimed_at,
       c.claimed_low_at,
       c.claimed_high_at,
       r.first_seen_at,
       k.made_by as first_seen_by,
       r.last_not_seen_at,
       r.recorded_at,
       k.segment,
       k.record_offset,
       k.record_id,
       r.text_digest,
       r.extractor_version,
       r.post_id,
       r.id as revision_id
  from revisions r
  join posts po on po.id = r.post_id
  join providers p on p.id = po.provider_id
  join captures k on k.id = r.capture_id
  left join lateral (
       select x.* from changes x
        where x.post_id = r.post_id and x.to_revision_id = r.id and x.from_revision_id <> r.id
        order by x.id limit 1) ch on true
  left join lateral (
       select o.claimed_at, o.claimed_low_at, o.claimed_high_at from communications o
        where o.post_id = r.post_id and o.update_key = '' and o.revision_id = r.id
        order by o.version limit 1) c on true;
comment on view research.revisions is 'Each text that each post has had, and what became of the one before. The words of a difference: select * from diff_revisions(post_id, 1, 2), or trail diff.';
comment on column research.revisions.provider is 'The provider: short name.';
comment on column research.revisions.post_kind is 'article, status-incident, advisory or security-txt.';
comment on column research.revisions.url is 'Where a reader finds it.';
comment on column research.revisions.revision is '1 for the first text that was seen, then counting up.';
comment on column research.revisions.title is 'Headline; null where none was read.';
comment on column research.revisions.text is 'Main text: blocks separated by a newline, without boilerplate.';
comment on column research.revisions.language is 'Language of the text, ISO 639-1; null where it is not known.';
comment on column research.revisions.incidents is 'The incidents that the post spoke of by then: short names.';
comment on column research.revisions.change_class is 'What became of the text before: numbers-and-dates, boilerplate, reversion, variant-flip or substantive; null for the first text.';
comment on column research.revisions.silent_edit is 'Whether something else is said and no claimed time of an update moved; null for the first text.';
comment on column research.revisions.update_time is 'What the provider''s claimed time of the last update did: moved, same or unstated.';
comment on column research.revisions.words_removed is 'Words that the text before has and this one has not.';
comment on column research.revisions.words_added is 'Words that this text has and the one before has not.';
comment on column research.revisions.rules_differ is 'Whether other rules read the text before, so that the difference may be the reader''s.';
comment on column research.revisions.claimed_at is 'When the provider says that this text was published or updated, as an instant; null where it does not say.';
comment on column research.revisions.claimed_low_at is 'The earliest instant that this can mean.';
comment on column research.revisions.claimed_high_at is 'The latest instant that this can mean (exclusive).';
comment on column research.revisions.first_seen_at is 'When this text was seen first.';
comment on column research.revisions.first_seen_by is 'Who saw it first: live, or where the capture was brought from.';
comment on column research.revisions.last_not_seen_at is 'The last look before that would have shown this text and did not; null where there was none.';
comment on column research.revisions.recorded_at is 'When the row was written into the database.';
comment on column research.revisions.segment is 'File name of the WARC file with the bytes that it was read from.';
comment on column research.revisions.record_offset is 'Where that record''s gzip member starts, in bytes.';
comment on column research.revisions.record_id is 'WARC-Record-ID of that record, without angle brackets.';
comment on column research.revisions.text_digest is 'SHA-256 of title, text and updates with white space folded: equal digests are one text.';
comment on column research.revisions.extractor_version is 'The version of the rules that read it.';
comment on column research.revisions.post_id is 'The post.';
comment on column research.revisions.revision_id is 'The revision.';
