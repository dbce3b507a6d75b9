-- For researchers: why a statement belongs to an incident, who speaks, and what became of texts.

create view research.mentions as
select p.slug as provider,
       i.slug as incident,
       m.term,
       t.kind as term_kind,
       m.place,
       m.manner,
       m.quote,
       m.span_start,
       m.span_end,
       a.strength,
       a.reason,
       m.recorded_at,
       c.post_id,
       m.communication_id
  from mentions m
  left join incidents i on i.id = m.incident_id
  left join communications c on c.id = m.communication_id
  left join providers p on p.id = c.provider_id
  left join incident_terms t on t.incident_id = m.incident_id and t.term = m.term
  left join assignments a on a.communication_id = m.communication_id and a.incident_id = m.incident_id;
comment on view research.mentions is 'Each place at which a communication names an incident, and what follows from all of them together: the evidence of an assignment, and of those that were not made.';
comment on column research.mentions.provider is 'Who speaks: short name.';
comment on column research.mentions.incident is 'The incident: short name.';
comment on column research.mentions.term is 'The term as the incident''s seed has it; empty where the seed says that the page is about it.';
comment on column research.mentions.term_kind is 'name, alias, id (a right CVE or GHSA id) or wrong-id (one that people use by mistake).';
comment on column research.mentions.place is 'title, text, or seed. The title of a post counts for the updates inside it.';
comment on column research.mentions.manner is 'statement, heading, comparison, list or aside.';
comment on column research.mentions.quote is 'The sentence around it.';
comment on column research.mentions.span_start is 'Where it stands in the title or the text: first byte in UTF-8.';
comment on column research.mentions.span_end is 'One past its last byte.';
comment on column research.mentions.strength is 'How surely the communication speaks of the incident, by all its mentions: strong, fair or weak (it belongs to no trail).';
comment on column research.mentions.reason is 'Why, in words.';
comment on column research.mentions.recorded_at is 'When the mention was written into the database.';
comment on column research.mentions.post_id is 'The post.';
comment on column research.mentions.communication_id is 'The communication.';

-- Who speaks ----------------------------------------------------------------------------------------------------
-- Whether an organisation that stands beside a name is the provider: the words of one name begin the other's ("Acme" and
-- "Acme Security Team", not "Intel" and "Mandiant Threat Intelligence"), or both are one word but for spaces and points.
create function is_of(organisation text, provider text, slug text) returns boolean
language sql immutable parallel safe as $$
    select coalesce(bool_or(starts_with(o.words || ' ', n.words || ' ') or starts_with(n.words || ' ', o.words || ' ')
                            or replace(o.words, ' ', '') = replace(n.words, ' ', '')), false)
      from (select btrim(regexp_replace(regexp_replace(lower(organisation), '[^[:alnum:]]+', ' ', 'g'), '^ ?the ', '')) as words) o
     cross join (select btrim(regexp_replace(regexp_replace(lower(w.name), '[^[:alnum:]]+', ' ', 'g'), '^ ?the ', '')) as words
                   from (values (provider), (slug)) as w (name)) n
     where o.words <> '' and n.words <> ''
$$;
comment on function is_of is 'Whether an organisation is the provider of this name or short name: by whole words.';

create view research.speakers as
select p.slug as provider,
       i.slug as incident,
       b.speaks_as as role,
       b.name,
       b.kind as speaker_kind,
       b.position,
       b.job_title,
       b.seniority,
       b.function,
       b.organisation,
       own.own as speaks_for_provider,
       case when own.own is false then null
            else case b.seniority when 'c-level' then 6 when 'vp' then 5 when 'director' then 4 when 'manager' then 3
                                  when 'individual' then 2 when 'team' then 1 end end as rank,
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
       g.name as segment,
       w.record_offset,
       'urn:uuid:' || w.record_id as record_id,
       c.post_id,
       b.communication_id
  from communications c
  left join assignments a on a.communication_id = c.id and a.strength <> 'weak'
  left join incidents i on i.id = a.incident_id
  join (select n.communication_id, n.capture_id, n.speaks_as, n.name, n.kind, n.position, n.job_title, n.seniority, n.function,
               n.source, n.title_source, n.recorded_at, null as organisation
          from bylines n
        union all
        select q.communication_id, q.capture_id, 'attributed', q.name, 'person', q.position, q.job_title, q.seniority, q.function,
               q.source, q.source, q.recorded_at, q.organisation
          from attributions q) b on b.communication_id = c.id
  left join providers p on p.id = c.provider_id
 cross join lateral (
       select case when b.speaks_as <> 'attributed' then true
                   when b.organisation is not null then is_of(b.organisation, p.name, p.slug) end as own) own
  left join captures w on w.id = b.capture_id
  left join segments g on g.id = w.segment_id
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
   and not (c.post_id in (select s.post_id from merged_posts s) and said_before(c.id, a.incident_id));
comment on view research.speakers is 'Who speaks: one row for each name of a communication, by where it stands. Byline and signer may differ; both are rows.';
comment on column research.speakers.provider is 'The provider: short name.';
comment on column research.speakers.incident is 'The incident that the post speaks of: short name; null where it speaks of none that we know.';
comment on column research.speakers.role is 'byline (the author line, or what the document declares), signer (the close of the text) or attributed (the text says who says so).';
comment on column research.speakers.name is 'Name as written.';
comment on column research.speakers.speaker_kind is 'person or organisation.';
comment on column research.speakers.position is 'Place among the names, from 0.';
comment on column research.speakers.job_title is 'Job title as written in this document; null where none stands there.';
comment on column research.speakers.seniority is 'Class of that title: c-level, vp, director, manager, individual, team or unstated.';
comment on column research.speakers.function is 'What that title is about: executive, security, operations, engineering, communications, product, legal, support; unstated where it does not say.';
comment on column research.speakers.organisation is 'Of an attributed name, the organisation that stands beside it; null where none does.';
comment on column research.speakers.speaks_for_provider is 'Whether the person speaks for the provider: true for a byline and a signer, and where the organisation is the provider; false where it is another, whose words the provider quotes; null where the text names none.';
comment on column research.speakers.rank is 'Seniority as a number, 6 for c-level to 1 for team; null where it is unstated, and of people of others than the provider.';
comment on column research.speakers.name_source is 'The rule and place that the name was read from.';
comment on column research.speakers.title_source is 'The rule and place that the job title was read from.';
comment on column research.speakers.title_elsewhere is 'Job title that stands beside the same name in another document of the provider, the one nearest in time; only where none stands here. Never to be read as if it stood here.';
comment on column research.speakers.seniority_elsewhere is 'Class of that title.';
comment on column research.speakers.function_elsewhere is 'What that title is about.';
comment on column research.speakers.title_elsewhere_at is 'When that other document was seen: titles follow people.';
comment on column research.speakers.title_elsewhere_url is 'Its address.';
comment on column research.speakers.title is 'Headline of the post.';
comment on column research.speakers.kind is 'Kind of the communication.';
comment on column research.speakers.claimed_at is 'When the provider says that it was said, as an instant; null where it is none, such as a time that can be read in more than one way.';
comment on column research.speakers.claimed_low_at is 'The earliest instant that the claimed time can mean.';
comment on column research.speakers.claimed_high_at is 'The latest instant that it can mean (exclusive).';
comment on column research.speakers.first_seen_at is 'When the communication was seen first.';
comment on column research.speakers.first_seen_by is 'Who saw it first: live, or where the capture was brought from.';
comment on column research.speakers.last_not_seen_at is 'The last look before that would have shown it and did not.';
comment on column research.speakers.recorded_at is 'When the name was written into the database.';
comment on column research.speakers.url is 'Where a reader finds it.';
comment on column research.speakers.segment is 'File name of the WARC file with the bytes that the name was read from.';
comment on column research.speakers.record_offset is 'Where that record''s gzip member starts, in bytes.';
comment on column research.speakers.record_id is 'WARC-Record-ID of that record, without angle brackets.';
comment on column research.speakers.post_id is 'The post.';
comment on column research.speakers.communication_id is 'The communication.';

-- Texts and what became of them ---------------------------------------------------------------------------------
create view research.revisions as
select p.slug as provider,
       po.kind as post_kind,
       coalesce(po.url, k.target_uri) as url,
       r.number as revision,
       r.title,
       r.text,
       r.language,
       array(select i.slug from assignments a join communications c on c.id = a.communication_id
                              join incidents i on i.id = a.incident_id
              where a.post_id = r.post_id and a.strength in ('strong', 'fair') and c.revision_id <= r.id
              group by i.slug order by i.slug) as incidents,
       ch.class as change_class,
       ch.silent as silent_edit,
       ch.update_time,
       ch.words_removed,
       ch.words_added,
       ch.rules_differ,
       c.claimed_at,
       c.claimed_low_at,
       c.claimed_high_at,
       r.first_seen_at,
       k.made_by as first_seen_by,
       r.last_not_seen_at,
       r.recorded_at,
       g.name as segment,
       k.record_offset,
       'urn:uuid:' || k.record_id as record_id,
       r.text_digest,
       r.extractor_version,
       r.post_id,
       r.id as revision_id
  from revisions r
  left join posts po on po.id = r.post_id
  left join providers p on p.id = po.provider_id
  left join captures k on k.id = r.capture_id
  left join segments g on g.id = k.segment_id
  left join changes ch on ch.id = (
       select x.id from changes x
        where x.post_id = r.post_id and x.to_revision_id = r.id and x.from_revision_id <> r.id
        order by x.id limit 1)
  left join communications c on c.id = (
       select o.id from communications o
        where o.post_id = r.post_id and o.update_key = '' and o.revision_id = r.id
        order by o.version limit 1);
comment on view research.revisions is 'Each text that each post has had, and what became of the one before. The words of a difference: select * from diff_revisions(post_id, 1, 2), or trail diff.';
comment on column research.revisions.provider is 'The provider: short name.';
comment on column research.revisions.post_kind is 'article, status-incident, advisory or security-txt.';
comment on column research.revisions.url is 'Where a reader finds it.';
comment on column research.revisions.revision is '1 for the first text that was seen, then counting up.';
comment on column research.revisions.title is 'Headline; null where none was read.';
comment on column research.revisions.text is 'Main text: blocks separated by a newline, without boilerplate.';
comment on column research.revisions.language is 'Language of the text, ISO 639-1; null where it is not known.';
comment on column research.revisions.incidents is 'The incidents that the post spoke of by then: short names.';
comment on column research.revisions.change_class is 'What became of the text before: numbers-and-dates, boilerplate, reversion, variant-flip or substantive; null for the first text.';
comment on column research.revisions.silent_edit is 'Whether something else is said and no claimed time of an update moved; null for the first text.';
comment on column research.revisions.update_time is 'What the provider''s claimed time of the last update did: moved, same or unstated.';
comment on column research.revisions.words_removed is 'Words that the text before has and this one has not.';
comment on column research.revisions.words_added is 'Words that this text has and the one before has not.';
comment on column research.revisions.rules_differ is 'Whether other rules read the text before, so that the difference may be the reader''s.';
comment on column research.revisions.claimed_at is 'When the provider says that this text was published or updated, as an instant; null where it does not say, or what it says can be read in more than one way.';
comment on column research.revisions.claimed_low_at is 'The earliest instant that this can mean.';
comment on column research.revisions.claimed_high_at is 'The latest instant that this can mean (exclusive).';
comment on column research.revisions.first_seen_at is 'When this text was seen first.';
comment on column research.revisions.first_seen_by is 'Who saw it first: live, or where the capture was brought from.';
comment on column research.revisions.last_not_seen_at is 'The last look before that would have shown this text and did not; null where there was none.';
comment on column research.revisions.recorded_at is 'When the row was written into the database.';
comment on column research.revisions.segment is 'File name of the WARC file with the bytes that it was read from.';
comment on column research.revisions.record_offset is 'Where that record''s gzip member starts, in bytes.';
comment on column research.revisions.record_id is 'WARC-Record-ID of that record, without angle brackets.';
comment on column research.revisions.text_digest is 'SHA-256 of title, text and updates with white space folded: equal digests are one text.';
comment on column research.revisions.extractor_version is 'The version of the rules that read it.';
comment on column research.revisions.post_id is 'The post.';
comment on column research.revisions.revision_id is 'The revision.';
