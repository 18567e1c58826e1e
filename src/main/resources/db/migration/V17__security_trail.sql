-- Log-ins, refusals, changes of accounts and reads of evidence. Lines are added and, after twelve months, removed;
-- nothing else, whoever asks (the tables' owner apart).
create table umzug.security_trail (
    number  bigint generated always as identity primary key,
    at      timestamptz not null default now(),
    kind    text        not null,
    account text        not null,
    source  text        not null,
    text    text        not null
);
create index security_trail_by_time on umzug.security_trail (at);
comment on table umzug.security_trail is 'Sicherheitsprotokoll: Anmeldungen, Abweisungen, Änderungen an Konten, Einsicht in Nachweise; zwölf Monate';

create function umzug.keep_security_trail() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.at < now() - interval '12 months' then
      return old;
    end if;
    raise exception 'Zeilen des Sicherheitsprotokolls bleiben zwölf Monate (Zeile %)', old.number;
  end if;
  raise exception 'Das Sicherheitsprotokoll wird nicht geändert';
end
$$;
create trigger keep_rows before update or delete on umzug.security_trail
  for each row execute function umzug.keep_security_trail();
create trigger keep_table before truncate on umzug.security_trail
  for each statement execute function umzug.keep_security_trail();
