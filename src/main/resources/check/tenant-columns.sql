-- Every column of every table with content, and how its value is written down so that PostgreSQL and H2 give the same
-- text (see TenantProbe): texts with their length in UTF-8 before them, no value as "-", bytes as md5, floating point
-- numbers as their bits (H2 knows no negative zero). Names come back quoted where they are used in SQL.
-- expression: as a text that names the column, for md5. value: what goes into a row that the server hashes; moments as the bytes that it
-- sends to a client, whole, where its own hash would fold them.
set search_path = pg_catalog;
select lower(n.nspname) as schema, lower(c.relname) as table,
       quote_literal(lower(n.nspname)) as schema_literal, quote_literal(lower(c.relname)) as table_literal,
       format(case c.relkind when 'r' then 'only %I.%I' else '%I.%I' end, n.nspname, c.relname) as source,
       lower(a.attname) as name, 't.' || quote_ident(a.attname) as reference,
       format('%L || ', lower(a.attname) || '=') || case
         when a.attname is null then ''
         when y.typname = 'oid' then format(
           $f$coalesce(case when exists (select 1 from pg_largeobject_metadata m where m.oid = t.%1$I)
                            then md5(lo_get(t.%1$I)) else t.%1$I::text end, '-')$f$, a.attname)
         when y.typname = 'bytea' then format($f$coalesce(md5(t.%I), '-')$f$, a.attname)
         when y.typname in ('int2', 'int4', 'int8', 'numeric', 'bool', 'date')
           then format($f$coalesce(t.%I::text, '-')$f$, a.attname)
         when y.typname = 'timestamp' then format(
           $f$coalesce(case when isfinite(t.%1$I) then to_char(t.%1$I, 'YYYY-MM-DD"T"HH24:MI:SS.US') else t.%1$I::text end, '-')$f$,
           a.attname)
         when y.typname = 'timestamptz' then format(
           $f$coalesce(case when isfinite(t.%1$I) then to_char(t.%1$I at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')
                            else t.%1$I::text end, '-')$f$, a.attname)
         when y.typname = 'time' then format(
           $f$coalesce(to_char(date '2000-01-01' + t.%I, 'HH24:MI:SS.US'), '-')$f$, a.attname)
         when y.typname = 'float8' then format($f$coalesce(encode(float8send(case when t.%1$I = 0 then 0 else t.%1$I end), 'hex'), '-')$f$, a.attname)
         when y.typname = 'float4' then format($f$coalesce(encode(float4send(case when t.%1$I = 0 then 0 else t.%1$I end), 'hex'), '-')$f$, a.attname)
         else format($f$coalesce(octet_length(convert_to(t.%1$I::text, 'UTF8')) || ':' || t.%1$I::text, '-')$f$, a.attname)
       end || $f$ || ';'$f$ as expression,
       case
         when a.attname is null then ''
         when y.typname = 'oid' then format(
           $f$(case when exists (select 1 from pg_largeobject_metadata m where m.oid = t.%1$I)
                    then md5(lo_get(t.%1$I)) else t.%1$I::text end) collate "C"$f$, a.attname)
         when y.typname = 'bytea' then format($f$md5(t.%I) collate "C"$f$, a.attname)
         when y.typname in ('int2', 'int4', 'int8', 'numeric', 'bool') then format($f$t.%I::text collate "C"$f$, a.attname)
         when y.typname in ('date', 'time', 'timestamp', 'timestamptz') then format($f$%s(t.%I)$f$, y.typname || '_send', a.attname)
         when y.typname in ('float4', 'float8') then format($f$%1$s(case when t.%2$I = 0 then 0 else t.%2$I end)$f$, y.typname || 'send', a.attname)
         when current_setting('server_encoding') = 'UTF8' then format($f$t.%I::text collate "C"$f$, a.attname)
         else format($f$convert_to(t.%I::text, 'UTF8')$f$, a.attname)
       end as value
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_type b on b.oid = a.atttypid
  left join pg_type y on y.oid = case when b.typtype = 'd' then b.typbasetype else b.oid end
 where (c.relkind = 'r' or c.relkind = 'm' and c.relispopulated) and c.relpersistence <> 't'
   and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
 order by pg_table_size(c.oid) desc, n.nspname, c.relname, a.attname;
