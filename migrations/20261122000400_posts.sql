-- Posts, each text they have had, and the dated statements that they make.

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
create index on posts (url_key);
comment on table posts is 'Public statements, one row each however often they were rewritten.';
comment on column posts.id is 'Row number; no meaning outside this database.';
comment on column posts.provider_id is 'Whose statement it is.';
comment on column posts.source_id is 'The source through which it was seen first.';
comment on column posts.key is 'Its identity within its provider: canonical address, or the platform''s id.';
comment on column posts.kind is 'article, status-incident, advisory or security-txt.';
comment on column posts.url is 'Where a reader finds it; null where the document does not say.';
comment on column posts.url_key is 'That address without scheme, default port and fragment.';
comment on column posts.first_seen_at is 'When we saw it first.';
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
comment on column communications.first_seen_at is 'When we saw it first.';
comment on column communications.last_not_seen_at is 'The last look before that would have shown it and did not; null where there was none.';
comment on column communications.capture_id is 'The capture that it was read from.';
comment on column communications.terms_digest is 'Digest of the incident terms that it was matched with; null before it was matched.';
comment on column communications.recorded_at is 'When this row was written.';

create table sightings (
    post_id bigint not null references posts (id),
    update_key text not null default '',
    frontier_id bigint not null references frontier (id),
    text_digest text not null,
    payload_digest text,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    gone_at timestamptz,
    primary key (post_id, frontier_id, update_key)
);
comment on table sightings is 'At which addresses a post and its updates show, and with which words last: what tells a rewritten text from two addresses that show it differently.';
comment on column sightings.post_id is 'The post.';
comment on column sightings.update_key is 'The update inside it; empty for the post itself.';
comment on column sightings.frontier_id is 'The address that showed it.';
comment on column sightings.text_digest is 'Digest of the words that it showed last.';
comment on column sightings.payload_digest is 'Payload digest of the capture that showed it last.';
comment on column sightings.first_seen_at is 'When this address showed it first.';
comment on column sightings.last_seen_at is 'When this address showed it last with a body.';
comment on column sightings.gone_at is 'When the post was shown without this update; null while it stands.';
