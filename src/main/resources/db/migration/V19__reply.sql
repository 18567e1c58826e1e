-- What staff answered to schools that said no: read by those schools in their next task.

create table umzug.reply (
    number    bigint generated always as identity primary key,
    migration text        not null,
    element   text        not null,
    person    text        not null,
    text      text        not null,
    at        timestamptz not null
);
create index reply_by_migration on umzug.reply (migration, number);
comment on table umzug.reply is 'Antworten der Technik an Schulen, die „Nein“ gesagt haben';
