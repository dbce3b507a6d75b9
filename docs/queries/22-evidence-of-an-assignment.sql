-- Why does each communication count as one about Heartbleed, and which were left out although they name it?
select provider, strength, reason, manner, term, quote
  from research.mentions
 where incident = 'heartbleed'
 order by strength = 'weak', provider, communication_id, span_start;
