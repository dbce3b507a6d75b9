-- For researchers: the criteria, which are response times, cadence and signals (the scorecard with all its parts has a file of its
-- own). What is measured for each provider and incident is worked out pair by pair.

create view research.measures as
select m.measure, m.meaning, m.measure <> 'first-word' and (select k.suggestion from signal_kinds k where k.signal = 'action') as suggestion
  from (values
    ('first-word', 'The first communication that speaks of the incident.'),
    ('first-action', 'The first communication that says that the provider did something about it.'),
    ('fix-claimed', 'The first that says that a fix or a mitigation is in place, of whatever kind.'),
    ('mitigated', 'The first that says that the effect was lessened or a service was taken off.'),
    ('patched', 'The first that says that systems were patched.'),
    ('certificates', 'The first that says that certificates or keys were replaced.'),
    ('sessions', 'The first that says that sessions, tokens or passwords were ended or reset.'),
    ('fleet-complete', 'The first that says that all of it was patched.')) as m (measure, meaning);
comment on view research.measures is 'What response times are given for. What a communication says was done, was done then or earlier.';
comment on column research.measures.measure is 'Short name.';
comment on column research.measures.meaning is 'Which communication it is.';
comment on column research.measures.suggestion is 'Whether it rests on a signal that is a suggestion for coders: read the quote before the time is counted.';

-- Which measure an action counts for.
create view action_measures as
select a.detail, a.measure
  from (values
    ('patched', 'patched'), ('released-fix', 'fix-claimed'), ('rebuilt', 'patched'),
    ('mitigated', 'mitigated'), ('rolled-back', 'mitigated'), ('service-taken-offline', 'mitigated'),
    ('certs-reissued', 'certificates'), ('certificates-reissued', 'certificates'), ('keys-rotated', 'certificates'),
    ('tokens-revoked', 'sessions'), ('sessions-invalidated', 'sessions'), ('passwords-reset-forced', 'sessions'),
    ('fleet-complete', 'fleet-complete')) as a (detail, measure);
comment on view action_measures is 'Which measure of research.measures each action (signals.detail) counts for.';
comment on column action_measures.detail is 'The action.';
comment on column action_measures.measure is 'The measure.';

-- Actions are looked up for one communication at a time, by an index that holds nothing else: how many communications a
-- provider and an incident have is not what the planner thinks, and it read all actions for each of them. Words of a quote
-- are looked through only where it is about patches.
create view milestones as
select g.provider_id, g.incident_id, g.communication_id, 'first-word' as measure, 'incident' as scope
  from assignments g where g.strength in ('strong', 'fair')
union all
select g.provider_id, g.incident_id, g.communication_id, m.measure, s.scope
  from assignments g
 cross join lateral (
       select o.detail, o.quote,
              case when g.whole then 'incident'
                   else signal_scope(g.communication_id, g.incident_id, o.span_start, o.span_end) end as scope
         from signals o
        where o.communication_id = g.communication_id and o.signal = 'action' and o.actor = 'provider' offset 0) s
 cross join lateral (
       select 'first-action' as measure
        union all
       select n.measure
         from action_measures a
        cross join lateral (select a.measure union all
                            select 'fix-claimed' where a.measure in ('patched', 'mitigated', 'fleet-complete')) n
        where a.detail = replace(s.detail, '_', '-')
        union all
       select 'fleet-complete'
        where case when replace(s.detail, '_', '-') = 'patched'
              then s.quote ~* '\m(all (of )?(our|the|its|servers?|systems?|nodes?|hosts?|machines?)|every (server|system|node|host|machine)|(entire|whole) (fleet|infrastructure|platform|network))\M' end
       ) m
 where g.strength <> 'weak' and s.scope <> 'other';
comment on view milestones is 'Which communications count for which measure of an incident.';
comment on column milestones.provider_id is 'The provider.';
comment on column milestones.incident_id is 'The incident.';
comment on column milestones.communication_id is 'The communication.';
comment on column milestones.measure is 'The measure, as in research.measures.';
comment on column milestones.scope is 'incident, or shared where it may be about another one that the text speaks of (signal_scope): then it counts for no upper bound.';

-- What the rules did not read they did not find, whatever it says.
create view unassessed as
select g.provider_id, g.incident_id, g.communication_id, coalesce(d.reason, 'not-read-yet') as reason
  from telling_assignments g left join signal_readings d on d.communication_id = g.communication_id
 where d.assessed is not true and d.reason is distinct from 'no-text';
comment on view unassessed is 'The communications of a trail with words that were not assessed for signals: what they say of the criteria, and what they say was done, is not known.';
comment on column unassessed.provider_id is 'The provider.';
comment on column unassessed.incident_id is 'The incident.';
comment on column unassessed.communication_id is 'The communication.';
comment on column unassessed.reason is 'Why: language, partial-copy, no-concern, failed or not-read-yet.';

-- One that claims no time may be the first, unless a look as late as the bound did not show it. Of two that are first at once
-- a communication stands before an entry. The first and its id are taken as numbers, so that one pass finds both. What was said
-- is gone through once, for all three bases, and made rows of its own for each afterwards.
--
-- Who asks for the number of rows, or for few columns, is not to wait for the rest. What is joined here and bears on no row
-- being there (how a provider was watched, what was not assessed) is a left join that gives one row at most, and the planner
-- can prove it: by a sum without groups, or by the column that it is joined by. Such a join it leaves out where nothing of it
-- is asked for.
create view research.response_times as
select p.slug as provider, p.name as provider_name, i.slug as incident, i.name as incident_name, f.measure, f.basis,
       a.anchor, a.anchor_low_at, a.anchor_high_at, a.anchor_raw, a.other_values as other_anchors,
       case when f.silent then s.watched_until else f.low_at end as low_at, f.high_at,
       round((extract(epoch from case when f.silent then s.watched_until else f.low_at end - a.anchor_high_at) / 3600)::numeric, 2)
           as hours_low,
       round((extract(epoch from f.high_at - a.anchor_low_at) / 3600)::numeric, 2) as hours_high,
       case when not f.silent then f.censored when s.state = 'from the start' then 'right' else s.state end as censored,
       case when f.silent then case when l.backfilled_looks = 0 then 'live' when l.backfilled_looks < l.looks then 'both'
                                    else 'back-filled' end
            when f.entry_id is not null then (select evidence_of(k.made_by, e.last_not_seen_at, e.last_not_seen_by)
                                                from entries e join captures k on k.id = e.capture_id where e.id = f.entry_id)
            else (select evidence_of(k.made_by, c.last_not_seen_at, c.last_not_seen_by)
                    from communications c join captures k on k.id = c.capture_id
                   where c.id = f.communication_id) end as evidence,
       f.communications, f.undated, f.communication_id, f.recorded_at, f.entries, f.entry_id, f.not_assessed, f.shared,
       f.measure <> 'first-word' and (select k.suggestion from signal_kinds k where k.signal = 'action') as suggestion
  from providers p
  left join provider_looks l on l.provider_id = p.id
  left join lateral (select array_agg(w) as sources from source_watches w where w.provider_id = p.id) k on true
 -- For watch_since.looked_at, which decides whether a silent provider has a row: it needs no chains.
 cross join lateral (
       select array_agg(w.incident) as incidents, array_agg(w.last_look_at) as lasts
         from source_watches w where w.provider_id = p.id) looked
 cross join incidents i
  left join research.anchors known on known.incident = i.slug and known.anchor = 'public'
 cross join lateral (
       select i.slug as of_incident, g.silent, g.measure, g.basis,
              case when u.may_at < g.low_at then null else g.low_at end as low_at, g.high_at,
              case when g.low_at is null or u.may_at < g.low_at then 'left' else 'none' end as censored,
              g.number - g.entries as communications, g.counted - g.number as undated,
              case when g.first[2] = 0 then g.first[3]::bigint else nullif(g.first[4], 0)::bigint end as communication_id, g.recorded_at,
              g.entries, case when g.first[2] = 1 then g.first[3]::bigint end as entry_id, u.not_assessed, g.shared
         from (select 1) one
         -- What the rules did not read may say that anything was done, and counts for no bound either.
         left join lateral (
              select count(*) as number, min(coalesce(c.worded_low_at, c.last_not_seen_at, '-infinity')) as claimed_at,
                     min(coalesce(c.platform_recorded_low_at, c.last_not_seen_at, '-infinity')) as platform_at,
                     min(coalesce(c.last_not_seen_at, '-infinity')) as observed_at
                from unassessed o join communications c on c.id = o.communication_id
               where o.provider_id = p.id and o.incident_id = i.id) n on true
        cross join (
              select d.measure,
                     bool_and(d.claimed_low_at is not null or d.claimed_high_at is null and d.last_not_seen_at is not null)
                         filter (where d.counts) as claimed_bound,
                     bool_and(d.platform_low_at is not null or d.platform_high_at is null and d.last_not_seen_at is not null)
                         filter (where d.counts) as platform_bound,
                     bool_and(d.last_not_seen_at is not null or d.announced) filter (where d.counts) as observed_bound,
                     min(d.last_not_seen_at) filter (where d.counts and d.claimed_high_at is null and d.claimed_low_at is null)
                         as claimed_unseen_at,
                     min(d.last_not_seen_at) filter (where d.counts and d.platform_high_at is null and d.platform_low_at is null)
                         as platform_unseen_at,
                     min(d.claimed_low_at) filter (where d.counts) as claimed_low_at,
                     min(d.platform_low_at) filter (where d.counts) as platform_low_at,
                     min(d.last_not_seen_at) filter (where d.counts) as observed_low_at,
                     min(coalesce(d.claimed_low_at, d.last_not_seen_at, '-infinity')) filter (where not d.counts) as claimed_may_at,
                     min(coalesce(d.platform_low_at, d.last_not_seen_at, '-infinity')) filter (where not d.counts) as platform_may_at,
                     min(coalesce(d.last_not_seen_at, '-infinity')) filter (where not d.counts) as observed_may_at,
                     min(d.claimed_high_at) filter (where d.counts) as claimed_high_at,
                     min(d.platform_high_at) filter (where d.counts) as platform_high_at,
                     min(d.first_seen_at) filter (where d.counts) as observed_high_at,
                     count(*) filter (where d.counts and d.announces = 0) as counted,
                     count(d.claimed_high_at) filter (where d.counts and d.announces = 0) as claimed_number,
                     count(d.platform_high_at) filter (where d.counts and d.announces = 0) as platform_number,
                     count(d.claimed_high_at) filter (where d.is_entry = 1 and d.announces = 0) as claimed_entries,
                     count(d.platform_high_at) filter (where d.is_entry = 1 and d.announces = 0) as platform_entries,
                     count(*) filter (where d.is_entry = 1 and d.announces = 0) as observed_entries,
                     min(array[date_part('epoch', d.claimed_high_at), d.is_entry, d.id, d.announces])
                         filter (where d.counts and d.claimed_high_at is not null) as claimed_first,
                     min(array[date_part('epoch', d.platform_high_at), d.is_entry, d.id, d.announces])
                         filter (where d.counts and d.platform_high_at is not null) as platform_first,
                     min(array[date_part('epoch', d.first_seen_at), d.is_entry, d.id, d.announces])
                         filter (where d.counts) as observed_first,
                     min(d.recorded_at) filter (where d.counts) as recorded_at,
                     count(*) filter (where not d.counts) as shared, count(d.counts) as words
                from (select 'first-word' as measure, w.claimed_low_at,
                             first_word_high(w.claimed_high_at, w.changed_high_at, known.anchor_low_at) as claimed_high_at,
                             w.platform_recorded_low_at as platform_low_at,
                             first_word_high(w.platform_recorded_high_at, w.platform_edited_high_at, known.anchor_low_at) as platform_high_at,
                             w.first_seen_at, w.last_not_seen_at, w.recorded_at, (w.entry_id is not null)::integer as is_entry,
                             coalesce(w.communication_id, w.entry_id) as id, coalesce(w.announces_id, 0) as announces,
                             true as counts, coalesce(w.communication_id = any (w.announced), false) as announced
                        from (select y.*, array_agg(y.announces_id) filter (where y.announces_id is not null) over () as announced
                                from first_word_candidates y where y.provider_id = p.id and y.incident_id = i.id) w
                      union all
                      -- A row that counts for nothing, so that there is one of a provider that said nothing too.
                      select 'first-word', null, null, null, null, null, null, null, null, null, null, null, null
                      union all
                      -- Of what a communication says was done, it counts when those words were said. What may have said it, and
                      -- is about no one incident, counts for no bound, and may take the lower one away.
                      select n.measure, c.worded_low_at, c.worded_high_at, c.platform_recorded_low_at,
                             greatest(c.platform_recorded_high_at, c.platform_edited_high_at),
                             c.first_seen_at, c.last_not_seen_at, c.recorded_at, 0, c.id, 0, n.counts, false
                        from (select m.communication_id, m.measure, bool_or(m.scope <> 'shared') as counts
                                from milestones m
                               where m.provider_id = p.id and m.incident_id = i.id and m.measure <> 'first-word'
                               group by m.communication_id, m.measure) n
                        join communications c on c.id = n.communication_id
                       where not (c.post_id in (select s.post_id from merged_posts s) and said_before(c.id, i.id))) d
               group by d.measure
              ) m
        cross join lateral (
              select 'claimed' as basis, false as silent, m.measure,
                     case when m.claimed_bound and coalesce(m.claimed_unseen_at >= m.claimed_low_at, true)
                          then m.claimed_low_at end as low_at,
                     m.claimed_may_at as may_at, m.claimed_high_at as high_at, m.counted, m.claimed_number as number,
                     m.claimed_entries as entries, m.claimed_first as first, m.recorded_at, m.shared
               union all
              select 'platform', false, m.measure,
                     case when m.platform_bound and coalesce(m.platform_unseen_at >= m.platform_low_at, true)
                          then m.platform_low_at end,
                     m.platform_may_at, m.platform_high_at, m.counted, m.platform_number,
                     m.platform_entries, m.platform_first, m.recorded_at, m.shared
               union all
              -- All that was said was seen at some time, so that none is without an upper bound by this basis.
              select 'observed', m.words = 0, m.measure,
                     case when m.observed_bound then m.observed_low_at end,
                     m.observed_may_at, m.observed_high_at, m.counted, m.counted,
                     m.observed_entries, m.observed_first, m.recorded_at, m.shared) g
        cross join lateral (
              select case when g.measure = 'first-word' then 0 else n.number end as not_assessed,
                     case when g.measure <> 'first-word'
                          then least(g.may_at, case g.basis when 'claimed' then n.claimed_at when 'platform' then n.platform_at
                                                            else n.observed_at end) end as may_at) u
        -- Worked out once for each pair, and not for each of its anchors.
        where g.high_at is not null or g.silent offset 0
       ) f
  join research.anchors a on a.incident = f.of_incident
  left join lateral (select (array_agg(u))[1] as u from provider_unread u where u.provider_id = p.id) unread on true
  left join lateral (
       select min(y.watched_until) as watched_until, min(y.state) as state
         from watch_since(k.sources, unread.u, i.slug, a.anchor_low_at) y where f.silent) s on true
 where not f.silent
    or exists (select from unnest(looked.incidents, looked.lasts) t (incident, last_look_at)
                where (t.incident is null or t.incident = i.slug) and t.last_look_at >= a.anchor_low_at);
comment on view research.response_times is 'How long after (or before) the private disclosure, the public one and the fix each provider spoke, acted and claimed a fix: one row for each measure, basis and anchor, always as a lower and an upper bound. A mean or a median of one of the bounds alone is none of the response times.';
comment on column research.response_times.provider is 'The provider: short name.';
comment on column research.response_times.provider_name is 'The provider: name as people write it.';
comment on column research.response_times.incident is 'The incident: short name.';
comment on column research.response_times.incident_name is 'The incident: name as people write it.';
comment on column research.response_times.measure is 'What is timed, as in research.measures.';
comment on column research.response_times.basis is 'Which time: claimed (by the provider), platform (disclosed by the platform''s own record) or observed (between the last look without it and the first with it). Never mixed.';
comment on column research.response_times.anchor is 'What it is measured from: private, public or fix; see research.anchors.';
comment on column research.response_times.anchor_low_at is 'The earliest instant that the anchor can mean.';
comment on column research.response_times.anchor_high_at is 'The latest instant that the anchor can mean.';
comment on column research.response_times.anchor_raw is 'The anchor as the seed writes it.';
comment on column research.response_times.other_anchors is 'How many other events of this kind are known, whose times may differ; see research.reference_times.';
comment on column research.response_times.low_at is 'It happened no earlier, by this basis; null where there is no bound. Of all measures but the first word the bound holds for what the rules found: what they missed in a text that they read may be older. Where a text of the trail that they did not read, or one that says it of no one incident, may be older, it is null.';
comment on column research.response_times.high_at is 'It happened no later, by this basis; null where nothing was seen so far.';
comment on column research.response_times.hours_low is 'Hours from the anchor at least; negative before it. Null where there is no bound.';
comment on column research.response_times.hours_high is 'Hours from the anchor at most; negative before it. Null where there is no bound.';
comment on column research.response_times.censored is 'none (both bounds are known), left (one of them stood there at the first look, or has no time by this basis and may be older, or a text that was not assessed may be: it may be of any age), right (nothing was seen up to low_at, and each source was watched without a break from the anchor to then, and before anything appeared there that could not be read; it may still come), not watched throughout (the same, but later looks do not reach back to low_at: what came and went between is not known), partly watched (the same, but of some sources only: the others were not watched when the anchor happened), not watched from the start (nothing was seen, and nobody watched when the anchor happened: what came and went before the first look is not known) or not all was read (nothing was seen, and what was listed since the anchor could not be read). A provider at which nobody looked since the anchor has no row.';
comment on column research.response_times.evidence is 'How the communication or entry in this row was found, as in research.trail: live, found or back-filled. Of a row in which nothing was seen, whose looks those were: live, back-filled or both.';
comment on column research.response_times.communications is 'How many communications count for it; the bounds are those of the first among them.';
comment on column research.response_times.undated is 'How many more count for it that have no time of this basis: where one of them may be older than the bound, low_at is null.';
comment on column research.response_times.communication_id is 'The one with the least upper bound; null where there is none, and where that is an entry that announced no communication.';
comment on column research.response_times.recorded_at is 'When the first of them was written into the database.';
comment on column research.response_times.entries is 'How many entries of feeds and listings count beside the communications: those that stand alone (research.entries). One that announced a communication counts for the bounds, and not here.';
comment on column research.response_times.entry_id is 'The entry with the least upper bound, where that is not a communication; where communication_id is given too, that is what the entry announced. See research.entries.';
comment on column research.response_times.suggestion is 'Whether it rests on a signal that is a suggestion for coders (research.measures): read the quote before the time is counted.';
comment on column research.response_times.not_assessed is 'Of measures but the first word: how many communications of the trail have words that were not assessed, in other languages or in part, and may say it. Where one of them may be older than the bound, low_at is null.';
comment on column research.response_times.shared is 'Of measures but the first word: how many communications say it at a place that is about no one incident (research.signals.scope), and say it nowhere else. They count for no bound; where one of them may be older, low_at is null.';

-- As in response_times, a join of which nothing is asked for is left out. So the captures of a communication and of an entry
-- are two joins: one by whichever is there would keep both.
create view research.first_words as
select p.slug as provider,
       p.name as provider_name,
       i.slug as incident,
       i.name as incident_name,
       a.anchor_low_at,
       a.anchor_high_at,
       a.anchor_raw,
       a.anchor_label,
       w.claimed_low_at,
       w.claimed_high_at,
       coalesce(c.claimed_local, n.claimed_local) as claimed_local,
       coalesce(c.claimed_utc_offset, n.claimed_utc_offset) as claimed_offset,
       coalesce(c.claimed_precision, n.claimed_precision) as claimed_precision,
       round((extract(epoch from w.claimed_low_at - a.anchor_high_at) / 3600)::numeric, 2) as claimed_hours_low,
       round((extract(epoch from w.claimed_high_at - a.anchor_low_at) / 3600)::numeric, 2) as claimed_hours_high,
       w.last_not_seen_at,
       w.first_seen_at,
       coalesce(k.made_by, e.made_by) as first_seen_by,
       round((extract(epoch from case when w.words > 0 then w.last_not_seen_at else s.watched_until end
                                 - a.anchor_high_at) / 3600)::numeric, 2) as observed_hours_low,
       round((extract(epoch from w.first_seen_at - a.anchor_low_at) / 3600)::numeric, 2) as observed_hours_high,
       case when w.words > 0 then case when w.last_not_seen_at is null then 'left' else 'none' end
            when s.state = 'from the start' then 'right'
            when s.state is not null then s.state
            -- Where no disclosure is known, any look tells something.
            when l.last_look_at is not null then 'right'
            when l.blind_looks > 0 then 'blind'
            else 'nobody looked' end as censored,
       coalesce(c.kind, case when n.entry_id is not null then 'entry' end) as kind,
       coalesce(r.title, n.title) as title,
       coalesce(who.name, n.authors -> 0 ->> 'name') as author,
       who.job_title,
       who.seniority,
       who.function,
       coalesce(po.url, n.link, k.target_uri, e.target_uri) as url,
       array(select distinct f.flag from research.time_flags f where f.communication_id = c.id order by 1) as time_flags,
       w.communications,
       w.undated,
       coalesce(l.looks, 0) as looks,
       coalesce(l.blind_looks, 0) as blind_looks,
       l.first_look_at,
       l.last_look_at,
       (select g.name from segments g where g.id = coalesce(k.segment_id, e.segment_id)) as segment,
       coalesce(k.record_offset, e.record_offset) as record_offset,
       'urn:uuid:' || coalesce(k.record_id, e.record_id) as record_id,
       coalesce(c.recorded_at, n.recorded_at) as recorded_at,
       c.id as communication_id,
       w.entries,
       n.entry_id,
       coalesce(s.unread_posts, 0) as unread_posts
  from providers p
  left join lateral (select array_agg(v) as sources from source_watches v where v.provider_id = p.id) seen on true
  left join lateral (select (array_agg(u))[1] as u from provider_unread u where u.provider_id = p.id) unread on true
 cross join incidents i
  left join research.anchors a on a.incident = i.slug and a.anchor = 'public'
  left join lateral (
       select case when bool_and(x.claimed_low_at is not null or x.claimed_high_at is null and x.last_not_seen_at is not null)
                    and coalesce(min(x.last_not_seen_at) filter (where x.claimed_high_at is null and x.claimed_low_at is null)
                                 >= min(x.claimed_low_at), true)
                   then min(x.claimed_low_at) end as claimed_low_at,
              count(*) filter (where x.claimed_high_at is null and x.announces_id is null) as undated,
              min(h.claimed_high_at) as claimed_high_at,
              min(x.first_seen_at) as first_seen_at,
              -- What an entry announced is one statement with it, and the looks at the listing bound it as well.
              case when bool_and(x.last_not_seen_at is not null or coalesce(x.communication_id = any (x.announced), false))
                   then min(x.last_not_seen_at) end as last_not_seen_at,
              count(*) as words, count(x.communication_id) as communications,
              count(x.entry_id) filter (where x.announces_id is null) as entries,
              (array_agg(coalesce(x.communication_id, x.announces_id, -x.entry_id)
                         order by h.claimed_high_at nulls last, x.claimed_low_at, x.first_seen_at, x.communication_id, x.entry_id))[1] as first_id
         from (select y.*, array_agg(y.announces_id) filter (where y.announces_id is not null) over () as announced
                 from first_word_candidates y where y.incident_id = i.id and y.provider_id = p.id) x
        cross join lateral (select first_word_high(x.claimed_high_at, x.changed_high_at, a.anchor_low_at) as claimed_high_at) h
       ) w on true
  left join communications c on c.id = w.first_id
  -- Of those pairs alone of which an entry was first: of all of them at once it would be worked out a second time.
  left join lateral (select distinct on (y.entry_id) y.* from naming_entries y
                      where w.first_id < 0 and y.entry_id = -w.first_id and y.incident_id = i.id) n on n.entry_id = -w.first_id
  left join revisions r on r.id = c.revision_id
  left join posts po on po.id = c.post_id
  left join captures k on k.id = c.capture_id
  left join captures e on e.id = n.capture_id
  left join bylines who on who.id = (
       select b.id from bylines b where b.communication_id = w.first_id order by b.capture_id, b.position limit 1)
  left join provider_looks l on l.provider_id = p.id
  left join lateral (
       select min(y.watched_until) as watched_until, min(y.state) as state, min(y.unread_posts) as unread_posts
         from watch_since(seen.sources, unread.u, i.slug, a.anchor_low_at) y where a.anchor_low_at is not null) s on true;
comment on view research.first_words is 'Each provider and incident: the first communication that speaks of it, and how long after the public disclosure. A provider that said nothing has a row too, with the looks that saw nothing.';
comment on column research.first_words.provider is 'The provider: short name.';
comment on column research.first_words.provider_name is 'The provider: name as people write it.';
comment on column research.first_words.incident is 'The incident: short name.';
comment on column research.first_words.incident_name is 'The incident: name as people write it.';
comment on column research.first_words.anchor_low_at is 'The earliest instant that the public disclosure can mean; null where the seeds do not say.';
comment on column research.first_words.anchor_high_at is 'The latest instant that it can mean.';
comment on column research.first_words.anchor_raw is 'The disclosure as the seed writes it.';
comment on column research.first_words.anchor_label is 'What happened then.';
comment on column research.first_words.claimed_low_at is 'The first word was said no earlier, by the times that the provider claims; null where it claims none, and where a communication without a claimed time may be the first.';
comment on column research.first_words.claimed_high_at is 'The first word was said no later, by those times. A document that was made before the disclosure and changed since may have said it as late as that change.';
comment on column research.first_words.claimed_local is 'The claimed time of the communication in this row as written.';
comment on column research.first_words.claimed_offset is 'Its offset from UTC; null where it is unknown.';
comment on column research.first_words.claimed_precision is 'How exact it was written.';
comment on column research.first_words.claimed_hours_low is 'Hours from the disclosure to the first word at least, as claimed; negative before it.';
comment on column research.first_words.claimed_hours_high is 'Hours from the disclosure to the first word at most, as claimed; negative before it.';
comment on column research.first_words.last_not_seen_at is 'The last look that would have shown the first of them and did not; null where one of them stood there at the first look.';
comment on column research.first_words.first_seen_at is 'When the first of them was seen, be it in a listing.';
comment on column research.first_words.first_seen_by is 'Who saw the communication in this row first: live, or where the capture was brought from.';
comment on column research.first_words.observed_hours_low is 'Hours from the disclosure to that last look: the response took longer. Of a silent provider, to when each source that was watched from the disclosure on was watched without a break, and before anything appeared there that could not be read; null where there is no such time.';
comment on column research.first_words.observed_hours_high is 'Hours from the disclosure to when it was seen: the response took no longer. Null for a silent provider.';
comment on column research.first_words.censored is 'none, left (it stood there at the first look), right (nothing was seen, and each source was watched from the disclosure on), not watched throughout (as in research.silences.watched; the length is known up to where the watch broke off), partly watched (the length is known of some sources only), not watched from the start (nothing was seen, and what came and went before the first look is not known), not all was read (nothing was seen, and what was listed since the disclosure could not be read), blind (somebody looked since, and no look could see) or nobody looked (since the disclosure).';
comment on column research.first_words.kind is 'Kind of the communication with the earliest claimed time (or else as seen), or of the one that the entry with that time announced; entry where that is an entry of a feed or listing that stands alone.';
comment on column research.first_words.title is 'Its headline.';
comment on column research.first_words.author is 'Who signed it; null where nobody is named.';
comment on column research.first_words.job_title is 'Job title as written in the document.';
comment on column research.first_words.seniority is 'Class of that title.';
comment on column research.first_words.function is 'What that title is about.';
comment on column research.first_words.url is 'Where a reader finds it.';
comment on column research.first_words.time_flags is 'What speaks against its claimed time, as in research.time_flags.';
comment on column research.first_words.communications is 'How many communications of the provider speak of the incident; 0 for silence, or where nothing but entries does.';
comment on column research.first_words.undated is 'How many of them claim no time: where one may be older than the bound of the others, claimed_low_at is null.';
comment on column research.first_words.looks is 'How many looks at the provider''s addresses would have shown a new statement, at any time; research.silences has those that count.';
comment on column research.first_words.blind_looks is 'How many looks could not have shown one.';
comment on column research.first_words.first_look_at is 'The first look that would have shown a new statement; null where there was none.';
comment on column research.first_words.last_look_at is 'The last look that would have shown a new statement; null where there was none.';
comment on column research.first_words.segment is 'File name of the WARC file with the bytes that it was read from.';
comment on column research.first_words.record_offset is 'Where that record''s gzip member starts, in bytes.';
comment on column research.first_words.record_id is 'WARC-Record-ID of that record, without angle brackets.';
comment on column research.first_words.recorded_at is 'When the communication was written into the database.';
comment on column research.first_words.communication_id is 'The communication; null for silence and for an entry.';
comment on column research.first_words.entries is 'How many entries of feeds and listings speak of it and stand alone (research.entries); they count as first words.';
comment on column research.first_words.entry_id is 'The entry, where this row is of one; see research.entries.';
comment on column research.first_words.unread_posts is 'Addresses that listings led to since the disclosure and that nobody could read: each may be a statement.';

create view research.gaps as
select p.slug as provider, i.slug as incident, g.number, g.placed_at as from_placed_at, g.next_placed_at as to_placed_at,
       round((extract(epoch from g.next_claimed_low_at - g.claimed_high_at) / 3600)::numeric, 2) as claimed_hours_low,
       round((extract(epoch from g.next_claimed_high_at - g.claimed_low_at) / 3600)::numeric, 2) as claimed_hours_high,
       round((extract(epoch from g.next_last_not_seen_at - g.first_seen_at) / 3600)::numeric, 2) as observed_hours_low,
       round((extract(epoch from g.next_first_seen_at - g.last_not_seen_at) / 3600)::numeric, 2) as observed_hours_high,
       g.first_seen_at, g.recorded_at, g.communication_id, g.next_id as next_communication_id
  from providers p
 cross join incidents i
 cross join lateral (
       select c.id as communication_id,
              row_number() over t as number, m.placed_at, c.claimed_low_at, c.claimed_high_at, c.first_seen_at,
              c.last_not_seen_at, c.recorded_at,
              lead(m.placed_at) over t as next_placed_at,
              lead(c.claimed_low_at) over t as next_claimed_low_at,
              lead(c.claimed_high_at) over t as next_claimed_high_at,
              lead(c.first_seen_at) over t as next_first_seen_at,
              lead(c.last_not_seen_at) over t as next_last_not_seen_at,
              lead(c.id) over t as next_id
         from telling_assignments a
         join communications c on c.id = a.communication_id
        cross join lateral (
              select coalesce(c.claimed_at, c.claimed_low_at + (c.claimed_high_at - c.claimed_low_at) / 2, c.first_seen_at)
                     as placed_at) m
        where a.incident_id = i.id and a.provider_id = p.id
          -- The text of a post that brings a dated update is no second statement beside the update.
          and not (c.kind = 'revision'
                   and exists (select 1 from communications u
                                where u.capture_id = c.capture_id and u.post_id = c.post_id and u.kind = 'update' and u.version = 1
                                  and (c.claimed_high_at is null
                                       or u.claimed_low_at < c.claimed_high_at and c.claimed_low_at < u.claimed_high_at) offset 0))
       window t as (order by m.placed_at, c.id)
       ) g
 where g.next_id is not null;
comment on view research.gaps is 'The cadence: the time from each communication of a trail to the next, in the order of research.trail.placed_at. A new text of a post that brings a dated update counts once, as the update.';
comment on column research.gaps.provider is 'The provider: short name.';
comment on column research.gaps.incident is 'The incident: short name.';
comment on column research.gaps.number is 'Place of the gap in the trail, from 1.';
comment on column research.gaps.from_placed_at is 'Where the communication before stands in the time order; not a time to measure with.';
comment on column research.gaps.to_placed_at is 'Where the next one stands.';
comment on column research.gaps.claimed_hours_low is 'Hours between the two claimed times at least; null where one of them claims none. Negative where the less exact of the two may be the later one.';
comment on column research.gaps.claimed_hours_high is 'Hours between the two claimed times at most.';
comment on column research.gaps.observed_hours_low is 'Hours between the two by the looks at least; null where there was no look before the next. Negative where the two may have appeared in the other order, and both bounds are where they did.';
comment on column research.gaps.observed_hours_high is 'Hours between the two by the looks at most; null where there was no look before the first.';
comment on column research.gaps.first_seen_at is 'When the communication before was seen first.';
comment on column research.gaps.recorded_at is 'When it was written into the database.';
comment on column research.gaps.communication_id is 'The communication before.';
comment on column research.gaps.next_communication_id is 'The next one.';

-- Signals -------------------------------------------------------------------------------------------------------
create view research.signals as
select p.slug as provider,
       i.slug as incident,
       k.criterion,
       k.signal,
       k.meaning,
       k.suggestion,
       case when s.id is not null then 'found' when d.assessed then 'no-rule-matched' else 'not-assessed' end as answer,
       case when s.id is null and d.assessed is not true then coalesce(d.reason, 'not-read-yet') end as reason,
       s.detail,
       s.actor,
       s.quote,
       s.span_start,
       s.span_end,
       s.rule,
       s.rule_version,
       d.rules_version,
       c.kind,
       r.number as revision,
       c.claimed_at,
       c.claimed_low_at,
       c.claimed_high_at,
       c.first_seen_at,
       case when s.id is null then w.made_by else ws.made_by end as first_seen_by,
       c.last_not_seen_at,
       coalesce(s.recorded_at, d.recorded_at) as recorded_at,
       coalesce(po.url, ws.target_uri, w.target_uri) as url,
       (select g.name from segments g
         where g.id = case when s.id is null then w.segment_id else ws.segment_id end) as segment,
       case when s.id is null then w.record_offset else ws.record_offset end as record_offset,
       'urn:uuid:' || case when s.id is null then w.record_id else ws.record_id end as record_id,
       a.post_id,
       a.communication_id,
       s.scope
  from telling_assignments a
 cross join signal_kinds k
  left join incidents i on i.id = a.incident_id
  left join providers p on p.id = a.provider_id
  left join lateral (
       select o.*, case when a.whole then 'incident'
                        else signal_scope(a.communication_id, a.incident_id, o.span_start, o.span_end) end as scope
         from public.signals o where o.communication_id = a.communication_id and o.signal = k.signal) s on s.scope <> 'other'
  left join signal_readings d on d.communication_id = a.communication_id
  left join communications c on c.id = a.communication_id
  left join posts po on po.id = c.post_id
  left join revisions r on r.id = c.revision_id
  left join captures w on w.id = c.capture_id
  left join captures ws on ws.id = s.capture_id;
comment on view research.signals is 'What each communication of a trail says of the criteria: a row for each place that a rule found and that is or may be about the incident, and a row for each signal that has none.';
comment on column research.signals.provider is 'The provider: short name.';
comment on column research.signals.incident is 'The incident: short name.';
comment on column research.signals.criterion is 'transparency (about impact and risk), disclosure (what is open, and how flaws are handled) or practice (what readers are told to do).';
comment on column research.signals.signal is 'The signal.';
comment on column research.signals.meaning is 'When a text holds it.';
comment on column research.signals.suggestion is 'Whether its rules are not exact enough to stand without a person: a suggestion for coders, left out of the scorecard.';
comment on column research.signals.answer is 'found, no-rule-matched (which never means that the provider did not say it) or not-assessed.';
comment on column research.signals.reason is 'Why it was not assessed: language, partial-copy, no-text, no-concern, failed or not-read-yet; see signal_readings.reason.';
comment on column research.signals.detail is 'What the rule tells beyond the signal, such as which action.';
comment on column research.signals.actor is 'Who is said to have acted or to be concerned: provider, third-party or reader.';
comment on column research.signals.quote is 'The sentence.';
comment on column research.signals.span_start is 'Where what the rule matched, which lies within the quote, stands in research.trail.text: first byte in UTF-8.';
comment on column research.signals.span_end is 'One past its last byte.';
comment on column research.signals.rule is 'The rule that matched; trail rules prints it.';
comment on column research.signals.rule_version is 'The version of that rule.';
comment on column research.signals.rules_version is 'The version of all rules that read the text.';
comment on column research.signals.kind is 'Kind of the communication.';
comment on column research.signals.revision is 'Number of the post''s text in which it was seen first.';
comment on column research.signals.claimed_at is 'When the provider says that it was said, as an instant; null where it is none, such as a time that can be read in more than one way.';
comment on column research.signals.claimed_low_at is 'The earliest instant that the claimed time can mean.';
comment on column research.signals.claimed_high_at is 'The latest instant that it can mean (exclusive).';
comment on column research.signals.first_seen_at is 'When the communication was seen first.';
comment on column research.signals.first_seen_by is 'Who made the capture that it was read from: live, or where it was brought from.';
comment on column research.signals.last_not_seen_at is 'The last look before that would have shown the communication and did not.';
comment on column research.signals.recorded_at is 'When the answer was written into the database; null where it was not read yet.';
comment on column research.signals.url is 'Where a reader finds it.';
comment on column research.signals.segment is 'File name of the WARC file with the bytes that it was read from.';
comment on column research.signals.record_offset is 'Where that record''s gzip member starts, in bytes.';
comment on column research.signals.record_id is 'WARC-Record-ID of that record, without angle brackets.';
comment on column research.signals.post_id is 'The post.';
comment on column research.signals.communication_id is 'The communication.';
comment on column research.signals.scope is 'Of what was found: incident (the sentence, the heading above it or else the title names the incident and no other, or the whole text does) or shared (the text speaks of several subjects, and nothing tells which of them the place is about: it may be this incident, and counts in no scorecard and no measure). What is about another incident stands under that one.';
