-- Writes of workers on site that have been carried out: repeated after a lost answer, they change nothing.
create table umzug.worker_call (
  key uuid        primary key,
  at  timestamptz not null default now()
);
create index worker_call_at on umzug.worker_call (at);
