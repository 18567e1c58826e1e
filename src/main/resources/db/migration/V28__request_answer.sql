-- Answers of REST that created or began something, so that a request that a program sends again after a lost answer
-- gets the same answer and does nothing twice. Written in the transaction that did it: both are there, or neither; a
-- second request of the same key waits for the first at this row.
create table umzug.request_answer (
  account        text        not null,
  key            text        not null check (key ~ '^[A-Za-z0-9._~-]{8,128}$'),
  -- Over method, address and body.
  request_sha256 text        not null check (request_sha256 ~ '^[0-9a-f]{64}$'),
  -- Null only while its own transaction still works.
  status         integer,
  location       text,
  body           text,
  begun_at       timestamptz not null default now(),
  expires_at     timestamptz not null,
  primary key (account, key)
);
comment on table umzug.request_answer is 'Antworten auf Anfragen mit Idempotency-Key; 24 Stunden lang';
create index request_answer_expiry on umzug.request_answer (expires_at);

-- Counted every few seconds for the monitoring system.
create index mail_dead on umzug.mail (id) where state = 'DEAD' and settled_at is null;
create index step_running on umzug.step (held_until) where state = 'RUNNING';
