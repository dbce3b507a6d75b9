-- Every look, and where the exact bytes that it brought stand in the archive. Who made a capture is said with it: we, when
-- it happened, or an archive or a file that it was brought from afterwards.
--
-- There are more looks than rows of all other tables together, so their rows are narrow: a file is named by its number, a
-- record by the sixteen bytes of its id, a word that is one of a few by an enumeration (four bytes, and it reads as the
-- word); and columns stand by their width, widest first, so that none is padded. Addresses, sources and providers are
-- named in four bytes: there are never two thousand million of them.

create table segments (
    id integer generated always as identity primary key,
    name text not null unique
);
comment on table segments is 'The WARC files of the archive: rows name them by number, since a look is small and a file name is not.';
comment on column segments.id is 'Row number; no meaning outside this database.';
comment on column segments.name is 'File name, without its folder.';

-- Each statement within sees what was committed before it: of two workers that begin to write of one file at once, the
-- second waits for the first and finds its row.
create function segment_of(file_name text) returns integer
language plpgsql as $$
declare
    known integer := (select s.id from public.segments s where s.name = file_name);
begin
    if known is null and file_name is not null then
        insert into public.segments (name) values (file_name) on conflict (name) do nothing;
        known := (select s.id from public.segments s where s.name = file_name);
    end if;
    return known;
end
$$;
comment on function segment_of is 'The row of segments with that file name, which is made where there is none.';

create type look_role as enum ('robots', 'listing', 'post');
create type look_outcome as enum ('answered', 'unchanged', 'missing', 'error', 'moved', 'disallowed', 'failed');
create type evidence_class as enum ('ok', 'not-modified', 'redirect', 'partial', 'not-found', 'gone', 'client-error', 'blocked',
    'challenge', 'rate-limited', 'unavailable', 'server-error', 'soft-not-found', 'login-wall', 'maintenance');
create type document_kind as enum ('article', 'listing', 'feed', 'sitemap', 'status', 'advisory', 'record', 'robots',
    'security-txt', 'unparsed');

create table captures (
    id bigint generated always as identity primary key,
    fetched_at timestamptz not null,
    recorded_at timestamptz not null default now(),
    record_offset bigint not null,
    record_id uuid not null unique,
    frontier_id integer not null references frontier (id),
    segment_id integer not null references segments (id),
    record_length integer not null,
    status smallint not null,
    refers_to bigint references captures (id),
    brought_at timestamptz,
    kind text not null check (kind in ('response', 'not-modified', 'same-payload')),
    made_by text not null default 'live'
        check (made_by in ('live', 'wayback', 'memento', 'commoncrawl', 'warc', 'wacz')),
    target_uri text not null,
    content_type text,
    payload_digest text,
    made_as text,
    archive_url text,
    source_file text,
    check ((made_by = 'live') = (made_as is null) and (made_by = 'live') = (brought_at is null))
);
create index on captures (frontier_id, fetched_at);
create unique index on captures (made_as) where made_as is not null;
create index on captures (frontier_id) where made_by <> 'live';
create index captures_brought on captures (id) where made_by <> 'live';
comment on table captures is 'Archived answers: where the WARC record of each stands.';
comment on column captures.id is 'Row number; no meaning outside this database.';
comment on column captures.fetched_at is 'WARC-Date: when the server was asked, by us or by who made the capture.';
comment on column captures.recorded_at is 'When this row was written.';
comment on column captures.record_offset is 'Where the record''s gzip member starts in that file, in bytes.';
comment on column captures.record_id is 'WARC-Record-ID, without angle brackets: the UUID in it (urn:uuid:).';
comment on column captures.frontier_id is 'The address that was visited.';
comment on column captures.segment_id is 'The WARC file, by its name.';
comment on column captures.record_length is 'How long that member is, in bytes.';
comment on column captures.status is 'HTTP status of the answer.';
comment on column captures.refers_to is 'The capture whose body a revisit stands for; null for a response.';
comment on column captures.brought_at is 'When it was fetched from that archive or imported; null for live. The time of the capture itself is fetched_at.';
comment on column captures.kind is 'response (record with the body), not-modified (revisit: the server said 304) or same-payload (revisit: the same body came again).';
comment on column captures.made_by is 'Who asked the server: live (we), wayback (the Wayback Machine), memento (another web archive), commoncrawl, or the writer of a file that was imported: warc or wacz.';
comment on column captures.target_uri is 'WARC-Target-URI: the address that answered, after redirects.';
comment on column captures.content_type is 'Content-Type as the server sent it.';
comment on column captures.payload_digest is 'SHA-1 of the body as sent, after de-chunking and before content decoding; of a 304, that of the capture it refers to.';
comment on column captures.made_as is 'What it is called where it is from (the address of the memento, or the id of the imported record), so that it is one capture however often it is brought; null for live.';
comment on column captures.archive_url is 'Where it can be looked at in the archive that it is from; null for live and for files.';
comment on column captures.source_file is 'The name of the imported file and where in it the record starts; null unless warc or wacz.';

alter table frontier add foreign key (known_capture_id) references captures (id);

-- What looks say in words: a few hundred combinations of words serve millions of looks, so that a look names its
-- combination by number. What differs from look to look (detail, moved_to) stays with the look.
create table look_words (
    id integer generated always as identity primary key,
    retry_after_s integer,
    role look_role not null,
    outcome look_outcome not null,
    class evidence_class,
    document_kind document_kind,
    status smallint,
    digest bytea not null unique,
    made_by text not null check (made_by in ('live', 'wayback', 'memento', 'commoncrawl', 'warc', 'wacz')),
    adapter text,
    extractor_version text,
    failure text,
    truncated text,
    robots_line text
);
comment on table look_words is 'The combinations of words that looks have: a look names one by number, since it is small and words are not. Rows are added and stay as they are.';
comment on column look_words.id is 'Row number; no meaning outside this database.';
comment on column look_words.retry_after_s is 'Seconds that the server asked us to wait, where it did.';
comment on column look_words.role is 'What the address was visited as: robots, listing or post.';
comment on column look_words.outcome is 'See observations.outcome.';
comment on column look_words.class is 'See observations.class.';
comment on column look_words.document_kind is 'What the body turned out to be; unparsed where nothing was read.';
comment on column look_words.status is 'HTTP status of the last answer; null where there was none.';
comment on column look_words.digest is 'SHA-256 of the combination, by which it is found: a line of robots.txt may be longer than an index can hold.';
comment on column look_words.made_by is 'Who looked: live (we, when it happened), or who made the capture that was brought afterwards (see captures.made_by).';
comment on column look_words.adapter is 'The reader of its shape.';
comment on column look_words.extractor_version is 'The version of the rules that read it.';
comment on column look_words.failure is 'Class of the failure; null unless failed.';
comment on column look_words.truncated is 'Why the body stops before its end; null where it is whole.';
comment on column look_words.robots_line is 'The line of robots.txt that decided, with its number; null where none did.';

-- As segment_of: of two that come with the same new combination at once, the second waits for the first and finds its row.
-- A visit asks before its own transaction begins (store/src/look_words.rs), so that nobody waits for more than this row.
create function look_words_of(words jsonb) returns integer
language plpgsql as $$
declare
    said public.look_words := jsonb_populate_record(null::public.look_words, '{"made_by": "live"}' || words);
    named bytea := sha256(convert_to(jsonb_strip_nulls(to_jsonb(said) - '{id,digest}'::text[])::text, 'UTF8'));
    known integer := (select w.id from public.look_words w where w.digest = named);
begin
    if known is null then
        insert into public.look_words (retry_after_s, role, outcome, class, document_kind, status, digest, made_by, adapter,
                                       extractor_version, failure, truncated, robots_line)
        values (said.retry_after_s, said.role, said.outcome, said.class, said.document_kind, said.status, named, said.made_by,
                said.adapter, said.extractor_version, said.failure, said.truncated, said.robots_line)
        on conflict (digest) do nothing;
        known := (select w.id from public.look_words w where w.digest = named);
    end if;
    return known;
end
$$;
comment on function look_words_of is 'The row of look_words with these words, by the names of its columns; it is made where there is none.';

-- There are more looks than all else. Wide columns come first, so that nothing is padded; a row without a null has no
-- map of nulls, which is why a text that is seldom there is empty and not null.
create table looks (
    id bigint generated always as identity primary key,
    looked_at timestamptz not null,
    recorded_at timestamptz not null default now(),
    record_offset bigint not null,
    capture_id bigint references captures (id),
    record_id uuid not null,
    frontier_id integer not null references frontier (id),
    source_id integer not null references sources (id),
    provider_id integer not null references providers (id),
    segment_id integer not null references segments (id),
    record_length integer not null,
    words_id integer not null references look_words (id),
    duration_ms integer,
    complete boolean not null,
    detail text not null default '',
    moved_to text not null default ''
);
create index on looks (frontier_id, looked_at);
-- Many looks share a provider and a day, and such entries of an index are kept as one: it is a fifth of one of times.
create index looks_day on looks (provider_id, ((looked_at at time zone 'UTC')::date));
comment on table looks is 'The rows of the looks, as narrow as they can be; the view observations says all of each in full.';
comment on column looks.id is 'Row number; no meaning outside this database.';
comment on column looks.looked_at is 'See observations.looked_at.';
comment on column looks.recorded_at is 'When this row was written.';
comment on column looks.record_offset is 'Where the gzip member of the visit''s own metadata record starts, in bytes.';
comment on column looks.capture_id is 'The archived answer; null where there was none.';
comment on column looks.record_id is 'WARC-Record-ID of that metadata record: the UUID in it (urn:uuid:). A visit is recorded once: whoever records one holds the row of its address and looks for this id there.';
comment on column looks.frontier_id is 'The address that was visited.';
comment on column looks.source_id is 'The source that it was visited for.';
comment on column looks.provider_id is 'The provider of that source.';
comment on column looks.segment_id is 'The WARC file that holds that metadata record.';
comment on column looks.record_length is 'How long that member is, in bytes.';
comment on column looks.words_id is 'What the look says in words.';
comment on column looks.duration_ms is 'Milliseconds from the first request to the last byte; null where nothing was received.';
comment on column looks.complete is 'As in observations.';
comment on column looks.detail is 'What happened, for a person; empty where there is nothing to add.';
comment on column looks.moved_to is 'Where the address moved to; empty unless moved.';

-- Outer, so that who asks for no words reads none.
create view observations as
select l.id, l.looked_at, l.recorded_at, l.record_offset, l.record_id, l.capture_id, l.frontier_id, l.source_id, l.provider_id,
       l.segment_id, l.record_length, w.role, w.outcome, w.class, w.document_kind, l.duration_ms, w.retry_after_s, w.status,
       l.complete, w.made_by, w.adapter, w.extractor_version, w.failure, nullif(l.detail, '') as detail,
       nullif(l.moved_to, '') as moved_to, w.robots_line, w.truncated
  from looks l left join look_words w on w.id = l.words_id;
comment on view observations is 'Every look at every address, also the one that found nothing or failed: what tells silence from a gap.';
comment on column observations.id is 'Row number; no meaning outside this database.';
comment on column observations.looked_at is 'When the answer was asked for, by whoever looked; when the visit began, where there was none.';
comment on column observations.recorded_at is 'When this row was written.';
comment on column observations.record_offset is 'Where the gzip member of that metadata record starts, in bytes.';
comment on column observations.record_id is 'WARC-Record-ID of that metadata record: the UUID in it (urn:uuid:); no two looks have one.';
comment on column observations.capture_id is 'The archived answer; null where there was none.';
comment on column observations.frontier_id is 'The address that was visited.';
comment on column observations.source_id is 'The source that it was visited for.';
comment on column observations.provider_id is 'The provider of that source.';
comment on column observations.segment_id is 'The WARC file that holds the visit''s own metadata record, by its name.';
comment on column observations.record_length is 'How long that member is, in bytes.';
comment on column observations.role is 'What the address was visited as: robots, listing or post.';
comment on column observations.outcome is 'answered (2xx), unchanged (304, or the same body again), missing (404, 410), error (another status), moved (to another origin), disallowed (by robots.txt: nothing was asked) or failed (no answer).';
comment on column observations.class is 'What the last answer is evidence of: ok (a document), not-modified, redirect, partial (a part that nobody asked for), not-found (404), gone (410), client-error, blocked (403, 451), challenge (a proof of being human is asked for, with any status), rate-limited (429), unavailable (503), server-error, soft-not-found (status 200, but the page says that there is none, or a post leads to the front page), login-wall or maintenance. Only ok and not-modified stand for words of the provider. Null where nothing was answered.';
comment on column observations.document_kind is 'What the body turned out to be; unparsed where nothing was read.';
comment on column observations.duration_ms is 'Milliseconds from the first request to the last byte; null where nothing was received.';
comment on column observations.retry_after_s is 'Seconds that the server asked us to wait, where it did.';
comment on column observations.status is 'HTTP status of the last answer; null where there was none.';
comment on column observations.complete is 'Whether this look would have shown a statement that stood there: a whole answer that could be read, unchanged, or missing. A list (but for a security.txt) would have shown a new post only where it is there, a list was found in it, and it is not emptied or replaced by another kind of page (notes listing-empty, list-emptied, list-replaced).';
comment on column observations.made_by is 'Who looked: live (we, when it happened), or who made the capture that was brought afterwards (see captures.made_by).';
comment on column observations.adapter is 'The reader of its shape.';
comment on column observations.extractor_version is 'The version of the rules that read it.';
comment on column observations.failure is 'Class of the failure: dns, connect, tls, timeout, reset, protocol, refused or redirects; null unless failed.';
comment on column observations.detail is 'What happened, for a person; null where there is nothing to add.';
comment on column observations.moved_to is 'Where the address moved to; null unless moved.';
comment on column observations.robots_line is 'The line of robots.txt that decided, with its number; null where none did.';
comment on column observations.truncated is 'Why the body stops before its end: length, time or disconnect; null where it is whole.';

create table hops (
    observation_id bigint not null references looks (id) on delete cascade,
    asked_at timestamptz not null,
    record_offset bigint,
    record_id uuid,
    segment_id integer references segments (id),
    record_length integer,
    position smallint not null,
    status smallint not null,
    url text not null,
    location text,
    primary key (observation_id, position)
);
comment on table hops is 'The redirects of a look, hop by hop, for looks with more than one hop.';
comment on column hops.observation_id is 'The look.';
comment on column hops.asked_at is 'When it was asked.';
comment on column hops.record_offset is 'Where the record''s gzip member starts, in bytes.';
comment on column hops.record_id is 'WARC-Record-ID of this hop''s answer, without angle brackets: the UUID in it (urn:uuid:).';
comment on column hops.segment_id is 'The WARC file with this hop''s answer, by its name.';
comment on column hops.record_length is 'How long that member is, in bytes.';
comment on column hops.position is 'Place in the chain, from 0.';
comment on column hops.status is 'HTTP status of the answer.';
comment on column hops.url is 'The address asked.';
comment on column hops.location is 'Location header as sent; null where there is none.';
