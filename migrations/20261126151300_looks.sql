-- How many looks there were, counted by day and by month.

-- A first word on something new comes by a feed, an index, a status page, or a page that is about one incident. A look at
-- a post that is known, at an older page of a listing, at a security.txt or at a page that is about something else would have
-- shown changes there and nothing else, so that no silence rests on it.
create function brings_posts(kind text, incident text) returns boolean
language sql immutable parallel safe as $$
    select case kind when 'security-txt' then false when 'page' then incident is not null else true end
$$;
comment on function brings_posts is 'Whether a source of that kind, about that incident or none, is a place where a new statement would be seen.';

create view source_looks as
select k.id, k.looked_at, k.provider_id, k.source_id, k.made_by, k.complete, k.watching,
       k.watching and k.complete as watched
  from (select o.*, case o.role when 'listing' then s.kind <> 'security-txt'
                                     and o.frontier_id not in (select w.frontier_id from walk_pages w
                                                                 join frontier f on f.id = w.frontier_id where f.depth > 0)
                                else s.kind = 'page' and s.incident is not null end as watching
          from observations o join sources s on s.id = o.source_id
         where o.role <> 'robots') k;
comment on view source_looks is 'The looks, robots.txt apart, and which of them were at addresses that bring new posts.';
comment on column source_looks.id is 'Row of observations.';
comment on column source_looks.looked_at is 'When somebody looked.';
comment on column source_looks.provider_id is 'The provider of the source.';
comment on column source_looks.source_id is 'The source.';
comment on column source_looks.made_by is 'Who looked: live (we), or who made the capture that was brought afterwards.';
comment on column source_looks.complete is 'Whether the look would have shown a statement that stood there.';
comment on column source_looks.watching is 'Whether new posts come by the address: a feed, an index, a status page or a page that is about one incident; not a post that is known, any other page, an older page of a listing or a security.txt.';
comment on column source_looks.watched is 'Whether a new post would have been seen: new posts come by the address, and the look was complete.';

-- Which addresses those are today.
create index frontier_listings on frontier (source_id) where role = 'listing';
create view watching_addresses as
select f.id as frontier_id, f.source_id, f.role
  from frontier f join sources s on s.id = f.source_id
 where f.role = 'listing' and s.kind <> 'security-txt'
   and not (f.depth > 0 and exists (select 1 from walk_pages w where w.frontier_id = f.id))
union all
select f.id, f.source_id, f.role
  from sources s join frontier f on f.source_id = s.id and f.role = 'post'
 where s.kind = 'page' and s.incident is not null;
comment on view watching_addresses is 'The addresses that bring new posts, by source.';
comment on column watching_addresses.frontier_id is 'The address.';
comment on column watching_addresses.source_id is 'The source.';
comment on column watching_addresses.role is 'listing, or post of a page that is about one incident.';

-- By day, so that the denominator of a silence is a sum over days and not over all looks.
create table look_days (
    source_id bigint not null references sources (id),
    day date not null,
    provider_id bigint not null references providers (id),
    made_by text not null,
    looks bigint not null,
    blind_looks bigint not null,
    first_look_at timestamptz,
    last_look_at timestamptz,
    watching_looks bigint not null,
    watching_blind_looks bigint not null,
    watching_first_at timestamptz,
    watching_last_at timestamptz,
    primary key (provider_id, source_id, day, made_by)
);
create index look_days_day on look_days (provider_id, day)
    include (source_id, made_by, looks, blind_looks, watching_looks, watching_blind_looks, watching_first_at, watching_last_at);
create index look_days_source on look_days (source_id, day, made_by) include (provider_id, looks, blind_looks, first_look_at, last_look_at);
comment on table look_days is 'How many looks there were at each source on each day (UTC), robots.txt apart, but for those in looks_to_count; the view look_counts has all.';
comment on column look_days.source_id is 'The source.';
comment on column look_days.day is 'The day, in UTC.';
comment on column look_days.provider_id is 'The provider of that source.';
comment on column look_days.made_by is 'Who looked: live (we), or who made the captures that were brought afterwards.';
comment on column look_days.looks is 'Looks that would have shown a statement that stood there.';
comment on column look_days.blind_looks is 'Looks that could not: failures, errors, disallowed addresses, moves.';
comment on column look_days.first_look_at is 'The first of the looks that would have; null where there was none.';
comment on column look_days.last_look_at is 'The last of them; null where there was none.';
comment on column look_days.watching_looks is 'Looks that would have shown a new post: those of looks at addresses that bring new posts; see source_looks.';
comment on column look_days.watching_blind_looks is 'Looks at such addresses that could not have shown one.';
comment on column look_days.watching_first_at is 'The first of watching_looks; null where there was none.';
comment on column look_days.watching_last_at is 'The last of them; null where there was none.';

-- Looks are counted between visits and not with each: two visits of one source would wait for each other's row. What is
-- not counted yet waits in a list, and is counted on the fly where the number is asked for.
create table looks_to_count (
    observation_id bigint primary key references looks (id) on delete cascade
);
comment on table looks_to_count is 'Looks that are not in look_days yet.';
comment on column looks_to_count.observation_id is 'The look.';

create function looks_to_count() returns trigger
language plpgsql set search_path = public as $$
begin
    insert into looks_to_count select o.id from added o join look_words w on w.id = o.words_id where w.role <> 'robots';
    return null;
end
$$;
comment on function looks_to_count is 'Puts new looks into looks_to_count.';
comment on column looks_to_count.observation_id is 'The look.';
create trigger looks_to_count after insert on looks referencing new table as added
    for each statement execute function looks_to_count();

-- Whoever counts does so alone until the end of its transaction, and counts in a statement of its own, so that this sees
-- what the one before has committed: a look that is counted and one that is read anew are never counted past each other.
create function count_alone() returns void
language sql set search_path = public as $$
    select pg_advisory_xact_lock('look_days'::regclass::oid::bigint)
$$;
comment on function count_alone is 'Waits until no other transaction counts looks, and keeps others from it until this one ends.';

-- Returns how many were counted, so that it can be called until none are left. A list that was empty when it was last
-- analyzed and is long by now is compared with itself row by row, unless what is taken from it is an array.
create function count_looks(most integer default 100000) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    done bigint;
begin
    perform count_alone();
    with due as (
        delete from looks_to_count l
         where l.observation_id = any (array(select observation_id from looks_to_count order by observation_id limit most
                                                 for update skip locked))
        returning l.observation_id
    ), counted as (
        select o.provider_id, o.source_id, (o.looked_at at time zone 'UTC')::date as day, o.made_by,
               count(*) filter (where o.complete) as looks, count(*) filter (where not o.complete) as blind_looks,
               min(o.looked_at) filter (where o.complete) as first_look_at,
               max(o.looked_at) filter (where o.complete) as last_look_at,
               count(*) filter (where o.watched) as watching_looks,
               count(*) filter (where o.watching and not o.watched) as watching_blind_looks,
               min(o.looked_at) filter (where o.watched) as watching_first_at,
               max(o.looked_at) filter (where o.watched) as watching_last_at
          from due join source_looks o on o.id = due.observation_id
         group by 1, 2, 3, 4 order by 1, 2, 3, 4
    ), written as (
        insert into look_days as d (provider_id, source_id, day, made_by, looks, blind_looks, first_look_at, last_look_at,
                                    watching_looks, watching_blind_looks, watching_first_at, watching_last_at)
        select * from counted
        on conflict (provider_id, source_id, day, made_by) do update
           set looks = d.looks + excluded.looks, blind_looks = d.blind_looks + excluded.blind_looks,
               first_look_at = least(d.first_look_at, excluded.first_look_at),
               last_look_at = greatest(d.last_look_at, excluded.last_look_at),
               watching_looks = d.watching_looks + excluded.watching_looks,
               watching_blind_looks = d.watching_blind_looks + excluded.watching_blind_looks,
               watching_first_at = least(d.watching_first_at, excluded.watching_first_at),
               watching_last_at = greatest(d.watching_last_at, excluded.watching_last_at)
    )
    select count(*) into done from due;
    return done;
end
$$;
comment on function count_looks is 'Counts looks into look_days, at most as many as asked for; returns how many.';

-- A look that other rules judge differently is counted anew with its day, unless it waits to be counted anyway.
create function look_read_again() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    was look_words := (select w from look_words w where w.id = old.words_id);
    said look_words := (select w from look_words w where w.id = new.words_id);
    of_day date := (new.looked_at at time zone 'UTC')::date;
begin
    if said.role = 'robots' or (old.complete, was.outcome) is not distinct from (new.complete, said.outcome) then
        return null;
    end if;
    -- Whoever counts passes over what is locked: until this transaction ends, the look waits in the list, and is counted as it
    -- will be then. Only where it is counted already do others who count have to wait.
    perform from looks_to_count l where l.observation_id = new.id for update;
    if found then
        return null;
    end if;
    perform count_alone();
    update look_days d
       set looks = n.looks, blind_looks = n.blind_looks, first_look_at = n.first_look_at, last_look_at = n.last_look_at,
           watching_looks = n.watching_looks, watching_blind_looks = n.watching_blind_looks,
           watching_first_at = n.watching_first_at, watching_last_at = n.watching_last_at
      from (select count(*) filter (where o.complete) as looks, count(*) filter (where not o.complete) as blind_looks,
                   min(o.looked_at) filter (where o.complete) as first_look_at,
                   max(o.looked_at) filter (where o.complete) as last_look_at,
                   count(*) filter (where o.watched) as watching_looks,
                   count(*) filter (where o.watching and not o.watched) as watching_blind_looks,
                   min(o.looked_at) filter (where o.watched) as watching_first_at,
                   max(o.looked_at) filter (where o.watched) as watching_last_at
              from source_looks o
             where o.provider_id = new.provider_id and o.source_id = new.source_id and o.made_by = said.made_by
               and (o.looked_at at time zone 'UTC')::date = of_day
               and not exists (select 1 from looks_to_count l where l.observation_id = o.id)) n
     where d.provider_id = new.provider_id and d.source_id = new.source_id and d.made_by = said.made_by and d.day = of_day;
    return null;
end
$$;
comment on function look_read_again is 'Counts a day of look_days anew where other rules say of a look that it would have shown a statement, or not.';
create trigger look_read_again after update of complete, words_id on looks
    for each row when ((old.complete, old.words_id) is distinct from (new.complete, new.words_id))
    execute function look_read_again();

-- What a look at a source would have shown hangs on what the source is. A seed may correct that, and its looks are counted anew.
create function source_counted_anew() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform count_alone();
    delete from look_months m where m.provider_id = new.provider_id and m.source_id = new.id;
    delete from look_days d where d.provider_id = new.provider_id and d.source_id = new.id;
    insert into looks_to_count
    select o.id from observations o
     where o.provider_id = new.provider_id and o.source_id = new.id and o.role <> 'robots'
    on conflict do nothing;
    return null;
end
$$;
comment on function source_counted_anew is 'Puts all looks at a source back into looks_to_count where it is another kind of source now, or a page that became one about an incident or was one.';
create trigger source_counted_anew after update of kind, incident on sources
    for each row when (old.kind is distinct from new.kind or (old.incident is null) <> (new.incident is null)) execute function source_counted_anew();

-- What waits to be counted is looked up one by one: how much it is, the planner's statistics do not know.
-- In types of look_days, or no condition on one of its columns would get into a sum of both.
create view waiting_counts as
select o.provider_id::bigint as provider_id, o.source_id::bigint as source_id, (o.looked_at at time zone 'UTC')::date as day, o.made_by,
       count(*) filter (where o.complete) as looks, count(*) filter (where not o.complete) as blind_looks,
       min(o.looked_at) filter (where o.complete) as first_look_at, max(o.looked_at) filter (where o.complete) as last_look_at,
       count(*) filter (where o.watched) as watching_looks,
       count(*) filter (where o.watching and not o.watched) as watching_blind_looks,
       min(o.looked_at) filter (where o.watched) as watching_first_at,
       max(o.looked_at) filter (where o.watched) as watching_last_at
  from looks_to_count l cross join lateral (select * from source_looks y where y.id = l.observation_id offset 0) o
 group by 1, 2, 3, 4;
comment on view waiting_counts is 'The looks of looks_to_count, counted as in look_days.';
comment on column waiting_counts.provider_id is 'As in look_days.';
comment on column waiting_counts.source_id is 'As in look_days.';
comment on column waiting_counts.day is 'As in look_days.';
comment on column waiting_counts.made_by is 'As in look_days.';
comment on column waiting_counts.looks is 'As in look_days.';
comment on column waiting_counts.blind_looks is 'As in look_days.';
comment on column waiting_counts.first_look_at is 'As in look_days.';
comment on column waiting_counts.last_look_at is 'As in look_days.';
comment on column waiting_counts.watching_looks is 'As in look_days.';
comment on column waiting_counts.watching_blind_looks is 'As in look_days.';
comment on column waiting_counts.watching_first_at is 'As in look_days.';
comment on column waiting_counts.watching_last_at is 'As in look_days.';

create view look_counts as
select d.provider_id, d.source_id, d.day, d.made_by, d.looks, d.blind_looks, d.first_look_at, d.last_look_at,
       d.watching_looks, d.watching_blind_looks, d.watching_first_at, d.watching_last_at
  from look_days d
union all
select * from waiting_counts;
comment on view look_counts is 'How many looks there were at each source on each day (UTC), robots.txt apart. A day can have two rows: what is counted, and what is not yet.';
comment on column look_counts.provider_id is 'The provider of the source.';
comment on column look_counts.source_id is 'The source.';
comment on column look_counts.day is 'The day, in UTC.';
comment on column look_counts.made_by is 'Who looked: live (we), or who made the captures that were brought afterwards.';
comment on column look_counts.looks is 'Looks that would have shown a statement that stood there.';
comment on column look_counts.blind_looks is 'Looks that could not: failures, errors, disallowed addresses, moves.';
comment on column look_counts.first_look_at is 'The first of the looks that would have; null where there was none.';
comment on column look_counts.last_look_at is 'The last of them; null where there was none.';
comment on column look_counts.watching_looks is 'Looks that would have shown a new post: those of looks at addresses that bring new posts; see source_looks.';
comment on column look_counts.watching_blind_looks is 'Looks at such addresses that could not have shown one.';
comment on column look_counts.watching_first_at is 'The first of watching_looks; null where there was none.';
comment on column look_counts.watching_last_at is 'The last of them; null where there was none.';

-- By month, so that a window over years is a sum of few rows. Each row follows from the rows of look_days of its month:
-- whatever writes those, it is worked out anew.
create table look_months (
    source_id bigint not null references sources (id),
    month date not null,
    provider_id bigint not null references providers (id),
    looks bigint not null,
    blind_looks bigint not null,
    backfilled_looks bigint not null,
    days bigint not null,
    first_look_at timestamptz,
    last_look_at timestamptz,
    longest_gap interval,
    longest_gap_from timestamptz,
    watching_looks bigint not null,
    watching_blind_looks bigint not null,
    watching_backfilled_looks bigint not null,
    watching_first_at timestamptz,
    watching_last_at timestamptz,
    primary key (provider_id, source_id, month)
);
create index look_months_source on look_months (source_id, month);
comment on table look_months is 'The rows of look_days of each source, summed up by month: kept with every change of look_days.';
comment on column look_months.source_id is 'The source.';
comment on column look_months.month is 'The first day of the month, in UTC.';
comment on column look_months.provider_id is 'The provider of that source.';
comment on column look_months.looks is 'Looks that would have shown a statement that stood there.';
comment on column look_months.blind_looks is 'Looks that could not: failures, errors, disallowed addresses, moves.';
comment on column look_months.backfilled_looks is 'Those of looks that others made and that were brought afterwards.';
comment on column look_months.days is 'Days with a look that would have shown a statement.';
comment on column look_months.first_look_at is 'The first of the looks that would have; null where there was none.';
comment on column look_months.last_look_at is 'The last of them; null where there was none.';
comment on column look_months.longest_gap is 'The longest time within the month between the last such look of a day and the first one of the next day that had any; null where there was none.';
comment on column look_months.longest_gap_from is 'When that time began.';
comment on column look_months.watching_looks is 'Looks that would have shown a new post: those of looks at addresses that bring new posts; see source_looks.';
comment on column look_months.watching_blind_looks is 'Looks at such addresses that could not have shown one.';
comment on column look_months.watching_backfilled_looks is 'Those of watching_looks that others made and that were brought afterwards.';
comment on column look_months.watching_first_at is 'The first of watching_looks; null where there was none.';
comment on column look_months.watching_last_at is 'The last of them; null where there was none.';

create function look_month_of(provider bigint, source bigint, month date) returns look_months
language sql stable set search_path = public as $$
    select source, month, provider, sum(g.looks)::bigint, sum(g.blind_looks)::bigint, sum(g.backfilled_looks)::bigint,
           count(*) filter (where g.looks > 0), min(g.first_look_at), max(g.last_look_at),
           max(g.first_look_at - g.before) filter (where g.first_look_at > g.before),
           -- The longest gap and when it began, as numbers, so that one pass finds both.
           to_timestamp((max(array[extract(epoch from g.first_look_at - g.before)::float8,
                                   extract(epoch from g.before)::float8])
                         filter (where g.first_look_at > g.before))[2]),
           sum(g.watching_looks)::bigint, sum(g.watching_blind_looks)::bigint, sum(g.watching_backfilled_looks)::bigint,
           min(g.watching_first_at), max(g.watching_last_at)
      from (select y.*, max(y.last_look_at) over (order by y.day rows between unbounded preceding and 1 preceding) as before
              from (select d.day, sum(d.looks) as looks, sum(d.blind_looks) as blind_looks,
                           coalesce(sum(d.looks) filter (where d.made_by <> 'live'), 0) as backfilled_looks,
                           min(d.first_look_at) as first_look_at, max(d.last_look_at) as last_look_at,
                           sum(d.watching_looks) as watching_looks, sum(d.watching_blind_looks) as watching_blind_looks,
                           coalesce(sum(d.watching_looks) filter (where d.made_by <> 'live'), 0) as watching_backfilled_looks,
                           min(d.watching_first_at) as watching_first_at, max(d.watching_last_at) as watching_last_at
                      from look_days d
                     where d.provider_id = provider and d.source_id = source
                       and d.day >= month and d.day < month + interval '1 month'
                     group by d.day) y) g
$$;
comment on function look_month_of is 'One row of look_months, worked out of look_days.';

create function look_months_follow() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform count_alone();
    insert into look_months
    select n.*
      from (select distinct c.provider_id, c.source_id, date_trunc('month', c.day::timestamp)::date as month from changed c) c
     cross join lateral look_month_of(c.provider_id, c.source_id, c.month) n
    on conflict (provider_id, source_id, month) do update
       set looks = excluded.looks, blind_looks = excluded.blind_looks, backfilled_looks = excluded.backfilled_looks,
           days = excluded.days, first_look_at = excluded.first_look_at, last_look_at = excluded.last_look_at,
           longest_gap = excluded.longest_gap, longest_gap_from = excluded.longest_gap_from,
           watching_looks = excluded.watching_looks, watching_blind_looks = excluded.watching_blind_looks,
           watching_backfilled_looks = excluded.watching_backfilled_looks,
           watching_first_at = excluded.watching_first_at, watching_last_at = excluded.watching_last_at;
    return null;
end
$$;
comment on function look_months_follow is 'Works out the months of look_days that changed.';
create trigger look_months_added after insert on look_days referencing new table as changed
    for each statement execute function look_months_follow();
create trigger look_months_edited after update on look_days referencing new table as changed
    for each statement execute function look_months_follow();

-- All looks at each provider, by month, and those that are not counted yet.
create view provider_looks as
select u.provider_id, sum(u.looks)::bigint as looks, sum(u.blind_looks)::bigint as blind_looks,
       sum(u.backfilled_looks)::bigint as backfilled_looks, min(u.first_look_at) as first_look_at,
       max(u.last_look_at) as last_look_at
  from (select m.provider_id, m.watching_looks as looks, m.watching_blind_looks as blind_looks,
               m.watching_backfilled_looks as backfilled_looks, m.watching_first_at as first_look_at,
               m.watching_last_at as last_look_at
          from look_months m
        union all
        select o.provider_id, count(*) filter (where o.watched), count(*) filter (where not o.watched),
               count(*) filter (where o.watched and o.made_by <> 'live'), min(o.looked_at) filter (where o.watched),
               max(o.looked_at) filter (where o.watched)
          from looks_to_count l cross join lateral (select * from source_looks y where y.id = l.observation_id offset 0) o
         where o.watching
         group by o.provider_id) u
 group by u.provider_id;
comment on view provider_looks is 'How many looks there were at those addresses of each provider that bring new posts, at any time.';
comment on column provider_looks.provider_id is 'The provider.';
comment on column provider_looks.looks is 'Looks that would have shown a new statement.';
comment on column provider_looks.blind_looks is 'Looks that could not: failures, errors, disallowed addresses, moves.';
comment on column provider_looks.backfilled_looks is 'Those of looks that others made and that were brought afterwards.';
comment on column provider_looks.first_look_at is 'The first of the looks that would have; null where there was none.';
comment on column provider_looks.last_look_at is 'The last of them; null where there was none.';

-- Until when each source was followed. When a seed was edited only the database knows that it was brought into, and no archive:
-- a source that the seeds do not have any more was followed up to our last look at it, whatever that saw.
create view followed_sources as
select s.id, s.provider_id, s.kind, s.incident, s.active,
       case when not s.active
            then (select max(own.looked_at)
                    from frontier f
                   cross join lateral (select max(o.looked_at) as looked_at from observations o
                                        where o.frontier_id = f.id and o.made_by = 'live') own
                   where f.source_id = s.id and (f.role = 'listing' or f.role = 'post' and f.url_key = s.url_key)) end as retired_at
  from sources s;
comment on view followed_sources is 'The sources, and until when those were followed that the seeds do not have any more: the same whenever and out of whatever the database was made.';
comment on column followed_sources.id is 'Row of sources.';
comment on column followed_sources.provider_id is 'Whose address it is.';
comment on column followed_sources.kind is 'What the address is: blog, newsroom, security-blog, advisories, status, security-txt or page.';
comment on column followed_sources.incident is 'Slug of the incident that a page is about, where the seed says so.';
comment on column followed_sources.active is 'Whether the seed still names it.';
comment on column followed_sources.retired_at is 'Our last look at it, whether it saw something or not; null while the seed names it, and where we never looked.';

-- From when to when each source was watched without a break. A look at a list that reaches back to the look before goes on
-- with its watch, and so does one that was sent nothing since nothing changed; any other look begins a watch of its own, which
-- reaches as far back as what it shows (lookbacks). What was walked of older pages joins two watches, or lets one begin
-- earlier, and so does what another address of the source showed. A page that is about an incident shows what stands there: it is
-- watched from the first look on. An address is found at its looks by an index, so that no sum is needed, and all is asked address
-- by address, so that the chains of one source cost no more than they are.
create view source_chains as
with spans as (
    select a.source_id, b.reaches_back_to as begins_at, last.looked_at as ends_at
      from watching_addresses a
     cross join lateral (
           select l.reaches_back_to, min(l.looked_at) filter (where not l.joins)
                                         over (order by l.looked_at desc
                                               rows between unbounded preceding and 1 preceding) as next_at
             from lookbacks l where l.frontier_id = a.frontier_id) b
     cross join lateral (
           select o.looked_at from looks o
            where o.frontier_id = a.frontier_id and o.complete and o.looked_at < coalesce(b.next_at, 'infinity')
            order by o.looked_at desc limit 1) last
     where b.reaches_back_to <= last.looked_at
    union all
    select a.source_id, first.looked_at, last.looked_at
      from watching_addresses a
     cross join lateral (
           select o.looked_at from looks o where o.frontier_id = a.frontier_id and o.complete
            order by o.looked_at limit 1) first
     cross join lateral (
           select o.looked_at from looks o where o.frontier_id = a.frontier_id and o.complete
            order by o.looked_at desc limit 1) last
     where a.role = 'post'
    union all
    select w.source_id, least(w.reaches_back_to, case when w.state = 'filled' then w.from_at end), w.to_at
      from walks w
     where w.reaches_back_to is not null or w.state = 'filled'
)
select i.source_id, min(i.begins_at) as begins_at, max(i.ends_at) as ends_at
  from (select o.*, count(*) filter (where o.apart) over (partition by o.source_id order by o.begins_at, o.ends_at
                                                          rows unbounded preceding) as island
          from (select s.*, s.begins_at > max(s.ends_at) over (partition by s.source_id order by s.begins_at, s.ends_at
                                                              rows between unbounded preceding and 1 preceding) as apart
                  from spans s) o) i
 group by i.source_id, i.island;
comment on view source_chains is 'Times in which each source was watched without a break: whatever came in one of them and was not taken away before the next look was seen.';
comment on column source_chains.source_id is 'The source.';
comment on column source_chains.begins_at is 'Since when all that came was seen: by the first look of the chain, or before it as far back as what was shown reaches (lookbacks.reaches_back_to).';
comment on column source_chains.ends_at is 'The last look of the chain: what came after it and before the next chain begins was not seen.';

-- The chains are a left join to one row, which is left out where nobody asks for them.
create view source_watches as
select s.id as source_id, s.provider_id, s.incident, s.active, s.retired_at, seen.last_look_at, seen.last_try_at,
       coalesce(chains.begins, '{}') as begins, coalesce(chains.ends, '{}') as ends
  from followed_sources s
  left join lateral (
       select array_agg(h.begins_at order by h.begins_at) as begins, array_agg(h.ends_at order by h.begins_at) as ends
         from source_chains h where h.source_id = s.id) chains on true
 cross join lateral (
       select max(last.looked_at) as last_look_at, max(tried.looked_at) as last_try_at
         from watching_addresses a
         left join lateral (
              select o.looked_at from looks o
               where o.frontier_id = a.frontier_id and o.complete
               order by o.looked_at desc limit 1) last on true
         left join lateral (
              select o.looked_at from looks o
               where o.frontier_id = a.frontier_id
               order by o.looked_at desc limit 1) tried on true
        where a.source_id = s.id
       ) seen
 where brings_posts(s.kind, s.incident);
comment on view source_watches is 'The sources that bring new posts, and when each was looked at.';
comment on column source_watches.source_id is 'The source.';
comment on column source_watches.provider_id is 'Its provider.';
comment on column source_watches.incident is 'The incident that the page is about, where it is about one.';
comment on column source_watches.active is 'Whether it is still followed.';
comment on column source_watches.retired_at is 'Until when it was followed, where the seeds do not have it any more: our last look at it, whatever that saw. Null while it is followed.';
comment on column source_watches.last_look_at is 'The last look that would have shown a new statement; null where none would.';
comment on column source_watches.last_try_at is 'The last look of all, also one that could not have shown anything.';
comment on column source_watches.begins is 'source_chains.begins_at of its chains, in order.';
comment on column source_watches.ends is 'source_chains.ends_at of the same chains.';

create function followed_until(active boolean, retired_at timestamptz) returns timestamptz
language sql immutable parallel safe as $$
    select case when active then 'infinity' else coalesce(retired_at, '-infinity') end
$$;
comment on function followed_until is 'Until when a source was followed: infinity while it is, -infinity where it is not and nobody knows.';

-- As arrays, since they are gone through for each incident.
create view provider_watches as
select w.provider_id, array_agg(w) as sources from source_watches w group by w.provider_id;
comment on view provider_watches is 'The sources of each provider that bring new posts, and their chains of looks.';
comment on column provider_watches.provider_id is 'The provider.';
comment on column provider_watches.sources is 'Its rows of source_watches.';

-- What a listing led to and nobody could read may be the first word, whatever its headline says: it waits for its turn, or it
-- is behind a wall or a robots.txt. Until it appeared, the silence is known.
-- Only our own looks are followed by visits: what a listing of others led to is known from its entries. An answer that there is
-- nothing is no reading: a statement that was announced and taken away is one.
create function is_read(address bigint) returns boolean
language sql stable parallel safe security definer set search_path = public, pg_temp as $$
    with recursive way (id) as (
        select address
        union
        select t.id from way join frontier t on t.via_id = way.id and t.role = 'post'
    )
    select exists (select 1 from way join observations o on o.frontier_id = way.id
                    where o.complete and o.outcome in ('answered', 'unchanged'))
$$;
comment on function is_read is 'Whether what stands at an address of a post was read, there or where it moved to.';

create view unread_posts as
with listed as (
    select f.url_key, f.id as frontier_id, f.provider_id, f.source_id, f.discovered_at as listed_at,
           (select max(o.looked_at) from observations o
             where o.frontier_id = f.via_id and o.complete and o.made_by = 'live' and o.looked_at < f.discovered_at) as before_at
      from frontier f
      join frontier via on via.id = f.via_id and via.role = 'listing'
     where f.role = 'post' and f.read_at is null and f.same_as_id is null and not is_read(f.id)
    union all
    select e.link_key, f.id, s.provider_id, e.source_id, e.first_seen_at,
           (select max(o.looked_at) from looks o
             where o.frontier_id = e.frontier_id and o.complete and o.looked_at < e.first_seen_at)
      from (select distinct on (y.provider_id, x.link_key) x.link_key, x.source_id, x.frontier_id, x.first_seen_at
              from captures k join entries x on x.capture_id = k.id join sources y on y.id = x.source_id
             where k.made_by <> 'live' and x.link_key is not null
             order by y.provider_id, x.link_key, x.first_seen_at, x.id) e
      join sources s on s.id = e.source_id
      left join frontier f on f.url_key = e.link_key
     where not exists (select 1 from frontier via where via.id = f.via_id and via.role = 'listing')
       and (f.id is null or f.role = 'post' and f.read_at is null and f.same_as_id is null and not is_read(f.id))
       -- What stands in the listing itself was read with it.
       and not exists (select 1 from posts p where p.url_key = e.link_key and p.provider_id = s.provider_id)
)
select u.url_key, u.frontier_id, u.provider_id, u.source_id, s.incident, u.listed_at,
       case when u.before_at is not null then least(u.before_at, claimed.low_at) end as not_listed_at,
       claimed.high_at as claimed_high_at
  from listed u
  join sources s on s.id = u.source_id
 cross join lateral (select min(coalesce(e.published_low_at, e.updated_low_at)) as low_at,
                           min(coalesce(e.published_high_at, e.updated_high_at)) as high_at
                       from entries e join sources y on y.id = e.source_id and y.provider_id = u.provider_id
                      where e.link_key = u.url_key) claimed;
comment on view unread_posts is 'Addresses that a listing led to and that nobody could read so far, neither there nor where they moved to: those that wait for their turn, that are refused or gone, and those in a listing of others of which nobody made a capture.';
comment on column unread_posts.url_key is 'The key of the address, as in frontier.';
comment on column unread_posts.frontier_id is 'The address; null where nobody ever asked for it.';
comment on column unread_posts.provider_id is 'Its provider.';
comment on column unread_posts.source_id is 'The source.';
comment on column unread_posts.incident is 'The incident that the source is about, where it is about one.';
comment on column unread_posts.listed_at is 'When the listing was seen to lead there.';
comment on column unread_posts.not_listed_at is 'The last look at the listing before, which did not lead there, or the time that listings give of it where that is earlier; null where there was no look.';
comment on column unread_posts.claimed_high_at is 'It was published no later, by what listings say of it; null where they do not say.';

-- As arrays, since they are looked through once for each incident.
create view provider_unread as
select u.provider_id, array_agg(u.incident) as incidents, array_agg(u.listed_at) as listed,
       array_agg(coalesce(u.not_listed_at, '-infinity')) as not_listed, array_agg(u.claimed_high_at) as claimed
  from unread_posts u group by u.provider_id;
comment on view provider_unread is 'The rows of unread_posts of each provider.';
comment on column provider_unread.provider_id is 'The provider.';
comment on column provider_unread.incidents is 'unread_posts.incident of each.';
comment on column provider_unread.listed is 'unread_posts.listed_at.';
comment on column provider_unread.not_listed is 'unread_posts.not_listed_at; -infinity where there was no look before.';
comment on column provider_unread.claimed is 'unread_posts.claimed_high_at.';

-- What a silence comes to, wherever it is told.
create function silence_until(watched_until timestamptz, unread bigint, not_listed_at timestamptz, anchor_low timestamptz)
returns timestamptz
language sql immutable parallel safe as $$
    select case when unread = 0 then watched_until
                when not_listed_at >= anchor_low then least(watched_until, not_listed_at) end
$$;
comment on function silence_until is 'Until when a silence is known: until each source that bears it was seen, and not after the first appeared of what could not be read. Null where it has no length.';

-- A silence is told to be whole only where all of it was watched: each source, from the anchor to the last look.
create function silence_state(looked boolean, tried boolean, watched_until timestamptz, silent_until timestamptz, unwatched bigint,
                              broken_off boolean) returns text
language sql immutable parallel safe as $$
    select case when not looked then case when tried then 'blind' else 'nobody looked' end
                when watched_until is null then 'not watched from the start'
                when silent_until is null then 'not all was read'
                when unwatched > 0 then 'partly watched'
                when broken_off then 'not watched throughout'
                else 'from the start' end
$$;
comment on function silence_state is 'What is known of a silence: nobody looked, blind (somebody looked, and no look could see), not watched from the start (no source was), not all was read (what was listed since could not, and no look was before it), partly watched (some sources were not watched when the anchor happened: the length is known of the others), not watched throughout (a watch from the anchor on broke off, and later looks do not reach back to it: the length is known up to there) or from the start.';
