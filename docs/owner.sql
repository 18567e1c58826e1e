-- Gives the tables of an installation that is there to a role that the application does not log in with.
-- Once, as a superuser, in the application's database, while the application is stopped:
--   psql -d asv_umzug -v owner=asv_umzug_owner -v application=asv_umzug -f owner.sql
-- Both roles must be there. Afterwards set spring.flyway.user and spring.flyway.password; the rights of the
-- application's log-in are set at the next start.
\set ON_ERROR_STOP on
begin;
select format('alter database %I owner to %I', current_database(), :'owner') \gexec
select format('grant usage, create on schema public to %I', :'application') \gexec
select format('alter schema umzug owner to %I', :'owner') \gexec
select format('alter table umzug.%I owner to %I', relname, :'owner')
  from pg_class where relnamespace = 'umzug'::regnamespace and relkind in ('r', 'p') \gexec
select format('alter function %s owner to %I', oid::regprocedure, :'owner')
  from pg_proc where pronamespace = 'umzug'::regnamespace \gexec
select format('alter sequence umzug.%I owner to %I', relname, :'owner')
  from pg_class where relnamespace = 'umzug'::regnamespace and relkind = 'S' and relowner <> :'owner'::regrole \gexec
commit;
