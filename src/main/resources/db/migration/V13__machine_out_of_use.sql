-- New machines that two people have stated to be off for good, so that a move could be taken back without them. They are
-- watched until they are proven to stand still: a row without ended_at is looked at, one with returned_at is being secured.
create table umzug.machine_out_of_use (
  migration_id text        not null,
  machine      text        not null,
  stated_by    text        not null,
  confirmed_by text        not null,
  stated_at    timestamptz not null default now(),
  returned_at  timestamptz,
  ended_at     timestamptz,
  primary key (migration_id, stated_at)
);
create unique index machine_out_of_use_open on umzug.machine_out_of_use (migration_id) where ended_at is null;
comment on table umzug.machine_out_of_use is 'Neue Maschinen, die zwei Personen für außer Betrieb erklärt haben, bis ihr Stillstand nachgewiesen ist';
