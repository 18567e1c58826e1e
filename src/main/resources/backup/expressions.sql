-- Evaluates what a restore evaluates while it loads, over a few rows of each table and with the search path of a
-- restore (none): expressions of indexes, checks, generated columns, domains, partition keys, statistics, and materialized
-- views. A function that finds another one, or a table, only by the search path fails here as it would there.
-- Only messages on missing or ambiguous names are told: others may quote values of rows.
-- Runs on the working old server, read only; answers lines "kind;object;message". Variables: rows, seconds.

select set_config('statement_timeout', :'seconds' || 's', false) as limited \gset
set search_path = '';
set client_min_messages = notice;
begin transaction read only;

select format('do %L', format($f$declare ergebnis record;
begin
  execute %L into ergebnis;
exception
  when syntax_error_or_access_rule_violation or invalid_schema_name or invalid_catalog_name then
    raise notice '%%', pg_catalog.concat_ws(';', %L, %L, pg_catalog.translate(sqlerrm, pg_catalog.concat(pg_catalog.chr(10), ';'), '  '));
  when query_canceled then
    raise notice '%%', pg_catalog.concat_ws(';', %L, %L, 'TIMEOUT');
  when others then null;
end$f$, statement, kind, object, kind, object))
from (
  select 'Index' as kind, i.indexrelid::regclass::text as object,
         format('select %s from (select * from only %s limit %s) t',
                concat_ws(', ', case when i.indexprs is not null then 'count(row(' || pg_get_expr(i.indexprs, i.indrelid) || '))' end,
                                case when i.indpred is not null then 'count(*) filter (where ' || pg_get_expr(i.indpred, i.indrelid) || ')' end),
                i.indrelid::regclass, :'rows') as statement
    from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indrelid
   where (i.indexprs is not null or i.indpred is not null) and c.relkind in ('r', 'm') and i.indrelid >= 16384
  union all
  select 'Bedingung', k.conrelid::regclass::text || '.' || k.conname,
         format('select count(*) filter (where %s) from (select * from only %s limit %s) t', pg_get_expr(k.conbin, k.conrelid), k.conrelid::regclass, :'rows')
    from pg_catalog.pg_constraint k join pg_catalog.pg_class c on c.oid = k.conrelid and c.relkind = 'r'
   where k.contype = 'c' and k.conbin is not null
  union all
  select 'Berechnete Spalte', a.attrelid::regclass::text || '.' || a.attname,
         format('select count(%s) from (select * from only %s limit %s) t', pg_get_expr(d.adbin, d.adrelid), d.adrelid::regclass, :'rows')
    from pg_catalog.pg_attribute a join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    join pg_catalog.pg_class c on c.oid = a.attrelid and c.relkind = 'r'
   where a.attgenerated <> '' and not a.attisdropped
  union all
  select 'Wertebereich', a.atttypid::regtype::text || ' (' || a.attrelid::regclass::text || '.' || a.attname || ')',
         format('select count(%I::text::%s) from (select * from only %s limit %s) t', a.attname, a.atttypid::regtype, a.attrelid::regclass, :'rows')
    from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid and t.typtype = 'd'
    join pg_catalog.pg_class c on c.oid = a.attrelid and c.relkind = 'r'
   where a.attnum > 0 and not a.attisdropped and a.attrelid >= 16384
  union all
  select 'Teilungsschlüssel', p.partrelid::regclass::text,
         format('select count(row(%s)) from (select * from %s limit %s) t', pg_get_expr(p.partexprs, p.partrelid), p.partrelid::regclass, :'rows')
    from pg_catalog.pg_partitioned_table p where p.partexprs is not null
  union all
  select 'Materialisierte Sicht', c.oid::regclass::text,
         format('select * from (%s) t limit 1', rtrim(pg_get_viewdef(c.oid), ';'))
    from pg_catalog.pg_class c where c.relkind = 'm' and c.relispopulated
) expressions
\gexec

select current_setting('server_version_num')::int >= 140000 as statistics \gset
\if :statistics
select format('do %L', format($f$declare ergebnis record;
begin
  execute %L into ergebnis;
exception
  when syntax_error_or_access_rule_violation or invalid_schema_name or invalid_catalog_name then
    raise notice '%%', pg_catalog.concat_ws(';', 'Statistik', %L, pg_catalog.translate(sqlerrm, pg_catalog.concat(pg_catalog.chr(10), ';'), '  '));
  when others then null;
end$f$, format('select count(row(%s)) from (select * from only %s limit %s) t', array_to_string(e.list, ', '), s.stxrelid::regclass, :'rows'),
         s.stxnamespace::regnamespace::text || '.' || s.stxname))
  from pg_catalog.pg_statistic_ext s cross join lateral (select pg_catalog.pg_get_statisticsobjdef_expressions(s.oid) as list) e
 where e.list is not null
\gexec
\endif
rollback;
