-- When two addresses are one address and two posts one post. A merge is a row: nothing is deleted by it, and it can be
-- taken back.

create table key_rules (
    version smallint primary key,
    applied_at timestamptz not null default now()
);
comment on table key_rules is 'The rules that the address keys of this database were made by. The program renews the keys where its own rules are newer.';
comment on column key_rules.version is 'Version of the rules; the highest one is in force.';
comment on column key_rules.applied_at is 'When the keys were renewed by them.';

comment on column sources.url_key is 'The key of the address: host names in reverse order, path, parameters by name; without scheme, www., default port, fragment, tracking parameters and sessions. Two addresses with one key are one address.';
comment on column frontier.url_key is 'The key of the address, as in sources; unique, so that an address found twice is one row. Robots rows have the prefix robots: and keep the scheme; rows that are another''s (same_as_id) have the prefix same: and their number.';
comment on column posts.key is 'Its identity within its provider: the key of its canonical address, or the platform''s id.';
comment on column posts.url_key is 'The key of that address, as in sources.';
comment on column entries.link_key is 'The key of that address, as in sources.';

alter table frontier add column same_as_id bigint references frontier (id);
create index frontier_same_as on frontier (same_as_id);
comment on column frontier.same_as_id is 'The row that is visited in place of this one, because both have one key; null for a row that stands for itself. Taken back by unmerge_address.';

create index entries_entry_key on entries (entry_key, frontier_id) where entry_key is not null;

create table merges (
    id bigint generated always as identity primary key,
    provider_id bigint not null references providers (id),
    key text not null,
    post_id bigint not null references posts (id) on delete cascade,
    other_id bigint references posts (id) on delete set null,
    reason text not null check (reason in ('key', 'redirect', 'moved', 'canonical', 'guid', 'by-hand')),
    evidence text not null,
    frontier_id bigint references frontier (id),
    capture_id bigint references captures (id),
    merged_at timestamptz not null,
    undone_at timestamptz,
    recorded_at timestamptz not null default now(),
    check (other_id is distinct from post_id)
);
create unique index merges_in_force on merges (provider_id, key) where undone_at is null;
create index merges_post on merges (post_id);
create index merges_other on merges (other_id);
comment on table merges is 'Keys under which a post was shown that is known by another key: a post that moved is one post. A merge in force is undone with select unmerge(id), and then never made again by itself.';
comment on column merges.id is 'Row number: what unmerge takes.';
comment on column merges.provider_id is 'Whose post it is.';
comment on column merges.key is 'The key that stands for the post as well.';
comment on column merges.post_id is 'The post that it is.';
comment on column merges.other_id is 'The row of posts that has this key; null where there is none, because the merge was known first.';
comment on column merges.reason is 'key (both addresses have one key), redirect (the address of one leads to the other for good), moved (the same, to another host), canonical (the page says its canonical address), guid (a feed gives both addresses one id) or by-hand.';
comment on column merges.evidence is 'What says so: the address or id.';
comment on column merges.frontier_id is 'The address that showed it under this key; null where no visit led to the merge.';
comment on column merges.capture_id is 'The capture that showed it so first; null as above.';
comment on column merges.merged_at is 'When that was seen.';
comment on column merges.undone_at is 'When the merge was taken back; null while it is in force.';
comment on column merges.recorded_at is 'When this row was written.';

create function canonical_post(post bigint) returns bigint
language sql stable as $$
    with recursive way (id, step) as (
        select post, 0
        union all
        select m.post_id, way.step + 1
          from way join merges m on m.other_id = way.id and m.undone_at is null
         where way.step < 16
    )
    select id from way order by step desc limit 1
$$;
comment on function canonical_post is 'The post that a row of posts is, after all merges in force.';

create function merge_posts(other bigint, into_post bigint, why text default 'said by a person') returns bigint
language plpgsql as $$
declare
    target bigint := canonical_post(into_post);
    made bigint;
begin
    if canonical_post(other) = target then
        raise exception 'posts % and % are one post already', other, into_post;
    end if;
    if (select provider_id from posts where id = other) is distinct from (select provider_id from posts where id = target) then
        raise exception 'posts % and % are not of one provider, or one of them is none', other, into_post;
    end if;
    insert into merges (provider_id, key, post_id, other_id, reason, evidence, merged_at)
    select p.provider_id, p.key, target, p.id, 'by-hand', why, now() from posts p where p.id = canonical_post(other)
    returning id into made;
    return made;
end
$$;
comment on function merge_posts is 'Says that a post (first) is another one (second); returns the merge.';

create function unmerge(merge bigint) returns bigint
language plpgsql as $$
declare
    it merges;
    apart bigint;
begin
    update merges set undone_at = now() where id = merge and undone_at is null returning * into it;
    if it.id is null then
        raise exception 'merge % is not in force', merge;
    end if;
    apart := it.other_id;
    if apart is null then
        insert into posts (provider_id, source_id, key, kind, url, url_key, first_seen_at, first_capture_id)
        select p.provider_id, p.source_id, it.key, p.kind, f.url, f.url_key, it.merged_at, coalesce(it.capture_id, p.first_capture_id)
          from posts p left join frontier f on f.id = it.frontier_id
         where p.id = it.post_id
        returning id into apart;
        update merges set other_id = apart where id = it.id;
    end if;
    -- What the address showed since is the other post's: its texts and what was read of them change hands.
    create temporary table theirs on commit drop as
    select k.id from captures k where k.frontier_id = it.frontier_id and k.fetched_at >= it.merged_at;
    update revisions r
       set post_id = apart, number = n.number + (select coalesce(max(number), 0) from revisions where post_id = apart)
      from (select id, row_number() over (order by number) as number from revisions
             where post_id = it.post_id and capture_id in (select id from theirs)) n
     where r.id = n.id;
    update communications c
       set post_id = apart,
           version = n.version + (select coalesce(max(version), 0) from communications o
                                   where o.post_id = apart and o.update_key = c.update_key)
      from (select id, row_number() over (partition by update_key order by version) as version from communications
             where post_id = it.post_id and capture_id in (select id from theirs)) n
     where c.id = n.id;
    update stamps s set post_id = apart
     where s.post_id = it.post_id and s.capture_id in (select id from theirs)
       and not exists (select 1 from stamps o where o.post_id = apart and o.update_key = s.update_key
                                                and o.stamp_digest = s.stamp_digest);
    if to_regclass('changes') is not null then
        update changes set post_id = apart where post_id = it.post_id and capture_id in (select id from theirs);
    end if;
    update sightings s set post_id = apart
     where s.post_id = it.post_id and s.frontier_id = it.frontier_id and s.last_seen_at >= it.merged_at
       and not exists (select 1 from sightings o where o.post_id = apart and o.frontier_id = s.frontier_id
                                                   and o.update_key = s.update_key);
    -- The next look brings the whole page, so that the post is read again as one of its own.
    update frontier set etag = null, last_modified = null, due_at = least(due_at, now()) where id = it.frontier_id;
    drop table theirs;
    return apart;
end
$$;
comment on function unmerge is 'Takes a merge back; returns the post that has the key again. What its address showed since the merge becomes its own.';

create function unmerge_address(address bigint) returns bigint
language sql as $$
    update frontier set same_as_id = null, active = true where id = address and same_as_id is not null returning id
$$;
comment on function unmerge_address is 'Visits an address (a row of frontier) for itself again that was another''s by its key.';

create view repeats as
select c.id as communication_id, said.id as repeats_id, m.id as merge_id
  from merges m
  join communications c on c.post_id = m.other_id
 cross join lateral (
       select o.id from communications o
        where o.post_id = canonical_post(m.other_id) and o.update_key = c.update_key and o.text_digest = c.text_digest
        order by o.id limit 1
       ) said
 where m.undone_at is null;
comment on view repeats is 'Communications of a post that is another post: the other one says the same words. The view trail shows them once.';
comment on column repeats.communication_id is 'The communication that says nothing new.';
comment on column repeats.repeats_id is 'The communication that says the same.';
comment on column repeats.merge_id is 'The merge that makes them one.';
