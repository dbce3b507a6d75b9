-- Rights and settings of the database.

-- What writes with its owner's rights is for the role that crawls alone.
revoke execute on function assign_posts(bigint[]), assign_entries(bigint[]), index_words(integer), count_looks(integer) from public;
do $$
begin
    if exists (select 1 from pg_roles where rolname = 'trail_crawl') then
        grant execute on function assign_posts(bigint[]), assign_entries(bigint[]), index_words(integer), count_looks(integer) to trail_crawl;
    end if;
end
$$;

-- The views are planned with many joins and read few rows: compiling their expressions costs seconds and saves nothing.
do $$
begin
    execute format('alter database %I set jit = off', current_database());
exception when insufficient_privilege then
    raise notice 'jit stays as the server has it: this database is somebody else''s';
end
$$;
