-- For researchers: the looks, the denominator of each silence.

create function research.looks(provider text, from_at timestamptz, to_at timestamptz)
returns table (looked_at timestamptz, made_by text, source_kind text, source text, url text, role text, outcome text,
               class text, would_have_shown boolean, brings_posts boolean, new_communications bigint, detail text, segment text,
               record_offset bigint, record_id text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select o.looked_at, o.made_by, s.kind, s.url, f.url, o.role::text, o.outcome::text, o.class::text, o.complete,
           (select l.watching from source_looks l where l.id = o.id), (select count(*) from communications c where c.capture_id = o.capture_id), o.detail,
           g.name, o.record_offset, 'urn:uuid:' || o.record_id
      from providers p
      join observations o on o.provider_id = p.id
      join sources s on s.id = o.source_id
      join frontier f on f.id = o.frontier_id
      join segments g on g.id = o.segment_id
     where p.slug = looks.provider and o.role <> 'robots' and o.looked_at >= from_at and o.looked_at < to_at
       -- The index is one of days.
       and (o.looked_at at time zone 'UTC')::date
           between (from_at at time zone 'UTC')::date and (to_at at time zone 'UTC')::date
     order by o.looked_at, o.id
$$;
comment on function research.looks is 'The looks at a provider''s addresses between two moments, in time order: what saw nothing (would_have_shown and no new_communications), and what could not have shown anything. A silence rests on those alone that brings_posts: a look at a post that is known shows no new one.';

create function research.look_count(provider text, from_at timestamptz, to_at timestamptz)
returns table (looks bigint, blind_looks bigint, first_look_at timestamptz, last_look_at timestamptz, live_looks bigint,
               post_looks bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    -- Whole days are counted already; of the day that the window begins in and of the one that it ends in, the looks are.
    with w as (
        select p.id, from_at, to_at, (from_at at time zone 'UTC')::date as from_day, (to_at at time zone 'UTC')::date as to_day
          from providers p where p.slug = look_count.provider
    ), parts as (
        select d.watching_looks as looks, d.watching_blind_looks as blind_looks, d.watching_first_at as first_look_at,
               d.watching_last_at as last_look_at, d.made_by = 'live' as live, d.looks + d.blind_looks - d.watching_looks - d.watching_blind_looks as post_looks
          from w join look_counts d on d.provider_id = w.id and d.day > w.from_day and d.day < w.to_day
        union all
        select count(*) filter (where o.watched), count(*) filter (where o.watching and not o.watched),
               min(o.looked_at) filter (where o.watched), max(o.looked_at) filter (where o.watched),
               o.made_by = 'live', count(*) filter (where not o.watching)
          from w join source_looks o
            on o.provider_id = w.id and o.looked_at >= w.from_at and o.looked_at < w.to_at
           and (o.looked_at at time zone 'UTC')::date = w.from_day
         group by o.made_by = 'live'
        union all
        select count(*) filter (where o.watched), count(*) filter (where o.watching and not o.watched),
               min(o.looked_at) filter (where o.watched), max(o.looked_at) filter (where o.watched),
               o.made_by = 'live', count(*) filter (where not o.watching)
          from w join source_looks o
            on o.provider_id = w.id and o.looked_at >= w.from_at and o.looked_at < w.to_at
           and (o.looked_at at time zone 'UTC')::date = w.to_day and w.to_day > w.from_day
         group by o.made_by = 'live'
    )
    select coalesce(sum(looks), 0)::bigint, coalesce(sum(blind_looks), 0)::bigint, min(first_look_at),
           max(last_look_at), coalesce(sum(looks) filter (where live), 0)::bigint, coalesce(sum(post_looks), 0)::bigint
      from parts having exists (select 1 from w)
$$;
comment on function research.look_count is 'No row where there is no such provider. How many looks at a provider''s addresses between two moments would have shown a new statement, how many could not, the first and the last of the former, how many of them were our own, and how many other looks there were: at posts that were known, and at what brings none.';

-- From when to when a provider was watched for the word that follows an anchor. A source bears a silence where it was
-- watched without a break since before the anchor, up to the end of that chain of looks; of several, up to the least of these.
-- One that was not bears nothing, and is counted. Chains of a source follow each other, so that the one that may hold the
-- anchor is found by halving. It reads no table: views ask for the sources of a provider once, and for this with each anchor.
create function watch_since(sources source_watches[], unread provider_unread, incident text, anchor_low timestamptz)
returns table (looked_at boolean, watched_until timestamptz, unread_posts bigint, unwatched_sources bigint, state text)
language sql immutable parallel safe begin atomic
    select b.looked_at, u.until, n.posts, b.unwatched,
           silence_state(b.looked_at, b.tried, b.watched_until, u.until, b.unwatched, b.broken_off)
      from (
           select coalesce(bool_or(t.last_look_at >= anchor_low), false) as looked_at,
                  coalesce(bool_or(t.last_try_at >= anchor_low), false) as tried,
                  min(t.until) filter (where t.bears) as watched_until,
                  coalesce(bool_or(t.until < t.last_look_at) filter (where t.bears), false) as broken_off,
                  count(*) filter (where t.bears is false and followed_until(t.active, t.retired_at) > anchor_low) as unwatched
             from (select s.*, c.until, coalesce(c.until >= anchor_low, false) as bears
                     from unnest(sources) s
                    cross join lateral (select s.ends[width_bucket(anchor_low, s.begins)] as until) c
                    where s.incident is null or s.incident = watch_since.incident) t) b
     cross join lateral (
           select count(*) as posts, min(t.not_listed) as not_listed
             from unnest(unread.incidents, unread.listed, unread.not_listed, unread.claimed) t (incident, listed, not_listed, claimed)
            where t.listed > anchor_low and (t.claimed is null or t.claimed > anchor_low)
              and (t.incident is null or t.incident = watch_since.incident)) n
     cross join lateral (select silence_until(b.watched_until, n.posts, n.not_listed, anchor_low) as until) u;
end;
comment on function watch_since is 'How a provider was watched for what it says of an incident after an anchor. looked_at: whether anybody looked since for new posts, and saw. watched_until: until when each source that was watched from the anchor on was watched without a break at least, and before anything appeared that could not be read; null where there is no such time. unread_posts: addresses that listings led to since and that nobody could read. unwatched_sources: sources that were not watched when the anchor happened, or never seen, of which watched_until says nothing. state: as in silence_state.';

-- Whole days are counted by month, but those of the months that a window begins and ends in; and of the days that it
-- begins and ends in, the looks themselves are. What is not counted yet is added. All of it stands within the query: a
-- function would be begun anew for each provider and incident.
create view research.silences as
with waiting as materialized (
    select c.provider_id, c.source_id, c.day, c.watching_looks as looks, c.watching_blind_looks as blind_looks,
           case when c.made_by = 'live' then c.watching_looks else 0 end as live_looks,
           c.looks + c.blind_looks - c.watching_looks - c.watching_blind_looks as post_looks,
           c.watching_first_at as first_look_at, c.watching_last_at as last_look_at
      from waiting_counts c
)
select p.slug as provider,
       p.name as provider_name,
       i.slug as incident,
       i.name as incident_name,
       a.anchor_low_at,
       a.anchor_high_at,
       spoken.first_seen_at is not null as broken,
       spoken.first_seen_at as broken_at,
       (l.looks + e.looks)::bigint as looks,
       (l.blind_looks + e.blind_looks)::bigint as blind_looks,
       (l.live_looks + e.live_looks)::bigint as live_looks,
       (l.post_looks + e.post_looks)::bigint as post_looks,
       least(l.first_look_at, e.first_look_at) as first_look_at,
       greatest(l.last_look_at, e.last_look_at) as last_look_at,
       silence_state(l.looks + e.looks > 0, l.blind_looks + e.blind_looks > 0, b.watched_until, u.until, b.unwatched,
                     b.broken_off) as watched,
       case when l.looks + e.looks > 0 then u.until end as watched_until,
       case when l.looks + e.looks > 0
            then round((extract(epoch from u.until - a.anchor_high_at) / 3600)::numeric, 2) end as hours_at_least,
       b.unwatched as unwatched_sources,
       (select count(*) from walks w join sources s on s.id = w.source_id
         where s.provider_id = p.id and w.reason = 'gap' and w.closed_at is null
           and w.to_at > a.anchor_low_at and (spoken.first_seen_at is null or w.from_at < spoken.first_seen_at)) as open_gaps,
       p.recorded_at,
       case when said.first_seen_at is null then case when listed.first_seen_at is not null then 'entry' end
            when listed.first_seen_at < said.first_seen_at then 'entry' else 'text' end as broken_by,
       n.posts as unread_posts
  from providers p
 cross join incidents i
  join research.anchors a on a.incident = i.slug and a.anchor = 'public'
  left join lateral (select w.sources from provider_watches w where w.provider_id = p.id offset 0) k on true
  left join lateral (select u.* from provider_unread u where u.provider_id = p.id offset 0) unread on true
  left join lateral (
       select min(c.first_seen_at) as first_seen_at
         from assignments g join communications c on c.id = g.communication_id
        where g.incident_id = i.id and g.provider_id = p.id and g.strength in ('strong', 'fair')
       ) said on true
  left join lateral (
       select min(e.first_seen_at) as first_seen_at
         from entry_assignments g join entries e on e.id = g.entry_id
        where g.incident_id = i.id and g.provider_id = p.id and g.strength <> 'weak'
       ) listed on true
 cross join lateral (select least(said.first_seen_at, listed.first_seen_at) as first_seen_at) spoken
  left join lateral (
       select (a.anchor_low_at at time zone 'UTC')::date as first_day,
              coalesce((spoken.first_seen_at at time zone 'UTC')::date, 'infinity') as last_day,
              (date_trunc('month', a.anchor_low_at at time zone 'UTC') + interval '1 month')::date as first_month,
              coalesce(date_trunc('month', spoken.first_seen_at at time zone 'UTC')::date, 'infinity') as last_month,
              -- A page that is about another incident says nothing of this one.
              array(select s.id from sources s where s.provider_id = p.id and s.incident <> i.slug) as elsewhere
       ) w on true
  left join lateral (
       select coalesce(sum(u.looks), 0) as looks, coalesce(sum(u.blind_looks), 0) as blind_looks,
              coalesce(sum(u.live_looks), 0) as live_looks, coalesce(sum(u.post_looks), 0) as post_looks,
              min(u.first_look_at) as first_look_at, max(u.last_look_at) as last_look_at
         from (select m.source_id, m.watching_looks as looks, m.watching_blind_looks as blind_looks,
                      m.watching_looks - m.watching_backfilled_looks as live_looks, m.looks + m.blind_looks - m.watching_looks - m.watching_blind_looks as post_looks,
                      m.watching_first_at as first_look_at, m.watching_last_at as last_look_at
                 from look_months m
                where m.provider_id = p.id and m.month >= w.first_month and m.month < w.last_month
               union all
               select d.source_id, d.watching_looks, d.watching_blind_looks,
                      case when d.made_by = 'live' then d.watching_looks else 0 end,
                      d.looks + d.blind_looks - d.watching_looks - d.watching_blind_looks,
                      d.watching_first_at, d.watching_last_at
                 from look_days d
                where d.provider_id = p.id and d.day > w.first_day and d.day < least(w.first_month, w.last_day)
               union all
               select d.source_id, d.watching_looks, d.watching_blind_looks,
                      case when d.made_by = 'live' then d.watching_looks else 0 end,
                      d.looks + d.blind_looks - d.watching_looks - d.watching_blind_looks,
                      d.watching_first_at, d.watching_last_at
                 from look_days d
                where d.provider_id = p.id and d.day >= greatest(w.first_month, w.last_month) and d.day < w.last_day
               union all
               select t.source_id, t.looks, t.blind_looks, t.live_looks, t.post_looks, t.first_look_at, t.last_look_at
                 from waiting t
                where t.provider_id = p.id and t.day > w.first_day and t.day < w.last_day) u
        where u.source_id <> all (w.elsewhere)
       ) l on true
  left join lateral (
       select count(*) filter (where o.watched) as looks, count(*) filter (where o.watching and not o.watched) as blind_looks,
              count(*) filter (where o.watched and o.made_by = 'live') as live_looks,
              count(*) filter (where not o.watching) as post_looks,
              min(o.looked_at) filter (where o.watched) as first_look_at,
              max(o.looked_at) filter (where o.watched) as last_look_at
         from (select y.* from source_looks y
                where y.provider_id = p.id and (y.looked_at at time zone 'UTC')::date = w.first_day
                  and y.looked_at >= a.anchor_low_at and y.looked_at < coalesce(spoken.first_seen_at, 'infinity')
               union all
               select y.* from source_looks y
                where y.provider_id = p.id and (y.looked_at at time zone 'UTC')::date = w.last_day
                  and w.last_day > w.first_day and y.looked_at < spoken.first_seen_at) o
        where o.source_id <> all (w.elsewhere)
       ) e on true
  -- The sources that bear it, and up to when each was watched: up to the first word by an index, address by address.
  left join lateral (
       select case when bool_and(coalesce(t.ends >= a.anchor_low_at, false)) filter (where t.bears)
                   then min(t.ends) filter (where t.bears) end as watched_until,
              coalesce(bool_or(t.ends < t.last) filter (where t.bears), false) as broken_off,
              count(*) filter (where t.bears is false and followed_until(t.active, t.retired_at) > a.anchor_low_at) as unwatched
         from (select s.active, s.retired_at, n.last, case when n.last is not null then least(c.until, n.last) end as ends,
                      coalesce(c.until >= a.anchor_low_at, false) as bears
                 from unnest(k.sources) s
                cross join lateral (select s.ends[width_bucket(a.anchor_low_at, s.begins)] as until) c
                cross join lateral (
                      select case when spoken.first_seen_at is null or s.last_look_at < spoken.first_seen_at then s.last_look_at
                                  else (select max(z.looked_at)
                                          from watching_addresses x
                                          left join lateral (
                                               select o.looked_at from looks o
                                                where o.frontier_id = x.frontier_id and o.complete
                                                  and o.looked_at < spoken.first_seen_at
                                                order by o.looked_at desc limit 1) z on true
                                         where x.source_id = s.source_id and c.until >= a.anchor_low_at) end as last) n
                where s.incident is null or s.incident = i.slug) t
       ) b on true
 cross join lateral (
       select count(*) as posts, min(t.not_listed) as not_listed
         from unnest(unread.incidents, unread.listed, unread.not_listed, unread.claimed) t (incident, listed, not_listed, claimed)
        where t.listed > a.anchor_low_at and (t.claimed is null or t.claimed > a.anchor_low_at)
          and (t.incident is null or t.incident = i.slug)
          and (spoken.first_seen_at is null or t.listed < spoken.first_seen_at)) n
 cross join lateral (select silence_until(b.watched_until, n.posts, n.not_listed, a.anchor_low_at) as until) u;
comment on view research.silences is 'Each provider and incident: the looks from the public disclosure to the first word that we saw, or to the last look where there was none. What a silence rests on; without looks nothing is known of it.';
comment on column research.silences.provider is 'The provider: short name.';
comment on column research.silences.provider_name is 'The provider: name as people write it.';
comment on column research.silences.incident is 'The incident: short name.';
comment on column research.silences.incident_name is 'The incident: name as people write it.';
comment on column research.silences.anchor_low_at is 'The earliest instant that the public disclosure can mean: the looks are counted from here.';
comment on column research.silences.anchor_high_at is 'The latest instant that it can mean.';
comment on column research.silences.broken is 'Whether a communication that speaks of the incident was seen, or an entry of a feed or listing that does, whether its page could be read or not.';
comment on column research.silences.broken_at is 'When the first such was seen; the looks are counted up to here. Null where none was.';
comment on column research.silences.looks is 'Looks in that time that would have shown a new statement, and showed none about the incident: at feeds, indexes and status pages, and at pages that are about the incident. 0 means that nothing is known, not that nothing was said.';
comment on column research.silences.blind_looks is 'Looks at such addresses in that time that could not have shown one.';
comment on column research.silences.live_looks is 'Those of looks that were our own.';
comment on column research.silences.post_looks is 'Other looks in that time: at posts that were known, at pages that are about no incident, at older pages of a listing and at security.txt. They would not have shown a new statement, and no silence rests on them.';
comment on column research.silences.first_look_at is 'The first of the looks; null where there was none.';
comment on column research.silences.last_look_at is 'The last of them.';
comment on column research.silences.watched is 'from the start (each source was watched without a break from the disclosure to the last look, or the first word), not watched throughout (each was from the disclosure on, and of one a later look does not reach back to the look before: what came and went between was not seen; the length is known up to there), partly watched (some sources were not watched when the disclosure happened, unwatched_sources: the length is known of the others), not watched from the start (none was: what was said between the disclosure and the first look may have come and gone), not all was read (what was listed since the disclosure could not be read, and no look since was before it), blind (somebody looked, and no look could see) or nobody looked.';
comment on column research.silences.watched_until is 'Until when each of the sources that were watched from the disclosure on was watched without a break at least, and before anything appeared there that nobody could read (unread_posts), which may be a statement; null where there is no such time.';
comment on column research.silences.hours_at_least is 'Hours from the disclosure to watched_until: a lower bound of the silence (right-censored where it is not broken). Null where no source was watched from the start; negative where that was before the disclosure can have been.';
comment on column research.silences.unwatched_sources is 'Sources that were not watched when the disclosure happened, or never seen: the bound says nothing of them.';
comment on column research.silences.open_gaps is 'Times between in which a feed may have shown entries that nobody saw.';
comment on column research.silences.broken_by is 'text (of a post or an update) or entry (of a feed or listing, which was seen before a text was or whose page could not be read; see research.entries); null where it is not broken.';
comment on column research.silences.unread_posts is 'Addresses that listings led to in that time and that nobody could read: each may be a statement. What listings date before the disclosure does not count.';
comment on column research.silences.recorded_at is 'When the provider was taken up.';

-- A source of which looks wait to be counted is summed up by days, all others by months.
create view research.coverage as
with waiting as materialized (
    select * from waiting_counts
)
select p.slug as provider,
       p.name as provider_name,
       s.kind as source_kind,
       s.url as source,
       s.active,
       (select w.retired_at from followed_sources w where w.id = s.id) as retired_at,
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
  left join providers p on p.id = s.provider_id
  left join lateral (
       select sum(g.looks)::bigint as looks, sum(g.blind_looks)::bigint as blind_looks,
              coalesce(sum(g.backfilled_looks), 0)::bigint as backfilled_looks,
              coalesce(sum(g.days), 0)::bigint as days,
              min(g.first_look_at) as first_look_at, max(g.last_look_at) as last_look_at,
              greatest(max(g.longest_gap), max(g.first_look_at - g.before) filter (where g.first_look_at > g.before)) as longest_gap,
              -- The longest gap and when it began, as numbers, so that one pass finds both.
              to_timestamp((greatest(
                  max(array[extract(epoch from g.longest_gap)::float8, extract(epoch from g.longest_gap_from)::float8])
                      filter (where g.longest_gap is not null),
                  max(array[extract(epoch from g.first_look_at - g.before)::float8,
                            extract(epoch from g.before)::float8])
                      filter (where g.first_look_at > g.before)))[2]) as longest_gap_from
         from (select u.*, max(u.last_look_at) over (order by u.starts rows between unbounded preceding and 1 preceding) as before
                 from (select m.month as starts, m.looks, m.blind_looks, m.backfilled_looks, m.days, m.first_look_at,
                              m.last_look_at, m.longest_gap, m.longest_gap_from
                         from look_months m
                        where m.source_id = s.id and s.id not in (select w.source_id from waiting w)
                       union all
                       select c.day, sum(c.looks), sum(c.blind_looks),
                              coalesce(sum(c.looks) filter (where c.made_by <> 'live'), 0),
                              (sum(c.looks) > 0)::integer, min(c.first_look_at), max(c.last_look_at), null, null
                         from (select d.day, d.made_by, d.looks, d.blind_looks, d.first_look_at, d.last_look_at
                                 from look_days d where d.source_id = s.id and s.id in (select w.source_id from waiting w)
                               union all
                               select w.day, w.made_by, w.looks, w.blind_looks, w.first_look_at, w.last_look_at
                                 from waiting w where w.source_id = s.id) c
                        group by c.day) u) g
       ) d on true;
comment on view research.coverage is 'What was looked at: each source of each provider, how often, from when to when, and where there are holes.';
comment on column research.coverage.provider is 'The provider: short name.';
comment on column research.coverage.provider_name is 'The provider: name as people write it.';
comment on column research.coverage.source_kind is 'What the source is: blog, newsroom, security-blog, advisories, status, security-txt or page.';
comment on column research.coverage.source is 'Its address as the seed has it.';
comment on column research.coverage.active is 'Whether it is still followed.';
comment on column research.coverage.retired_at is 'Until when it was followed, where the seeds do not have it any more: our last look at it, whatever that saw. Null while it is followed, and where we never looked.';
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
