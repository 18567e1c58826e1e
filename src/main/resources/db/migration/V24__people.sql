-- Addresses that their owners have confirmed, and the end of what is known of people.

create table umzug.address_check (
  -- The link itself is known to the mail's recipient alone.
  token_sha256 text primary key check (token_sha256 ~ '^[0-9a-f]{64}$'),
  migration_id text not null,
  -- In lower case.
  address text not null,
  asked_at timestamptz not null,
  confirmed_at timestamptz
);
create index address_check_of_move on umzug.address_check (migration_id, address);
comment on table umzug.address_check is 'Links, mit denen Empfänger bestätigen, dass ihre Adresse stimmt; gespeichert ist nur die Prüfsumme';

alter table umzug.migration add column people_deleted_at timestamptz;
comment on column umzug.migration.people_deleted_at is 'Die Aufbewahrung ist vorüber: Namen, Adressen und Telefonnummern sind aus dem Plan gelöscht';
create index migration_with_people on umzug.migration (id) where people_deleted_at is null;

create table umzug.delivery_report (
  -- Of the whole report, so that no node takes it for a second one.
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  handled_at timestamptz not null,
  outcome text not null
);
comment on table umzug.delivery_report is 'Unzustellbarkeitsberichte, die gelesen sind: jeder zählt einmal';
