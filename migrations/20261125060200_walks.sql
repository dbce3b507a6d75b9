-- A feed or a listing shows its newest entries only. Where all of them are new since the last look, entries between may
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
    check ((reason = 'gap') = (from_at is not null)),
    check ((state in ('filled', 'ended')) = (closed_at is not null))
);
create index walks_open on walks (frontier_id) where closed_at is null;
comment on table walks is 'Walks through the older pages of a feed (RFC 5005) or of a listing, on the first look and where its window moved past what was seen.';
comment on column walks.id is 'Row number; no meaning outside this database.';
comment on column walks.frontier_id is 'The feed or the listing.';
comment on column walks.source_id is 'The source that it belongs to.';
comment on column walks.reason is 'backfill (the first look at it) or gap (every entry was new since the last look).';
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
