-- Runs after session.sql; the statements for each table follow (TenantScript).
select 'start', 'canonical-row-md5-1', current_setting('server_version'),
       floor(extract(epoch from clock_timestamp()))::bigint, '', '', '', '';

select 'key', lower(cn.nspname || '.' || c.relname), lower(pn.nspname || '.' || p.relname), '', '', '', '', ''
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid join pg_namespace cn on cn.oid = c.relnamespace
  join pg_class p on p.oid = k.confrelid join pg_namespace pn on pn.oid = p.relnamespace
 where k.contype = 'f';
