-- Runs after session.sql; the statements for each table follow (TenantScript). Variable: wanted (name of a way). The server's hash of a row
-- is promised for no other major version, so a row whose hash is known must have it here; where it has not, nothing is measured.
select :'wanted' = 'canonical-row-values-1' as values \gset
\set way :wanted
\if :values
select current_setting('server_version_num')::int < 140000 as older \gset
\if :older
\set fits f
\else
select hash_record_extended(row('Ein Text von vielen Zeichen'::text collate "C", null::text, convert_to('Größe', 'UTF8'), timestamp_send('2026-09-01 12:34:56.789'),
         (-1.50::numeric(4, 2))::text collate "C"), 1234567890123456789) = 3255934364291816971 as fits \gset
\endif
\if :fits
\else
\set way keines
\endif
\endif

select 'start', :'way', current_setting('server_version'),
       floor(extract(epoch from clock_timestamp()))::bigint, '', '', '', '';

select :'way' = 'keines' as unfit \gset
\if :unfit
select 'end', '', '', '', '', '', '', '';
\quit
\endif

-- A school's rows are found by joins over ids; what does not fit into memory goes to disk twice.
set work_mem = '64MB';

select 'key', lower(cn.nspname || '.' || c.relname), lower(pn.nspname || '.' || p.relname), '', '', '', '', ''
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid join pg_namespace cn on cn.oid = c.relnamespace
  join pg_class p on p.oid = k.confrelid join pg_namespace pn on pn.oid = p.relnamespace
 where k.contype = 'f';
