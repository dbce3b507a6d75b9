-- What entries of feeds and listings say of incidents. An entry is the provider's own word, and often the only one that can
-- be read: feeds stand open where their posts are behind a wall or a robots.txt. So an entry that names an incident ends a
-- silence, whether its page can be read or not.

create table entry_mentions (
    id bigint generated always as identity primary key,
    entry_id bigint not null references entries (id),
    incident_id bigint not null references incidents (id),
    term text not null,
    place text not null check (place in ('title', 'text')),
    span_start bigint not null,
    span_end bigint not null,
    quote text not null,
    recorded_at timestamptz not null default now(),
    manner text not null check (manner in ('statement', 'heading', 'comparison', 'list', 'aside')),
    unique (entry_id, incident_id, term, place, span_start)
);
create index on entry_mentions (incident_id);
comment on table entry_mentions is 'Terms of an incident that stand in an entry of a feed or a listing.';
comment on column entry_mentions.id is 'Row number; no meaning outside this database.';
comment on column entry_mentions.entry_id is 'The entry.';
comment on column entry_mentions.incident_id is 'The incident.';
comment on column entry_mentions.term is 'The term as the incident''s seed has it.';
comment on column entry_mentions.place is 'title or text (of its summary or content).';
comment on column entry_mentions.span_start is 'Where it stands in the title or the text: first byte.';
comment on column entry_mentions.span_end is 'One past its last byte.';
comment on column entry_mentions.quote is 'The sentence around it.';
comment on column entry_mentions.recorded_at is 'When this row was written.';
comment on column entry_mentions.manner is 'How the term is used: statement, heading, comparison, list or aside, as in mentions.';

create table entry_assignments (
    entry_id bigint not null references entries (id) on delete cascade,
    incident_id bigint not null references incidents (id) on delete cascade,
    provider_id bigint not null references providers (id),
    strength text not null check (strength in ('strong', 'fair', 'weak')),
    reason text not null,
    recorded_at timestamptz not null default now(),
    primary key (entry_id, incident_id)
);
create index entry_assignments_told on entry_assignments (incident_id, provider_id, entry_id) where strength <> 'weak';
comment on table entry_assignments is 'Which entry of a feed or a listing speaks of which incident, by the rule that holds for posts: worked out of entry_mentions whenever those change.';
comment on column entry_assignments.entry_id is 'The entry.';
comment on column entry_assignments.incident_id is 'The incident.';
comment on column entry_assignments.provider_id is 'Who speaks.';
comment on column entry_assignments.strength is 'strong, fair or weak, as in assignments; weak ones count for nothing.';
comment on column entry_assignments.reason is 'Why, in words; the quotes are in entry_mentions.';
comment on column entry_assignments.recorded_at is 'When this row was written.';

create function assign_entries(entries bigint[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    with counted as (
        select m.entry_id, m.incident_id, s.provider_id,
               bool_or(m.place = 'title' and m.manner in ('statement', 'heading')) as titled,
               bool_or(m.place = 'text' and m.manner = 'heading') as headed,
               count(*) filter (where m.place = 'text' and m.manner = 'statement'
                                  and t.kind is distinct from 'id' and t.kind is distinct from 'wrong-id') as named,
               count(*) filter (where m.place = 'text' and m.manner = 'statement'
                                  and t.kind in ('id', 'wrong-id')) as numbered,
               string_agg(distinct m.manner, ', ') as manners
          from entry_mentions m
          join entries e on e.id = m.entry_id
          join sources s on s.id = e.source_id
          left join incident_terms t on t.incident_id = m.incident_id and t.term = m.term
         where m.entry_id = any (assign_entries.entries)
         group by m.entry_id, m.incident_id, s.provider_id
    ), beside as (
        select *, bool_or(titled) over it and not titled as another_titled, max(named + numbered) over it as most
          from counted
        window it as (partition by entry_id)
    ), result as (
        select entry_id, incident_id, provider_id,
               grade_of(titled or headed, another_titled, named, numbered, most) as strength,
               grade_reason(false, titled, headed, another_titled, named, numbered, most, manners) as reason
          from beside
    ), gone as (
        delete from entry_assignments a
         where a.entry_id = any (assign_entries.entries)
           and not exists (select 1 from result r where r.entry_id = a.entry_id and r.incident_id = a.incident_id)
    )
    insert into entry_assignments as a (entry_id, incident_id, provider_id, strength, reason)
    select r.entry_id, r.incident_id, r.provider_id, r.strength, r.reason from result r order by r.entry_id, r.incident_id
    on conflict (entry_id, incident_id) do update
       set provider_id = excluded.provider_id, strength = excluded.strength, reason = excluded.reason
     where (a.provider_id, a.strength, a.reason) is distinct from (excluded.provider_id, excluded.strength, excluded.reason);
end
$$;
comment on function assign_entries is 'Works out which of these entries speak of which incidents, from their mentions.';

create function entry_mentions_changed() returns trigger
language plpgsql set search_path = public as $$
begin
    perform assign_entries(array(select distinct m.entry_id from changed m));
    return null;
end
$$;
comment on function entry_mentions_changed is 'Renews the assignments of the entries whose mentions changed.';
create trigger entry_mentions_added after insert on entry_mentions referencing new table as changed
    for each statement execute function entry_mentions_changed();
create trigger entry_mentions_edited after update on entry_mentions referencing new table as changed
    for each statement execute function entry_mentions_changed();
create trigger entry_mentions_removed after delete on entry_mentions referencing old table as changed
    for each statement execute function entry_mentions_changed();

-- The rows of posts behind the moves of an address: only a post that moved leads on from a post. They are few, and the planner
-- would think of thousands: it would read all sightings for them, or make room for as many to tell doubles apart by, which
-- costs more than all the rest. So a row may come twice, and a way that leads back to itself is left after more steps than
-- any redirects have.
create function moved_posts(address bigint) returns setof bigint
language sql stable rows 2 security definer set search_path = public, pg_temp as $$
    with recursive way (id, steps) as (
        select f.id, 1 from frontier f where f.via_id = address and f.role = 'post'
        union all
        select t.id, way.steps + 1
          from way cross join lateral (select y.id from frontier y where y.via_id = way.id and y.role = 'post' offset 0) t
         where way.steps < 40
    )
    select s.post_id
      from way
     cross join lateral (select y.post_id from sightings y where y.frontier_id = way.id and y.update_key = '' offset 0) s
$$;
comment on function moved_posts is 'The rows of posts that stand at the addresses that an address of a post (a row of frontier) moved to; one may come more than once.';

-- Few addresses move: only of those the way is followed.
create view linked_posts as
select x.url_key, x.provider_id, x.id as post_id
  from posts x
union all
select f.url_key, null::bigint, s.post_id
  from frontier f
 cross join lateral (
       select y.post_id from sightings y where y.frontier_id = f.id and y.update_key = ''
        union all
       select m.id from moved_posts(f.id) m (id)
        where f.role = 'post' and exists (select from frontier t where t.via_id = f.id and t.role = 'post') offset 0) s;
comment on view linked_posts is 'The rows of posts at each address that an entry may lead to: by the key of the post, and by where posts were seen; one may come more than once.';
comment on column linked_posts.url_key is 'The key of the address, as in frontier and posts.';
comment on column linked_posts.provider_id is 'The provider of a post that has that key: another provider''s post with it is not meant. Null where the post was seen at the address.';
comment on column linked_posts.post_id is 'The post.';

-- An entry that was shown before and names the incident only now is dated by the change that it claims, and by nothing else.
-- What an index does not date, another listing of the provider may, or the page that it leads to. Whether that page speaks
-- of the incident is asked of the first of its texts that does: what was seen no later than the entry makes it a link to
-- what was said already; what no look at the page between shows is the statement that the entry announced; and where the
-- page was read in between and did not speak, entry and page are two statements.
create view naming_entries as
select g.entry_id, g.incident_id, g.provider_id, g.strength, g.reason,
       case when d.revised then e.updated_low_at when d.published_high_at is not null then d.published_low_at
            else l.low_at end as claimed_low_at,
       case when d.revised or d.published_high_at is null then coalesce(e.updated_high_at, l.high_at) else d.published_high_at end
           as claimed_high_at,
       case when not d.revised and d.published_high_at is not null then e.updated_high_at else l.changed_high_at end as changed_high_at,
       case when d.revised or d.published_high_at is null then coalesce(e.updated_local, l.local) else d.published_local end
           as claimed_local,
       case when d.revised or d.published_high_at is null then coalesce(e.updated_utc_offset, l.utc_offset)
            else d.published_utc_offset end as claimed_utc_offset,
       case when d.revised or d.published_high_at is null then coalesce(e.updated_precision, l.precision)
            else d.published_precision end as claimed_precision,
       case when d.revised or d.published_high_at is null then coalesce(e.updated_raw, l.raw) else d.published_raw end as claimed_raw,
       e.title, e.text, e.link, e.link_key, e.authors, e.source_id, e.capture_id, e.first_seen_at, e.last_not_seen_at,
       e.last_not_seen_by, e.recorded_at,
       exists (select 1 from entry_assignments o join entries x on x.id = o.entry_id
                where o.incident_id = g.incident_id and o.provider_id = g.provider_id and o.strength <> 'weak'
                  and (x.link_key = e.link_key or x.frontier_id = e.frontier_id and x.entry_key = e.entry_key)
                  and (x.first_seen_at, x.id) < (e.first_seen_at, e.id)) as repeated,
       page.id is not null as page_speaks,
       coalesce(page.first_seen_at <= e.first_seen_at, false) as page_spoke,
       case when page.first_seen_at > e.first_seen_at and (page.last_not_seen_at >= e.first_seen_at) is not true then page.id end
           as announces_id,
       case when page.first_seen_at > e.first_seen_at and page.last_not_seen_at < e.first_seen_at
            then greatest(e.last_not_seen_at, page.last_not_seen_at) else e.last_not_seen_at end as unsaid_at
  from entry_assignments g
  join entries e on e.id = g.entry_id
  left join lateral (
       select c.id, c.post_id, c.first_seen_at, c.last_not_seen_at
         from (select distinct k.post_id as id from linked_posts k
                where k.url_key = e.link_key and (k.provider_id is null or k.provider_id = g.provider_id)) p
         join assignments t on t.post_id = p.id and t.incident_id = g.incident_id and t.strength in ('strong', 'fair')
         join communications c on c.id = t.communication_id
        order by c.first_seen_at, c.id limit 1) page on true
 cross join lateral (
       select exists (select 1 from entries x
                       where x.frontier_id = e.frontier_id and x.first_seen_at < e.first_seen_at
                         and (x.link_key = e.link_key or x.entry_key = e.entry_key)) as revised,
              y.*
         from (select 1) one
         left join lateral (
              select x.published_low_at, x.published_high_at, x.published_local, x.published_utc_offset,
                     x.published_precision, x.published_raw
                from entries x join sources s on s.id = x.source_id and s.provider_id = g.provider_id
               where (x.id = e.id or x.link_key = e.link_key) and x.published_high_at is not null
               order by x.id <> e.id, x.first_seen_at, x.id limit 1) y on true) d
  left join lateral (
       select c.worded_low_at as low_at, c.claimed_high_at as high_at, c.changed_high_at, c.claimed_local as local,
              c.claimed_utc_offset as utc_offset, c.claimed_precision as precision, c.claimed_raw as raw
         from communications c
        where not d.revised and d.published_high_at is null and e.updated_high_at is null
          and c.post_id = page.post_id and c.update_key = '' and c.kind = 'post'
        order by c.version limit 1) l on true
 where g.strength <> 'weak';
comment on view naming_entries is 'The entries of feeds and listings that speak of an incident, with what dates them.';
comment on column naming_entries.entry_id is 'The entry.';
comment on column naming_entries.incident_id is 'The incident.';
comment on column naming_entries.provider_id is 'Who speaks.';
comment on column naming_entries.strength is 'strong or fair.';
comment on column naming_entries.reason is 'Why, in words.';
comment on column naming_entries.claimed_low_at is 'By the provider''s own times, it was said no earlier; null where none says so.';
comment on column naming_entries.claimed_high_at is 'By the provider''s own times, the entry was made no later; of one that named the incident only later, that it was changed no later.';
comment on column naming_entries.changed_high_at is 'The latest instant of the last change that it claims beside that.';
comment on column naming_entries.claimed_local is 'That time as written.';
comment on column naming_entries.claimed_utc_offset is 'Its offset from UTC; null where it is unknown.';
comment on column naming_entries.claimed_precision is 'How exact it was written.';
comment on column naming_entries.claimed_raw is 'The text as it stands in the document.';
comment on column naming_entries.title is 'Headline; null where there is none.';
comment on column naming_entries.text is 'What it says beside its headline.';
comment on column naming_entries.link is 'Address of the post; null where there is none.';
comment on column naming_entries.link_key is 'The key of that address.';
comment on column naming_entries.authors is 'Who the entry names.';
comment on column naming_entries.source_id is 'The source that it belongs to.';
comment on column naming_entries.capture_id is 'The capture that it was read from.';
comment on column naming_entries.first_seen_at is 'When it was first seen.';
comment on column naming_entries.last_not_seen_at is 'The last look before that would have shown it and did not.';
comment on column naming_entries.last_not_seen_by is 'Who made that look.';
comment on column naming_entries.recorded_at is 'When it was written into the database.';
comment on column naming_entries.repeated is 'Whether an entry for the same address, or another state of the entry, spoke of it before.';
comment on column naming_entries.page_speaks is 'Whether the post that it leads to was read and speaks of the incident itself.';
comment on column naming_entries.page_spoke is 'Whether a text of that post that speaks of the incident was seen no later than the entry.';
comment on column naming_entries.announces_id is 'The communication of that post that speaks of the incident first, where it was seen later than the entry and no look at the post between the two is known to have shown it without: the entry and it are one statement.';
comment on column naming_entries.unsaid_at is 'The last look before that would have shown the entry, or the statement that it announced, and did not.';

-- A living document says when it was made and when it was changed last. Where it was made before the incident was public, what
-- it says of the incident may be as late as the change; where it may have been made since, it is about it from its start.
create function first_word_high(made_high timestamptz, changed_high timestamptz, public_low timestamptz) returns timestamptz
language sql immutable parallel safe as $$
    select case when made_high is null or made_high > public_low then made_high else greatest(made_high, changed_high) end
$$;
comment on function first_word_high is 'The latest instant of the first word of a document, by its own times: when it was made, if that may have been since the disclosure (public_low), else when it was changed last.';

-- An update that says no time is no older than the post that it stands in.
-- Whether a text of the page spoke no later than the entry (naming_entries.page_spoke) is asked here for any such text, which
-- the first one found answers: most pages are looked up no further. offset 0 keeps it from being asked of all pages at once.
create view first_word_candidates as
select g.provider_id, g.incident_id, g.communication_id, null::bigint as entry_id, null::bigint as announces_id,
       case when c.kind = 'update' and c.claimed_high_at is null
            then (select o.worded_low_at from communications o
                   where o.post_id = c.post_id and o.update_key = '' and o.version = 1)
            else c.worded_low_at end as claimed_low_at, c.claimed_high_at, c.changed_high_at,
       c.platform_recorded_low_at, c.platform_recorded_high_at, c.platform_edited_high_at,
       c.first_seen_at, c.last_not_seen_at, c.recorded_at
  from telling_assignments g join communications c on c.id = g.communication_id
 where g.strength in ('strong', 'fair')
union all
select n.provider_id, n.incident_id, null, n.entry_id, n.announces_id, n.claimed_low_at, n.claimed_high_at, n.changed_high_at,
       null, null, null, n.first_seen_at, n.unsaid_at, n.recorded_at
  from naming_entries n
 where not n.repeated
   and not exists (select 1 from linked_posts k
                     join assignments t on t.post_id = k.post_id and t.incident_id = n.incident_id and t.strength in ('strong', 'fair')
                     join communications c on c.id = t.communication_id
                    where k.url_key = n.link_key and (k.provider_id is null or k.provider_id = n.provider_id)
                      and c.first_seen_at <= n.first_seen_at offset 0);
comment on view first_word_candidates is 'What may be the first word of a provider on an incident: the communications that speak of it, and the entries of feeds and listings that do, unless a text of their page that speaks of it was seen no later.';
comment on column first_word_candidates.provider_id is 'Who speaks.';
comment on column first_word_candidates.incident_id is 'The incident.';
comment on column first_word_candidates.communication_id is 'The communication; null of an entry.';
comment on column first_word_candidates.entry_id is 'The entry; null of a communication.';
comment on column first_word_candidates.announces_id is 'The communication that the entry announced, and that is one statement with it: the entry counts for the bounds, and for no number of statements.';
comment on column first_word_candidates.claimed_low_at is 'By the provider''s own times, it was said no earlier; of an update without a time: its post.';
comment on column first_word_candidates.claimed_high_at is 'By the provider''s own times, the document was made no later; see first_word_high.';
comment on column first_word_candidates.changed_high_at is 'By the provider''s own times, it was changed no later.';
comment on column first_word_candidates.platform_recorded_low_at is 'The earliest instant of the platform''s own record of it.';
comment on column first_word_candidates.platform_recorded_high_at is 'The latest instant of that.';
comment on column first_word_candidates.platform_edited_high_at is 'The latest instant of the last edit of that record.';
comment on column first_word_candidates.first_seen_at is 'When it was seen first.';
comment on column first_word_candidates.last_not_seen_at is 'The last look before that would have shown it and did not.';
comment on column first_word_candidates.recorded_at is 'When it was written into the database.';
