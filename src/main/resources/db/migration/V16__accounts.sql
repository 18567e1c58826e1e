-- What asv.users has given once: an account (group_id empty) or a membership. Whoever is deleted or taken out of a
-- group afterwards stays so over a restart.
create table umzug.first_user (
    user_id  text        not null,
    group_id text        not null default '',
    given_at timestamptz not null default now(),
    primary key (user_id, group_id)
);
comment on table umzug.first_user is 'Was die Einstellungen einmal angelegt haben und nicht noch einmal anlegen';

-- Whose password was chosen by the person himself: a checksum of what the engine had stored then. Any other one was
-- given by somebody else and must be changed at the log-in.
create table umzug.own_password (
    user_id text        primary key,
    mark    text        not null,
    at      timestamptz not null default now()
);
comment on table umzug.own_password is 'Selbst gewählte Kennwörter (Prüfsumme des gespeicherten Hashes)';
