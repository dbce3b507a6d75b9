-- For researchers: the trail as it was known at a moment.

-- Looked up post by post: the planner takes it for dear otherwise, and reads all communications at once.
create function research.was_named(post_id bigint, incident text, seen_until timestamptz, recorded_until timestamptz default 'infinity')
returns boolean
language sql stable security definer cost 10 set search_path = pg_catalog, public, pg_temp as $$
    select exists (select 1
                     from communications c
                     join assignments a on a.communication_id = c.id and a.strength in ('strong', 'fair')
                     join incidents i on i.id = a.incident_id
                    where c.post_id = was_named.post_id and i.slug = was_named.incident
                      and c.first_seen_at <= seen_until
                      and greatest(c.recorded_at, c.restated_at, a.recorded_at) <= recorded_until)
$$;
comment on function research.was_named is 'Whether a post had been seen to name an incident by a moment (and, with a second moment, been written so into this database by then).';

-- With its reader's rights the function is a part of the query that calls it, and not a table of its own.
create function research.trail_as_of(seen_until timestamptz, recorded_until timestamptz default 'infinity')
returns setof research.trail
language sql stable as $$
    select t.provider, t.provider_name, t.incident, t.incident_name, t.strength, t.reason, t.names_incident, t.kind, t.version, t.status,
           t.title, t.text, t.language, t.author, t.job_title, t.seniority, t.function, t.authors, t.claimed_at, t.claimed_low_at,
           t.claimed_high_at, t.claimed_local, t.claimed_offset, t.claimed_precision, t.claimed_certainty, t.claimed_raw,
           t.claimed_role, t.claimed_source, t.platform_recorded_at, t.platform_recorded_low_at,
           t.platform_recorded_high_at, t.platform_edited_at, t.first_seen_at, t.first_seen_by, t.last_not_seen_at,
           t.last_not_seen_by, t.evidence, t.recorded_at, t.placed_at, t.time_flags, t.components, t.url, t.post_kind,
           t.source_kind, t.target_uri, t.archive_url, t.segment, t.record_offset, t.record_length, t.record_id,
           t.payload_digest, t.extractor_version, t.post_id, t.revision, t.update_key, t.communication_id, t.assigned_at,
           t.restated_at, 
           case when recorded_until = 'infinity' and t.last_seen_at <= seen_until then t.last_seen_at end,
           case when recorded_until = 'infinity' and t.gone_at <= seen_until then t.gone_at end
      from research.trail t
     where t.first_seen_at <= seen_until and t.recorded_at <= recorded_until and (t.restated_at <= recorded_until) is not false
       -- That a statement belongs to an incident because another one of its post names it, was known when that one was seen.
       and (t.incident is null
            or t.assigned_at <= recorded_until
               and (t.names_incident or research.was_named(t.post_id, t.incident, seen_until, recorded_until)))
    union all
    -- A statement of which no incident was known yet: once, as one that speaks of none.
    select t.provider, t.provider_name, null::text, null, null, null, null::boolean, t.kind, t.version, t.status, t.title,
           t.text, t.language, t.author, t.job_title, t.seniority, t.function, t.authors, t.claimed_at, t.claimed_low_at,
           t.claimed_high_at, t.claimed_local, t.claimed_offset, t.claimed_precision, t.claimed_certainty, t.claimed_raw,
           t.claimed_role, t.claimed_source, t.platform_recorded_at, t.platform_recorded_low_at,
           t.platform_recorded_high_at, t.platform_edited_at, t.first_seen_at, t.first_seen_by, t.last_not_seen_at,
           t.last_not_seen_by, t.evidence, t.recorded_at, t.placed_at, t.time_flags, t.components, t.url, t.post_kind,
           t.source_kind, t.target_uri, t.archive_url, t.segment, t.record_offset, t.record_length, t.record_id,
           t.payload_digest, t.extractor_version, t.post_id, t.revision, t.update_key, t.communication_id, null::timestamptz,
           t.restated_at,
           case when recorded_until = 'infinity' and t.last_seen_at <= seen_until then t.last_seen_at end,
           case when recorded_until = 'infinity' and t.gone_at <= seen_until then t.gone_at end
      from research.trail t
     where t.first_seen_at <= seen_until and t.recorded_at <= recorded_until and (t.restated_at <= recorded_until) is not false
       and (not t.names_incident or t.assigned_at > recorded_until)
       and t.incident = (select min(o.incident) from research.trail o where o.communication_id = t.communication_id)
       and not exists (select 1 from research.trail o
                        where o.communication_id = t.communication_id and o.assigned_at <= recorded_until
                          and (o.names_incident or research.was_named(o.post_id, o.incident, seen_until, recorded_until)))
$$;
comment on function research.trail_as_of is 'The trail as it was known at a moment: what had been seen by then. A statement stands under an incident from when its post was seen to name it, and under none before. With a second moment, only what had been written into this database by then and says the same since: a statement stands under an incident from when it was worked out that it does (assigned_at), and a row that another reading of the archive has changed since (restated_at) is left out, since what it said then is in research.restated and not here. So with a second moment the function never shows what was written later, and may show less than was there: it lacks rows that were changed or taken away since, and what was an incident''s until seeds or rules took it back stands under none. last_seen_at and gone_at are given where they were known by the first moment and no second one is given. The author, the title of the post that an update belongs to, time_flags and the disclosed times of the platform are those of today.';
