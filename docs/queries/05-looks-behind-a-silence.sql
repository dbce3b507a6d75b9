-- Which looks stand behind one provider's silence: when, where, and what did they see?
select looked_at, made_by, url, outcome, class, would_have_shown, brings_posts, new_communications, segment, record_offset
  from research.looks('lumen', '2014-04-07', '2014-04-21')
 order by looked_at;
