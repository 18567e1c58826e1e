-- Every sort order that something of the users' is sorted by; of one that PostgreSQL brought a dump has the name only.
with used (coll, object, ranged) as (
  select a.attcollation, c.oid::regclass::text, false
    from pg_attribute a join pg_class c on c.oid = a.attrelid
   where c.oid >= 16384 and c.relpersistence <> 't' and c.relkind in ('r', 'p', 'v', 'm', 'f', 'c', 'i', 'I')
     and a.attnum > 0 and not a.attisdropped
  union all select typcollation, oid::regtype::text, false from pg_type where oid >= 16384 and typtype = 'd'
  union all select rngcollation, rngtypid::regtype::text, false from pg_range where rngtypid >= 16384
  union all select k.coll, partrelid::regclass::text, partstrat = 'r'
    from pg_partitioned_table, unnest(partcollation::oid[]) k (coll)
  union all select refobjid, pg_describe_object(classid, objid, 0), false from pg_depend
   where refclassid = 'pg_collation'::regclass and deptype = 'n' and objid >= 16384 and classid <> 'pg_class'::regclass
)
select n.nspname as schema, c.collname as name, n.nspname = 'pg_catalog' as shipped, c.collprovider as provider,
       coalesce(to_jsonb(c) ->> 'collcollate', to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale', '') as locale,
       array_to_string((array_agg(distinct used.object))[1:3], ', ') as users, count(distinct used.object) as number,
       coalesce(string_agg(distinct used.object, ', ') filter (where used.ranged), '') as ranged
  from used join pg_collation c on c.oid = used.coll join pg_namespace n on n.oid = c.collnamespace
 where c.collname not in ('C', 'POSIX') or n.nspname <> 'pg_catalog'
 group by c.oid, c.collname, c.collprovider, n.nspname order by 1, 2
