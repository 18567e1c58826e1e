-- Rows, sequences and large objects, each table in a transaction of its own. Runs after fingerprint-start.sql, which has chosen the way.
-- One statement a table, largest first; names are quoted by the server. ONLY: rows of children are counted with the children.
select format(
         case when :'way' = 'postgresql-row-values-1' and not exists (
                select from pg_attribute a left join pg_collation l on l.oid = a.attcollation
                 where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                   and not (a.atttypid in ('text'::regtype, 'varchar'::regtype, 'bool'::regtype, 'int2'::regtype, 'int4'::regtype,
                                           'int8'::regtype, 'oid'::regtype, 'date'::regtype, 'time'::regtype, 'timestamp'::regtype,
                                           'timestamptz'::regtype, 'uuid'::regtype, 'bytea'::regtype)
                            and coalesce(l.collisdeterministic, true)
                            or a.atttypid in ('numeric'::regtype, 'bpchar'::regtype) and a.atttypmod >= 0))
         then $f$select 'table', %L, %L, count(*),
              coalesce(sum(hashint8extended(hash_record_extended(r, 0), 0)), 0) || ':' ||
              coalesce(sum(hashint8extended(hash_record_extended(r, 1), 1)), 0)
            from (select row(zeile.*) as r from only %I.%I zeile offset 0) alle$f$
         else $f$select 'table', %L, %L, count(*),
              coalesce(sum(h::bit(64)::bigint), 0) || ':' || coalesce(sum((h << 64)::bit(64)::bigint), 0)
            from (select ('x' || md5(convert_to(row(zeile.*)::text, 'UTF8')))::bit(128) as h from only %I.%I zeile offset 0) alle$f$ end,
         n.nspname, c.relname, n.nspname, c.relname)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind = 'r' and c.relpersistence <> 't'
   and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
 order by pg_table_size(c.oid) desc, n.nspname, c.relname
\gexec

-- Materialized views hold content of their own and know no ONLY.
select format(
         case when :'way' = 'postgresql-row-values-1' and not exists (
                select from pg_attribute a left join pg_collation l on l.oid = a.attcollation
                 where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                   and not (a.atttypid in ('text'::regtype, 'varchar'::regtype, 'bool'::regtype, 'int2'::regtype, 'int4'::regtype,
                                           'int8'::regtype, 'oid'::regtype, 'date'::regtype, 'time'::regtype, 'timestamp'::regtype,
                                           'timestamptz'::regtype, 'uuid'::regtype, 'bytea'::regtype)
                            and coalesce(l.collisdeterministic, true)
                            or a.atttypid in ('numeric'::regtype, 'bpchar'::regtype) and a.atttypmod >= 0))
         then $f$select 'table', %L, %L, count(*),
              coalesce(sum(hashint8extended(hash_record_extended(r, 0), 0)), 0) || ':' ||
              coalesce(sum(hashint8extended(hash_record_extended(r, 1), 1)), 0)
            from (select row(zeile.*) as r from %I.%I zeile offset 0) alle$f$
         else $f$select 'table', %L, %L, count(*),
              coalesce(sum(h::bit(64)::bigint), 0) || ':' || coalesce(sum((h << 64)::bit(64)::bigint), 0)
            from (select ('x' || md5(convert_to(row(zeile.*)::text, 'UTF8')))::bit(128) as h from %I.%I zeile offset 0) alle$f$ end,
         n.nspname, c.relname, n.nspname, c.relname)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind = 'm' and c.relispopulated
   and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
 order by n.nspname, c.relname
\gexec

select format($f$select 'sequence', %L, %L, last_value, case when is_called then ' (vergeben)' else ' (frei)' end from %I.%I$f$,
              n.nspname, c.relname, n.nspname, c.relname)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind = 'S' and c.relpersistence <> 't'
   and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
 order by n.nspname, c.relname
\gexec

-- Large objects: number and content of each, read in slices so that an object of any size fits into memory.
select 'large-objects', count(*), coalesce(sum(size), 0), '',
       coalesce(sum(h::bit(64)::bigint), 0) || ':' || coalesce(sum((h << 64)::bit(64)::bigint), 0)
  from (select o.oid, coalesce(s.size, 0) as size,
               ('x' || md5(o.oid || ':' || coalesce((select string_agg(md5(lo_get(o.oid, von, 16777216)), ',' order by von)
                                                       from generate_series(0, s.size - 1, 16777216) von), '')))::bit(128) as h
          from pg_largeobject_metadata o
          left join (select loid, max(pageno::bigint * 2048 + octet_length(data)) as size from pg_largeobject group by loid) s
            on s.loid = o.oid offset 0) objekte;
