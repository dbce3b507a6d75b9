-- What is read again, made again from the archive, and asked of the archives of others.

-- What changed because the archive was read again, by other rules, with captures of the past that were brought in, or since
-- seeds or people say something else: never a change by the provider.
create table reader_changes (
    id bigint generated always as identity primary key,
    provider_id bigint not null references providers (id),
    source_table text not null,
    row_key text not null,
    change text not null check (change in ('found', 'lost', 'read-differently')),
    before jsonb,
    after jsonb,
    extractor_version text,
    recorded_at timestamptz not null default now(),
    cause text not null default 'rules' check (cause in ('rules', 'captures', 'incidents', 'merges')),
    check ((cause = 'rules') = (extractor_version is not null)),
    check ((before is null) = (change = 'found') and (after is null) = (change = 'lost'))
);
create index on reader_changes (provider_id, recorded_at);
comment on table reader_changes is 'Rows that differ since the archive was read again, by another version of the rules, with captures of the past beside it, or since seeds or people say something else, with what they said before. No row here is a change by the provider.';
comment on column reader_changes.id is 'Row number; no meaning outside this database.';
comment on column reader_changes.provider_id is 'Whose statements were read again.';
comment on column reader_changes.source_table is 'The table of the row.';
comment on column reader_changes.row_key is 'Which row: the parts that make it unique, such as the post''s key and the number of the revision.';
comment on column reader_changes.change is 'found (only the new rules read it), lost (the new reading does not have it any more; what the old one had is in before) or read-differently.';
comment on column reader_changes.before is 'The row as it was read before; null where it was not.';
comment on column reader_changes.after is 'The row as it is read now; null where it is not.';
comment on column reader_changes.extractor_version is 'The version of the rules that read it last; null where that is not the cause.';
comment on column reader_changes.recorded_at is 'When it was read again.';
comment on column reader_changes.cause is 'rules (another version of them), captures (of the past, which were brought in and came before what was known: a first time that is earlier, a text that stood there already; rows that are merely new are not here), incidents (the seeds have another incident or term, or one less, which decides whether a text is looked through for signals) or merges (one of two posts was taken back).';

-- What cannot be put right row by row is derived once more from the archive: by the next crawl, or by reextract.
create table rereads_due (
    provider_id bigint primary key references providers (id),
    cause text not null check (cause in ('merges')),
    since timestamptz not null
);
comment on table rereads_due is 'Providers whose archive is to be read once more because people said something else of their posts. Empty after a crawl or a reextract.';
comment on column rereads_due.provider_id is 'The provider.';
comment on column rereads_due.cause is 'Why: merges (one of two posts was taken back).';
comment on column rereads_due.since is 'When that was said.';

-- Rows of posts, statements and looks are added and else stay as they are, so that an export since a moment holds the new
-- ones alone. What changes one of them nevertheless, or takes it away (the archive that is read again, a merge that is
-- taken back, keys that are renewed), leaves word here, whoever does it: such a table must be given as a whole.
create table rewrites (
    source_table text not null,
    recorded_at timestamptz not null default now(),
    oldest_at timestamptz not null,
    primary key (source_table, recorded_at)
);
comment on table rewrites is 'When rows of a table were changed or taken away that may have been exported before: each transaction that did so.';
comment on column rewrites.source_table is 'The table.';
comment on column rewrites.recorded_at is 'When they were changed or taken away.';
comment on column rewrites.oldest_at is 'When the oldest of them was written.';

create function rows_rewritten() returns trigger
language plpgsql set search_path = public as $$
declare
    oldest timestamptz;
begin
    -- What a transaction wrote itself nobody has seen; and the terms that a statement was matched with are not exported.
    if tg_op = 'UPDATE' then
        select min(o.recorded_at) into oldest from old_rows o join new_rows n using (id)
         where o.recorded_at < now() and to_jsonb(o) - 'terms_digest' is distinct from to_jsonb(n) - 'terms_digest';
    else
        select min(o.recorded_at) into oldest from old_rows o where o.recorded_at < now();
    end if;
    if oldest is not null then
        insert into rewrites as r (source_table, oldest_at) values (tg_argv[0], oldest)
        on conflict (source_table, recorded_at) do update set oldest_at = excluded.oldest_at
         where r.oldest_at > excluded.oldest_at;
    end if;
    return null;
end
$$;
comment on function rows_rewritten is 'Leaves word in rewrites that rows of a table were changed or taken away, by the name that it has in exports.';

do $$
declare
    name text;
begin
    foreach name in array array['posts', 'revisions', 'communications', 'stamps', 'bylines', 'attributions', 'changes',
                                'captures', 'observations', 'record_events', 'security_txts']
    loop
        execute format('create trigger rows_changed after update on %I referencing old table as old_rows new table as new_rows
                        for each statement execute function rows_rewritten(%L)',
                       case name when 'observations' then 'looks' else name end, name);
        execute format('create trigger rows_taken_away after delete on %I referencing old table as old_rows
                        for each statement execute function rows_rewritten(%L)',
                       case name when 'observations' then 'looks' else name end, name);
    end loop;
end
$$;

-- Rows bear the time at which their transaction began, and are there when it ends: the next delta must begin before all
-- that is open now. Whoever exports may not see the transactions of others; the owner of the schema sees at least its own.
create function writing_since(out since timestamptz, out unseen boolean)
language sql security definer set search_path = pg_catalog, pg_temp as $$
    select min(a.xact_start),
           coalesce(bool_or(a.backend_type is null and exists (select 1 from pg_locks l
                                                                where l.pid = a.pid and l.locktype = 'virtualxid')), false)
      from pg_stat_activity a
     where a.datname = current_database() and a.usesysid is not null and a.pid <> pg_backend_pid()
$$;
comment on function writing_since is 'Since when the oldest transaction is open that others have open at this database; null where none is. And whether some are open of which that cannot be seen: grant pg_read_all_stats to the owner of the schema, and all are seen.';

-- A database that is made again from the archive says so until that is done.
create table rebuilds (
    id bigint generated always as identity primary key,
    started_at timestamptz not null,
    finished_at timestamptz,
    recorded bigint not null default 0,
    left_out bigint not null default 0,
    damaged bigint not null default 0,
    check ((finished_at is null) or (finished_at >= started_at))
);
create unique index rebuilds_open on rebuilds ((finished_at is null)) where finished_at is null;
comment on table rebuilds is 'Times at which the database was made from the archive. While one is unfinished nothing is crawled.';
comment on column rebuilds.id is 'Row number; no meaning outside this database.';
comment on column rebuilds.started_at is 'When it began.';
comment on column rebuilds.finished_at is 'When it was done; null while it is unfinished.';
comment on column rebuilds.recorded is 'Visits of the archive that it recorded.';
comment on column rebuilds.left_out is 'Visits of the archive that it left out: older than the last look that the database had of their provider.';
comment on column rebuilds.damaged is 'Places of the archive at which no whole record stands, and visits of which a record is missing.';

-- What a back-filling asks of a web archive, and how far it came: it can be stopped at any moment.
create table backfills (
    id bigint generated always as identity primary key,
    provider_id bigint not null references providers (id),
    archive text not null check (archive in ('wayback', 'memento', 'commoncrawl')),
    base text not null,
    from_at timestamptz not null,
    to_at timestamptz not null,
    recorded_at timestamptz not null default now(),
    unique (provider_id, archive, base, from_at, to_at)
);
comment on table backfills is 'Each provider whose past was asked for in a web archive, with the time that was asked for.';
comment on column backfills.id is 'Row number; no meaning outside this database.';
comment on column backfills.provider_id is 'Whose past it is.';
comment on column backfills.archive is 'How the archive is asked: wayback, memento or commoncrawl.';
comment on column backfills.base is 'The address of the archive.';
comment on column backfills.from_at is 'The earliest capture that is asked for.';
comment on column backfills.to_at is 'The latest capture that is asked for.';
comment on column backfills.recorded_at is 'When this row was written.';

create table backfill_questions (
    id bigint generated always as identity primary key,
    backfill_id bigint not null references backfills (id),
    url text not null,
    prefix boolean not null,
    state text not null default 'open' check (state in ('open', 'done', 'excluded', 'failed')),
    resume_key text,
    pages integer not null default 0,
    rows integer not null default 0,
    bad_rows integer not null default 0,
    elsewhere integer not null default 0,
    detail text,
    recorded_at timestamptz not null default now()
);
-- An address may be longer than an index can hold.
create unique index on backfill_questions (backfill_id, md5(url), prefix);
comment on table backfill_questions is 'What the index of a web archive is asked: an address, or all below it.';
comment on column backfill_questions.id is 'Row number; no meaning outside this database.';
comment on column backfill_questions.backfill_id is 'The back-filling.';
comment on column backfill_questions.url is 'The address.';
comment on column backfill_questions.prefix is 'Whether all addresses that begin so are asked for.';
comment on column backfill_questions.state is 'open, done, excluded (the archive does not give it out) or failed (asked again the next time). None of these says anything of the provider.';
comment on column backfill_questions.resume_key is 'Where the index goes on; null before the first page and when it is done.';
comment on column backfill_questions.pages is 'Pages of the index that were read.';
comment on column backfill_questions.rows is 'Captures that they named.';
comment on column backfill_questions.bad_rows is 'Rows that no capture could be read from, such as an impossible time; they were passed over.';
comment on column backfill_questions.elsewhere is 'Captures that belong to no source, or that are no documents; they are not asked for.';
comment on column backfill_questions.detail is 'What the archive said, where it is excluded or failed.';
comment on column backfill_questions.recorded_at is 'When this row was written.';

create table mementos (
    id bigint generated always as identity primary key,
    backfill_id bigint not null references backfills (id),
    url text not null,
    stamp text not null,
    captured_at timestamptz not null,
    digest text,
    mimetype text,
    status smallint,
    place text not null,
    record_offset bigint,
    record_length bigint,
    hops smallint not null default 0,
    state text not null default 'due' check (state in ('due', 'brought', 'absent', 'failed')),
    detail text,
    recorded_at timestamptz not null default now()
);
create unique index on mementos (backfill_id, stamp, md5(url));
create index on mementos (backfill_id, captured_at, id) where state = 'due';
comment on table mementos is 'The captures that the index of a web archive names, and what became of each.';
comment on column mementos.id is 'Row number; no meaning outside this database.';
comment on column mementos.backfill_id is 'The back-filling.';
comment on column mementos.url is 'The address that was captured, as the index has it.';
comment on column mementos.stamp is 'The time of the capture as the archive writes it: fourteen digits.';
comment on column mementos.captured_at is 'The same as a time.';
comment on column mementos.digest is 'SHA-1 of the body in base 32, as the index has it; null where it has none.';
comment on column mementos.mimetype is 'Its type, as the index has it.';
comment on column mementos.status is 'Its HTTP status, as the index has it; null where it has none, as for a revisit.';
comment on column mementos.place is 'Where it is fetched.';
comment on column mementos.record_offset is 'Where its record starts in that file, in bytes; null where a memento is fetched.';
comment on column mementos.record_length is 'How long that record is, in bytes; null where a memento is fetched.';
comment on column mementos.hops is 'How many archived redirects led here; 0 where the index named it.';
comment on column mementos.state is 'due, brought (it is among the captures), absent (the archive does not give it out; says nothing of the provider) or failed (asked again the next time).';
comment on column mementos.detail is 'What the archive answered, where it was not brought.';
comment on column mementos.recorded_at is 'When this row was written.';
