-- What communications say of the criteria: which signals there are, whether a text could be assessed, and where each signal
-- stands in it; and what people answer to the same.

create table signal_kinds (
    signal text primary key,
    criterion text not null check (criterion in ('transparency', 'disclosure', 'practice')),
    meaning text not null,
    suggestion boolean not null default false
);
comment on table signal_kinds is 'The signals that are looked for in texts, with the criterion that each belongs to.';
comment on column signal_kinds.signal is 'Short name.';
comment on column signal_kinds.criterion is 'transparency (about impact and risk), disclosure (what is open, and how flaws are handled) or practice (what readers are told to do).';
comment on column signal_kinds.meaning is 'When a text holds the signal.';
comment on column signal_kinds.suggestion is 'Whether its rules are not exact enough to stand without a person: such rows are suggestions for coders and count in no scorecard.';

-- Suggestions for coders, and no part of the scorecard, are those whose rules were not right in 85 of 100 posts that they had not
-- seen: actions, and ways to check (docs/SIGNALS.md has the figures). Nobody has labelled texts with
-- withheld and patch-management, so nothing is known of how good their rules are. Response times beyond the first word rest on
-- actions; they are still given, and research.measures says that they are no more than that.
insert into signal_kinds (signal, criterion, meaning, suggestion) values
    ('affected', 'transparency', 'Says or plainly implies that a service, product, system or credential of its own was affected, was vulnerable or had to be fixed.', false),
    ('unaffected', 'transparency', 'Says that a named service, kind of data or component of its own is not affected. Not: that there is no evidence of harm.', false),
    ('exposure-window', 'transparency', 'Lets the reader place the beginning, the end or the length of its own exposure or compromise.', true),
    ('patch-time', 'transparency', 'Gives a date, a time or a measured duration for a fix or a mitigation.', false),
    ('action', 'transparency', 'Says that something was done about it; which action is in signals.detail, who did it in signals.actor.', true),
    ('withheld', 'transparency', 'Says that something is not told.', true),
    ('unknowns', 'disclosure', 'Admits that something about impact or cause is not known, cannot be known or is still examined.', false),
    ('no-evidence', 'disclosure', 'Claims that there is no evidence or indication of exploitation or harm. Neither the same as unaffected nor as candour.', false),
    ('check-tool', 'disclosure', 'Gives a way to find out whether the reader or the service is affected: a tool, a command, a list of indicators.', true),
    ('patch-management', 'disclosure', 'Says which versions are affected or fixed, or when a fixed release is to be expected.', true),
    ('disclosure-policy', 'disclosure', 'Names a channel or a policy for reports of flaws, or credits a report that came through it.', false),
    ('next-steps', 'practice', 'Tells readers what to do, or in so many words that nothing is to be done.', false),
    ('password-advice', 'practice', 'Advises on passwords, in either direction.', false),
    ('credential-advice', 'practice', 'Advises on keys, tokens, certificates or other secrets of the reader.', false),
    ('where-to-ask', 'practice', 'Invites questions, or names a place or a person for them.', false),
    ('future-updates', 'practice', 'Promises further information, or says where it will appear.', false);

create table signal_readings (
    communication_id bigint primary key references communications (id),
    assessed boolean not null,
    reason text check (reason in ('language', 'partial-copy', 'no-text', 'no-concern', 'failed')),
    rules_version text not null,
    capture_id bigint not null references captures (id),
    recorded_at timestamptz not null default now(),
    read_for text check (read_for in ('words', 'incident')),
    check (assessed = (reason is null))
);
create index on signal_readings (capture_id);
comment on table signal_readings is 'Whether the text of a communication could be assessed for signals. A row in signals: found, also where the text was not assessed as a whole. No such row and assessed: no rule matched, which never means that the provider did not say it. No such row and not assessed, or no row here: nothing is known.';
comment on column signal_readings.communication_id is 'The communication.';
comment on column signal_readings.assessed is 'Whether the rules read its text.';
comment on column signal_readings.reason is 'Why they did not: language (they read English), partial-copy (only a part of the text is here), no-text, no-concern (it does not name a flaw, an incident, an outage or a guard against them often enough to be about one, nor an incident that is known: no rule was tried) or failed (the rules broke on it); null where they did.';
comment on column signal_readings.rules_version is 'The version of the rules.';
comment on column signal_readings.capture_id is 'The capture that the text was read from.';
comment on column signal_readings.recorded_at is 'When this row was written.';
comment on column signal_readings.read_for is 'Why the rules were tried: words (its own are about a flaw, an incident, an outage or a guard against them) or incident (only since the post states something of an incident that the seeds know). Null where they were not tried, or broke.';

create table signals (
    id bigint generated always as identity primary key,
    communication_id bigint not null references communications (id),
    signal text not null references signal_kinds (signal),
    rule text not null,
    rule_version integer not null check (rule_version > 0),
    detail text,
    actor text not null check (actor in ('provider', 'third-party', 'reader')),
    quote text not null,
    span_start integer not null check (span_start >= 0),
    span_end integer not null,
    capture_id bigint not null references captures (id),
    recorded_at timestamptz not null default now(),
    check (span_end > span_start)
);
create unique index on signals (communication_id, signal, rule, span_start, coalesce(detail, ''));
create index on signals (signal);
create index on signals (capture_id);
create index signals_actions on signals (communication_id) where signal = 'action' and actor = 'provider';
comment on table signals is 'Where a signal stands in a communication, by which rule.';
comment on column signals.id is 'Row number; no meaning outside this database.';
comment on column signals.communication_id is 'The communication that holds it.';
comment on column signals.signal is 'The signal.';
comment on column signals.rule is 'The rule that matched; trail rules prints it.';
comment on column signals.rule_version is 'The version of that rule.';
comment on column signals.detail is 'What the rule tells beyond the signal, such as which action; null where it tells no more.';
comment on column signals.actor is 'Who is said to have acted or to be concerned: provider, third-party or reader.';
comment on column signals.quote is 'The sentence, white space folded and cut where it is long.';
comment on column signals.span_start is 'Where what the rule matched stands in the text of the communication (trail.text): first byte in UTF-8.';
comment on column signals.span_end is 'One past its last byte.';
comment on column signals.capture_id is 'The capture that the text was read from.';
comment on column signals.recorded_at is 'When this row was written.';

-- What is known of incidents decides whether some texts are looked through at all, and seeds change it afterwards: whoever
-- writes mentions leaves word here (assignments), and the next crawl or reextract reads these in the archive once more.
create table signals_to_read (
    communication_id bigint primary key references communications (id) on delete cascade
);
comment on table signals_to_read is 'Communications whose signals are to be read once more, because another incident is known to be stated in their post than when they were read, or one less. Empty after a crawl or a reextract.';
comment on column signals_to_read.communication_id is 'The communication.';

-- Codes ---------------------------------------------------------------------------------------------------------

-- What people say of communications, field by field of a code book, stands beside what the rules read and never changes
-- it.
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

-- The words that were coded are found by their digest: an older text that comes in later moves the versions by one, and what was
-- coded is the same.
create view latest_codes as
select distinct on (h.coder_id, h.incident_id, h.provider_id, h.post_key, h.update_key, coalesce(c.version, h.version), h.field)
       i.slug as incident, p.slug as provider, h.post_key, h.update_key, coalesce(c.version, h.version) as version, h.field,
       d.name as coder, h.value, h.quote, h.note, h.code_book_version, h.recorded_at, c.id as communication_id,
       c.text_digest = h.text_digest as same_words, h.text_digest
  from human_codes h
  join coders d on d.id = h.coder_id
  join incidents i on i.id = h.incident_id
  join providers p on p.id = h.provider_id
  left join posts o on o.provider_id = h.provider_id and o.key = h.post_key
  left join lateral (
       select c.id, c.version, c.text_digest from communications c
        where c.post_id = o.id and c.update_key = h.update_key and (c.version = h.version or c.text_digest = h.text_digest)
        order by coalesce(c.text_digest = h.text_digest, false) desc, abs(c.version - h.version), c.version limit 1) c on true
 order by h.coder_id, h.incident_id, h.provider_id, h.post_key, h.update_key, coalesce(c.version, h.version), h.field,
          h.recorded_at desc, h.id desc;
comment on view latest_codes is 'The codes that count: of each coder, communication and field the latest.';
comment on column latest_codes.incident is 'The incident: short name.';
comment on column latest_codes.provider is 'The provider: short name.';
comment on column latest_codes.post_key is 'The post, by its identity within its provider.';
comment on column latest_codes.update_key is 'Which statement inside the post; empty for the post itself.';
comment on column latest_codes.version is 'Which words of that statement: the version that they have now.';
comment on column latest_codes.field is 'Field of the code book.';
comment on column latest_codes.coder is 'Who says so.';
comment on column latest_codes.value is 'The answer.';
comment on column latest_codes.quote is 'The words that it rests on; null where none were given.';
comment on column latest_codes.note is 'Remark of the coder; null where there is none.';
comment on column latest_codes.code_book_version is 'Version of the code book that was used.';
comment on column latest_codes.recorded_at is 'When it was imported.';
comment on column latest_codes.communication_id is 'Row of communications; null where the rules of now do not read this communication.';
comment on column latest_codes.same_words is 'Whether the words are still those that the coder saw; null where that is not known.';
comment on column latest_codes.text_digest is 'Digest of the words that the coder saw; null where the sheet did not say.';
