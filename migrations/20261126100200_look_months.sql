-- Days of looks are summed up by month, so that a window over years is a sum of few rows.

-- Looks by source and month. Each row follows from the rows of look_days of its month: whatever writes those, it is
-- worked out anew.
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

create function look_month_of(provider bigint, source bigint, month date) returns look_months
language sql stable set search_path = public as $$
    select source, month, provider, sum(g.looks)::bigint, sum(g.blind_looks)::bigint, sum(g.backfilled_looks)::bigint,
           count(*) filter (where g.looks > 0), min(g.first_look_at), max(g.last_look_at),
           max(g.first_look_at - g.before) filter (where g.first_look_at > g.before),
           -- The longest gap and when it began, as numbers, so that one pass finds both.
           to_timestamp((max(array[extract(epoch from g.first_look_at - g.before)::float8,
                                   extract(epoch from g.before)::float8])
                         filter (where g.first_look_at > g.before))[2])
      from (select y.*, max(y.last_look_at) over (order by y.day rows between unbounded preceding and 1 preceding) as before
              from (select d.day, sum(d.looks) as looks, sum(d.blind_looks) as blind_looks,
                           coalesce(sum(d.looks) filter (where d.made_by <> 'live'), 0) as backfilled_looks,
                           min(d.first_look_at) as first_look_at, max(d.last_look_at) as last_look_at
                      from look_days d
                     where d.provider_id = provider and d.source_id = source
                       and d.day >= month and d.day < month + interval '1 month'
                     group by d.day) y) g
$$;
comment on function look_month_of is 'One row of look_months, worked out of look_days.';

create function look_months_follow() returns trigger
language plpgsql security definer set search_path = public as $$
begin
    -- One at a time: each statement below sees what was committed before it, and nothing is counted by halves.
    perform pg_advisory_xact_lock('look_months'::regclass::oid::bigint);
    insert into look_months
    select n.*
      from (select distinct c.provider_id, c.source_id, date_trunc('month', c.day::timestamp)::date as month from changed c) c
     cross join lateral look_month_of(c.provider_id, c.source_id, c.month) n
    on conflict (provider_id, source_id, month) do update
       set looks = excluded.looks, blind_looks = excluded.blind_looks, backfilled_looks = excluded.backfilled_looks,
           days = excluded.days, first_look_at = excluded.first_look_at, last_look_at = excluded.last_look_at,
           longest_gap = excluded.longest_gap, longest_gap_from = excluded.longest_gap_from;
    return null;
end
$$;
comment on function look_months_follow is 'Works out the months of look_days that changed.';
create trigger look_months_added after insert on look_days referencing new table as changed
    for each statement execute function look_months_follow();
create trigger look_months_edited after update on look_days referencing new table as changed
    for each statement execute function look_months_follow();

insert into look_months
select n.*
  from (select distinct d.provider_id, d.source_id, date_trunc('month', d.day::timestamp)::date as month from look_days d) d
 cross join lateral look_month_of(d.provider_id, d.source_id, d.month) n;

-- What waits to be counted is looked up one by one: how much it is, the planner's statistics do not know.
create or replace view look_counts as
select d.provider_id, d.source_id, d.day, d.made_by, d.looks, d.blind_looks, d.first_look_at, d.last_look_at
  from look_days d
union all
select o.provider_id, o.source_id, (o.looked_at at time zone 'UTC')::date, o.made_by,
       count(*) filter (where o.complete), count(*) filter (where not o.complete),
       min(o.looked_at) filter (where o.complete), max(o.looked_at) filter (where o.complete)
  from looks_to_count l cross join lateral (select * from observations y where y.id = l.observation_id offset 0) o
 group by 1, 2, 3, 4;

-- Whole days are counted by month, but those of the months that a window begins and ends in; and of the days that it
-- begins and ends in, the looks themselves are. What is not counted yet is added.
create or replace view research.silences as
with waiting as materialized (
    select o.provider_id, (o.looked_at at time zone 'UTC')::date as day,
           count(*) filter (where o.complete) as looks, count(*) filter (where not o.complete) as blind_looks,
           count(*) filter (where o.complete and o.made_by = 'live') as live_looks,
           min(o.looked_at) filter (where o.complete) as first_look_at,
           max(o.looked_at) filter (where o.complete) as last_look_at
      from looks_to_count l cross join lateral (select * from observations y where y.id = l.observation_id offset 0) o
     group by 1, 2
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
       least(l.first_look_at, e.first_look_at) as first_look_at,
       greatest(l.last_look_at, e.last_look_at) as last_look_at,
       round((extract(epoch from greatest(l.last_look_at, e.last_look_at) - a.anchor_high_at) / 3600)::numeric, 2)
           as hours_at_least,
       (select count(*) from walks w join sources s on s.id = w.source_id
         where s.provider_id = p.id and w.reason = 'gap' and w.closed_at is null
           and w.to_at > a.anchor_low_at and (spoken.first_seen_at is null or w.from_at < spoken.first_seen_at)) as open_gaps,
       p.recorded_at
  from providers p
 cross join incidents i
  join research.anchors a on a.incident = i.slug and a.anchor = 'public'
  left join lateral (
       select min(c.first_seen_at) as first_seen_at
         from assignments g join communications c on c.id = g.communication_id
        where g.incident_id = i.id and g.provider_id = p.id and g.strength in ('strong', 'fair')
       ) spoken on true
  left join lateral (
       select (a.anchor_low_at at time zone 'UTC')::date as first_day,
              coalesce((spoken.first_seen_at at time zone 'UTC')::date, 'infinity') as last_day,
              (date_trunc('month', a.anchor_low_at at time zone 'UTC') + interval '1 month')::date as first_month,
              coalesce(date_trunc('month', spoken.first_seen_at at time zone 'UTC')::date, 'infinity') as last_month
       ) w on true
  left join lateral (
       select coalesce(sum(u.looks), 0) as looks, coalesce(sum(u.blind_looks), 0) as blind_looks,
              coalesce(sum(u.live_looks), 0) as live_looks,
              min(u.first_look_at) as first_look_at, max(u.last_look_at) as last_look_at
         from (select m.looks, m.blind_looks, m.looks - m.backfilled_looks as live_looks, m.first_look_at, m.last_look_at
                 from look_months m
                where m.provider_id = p.id and m.month >= w.first_month and m.month < w.last_month
               union all
               select d.looks, d.blind_looks, case when d.made_by = 'live' then d.looks else 0 end, d.first_look_at, d.last_look_at
                 from look_days d
                where d.provider_id = p.id and d.day > w.first_day and d.day < least(w.first_month, w.last_day)
               union all
               select d.looks, d.blind_looks, case when d.made_by = 'live' then d.looks else 0 end, d.first_look_at, d.last_look_at
                 from look_days d
                where d.provider_id = p.id and d.day >= greatest(w.first_month, w.last_month) and d.day < w.last_day
               union all
               select t.looks, t.blind_looks, t.live_looks, t.first_look_at, t.last_look_at
                 from waiting t
                where t.provider_id = p.id and t.day > w.first_day and t.day < w.last_day) u
       ) l on true
  left join lateral (
       select count(*) filter (where o.complete) as looks, count(*) filter (where not o.complete) as blind_looks,
              count(*) filter (where o.complete and o.made_by = 'live') as live_looks,
              min(o.looked_at) filter (where o.complete) as first_look_at,
              max(o.looked_at) filter (where o.complete) as last_look_at
         from (select y.* from observations y
                where y.provider_id = p.id and y.looked_at >= a.anchor_low_at
                  and y.looked_at < least(((a.anchor_low_at at time zone 'UTC')::date + 1)::timestamp at time zone 'UTC',
                                          coalesce(spoken.first_seen_at, 'infinity'))
               union all
               select y.* from observations y
                where y.provider_id = p.id
                  and y.looked_at >= greatest(a.anchor_low_at, (spoken.first_seen_at at time zone 'UTC')::date::timestamp at time zone 'UTC')
                  and (spoken.first_seen_at at time zone 'UTC')::date > (a.anchor_low_at at time zone 'UTC')::date
                  and y.looked_at < spoken.first_seen_at) o
        where o.role <> 'robots'
       ) e on true;

-- A source of which looks wait to be counted is summed up by days, all others by months.
create or replace view research.coverage as
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
                        where m.source_id = s.id
                          and s.id not in (select o.source_id from looks_to_count l cross join lateral (select * from observations y where y.id = l.observation_id offset 0) o
                                            where o.source_id is not null)
                       union all
                       select c.day, sum(c.looks), sum(c.blind_looks),
                              coalesce(sum(c.looks) filter (where c.made_by <> 'live'), 0),
                              (sum(c.looks) > 0)::integer, min(c.first_look_at), max(c.last_look_at), null, null
                         from look_counts c
                        where c.source_id = s.id
                          and s.id in (select o.source_id from looks_to_count l cross join lateral (select * from observations y where y.id = l.observation_id offset 0) o)
                        group by c.day) u) g
       ) d on true;

-- All looks at each provider, by month, and those that are not counted yet.
create view provider_looks as
select u.provider_id, sum(u.looks)::bigint as looks, sum(u.blind_looks)::bigint as blind_looks,
       sum(u.backfilled_looks)::bigint as backfilled_looks, min(u.first_look_at) as first_look_at,
       max(u.last_look_at) as last_look_at
  from (select m.provider_id, m.looks, m.blind_looks, m.backfilled_looks, m.first_look_at, m.last_look_at
          from look_months m
        union all
        select o.provider_id, count(*) filter (where o.complete), count(*) filter (where not o.complete),
               count(*) filter (where o.complete and o.made_by <> 'live'), min(o.looked_at) filter (where o.complete),
               max(o.looked_at) filter (where o.complete)
          from looks_to_count l cross join lateral (select * from observations y where y.id = l.observation_id offset 0) o
         group by o.provider_id) u
 group by u.provider_id;
comment on view provider_looks is 'How many looks there were at each provider''s sources, robots.txt apart, at any time.';
comment on column provider_looks.provider_id is 'The provider.';
comment on column provider_looks.looks is 'Looks that would have shown a statement that stood there.';
comment on column provider_looks.blind_looks is 'Looks that could not: failures, errors, disallowed addresses, moves.';
comment on column provider_looks.backfilled_looks is 'Those of looks that others made and that were brought afterwards.';
comment on column provider_looks.first_look_at is 'The first of the looks that would have; null where there was none.';
comment on column provider_looks.last_look_at is 'The last of them; null where there was none.';
