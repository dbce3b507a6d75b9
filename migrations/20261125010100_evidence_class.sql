-- What an answer is evidence of: kept beside the look, apart from the revisions of what the provider said.

alter table observations add column class text;
comment on column observations.class is 'What the last answer is evidence of: ok (a document), not-modified, redirect, partial (a part that nobody asked for), not-found (404), gone (410), client-error, blocked (403, 451), challenge (a proof of being human is asked for, with any status), rate-limited (429), unavailable (503), server-error, soft-not-found (status 200, but the page says that there is none, or a post leads to the front page), login-wall or maintenance. Only ok and not-modified stand for words of the provider. Null where nothing was answered, and for looks from before this column.';
create index on observations (provider_id, class) where class not in ('ok', 'not-modified', 'redirect');
