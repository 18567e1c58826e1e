-- How fast a running attempt has been of late, and the range of seconds that follows for the rest
-- (progress_left_most below 0: it stood still meanwhile).
alter table umzug.step add column progress_rate double precision;
alter table umzug.step add column progress_left_least bigint;
alter table umzug.step add column progress_left_most bigint;
