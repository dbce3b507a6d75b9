-- What changed because the archive was read again by other rules: never a change by the provider.

create table reader_changes (
    id bigint generated always as identity primary key,
    provider_id bigint not null references providers (id),
    source_table text not null,
    row_key text not null,
    change text not null check (change in ('found', 'lost', 'read-differently')),
    before jsonb,
    after jsonb,
    extractor_version text not null,
    recorded_at timestamptz not null default now(),
    check ((before is null) = (change = 'found') and (after is null) = (change = 'lost'))
);
create index on reader_changes (provider_id, recorded_at);
comment on table reader_changes is 'Rows that differ since the archive was read again by another version of the rules, with what they said before. The bytes are the same: no row here is a change by the provider.';
comment on column reader_changes.id is 'Row number; no meaning outside this database.';
comment on column reader_changes.provider_id is 'Whose statements were read again.';
comment on column reader_changes.source_table is 'The table of the row.';
comment on column reader_changes.row_key is 'Which row: the parts that make it unique, such as the post''s key and the number of the revision.';
comment on column reader_changes.change is 'found (only the new rules read it), lost (the new rules do not read it any more; what the old ones read is in before) or read-differently.';
comment on column reader_changes.before is 'The row as the old rules read it; null where they did not.';
comment on column reader_changes.after is 'The row as the new rules read it; null where they do not.';
comment on column reader_changes.extractor_version is 'The version of the rules that read it last.';
comment on column reader_changes.recorded_at is 'When it was read again.';
