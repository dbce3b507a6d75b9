-- Posts, each text they have had, the dated statements that they make, and when two posts are one post.

create table posts (
    id bigint generated always as identity primary key,
    provider_id bigint not null references providers (id),
    source_id bigint not null references sources (id),
    key text not null,
    kind text not null check (kind in ('article', 'status-incident', 'advisory', 'security-txt')),
    url text,
    url_key text,
    first_seen_at timestamptz not null,
    first_capture_id bigint not null references captures (id),
    recorded_at timestamptz not null default now(),
    unique (provider_id, key)
);
create index on posts (url_key, provider_id);
create index posts_source on posts (source_id);
comment on table posts is 'Public statements, one row each however often they were rewritten.';
comment on column posts.id is 'Row number; no meaning outside this database.';
comment on column posts.provider_id is 'Whose statement it is.';
comment on column posts.source_id is 'The source through which it was seen first.';
comment on column posts.key is 'Its identity within its provider: the key of its canonical address, or the platform''s id.';
comment on column posts.kind is 'article, status-incident, advisory or security-txt.';
comment on column posts.url is 'Where a reader finds it; null where the document does not say.';
comment on column posts.url_key is 'The key of that address, as in sources.';
comment on column posts.first_seen_at is 'When it was seen first: the time of the capture, whoever made it.';
comment on column posts.first_capture_id is 'The capture that showed it first.';
comment on column posts.recorded_at is 'When this row was written.';

create table revisions (
    id bigint generated always as identity primary key,
    post_id bigint not null references posts (id),
    number integer not null check (number > 0),
    title text,
    text text not null,
    language text,
    text_digest text not null,
    first_seen_at timestamptz not null,
    last_not_seen_at timestamptz,
    capture_id bigint not null references captures (id),
    adapter text not null,
    extractor_version text not null,
    recorded_at timestamptz not null default now(),
    last_not_seen_by text,
    unique (post_id, number)
);
create index on revisions (capture_id);
comment on table revisions is 'Each text that a post has had, in the order in which we saw them. A text that comes back is a new revision.';
comment on column revisions.id is 'Row number; no meaning outside this database.';
comment on column revisions.post_id is 'The post.';
comment on column revisions.number is '1 for the first text that we saw, then counting up.';
comment on column revisions.title is 'Headline; null where none was read.';
comment on column revisions.text is 'Main text: blocks separated by a newline, without boilerplate.';
comment on column revisions.language is 'Language of the text, ISO 639-1; null where it is not known.';
comment on column revisions.text_digest is 'SHA-256 of title, text and updates with white space folded: equal digests are one text.';
comment on column revisions.first_seen_at is 'When we saw this text first.';
comment on column revisions.last_not_seen_at is 'The last look before that would have shown this text and did not; null where there was none.';
comment on column revisions.capture_id is 'The capture that it was read from.';
comment on column revisions.adapter is 'The reader of the document''s shape.';
comment on column revisions.extractor_version is 'The version of the rules that read it.';
comment on column revisions.recorded_at is 'When this row was written.';
comment on column revisions.last_not_seen_by is 'Who made the look of last_not_seen_at (see captures.made_by); null where there was none.';

create table communications (
    id bigint generated always as identity primary key,
    provider_id bigint not null references providers (id),
    source_id bigint not null references sources (id),
    post_id bigint not null references posts (id),
    revision_id bigint not null references revisions (id),
    update_key text not null default '',
    version integer not null check (version > 0),
    kind text not null check (kind in ('post', 'revision', 'update', 'status-update', 'advisory-revision')),
    status text,
    text text,
    text_digest text not null,
    claimed_role text,
    claimed_raw text, claimed_local text, claimed_at timestamptz, claimed_low_at timestamptz,
    claimed_high_at timestamptz, claimed_utc_offset text, claimed_zone text, claimed_precision text,
    claimed_certainty text, claimed_source text,
    platform_recorded_raw text, platform_recorded_local text, platform_recorded_at timestamptz,
    platform_recorded_low_at timestamptz, platform_recorded_high_at timestamptz,
    platform_recorded_utc_offset text, platform_recorded_zone text, platform_recorded_precision text,
    platform_recorded_certainty text, platform_recorded_source text,
    platform_edited_raw text, platform_edited_local text, platform_edited_at timestamptz,
    platform_edited_low_at timestamptz, platform_edited_high_at timestamptz,
    platform_edited_utc_offset text, platform_edited_zone text, platform_edited_precision text,
    platform_edited_certainty text, platform_edited_source text,
    first_seen_at timestamptz not null,
    last_not_seen_at timestamptz,
    capture_id bigint not null references captures (id),
    terms_digest text,
    recorded_at timestamptz not null default now(),
    components text[],
    last_not_seen_by text,
    changed_high_at timestamptz,
    -- When its words were said, by the provider's own times. The time of the last change dates a post from above alone, and
    -- a post that was changed before it was seen may have said any of its words as late as that.
    worded_low_at timestamptz generated always as (
        case when kind = 'post' and claimed_role = 'updated' then null else claimed_low_at end) stored,
    worded_high_at timestamptz generated always as (greatest(claimed_high_at, changed_high_at)) stored,
    restated_at timestamptz,
    unique (post_id, update_key, version)
);
create index on communications (revision_id);
create index on communications (capture_id);
create index on communications (provider_id);
comment on table communications is 'The trail: one row per dated statement. What a row says never changes; a rewritten statement is a new version.';
comment on column communications.id is 'Row number; no meaning outside this database.';
comment on column communications.provider_id is 'Who speaks.';
comment on column communications.source_id is 'The source through which it was seen.';
comment on column communications.post_id is 'The post that makes the statement.';
comment on column communications.revision_id is 'The text of the post in which it was seen first.';
comment on column communications.update_key is 'Which statement inside the post: the platform''s id of the update, or its claimed time and status; empty for the post itself.';
comment on column communications.version is '1 for its first words, then one more each time they were changed.';
comment on column communications.kind is 'post (a post as first seen), revision (a later text of it), update (a dated block inside it), status-update (an entry of a status incident) or advisory-revision.';
comment on column communications.status is 'Status as written, such as Investigating; null where there is none.';
comment on column communications.text is 'What an update says; null for post and revision, whose text is in revisions.';
comment on column communications.text_digest is 'SHA-256 of the words: an update''s status and text, a post''s title, text and updates.';
comment on column communications.claimed_role is 'Which of the provider''s times dates it: published or updated; null where none does.';
comment on column communications.first_seen_at is 'When it was seen first: the time of the capture, whoever made it.';
comment on column communications.last_not_seen_at is 'The last look before that would have shown it and did not; null where there was none.';
comment on column communications.capture_id is 'The capture that it was read from.';
comment on column communications.terms_digest is 'Digest of the incident terms that it was matched with; null before it was matched.';
comment on column communications.recorded_at is 'When this row was written.';
comment on column communications.components is 'The services that an update is said to concern, as named; null where it names none.';
comment on column communications.changed_high_at is 'The latest instant of the last change that the document claims for the post, where it was seen first with one: its own words may be as late. Null where it claims none, or where nothing dates the post.';
comment on column communications.worded_low_at is 'By the provider''s own times, its words were said no earlier: claimed_low_at, but null for a post that only the time of its last change dates.';
comment on column communications.worded_high_at is 'By the provider''s own times, its words were said no later: the later of claimed_high_at and changed_high_at.';
comment on column communications.restated_at is 'When the row was last made to say something else: by a second reading of the archive, with captures of the past or by other rules, or since a merge was taken back. Null where it says what it said when it was written.';
comment on column communications.last_not_seen_by is 'Who made the look of last_not_seen_at (see captures.made_by); null where there was none.';

-- A crawl adds rows and changes none; what another reading makes of a row was not known when it was written.
create function communication_restated() returns trigger
language plpgsql set search_path = public as $$
begin
    new.restated_at := now();
    return new;
end
$$;
comment on function communication_restated is 'Notes when a statement was made to say something else than it did.';
create trigger communication_restated
    before update of post_id, update_key, version, kind, status, text, text_digest, claimed_raw, claimed_low_at, claimed_high_at,
                     first_seen_at, last_not_seen_at, capture_id on communications
    for each row when ((old.post_id, old.update_key, old.version, old.kind, old.status, old.text, old.text_digest, old.claimed_raw,
                        old.claimed_low_at, old.claimed_high_at, old.first_seen_at, old.last_not_seen_at, old.capture_id)
                       is distinct from
                       (new.post_id, new.update_key, new.version, new.kind, new.status, new.text, new.text_digest, new.claimed_raw,
                        new.claimed_low_at, new.claimed_high_at, new.first_seen_at, new.last_not_seen_at, new.capture_id))
    execute function communication_restated();

create table sightings (
    post_id bigint not null references posts (id),
    update_key text not null default '',
    frontier_id bigint not null references frontier (id),
    text_digest text not null,
    payload_digest text,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    gone_at timestamptz,
    links_digest text,
    primary key (post_id, frontier_id, update_key)
);
create index sightings_frontier on sightings (frontier_id, update_key);
comment on table sightings is 'At which addresses a post and its updates show, and with which words last: what tells a rewritten text from two addresses that show it differently.';
comment on column sightings.post_id is 'The post.';
comment on column sightings.update_key is 'The update inside it; empty for the post itself.';
comment on column sightings.frontier_id is 'The address that showed it.';
comment on column sightings.text_digest is 'Digest of the words that it showed last.';
comment on column sightings.payload_digest is 'Payload digest of the capture that showed it last.';
comment on column sightings.first_seen_at is 'When this address showed it first.';
comment on column sightings.last_seen_at is 'When this address showed it last with a body.';
comment on column sightings.gone_at is 'When the post was shown without this update; null while it stands.';
comment on column sightings.links_digest is 'Digest of the addresses that the post''s text linked to at this address last; null where the document does not tell them.';

-- A merge is a row: nothing is deleted by it, and it can be taken back.
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

-- Views look into tables with their owner's rights, but functions in them with the reader's: this one has its owner's.
create function canonical_post(post bigint) returns bigint
language sql stable parallel safe security definer set search_path = public, pg_temp as $$
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

-- The rows of posts that are one post with another row. Whether a communication repeats another is asked of these alone.
create view merged_posts as
select m.other_id as post_id from merges m where m.undone_at is null and m.other_id is not null
union
select m.post_id from merges m where m.undone_at is null and m.other_id is not null;
comment on view merged_posts is 'The rows of posts that are one post with another row, by a merge in force.';
comment on column merged_posts.post_id is 'The row of posts.';

create function rows_of_post(post bigint) returns bigint[]
language sql stable parallel safe security definer set search_path = public, pg_temp as $$
    with recursive one (id) as (
        select canonical_post(post)
        union
        select m.other_id from one join merges m on m.post_id = one.id and m.undone_at is null and m.other_id is not null
    )
    select array_agg(id) from one
$$;
comment on function rows_of_post is 'All rows of posts that are one post with this one, after all merges in force.';
