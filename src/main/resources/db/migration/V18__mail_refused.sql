-- A mail that the mail server refuses for good is told by telephone, or sent to an address that a person has put right.

alter table umzug.mail add column school text;
alter table umzug.mail add column refused_at timestamptz;
alter table umzug.mail add column settled_at timestamptz;
comment on column umzug.mail.refused_at is 'Der Mailserver hat die Mail endgültig abgelehnt; jemand soll anrufen';
comment on column umzug.mail.settled_at is 'Der Inhalt ist telefonisch mitgeteilt oder an die berichtigte Adresse geschickt';
create index mail_refused on umzug.mail (migration_id, lower(recipient)) where refused_at is not null and settled_at is null;

create table umzug.mail_correction (
  migration_id text not null,
  -- As in the plan, in lower case.
  refused text not null,
  corrected text not null,
  corrected_by text not null,
  corrected_at timestamptz not null,
  primary key (migration_id, refused)
);
comment on table umzug.mail_correction is 'Adressen des Plans, die im Lauf des Umzugs berichtigt wurden';
