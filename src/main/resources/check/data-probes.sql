-- What a restore would refuse, one question a table and rule. Each question is written out by the server from its own
-- catalogs (for which it locks the table, so one that is locked is left out); all of them read rows and none reads an index (docs/operations.md): an index that lies is what is looked for.
with recursive
relation as (
  select c.oid, c.relkind, c.reltoastrelid as toast, format('%I.%I', n.nspname, c.relname) as name,
         case c.relkind when 'p' then '' else 'only ' end || format('%I.%I', n.nspname, c.relname) as rows,
         c.relpages + (select coalesce(sum(p.relpages), 0) from pg_inherits i join pg_class p on p.oid = i.inhrelid where i.inhparent = c.oid) as pages,
         exists (select from pg_locks l where l.relation = c.oid and l.mode = 'AccessExclusiveLock'
           and l.database = (select d.oid from pg_database d where d.datname = current_database())) as locked
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p') and c.relpersistence <> 't' and c.oid >= 16384
),
-- A domain over a domain keeps the rules of both.
domain as (
  select t.oid, t.oid as part, t.typbasetype as base, t.typtypmod as mod, t.typnotnull as required
    from pg_type t where t.typtype = 'd'
  union all
  select d.oid, t.oid, t.typbasetype, t.typtypmod, t.typnotnull
    from domain d join pg_type t on t.oid = d.base and t.typtype = 'd'
),
base as (
  select d.oid, format_type(d.base, d.mod) as type
    from domain d join pg_type t on t.oid = d.base and t.typtype <> 'd'
),
indexed as not materialized (
  select i.*, r.name as relation, r.rows, r.pages, r.locked, ic.relname::text as name, case when not r.locked then ' where ' || pg_get_expr(i.indpred, i.indrelid) end as condition,
         key.columns, key.names
    from pg_index i join relation r on r.oid = i.indrelid and r.relkind = 'r' join pg_class ic on ic.oid = i.indexrelid
    cross join lateral (
      select string_agg(format('%s%s as k%s', coalesce(quote_ident(a.attname), case when not r.locked then pg_get_indexdef(i.indexrelid, k, false) end),
                 case when i.indcollation[k - 1] <> 0 then format(' collate %I.%I', cn.nspname, co.collname) end, k), ', ' order by k) as columns,
             string_agg('k' || k, ', ' order by k) as names
        from generate_series(1, i.indnkeyatts) k
        left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[k - 1] and a.attnum <> 0
        left join pg_collation co on co.oid = i.indcollation[k - 1] left join pg_namespace cn on cn.oid = co.collnamespace) key
   where i.indisvalid and i.indisready
),
-- Equal keys. NULLs differ from each other unless the index says otherwise (from PostgreSQL 15 on).
twins as (
  select 'unique ' || i.indexrelid as key, i.relation, i.name, i.pages, i.locked,
         format('select nullif(count(*), 0)::text from (select from (select %s from %s%s) t%s group by %s having count(*) > 1) g',
             i.columns, i.rows, i.condition,
             case when coalesce(to_jsonb(x) ->> 'indnullsnotdistinct', 'false') = 'false' then format(' where num_nulls(%s) = 0', i.names) end,
             i.names) as question
    from indexed i join pg_index x on x.indexrelid = i.indexrelid
   where i.indisunique
),
-- Each pair of rows that an exclusion constraint forbids.
clashes as (
  select 'exclusion ' || k.oid as key, i.relation, i.name, i.pages, i.locked,
         format('select nullif(count(*), 0)::text from (select ctid as place, %s from %s%s) a join (select ctid as place, %s from %s%s) b on a.place < b.place and %s',
             i.columns, i.rows, i.condition, i.columns, i.rows, i.condition,
             (select string_agg(format('a.k%s operator(%I.%s) b.k%s', e.k, n.nspname, o.oprname, e.k), ' and ' order by e.k)
                from unnest(k.conexclop) with ordinality e (op, k) join pg_operator o on o.oid = e.op
                join pg_namespace n on n.oid = o.oprnamespace)) as question
    from pg_constraint k join indexed i on i.indexrelid = k.conindid
   where k.contype = 'x'
),
-- As PostgreSQL itself looks when the constraint is made; partitions are looked at with their table.
orphans as (
  select 'foreign ' || k.oid as key, r.name as relation, k.conname::text as name, r.pages, r.locked,
         format('select nullif(count(*), 0)::text from %s f where (%s) and not exists (select from %s p where %s)',
             r.rows, c.there, p.rows, c.joined) as question
    from pg_constraint k join relation r on r.oid = k.conrelid join relation p on p.oid = k.confrelid
    cross join lateral (
      select string_agg(format('num_nulls(f.%I) = 0', fa.attname), case k.confmatchtype when 'f' then ' or ' else ' and ' end order by m.n) as there,
             string_agg(format('p.%I%s%s operator(%I.%s) f.%I%s', pa.attname,
                 case when lt.typtype <> 'p' and o.oprleft <> pa.atttypid then '::' || format_type(o.oprleft, null) end,
                 case when pa.attcollation <> fa.attcollation and pa.attcollation <> 0 then format(' collate %I.%I', cn.nspname, co.collname) end,
                 opn.nspname, o.oprname, fa.attname,
                 case when rt.typtype <> 'p' and o.oprright <> fa.atttypid then '::' || format_type(o.oprright, null) end), ' and ' order by m.n) as joined
        from unnest(k.conkey, k.confkey, k.conpfeqop) with ordinality m (f, p, op, n)
        join pg_attribute fa on fa.attrelid = k.conrelid and fa.attnum = m.f
        join pg_attribute pa on pa.attrelid = k.confrelid and pa.attnum = m.p
        join pg_operator o on o.oid = m.op join pg_namespace opn on opn.oid = o.oprnamespace
        join pg_type lt on lt.oid = o.oprleft join pg_type rt on rt.oid = o.oprright
        left join pg_collation co on co.oid = pa.attcollation left join pg_namespace cn on cn.oid = co.collnamespace) c
   where k.contype = 'f' and k.convalidated and k.conparentid = 0
     and coalesce(to_jsonb(k) ->> 'conperiod', 'false') = 'false'
),
rule as (
  select k.conrelid as oid, k.conname::text as name, case when not r.locked then format('not (%s)', pg_get_expr(k.conbin, k.conrelid)) end as broken
    from pg_constraint k join relation r on r.oid = k.conrelid where k.contype = 'c' and k.convalidated
  union all
  select a.attrelid, a.attname || ' not null', format('num_nulls(%I) > 0', a.attname)
    from pg_attribute a
   where a.attnum > 0 and not a.attisdropped
     and (a.attnotnull or a.atttypid in (select d.oid from domain d where d.required))
     and not exists (select from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'n' and k.conkey[1] = a.attnum and not k.convalidated)
  union all
  select a.attrelid, format('%s (%s)', a.attname, k.conname),
         format('(select not (%s) from (select %I::%s as value) v)', pg_get_expr(k.conbin, 0), a.attname, b.type)
    from pg_attribute a join domain d on d.oid = a.atttypid join base b on b.oid = d.oid
    join pg_constraint k on k.contypid = d.part and k.contype = 'c' and k.convalidated
   where a.attnum > 0 and not a.attisdropped
),
broken as (
  select 'rules ' || r.oid as key, r.name as relation, '' as name, r.pages, r.locked,
         format('select nullif(array_to_string(array[%s], %L), %L) from %s',
             string_agg(format('%L || nullif(count(*) filter (where %s), 0)', rule.name || ': ', rule.broken), ', ' order by rule.name),
             ', ', '', r.rows) as question
    from relation r join rule on rule.oid = r.oid
   where r.relkind = 'r'
   group by r.oid, r.name, r.pages, r.locked, r.rows
),
-- A row leaves as one text. The length of a stored value is known without fetching it; a value takes at most a few hundred
-- times less room than it is long, so a table that has stored little aside is not looked through.
length as (
  select a.attrelid as oid,
         string_agg(case
             when a.atttypid in (25, 1042, 1043) then format(
               'case when octet_length(%1$I) > %2$L::bigint / 16 then octet_length(replace(replace(replace(replace(%1$I, chr(92), chr(92) || chr(92)), chr(10), chr(92) || chr(110)), chr(9), chr(92) || chr(116)), chr(13), chr(92) || chr(114))) else coalesce(octet_length(%1$I), 0) end::bigint',
               a.attname, :'limit')
             when a.atttypid = 17 then format('2 * coalesce(octet_length(%I), 0)::bigint', a.attname)
             else format('case when pg_column_size(%1$I) > %2$L::bigint / 1024 then octet_length(%1$I::text) else coalesce(pg_column_size(%1$I), 0) end::bigint', a.attname, :'limit')
           end, ' + ') as sum
    from pg_attribute a
   where a.attnum > 0 and not a.attisdropped and a.attlen = -1 and a.attgenerated = ''
   group by a.attrelid
),
huge as (
  select 'length ' || r.oid as key, r.name as relation, '' as name, r.pages, r.locked,
         format('select nullif(count(*), 0)::text from %s where (select pg_relation_size(%s::oid::regclass)) > %L::bigint / 1024 and %s >= %L::bigint',
             r.rows, r.toast, :'limit', length.sum, :'limit') as question
    from relation r join length on length.oid = r.oid
   where r.relkind = 'r' and r.toast <> 0
),
probe as not materialized (
  select * from twins union all select * from clashes union all select * from orphans
  union all select * from broken union all select * from huge
)
