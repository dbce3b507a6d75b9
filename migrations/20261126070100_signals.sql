-- What communications say of the criteria: which signals there are, whether a text could be assessed, and where
-- each signal stands in it.

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

insert into signal_kinds (signal, criterion, meaning) values
    ('affected', 'transparency', 'Says or plainly implies that a service, product, system or credential of its own was affected, was vulnerable or had to be fixed.'),
    ('unaffected', 'transparency', 'Says that a named service, kind of data or component of its own is not affected. Not: that there is no evidence of harm.'),
    ('exposure-window', 'transparency', 'Lets the reader place the beginning, the end or the length of its own exposure or compromise.'),
    ('patch-time', 'transparency', 'Gives a date, a time or a measured duration for a fix or a mitigation.'),
    ('action', 'transparency', 'Says that something was done about it; which action is in signals.detail, who did it in signals.actor.'),
    ('withheld', 'transparency', 'Says that something is not told.'),
    ('unknowns', 'disclosure', 'Admits that something about impact or cause is not known, cannot be known or is still examined.'),
    ('no-evidence', 'disclosure', 'Claims that there is no evidence or indication of exploitation or harm. Neither the same as unaffected nor as candour.'),
    ('check-tool', 'disclosure', 'Gives a way to find out whether the reader or the service is affected: a tool, a command, a list of indicators.'),
    ('patch-management', 'disclosure', 'Says which versions are affected or fixed, or when a fixed release is to be expected.'),
    ('disclosure-policy', 'disclosure', 'Names a channel or a policy for reports of flaws, or credits a report that came through it.'),
    ('next-steps', 'practice', 'Tells readers what to do, or in so many words that nothing is to be done.'),
    ('password-advice', 'practice', 'Advises on passwords, in either direction.'),
    ('credential-advice', 'practice', 'Advises on keys, tokens, certificates or other secrets of the reader.'),
    ('where-to-ask', 'practice', 'Invites questions, or names a place or a person for them.'),
    ('future-updates', 'practice', 'Promises further information, or says where it will appear.');

create table signal_readings (
    communication_id bigint primary key references communications (id),
    assessed boolean not null,
    reason text check (reason in ('language', 'partial-copy', 'no-text', 'failed')),
    rules_version text not null,
    capture_id bigint not null references captures (id),
    recorded_at timestamptz not null default now(),
    check (assessed = (reason is null))
);
create index on signal_readings (capture_id);
comment on table signal_readings is 'Whether the text of a communication could be assessed for signals. A row in signals: found, also where the text was not assessed as a whole. No such row and assessed: no rule matched, which never means that the provider did not say it. No such row and not assessed, or no row here: nothing is known.';
comment on column signal_readings.communication_id is 'The communication.';
comment on column signal_readings.assessed is 'Whether the rules read its text.';
comment on column signal_readings.reason is 'Why they did not: language (they read English), partial-copy (only a part of the text is here), no-text or failed (the rules broke on it); null where they did.';
comment on column signal_readings.rules_version is 'The version of the rules.';
comment on column signal_readings.capture_id is 'The capture that the text was read from.';
comment on column signal_readings.recorded_at is 'When this row was written.';

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
