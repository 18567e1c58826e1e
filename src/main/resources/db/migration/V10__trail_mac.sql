-- Every line carries a message authentication code by a key that is not in this database; a book of all trails
-- notices one that is gone as a whole, or that is shorter than it was.

alter table umzug.trail
  add column book bigint,
  add column key_id text,
  add column mac text,
  add constraint trail_mac_whole check ((key_id is null) = (mac is null) and (book is null) = (mac is null));
comment on column umzug.trail.book is 'Der letzte Eintrag im Buch der Protokolle, als die Zeile geschrieben wurde';
comment on column umzug.trail.key_id is 'Kennung des Schlüssels, mit dem die Zeile gesichert ist; leer bei Zeilen aus der Zeit davor';
comment on column umzug.trail.mac is 'HMAC-SHA-256 über alle Spalten und die Prüfsumme; der Schlüssel liegt außerhalb der Datenbank';

create table umzug.trail_book (
  number bigint primary key check (number >= 1),
  at timestamptz not null,
  kind text not null check (kind in ('KEY', 'BEGIN', 'ADOPTED', 'HEAD')),
  migration_id text,
  rows bigint,
  last_hash text,
  note text,
  previous_hash text not null,
  hash text not null,
  key_id text not null,
  mac text not null,
  check ((kind = 'KEY') = (migration_id is null)),
  check ((migration_id is null) = (rows is null) and (rows is null) = (last_hash is null))
);
comment on table umzug.trail_book is 'Buch der Protokolle: Beginn jedes Umzugs, hinausgegebene Stände, Schlüssel; verkettet über alle Umzüge';
create index trail_book_move on umzug.trail_book (migration_id, number);

create table umzug.trail_stamp (
  number bigint primary key references umzug.trail_book,
  at timestamptz not null,
  authority text not null,
  token bytea not null
);
comment on table umzug.trail_stamp is 'Zeitstempel (RFC 3161) einer Zeitstempelstelle über Einträge im Buch der Protokolle';

-- A trail must be in the book before it has a line, and every line has its code.
create function umzug.trail_has_mac() returns trigger language plpgsql as $$
begin
  if new.mac is null and exists (select from umzug.trail_book) then
    raise exception 'Zeile % des Protokolls von % hat keinen Sicherungscode.', new.number, new.migration_id
      using errcode = 'integrity_constraint_violation',
            hint = 'Alle Knoten müssen dieselbe Fassung des Programms haben.';
  end if;
  return new;
end
$$;
create trigger trail_has_mac before insert on umzug.trail
  for each row execute function umzug.trail_has_mac();

create function umzug.trail_book_chains() returns trigger language plpgsql as $$
declare
  last_number bigint;
  last_entry text;
begin
  select b.number, b.hash into last_number, last_entry from umzug.trail_book b order by b.number desc limit 1;
  if new.number <> coalesce(last_number, 0) + 1 or new.previous_hash <> coalesce(last_entry, repeat('0', 64)) then
    raise exception 'Eintrag % im Buch der Protokolle schließt nicht an den letzten an.', new.number
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
create trigger trail_book_chains before insert on umzug.trail_book
  for each row execute function umzug.trail_book_chains();
create trigger trail_book_append_only before update or delete on umzug.trail_book
  for each row execute function umzug.refuse_change();
create trigger trail_book_no_truncate before truncate on umzug.trail_book
  for each statement execute function umzug.refuse_change();
create trigger trail_stamp_append_only before update or delete on umzug.trail_stamp
  for each row execute function umzug.refuse_change();
create trigger trail_stamp_no_truncate before truncate on umzug.trail_stamp
  for each statement execute function umzug.refuse_change();

alter table umzug.trail enable always trigger trail_has_mac;
alter table umzug.trail_book enable always trigger trail_book_chains;
alter table umzug.trail_book enable always trigger trail_book_append_only;
alter table umzug.trail_book enable always trigger trail_book_no_truncate;
alter table umzug.trail_stamp enable always trigger trail_stamp_append_only;
alter table umzug.trail_stamp enable always trigger trail_stamp_no_truncate;

-- The end of a trail, locked, and after the lock (in a view of its own) the end of the book: in one call.
create function umzug.lock_trail(move text)
  returns table (line_count bigint, line_hash text, book_number bigint, book_key text) language plpgsql as $$
begin
  select h.rows, h.last_hash into line_count, line_hash
    from umzug.trail_head h where h.migration_id = move for update;
  if not found then
    return;
  end if;
  select b.number, b.key_id into book_number, book_key from umzug.trail_book b order by b.number desc limit 1;
  return next;
end
$$;

-- Where the tables belong to a role of their own (spring.flyway.user), the application's log-in gets what it needs
-- and no more: of the trail it may read and append. Called after each migration.
create function umzug.grant_application(login text) returns void language plpgsql as $$
declare
  one record;
begin
  execute format('grant usage on schema umzug to %I', login);
  for one in
    select c.oid, c.relname, c.relkind from pg_class c
     where c.relnamespace = 'umzug'::regnamespace and c.relkind in ('r', 'p', 'S')
       and pg_has_role(current_user, c.relowner, 'USAGE')
  loop
    if one.relkind = 'S' then
      execute format('grant usage, select on sequence umzug.%I to %I', one.relname, login);
      continue;
    end if;
    execute format('revoke all on umzug.%I from public, %I', one.relname, login);
    execute format(
      case
        when one.relname in ('trail', 'trail_book', 'trail_stamp', 'evidence') then 'grant select, insert on umzug.%I to %I'
        when one.relname = 'trail_head' then 'grant select, insert, update on umzug.%I to %I'
        when one.relname = 'flyway_schema_history' then 'grant select on umzug.%I to %I'
        else 'grant select, insert, update, delete on umzug.%I to %I'
      end, one.relname, login);
  end loop;
end
$$;
