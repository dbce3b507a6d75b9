-- What is followed and what responses are measured against, as the seeds state it.

create table providers (
    id bigint generated always as identity primary key,
    slug text not null unique,
    name text not null,
    domain text not null,
    category text,
    recorded_at timestamptz not null default now(),
    former text[] not null default '{}'
);
comment on table providers is 'The organisations whose statements are followed.';
comment on column providers.id is 'Row number; no meaning outside this database.';
comment on column providers.slug is 'Short name, as in the seed file''s name.';
comment on column providers.name is 'Name as people write it.';
comment on column providers.domain is 'Main domain; links that lead there may be followed.';
comment on column providers.category is 'Kind of organisation, such as cloud or cdn; null where the seed does not say.';
comment on column providers.former is 'Slugs that it had before, as its seed says; the archive names it by the one that it had then.';
comment on column providers.recorded_at is 'When this row was written.';

create table sources (
    id bigint generated always as identity primary key,
    provider_id bigint not null references providers (id),
    kind text not null check (kind in
        ('blog', 'newsroom', 'security-blog', 'advisories', 'status', 'security-txt', 'page')),
    url text not null,
    url_key text not null,
    every_s bigint check (every_s > 0),
    link_selector text,
    headers jsonb not null default '[]',
    incident text,
    confirmed text,
    citation text,
    active boolean not null default true,
    retired_at timestamptz,
    recorded_at timestamptz not null default now(),
    distrusted_at timestamptz,
    unique (provider_id, url_key)
);
comment on table sources is 'The addresses of a provider that the seeds name. A source that leaves the seed is retired, never deleted.';
comment on column sources.id is 'Row number; no meaning outside this database.';
comment on column sources.provider_id is 'Whose address it is.';
comment on column sources.kind is 'What the address is: blog, newsroom, security-blog, advisories, status, security-txt or page.';
comment on column sources.url is 'The address as the seed has it.';
comment on column sources.url_key is 'The key of the address: host names in reverse order, path, parameters by name; without scheme, www., default port, fragment, tracking parameters and sessions. Two addresses with one key are one address.';
comment on column sources.every_s is 'Seconds between two looks, where the seed sets them.';
comment on column sources.link_selector is 'CSS selector of the links to posts, where the seed gives one.';
comment on column sources.headers is 'Extra request headers: an array of pairs of name and value.';
comment on column sources.incident is 'Slug of the incident that a page is about, where the seed says so.';
comment on column sources.confirmed is 'Who saw this address answer, where the seed says so.';
comment on column sources.citation is 'Where the address is from, where the seed says so.';
comment on column sources.active is 'Whether the seed still names it; only active sources are visited.';
comment on column sources.retired_at is 'When this database was told that it had left the seed; null while it is active. No archive holds it, and no measure rests on it: see followed_sources.';
comment on column sources.recorded_at is 'When this row was written.';
comment on column sources.distrusted_at is 'When a body of this source was last found to have changed while its validators had not; they are not used for a while then.';

create table incidents (
    id bigint generated always as identity primary key,
    slug text not null unique,
    name text not null,
    recorded_at timestamptz not null default now()
);
comment on table incidents is 'The security crises that responses are compared in.';
comment on column incidents.id is 'Row number; no meaning outside this database.';
comment on column incidents.slug is 'Short name, as in the seed file''s name.';
comment on column incidents.name is 'Name as people write it.';
comment on column incidents.recorded_at is 'When this row was written.';

create table incident_terms (
    incident_id bigint not null references incidents (id) on delete cascade,
    term text not null,
    kind text not null check (kind in ('name', 'alias', 'id', 'wrong-id')),
    primary key (incident_id, term)
);
comment on table incident_terms is 'The names and ids by which an incident is recognised in a text.';
comment on column incident_terms.incident_id is 'The incident.';
comment on column incident_terms.term is 'The name or id as the seed has it.';
comment on column incident_terms.kind is 'name, alias, id (a right CVE or GHSA id) or wrong-id (one that people use by mistake).';

create table reference_events (
    id bigint generated always as identity primary key,
    incident_id bigint not null references incidents (id) on delete cascade,
    kind text not null check (kind in ('exposure', 'reserved', 'private', 'public', 'fix')),
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
    label text not null,
    citation text not null,
    anchor boolean not null default false,
    recorded_at timestamptz not null default now()
);
create index on reference_events (incident_id, kind);
comment on table reference_events is 'What happened when in an incident, with who says so: what response times are measured from.';
comment on column reference_events.id is 'Row number; changes each time the seeds are read.';
comment on column reference_events.incident_id is 'The incident.';
comment on column reference_events.kind is 'exposure (users are harmed or may be, and nobody who would act is known to know), reserved (an id was reserved, which says nothing of who knew), private (known to some who can act), public (known to all) or fix (a fix was published).';
comment on column reference_events.label is 'What happened.';
comment on column reference_events.citation is 'Who says so.';
comment on column reference_events.anchor is 'Whether response times are measured from this one, among those of its kind; never of an exposure or a reservation.';
comment on column reference_events.recorded_at is 'When this row was written.';
