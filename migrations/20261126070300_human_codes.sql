-- What people say of communications, field by field of a code book. It stands beside what the rules read and never
-- changes it.

create table coders (
    id bigint generated always as identity primary key,
    name text not null unique check (name <> 'machine'),
    recorded_at timestamptz not null default now()
);
comment on table coders is 'People who code communications.';
comment on column coders.id is 'Row number; no meaning outside this database.';
comment on column coders.name is 'Name as given at the first import; machine is kept for the rules.';
comment on column coders.recorded_at is 'When this row was written.';

-- Communications are named by their keys and not by their rows: the archive can be read again.
create table human_codes (
    id bigint generated always as identity primary key,
    coder_id bigint not null references coders (id),
    incident_id bigint not null references incidents (id),
    provider_id bigint not null references providers (id),
    post_key text not null,
    update_key text not null,
    version integer not null check (version > 0),
    field text not null,
    value text not null,
    quote text,
    note text,
    code_book_version text not null,
    text_digest text,
    sheet text not null,
    recorded_at timestamptz not null default now(),
    unique (coder_id, incident_id, provider_id, post_key, update_key, version, field, recorded_at)
);
create index on human_codes (incident_id);
create index on human_codes (provider_id, post_key);
comment on table human_codes is 'What coders answered, one row each time. Nothing is overwritten: of one coder, communication and field the latest row counts.';
comment on column human_codes.id is 'Row number; no meaning outside this database.';
comment on column human_codes.coder_id is 'Who says so.';
comment on column human_codes.incident_id is 'The incident in whose trail the communication was coded: one post can speak of two.';
comment on column human_codes.provider_id is 'Whose communication it is.';
comment on column human_codes.post_key is 'The post, by its identity within its provider (posts.key).';
comment on column human_codes.update_key is 'Which statement inside the post; empty for the post itself (communications.update_key).';
comment on column human_codes.version is 'Which words of that statement (communications.version).';
comment on column human_codes.field is 'Field of the code book.';
comment on column human_codes.value is 'yes, no or unknown; of some fields a value of their own list; of a field with many, all of them with semicolons between.';
comment on column human_codes.quote is 'The words that the answer rests on; null where none were given.';
comment on column human_codes.note is 'Remark of the coder; null where there is none.';
comment on column human_codes.code_book_version is 'Version of the code book that was used.';
comment on column human_codes.text_digest is 'Digest of the words that were in front of the coder (communications.text_digest); null where the sheet did not say.';
comment on column human_codes.sheet is 'Name of the file that it was read from.';
comment on column human_codes.recorded_at is 'When this row was written; of two, the later counts.';

create view latest_codes as
select distinct on (h.coder_id, h.incident_id, h.provider_id, h.post_key, h.update_key, h.version, h.field)
       i.slug as incident, p.slug as provider, h.post_key, h.update_key, h.version, h.field, d.name as coder, h.value,
       h.quote, h.note, h.code_book_version, h.recorded_at, c.id as communication_id,
       c.text_digest = h.text_digest as same_words
  from human_codes h
  join coders d on d.id = h.coder_id
  join incidents i on i.id = h.incident_id
  join providers p on p.id = h.provider_id
  left join posts o on o.provider_id = h.provider_id and o.key = h.post_key
  left join communications c on c.post_id = o.id and c.update_key = h.update_key and c.version = h.version
 order by h.coder_id, h.incident_id, h.provider_id, h.post_key, h.update_key, h.version, h.field, h.recorded_at desc,
          h.id desc;
comment on view latest_codes is 'The codes that count: of each coder, communication and field the latest.';
comment on column latest_codes.incident is 'The incident: short name.';
comment on column latest_codes.provider is 'The provider: short name.';
comment on column latest_codes.post_key is 'The post, by its identity within its provider.';
comment on column latest_codes.update_key is 'Which statement inside the post; empty for the post itself.';
comment on column latest_codes.version is 'Which words of that statement.';
comment on column latest_codes.field is 'Field of the code book.';
comment on column latest_codes.coder is 'Who says so.';
comment on column latest_codes.value is 'The answer.';
comment on column latest_codes.quote is 'The words that it rests on; null where none were given.';
comment on column latest_codes.note is 'Remark of the coder; null where there is none.';
comment on column latest_codes.code_book_version is 'Version of the code book that was used.';
comment on column latest_codes.recorded_at is 'When it was imported.';
comment on column latest_codes.communication_id is 'Row of communications; null where the rules of now do not read this communication.';
comment on column latest_codes.same_words is 'Whether the words are still those that the coder saw; null where that is not known.';
