-- The table of addresses to visit, what keeps all workers on all machines polite together, and what the schedule
-- remembers of addresses, hosts and sources.

create table politeness_groups (
    id bigint generated always as identity primary key,
    name text not null unique,
    next_at timestamptz not null default '-infinity',
    leased_by text,
    lease uuid,
    leased_until timestamptz,
    failures integer not null default 0,
    trips integer not null default 0,
    opened_at timestamptz,
    source_turns smallint not null default 0
);
create index on politeness_groups (next_at, id);
comment on table politeness_groups is 'Hosts, or platforms of many hosts, that are asked one request at a time. A group is leased for one visit; a lost worker''s lease runs out.';
comment on column politeness_groups.id is 'Row number; no meaning outside this database.';
comment on column politeness_groups.name is 'Host, with the port where it is not the default one; where many hosts share a platform, the platform''s domain.';
comment on column politeness_groups.next_at is 'Not asked again before this time (this server''s clock).';
comment on column politeness_groups.leased_by is 'The worker that holds the lease; null while there is none.';
comment on column politeness_groups.lease is 'Token of the lease; null while there is none.';
comment on column politeness_groups.leased_until is 'When the lease runs out (this server''s clock); null while there is none.';
comment on column politeness_groups.failures is 'Failed looks in a row at any address of the group.';
comment on column politeness_groups.trips is 'How often in a row the circuit breaker opened; 0 while it is closed.';
comment on column politeness_groups.opened_at is 'When the circuit breaker opened (this server''s clock); null while it is closed. The first visit after next_at is its single probe.';
comment on column politeness_groups.source_turns is 'Visits of sources and listings since the last one of a post, 3 at most: then a post that is due has its turn.';

create table origins (
    id bigint generated always as identity primary key,
    origin text not null unique,
    group_id bigint not null references politeness_groups (id),
    robots_state text check (robots_state in ('found', 'unavailable', 'unreachable')),
    robots_text text,
    robots_fetched_at timestamptz,
    platform text,
    robots_origin_id bigint references origins (id)
);
create index on origins (group_id);
create index on origins (robots_origin_id);
comment on table origins is 'Each scheme, host and port, with its robots.txt as last seen (RFC 9309).';
comment on column origins.id is 'Row number; no meaning outside this database.';
comment on column origins.origin is 'Scheme, host and port, such as https://example.org; of a robots.txt that stands at an address of another name, that address.';
comment on column origins.group_id is 'The politeness group of the host.';
comment on column origins.robots_state is 'found (its rules hold), unavailable (no rules: all is allowed), unreachable (nothing is allowed); null before the first look.';
comment on column origins.robots_text is 'The text of robots.txt; null unless found.';
comment on column origins.robots_fetched_at is 'When robots.txt was last asked for; null before the first look.';
comment on column origins.platform is 'The platform that the documents of this origin showed it to be on, where many hosts share it; null where none was seen.';
comment on column origins.robots_origin_id is 'The origin whose robots.txt holds here as well, since this one''s redirects there (RFC 9309, section 2.3.1.2); null where it has its own.';

create table frontier (
    id bigint generated always as identity primary key,
    url text not null,
    url_key text not null unique,
    role text not null check (role in ('robots', 'listing', 'post')),
    source_id bigint not null references sources (id),
    provider_id bigint not null references providers (id),
    group_id bigint not null references politeness_groups (id),
    origin_id bigint not null references origins (id),
    via_id bigint references frontier (id),
    depth smallint not null default 0,
    discovered_at timestamptz not null,
    active boolean not null default true,
    due_at timestamptz not null,
    interval_s bigint not null default 0,
    failures integer not null default 0,
    etag text,
    last_modified text,
    known_capture_id bigint,
    scheme_changes smallint not null default 0,
    recorded_at timestamptz not null default now(),
    conditional_looks integer not null default 0,
    resolved_at timestamptz,
    same_as_id bigint references frontier (id),
    moved_to_id bigint references frontier (id),
    retired boolean not null default false,
    listing_reaches_at timestamptz,
    read_at timestamptz,
    check (not (active and retired))
);
-- What listings led to and nobody could read so far is few of all.
create index frontier_unread on frontier (provider_id) where role = 'post' and read_at is null;
create index frontier_due on frontier (origin_id, due_at, id) where active and role <> 'robots';
create index frontier_due_provider on frontier (origin_id, provider_id, due_at, id) where active and role <> 'robots';
-- Sources and listings do not wait for the posts that they led to.
create index frontier_due_source on frontier (origin_id, due_at, id)
 where active and role <> 'robots' and (depth = 0 or role = 'listing');
create index frontier_due_source_provider on frontier (origin_id, provider_id, due_at, id)
 where active and role <> 'robots' and (depth = 0 or role = 'listing');
create index frontier_provider on frontier (provider_id);
create index frontier_retry on frontier (due_at) where active and role <> 'robots' and failures > 0;
create index frontier_via on frontier (via_id);
create index frontier_source on frontier (source_id);
create unique index frontier_robots on frontier (origin_id) where role = 'robots';
-- Each visit writes its row anew, and with it all indexes that have it.
create index frontier_same_as on frontier (same_as_id) where same_as_id is not null;
create index frontier_moved_to on frontier (moved_to_id) where moved_to_id is not null;
comment on table frontier is 'All addresses to visit, each once, with when it is due next and what to ask with.';
comment on column frontier.id is 'Row number; no meaning outside this database.';
comment on column frontier.url is 'The address that is asked.';
comment on column frontier.url_key is 'The key of the address, as in sources; unique, so that an address found twice is one row. Robots rows have the prefix robots: and keep the scheme; rows that are another''s (same_as_id) have the prefix same: and their number.';
comment on column frontier.role is 'robots (an origin''s robots.txt), listing (leads to posts) or post (is itself a post).';
comment on column frontier.source_id is 'The source that it belongs to.';
comment on column frontier.provider_id is 'The provider of that source.';
comment on column frontier.group_id is 'The politeness group of its host.';
comment on column frontier.origin_id is 'The origin whose robots.txt applies.';
comment on column frontier.via_id is 'The address that led here; null for an address of the seeds.';
comment on column frontier.depth is 'Links followed from the seed to here; 0 for a seed. A move is no link: what an address moved to is as deep as that one.';
comment on column frontier.discovered_at is 'When it was found: the time of the look that found it, or of the reading of the seeds.';
comment on column frontier.active is 'Whether it is visited: not while its source is retired, not where it is known from captures of others alone, and not where another row is visited in its place.';
comment on column frontier.due_at is 'When it is visited next, by the crawler''s clock.';
comment on column frontier.interval_s is 'Seconds between the last two looks as they were planned; 0 before the first.';
comment on column frontier.failures is 'Failed looks in a row.';
comment on column frontier.etag is 'ETag to ask with, as the server sent it.';
comment on column frontier.last_modified is 'Last-Modified to ask with, as the server sent it.';
comment on column frontier.known_capture_id is 'The last capture with a body and a status of success.';
comment on column frontier.scheme_changes is 'How often the server moved this address to the other of http and https, or to and from www, or a link spelled it in another way, since it last answered; limited, because two servers, or two lists, can point at each other.';
comment on column frontier.recorded_at is 'When this row was written.';
comment on column frontier.conditional_looks is 'Looks in a row that asked with validators; at the limit one asks for the whole body.';
comment on column frontier.resolved_at is 'When the status incident at this address was resolved, by its own word or by our first look that saw it; null where it is none or open.';
comment on column frontier.retired is 'Whether it was visited until its source was retired, and is again as soon as the source comes back.';
comment on column frontier.listing_reaches_at is 'Of an address that a listing led to: how far back that listing reached at the look before, as the oldest time that it gives of an entry which stood there before already. Null where it gives none.';
comment on column frontier.read_at is 'The first of our looks there that read what stands there; null where none could so far, and where there was nothing.';
comment on column frontier.moved_to_id is 'The address that this one moved to when it last moved to another; null where it never did. It stands for this one while the last look here is moved.';
comment on column frontier.same_as_id is 'The row that is visited in place of this one, because both have one key; null for a row that stands for itself. Taken back by unmerge_address.';

-- When two addresses are one address: by their keys.
create table key_rules (
    version smallint primary key,
    applied_at timestamptz not null default now()
);
comment on table key_rules is 'The rules that the address keys of this database were made by. The program renews the keys where its own rules are newer.';
comment on column key_rules.version is 'Version of the rules; the highest one is in force.';
comment on column key_rules.applied_at is 'When the keys were renewed by them.';

create function unmerge_address(address bigint) returns bigint
language sql as $$
    update frontier set same_as_id = null, active = true, retired = false where id = address and same_as_id is not null returning id
$$;
comment on function unmerge_address is 'Visits an address (a row of frontier) for itself again that was another''s by its key.';

create table bursts (
    id bigint generated always as identity primary key,
    incident_id bigint references incidents (id),
    provider_id bigint references providers (id),
    started_at timestamptz not null,
    until_at timestamptz not null,
    stopped_at timestamptz,
    recorded_at timestamptz not null default now(),
    check (num_nonnulls(incident_id, provider_id) = 1),
    check (until_at > started_at)
);
create index on bursts (until_at) where stopped_at is null;
comment on table bursts is 'Times of close watch: while one lasts, all sources concerned are looked at every few minutes.';
comment on column bursts.id is 'Row number; no meaning outside this database.';
comment on column bursts.incident_id is 'The incident for which all providers are watched; null where it is about one provider.';
comment on column bursts.provider_id is 'The provider that is watched; null where it is about an incident.';
comment on column bursts.started_at is 'When it was declared.';
comment on column bursts.until_at is 'Until when it holds in full; after that it decays by itself.';
comment on column bursts.stopped_at is 'When it was ended by hand; null where it was not.';
comment on column bursts.recorded_at is 'When this row was written.';
