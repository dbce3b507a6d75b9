-- Every look, and where the exact bytes that it brought stand in the archive. Who made a capture is said with it: we, when
-- it happened, or an archive or a file that it was brought from afterwards.

create table captures (
    id bigint generated always as identity primary key,
    frontier_id bigint not null references frontier (id),
    target_uri text not null,
    fetched_at timestamptz not null,
    kind text not null check (kind in ('response', 'not-modified', 'same-payload')),
    status smallint not null,
    content_type text,
    payload_digest text,
    refers_to bigint references captures (id),
    segment text not null,
    record_offset bigint not null,
    record_length bigint not null,
    record_id text not null unique,
    recorded_at timestamptz not null default now(),
    made_by text not null default 'live'
        check (made_by in ('live', 'wayback', 'memento', 'commoncrawl', 'warc', 'wacz')),
    made_as text,
    archive_url text,
    source_file text,
    brought_at timestamptz,
    check ((made_by = 'live') = (made_as is null) and (made_by = 'live') = (brought_at is null))
);
create index on captures (frontier_id, fetched_at);
create unique index on captures (made_as) where made_as is not null;
create index on captures (frontier_id) where made_by <> 'live';
create index captures_brought on captures (id) where made_by <> 'live';
comment on table captures is 'Archived answers: where the WARC record of each stands.';
comment on column captures.id is 'Row number; no meaning outside this database.';
comment on column captures.frontier_id is 'The address that was visited.';
comment on column captures.target_uri is 'WARC-Target-URI: the address that answered, after redirects.';
comment on column captures.fetched_at is 'WARC-Date: when the server was asked, by us or by who made the capture.';
comment on column captures.kind is 'response (record with the body), not-modified (revisit: the server said 304) or same-payload (revisit: the same body came again).';
comment on column captures.status is 'HTTP status of the answer.';
comment on column captures.content_type is 'Content-Type as the server sent it.';
comment on column captures.payload_digest is 'SHA-1 of the body as sent, after de-chunking and before content decoding; of a 304, that of the capture it refers to.';
comment on column captures.refers_to is 'The capture whose body a revisit stands for; null for a response.';
comment on column captures.segment is 'File name of the WARC file.';
comment on column captures.record_offset is 'Where the record''s gzip member starts in that file, in bytes.';
comment on column captures.record_length is 'How long that member is, in bytes.';
comment on column captures.record_id is 'WARC-Record-ID, without angle brackets.';
comment on column captures.recorded_at is 'When this row was written.';
comment on column captures.made_by is 'Who asked the server: live (we), wayback (the Wayback Machine), memento (another web archive), commoncrawl, or the writer of a file that was imported: warc or wacz.';
comment on column captures.made_as is 'What it is called where it is from (the address of the memento, or the id of the imported record), so that it is one capture however often it is brought; null for live.';
comment on column captures.archive_url is 'Where it can be looked at in the archive that it is from; null for live and for files.';
comment on column captures.source_file is 'The name of the imported file and where in it the record starts; null unless warc or wacz.';
comment on column captures.brought_at is 'When it was fetched from that archive or imported; null for live. The time of the capture itself is fetched_at.';

alter table frontier add foreign key (known_capture_id) references captures (id);

create table observations (
    id bigint generated always as identity primary key,
    frontier_id bigint not null references frontier (id),
    source_id bigint not null references sources (id),
    provider_id bigint not null references providers (id),
    role text not null,
    looked_at timestamptz not null,
    outcome text not null check (outcome in
        ('answered', 'unchanged', 'missing', 'error', 'moved', 'disallowed', 'failed')),
    status smallint,
    failure text,
    detail text,
    moved_to text,
    robots_line text,
    complete boolean not null,
    truncated text,
    duration_ms bigint,
    retry_after_s bigint,
    document_kind text,
    adapter text,
    extractor_version text,
    capture_id bigint references captures (id),
    segment text not null,
    record_offset bigint not null,
    record_length bigint not null,
    record_id text not null unique,
    recorded_at timestamptz not null default now(),
    class text,
    made_by text not null default 'live'
        check (made_by in ('live', 'wayback', 'memento', 'commoncrawl', 'warc', 'wacz'))
);
create index on observations (frontier_id, looked_at) where complete;
create index on observations (frontier_id, looked_at);
create index on observations (provider_id, looked_at);
create index on observations (provider_id, class) where class not in ('ok', 'not-modified', 'redirect');
comment on table observations is 'Every look at every address, also the one that found nothing or failed: what tells silence from a gap.';
comment on column observations.id is 'Row number; no meaning outside this database.';
comment on column observations.frontier_id is 'The address that was visited.';
comment on column observations.source_id is 'The source that it was visited for.';
comment on column observations.provider_id is 'The provider of that source.';
comment on column observations.role is 'What the address was visited as: robots, listing or post.';
comment on column observations.looked_at is 'When the answer was asked for, by whoever looked; when the visit began, where there was none.';
comment on column observations.outcome is 'answered (2xx), unchanged (304, or the same body again), missing (404, 410), error (another status), moved (to another origin), disallowed (by robots.txt: nothing was asked) or failed (no answer).';
comment on column observations.status is 'HTTP status of the last answer; null where there was none.';
comment on column observations.failure is 'Class of the failure: dns, connect, tls, timeout, reset, protocol, refused or redirects; null unless failed.';
comment on column observations.detail is 'What happened, for a person; null where there is nothing to add.';
comment on column observations.moved_to is 'Where the address moved to; null unless moved.';
comment on column observations.robots_line is 'The line of robots.txt that decided, with its number; null where none did.';
comment on column observations.complete is 'Whether this look would have shown a statement that stood there: a whole answer that could be read, unchanged, or missing.';
comment on column observations.truncated is 'Why the body stops before its end: length, time or disconnect; null where it is whole.';
comment on column observations.duration_ms is 'Milliseconds from the first request to the last byte; null where nothing was received.';
comment on column observations.retry_after_s is 'Seconds that the server asked us to wait, where it did.';
comment on column observations.document_kind is 'What the body turned out to be; unparsed where nothing was read.';
comment on column observations.adapter is 'The reader of its shape.';
comment on column observations.extractor_version is 'The version of the rules that read it.';
comment on column observations.capture_id is 'The archived answer; null where there was none.';
comment on column observations.segment is 'File name of the WARC file that holds the visit''s own metadata record.';
comment on column observations.record_offset is 'Where the gzip member of that metadata record starts, in bytes.';
comment on column observations.record_length is 'How long that member is, in bytes.';
comment on column observations.record_id is 'WARC-Record-ID of that metadata record; unique, so that a visit is recorded once.';
comment on column observations.recorded_at is 'When this row was written.';
comment on column observations.class is 'What the last answer is evidence of: ok (a document), not-modified, redirect, partial (a part that nobody asked for), not-found (404), gone (410), client-error, blocked (403, 451), challenge (a proof of being human is asked for, with any status), rate-limited (429), unavailable (503), server-error, soft-not-found (status 200, but the page says that there is none, or a post leads to the front page), login-wall or maintenance. Only ok and not-modified stand for words of the provider. Null where nothing was answered.';
comment on column observations.made_by is 'Who looked: live (we, when it happened), or who made the capture that was brought afterwards (see captures.made_by).';

create table hops (
    observation_id bigint not null references observations (id) on delete cascade,
    position smallint not null,
    url text not null,
    asked_at timestamptz not null,
    status smallint not null,
    location text,
    segment text,
    record_offset bigint,
    record_length bigint,
    record_id text,
    primary key (observation_id, position)
);
comment on table hops is 'The redirects of a look, hop by hop, for looks with more than one hop.';
comment on column hops.observation_id is 'The look.';
comment on column hops.position is 'Place in the chain, from 0.';
comment on column hops.url is 'The address asked.';
comment on column hops.asked_at is 'When it was asked.';
comment on column hops.status is 'HTTP status of the answer.';
comment on column hops.location is 'Location header as sent; null where there is none.';
comment on column hops.segment is 'File name of the WARC file with this hop''s answer.';
comment on column hops.record_offset is 'Where the record''s gzip member starts, in bytes.';
comment on column hops.record_length is 'How long that member is, in bytes.';
comment on column hops.record_id is 'WARC-Record-ID of this hop''s answer, without angle brackets.';
