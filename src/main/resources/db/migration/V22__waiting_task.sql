-- Who is asked to do what, so that people with many open tasks are told of all in one mail.

create table umzug.waiting_task (
  -- The engine's id.
  task_id text not null,
  -- In lower case.
  recipient text not null,
  migration_id text not null,
  name text not null,
  school text,
  due timestamptz not null,
  asked_at timestamptz not null,
  told_at timestamptz not null,
  primary key (task_id, recipient)
);
comment on table umzug.waiting_task is 'Offene Aufgaben je Empfänger; die Zeilen verschwinden mit der Antwort';
comment on column umzug.waiting_task.told_at is 'Wann der Empfänger zuletzt eine Mail zu dieser Aufgabe bekam';
create index waiting_task_of_recipient on umzug.waiting_task (recipient, due);
create index waiting_task_of_move on umzug.waiting_task (migration_id);
