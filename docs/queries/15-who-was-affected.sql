-- Who said that something of theirs was affected, and in which words?
select provider, quote, actor, rule, url
  from research.signals
 where incident = 'heartbleed' and signal = 'affected' and answer = 'found' and not suggestion
 order by provider, first_seen_at, span_start;
