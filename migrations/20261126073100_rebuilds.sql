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
