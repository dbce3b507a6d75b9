-- For which providers did a C-level executive of security or operations speak?
select distinct provider, name, job_title, function
  from research.speakers
 where incident = 'heartbleed' and seniority = 'c-level' and function in ('security', 'operations')
   and speaks_for_provider is not false
 order by provider, name;
