-- What became of a post's words between two looks whose bytes differ, and the difference of any two texts.

create table changes (
    id bigint generated always as identity primary key,
    post_id bigint not null references posts (id),
    frontier_id bigint not null references frontier (id),
    capture_id bigint not null references captures (id),
    class text not null check (class in ('markup', 'link-only', 'numbers-and-dates', 'boilerplate', 'variant-flip',
                                         'reversion', 'substantive')),
    from_revision_id bigint not null references revisions (id),
    to_revision_id bigint not null references revisions (id),
    returns_to integer,
    words_removed integer not null,
    words_added integer not null,
    update_time text not null check (update_time in ('moved', 'same', 'unstated')),
    silent boolean not null,
    rules_differ boolean not null,
    first_seen_at timestamptz not null,
    last_not_seen_at timestamptz,
    recorded_at timestamptz not null default now(),
    unique (capture_id, post_id)
);
create index on changes (post_id);
create index on changes (to_revision_id);
create index on changes (frontier_id);
create index on changes (from_revision_id);
comment on table changes is 'What became of a post between two looks at one address whose bytes differ: the class of the change. Looks with equal bytes are in observations only.';
comment on column changes.id is 'Row number; no meaning outside this database.';
comment on column changes.post_id is 'The post.';
comment on column changes.frontier_id is 'The address that showed the change.';
comment on column changes.capture_id is 'The capture that showed it first.';
comment on column changes.class is 'markup (the same words), link-only (only addresses differ), numbers-and-dates (a counter or a date line), boilerplate (what belongs to the site), reversion (A, B, A), variant-flip (A, B, A, B) or substantive (something else is said).';
comment on column changes.from_revision_id is 'The text before.';
comment on column changes.to_revision_id is 'The text after; the same row where the words are the same.';
comment on column changes.returns_to is 'Number of the earlier revision whose words came back; null where none did.';
comment on column changes.words_removed is 'Words that the text before has and the text after has not; punctuation and case do not count.';
comment on column changes.words_added is 'Words that the text after has and the text before has not.';
comment on column changes.update_time is 'What the provider''s claimed time of the last update did: moved (a new one, or a new dated update), same (the one that stood there before), unstated (none stands there).';
comment on column changes.silent is 'A silent edit: the change is substantive and no claimed time of an update moved.';
comment on column changes.rules_differ is 'Whether the two texts were read by different versions of the rules: the change may then be the reader''s and not the provider''s, and is never called silent.';
comment on column changes.first_seen_at is 'When we saw the text after first.';
comment on column changes.last_not_seen_at is 'The last look before that would have shown it and did not; null where there was none.';
comment on column changes.recorded_at is 'When this row was written.';

-- The words of a revision: headline, text, and the updates that stood in it, each a block.
create function revision_blocks(revision bigint) returns text
language sql stable parallel safe as $$
    select concat_ws(E'\n', nullif(r.title, ''), nullif(r.text, ''), (
               select string_agg(concat_ws(': ', nullif(u.status, ''), nullif(u.text, '')), E'\n'
                                 order by u.placed_at nulls last, u.update_key collate "C")
                 from (select distinct on (c.update_key) c.update_key, c.status, c.text,
                              coalesce(c.claimed_at, c.claimed_low_at) as placed_at
                         from communications c
                        where c.post_id = r.post_id and c.update_key <> '' and c.revision_id <= r.id
                          and p.kind <> 'article'
                        order by c.update_key, c.version desc) u))
      from revisions r join posts p on p.id = r.post_id where r.id = revision_blocks.revision
$$;
comment on function revision_blocks(bigint) is 'The words of a revision, one block a line: headline, text, and the updates that it shows, oldest first; those of an article stand in its text.';

-- The difference of two texts by words: the greedy algorithm of Myers (An O(ND) difference algorithm and its
-- variations, 1986). `reach[k]` is how far diagonal k came in a round; `rounds` keeps it for the way back, round d
-- behind the d*d values before it. Beyond 600 differences the middle is told as one removed and one added piece.
create function diff_words(before text, after text) returns table (place bigint, op text, words text)
language plpgsql immutable parallel safe as $$
declare
    most constant integer := 600;
    a text[] := regexp_split_to_array(nullif(btrim(before, E' \n\t\r\f'), ''), '\s+');
    b text[] := regexp_split_to_array(nullif(btrim(after, E' \n\t\r\f'), ''), '\s+');
    n integer := coalesce(cardinality(a), 0);
    m integer := coalesce(cardinality(b), 0);
    head integer := 0;
    tail integer := 0;
    middle integer := most + 1;
    reach integer[] := array_fill(0, array[2 * most + 3], array[-most - 1]);
    rounds integer[] := '{}';
    ops text[] := '{}';
    said text[] := '{}';
    d integer; k integer; x integer; y integer; from_k integer; from_x integer;
begin
    while head < least(n, m) and a[head + 1] = b[head + 1] loop head := head + 1; end loop;
    while tail < least(n, m) - head and a[n - tail] = b[m - tail] loop tail := tail + 1; end loop;
    x := n - tail;
    y := m - tail;
    if x > head and y > head then
        <<search>>
        for round in 0 .. most loop
            if round > 0 then rounds := rounds || reach[1 - round : round - 1]; end if;
            k := -round;
            while k <= round loop
                if round = 0 then x := head;
                elsif k = -round or (k <> round and reach[k - 1] < reach[k + 1]) then x := reach[k + 1];
                else x := reach[k - 1] + 1;
                end if;
                y := x - k;
                while x < n - tail and y < m - tail and a[x + 1] = b[y + 1] loop x := x + 1; y := y + 1; end loop;
                reach[k] := x;
                if x >= n - tail and y >= m - tail then
                    middle := round;
                    exit search;
                end if;
                k := k + 2;
            end loop;
        end loop;
        x := n - tail;
        y := m - tail;
    end if;
    for i in 0 .. tail - 1 loop
        ops := ops || 'equal'::text; said := said || a[n - i];
    end loop;
    if middle <= most then
        for step in reverse middle .. 1 loop
            d := step - 1;
            k := x - y;
            -- Values of round d stand at d*d + 1 .. (d+1)*(d+1), diagonal -d first.
            if k = -step or (k <> step and coalesce(rounds[d * d + k + d], -1) < coalesce(rounds[d * d + k + d + 2], -1)) then
                from_k := k + 1;
            else
                from_k := k - 1;
            end if;
            from_x := rounds[d * d + from_k + d + 1];
            while x > from_x and y > from_x - from_k loop
                ops := ops || 'equal'::text; said := said || a[x];
                x := x - 1; y := y - 1;
            end loop;
            if from_k = k + 1 then
                ops := ops || 'added'::text; said := said || b[y]; y := y - 1;
            else
                ops := ops || 'removed'::text; said := said || a[x]; x := x - 1;
            end if;
        end loop;
    else
        while y > head loop ops := ops || 'added'::text; said := said || b[y]; y := y - 1; end loop;
        while x > head loop ops := ops || 'removed'::text; said := said || a[x]; x := x - 1; end loop;
    end if;
    while x > 0 loop ops := ops || 'equal'::text; said := said || a[x]; x := x - 1; end loop;
    return query
    with backwards as (
        select t.op, t.word, -t.nr as nr from unnest(ops, said) with ordinality as t (op, word, nr)
    ), turns as (
        select w.op, w.word, w.nr,
               (w.op = 'equal') is distinct from lag(w.op = 'equal') over (order by w.nr) as turned
          from backwards w
    ), islands as (
        select t.op, t.word, t.nr, count(*) filter (where t.turned) over (order by t.nr) as island from turns t
    )
    select row_number() over (order by i.island, i.op = 'added'), i.op, string_agg(i.word, ' ' order by i.nr)
      from islands i group by i.island, i.op order by 1;
end
$$;
comment on function diff_words(text, text) is 'The difference of two texts by words: pieces in order, each equal, removed or added.';

create function diff_revisions(post bigint, from_number integer, to_number integer)
returns table (place bigint, op text, words text)
language sql stable parallel safe as $$
    select d.place, d.op, d.words
      from revisions f
      join revisions t on t.post_id = f.post_id and t.number = diff_revisions.to_number
     cross join lateral diff_words(revision_blocks(f.id), revision_blocks(t.id)) d
     where f.post_id = diff_revisions.post and f.number = diff_revisions.from_number
     order by d.place
$$;
comment on function diff_revisions(bigint, integer, integer) is 'The difference of two revisions of a post by words: pieces in order, each equal, removed or added.';

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
    -- What the address showed since is the other post's: its texts and what was read of them change hands. Whoever merges by
    -- hand names posts and no address: the other post's are those that showed it, but for documents that show both, of which
    -- only reading them again tells whose words are whose.
    create temporary table theirs on commit drop as
    select k.id, k.frontier_id from captures k
     where k.fetched_at >= it.merged_at
       and (k.frontier_id = it.frontier_id
            or it.frontier_id is null
               and k.frontier_id in (select s.frontier_id from sightings s where s.post_id = any (rows_of_post(apart)))
               and not exists (select 1 from sightings o where o.post_id = it.post_id and o.frontier_id = k.frontier_id
                                                           and o.first_seen_at < it.merged_at));
    update revisions r
       set post_id = apart, number = n.number + (select coalesce(max(number), 0) from revisions where post_id = apart)
      from (select id, row_number() over (order by number) as number from revisions
             where post_id = it.post_id and capture_id in (select id from theirs)) n
     where r.id = n.id;
    create temporary table moved on commit drop as
    select c.id, c.update_key, c.version,
           row_number() over (partition by c.update_key order by c.version)
               + (select coalesce(max(o.version), 0) from communications o
                   where o.post_id = apart and o.update_key = c.update_key) as to_version
      from communications c
     where c.post_id = it.post_id and c.capture_id in (select id from theirs);
    update communications c set post_id = apart, version = m.to_version from moved m where c.id = m.id;
    -- What people coded names a statement by these, and goes with it.
    update human_codes h set post_key = b.key, version = m.to_version
      from moved m, posts a, posts b
     where a.id = it.post_id and b.id = apart and h.provider_id = a.provider_id and h.post_key = a.key
       and h.update_key = m.update_key and h.version = m.version;
    update stamps s set post_id = apart
     where s.post_id = it.post_id and s.capture_id in (select id from theirs)
       and not exists (select 1 from stamps o where o.post_id = apart and o.update_key = s.update_key
                                                and o.stamp_digest = s.stamp_digest);
    update changes set post_id = apart where post_id = it.post_id and capture_id in (select id from theirs);
    update sightings o
       set text_digest = s.text_digest, payload_digest = s.payload_digest, links_digest = s.links_digest,
           last_seen_at = s.last_seen_at, gone_at = s.gone_at
      from sightings s
     where s.post_id = it.post_id and s.frontier_id in (select frontier_id from theirs) and s.last_seen_at >= it.merged_at
       and o.post_id = apart and o.frontier_id = s.frontier_id and o.update_key = s.update_key;
    delete from sightings s
     where s.post_id = it.post_id and s.frontier_id in (select frontier_id from theirs) and s.last_seen_at >= it.merged_at
       and exists (select 1 from sightings o where o.post_id = apart and o.frontier_id = s.frontier_id
                                               and o.update_key = s.update_key);
    update sightings s set post_id = apart
     where s.post_id = it.post_id and s.frontier_id in (select frontier_id from theirs) and s.last_seen_at >= it.merged_at;
    -- The next look brings the whole page, so that the post is read again as one of its own.
    update frontier set etag = null, last_modified = null, due_at = least(due_at, now())
     where id = it.frontier_id or id in (select frontier_id from theirs);
    -- What came of each post's words in between is derived from the archive alone: which edits there were, and of which text.
    insert into rereads_due (provider_id, cause, since) values (it.provider_id, 'merges', clock_timestamp())
    on conflict (provider_id) do update set since = excluded.since;
    drop table theirs, moved;
    return apart;
end
$$;
comment on function unmerge is 'Takes a merge back; returns the post that has the key again. What its addresses showed since the merge becomes its own, with what people coded of it; and the next crawl, or reextract, reads the archive of its provider again, which tells what was changed in which of the two.';
