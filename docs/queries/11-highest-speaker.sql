-- Who is the highest in rank who spoke for each provider, where does the name stand, and what is the person's function?
select distinct on (provider, role)
       provider, role, name, job_title, seniority, function, title_elsewhere, claimed_at, first_seen_at, url
  from research.speakers
 where incident = 'heartbleed' and speaks_for_provider is not false
 order by provider, role, rank desc nulls last, first_seen_at, communication_id, position;
