-- The audit trail and the evidence: append only for everybody, hash-chained per move.

create table umzug.trail_head (
  migration_id text primary key,
  rows bigint not null check (rows >= 0),
  last_hash text not null
);
comment on table umzug.trail_head is 'Ende der Kette je Umzug: Anzahl der Zeilen und letzte Prüfsumme; zugleich die Sperre beim Anhängen';

create table umzug.trail (
  migration_id text not null,
  number bigint not null check (number >= 1),
  at timestamptz not null,
  kind text not null,
  actor text not null,
  element text,
  school text,
  machine text,
  text text not null,
  -- The exact text is hashed: jsonb would rewrite numbers and order.
  details text not null,
  previous_hash text not null,
  hash text not null,
  primary key (migration_id, number)
);
comment on table umzug.trail is 'Protokoll: jede Handlung eines Umzugs, verkettet über SHA-256; es wird nur angehängt';

create table umzug.evidence (
  migration_id text not null,
  name text not null,
  revision integer not null check (revision >= 1),
  document text not null,
  sha256 text not null,
  created_at timestamptz not null,
  primary key (migration_id, name, revision)
);
comment on table umzug.evidence is 'Nachweise (JSON): Verzeichnisse, Fingerabdrücke, Prüfergebnisse; die neueste Fassung zählt, ältere bleiben';

create function umzug.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'In %.% wird nur angehängt: % ist nicht erlaubt.', tg_table_schema, tg_table_name, tg_op
    using errcode = 'integrity_constraint_violation',
          hint = 'Eine Berichtigung ist eine neue Zeile, die die alte nennt.';
end
$$;

create trigger trail_append_only before update or delete on umzug.trail
  for each row execute function umzug.refuse_change();
create trigger trail_no_truncate before truncate on umzug.trail
  for each statement execute function umzug.refuse_change();
create trigger evidence_append_only before update or delete on umzug.evidence
  for each row execute function umzug.refuse_change();
create trigger evidence_no_truncate before truncate on umzug.evidence
  for each statement execute function umzug.refuse_change();
create trigger trail_head_no_delete before delete on umzug.trail_head
  for each row execute function umzug.refuse_change();
create trigger trail_head_no_truncate before truncate on umzug.trail_head
  for each statement execute function umzug.refuse_change();

-- A row joins at the end of the chain or not at all.
create function umzug.trail_chains() returns trigger language plpgsql as $$
begin
  if not exists (select from umzug.trail_head h
                 where h.migration_id = new.migration_id and h.rows = new.number - 1 and h.last_hash = new.previous_hash) then
    raise exception 'Zeile % des Protokolls von % schließt nicht an die letzte Zeile an.', new.number, new.migration_id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
create trigger trail_chains before insert on umzug.trail
  for each row execute function umzug.trail_chains();

-- The head starts at zero and follows the rows one by one.
create function umzug.trail_head_moves_forward() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.rows <> 0 or new.last_hash <> repeat('0', 64) then
      raise exception 'Das Protokoll von % muss leer beginnen.', new.migration_id
        using errcode = 'integrity_constraint_violation';
    end if;
  elsif new.migration_id <> old.migration_id or new.rows <> old.rows + 1
      or not exists (select from umzug.trail t
                     where t.migration_id = new.migration_id and t.number = new.rows and t.hash = new.last_hash) then
    raise exception 'Das Ende des Protokolls von % rückt nur um eine vorhandene Zeile vor.', old.migration_id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
create trigger trail_head_moves_forward before insert or update on umzug.trail_head
  for each row execute function umzug.trail_head_moves_forward();

-- Also where session_replication_role would leave ordinary triggers out.
alter table umzug.trail enable always trigger trail_append_only;
alter table umzug.trail enable always trigger trail_no_truncate;
alter table umzug.trail enable always trigger trail_chains;
alter table umzug.trail_head enable always trigger trail_head_no_delete;
alter table umzug.trail_head enable always trigger trail_head_no_truncate;
alter table umzug.trail_head enable always trigger trail_head_moves_forward;
alter table umzug.evidence enable always trigger evidence_append_only;
alter table umzug.evidence enable always trigger evidence_no_truncate;
