-- Settings that shape text are pinned as in fingerprint.sql; nothing is written.
set datestyle = 'ISO, YMD';
set timezone = 'UTC';
set intervalstyle = 'postgres';
set extra_float_digits = 3;
set bytea_output = 'hex';
set lc_monetary = 'C';
set xmloption = 'content';
set row_security = off;
set search_path = pg_catalog;
set statement_timeout = 0;
set lock_timeout = '60s';
set jit = off;
set max_parallel_workers_per_gather = 2;
set parallel_setup_cost = 0;
set parallel_tuple_cost = 0;
begin transaction isolation level repeatable read read only;

select 'start', 'canonical-row-md5-1', current_setting('server_version'),
       floor(extract(epoch from clock_timestamp()))::bigint, '', '', '', '';

select 'key', lower(cn.nspname || '.' || c.relname), lower(pn.nspname || '.' || p.relname), '', '', '', '', ''
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid join pg_namespace cn on cn.oid = c.relnamespace
  join pg_class p on p.oid = k.confrelid join pg_namespace pn on pn.oid = p.relnamespace
 where k.contype = 'f';
