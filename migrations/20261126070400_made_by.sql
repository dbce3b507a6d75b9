-- Who made a capture: we, when it happened, or an archive or a file that it was brought from afterwards.

alter table captures
    add column made_by text not null default 'live'
        check (made_by in ('live', 'wayback', 'memento', 'commoncrawl', 'warc', 'wacz')),
    add column made_as text,
    add column archive_url text,
    add column source_file text,
    add column brought_at timestamptz,
    add check ((made_by = 'live') = (made_as is null) and (made_by = 'live') = (brought_at is null));
create unique index on captures (made_as) where made_as is not null;
create index on captures (frontier_id) where made_by <> 'live';
comment on column captures.made_by is 'Who asked the server: live (we), wayback (the Wayback Machine), memento (another web archive), commoncrawl, or the writer of a file that was imported: warc or wacz.';
comment on column captures.made_as is 'What it is called where it is from (the address of the memento, or the id of the imported record), so that it is one capture however often it is brought; null for live.';
comment on column captures.archive_url is 'Where it can be looked at in the archive that it is from; null for live and for files.';
comment on column captures.source_file is 'The name of the imported file and where in it the record starts; null unless warc or wacz.';
comment on column captures.brought_at is 'When it was fetched from that archive or imported; null for live. The time of the capture itself is fetched_at.';
comment on column captures.fetched_at is 'WARC-Date: when the server was asked, by us or by who made the capture.';

alter table observations
    add column made_by text not null default 'live'
        check (made_by in ('live', 'wayback', 'memento', 'commoncrawl', 'warc', 'wacz'));
comment on column observations.made_by is 'Who looked: live (we, when it happened), or who made the capture that was brought afterwards (see captures.made_by).';
comment on column observations.looked_at is 'When the answer was asked for, by whoever looked; when the visit began, where there was none.';

alter table revisions add column last_not_seen_by text;
comment on column revisions.last_not_seen_by is 'Who made the look of last_not_seen_at (see captures.made_by); null where there was none, and for rows from before this column, which are live.';
alter table communications add column last_not_seen_by text;
comment on column communications.last_not_seen_by is 'Who made the look of last_not_seen_at (see captures.made_by); null where there was none, and for rows from before this column, which are live.';
comment on column communications.first_seen_at is 'When it was seen first: the time of the capture, whoever made it.';
comment on column posts.first_seen_at is 'When it was seen first: the time of the capture, whoever made it.';

-- Views keep their columns, whatever they are by now, and say beside each observed time who observed.
do $$
begin
    execute format(
        'create or replace view trail as
         select t.*, k.made_by, k.archive_url,
                case when t.last_not_seen_at is not null then coalesce(c.last_not_seen_by, ''live'') end as last_not_seen_by
           from (%s) t
           join communications c on c.id = t.communication_id
           join captures k on k.id = c.capture_id
          order by t.placed_at, t.communication_id',
        rtrim(trim(pg_get_viewdef('trail'::regclass)), ';'));
    execute format(
        'create or replace view first_words as
         select w.*, kc.made_by, ko.made_by as first_seen_by,
                case when w.last_not_seen_at is not null then coalesce(o.last_not_seen_by, ''live'') end as last_not_seen_by,
                coalesce(l.looks, 0) as backfilled_looks
           from (%s) w
           join providers p on p.slug = w.provider
           left join communications c on c.id = coalesce(w.claimed_communication_id, w.observed_communication_id)
           left join captures kc on kc.id = c.capture_id
           left join communications o on o.id = w.observed_communication_id
           left join captures ko on ko.id = o.capture_id
           left join (select provider_id, count(*) as looks from observations
                       where role <> ''robots'' and complete and made_by <> ''live''
                       group by provider_id) l on l.provider_id = p.id
          order by w.incident,
                coalesce(c.claimed_low_at + (c.claimed_high_at - c.claimed_low_at) / 2, w.first_seen_at) nulls last,
                w.provider',
        rtrim(trim(pg_get_viewdef('first_words'::regclass)), ';'));
end
$$;
comment on column trail.first_seen_at is 'When it was seen first, by whoever made_by says. Never a publication time.';
comment on column trail.made_by is 'Who saw it first: live (we, when it happened), or where the capture was brought from afterwards: wayback, memento, commoncrawl, warc or wacz.';
comment on column trail.archive_url is 'Where that capture can be looked at in the archive that it is from; null for live and for files.';
comment on column trail.last_not_seen_by is 'Who made the look of last_not_seen_at; null where there was none.';
comment on column first_words.first_seen_at is 'When the first such communication was seen, by whoever first_seen_by says.';
comment on column first_words.made_by is 'Who made the capture of the communication that spoke first by its claimed time (or else as seen): live or where it was brought from.';
comment on column first_words.first_seen_by is 'Who saw the first such communication: live or where the capture was brought from.';
comment on column first_words.last_not_seen_by is 'Who made the look of last_not_seen_at; null where there was none.';
comment on column first_words.backfilled_looks is 'How many of looks were made by others and brought afterwards.';

-- The health of a source is what our own looks say. The function keeps its text otherwise.
do $$
declare
    before text := pg_get_functiondef('source_findings(timestamptz)'::regprocedure);
    after text := replace(before, 'o.looked_at <= as_of', 'o.looked_at <= as_of and o.made_by = ''live''');
begin
    if before = after then
        raise exception 'source_findings has another text than this migration expects';
    end if;
    execute after;
end
$$;
