-- Words stand apart from the rows that they are found by, and of very many texts that match the newest alone are ranked.
alter table searchable set (toast_tuple_target = 128);

create or replace function research.search(query text, language text default 'en', most integer default 100)
returns table (provider text, incidents text[], url text, title text, excerpt text, rank real, language text,
               revision integer, claimed_at timestamptz, claimed_low_at timestamptz, claimed_high_at timestamptz,
               first_seen_at timestamptz, last_not_seen_at timestamptz, recorded_at timestamptz, post_id bigint,
               revision_id bigint)
language sql stable security definer set search_path = pg_catalog, public as $$
    with asked as (
        select websearch_to_tsquery(search_language(search.language), search.query) as q
    ), found as (
        select m.id
          from (select s.revision_id as id
                  from asked, searchable s
                 where s.words @@ asked.q and not exists (select 1 from search_backlog b where b.revision_id = s.revision_id)
                 order by s.revision_id desc offset 0) m
          join revisions r on r.id = m.id
         where search_language(r.language) = search_language(search.language) or r.language is null
         order by m.id desc limit 2000
    ), matched as (
        select f.id, s.words from found f join searchable s on s.revision_id = f.id
        union all
        select w.revision_id, w.words
          from asked, (select b.revision_id, revision_words(b.revision_id) as words from search_backlog b) w
          join revisions r on r.id = w.revision_id
         where w.words @@ asked.q
           and (search_language(r.language) = search_language(search.language) or r.language is null)
    ), best as (
        select m.id, ts_rank_cd(m.words, asked.q) as rank
          from matched m, asked
         order by 2 desc, 1 limit search.most
    )
    select p.slug,
           array(select distinct i.slug from assignments a join incidents i on i.id = a.incident_id
                  where a.post_id = r.post_id and a.strength <> 'weak' order by 1),
           coalesce(po.url, k.target_uri), r.title,
           ts_headline(search_language(search.language), left(r.text, 60000), asked.q,
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
comment on function research.search is 'The texts that hold the words of a query, best first: words are matched in the forms of the given language (ISO 639-1), "phrases" as they are, or and -not as in a search engine. Texts of other languages are left out, texts whose language is not known are not. Where more than 2,000 texts match, the 2,000 that were seen last are ranked.';
