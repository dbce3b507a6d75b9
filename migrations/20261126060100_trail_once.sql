-- What a post says that is another post, in the other one's words, stands in the view trail once.

-- The view keeps its columns, whatever they are by now, and leaves out what is said twice.
do $$
begin
    execute format(
        'create or replace view trail as select t.* from (%s) t
          where not exists (select 1 from repeats where repeats.communication_id = t.communication_id)
          order by t.placed_at, t.communication_id',
        rtrim(trim(pg_get_viewdef('trail'::regclass)), ';'));
end
$$;
