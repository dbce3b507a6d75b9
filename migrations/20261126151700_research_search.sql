-- Full-text search by language. Words are not indexed while a visit is recorded, where they would cost more than all
-- the rest: what is not indexed yet waits in a list, is indexed between crawls, and is searched nevertheless.

-- What is asked of each text is written in PL/pgSQL, which plans a statement once and not with each call.
create function search_language(language text) returns regconfig
language plpgsql immutable parallel safe as $$
begin
    return case split_part(lower(language), '-', 1)
           when 'ar' then 'arabic' when 'hy' then 'armenian' when 'eu' then 'basque' when 'ca' then 'catalan'
           when 'da' then 'danish' when 'nl' then 'dutch' when 'en' then 'english' when 'fi' then 'finnish'
           when 'fr' then 'french' when 'de' then 'german' when 'el' then 'greek' when 'hi' then 'hindi'
           when 'hu' then 'hungarian' when 'id' then 'indonesian' when 'ga' then 'irish' when 'it' then 'italian'
           when 'lt' then 'lithuanian' when 'ne' then 'nepali' when 'no' then 'norwegian' when 'nb' then 'norwegian'
           when 'pt' then 'portuguese' when 'ro' then 'romanian' when 'ru' then 'russian' when 'sr' then 'serbian'
           when 'es' then 'spanish' when 'sv' then 'swedish' when 'ta' then 'tamil' when 'tr' then 'turkish'
           when 'yi' then 'yiddish' else 'simple' end::regconfig;
end
$$;
comment on function search_language is 'The text search configuration for a language (ISO 639-1); simple where there is none or the language is not known.';

create function search_words(language text, title text, body text) returns tsvector
language sql immutable parallel safe as $$
    -- A vector holds a megabyte; this much text never makes a larger one.
    select setweight(to_tsvector(search_language(language), left(coalesce(title, ''), 1000)), 'A')
        || to_tsvector(search_language(language), left(coalesce(body, ''), 60000))
$$;
comment on function search_words(text, text, text) is 'The words of a text for the search, those of its title first: of the text, the first 60,000 characters.';

-- Words stand apart from the rows that they are found by.
create table searchable (
    revision_id bigint primary key references revisions (id) on delete cascade,
    words tsvector not null
) with (toast_tuple_target = 128);
create index searchable_words on searchable using gin (words);
comment on table searchable is 'The words of each revision and of the updates that were new in it, for the full-text search. Follows from revisions and communications.';
comment on column searchable.revision_id is 'The revision.';
comment on column searchable.words is 'Its words in the forms of its own language, each with where it stands.';

create table search_backlog (
    revision_id bigint primary key references revisions (id) on delete cascade
);
comment on table search_backlog is 'Revisions whose words are to be indexed, or indexed anew.';
comment on column search_backlog.revision_id is 'The revision.';

-- What is put in there once more is locked: whoever indexes meanwhile, and does not see the new words yet, passes it over.
create function to_search(which bigint[]) returns void
language plpgsql set search_path = public as $$
begin
    insert into search_backlog select r.id from revisions r where r.id = any (which) order by r.id
    on conflict (revision_id) do update set revision_id = excluded.revision_id;
end
$$;
comment on function to_search is 'Puts revisions into search_backlog.';

-- With each text that is recorded, so that it looks for nothing and sets nothing: what is added is there, and is in no list yet
-- unless its statements are written at the same time.
create function revisions_to_search() returns trigger
language plpgsql as $$
begin
    insert into public.search_backlog select a.id from added a order by a.id
    on conflict (revision_id) do update set revision_id = excluded.revision_id;
    return null;
end
$$;
comment on function revisions_to_search is 'Puts new revisions into search_backlog.';
create trigger revisions_to_search after insert on revisions referencing new table as added
    for each statement execute function revisions_to_search();

create function revision_to_search() returns trigger
language plpgsql set search_path = public as $$
begin
    perform to_search(array[new.id]);
    return null;
end
$$;
comment on function revision_to_search is 'Puts a revision that other rules read differently into search_backlog.';
create trigger revision_to_search after update of title, text, language on revisions
    for each row when ((old.title, old.text, old.language) is distinct from (new.title, new.text, new.language))
    execute function revision_to_search();

create function updates_to_search() returns trigger
language plpgsql set search_path = public as $$
begin
    -- Most statements are whole posts, whose words are those of their revision.
    if exists (select from changed a where a.text is not null) then
        perform to_search(array(select a.revision_id from changed a where a.text is not null));
    end if;
    return null;
end
$$;
comment on function updates_to_search is 'Puts the revisions in which updates are new, or were and are gone, into search_backlog.';
create trigger updates_to_search after insert on communications referencing new table as changed
    for each statement execute function updates_to_search();
create trigger updates_from_search after delete on communications referencing old table as changed
    for each statement execute function updates_to_search();

create function update_to_search() returns trigger
language plpgsql set search_path = public as $$
begin
    perform to_search(array[old.revision_id, new.revision_id]);
    return null;
end
$$;
comment on function update_to_search is 'Puts the revision of an update that other rules read differently into search_backlog, and that in which it was new before.';
create trigger update_to_search after update of status, text, revision_id on communications
    for each row when ((old.status, old.text, old.revision_id) is distinct from (new.status, new.text, new.revision_id))
    execute function update_to_search();

create function post_to_search() returns trigger
language plpgsql set search_path = public as $$
begin
    perform to_search(array(select r.id from revisions r where r.post_id = new.id));
    return null;
end
$$;
comment on function post_to_search is 'Puts the revisions of a post that other rules take for another kind into search_backlog.';
create trigger post_to_search after update of kind on posts
    for each row when (old.kind is distinct from new.kind) execute function post_to_search();

create function revision_text(revision bigint) returns text
language plpgsql stable set search_path = public as $$
begin
    return (select concat_ws(E'\n', nullif(r.text, ''), (
               select string_agg(concat_ws(': ', c.status, c.text), E'\n' order by c.id) from communications c
                where c.revision_id = r.id and c.text is not null and p.kind <> 'article'))
      from revisions r join posts p on p.id = r.post_id where r.id = revision);
end
$$;
comment on function revision_text is 'The text of a revision and of the updates that were new in it: what the search looks into, and shows an excerpt of.';

create function revision_words(revision bigint) returns tsvector
language plpgsql stable set search_path = public as $$
begin
    return (select search_words(r.language, r.title, revision_text(r.id)) from revisions r where r.id = revision);
end
$$;
comment on function revision_words is 'The words of a revision and of the updates that were new in it.';

-- Returns how many were indexed, so that it can be called until none are left. What is taken from the list is an array,
-- as in count_looks. The words are read in a statement of its own, which sees all that was put in there until then.
create function index_words(most integer default 1000) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    due bigint[];
begin
    with taken as (
        delete from search_backlog b
         where b.revision_id = any (array(select revision_id from search_backlog order by revision_id limit most for update skip locked))
        returning b.revision_id
    )
    select coalesce(array_agg(t.revision_id order by t.revision_id), '{}') into due from taken t;
    insert into searchable (revision_id, words)
    select d.id, revision_words(d.id) from unnest(due) d (id)
    on conflict (revision_id) do update set words = excluded.words;
    return cardinality(due);
end
$$;
comment on function index_words is 'Indexes the words of revisions that wait for it, at most as many as asked for; returns how many.';

-- Of very many texts that match, the newest alone are ranked.
create function research.search(query text, language text default 'en', most integer default 100)
returns table (provider text, incidents text[], url text, title text, excerpt text, rank real, language text,
               revision integer, claimed_at timestamptz, claimed_low_at timestamptz, claimed_high_at timestamptz,
               first_seen_at timestamptz, last_not_seen_at timestamptz, recorded_at timestamptz, post_id bigint,
               revision_id bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    -- Texts of unknown language are indexed word by word as they stand, and asked so.
    with asked as (
        select websearch_to_tsquery(search_language(search.language), search.query) as q,
               websearch_to_tsquery('simple', search.query) as plain
    ), found as (
        select m.id, s.words, r.language is null as unknown
          from (select s.revision_id as id
                  from asked, searchable s
                 where (s.words @@ asked.q or s.words @@ asked.plain)
                   and not exists (select 1 from search_backlog b where b.revision_id = s.revision_id)
                 order by s.revision_id desc offset 0) m
          cross join asked
          join revisions r on r.id = m.id
          join searchable s on s.revision_id = m.id
         where case when r.language is null then s.words @@ asked.plain
                    else search_language(r.language) = search_language(search.language) and s.words @@ asked.q end
         order by m.id desc limit 2000
    ), matched as (
        select f.id, f.words, f.unknown from found f
        union all
        select w.revision_id, w.words, r.language is null
          from asked, (select b.revision_id, revision_words(b.revision_id) as words from search_backlog b) w
          join revisions r on r.id = w.revision_id
         where case when r.language is null then w.words @@ asked.plain
                    else search_language(r.language) = search_language(search.language) and w.words @@ asked.q end
    ), best as (
        select m.id, m.unknown, ts_rank_cd(m.words, case when m.unknown then asked.plain else asked.q end) as rank
          from matched m, asked
         order by 3 desc, 1 limit search.most
    )
    select p.slug,
           array(select distinct i.slug from assignments a join incidents i on i.id = a.incident_id
                  where a.post_id = r.post_id and a.strength <> 'weak' order by 1),
           coalesce(po.url, k.target_uri), r.title,
           ts_headline(case when b.unknown then 'simple' else search_language(search.language) end, left(revision_text(r.id), 60000),
                       case when b.unknown then asked.plain else asked.q end,
                       'MaxFragments=2, MaxWords=30, MinWords=10'),
           b.rank, r.language, r.number, c.claimed_at, c.claimed_low_at, c.claimed_high_at, r.first_seen_at,
           r.last_not_seen_at, r.recorded_at, r.post_id, r.id
      from best b
      join revisions r on r.id = b.id
      join posts po on po.id = r.post_id
      join providers p on p.id = po.provider_id
      join captures k on k.id = r.capture_id
      cross join asked
      left join lateral (
           select x.claimed_at, x.claimed_low_at, x.claimed_high_at from communications x
            where x.revision_id = r.id order by x.update_key, x.version limit 1) c on true
     order by b.rank desc, r.id
$$;
comment on function research.search is 'The texts that hold the words of a query, best first: words are matched in the forms of the given language (ISO 639-1), "phrases" as they are, or and -not as in a search engine. Texts of other languages are left out; in texts whose language is not known, words are matched as they stand. Where more than 2,000 texts match, the 2,000 that were seen last are ranked.';
