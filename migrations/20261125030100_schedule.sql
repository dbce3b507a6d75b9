-- What the schedule remembers of addresses, hosts and sources, and the bursts that were declared.

alter table politeness_groups
    add column failures integer not null default 0,
    add column trips integer not null default 0,
    add column opened_at timestamptz;
comment on table politeness_groups is 'Hosts, or platforms of many hosts, that are asked one request at a time. A group is leased for one visit; a lost worker''s lease runs out.';
comment on column politeness_groups.name is 'Host, with the port where it is not the default one; where many hosts share a platform, the platform''s domain.';
comment on column politeness_groups.failures is 'Failed looks in a row at any address of the group.';
comment on column politeness_groups.trips is 'How often in a row the circuit breaker opened; 0 while it is closed.';
comment on column politeness_groups.opened_at is 'When the circuit breaker opened (this server''s clock); null while it is closed. The first visit after next_at is its single probe.';

alter table origins
    add column platform text,
    add column robots_origin_id bigint references origins (id);
create index on origins (robots_origin_id);
comment on column origins.origin is 'Scheme, host and port, such as https://example.org; of a robots.txt that stands at an address of another name, that address.';
comment on column origins.platform is 'The platform that the documents of this origin showed it to be on, where many hosts share it; null where none was seen.';
comment on column origins.robots_origin_id is 'The origin whose robots.txt holds here as well, since this one''s redirects there (RFC 9309, section 2.3.1.2); null where it has its own.';

alter table frontier
    add column conditional_looks integer not null default 0,
    add column resolved_at timestamptz;
comment on column frontier.conditional_looks is 'Looks in a row that asked with validators; at the limit one asks for the whole body.';
comment on column frontier.resolved_at is 'When the status incident at this address was resolved, by its own word or by our first look that saw it; null where it is none or open.';

alter table sources add column distrusted_at timestamptz;
comment on column sources.distrusted_at is 'When a body of this source was last found to have changed while its validators had not; they are not used for a while then.';

create table bursts (
    id bigint generated always as identity primary key,
    incident_id bigint references incidents (id),
    provider_id bigint references providers (id),
    started_at timestamptz not null,
    until_at timestamptz not null,
    stopped_at timestamptz,
    recorded_at timestamptz not null default now(),
    check (num_nonnulls(incident_id, provider_id) = 1),
    check (until_at > started_at)
);
create index on bursts (until_at) where stopped_at is null;
comment on table bursts is 'Times of close watch: while one lasts, all sources concerned are looked at every few minutes.';
comment on column bursts.id is 'Row number; no meaning outside this database.';
comment on column bursts.incident_id is 'The incident for which all providers are watched; null where it is about one provider.';
comment on column bursts.provider_id is 'The provider that is watched; null where it is about an incident.';
comment on column bursts.started_at is 'When it was declared.';
comment on column bursts.until_at is 'Until when it holds in full; after that it decays by itself.';
comment on column bursts.stopped_at is 'When it was ended by hand; null where it was not.';
comment on column bursts.recorded_at is 'When this row was written.';
