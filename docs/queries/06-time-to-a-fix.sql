-- How long until each provider claimed a fix, kinds of fix apart, measured from the public disclosure?
-- Read the quote before a time is counted whose measure is a suggestion.
select provider, measure, hours_low, hours_high, communications, communication_id, suggestion, not_assessed
  from research.response_times
 where incident = 'heartbleed' and anchor = 'public' and basis = 'claimed' and measure not in ('first-word', 'first-action')
 order by measure, hours_high, provider;
