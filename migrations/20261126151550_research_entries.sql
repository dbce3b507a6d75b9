-- For researchers: what entries of feeds and listings say of an incident, be their pages read or not.

create view research.entries as
select p.slug as provider,
       p.name as provider_name,
       i.slug as incident,
       i.name as incident_name,
       n.strength,
       n.reason,
       n.title,
       said.quote,
       n.text,
       n.link as url,
       n.authors -> 0 ->> 'name' as author,
       n.page_speaks,
       not n.repeated and not n.page_spoke and n.announces_id is null as stands_alone,
       (select o.outcome::text || coalesce(' (' || o.class::text || ')', '')
          from frontier f join observations o on o.frontier_id = f.id
         where f.url_key = n.link_key order by o.looked_at desc limit 1) as page,
       n.claimed_low_at,
       n.claimed_high_at,
       n.claimed_local,
       n.claimed_utc_offset as claimed_offset,
       n.claimed_precision,
       n.claimed_raw,
       n.changed_high_at,
       n.first_seen_at,
       k.made_by as first_seen_by,
       n.last_not_seen_at,
       case when n.last_not_seen_at is not null then coalesce(n.last_not_seen_by, 'live') end as last_not_seen_by,
       evidence_of(k.made_by, n.last_not_seen_at, n.last_not_seen_by) as evidence,
       n.recorded_at,
       s.kind as source_kind,
       k.target_uri,
       k.archive_url,
       g.name as segment,
       k.record_offset,
       k.record_length::bigint as record_length,
       'urn:uuid:' || k.record_id as record_id,
       k.payload_digest,
       n.entry_id,
       case when not n.repeated then n.announces_id end as announces_id
  from naming_entries n
  join providers p on p.id = n.provider_id
  join incidents i on i.id = n.incident_id
  left join sources s on s.id = n.source_id
  left join captures k on k.id = n.capture_id
  left join segments g on g.id = k.segment_id
  left join lateral (
       select m.quote from entry_mentions m
        where m.entry_id = n.entry_id and m.incident_id = n.incident_id
        order by m.manner not in ('statement', 'heading'), m.place <> 'title', m.span_start limit 1) said on true;
comment on view research.entries is 'Entries of feeds and listings that speak of an incident, each with its own times and the archived bytes. Where a page cannot be read, its entry is all that is known of a statement.';
comment on column research.entries.provider is 'Who speaks: short name.';
comment on column research.entries.provider_name is 'Who speaks: name as people write it.';
comment on column research.entries.incident is 'The incident: short name.';
comment on column research.entries.incident_name is 'The incident: name as people write it.';
comment on column research.entries.strength is 'How surely it speaks of the incident: strong or fair, by the rule that holds for posts.';
comment on column research.entries.reason is 'Why we think so, in words.';
comment on column research.entries.title is 'Headline; null where there is none.';
comment on column research.entries.quote is 'The sentence that names the incident.';
comment on column research.entries.text is 'What it says beside its headline: summary and content, as far as they are kept.';
comment on column research.entries.url is 'The address that it leads to.';
comment on column research.entries.author is 'The first name that it gives of who wrote it; null where it gives none.';
comment on column research.entries.page_speaks is 'Whether the post at that address was read and speaks of the incident itself, however late: it is in research.trail then.';
comment on column research.entries.stands_alone is 'Whether it counts as a statement of its own: no text of its page speaks of the incident, or only one that a look at the page after the entry did not show yet, and no entry for the same address did before.';
comment on column research.entries.page is 'What the last look at that address came to, and the class of the answer; null where nobody looked there.';
comment on column research.entries.claimed_low_at is 'By the times that listings give of it, it was said no earlier; null where none says so, as of an entry that named the incident only later.';
comment on column research.entries.claimed_high_at is 'By those times, the entry was made no later.';
comment on column research.entries.claimed_local is 'That time as written.';
comment on column research.entries.claimed_offset is 'Its offset from UTC; null where it is unknown.';
comment on column research.entries.claimed_precision is 'How exact it was written: year, month, day, hour, minute, second or millisecond.';
comment on column research.entries.claimed_raw is 'The text as it stands in the document.';
comment on column research.entries.changed_high_at is 'The latest instant of the last change that it claims beside that.';
comment on column research.entries.first_seen_at is 'When it was seen first, by whoever first_seen_by says. Never a publication time.';
comment on column research.entries.first_seen_by is 'Who saw it first: live (we, when it happened), or where the capture was brought from afterwards.';
comment on column research.entries.last_not_seen_at is 'The last look at the listing before that would have shown it and did not; null where there was none.';
comment on column research.entries.last_not_seen_by is 'Who made that look.';
comment on column research.entries.evidence is 'live, found or back-filled, as in research.trail.';
comment on column research.entries.recorded_at is 'When the entry was written into the database.';
comment on column research.entries.source_kind is 'What the source of the listing is: blog, newsroom, security-blog, advisories, status or page.';
comment on column research.entries.target_uri is 'The address of the feed or listing whose capture showed it first (WARC-Target-URI).';
comment on column research.entries.archive_url is 'Where that capture can be looked at in the archive that it is from; null for live and for files.';
comment on column research.entries.segment is 'File name of the WARC file with the bytes that it was read from.';
comment on column research.entries.record_offset is 'Where that record''s gzip member starts, in bytes.';
comment on column research.entries.record_length is 'How long that member is, in bytes.';
comment on column research.entries.record_id is 'WARC-Record-ID of that record, without angle brackets.';
comment on column research.entries.payload_digest is 'SHA-1 of the body as sent.';
comment on column research.entries.entry_id is 'The entry; what other views of this schema name it by.';
comment on column research.entries.announces_id is 'The communication that it announced: the first text of its page that speaks of the incident, seen later, with no look at the page between that is known to have shown it without. The two are one statement, and the entry counts for the bounds of the first word; null of any other entry.';
