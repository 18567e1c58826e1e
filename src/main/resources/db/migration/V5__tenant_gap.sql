-- What a school has to complete after a move by school backup. The items may name persons, so the rows are deleted
-- with the transferred copies when the retention ends.
create table umzug.tenant_gap (
  migration_id text     not null,
  school       text     not null,
  kind         text     not null,
  position     integer  not null,
  title        text     not null,
  items        text[]   not null,
  count        bigint   not null,
  taken_at     timestamptz not null default now(),
  primary key (migration_id, school, kind)
);
