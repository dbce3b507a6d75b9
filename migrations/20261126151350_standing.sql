-- What still stands where it was seen, and what is gone.
--
-- An address showed a post last when its body was read last, or when a later answer said that the body is the same one. It is
-- gone from there since the first look that found nothing there, where no answer came after it. What failed, was refused or
-- hidden behind a wall says nothing of either. Each sum stands in a query of its own, so that who asks for none of it works
-- none of it out.

create index sightings_removed on sightings (post_id, update_key) where gone_at is not null and update_key <> '';

create view standing as
select s.post_id, s.update_key, s.frontier_id,
       f.role = 'post' or o.kind in ('page', 'security-txt') as own,
       case when l.outcome = 'unchanged' and l.payload_digest = s.payload_digest then l.looked_at else s.last_seen_at end
           as last_seen_at,
       s.gone_at as removed_at,
       v.looked_at is not null as moved,
       m.looked_at as missing_at,
       m.id as missing_id
  from sightings s
  join frontier f on f.id = s.frontier_id
  join sources o on o.id = f.source_id
  left join lateral (
       select max(y.looked_at) as looked_at, max(y.outcome) as outcome, max(y.payload_digest) as payload_digest
         from (select x.looked_at, w.outcome::text as outcome, k.payload_digest
                 from looks x
                 join look_words w on w.id = x.words_id
                 left join captures k on k.id = x.capture_id
                where x.frontier_id = s.frontier_id and x.looked_at > s.last_seen_at
                  and x.looked_at < coalesce(s.gone_at, 'infinity') and w.outcome in ('answered', 'unchanged')
                order by x.looked_at desc limit 1) y) l on true
  left join lateral (
       select max(x.looked_at) as looked_at
         from looks x
         join look_words w on w.id = x.words_id
        where x.frontier_id = s.frontier_id and x.looked_at > coalesce(l.looked_at, s.last_seen_at) and w.outcome = 'moved') v on true
  left join lateral (
       select max(y.looked_at) as looked_at, max(y.id) as id
         from (select x.id, x.looked_at
                 from looks x
                 join look_words w on w.id = x.words_id
                where x.frontier_id = s.frontier_id and x.looked_at > coalesce(v.looked_at, l.looked_at, s.last_seen_at)
                  and w.outcome = 'missing'
                order by x.looked_at limit 1) y) m on true;
comment on view standing is 'Each address at which a post, or an update inside it, was seen: when it showed it last, and since when it does not.';
comment on column standing.post_id is 'The post.';
comment on column standing.update_key is 'The update inside it; empty for the post itself.';
comment on column standing.frontier_id is 'The address.';
comment on column standing.own is 'Whether the address is the post''s own, and no list that may let go of what is old.';
comment on column standing.last_seen_at is 'The last look that is known to have shown it there.';
comment on column standing.removed_at is 'The first look that showed the post there without this update; null where none did since it was seen.';
comment on column standing.moved is 'Whether it led to another address since.';
comment on column standing.missing_at is 'The first look that found nothing there, where no other answer came since; null where there was none.';
comment on column standing.missing_id is 'That look.';

-- What is gone from all its addresses is gone since it is gone from the last of them; what one of them showed later is not gone.
create function gone_since(last_seen_at timestamptz, gone_at timestamptz, everywhere boolean) returns timestamptz
language sql immutable parallel safe as $$
    select case when everywhere and gone_at > last_seen_at then gone_at end
$$;
comment on function gone_since is 'Since when something is gone: the look after which none of its addresses had it (gone_at), where that is known of each of them (everywhere) and nothing showed it later.';
