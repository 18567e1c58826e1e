-- What each node of the application last found out about its clock, for the pages of all nodes.
create table umzug.node (
  name           text        primary key,
  clock_ahead_ms bigint      not null,
  looked_at      timestamptz not null
);
comment on table umzug.node is 'Knoten der Anwendung und wie weit ihre Uhr der Datenbank vorgeht';
