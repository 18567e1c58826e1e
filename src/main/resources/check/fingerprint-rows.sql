-- Rows, sequences and large objects, each table in a transaction of its own. Runs after fingerprint-start.sql, which has chosen the way.

-- One statement a table, largest first; names are quoted by the server. ONLY: rows of children are counted with the children. Columns go
-- in by their names: a restore may give the children of an inheritance another order. What the server computes itself is no data: columns
-- that are generated, and materialized views, are lines "derived", which may differ after a restore, with a note. What an extension brings
-- with it is not dumped, but for the rows that it has marked (pg_extension_config_dump).
-- "offset 0" keeps the server from writing the hash out once for each half, and computing it twice.
with eigene as (
  select c.oid, c.relkind, n.nspname, c.relname, pg_table_size(c.oid) as groesse,
         exists (select from pg_depend x where x.classid = 'pg_class'::regclass and x.objid = c.oid and x.deptype = 'e') as teil,
         (select e.bedingung from pg_extension x cross join lateral unnest(x.extconfig, x.extcondition) e(tabelle, bedingung)
           where e.tabelle = c.oid) as bedingung
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where (c.relkind = 'r' or c.relkind = 'm' and c.relispopulated) and c.relpersistence <> 't'
     and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
), spalte as (
  select a.attrelid, a.attname, a.attgenerated <> '' as berechnet,
         a.atttypid in ('text'::regtype, 'varchar'::regtype, 'bool'::regtype, 'int2'::regtype, 'int4'::regtype, 'int8'::regtype,
                        'numeric'::regtype, 'oid'::regtype, 'date'::regtype, 'time'::regtype, 'timestamp'::regtype,
                        'timestamptz'::regtype, 'uuid'::regtype, 'bytea'::regtype)
           and coalesce(l.collisdeterministic, true)
           or a.atttypid = 'bpchar'::regtype and a.atttypmod >= 0 and coalesce(l.collisdeterministic, true) as schnell,
         format(case a.atttypid when 'int8'::regtype then 'int8send(zeile.%I)' when 'numeric'::regtype then 'numeric_send(zeile.%I)'
                                when 'time'::regtype then 'time_send(zeile.%I)' when 'timestamp'::regtype then 'timestamp_send(zeile.%I)'
                                when 'timestamptz'::regtype then 'timestamptz_send(zeile.%I)' else 'zeile.%I' end, a.attname) as wert,
         format('zeile.%I', a.attname) as text
    from pg_attribute a left join pg_collation l on l.oid = a.attcollation
   where a.attrelid in (select oid from eigene) and a.attnum > 0 and not a.attisdropped and a.attgenerated <> 'v'
), gruppe as (
  select e.*, s.*, format('%s%I.%I zeile %s', case when e.relkind = 'r' then 'only ' end, e.nspname, e.relname, e.bedingung) as quelle
    from eigene e
    cross join lateral (
      select coalesce(bool_and(schnell) filter (where not berechnet), true) as schnell,
             coalesce(string_agg(wert, ', ' order by attname collate "C") filter (where not berechnet), '') as werte,
             coalesce(string_agg(text, ', ' order by attname collate "C") filter (where not berechnet), '') as texte,
             string_agg(text, ', ' order by attname collate "C") as alles, coalesce(bool_or(berechnet), false) as berechnet
        from spalte where attrelid = e.oid) s
   where not e.teil or e.bedingung is not null
), weg as (
  select g.*, :'way' = 'postgresql-row-values-2' and schnell as nach_werten from gruppe g
), summe as (
  select g.*,
         case when nach_werten
           then 'coalesce(sum(hashint8extended(hash_record_extended(h, 0), 0)), 0) || '':'' || coalesce(sum(hashint8extended(hash_record_extended(h, 1), 1)), 0)'
           else 'coalesce(sum(h::bit(64)::bigint), 0) || '':'' || coalesce(sum((h << 64)::bit(64)::bigint), 0)' end as summe,
         format(case when nach_werten then '(select row(%s) as h from %s offset 0) alle'
                     else $f$(select ('x' || md5(convert_to(row(%s)::text, 'UTF8')))::bit(128) as h from %s offset 0) alle$f$ end,
                case when nach_werten then werte else texte end, quelle) as zeilen,
         format($f$(select ('x' || md5(convert_to(row(%s)::text, 'UTF8')))::bit(128) as h from %s offset 0) alle$f$, alles, quelle) as zeilen_mit_allem
    from weg g
)
select case relkind
         when 'r' then format($f$select 'table', %L, %L, count(*), %s from %s$f$, nspname, relname, summe, zeilen)
         else format($f$select 'derived', %L, '#' || count(*) || ':' || %s, 'eine materialisierte Sicht wird beim Einspielen neu berechnet', '' from %s$f$,
                     format('Inhalt der materialisierten Sicht %s.%s', nspname, relname), summe, zeilen) end,
       case when relkind = 'r' and berechnet then
         format($f$select 'derived', %L, '#' || coalesce(sum(h::bit(64)::bigint), 0) || ':' || coalesce(sum((h << 64)::bit(64)::bigint), 0),
                          'was der Server selbst berechnet, berechnet er beim Einspielen neu', '' from %s$f$,
                format('Berechnete Spalten von %s.%s', nspname, relname), zeilen_mit_allem) end
  from summe order by groesse desc, nspname, relname
\gexec

select 'note', case c.relkind when 'f' then 'Fremdtabelle ' else 'Tabelle ' end || n.nspname || '.' || c.relname,
       case c.relkind when 'f' then 'ihr Inhalt liegt auf einem anderen Server und zieht nicht mit um; verglichen ist nur die Definition'
                      else 'gehört einer Erweiterung, die ihren Inhalt selbst anlegt; pg_dump nimmt ihn nicht mit' end, '', ''
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
   and (c.relkind = 'f'
        or c.relkind = 'r' and exists (select from pg_depend x where x.classid = 'pg_class'::regclass and x.objid = c.oid and x.deptype = 'e')
           and not exists (select from pg_extension x where c.oid = any (x.extconfig)))
 order by 2;

select format($f$select 'sequence', %L, %L, last_value, case when is_called then ' (vergeben)' else ' (frei)' end from %I.%I$f$,
              n.nspname, c.relname, n.nspname, c.relname)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind = 'S' and c.relpersistence <> 't' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
   and (not exists (select from pg_depend x where x.classid = 'pg_class'::regclass and x.objid = c.oid and x.deptype = 'e')
        or exists (select from pg_extension x where c.oid = any (x.extconfig)))
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
