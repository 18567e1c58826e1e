-- One row per attempt at an element that touches a server. The row outlives the application: a restart finds the
-- attempt that is running and goes on with it, or finds it done and only reports it.
create table umzug.step (
  id                  bigint generated always as identity primary key,
  migration_id        text        not null,
  process_instance_id text        not null,
  element             text        not null,
  school              text        not null default '',
  attempt             integer     not null,
  external_task_id    text        not null,
  worker              text        not null,
  state               text        not null check (state in ('RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
  started_at          timestamptz not null default now(),
  ended_at            timestamptz,
  message             text,
  outcome             jsonb,
  progress_done       bigint,
  progress_total      bigint,
  progress_unit       text,
  progress_text       text,
  progress_at         timestamptz,
  unique (process_instance_id, element, school, attempt)
);
create index step_migration on umzug.step (migration_id);
create index step_external_task on umzug.step (external_task_id);

-- Every incident of the engine that people were told about: one task for each, however often it is looked for.
create table umzug.incident (
  incident_id         text primary key,
  migration_id        text        not null,
  element             text        not null,
  school              text        not null default '',
  incident_type       text        not null,
  -- external task or job that failed
  configuration       text        not null,
  process_instance_id text,
  opened_at           timestamptz not null default now(),
  closed_at           timestamptz
);
create index incident_migration on umzug.incident (migration_id);
