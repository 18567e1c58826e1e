-- Mails wait here from the engine's transaction until they are sent.

create table umzug.mail (
  id bigint generated always as identity primary key,
  migration_id text not null,
  event text not null,
  recipient text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  message_id text not null unique,
  -- Message-ID of the move's first mail to this recipient, so that mail programs show one thread.
  thread_id text,
  state text not null default 'QUEUED' check (state in ('QUEUED', 'SENT', 'DEAD')),
  attempts integer not null default 0,
  next_try timestamptz not null,
  last_error text,
  created_at timestamptz not null,
  sent_at timestamptz
);
create index mail_due on umzug.mail (next_try) where state = 'QUEUED';
create index mail_of_move on umzug.mail (migration_id, id);
comment on table umzug.mail is 'Ausgangskorb: E-Mails eines Umzugs; DEAD heißt endgültig nicht zugestellt und bleibt sichtbar';
