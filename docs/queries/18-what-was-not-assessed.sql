-- How much of each trail could the rules not read, and why?
select provider, reason, count(distinct communication_id) as communications
  from research.signals
 where incident = 'heartbleed' and answer = 'not-assessed'
 group by provider, reason
 order by provider, reason;
