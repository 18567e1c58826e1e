-- What a cluster holds for the database and a dump of that database leaves out: a row an object, its kind by the name in
-- ClusterContents. Begins behind the common table expressions of DatabaseRoles. Variable: owner (of the plan).
select 'DATABASE_RIGHTS' as kind,
       coalesce(nullif(pg_get_userbyid(a.grantee), 'unknown (OID=0)'), 'alle') || ': ' || string_agg(a.privilege_type, ', ' order by 1) as object
  from pg_database d cross join lateral aclexplode(d.datacl) a where d.oid = (select oid from here) and a.grantee <> d.datdba group by a.grantee
union all
select 'CONNECTION_LIMIT', datconnlimit::text from pg_database where oid = (select oid from here) and datconnlimit >= 0
union all
select 'SETTING', c.entry || coalesce(' (' || pg_get_userbyid(nullif(setrole, 0)) || ')', '')
  from pg_db_role_setting, unnest(setconfig) c(entry) where setdatabase = (select oid from here)
union all
select 'SETTING', c.entry || ' (' || pg_get_userbyid(setrole) || ')'
  from pg_db_role_setting, unnest(setconfig) c(entry) where setdatabase = 0 and setrole in (select oid from relevant)
union all
select 'MEMBERSHIP', u.rolname || ' in ' || g.rolname
  from pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles u on u.oid = m.member
 where not g.rolsuper and m.member in (select oid from relevant) and (m.roleid in (select oid from relevant) or g.rolname ~ '^pg_')
union all
select 'LOGIN_ROLE', rolname from pg_roles
 where oid in (select oid from relevant) and rolcanlogin and rolname <> :'owner' and oid <> 10
union all
select 'ROLE_PRIVILEGE', rolname || ': ' || concat_ws(', ', case when rolsuper then 'Superuser' end, case when rolcreatedb then 'CREATEDB' end,
         case when rolcreaterole then 'CREATEROLE' end, case when rolreplication then 'REPLICATION' end,
         case when rolbypassrls then 'BYPASSRLS' end, case when rolvaliduntil is not null then 'VALID UNTIL' end)
  from pg_roles where oid in (select oid from relevant) and oid <> 10
   and (rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls or rolvaliduntil is not null)
union all
select 'SUPERUSER_MEMBER', u.rolname || ' in ' || g.rolname
  from pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles u on u.oid = m.member where g.rolsuper
union all
select 'FOREIGN_OWNER', pg_get_userbyid(refobjid) || ': ' || count(*) || case when count(*) = 1 then ' Objekt' else ' Objekte' end
  from pg_shdepend d where dbid = (select oid from here) and refclassid = 'pg_authid'::regclass and deptype = 'o'
   and pg_get_userbyid(refobjid) <> :'owner' group by refobjid
union all
select 'PUBLICATION', pubname::text from pg_publication
union all
select 'SUBSCRIPTION', subname::text from pg_subscription where subdbid = (select oid from here)
union all
select 'REPLICATION_SLOT', slot_name::text from pg_replication_slots where datoid = (select oid from here)
union all
select 'REPLICATION_ORIGIN', roname from pg_replication_origin
union all
select 'TABLESPACE', s.spcname || ': ' || count(*) || case when count(*) = 1 then ' Objekt' else ' Objekte' end
  from pg_class c join pg_tablespace s on s.oid = c.reltablespace where s.spcname !~ '^pg_' group by s.spcname
union all
select 'TABLESPACE', 'die ganze Datenbank: ' || s.spcname
  from pg_database d join pg_tablespace s on s.oid = d.dattablespace where d.oid = (select oid from here) and s.spcname !~ '^pg_'
union all
select 'DATABASE_COMMENT', shobj_description((select oid from here), 'pg_database')
 where shobj_description((select oid from here), 'pg_database') is not null
union all
select 'SECURITY_LABEL', provider || ': ' || label from pg_shseclabel
 where classoid = 'pg_database'::regclass and objoid = (select oid from here) or classoid = 'pg_authid'::regclass and objoid in (select oid from relevant)
union all
select 'ACCESS_RULE', concat_ws(' ', type, array_to_string(database, ','), array_to_string(user_name, ','), address, auth_method)
  from pg_hba_file_rules
 where error is null and not 'replication' = any (database)
   and (type = 'local' and not (database = '{all}' and user_name <@ '{all,postgres}')
        or type <> 'local' and not (database = '{all}' and user_name = '{all}' and address in ('127.0.0.1', '::1', 'localhost', 'samehost')))
