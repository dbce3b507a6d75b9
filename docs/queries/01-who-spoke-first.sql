-- Who spoke first about Heartbleed, how soon after the disclosure, and in which role?
select provider, claimed_local, claimed_offset, claimed_hours_low, claimed_hours_high, author, job_title, time_flags
  from research.first_words
 where incident = 'heartbleed'
 order by claimed_hours_high nulls last, observed_hours_high nulls last, provider;
