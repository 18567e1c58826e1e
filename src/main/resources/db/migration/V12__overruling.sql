-- Findings of the preparation that people decided to overrule: who asked and why, and the second person's answer.
-- A row is written when somebody asks and completed when the second person answers; nothing else ever changes.
create table umzug.overruling (
    number     bigint generated always as identity primary key,
    migration  text        not null,
    -- The process instance in which it was asked for and is answered.
    instance   text        not null,
    side       text        not null check (side in ('SOURCE', 'TARGET')),
    title      text        not null,
    reading    text        not null,
    expected   text        not null,
    -- What the finding said, and how bad: it stays overruled only while it says the same and is not worse.
    says       text        not null,
    degree     integer     not null check (degree >= 0),
    reason     text        not null,
    asked_by   text        not null,
    asked_at   timestamptz not null,
    decided_by text,
    decided_at timestamptz,
    agreed     boolean,
    comment    text,
    check ((decided_by is null) = (agreed is null)),
    check ((decided_by is null) = (decided_at is null)),
    check (decided_by <> asked_by)
);
create index overruling_by_migration on umzug.overruling (migration, number);
comment on table umzug.overruling is 'Überstimmte Befunde der Vorbereitung: wer, warum, wer hat zugestimmt';
