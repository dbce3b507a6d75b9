-- A list that was empty when it was last analyzed and is long by now is compared with itself row by row, unless what is
-- taken from it is an array.
do $$
declare
    before text := pg_get_functiondef('count_looks(integer)'::regprocedure);
    after text := regexp_replace(before, 'l\.observation_id in \((select observation_id from looks_to_count order by observation_id limit most\s+for update skip locked)\)',
                                 'l.observation_id = any (array(\1))');
begin
    if before = after then
        raise exception 'count_looks has another text than this migration expects';
    end if;
    execute after;
    before := pg_get_functiondef('index_words(integer)'::regprocedure);
    after := regexp_replace(before, 'b\.revision_id in \((select revision_id from search_backlog order by revision_id limit most for update skip locked)\)',
                            'b.revision_id = any (array(\1))');
    if before = after then
        raise exception 'index_words has another text than this migration expects';
    end if;
    execute after;
end
$$;
