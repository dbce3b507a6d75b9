-- How did one provider answer each crisis that is known?
select incident, claimed_hours_low, claimed_hours_high, observed_hours_low, observed_hours_high, censored, seniority,
       communications
  from research.first_words
 where provider = 'nimbus'
 order by anchor_low_at nulls last, incident;
