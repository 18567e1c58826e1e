-- Who may write about an attempt: the worker that took it up last. The number rises with each change of hands, so that a
-- worker that has lost the attempt without noticing is told apart from the one that has it now, also if both have one name.
alter table umzug.step add column lease bigint not null default 1;
-- By the database's clock; until then the worker counts as alive. Renewed with every heartbeat.
alter table umzug.step add column held_until timestamptz;
update umzug.step set held_until = now() + interval '2 minutes' where state = 'RUNNING';

-- Numbers of starts: what a machine has seen of a higher one keeps out every start with a lower one.
create sequence umzug.start_number;
