-- What people typed stands beside the chain: a line of the trail holds only its salted checksum, so that the words
-- can be deleted one day and the chain still verifies.

create table umzug.trail_words (
  migration_id text not null,
  number bigint not null check (number >= 1),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  salt text check (salt ~ '^[0-9a-f]{32}$'),
  words text,
  said_at timestamptz not null,
  deleted_at timestamptz,
  primary key (migration_id, number, sha256),
  -- Without its salt a checksum tells nothing of short words that somebody might guess: both go together.
  check ((words is null) = (deleted_at is not null) and (salt is null) = (words is null))
);
comment on table umzug.trail_words is 'Worte, die jemand getippt hat, je Zeile des Protokolls; die Zeile selbst hat nur ihre gesalzene Prüfsumme';
comment on column umzug.trail_words.sha256 is 'SHA-256 über Salz und Worte (UTF-8), wie sie in der Zeile steht';

-- Words are added and deleted, once; a trace of what was deleted stays. Nothing else, whoever asks.
create function umzug.keep_trail_words() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.deleted_at is null and new.deleted_at is not null
      and new.words is null and new.salt is null
      and (new.migration_id, new.number, new.sha256, new.said_at)
        = (old.migration_id, old.number, old.sha256, old.said_at) then
    return new;
  end if;
  raise exception 'Worte des Protokolls werden nur angehängt oder gelöscht: % ist so nicht erlaubt.', tg_op
    using errcode = 'integrity_constraint_violation';
end
$$;
create trigger trail_words_kept before update or delete on umzug.trail_words
  for each row execute function umzug.keep_trail_words();
create trigger trail_words_no_truncate before truncate on umzug.trail_words
  for each statement execute function umzug.refuse_change();
alter table umzug.trail_words enable always trigger trail_words_kept;
alter table umzug.trail_words enable always trigger trail_words_no_truncate;

-- As before (V10); of the words the application's log-in may read, append and delete.
create or replace function umzug.grant_application(login text) returns void language plpgsql as $$
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
        when one.relname = 'trail_words' then 'grant select, insert, update (salt, words, deleted_at) on umzug.%I to %I'
        when one.relname = 'trail_head' then 'grant select, insert, update on umzug.%I to %I'
        when one.relname = 'flyway_schema_history' then 'grant select on umzug.%I to %I'
        else 'grant select, insert, update, delete on umzug.%I to %I'
      end, one.relname, login);
  end loop;
end
$$;
