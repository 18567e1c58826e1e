-- What the jobs of steps printed on the machines, kept with the move until its retention is over: a job's folder goes
-- with the step's end. Its checksum is on the trail.
create table umzug.job_log (
  id           bigint generated always as identity primary key,
  migration_id text        not null,
  element      text        not null,
  school       text        not null default '',
  attempt      integer     not null check (attempt >= 1),
  machine      text        not null,
  -- Name within the step, such as dump.
  job          text        not null,
  -- Of one job, however often it is kept.
  job_key      text        not null unique,
  -- By the machine's clock; null if it is not known.
  begun_at     timestamptz,
  ended_at     timestamptz,
  -- Null if the job was lost or ended by force.
  exit_code    integer,
  -- Of the whole output, and how many of them were left out in the middle.
  bytes        bigint      not null check (bytes >= 0),
  cut_bytes    bigint      not null check (cut_bytes between 0 and bytes),
  -- Text in UTF-8, secrets masked, gzip.
  stored       bytea       not null,
  sha256       text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  kept_at      timestamptz not null default now()
);
comment on table umzug.job_log is 'Ausgaben der Aufträge auf den Maschinen, bis zum Ende der Aufbewahrung des Umzugs';
comment on column umzug.job_log.sha256 is 'SHA-256 über stored, wie sie im Protokoll steht';
create index job_log_of_move on umzug.job_log (migration_id, id);
alter table umzug.job_log alter column stored set storage external; -- compressed already
