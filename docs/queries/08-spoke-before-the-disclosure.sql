-- Who spoke before the disclosure was public, by their own word or by what we saw? A flag says what speaks against a claimed time.
select incident, provider, claimed_hours_high, observed_hours_high, time_flags, title, author, url
  from research.first_words
 where claimed_hours_high < 0 or observed_hours_high < 0
 order by incident, least(claimed_hours_high, observed_hours_high), provider;
