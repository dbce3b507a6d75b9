-- A job title often stands elsewhere than the name: it has a rule and a place of its own.
alter table bylines
    add column title_source text,
    add column title_span_start bigint,
    add column title_span_end bigint;
comment on column bylines.title_source is 'The rule and place that the job title was read from; null where there is none.';
comment on column bylines.title_span_start is 'Where the job title stands in the decoded document: first byte; null where that is not known.';
comment on column bylines.title_span_end is 'One past its last byte; null where that is not known.';
