-- Settings that shape text are pinned, so that two servers give the same text; nothing is written. Every statement is a transaction of
-- its own: one around them all would lock every table and index at once, for which small servers have no room (max_locks_per_transaction).
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
-- The server splits large tables over its own workers, which hash; what they hand over is small, so that costs nothing.
set max_parallel_workers_per_gather = 2;
set parallel_setup_cost = 0;
set parallel_tuple_cost = 0;
set default_transaction_isolation = 'repeatable read';
set default_transaction_read_only = on;
-- Errors with their code: messages come in the language of the server.
\set VERBOSITY verbose
