-- Entries of people's calendars: what was told last, to whom, and the private addresses of subscriptions.

alter table umzug.mail add column calendar text;
comment on column umzug.mail.calendar is 'Kalendereintrag (iCalendar), der mit der Mail verschickt wird; leer, wenn sie keinen hat';

create table umzug.calendar_entry (
  migration_id text primary key,
  uid text not null,
  sequence integer not null check (sequence >= 0),
  window_start timestamptz not null,
  window_end timestamptz not null check (window_end > window_start),
  cancelled boolean not null default false,
  changed_at timestamptz not null
);
comment on table umzug.calendar_entry is 'Kalendereintrag eines Umzugs, wie er zuletzt verschickt wurde; sequence zählt seine Änderungen';

create table umzug.calendar_guest (
  migration_id text not null references umzug.calendar_entry,
  -- In lower case.
  recipient text not null,
  -- Which state of the entry this recipient was told.
  sequence integer not null check (sequence >= 0),
  primary key (migration_id, recipient)
);
comment on table umzug.calendar_guest is 'Wer den Kalendereintrag eines Umzugs bekommen hat, und in welchem Stand';

create table umzug.calendar_task_wish (
  school text primary key,
  wanted_by text not null,
  wanted_at timestamptz not null
);
comment on table umzug.calendar_task_wish is 'Schulen, die ihre Aufgaben auch als Kalendereinträge wünschen';

create table umzug.calendar_subscription (
  user_id text primary key,
  -- The address itself is known to its owner alone.
  token_sha256 text not null unique check (length(token_sha256) = 64),
  made_at timestamptz not null
);
comment on table umzug.calendar_subscription is 'Private Kalenderadressen; gespeichert ist nur die Prüfsumme';
