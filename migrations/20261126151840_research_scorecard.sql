-- For researchers: the scorecard, with all its parts.

-- Who speaks for the provider in what it says of an incident: who signs, and who is quoted and belongs to no other.
create view speaking as
select g.provider_id, g.incident_id, b.speaks_as as role, b.name, b.job_title, b.seniority, b.function, b.position,
       b.recorded_at, b.communication_id
  from telling_assignments g
  join bylines b on b.communication_id = g.communication_id
 where not exists (select 1 from bylines e where e.communication_id = b.communication_id and e.capture_id < b.capture_id)
 union all
select g.provider_id, g.incident_id, 'attributed', q.name, q.job_title, q.seniority, q.function, q.position,
       q.recorded_at, q.communication_id
  from telling_assignments g
  join attributions q on q.communication_id = g.communication_id
  join providers p on p.id = g.provider_id
 where q.organisation is null or is_of(q.organisation, p.name, p.slug);
comment on view speaking is 'Names that speak for a provider in a communication about an incident, by role.';
comment on column speaking.provider_id is 'The provider.';
comment on column speaking.incident_id is 'The incident.';
comment on column speaking.role is 'byline, signer or attributed.';
comment on column speaking.name is 'Name as written.';
comment on column speaking.job_title is 'Job title as written beside it; null where none stands there.';
comment on column speaking.seniority is 'Class of the title.';
comment on column speaking.function is 'What the title is about.';
comment on column speaking.position is 'Place among the names of the communication, from 0.';
comment on column speaking.recorded_at is 'When the name was written into the database.';
comment on column speaking.communication_id is 'The communication.';

-- The first word is that of research.first_words. Its two bases are told apart row by row and not listed with their values: what
-- is listed is worked out, asked for or not.
create view research.scorecard as
select w.provider, w.provider_name, w.incident, w.incident_name, 'response-time' as criterion, 'first-word-' || w.basis as part,
       case when w.communications + w.entries > 0
            then case when coalesce(w.hours_low, w.hours_high) is null then 'not-assessed' else 'found' end
            when w.observed and w.anchor_low_at is not null and w.censored not in ('blind', 'nobody looked') then 'nothing-seen'
            else 'not-assessed' end as answer,
       case when w.communications + w.entries > 0 or w.anchor_low_at is null or not w.observed or w.censored = 'nobody looked' then null
            when w.censored = 'right' then 'watched from the start' else w.censored end as value,
       w.hours_low, w.hours_high, w.communications + w.entries as communications,
       w.communications + w.entries as assessed, w.claimed_low_at as first_claimed_at,
       w.first_seen_at, w.recorded_at, case when w.entry_id is not null then w.title end as quote, w.communication_id,
       null::bigint as not_assessed
  from (select f.*, o.*, case when o.observed then f.observed_hours_low else f.claimed_hours_low end as hours_low,
               case when o.observed then f.observed_hours_high else f.claimed_hours_high end as hours_high
          from research.first_words f cross join (values ('claimed', false), ('observed', true)) o (basis, observed)) w
union all
select p.slug, p.name, i.slug, i.name,
       x.criterion, x.part, x.answer, x.value, x.hours_low, x.hours_high, x.communications, x.assessed, x.first_claimed_at,
       x.first_seen_at, x.recorded_at, x.quote, x.communication_id, x.not_assessed
  from providers p
 cross join incidents i
 cross join lateral (
       select 'who' as criterion, 'highest-' || o.role as part,
              case when b.seniority is not null then 'found' when n.communications > 0 then 'no-rule-matched' else 'not-assessed' end as answer,
              b.seniority || coalesce(', ' || nullif(b.function, 'unstated'), '') as value, null::numeric as hours_low,
              null::numeric as hours_high, coalesce(b.communications, 0) as communications, n.communications as assessed,
              c.claimed_low_at as first_claimed_at, c.first_seen_at, b.recorded_at, concat_ws(', ', b.name, b.job_title) as quote,
              b.communication_id, null::bigint as not_assessed
         from (values ('byline'), ('signer'), ('attributed')) as o (role)
         left join lateral (
              select count(*) as communications from telling_assignments g
               where g.incident_id = i.id and g.provider_id = p.id) n on true
         left join lateral (
              select h.name, h.job_title, h.seniority, h.function, h.recorded_at, h.communication_id,
                     (select count(distinct y.communication_id) from speaking y
                       where y.provider_id = p.id and y.incident_id = i.id and y.role = o.role) as communications
                from speaking h join communications c on c.id = h.communication_id
               where h.provider_id = p.id and h.incident_id = i.id and h.role = o.role
               order by case h.seniority when 'c-level' then 6 when 'vp' then 5 when 'director' then 4 when 'manager' then 3
                                         when 'individual' then 2 when 'team' then 1 end desc nulls last,
                        c.first_seen_at, h.communication_id, h.position
               limit 1) b on true
         left join communications c on c.id = b.communication_id
       union all
       select k.criterion, k.signal,
              case when f.scope = 'incident' then 'found' when f.scope = 'shared' then 'shared'
                   when n.assessed > 0 then 'no-rule-matched' else 'not-assessed' end,
              f.details, null, null, coalesce(f.communications, 0), n.assessed, f.first_claimed_at, f.first_seen_at,
              f.recorded_at, f.quote, f.communication_id, n.not_assessed
         from signal_kinds k
         left join lateral (
              select count(*) filter (where d.assessed) as assessed,
                     count(*) filter (where d.assessed is not true and d.reason is distinct from 'no-text') as not_assessed
                from telling_assignments g left join signal_readings d on d.communication_id = g.communication_id
               where g.incident_id = i.id and g.provider_id = p.id) n on true
         -- The signals of all communications at once: asked signal by signal, each would go through all of them again.
         left join lateral (
              select distinct on (s.signal) s.signal, s.scope, count(distinct s.communication_id) as communications,
                     string_agg(distinct s.detail, ', ') as details,
                     min(c.claimed_low_at) as first_claimed_at, min(c.first_seen_at) as first_seen_at,
                     min(s.recorded_at) as recorded_at,
                     (array_agg(s.quote order by c.first_seen_at, s.id))[1] as quote,
                     (array_agg(s.communication_id order by c.first_seen_at, s.id))[1] as communication_id
                from telling_assignments g
               cross join lateral (
                     select o.*, case when g.whole then 'incident'
                                      else signal_scope(g.communication_id, g.incident_id, o.span_start, o.span_end) end as scope
                       from public.signals o
                      where o.communication_id = g.communication_id and o.actor <> 'third-party') s
                join communications c on c.id = s.communication_id
               where g.incident_id = i.id and g.provider_id = p.id and s.scope <> 'other'
               group by s.signal, s.scope order by s.signal, s.scope = 'shared'
              ) f on f.signal = k.signal
        where not k.suggestion
       ) x;
comment on view research.scorecard is 'Each provider and incident by the five criteria, part by part, each with its evidence. There is no sum: which parts count, and how much, is for the researcher to say.';
comment on column research.scorecard.provider is 'The provider: short name.';
comment on column research.scorecard.provider_name is 'The provider: name as people write it.';
comment on column research.scorecard.incident is 'The incident: short name.';
comment on column research.scorecard.incident_name is 'The incident: name as people write it.';
comment on column research.scorecard.criterion is 'response-time, who, transparency, disclosure or practice.';
comment on column research.scorecard.part is 'The part: first-word-claimed and first-word-observed; highest-byline, highest-signer and highest-attributed; else the signal.';
comment on column research.scorecard.answer is 'found, shared (a rule matched, and only at places that are about no one incident: research.signals.scope), no-rule-matched (which never means that the provider did not say it; see not_assessed), nothing-seen (of the first word as observed: looks since the disclosure showed none; hours_low is the bound, where there is one) or not-assessed (no communication was seen, or none could be read).';
comment on column research.scorecard.value is 'What was found, where it is no number: the class of the title, or what the rules tell beyond the signal; of what was not seen, what is known of that: watched from the start, or else as in research.silences.watched.';
comment on column research.scorecard.hours_low is 'Of a response time, hours from the public disclosure at least; negative before it.';
comment on column research.scorecard.hours_high is 'Of a response time, hours at most.';
comment on column research.scorecard.communications is 'How many communications hold it.';
comment on column research.scorecard.assessed is 'How many communications of the trail could be assessed for it.';
comment on column research.scorecard.not_assessed is 'Of a signal, how many more there are with words that could not be, for their language or another reason: a rule that matched nowhere else may have matched there. Null of other parts.';
comment on column research.scorecard.first_claimed_at is 'The earliest instant that the claimed times of those communications can mean.';
comment on column research.scorecard.first_seen_at is 'When the first of them was seen.';
comment on column research.scorecard.recorded_at is 'When it was written into the database.';
comment on column research.scorecard.quote is 'The first place that holds it: the sentence, or the name with its title.';
comment on column research.scorecard.communication_id is 'The communication that the quote is from.';
