-- Who changed what they had said about Heartbleed, without saying so?
select provider, url, revision, change_class, words_removed, words_added, last_not_seen_at, first_seen_at
  from research.revisions
 where silent_edit and post_id = any (array(select post_id from research.trail where incident = 'heartbleed'))
 order by first_seen_at, provider;
