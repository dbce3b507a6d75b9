-- How sources are followed: walks through older pages, the platforms of status pages, and the health of each source.
--
-- A feed or a listing shows its newest entries only. Where all that are not pinned are new since the last look, entries between may
-- have been missed: its older pages are walked until one shows an entry that was known.

create table walks (
    id bigint generated always as identity primary key,
    frontier_id bigint not null references frontier (id),
    source_id bigint not null references sources (id),
    reason text not null check (reason in ('backfill', 'gap')),
    state text not null check (state in ('walking', 'filled', 'possible-gap', 'ended')),
    from_at timestamptz,
    to_at timestamptz not null,
    claimed_from_at timestamptz,
    claimed_to_at timestamptz,
    pages smallint not null default 0,
    capture_id bigint not null references captures (id),
    closed_at timestamptz,
    closed_by_capture_id bigint references captures (id),
    recorded_at timestamptz not null default now(),
    reaches_back_to timestamptz,
    check ((reason = 'gap') = (from_at is not null)),
    check ((state in ('filled', 'ended')) = (closed_at is not null))
);
create index walks_open on walks (frontier_id) where closed_at is null;
create index walks_source on walks (source_id);
comment on table walks is 'Walks through the older pages of a feed (RFC 5005) or of a listing, on the first look and where its window moved past what was seen.';
comment on column walks.id is 'Row number; no meaning outside this database.';
comment on column walks.frontier_id is 'The feed or the listing.';
comment on column walks.source_id is 'The source that it belongs to.';
comment on column walks.reason is 'backfill (the first look at it) or gap (every entry that stands in its order was new since the last look).';
comment on column walks.state is 'walking (a page is due), filled (a page showed an entry that was known before the gap), possible-gap (no further page, and none was reached) or ended (of a backfill).';
comment on column walks.from_at is 'The last look before, up to which it was followed; null for a backfill.';
comment on column walks.to_at is 'The look that showed only new entries, or the first one.';
comment on column walks.claimed_from_at is 'The newest time that an entry claimed which was known before; null where none did.';
comment on column walks.claimed_to_at is 'The oldest time that an entry claims which was shown since, the pages that were walked included; null where none does.';
comment on column walks.pages is 'Pages walked.';
comment on column walks.capture_id is 'The capture that showed only new entries, or the first one.';
comment on column walks.closed_at is 'When it was filled or ended; null while it is open.';
comment on column walks.closed_by_capture_id is 'The capture that filled or ended it; null while it is open.';
comment on column walks.recorded_at is 'When this row was written.';
comment on column walks.reaches_back_to is 'Since when all that came until to_at would have been seen on the pages that were walked, as in lookbacks; null where no page was.';

-- Where a watch begins. A look at a list that holds what it held at the look before goes on with the watch of that look and
-- has no row: its end is the last look before another watch begins (source_chains in 151300).
create table lookbacks (
    frontier_id bigint not null references frontier (id),
    source_id bigint not null references sources (id),
    capture_id bigint not null references captures (id),
    looked_at timestamptz not null,
    reaches_back_to timestamptz,
    joins boolean not null,
    recorded_at timestamptz not null default now(),
    primary key (frontier_id, looked_at),
    check (reaches_back_to <= looked_at)
);
create index on lookbacks (source_id);
create index on lookbacks (capture_id);
comment on table lookbacks is 'Looks at feeds, indexes and status pages that begin a watch, since they do not reach back to the look before, those that end one, and those that reach further back than the watch that they go on with.';
comment on column lookbacks.frontier_id is 'The address.';
comment on column lookbacks.source_id is 'The source that it belongs to.';
comment on column lookbacks.capture_id is 'What the look showed.';
comment on column lookbacks.looked_at is 'The look.';
comment on column lookbacks.reaches_back_to is 'Since when all that came would have been seen in it: since the earliest look at an item that stands in its order, for what came after that stands above it; or since the second oldest time that three items or more in order of time claim (one that is pinned, under way or dated back is out of order, or the oldest), or since the time of an only item at the first look. The look itself where neither tells, and of a status page that forgets what is over. Null of a look that shows no post and leads to other lists: no new one would have been seen in it.';
comment on column lookbacks.joins is 'Whether it reaches back to the look before at this address, so that the watch goes on.';
comment on column lookbacks.recorded_at is 'When this row was written.';

create table walk_pages (
    walk_id bigint not null references walks (id),
    frontier_id bigint not null references frontier (id),
    position smallint not null,
    primary key (walk_id, frontier_id)
);
create index on walk_pages (frontier_id);
comment on table walk_pages is 'The pages of a walk. Such an address is visited when a walk needs it, and else once a year.';
comment on column walk_pages.walk_id is 'The walk.';
comment on column walk_pages.frontier_id is 'The page.';
comment on column walk_pages.position is 'Its place in the walk, from 1.';

create view possible_gaps as
select p.slug as provider,
       s.url as source,
       f.url as feed,
       w.from_at,
       w.to_at,
       w.claimed_from_at,
       w.claimed_to_at,
       w.closed_at is null as open,
       w.closed_at,
       w.pages,
       w.id as walk_id
  from walks w
  join sources s on s.id = w.source_id
  join providers p on p.id = s.provider_id
  join frontier f on f.id = w.frontier_id
 where w.reason = 'gap'
 order by w.from_at, w.id;
comment on view possible_gaps is 'Times in which a feed or a listing may have shown entries that nobody saw: silence in them is not known to be silence. Closed where they were filled afterwards.';
comment on column possible_gaps.provider is 'Whose feed it is: short name.';
comment on column possible_gaps.source is 'The source as the seed has it.';
comment on column possible_gaps.feed is 'The feed or the listing.';
comment on column possible_gaps.from_at is 'The last look before, up to which it was followed.';
comment on column possible_gaps.to_at is 'The look that showed only new entries.';
comment on column possible_gaps.claimed_from_at is 'The newest time that an entry claimed which was known before; null where none did.';
comment on column possible_gaps.claimed_to_at is 'The oldest time that an entry claims which was shown since; null where none does.';
comment on column possible_gaps.open is 'Whether what is missing was not found so far.';
comment on column possible_gaps.closed_at is 'When an entry from before was reached; null while it is open.';
comment on column possible_gaps.pages is 'Older pages of the feed that were walked to fill it.';
comment on column possible_gaps.walk_id is 'Row of walks.';

create table platforms (
    id bigint generated always as identity primary key,
    frontier_id bigint not null references frontier (id),
    provider_id bigint not null references providers (id),
    platform text not null,
    valid_from timestamptz not null,
    last_seen_at timestamptz not null,
    valid_to timestamptz,
    capture_id bigint not null references captures (id),
    recorded_at timestamptz not null default now(),
    unique (frontier_id, valid_from)
);
create unique index on platforms (frontier_id) where valid_to is null;
create index on platforms (provider_id);
comment on table platforms is 'Which platform each address of a status page ran on, and from when to when, by the shape of what it answered. A change is also a note (platform-changed, platform-lost).';
comment on column platforms.id is 'Row number; no meaning outside this database.';
comment on column platforms.frontier_id is 'The address.';
comment on column platforms.provider_id is 'Whose page it is.';
comment on column platforms.platform is 'The platform, such as statuspage, incident-io or instatus.';
comment on column platforms.valid_from is 'The first look that showed this platform.';
comment on column platforms.last_seen_at is 'The last look that showed it.';
comment on column platforms.valid_to is 'The first look that showed another platform or none; null while it stands. The change lies between last_seen_at and this.';
comment on column platforms.capture_id is 'The capture that showed it first.';
comment on column platforms.recorded_at is 'When this row was written.';

-- The health of sources, worked out of the looks at them: what needs somebody to look, since when, and when it
-- closed by itself. Nothing is stored twice, so the findings of any past moment can be asked for as well.
create function source_findings(as_of timestamptz)
returns table (
    provider text, source_id bigint, kind text, url text, finding text,
    opened_at timestamptz, closed_at timestamptz, detail text
)
language sql stable as $$
with looks as (
    -- Our own looks at the source's own address: what others saw says nothing of its health. A look that brought the same body is as good as the one that it equals.
    select s.id as source_id, s.kind, o.id, o.looked_at, o.outcome, o.status, o.moved_to, o.detail,
           greatest(make_interval(secs => 3 * greatest(coalesce(s.every_s, 0), f.interval_s)), interval '1 day')
               as patience,
           o.complete and o.outcome = 'answered' as read,
           (select n.code || ': ' || n.detail from notes n
             where n.observation_id = o.id and n.post_id is null
               and n.code in ('listing-empty', 'list-emptied', 'list-replaced', 'selector-miss', 'text-vanished',
                             'unparsed', 'empty')
             order by n.id limit 1) as miss,
           (select h.location from hops h
             where h.observation_id = o.id and h.status in (301, 308) order by h.position desc limit 1) as hop_to,
           count(*) filter (where o.outcome = 'answered')
               over (partition by s.id order by o.looked_at, o.id) as body
      from sources s
      join frontier f on f.url_key = s.url_key and f.source_id = s.id and f.role <> 'robots'
      join observations o on o.frontier_id = f.id and o.looked_at <= as_of and o.made_by = 'live'
     where s.active
), judged as (
    select l.*,
           case when l.outcome in ('answered', 'unchanged')
                then coalesce(first_value(l.read and l.miss is null) over same, false)
                else false end as good,
           l.outcome = 'moved' or (l.outcome = 'answered' and l.hop_to is not null) as moved,
           case when l.outcome in ('answered', 'unchanged') then first_value(l.miss) over same end as missed,
           coalesce(l.detail, 'status ' || l.status, l.outcome::text) as words
      from looks l
    window same as (partition by l.source_id, l.body order by l.looked_at, l.id)
), begun as (
    select source_id, min(looked_at) filter (where good or outcome = 'moved') as first_good from judged group by source_id
), never_good as (
    -- From the third look that brought nothing, until the first that brought something.
    select v.source_id, v.looked_at as opened_at, v.first_good as closed_at, v.words as detail
      from (select j.source_id, j.looked_at, j.words, f.first_good,
                   row_number() over (partition by j.source_id order by j.looked_at, j.id) as number
              from judged j join begun f using (source_id)
             where not j.good and j.outcome <> 'moved' and (f.first_good is null or j.looked_at < f.first_good)) v
     where v.number = 3
), eras as (
    -- Each good look with those in vain that came behind it.
    select e.source_id, min(e.looked_at) filter (where e.fine) as looked_at, min(e.patience) filter (where e.fine) as patience,
           count(*) filter (where not e.fine) as looks,
           (array_agg(e.words order by e.looked_at desc, e.id desc) filter (where not e.fine))[1] as words
      from (select j.*, j.good or j.outcome = 'moved' as fine,
                   count(*) filter (where j.good or j.outcome = 'moved')
                       over (partition by j.source_id order by j.looked_at, j.id) as era
              from judged j) e
     where e.era > 0
     group by e.source_id, e.era
), stale as (
    -- From when the last good look is older than three of its intervals, and than a day, until the next good one.
    select g.source_id, g.looked_at + g.patience as opened_at, g.next_good as closed_at,
           case when g.looks = 0 then 'nobody looked'
                else g.looks || ' looks in vain, the last: ' || g.words end as detail
      from (select e.*, lead(e.looked_at) over (partition by e.source_id order by e.looked_at) as next_good from eras e) g
     where g.looked_at + g.patience < coalesce(g.next_good, as_of)
), moved as (
    -- From the first look that was sent elsewhere, until one that was answered where the seed says. What comes behind is read
    -- backwards here and below: a frame that begins at each row would be summed up anew for each.
    select m.source_id, m.looked_at as opened_at, m.back_at as closed_at, 'to ' || coalesce(m.moved_to, m.hop_to) as detail
      from (select j.*, lag(j.moved) over (partition by j.source_id order by j.looked_at, j.id) as before,
                   min(j.looked_at) filter (where not j.moved)
                       over (partition by j.source_id order by j.looked_at desc, j.id desc
                             rows between unbounded preceding and 1 preceding) as back_at
              from judged j where j.outcome in ('answered', 'missing', 'error', 'moved')) m
     where m.moved and m.before is not true
), missed as (
    -- From the first answer in which the reader found nothing where it had found something, or where a
    -- listing has no posts, until an answer in which it does.
    select m.source_id, m.looked_at as opened_at, m.back_at as closed_at, m.missed as detail
      from (select j.*, lag(j.missed is not null) over (partition by j.source_id order by j.looked_at, j.id) as before,
                   bool_or(j.good) over (partition by j.source_id order by j.looked_at, j.id) as was_good,
                   min(j.looked_at) filter (where j.missed is null)
                       over (partition by j.source_id order by j.looked_at desc, j.id desc
                             rows between unbounded preceding and 1 preceding) as back_at
              from judged j where j.outcome in ('answered', 'unchanged')) m
     where m.missed is not null and m.before is not true
       and (m.was_good or m.missed like 'listing-empty:%' or m.missed like 'selector-miss:%')
), words as (
    -- Each moment at which a source said something, and when we saw that first.
    select w.source_id, w.said_at, min(w.first_seen_at) as first_seen_at
      from (select c.source_id, c.first_seen_at, least(coalesce(c.claimed_low_at, c.first_seen_at), c.first_seen_at) as said_at
              from communications c
            union all
            select e.source_id, e.first_seen_at, least(coalesce(e.published_low_at, e.first_seen_at), e.first_seen_at)
              from entries e) w
     where w.first_seen_at <= as_of
     group by w.source_id, w.said_at
), steps as (
    select w.*, lead(w.said_at) over s as next_said, lead(w.first_seen_at) over s as next_seen
      from words w
    window s as (partition by w.source_id order by w.said_at)
), pace as (
    -- Six of its usual gaps, and ninety days at least; of a source that said little, the pace is not known.
    select s.source_id,
           greatest(interval '90 days', 6 * make_interval(secs =>
               percentile_cont(0.5) within group (order by extract(epoch from s.next_said - s.said_at)))) as patience
      from steps s where s.next_said is not null
     group by s.source_id having count(*) >= 4
), quiet as (
    select s.source_id, greatest(s.said_at + p.patience, l.first_look) as opened_at, s.next_seen as closed_at,
           'last word of ' || to_char(s.said_at at time zone 'UTC', 'YYYY-MM-DD') as detail
      from steps s
      join pace p using (source_id)
      join (select source_id, min(looked_at) as first_look from judged
             where kind in ('blog', 'newsroom', 'security-blog', 'advisories', 'status')
             group by source_id) l using (source_id)
     where s.said_at + p.patience < coalesce(s.next_said, as_of)
       and greatest(s.said_at + p.patience, l.first_look) < coalesce(s.next_seen, as_of)
), silent as (
    -- From when its last word is older than that while it answers well, until we see its next. Both are put in one order of
    -- time, so that the good look behind each is found without looking for it.
    select q.source_id, q.at as opened_at, q.closed_at, q.detail
      from (select b.*, min(b.at) filter (where b.good) over (partition by b.source_id order by b.at desc, b.good desc
                                                              rows between unbounded preceding and current row) as good_at
              from (select source_id, opened_at as at, false as good, closed_at, detail from quiet
                    union all
                    select source_id, looked_at, true, null, null from judged where good) b) q
     where not q.good and q.good_at is not null and (q.closed_at is null or q.good_at <= q.closed_at)
)
select p.slug, s.id, s.kind, s.url, f.finding, f.opened_at, f.closed_at, f.detail
  from (select *, 'never-good' as finding from never_good
        union all select *, 'stale' from stale
        union all select *, 'moved' from moved
        union all select *, 'selector-miss' from missed
        union all select *, 'silent' from silent) f
  join sources s on s.id = f.source_id
  join providers p on p.id = s.provider_id
$$;
comment on function source_findings is 'What was found about the health of the active sources up to a moment, as it was known then: never-good, stale, moved, selector-miss and silent, each with when it opened and when it closed by itself (null while it is open).';

create view source_health as select * from source_findings(now());
comment on view source_health is 'The findings about sources as of now; those without closed_at need somebody to look.';
comment on column source_health.provider is 'Slug of the provider.';
comment on column source_health.source_id is 'Row of sources.';
comment on column source_health.kind is 'What the address is, as its seed says.';
comment on column source_health.url is 'The address.';
comment on column source_health.finding is 'never-good (three looks and none that could be read), stale (no good look for three of its intervals and a day), moved (the address leads elsewhere for good), selector-miss (the answer came and nothing was found in it) or silent (it answers well and says nothing for far longer than it used to).';
comment on column source_health.opened_at is 'When it became so.';
comment on column source_health.closed_at is 'When a look showed that it is no longer so; null while it is.';
comment on column source_health.detail is 'What was seen, for a person.';
