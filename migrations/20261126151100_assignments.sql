-- Which communication speaks of which incident, and how surely.

create table mentions (
    id bigint generated always as identity primary key,
    communication_id bigint not null references communications (id),
    incident_id bigint not null references incidents (id),
    term text not null,
    place text not null check (place in ('title', 'text', 'seed')),
    span_start bigint not null,
    span_end bigint not null,
    quote text not null,
    recorded_at timestamptz not null default now(),
    manner text not null default 'statement'
        check (manner in ('statement', 'heading', 'comparison', 'list', 'aside')),
    scope_start bigint not null default 0,
    scope_end bigint not null default 0,
    unique (communication_id, incident_id, term, place, span_start)
);
create index on mentions (incident_id);
comment on table mentions is 'Terms of an incident that stand in a communication: why it belongs to that incident''s trail.';
comment on column mentions.id is 'Row number; no meaning outside this database.';
comment on column mentions.communication_id is 'The communication.';
comment on column mentions.incident_id is 'The incident.';
comment on column mentions.term is 'The term as the incident''s seed has it.';
comment on column mentions.place is 'title, text, or seed (the seed says that this page is about the incident). The title of a post counts for the updates inside it.';
comment on column mentions.span_start is 'Where it stands in the title or the text: first byte.';
comment on column mentions.span_end is 'One past its last byte.';
comment on column mentions.quote is 'The sentence around it.';
comment on column mentions.recorded_at is 'When this row was written.';
comment on column mentions.manner is 'How the term is used: statement (a sentence speaks of the incident), heading (of a part of the text), comparison (the incident serves to measure another one), list (one of several incidents or ids in a row) or aside (a link to another text, such as related posts).';
comment on column mentions.scope_start is 'What of the text is about the incident by this mention, first byte: of a sentence itself, of a heading itself with what stands under it. 0 to 0 where it stands at no place of this text, as a title, a seed, and what the text of a post says for the updates inside it.';
comment on column mentions.scope_end is 'One past its last byte: of a heading, where the next one begins.';

create table assignments (
    communication_id bigint not null references communications (id) on delete cascade,
    incident_id bigint not null references incidents (id) on delete cascade,
    provider_id bigint not null references providers (id),
    post_id bigint not null references posts (id) on delete cascade,
    strength text not null check (strength in ('strong', 'fair', 'post', 'weak')),
    reason text not null,
    recorded_at timestamptz not null default now(),
    whole boolean not null default true,
    primary key (communication_id, incident_id)
);
create index assignments_told on assignments (incident_id, provider_id, communication_id) where strength <> 'weak';
create index assignments_post on assignments (post_id);
create index assignments_provider on assignments (provider_id);
comment on table assignments is 'Which communication speaks of which incident, worked out of its mentions by the function assign_posts whenever those change. Those that are weak belong to no trail: an id alone is not enough, and neither is a mention for comparison.';
comment on column assignments.communication_id is 'The communication.';
comment on column assignments.incident_id is 'The incident.';
comment on column assignments.provider_id is 'Who speaks.';
comment on column assignments.post_id is 'The post that makes the statement.';
comment on column assignments.strength is 'strong (its title, a heading or the seed says so, or several sentences do), fair (one sentence speaks of it), post (only another statement of the same post does, of those seen no later; of a status incident, any) or weak (only an id, a comparison, a list or an aside).';
comment on column assignments.reason is 'Why, in words; the quotes are in mentions.';
comment on column assignments.recorded_at is 'When it was worked out first that the communication speaks of the incident with this strength.';
comment on column assignments.whole is 'Whether all that the communication says is taken to be about the incident: it names no other one, and does not give it a part under a heading and nothing more. Where it is false, signal_scope says what is.';

-- How surely a text speaks of an incident, by where and how it names it, and why.
create function grade_of(pointed boolean, another_titled boolean, named bigint, numbered bigint, most bigint) returns text
language sql immutable parallel safe as $$
    select case when pointed then 'strong'
                when another_titled and named < 3 or (named + numbered) * 4 < most then 'weak'
                when named >= 2 or (named >= 1 and numbered >= 1) then 'strong'
                when named = 1 or numbered >= 2 then 'fair'
                else 'weak' end
$$;
comment on function grade_of is 'strong, fair or weak: how surely a text speaks of an incident. Pointed: the seed, the title or a heading says so; another_titled: its title names another incident and not this one; named, numbered: its sentences that do, by name and by id; most: how many speak of the incident that it names most.';

create function grade_reason(seeded boolean, titled boolean, headed boolean, another_titled boolean, named bigint, numbered bigint,
                             most bigint, manners text, too_old boolean default false) returns text
language sql immutable parallel safe as $$
    select case when seeded then 'the seed says that the page is about it'
                when titled then 'the title names it'
                when headed then 'a heading names it'
                when too_old then 'the seed says so of the page, and the text is older than the incident and does not name it'
                when named + numbered = 0 then 'nothing but: ' || manners
                when another_titled and named < 3 then 'the title names another incident, and few sentences this one'
                when (named + numbered) * 4 < most then 'the text names another incident far more often'
                when named = 0 and numbered = 1 then 'nothing but its id stands there'
                else format('sentences of the text speak of it: %s by name, %s by id', named, numbered) end
$$;
comment on function grade_reason is 'Why grade_of says so, in words.';

-- From when on a text can be about an incident that it does not name: since somebody knew of it, as far as is known. Where
-- only its disclosure is, others may have known before, for no longer than flaws are kept back.
create view known_since as
select e.incident_id, bool_or(e.kind = 'private') as private_known,
       min(e.low_at) - case when bool_or(e.kind = 'private') then interval '0' else interval '90 days' end as from_at
  from reference_events e
 where e.kind <> 'exposure'
 group by e.incident_id;
comment on view known_since is 'Since when somebody may have known of each incident.';
comment on column known_since.incident_id is 'The incident.';
comment on column known_since.private_known is 'Whether it is known when somebody first knew of it who could act.';
comment on column known_since.from_at is 'The earliest instant of the first event that is known of it and no mere exposure; 90 days before that where private_known is false.';

-- The rule. A title, and what a seed says of a page, are mentions of each update inside as well. Of two transactions that
-- add mentions to one post the second waits for the first, and sees those of both: it locks the posts in a statement of
-- its own, in the order of their ids, as visits do.
create function assign_posts(posts bigint[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform 1 from public.posts p where p.id = any (assign_posts.posts) order by p.id for no key update;
    with placed as (
        -- Where the part ends that the last heading before gives to the incident.
        select m.*, max(m.scope_end) filter (where m.manner = 'heading' and m.place = 'text')
                    over (partition by m.communication_id, m.incident_id order by m.scope_start, m.manner <> 'heading') as part_end
          from communications c join mentions m on m.communication_id = c.id
         where c.post_id = any (assign_posts.posts)
    ), counted as (
        select c.id as communication_id, m.incident_id, c.provider_id, c.post_id,
               bool_or(m.place = 'seed') as by_seed,
               -- Of a page that was there before the incident, with other words, the seed speaks of what came since.
               bool_or(m.place = 'seed')
               and (bool_or(m.place <> 'seed' and m.manner in ('statement', 'heading')) or k.from_at is null
                    or c.first_seen_at >= k.from_at and (c.worded_high_at <= k.from_at) is not true) as seeded,
               bool_or(m.place = 'title' and m.manner in ('statement', 'heading')) as titled,
               bool_or(m.place = 'text' and m.manner = 'heading') as headed,
               count(*) filter (where m.place = 'text' and m.manner = 'statement'
                                  and t.kind is distinct from 'id' and t.kind is distinct from 'wrong-id') as named,
               count(*) filter (where m.place = 'text' and m.manner = 'statement'
                                  and t.kind in ('id', 'wrong-id')) as numbered,
               string_agg(distinct m.manner, ', ') as manners,
               bool_and(m.place = 'seed' or m.manner not in ('statement', 'heading', 'list')) as unnamed,
               -- A sentence under a heading that names the incident is a part of what stands there.
               bool_and(m.place = 'text' and (m.manner in ('heading', 'comparison', 'aside')
                                              or coalesce(m.part_end > m.scope_start, false))) as parted
          from placed m
          join communications c on c.id = m.communication_id
          left join incident_terms t on t.incident_id = m.incident_id and t.term = m.term
          left join known_since k on k.incident_id = m.incident_id
         group by c.id, m.incident_id, c.provider_id, c.post_id, k.from_at
    ), weighed as (
        select *, unnamed and not seeded as in_passing from counted
    ), beside as (
        -- What a text is about is named in its title, or named most. Another incident in it is about it as well only
        -- where a heading or several sentences say so.
        select *, bool_or(titled or seeded) over it and not (titled or seeded) as another_titled,
               max(named + numbered) over it as most,
               not parted and count(*) filter (where not in_passing) over it = (not in_passing)::integer as whole
          from weighed
        window it as (partition by communication_id)
    ), graded as (
        select communication_id, incident_id, provider_id, post_id,
               grade_of(seeded or titled or headed, another_titled, named, numbered, most) as strength,
               grade_reason(seeded, titled, headed, another_titled, named, numbered, most, manners, by_seed and not seeded) as reason, whole
          from beside
    ), result as (
        select * from graded where strength <> 'weak'
        union all
        select c.id, spoken.incident_id, c.provider_id, c.post_id, 'post', 'another statement of the post speaks of it',
               -- What other incidents the post speaks of, it may be about as well.
               not exists (select 1 from graded o where o.post_id = c.post_id and o.incident_id <> spoken.incident_id
                                                    and o.strength <> 'weak')
               and not exists (select 1 from weighed o where o.communication_id = c.id
                                                         and o.incident_id <> spoken.incident_id and not o.in_passing)
          from (select g.post_id, g.incident_id, min(x.first_seen_at) as named_at
                  from graded g join communications x on x.id = g.communication_id
                 where g.strength <> 'weak' group by g.post_id, g.incident_id) spoken
          -- A text that was seen before the post named the incident was not about it. What a status incident said first
          -- is about what it turned out to be.
          join communications c on c.post_id = spoken.post_id
                               and (c.first_seen_at >= spoken.named_at or c.kind = 'status-update')
         where not exists (select 1 from graded g where g.communication_id = c.id
                              and g.incident_id = spoken.incident_id and g.strength <> 'weak')
        union all
        select g.* from graded g
         where g.strength = 'weak'
           and not exists (select 1 from graded o where o.post_id = g.post_id and o.incident_id = g.incident_id
                                                    and o.strength <> 'weak')
    ), gone as (
        delete from assignments a
         where a.post_id = any (assign_posts.posts)
           and not exists (select 1 from result r
                            where r.communication_id = a.communication_id and r.incident_id = a.incident_id)
    )
    insert into assignments (communication_id, incident_id, provider_id, post_id, strength, reason, whole)
    select r.communication_id, r.incident_id, r.provider_id, r.post_id, r.strength, r.reason, r.whole from result r
     order by r.communication_id, r.incident_id
    on conflict (communication_id, incident_id) do update
       set post_id = excluded.post_id, provider_id = excluded.provider_id, strength = excluded.strength,
           reason = excluded.reason, whole = excluded.whole,
           -- What was no part of the trail became one now.
           recorded_at = case when assignments.strength = excluded.strength then assignments.recorded_at else now() end
     where (assignments.post_id, assignments.strength, assignments.reason, assignments.whole)
           is distinct from (excluded.post_id, excluded.strength, excluded.reason, excluded.whole);
end
$$;
comment on function assign_posts is 'Works out which communications of these posts speak of which incidents, from their mentions.';

-- Whatever writes mentions or communications, the assignments follow. (A second reading of the archive writes into
-- tables of its own, and then into these.)
create function mentions_changed() returns trigger
language plpgsql set search_path = public as $$
begin
    perform assign_posts(array(select distinct c.post_id from changed m join communications c on c.id = m.communication_id));
    return null;
end
$$;
comment on function mentions_changed is 'Renews the assignments of the posts whose mentions changed.';
create trigger mentions_added after insert on mentions referencing new table as changed
    for each statement execute function mentions_changed();
create trigger mentions_edited after update on mentions referencing new table as changed
    for each statement execute function mentions_changed();
create trigger mentions_removed after delete on mentions referencing old table as changed
    for each statement execute function mentions_changed();

-- Whether a text is looked through for signals depends on what its post states of incidents (signal_readings.read_for). A
-- mention says nothing of what was shown before it, and nothing of texts whose rules were tried for their own words, or in vain.
create function signals_follow() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into signals_to_read
    select distinct r.communication_id
      from (select distinct m.communication_id from changed m
             where m.manner in ('statement', 'heading') or tg_op = 'UPDATE') told
      join communications c on c.id = told.communication_id
      join communications x on x.post_id = c.post_id and x.first_seen_at >= c.first_seen_at
      join signal_readings r on r.communication_id = x.id
     where (tg_op <> 'DELETE' and r.read_for is null and r.reason in ('no-concern', 'partial-copy')
            or tg_op <> 'INSERT' and r.read_for = 'incident')
    on conflict do nothing;
    return null;
end
$$;
comment on function signals_follow is 'Puts communications into signals_to_read whose post states something of another incident now, or of one less.';
create trigger signals_follow_added after insert on mentions referencing new table as changed
    for each statement execute function signals_follow();
create trigger signals_follow_edited after update on mentions referencing new table as changed
    for each statement execute function signals_follow();
create trigger signals_follow_removed after delete on mentions referencing old table as changed
    for each statement execute function signals_follow();

-- When an incident became known decides of which texts of its pages a seed speaks.
create function events_changed() returns trigger
language plpgsql set search_path = public as $$
declare
    posts bigint[] := array(select distinct c.post_id from changed e
                              join mentions m on m.incident_id = e.incident_id and m.place = 'seed'
                              join communications c on c.id = m.communication_id);
begin
    if cardinality(posts) > 0 then perform assign_posts(posts); end if;
    return null;
end
$$;
comment on function events_changed is 'Renews the assignments of the posts of which a seed says that they are about an incident whose events changed.';
create trigger events_added after insert on reference_events referencing new table as changed
    for each statement execute function events_changed();
create trigger events_edited after update on reference_events referencing new table as changed
    for each statement execute function events_changed();
create trigger events_removed after delete on reference_events referencing old table as changed
    for each statement execute function events_changed();

create function communications_added() returns trigger
language plpgsql set search_path = public as $$
declare
    known bigint[] := array(select distinct c.post_id from added c
                             where exists (select 1 from assignments a where a.post_id = c.post_id));
begin
    if cardinality(known) > 0 then perform assign_posts(known); end if;
    return null;
end
$$;
comment on function communications_added is 'Renews the assignments of posts that spoke of an incident and speak again.';
create trigger communications_added after insert on communications referencing new table as added
    for each statement execute function communications_added();

create function communication_moved() returns trigger
language plpgsql set search_path = public as $$
begin
    if exists (select 1 from assignments a where a.post_id in (old.post_id, new.post_id)) then
        perform assign_posts(array[old.post_id, new.post_id]);
    end if;
    return null;
end
$$;
comment on function communication_moved is 'Renews the assignments of two posts of which one takes over a communication, and of a post of which a text is dated otherwise.';
create trigger communication_moved after update of post_id, first_seen_at, kind, claimed_high_at, changed_high_at on communications
    for each row when (old.post_id is distinct from new.post_id or old.kind is distinct from new.kind
                       or old.first_seen_at is distinct from new.first_seen_at
                       or old.worded_high_at is distinct from new.worded_high_at)
    execute function communication_moved();

-- A merge hides no sighting: of the same words under several rows of one post, those stand in a trail that were seen
-- first, whichever of the rows is the post that the others are. Words that come back under one row are said again.
create function said_before(communication bigint, incident bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (
        select 1
          from communications x
         cross join lateral (select canonical_post(x.post_id) as id) top
          left join lateral (
               select a.strength in ('strong', 'fair') as named from assignments a
                where a.communication_id = x.id and a.incident_id = said_before.incident) own on true
          join communications z on z.post_id = any (rows_of_post(x.post_id)) and z.post_id <> x.post_id
                               and z.update_key = x.update_key and z.text_digest = x.text_digest
         cross join lateral (
               select count(*) > 0 as told, coalesce(bool_or(a.incident_id = said_before.incident
                              and (a.strength in ('strong', 'fair') or own.named is not true)), false) as told_of_it
                 from assignments a where a.communication_id = z.id and a.strength <> 'weak') about
         where x.id = said_before.communication
           and ((z.first_seen_at, z.post_id <> top.id, z.id) < (x.first_seen_at, x.post_id <> top.id, x.id)
                or said_before.incident is null and about.told)
           and (said_before.incident is null or about.told_of_it)
           and not (x.post_id = top.id
                    and exists (select 1 from communications w
                                 where w.post_id = x.post_id and w.update_key = x.update_key
                                   and w.text_digest = x.text_digest and w.version < x.version)))
$$;
comment on function said_before is 'Whether another row of the same post says the same words of the same incident, and was seen earlier; of no incident (null), whether it says them of any.';

-- What the measures count: neither what is too weak, nor the same words once more.
create view telling_assignments as
select g.* from assignments g
 where g.strength <> 'weak'
   and not (g.post_id in (select s.post_id from merged_posts s) and said_before(g.communication_id, g.incident_id));
comment on view telling_assignments is 'The assignments that count as statements about an incident: those that are not weak, each of the same words of one post once.';
comment on column telling_assignments.communication_id is 'The communication.';
comment on column telling_assignments.incident_id is 'The incident.';
comment on column telling_assignments.provider_id is 'Who speaks.';
comment on column telling_assignments.post_id is 'The post that makes the statement.';
comment on column telling_assignments.strength is 'strong (its title, a heading or the seed says so, or several sentences do), fair (one sentence speaks of it), post (only another statement of the same post does, of those seen no later; of a status incident, any) or weak (only an id, a comparison, a list or an aside).';
comment on column telling_assignments.reason is 'Why, in words; the quotes are in mentions.';
comment on column telling_assignments.recorded_at is 'When this row was written.';
comment on column telling_assignments.whole is 'Whether all that the communication says is taken to be about the incident; where it is false, signal_scope says what is.';

-- The mentions that assign: the public views count no others.
create view telling_mentions as
select m.* from mentions m
  join assignments a on a.communication_id = m.communication_id and a.incident_id = m.incident_id
 where a.strength in ('strong', 'fair');
comment on view telling_mentions is 'The mentions of communications that speak of the incident: those of mentions without a mere id, comparison, list or aside.';

do $$
declare
    c record;
begin
    for c in select a.attname, col_description(a.attrelid, a.attnum) as said
               from pg_attribute a where a.attrelid = 'mentions'::regclass and a.attnum > 0 and not a.attisdropped
    loop
        execute format('comment on column telling_mentions.%I is %L', c.attname, c.said);
    end loop;
end
$$;

-- What a text of several incidents says at a place is about those that the sentence names; else about those of the heading
-- above it; else about those that the title names, or the seed. Below the next heading it is not known whether a part goes on
-- or a new one begins, and what the title does not tell is about no one incident.
create function signal_scope(communication bigint, incident bigint, span_start bigint, span_end bigint) returns text
language sql stable security definer set search_path = public, pg_temp as $$
    with named as (
        select m.incident_id, m.manner, m.place, m.scope_start, m.scope_end
          from mentions m
         where m.communication_id = signal_scope.communication and m.manner in ('statement', 'heading', 'list')
           and (m.place <> 'seed'
                or exists (select 1 from assignments a where a.communication_id = m.communication_id
                                                         and a.incident_id = m.incident_id and a.strength = 'strong'))
    ), above as (
        select h.incident_id, h.scope_end > signal_scope.span_start as surely
          from named h
         where h.manner = 'heading' and h.place = 'text' and h.scope_end > 0
           and h.scope_start = (select max(l.scope_start) from named l
                                 where l.manner = 'heading' and l.place = 'text' and l.scope_end > 0
                                   and l.scope_start <= signal_scope.span_start)
    ), sets as (
        select (select array_agg(distinct n.incident_id) from named n
                 where n.place = 'text' and n.manner <> 'heading'
                   and n.scope_start < signal_scope.span_end and n.scope_end > signal_scope.span_start) as sentence,
               (select array_agg(distinct a.incident_id) from above a) as heading,
               (select bool_or(a.surely) from above a) as surely,
               (select array_agg(distinct n.incident_id) from named n where n.place <> 'text') as title,
               (select array_agg(a.incident_id) from assignments a
                 where a.communication_id = signal_scope.communication and a.strength <> 'weak') as told,
               -- A heading gives the incident a part of the text, where nothing outside such parts names it.
               not exists (select 1 from named n
                            where n.incident_id = signal_scope.incident
                              and (n.place <> 'text'
                                   or n.manner <> 'heading'
                                      and not exists (select 1 from named h
                                                       where h.incident_id = n.incident_id and h.place = 'text' and h.manner = 'heading'
                                                         and n.scope_start >= h.scope_start and n.scope_start < h.scope_end)))
               and exists (select 1 from named n where n.incident_id = signal_scope.incident) as parted
    )
    select case
        when s.sentence is not null then case when signal_scope.incident = any (s.sentence) then 'incident' else 'other' end
        when s.surely then case when s.heading = array[signal_scope.incident] then 'incident'
                                when signal_scope.incident = any (s.heading) then 'shared' else 'other' end
        when s.title is not null then
             case when signal_scope.incident = any (s.title)
                  then case when cardinality(s.title) = 1 and coalesce(s.heading = s.title, true) then 'incident' else 'shared' end
                  when signal_scope.incident = any (s.heading) then 'shared' else 'other' end
        when s.heading is not null or s.parted or s.told <> array[signal_scope.incident] then 'shared'
        else 'incident' end
      from sets s
$$;
comment on function signal_scope is 'Whether what stands at this place of a communication is about that incident: incident (the sentence, the heading above it or else the title names it, and no other), shared (it is in a text about several subjects, and nothing says of which it is) or other (what is nearest names another incident).';

