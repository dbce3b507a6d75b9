-- Where do the byline and the signer of one text differ?
select provider, title, bylines, signers, url
  from (select provider, title, url, communication_id,
               string_agg(name, ', ' order by position) filter (where role = 'byline') as bylines,
               string_agg(concat_ws(', ', name, job_title), '; ' order by position) filter (where role = 'signer') as signers,
               array_agg(name) filter (where role = 'byline') && array_agg(name) filter (where role = 'signer') as same
          from research.speakers
         where incident = 'heartbleed'
         group by provider, title, url, communication_id) texts
 where signers is not null and not same
 order by provider, communication_id;
