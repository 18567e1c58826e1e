-- Plans and what people answered about them. Nothing here is ever changed or deleted by the application.

-- One row a revision; a moved window makes a new revision, old ones stay.
create table umzug.migration (
    id         text        not null,
    revision   integer     not null check (revision > 0),
    plan       jsonb       not null,
    created_at timestamptz not null,
    created_by text        not null,
    primary key (id, revision)
);

-- The last number given out in a year; the row lock makes the numbers gap-free.
create table umzug.migration_number (
    year integer primary key,
    last integer not null check (last between 1 and 9999)
);

-- Files taken from the inbox: the same file never starts a second move.
create table umzug.plan_file (
    sha256    text        primary key,
    name      text        not null,
    migration text        not null,
    at        timestamptz not null
);

-- Agreement of a school to the window of a revision; the latest row of a school counts.
create table umzug.vote (
    number    bigint generated always as identity primary key,
    migration text        not null,
    revision  integer     not null,
    school    text        not null,
    person    text        not null,
    agreed    boolean     not null,
    comment   text        not null,
    at        timestamptz not null,
    foreign key (migration, revision) references umzug.migration (id, revision)
);
create index vote_by_migration on umzug.vote (migration, revision, school, number);

-- What a school found after the move; the latest row of a school and topic counts.
create table umzug.school_answer (
    number    bigint generated always as identity primary key,
    migration text        not null,
    school    text        not null,
    topic     text        not null,
    person    text        not null,
    fine      boolean     not null,
    comment   text        not null,
    at        timestamptz not null
);
create index school_answer_by_migration on umzug.school_answer (migration, school, topic, number);
