-- What the overview shows of each move, so that its page asks neither the engine nor the trail. All of it comes from
-- the plans and from the engine, and may be thrown away: the application makes it anew.
create table umzug.move_overview (
    id           text        primary key,
    revision     integer     not null,
    title        text        not null,
    schools      text[]      not null,
    state        text        not null,
    -- The state as its mark shows it: WAITING in place of RUNNING where people are waited for.
    mark         text        not null,
    phase        text,
    waits_for    text[]      not null,
    started_at   timestamptz,
    ended_at     timestamptz,
    -- Whose turn it is, the one who has waited longest, and of how many.
    turn_whom    text,
    turn_what    text,
    turn_since   timestamptz,
    turns        integer     not null check (turns >= 0),
    window_start timestamptz not null,
    window_end   timestamptz not null,
    site         text        not null,
    technician   text        not null,
    words        tsvector    not null,
    -- Order of the page: what needs people first, then by time.
    urgency      smallint    not null,
    sort_key     bigint      not null,
    -- Whether anything can still happen: not over, or somebody has a task.
    open         boolean     not null,
    -- How many lines the trail had in the moment that this row shows.
    lines        bigint      not null,
    -- Whether it was looked at once more after the last line that it knows.
    settled      boolean     not null,
    -- Which edition of the program's rules made it.
    made_by      integer     not null,
    version      bigint      not null,
    projected_at timestamptz not null,
    failed_at    timestamptz
);
comment on table umzug.move_overview is 'Stand jedes Umzugs für die Übersicht, aus Plan und Engine berechnet; kann jederzeit neu gemacht werden';

create index move_overview_urgency on umzug.move_overview (urgency, sort_key, id);
-- Small, since it is read from end to end to count the states.
create index move_overview_states on umzug.move_overview (mark);
create index move_overview_mark on umzug.move_overview (mark, urgency, sort_key, id);
create index move_overview_site on umzug.move_overview (site, urgency, sort_key, id);
create index move_overview_technician on umzug.move_overview (technician, urgency, sort_key, id);
create index move_overview_window on umzug.move_overview (window_start, id);
create index move_overview_window_end on umzug.move_overview (window_end);
create index move_overview_words on umzug.move_overview using gin (words);
create index move_overview_open on umzug.move_overview (projected_at) where open;

-- The one node that keeps the rows up to date, and when it last had looked at all of them.
create table umzug.overview_look (
    only_row   boolean     primary key default true check (only_row),
    holder     text        not null,
    held_until timestamptz not null,
    looked_at  timestamptz,
    missing    integer     not null default 0
);
comment on table umzug.overview_look is 'Welcher Knoten die Übersicht nachführt und wann er zuletzt alles angesehen hat';

-- A school's own moves: its schools are in the plan, the same in every revision.
create index migration_schools on umzug.migration using gin ((plan -> 'schools') jsonb_path_ops) where revision = 1;

-- Which entry of the book the lines name at most is asked by every check of a trail.
create index trail_book_named on umzug.trail (book);
