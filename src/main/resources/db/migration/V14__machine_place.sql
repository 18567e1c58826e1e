-- Who works on schools of which machine, and who waits for it, on all nodes. A row that is not renewed is over, but its place
-- is free only when nothing of its step runs on the machine any more.
create table umzug.machine_place (
  ticket   bigint      generated always as identity primary key,
  machine  text        not null,
  step     text        not null,
  places   integer     not null check (places > 0),
  inside   boolean     not null default false,
  until    timestamptz not null,
  unique (machine, step)
);
comment on table umzug.machine_place is 'Plätze je Maschine für Arbeiten an einzelnen Schulen, in der Reihenfolge der Nummern';
