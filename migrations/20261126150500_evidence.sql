-- What a communication was read from: times, authors, ids, and what listings say.

create table stamps (
    id bigint generated always as identity primary key,
    post_id bigint not null references posts (id),
    update_key text not null default '',
    role text not null check (role in ('published', 'updated', 'recorded', 'edited')),
    chosen boolean not null,
    raw text not null,
    local text not null,
    at timestamptz,
    low_at timestamptz,
    high_at timestamptz,
    utc_offset text,
    zone text,
    precision text not null,
    certainty text not null,
    source text not null,
    span_start bigint,
    span_end bigint,
    stamp_digest text not null,
    first_seen_at timestamptz not null,
    capture_id bigint not null references captures (id),
    recorded_at timestamptz not null default now(),
    unique (post_id, update_key, stamp_digest)
);
comment on table stamps is 'All times that were found for a post or an update, those that lost included, each when it was first seen.';
comment on column stamps.id is 'Row number; no meaning outside this database.';
comment on column stamps.post_id is 'The post.';
comment on column stamps.update_key is 'The update inside it; empty for the post itself.';
comment on column stamps.role is 'published and updated (claimed by the provider); recorded and edited (disclosed by the platform''s own record).';
comment on column stamps.chosen is 'Whether the rules picked it for its role.';
comment on column stamps.span_start is 'Where the text stands in the decoded document: first byte; null where that is not known.';
comment on column stamps.span_end is 'One past its last byte; null where that is not known.';
comment on column stamps.stamp_digest is 'SHA-256 of role, source and the time as written: equal digests are one stamp.';
comment on column stamps.first_seen_at is 'When it was first seen.';
comment on column stamps.capture_id is 'The capture that it was read from.';
comment on column stamps.recorded_at is 'When this row was written.';

-- A job title often stands elsewhere than the name: it has a rule and a place of its own.
create table bylines (
    id bigint generated always as identity primary key,
    communication_id bigint not null references communications (id),
    position smallint not null,
    name text not null,
    kind text not null check (kind in ('person', 'organisation')),
    job_title text,
    seniority text not null,
    function text not null,
    source text not null,
    span_start bigint,
    span_end bigint,
    capture_id bigint not null references captures (id),
    recorded_at timestamptz not null default now(),
    title_source text,
    title_span_start bigint,
    title_span_end bigint,
    -- The role in which a name speaks is a column, so that a question can be planned by it.
    speaks_as text not null generated always as (
        case when source like 'sign-off%' or source like 'closing-note%' then 'signer'
             when source like 'attribution%' then 'attributed'
             else 'byline' end) stored,
    unique (communication_id, capture_id, position)
);
create index bylines_name on bylines (name) where job_title is not null;
comment on table bylines is 'Who signed a communication, as the document names them.';
comment on column bylines.id is 'Row number; no meaning outside this database.';
comment on column bylines.communication_id is 'What was signed.';
comment on column bylines.position is 'Place in the author line, from 0.';
comment on column bylines.name is 'Name as written.';
comment on column bylines.kind is 'person or organisation.';
comment on column bylines.job_title is 'Job title as written in the document; null where none stands there.';
comment on column bylines.seniority is 'Class of the title: c-level, vp, director, manager, individual, team or unstated.';
comment on column bylines.function is 'What the title is about, such as security or executive; unstated where it does not say.';
comment on column bylines.source is 'The rule and place that the name was read from.';
comment on column bylines.span_start is 'Where the name stands in the decoded document: first byte; null where that is not known.';
comment on column bylines.span_end is 'One past its last byte; null where that is not known.';
comment on column bylines.capture_id is 'The capture that it was read from; later than the communication''s where the author line was changed and the text was not.';
comment on column bylines.recorded_at is 'When this row was written.';
comment on column bylines.title_source is 'The rule and place that the job title was read from; null where there is none.';
comment on column bylines.title_span_start is 'Where the job title stands in the decoded document: first byte; null where that is not known.';
comment on column bylines.title_span_end is 'One past its last byte; null where that is not known.';
comment on column bylines.speaks_as is 'byline (the author line, or what the document declares), signer (the close of the text) or attributed (the text says who says so).';

-- Whom a text lets speak is no signature: these people have a table of their own, so that no question about authors
-- counts them, and are rows of research.speakers with the role "attributed".
create table attributions (
    id bigint generated always as identity primary key,
    communication_id bigint not null references communications (id),
    position smallint not null,
    name text not null,
    job_title text not null,
    seniority text not null,
    function text not null,
    organisation text,
    source text not null,
    span_start bigint,
    span_end bigint,
    title_span_start bigint,
    title_span_end bigint,
    capture_id bigint not null references captures (id),
    recorded_at timestamptz not null default now(),
    unique (communication_id, capture_id, position)
);
comment on table attributions is 'Whom the text of a communication lets speak, with the job title that stands beside the name. They do not sign it; bylines has those who do.';
comment on column attributions.id is 'Row number; no meaning outside this database.';
comment on column attributions.communication_id is 'In what they are quoted.';
comment on column attributions.position is 'Place in the text, from 0.';
comment on column attributions.name is 'Name as written.';
comment on column attributions.job_title is 'Job title as written beside the name.';
comment on column attributions.seniority is 'Class of the title: c-level, vp, director, manager, individual or team.';
comment on column attributions.function is 'What the title is about, such as security or executive; unstated where it does not say.';
comment on column attributions.organisation is 'The organisation that stands with the title; null where none does. People of others than the provider are quoted too.';
comment on column attributions.source is 'The rule that it was read by.';
comment on column attributions.span_start is 'Where the name stands in the decoded document: first byte; null where that is not known.';
comment on column attributions.span_end is 'One past its last byte; null where that is not known.';
comment on column attributions.title_span_start is 'Where the job title stands in the decoded document: first byte; null where that is not known.';
comment on column attributions.title_span_end is 'One past its last byte; null where that is not known.';
comment on column attributions.capture_id is 'The capture that it was read from.';
comment on column attributions.recorded_at is 'When this row was written.';

create table identifiers (
    revision_id bigint not null references revisions (id),
    identifier text not null,
    span_start bigint,
    span_end bigint,
    primary key (revision_id, identifier)
);
create index on identifiers (identifier);
comment on table identifiers is 'CVE and GHSA ids that stand in a revision.';
comment on column identifiers.revision_id is 'The revision.';
comment on column identifiers.identifier is 'The id in its canonical spelling.';
comment on column identifiers.span_start is 'Where it stands first in the revision''s text: first byte; null where it stands elsewhere.';
comment on column identifiers.span_end is 'One past its last byte; null where it stands elsewhere.';

create table entries (
    id bigint generated always as identity primary key,
    frontier_id bigint not null references frontier (id),
    source_id bigint not null references sources (id),
    capture_id bigint not null references captures (id),
    entry_digest text not null,
    entry_key text,
    title text,
    link text,
    link_key text,
    authors jsonb not null default '[]',
    published_raw text, published_local text, published_at timestamptz, published_low_at timestamptz,
    published_high_at timestamptz, published_utc_offset text, published_zone text, published_precision text,
    published_certainty text, published_source text,
    updated_raw text, updated_local text, updated_at timestamptz, updated_low_at timestamptz,
    updated_high_at timestamptz, updated_utc_offset text, updated_zone text, updated_precision text,
    updated_certainty text, updated_source text,
    first_seen_at timestamptz not null,
    recorded_at timestamptz not null default now(),
    text text,
    last_not_seen_at timestamptz,
    last_not_seen_by text,
    terms_digest text,
    unique (frontier_id, entry_digest)
);
create index on entries (link_key);
create index entries_terms on entries (terms_digest, id);
create index entries_entry_key on entries (entry_key, frontier_id) where entry_key is not null;
comment on table entries is 'What feeds and indexes say of a post: its claimed times are known even where the post itself cannot be read.';
comment on column entries.id is 'Row number; no meaning outside this database.';
comment on column entries.frontier_id is 'The address of the feed or index.';
comment on column entries.source_id is 'The source that it belongs to.';
comment on column entries.capture_id is 'The capture that it was read from.';
comment on column entries.entry_digest is 'SHA-256 of what the entry says: an entry is stored again only when it changes.';
comment on column entries.entry_key is 'The entry''s own id (guid, atom:id); null where it has none.';
comment on column entries.title is 'Headline; null where there is none.';
comment on column entries.link is 'Address of the post; null where there is none.';
comment on column entries.link_key is 'The key of that address, as in sources.';
comment on column entries.authors is 'Who the entry names: an array of objects with name and email.';
comment on column entries.first_seen_at is 'When it was first seen.';
comment on column entries.text is 'What it says beside its headline, as plain text: its summary and its content, as far as they are kept. Null where it says nothing more, and in the feeds of status pages, whose entries are posts.';
comment on column entries.last_not_seen_at is 'The last look before that would have shown it and did not; null where there was none, and where the listing did not reach back to the time that the entry claims.';
comment on column entries.last_not_seen_by is 'Who made that look (see captures.made_by); null where there was none.';
comment on column entries.terms_digest is 'Digest of the incident terms that it was matched with; null before it was matched.';
comment on column entries.recorded_at is 'When this row was written.';

create table notes (
    id bigint generated always as identity primary key,
    observation_id bigint not null references looks (id),
    post_id bigint references posts (id),
    code text not null,
    detail text not null,
    recorded_at timestamptz not null default now()
);
create index on notes (observation_id);
create index on notes (code);
create index on notes (post_id) where post_id is not null;
comment on table notes is 'What a look could not read, and events that are not a statement: a text that vanished, a time that was changed.';
comment on column notes.id is 'Row number; no meaning outside this database.';
comment on column notes.observation_id is 'The look.';
comment on column notes.post_id is 'The post that it is about; null where it is about the document.';
comment on column notes.code is 'Short name, such as xml-repaired, text-vanished, stamp-changed, byline-changed or not-recorded (the database refused what was read).';
comment on column notes.detail is 'What happened, for a person.';
comment on column notes.recorded_at is 'When this row was written.';

-- Most posts stand in no list that dates them: that is asked before anything else. The statement that follows is planned once,
-- whatever the number of addresses. They are looked up first: else the planner, which cannot know how few they are, walks
-- all posts of the provider.
create function join_stamps(provider bigint, keys text[]) returns void
language plpgsql set plan_cache_mode = force_generic_plan as $$
begin
    if not exists (select from entries e where e.link_key = any (keys)
                      and (e.published_raw is not null or e.updated_raw is not null)) then
        return;
    end if;
    with asked as materialized (select id, url_key from frontier where url_key = any(keys) and role = 'post')
    insert into stamps (post_id, update_key, role, chosen, raw, local, at, low_at, high_at, utc_offset, zone,
                        precision, certainty, source, stamp_digest, first_seen_at, capture_id)
    select at_post.id, '', t.role, false, t.raw, t.local, t.at, t.low_at, t.high_at, t.utc_offset, t.zone,
           t.precision, t.certainty, t.source,
           'sha256:' || encode(sha256(convert_to(concat_ws(E'\n', t.role, t.source, t.raw, t.local,
                                                            coalesce(t.utc_offset, '')), 'UTF8')), 'hex'),
           e.first_seen_at, e.capture_id
      from (select p.id, p.provider_id, p.url_key from posts p
             where p.provider_id = provider and p.url_key = any(keys)
            union
            select p.id, p.provider_id, f.url_key from asked f
              join sightings s on s.frontier_id = f.id and s.update_key = ''
              join posts p on p.id = s.post_id
             where p.provider_id = provider) at_post
      join entries e on e.link_key = at_post.url_key
      join sources s on s.id = e.source_id and s.provider_id = at_post.provider_id
     cross join lateral (values
        ('published', e.published_raw, e.published_local, e.published_at, e.published_low_at, e.published_high_at,
         e.published_utc_offset, e.published_zone, e.published_precision, e.published_certainty, e.published_source),
        ('updated', e.updated_raw, e.updated_local, e.updated_at, e.updated_low_at, e.updated_high_at,
         e.updated_utc_offset, e.updated_zone, e.updated_precision, e.updated_certainty, e.updated_source)
     ) as t (role, raw, local, at, low_at, high_at, utc_offset, zone, precision, certainty, source)
     where t.raw is not null
    on conflict do nothing;
end
$$;
comment on function join_stamps is 'Makes the times of entries at the address of a post of the provider, or at an address that showed it, candidates of the post; of these addresses alone.';
