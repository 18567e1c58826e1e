-- A school answers about each window that is proposed; a Yes holds as long as that window is proposed.

alter table umzug.vote add column window_start timestamptz;
alter table umzug.vote add column window_end timestamptz;
update umzug.vote v
  set window_start = (m.plan -> 'window' ->> 'start')::timestamptz,
      window_end = (m.plan -> 'window' ->> 'end')::timestamptz
  from umzug.migration m
  where m.id = v.migration and m.revision = v.revision;
alter table umzug.vote alter column window_start set not null;
alter table umzug.vote alter column window_end set not null;
create index vote_by_window on umzug.vote (migration, school, window_start, window_end, number);
