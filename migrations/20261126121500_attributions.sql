-- Whom a text lets speak is no signature: these people have a table of their own, so that no question about authors
-- counts them, and are rows of research.speakers with the role "attributed".

create table attributions (
    id bigint generated always as identity primary key,
    communication_id bigint not null references communications (id),
    position smallint not null,
    name text not null,
    job_title text not null,
    seniority text not null,
    function text not null,
    organisation text,
    source text not null,
    span_start bigint,
    span_end bigint,
    title_span_start bigint,
    title_span_end bigint,
    capture_id bigint not null references captures (id),
    recorded_at timestamptz not null default now(),
    unique (communication_id, capture_id, position)
);
comment on table attributions is 'Whom the text of a communication lets speak, with the job title that stands beside the name. They do not sign it; bylines has those who do.';
comment on column attributions.id is 'Row number; no meaning outside this database.';
comment on column attributions.communication_id is 'In what they are quoted.';
comment on column attributions.position is 'Place in the text, from 0.';
comment on column attributions.name is 'Name as written.';
comment on column attributions.job_title is 'Job title as written beside the name.';
comment on column attributions.seniority is 'Class of the title: c-level, vp, director, manager, individual or team.';
comment on column attributions.function is 'What the title is about, such as security or executive; unstated where it does not say.';
comment on column attributions.organisation is 'The organisation that stands with the title; null where none does. People of others than the provider are quoted too.';
comment on column attributions.source is 'The rule that it was read by.';
comment on column attributions.span_start is 'Where the name stands in the decoded document: first byte; null where that is not known.';
comment on column attributions.span_end is 'One past its last byte; null where that is not known.';
comment on column attributions.title_span_start is 'Where the job title stands in the decoded document: first byte; null where that is not known.';
comment on column attributions.title_span_end is 'One past its last byte; null where that is not known.';
comment on column attributions.capture_id is 'The capture that it was read from.';
comment on column attributions.recorded_at is 'When this row was written.';

create or replace view research.speakers as
select p.slug as provider,
       i.slug as incident,
       b.speaks_as as role,
       b.name,
       b.kind as speaker_kind,
       b.position,
       b.job_title,
       b.seniority,
       b.function,
       case b.seniority when 'c-level' then 6 when 'vp' then 5 when 'director' then 4 when 'manager' then 3
                        when 'individual' then 2 when 'team' then 1 end as rank,
       b.source as name_source,
       b.title_source,
       elsewhere.job_title as title_elsewhere,
       elsewhere.seniority as seniority_elsewhere,
       elsewhere.function as function_elsewhere,
       ew.fetched_at as title_elsewhere_at,
       ew.target_uri as title_elsewhere_url,
       r.title,
       c.kind,
       c.claimed_at,
       c.claimed_low_at,
       c.claimed_high_at,
       c.first_seen_at,
       k.made_by as first_seen_by,
       c.last_not_seen_at,
       b.recorded_at,
       coalesce(po.url, k.target_uri) as url,
       w.segment,
       w.record_offset,
       w.record_id,
       c.post_id,
       b.communication_id
  from communications c
  left join assignments a on a.communication_id = c.id and a.strength <> 'weak'
  left join incidents i on i.id = a.incident_id
  join (select n.communication_id, n.capture_id, n.speaks_as, n.name, n.kind, n.position, n.job_title, n.seniority, n.function,
               n.source, n.title_source, n.recorded_at
          from bylines n
        union all
        select q.communication_id, q.capture_id, 'attributed', q.name, 'person', q.position, q.job_title, q.seniority, q.function,
               q.source, q.source, q.recorded_at
          from attributions q) b on b.communication_id = c.id
  left join providers p on p.id = c.provider_id
  left join captures w on w.id = b.capture_id
  left join posts po on po.id = c.post_id
  left join revisions r on r.id = c.revision_id
  left join captures k on k.id = c.capture_id
  left join bylines elsewhere on elsewhere.id = (
       select o.id
         from bylines o
         join communications oc on oc.id = o.communication_id and oc.provider_id = c.provider_id
         join captures ow on ow.id = o.capture_id
        where b.job_title is null and o.name = b.name and o.job_title is not null
        order by abs(extract(epoch from ow.fetched_at - c.first_seen_at)), o.id limit 1)
  left join captures ew on ew.id = elsewhere.capture_id
 where (b.speaks_as = 'attributed'
        or not exists (select 1 from bylines e where e.communication_id = b.communication_id and e.capture_id < b.capture_id))
   and not (c.post_id in (select y.other_id from merges y where y.undone_at is null and y.other_id is not null)
            and exists (select 1 from communications x join communications z using (update_key, text_digest)
                         where x.id = c.id and z.post_id = canonical_post(x.post_id) offset 0));
