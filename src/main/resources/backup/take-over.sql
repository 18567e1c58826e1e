-- Gives what the old server's owner had in a restored database to the owner of the fresh installation: objects, rights
-- on objects of others, default privileges, policies, user mappings. Run by psql in the restored database; may be repeated.
--
-- Ownership goes by object. An ordinary role's objects all go: no other program works under it. What a superuser owns
-- may belong to anybody, so only ASV's own schema goes, without members of extensions and without functions that run
-- with the rights of their owner; its rights on other objects mean nothing.
--
-- Variables: old, new (roles), schema (ASV's), superuser (whether the old owner was one on the old server: t or f).

-- Event triggers of the database would fire for each statement.
set session_replication_role = replica;
set search_path = pg_catalog;

create temporary view old_owner as select oid from pg_roles where rolname = :'old';
create temporary view extension_members as select classid, objid from pg_depend where deptype = 'e';

-- Every catalog with an owner; "word" is what ALTER calls it, as pg_identify_object tells the name.
create temporary view owned as
  select b.*, o.identity from (
    select 'pg_namespace'::regclass as kind, oid as object, nspowner as owner, 'schema' as word, oid as place, false as definer from pg_namespace
    union all
    select 'pg_class'::regclass, c.oid, relowner, case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
                                                     when 'f' then 'foreign table' else 'table' end, relnamespace, false
      from pg_class c
     where relkind in ('r', 'p', 'v', 'm', 'S', 'f')
       -- A column's own sequence follows its table.
       and not (relkind = 'S' and exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid
                                             and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')))
    union all
    select 'pg_type'::regclass, t.oid, typowner, 'type', typnamespace, false from pg_type t left join pg_class c on c.oid = typrelid
     where (typrelid = 0 or c.relkind = 'c') and typtype in ('b', 'c', 'd', 'e', 'r')
       -- Arrays follow their elements.
       and not exists (select from pg_type e where e.typarray = t.oid)
    union all
    select 'pg_proc'::regclass, oid, proowner, 'routine', pronamespace, prosecdef from pg_proc
    union all
    select 'pg_operator'::regclass, oid, oprowner, 'operator', oprnamespace, false from pg_operator
    union all
    select 'pg_opclass'::regclass, oid, opcowner, 'operator class', opcnamespace, false from pg_opclass
    union all
    select 'pg_opfamily'::regclass, oid, opfowner, 'operator family', opfnamespace, false from pg_opfamily
    union all
    select 'pg_collation'::regclass, oid, collowner, 'collation', collnamespace, false from pg_collation
    union all
    select 'pg_conversion'::regclass, oid, conowner, 'conversion', connamespace, false from pg_conversion
    union all
    select 'pg_ts_dict'::regclass, oid, dictowner, 'text search dictionary', dictnamespace, false from pg_ts_dict
    union all
    select 'pg_ts_config'::regclass, oid, cfgowner, 'text search configuration', cfgnamespace, false from pg_ts_config
    union all
    select 'pg_statistic_ext'::regclass, oid, stxowner, 'statistics', stxnamespace, false from pg_statistic_ext
    union all
    select 'pg_language'::regclass, oid, lanowner, 'language', 0, false from pg_language
    union all
    select 'pg_foreign_data_wrapper'::regclass, oid, fdwowner, 'foreign data wrapper', 0, false from pg_foreign_data_wrapper
    union all
    select 'pg_foreign_server'::regclass, oid, srvowner, 'server', 0, false from pg_foreign_server
    union all
    select 'pg_largeobject'::regclass, oid, lomowner, 'large object', 0, false from pg_largeobject_metadata
  ) b cross join lateral pg_identify_object(kind, object, 0) o
  where object >= 16384 or place = (select oid from pg_namespace where nspname = 'public') or word in ('schema', 'large object');

select format('alter %s %s owner to %I', b.word, b.identity, :'new')
  from owned b
 where b.owner = (select oid from old_owner) and :'old' <> :'new'
   and (b.kind, b.object) not in (select classid, objid from extension_members)
   and (:'superuser' = 'f'
        or b.word = 'large object'
        or not b.definer and (b.place = (select oid from pg_namespace where nspname = :'schema')))
 order by b.word <> 'schema'
\gexec

-- Rights that the old owner had on objects of others, and rights that it had handed on.
create temporary view grants as
  select word, identity, col, a.grantor, a.grantee, a.privilege_type as privilege, a.is_grantable as grantable from (
    select case relkind when 'S' then 'sequence' else 'table' end as word, o.identity, null::text as col, relacl as acl
      from pg_class c cross join lateral pg_identify_object('pg_class'::regclass, c.oid, 0) o where relkind in ('r', 'p', 'v', 'm', 'f', 'S')
    union all
    select 'table', o.identity, quote_ident(attname), attacl
      from pg_attribute a cross join lateral pg_identify_object('pg_class'::regclass, a.attrelid, 0) o where attnum > 0 and not attisdropped
    union all
    select 'routine', o.identity, null, proacl from pg_proc p cross join lateral pg_identify_object('pg_proc'::regclass, p.oid, 0) o
     where proacl is not null
    union all
    select 'type', o.identity, null, typacl from pg_type t cross join lateral pg_identify_object('pg_type'::regclass, t.oid, 0) o where typacl is not null
    union all
    select 'schema', quote_ident(nspname), null, nspacl from pg_namespace
    union all
    select 'language', quote_ident(lanname), null, lanacl from pg_language
    union all
    select 'foreign data wrapper', quote_ident(fdwname), null, fdwacl from pg_foreign_data_wrapper
    union all
    select 'foreign server', quote_ident(srvname), null, srvacl from pg_foreign_server
    union all
    select 'large object', oid::text, null, lomacl from pg_largeobject_metadata
  ) o cross join lateral aclexplode(acl) a;

select format('grant %s%s on %s %s to %s%s', privilege, coalesce('(' || col || ')', ''), word, identity,
              case when grantee = (select oid from old_owner) then quote_ident(:'new')
                   when grantee = 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end,
              case when grantable then ' with grant option' else '' end)
  from grants
 where :'superuser' = 'f' and :'old' <> :'new' and (select oid from old_owner) in (grantee, grantor)
   and (grantee = 0 or exists (select from pg_roles where oid = grantee))
\gexec
select distinct format('revoke all%s on %s %s from %I cascade', coalesce(' (' || col || ')', ''), word, identity, :'old')
  from grants where :'superuser' = 'f' and :'old' <> :'new' and grantee = (select oid from old_owner)
\gexec

select format('alter policy %I on %s to %s', polname, polrelid::regclass,
              (select string_agg(case when r = 0 then 'public' when r = (select oid from old_owner) then quote_ident(:'new')
                                      else quote_ident(pg_get_userbyid(r)) end, ', ') from unnest(polroles) r))
  from pg_policy where :'superuser' = 'f' and :'old' <> :'new' and (select oid from old_owner) = any (polroles)
\gexec

-- Default privileges: those of the new owner are made as the old owner's were; the old owner's own end.
create temporary view default_privileges as
  select defaclrole, case when defaclnamespace = 0 then '' else format(' in schema %I', n.nspname) end as place,
         case defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions' when 'T' then 'types' when 'n' then 'schemas' end as what,
         defaclobjtype as kind, defaclnamespace, defaclacl
    from pg_default_acl left join pg_namespace n on n.oid = defaclnamespace;

select format('alter default privileges for role %I%s revoke all on %s from %s', role_name, place, what, owner) from (
  select :'new' as role_name, place, what, case when a.grantee = 0 then 'public' when a.grantee = defaclrole then quote_ident(:'new') else quote_ident(pg_get_userbyid(a.grantee)) end as owner
    from default_privileges cross join lateral aclexplode(acldefault(case kind when 'S' then 's' else kind end, defaclrole)) a
   where :'superuser' = 'f' and defaclrole = (select oid from old_owner) and defaclnamespace = 0 and :'old' <> :'new'
) gone
\gexec
select format('alter default privileges for role %I%s grant %s on %s to %s%s', :'new', place, a.privilege_type, what,
              case when a.grantee = 0 then 'public' when a.grantee = defaclrole then quote_ident(:'new') else quote_ident(pg_get_userbyid(a.grantee)) end,
              case when a.is_grantable then ' with grant option' else '' end)
  from default_privileges cross join lateral aclexplode(defaclacl) a
 where :'superuser' = 'f' and defaclrole = (select oid from old_owner) and :'old' <> :'new' and (a.grantee = 0 or exists (select from pg_roles where oid = a.grantee))
\gexec
select format('alter default privileges for role %I%s revoke all on %s from %s', :'old', place, what,
              case when a.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end)
  from default_privileges cross join lateral aclexplode(defaclacl) a
 where :'superuser' = 'f' and defaclrole = (select oid from old_owner) and :'old' <> :'new'
\gexec
select format('alter default privileges for role %I%s grant %s on %s to %s', :'old', place, a.privilege_type, what,
              case when a.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end)
  from (select distinct :'old'::text, d.* from (values ('r'::"char", 'tables'), ('S', 'sequences'), ('f', 'functions'), ('T', 'types'), ('n', 'schemas')) v(kind, what)
          cross join lateral (select v.kind, v.what, '' as place) d
         where exists (select from default_privileges x where x.kind = v.kind and x.defaclnamespace = 0 and x.defaclrole = (select oid from old_owner))) w
       cross join lateral aclexplode(acldefault(case kind when 'S' then 's' else kind end, (select oid from old_owner))) a
 where :'superuser' = 'f' and :'old' <> :'new'
\gexec

-- Options may hold passwords: the statement is made and run within the server.
select format('create user mapping if not exists for %I server %I%s', :'new', srvname,
              coalesce(' options (' || (select string_agg(format('%I %L', split_part(x, '=', 1), substr(x, strpos(x, '=') + 1)), ', ') from unnest(umoptions) x) || ')', ''))
  from pg_user_mapping u join pg_foreign_server s on s.oid = umserver
 where :'superuser' = 'f' and umuser = (select oid from old_owner) and :'old' <> :'new'
\gexec
select format('drop user mapping if exists for %I server %I', :'old', srvname)
  from pg_user_mapping u join pg_foreign_server s on s.oid = umserver
 where :'superuser' = 'f' and umuser = (select oid from old_owner) and :'old' <> :'new'
\gexec
