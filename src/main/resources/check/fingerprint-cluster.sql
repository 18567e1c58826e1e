-- What the cluster holds for the database and no dump of it carries, but a move does: rights and limit on the database, settings,
-- memberships. Lines "definition" as in fingerprint-structure.sql. Begins behind the common table expressions of DatabaseRoles.
-- The owner's own settings and memberships are named as the plan's owner, whatever the role is called. Settings count as they take
-- effect in this database: what a role sets for it counts more than what it sets for all.
, rolle as (
  select oid, rolsuper, case when rolname = current_setting('umzug.besitzer') then '(Eigentümer)' else quote_ident(rolname) end as name from pg_roles
), einstellung as (
  select distinct on (1, 2) coalesce(r.name, '') as rolle, lower(split_part(c.entry, '=', 1)) as name, substr(c.entry, strpos(c.entry, '=') + 1) as wert
    from pg_db_role_setting s left join rolle r on r.oid = s.setrole, unnest(s.setconfig) c(entry)
   where s.setdatabase = (select oid from here) or s.setdatabase = 0 and s.setrole in (select oid from relevant)
   order by 1, 2, s.setdatabase = 0
), teile as (
  select 'Einstellung' as art, name || case when rolle = '' then '' else ' (' || rolle || ')' end as name, wert as text from einstellung
  union all
  select 'Mitgliedschaft', u.name || ' in ' || g.name, case when bool_or(m.admin_option) then 'admin' else '' end
    from pg_auth_members m join rolle g on g.oid = m.roleid join rolle u on u.oid = m.member
   where not g.rolsuper and m.member in (select oid from relevant)
     and (m.roleid in (select oid from relevant) or g.name ~ '^pg_' and g.name <> 'pg_database_owner')
   group by u.name, g.name
  union all
  -- Who owns the database, or ASV's data, has every right.
  select 'Recht auf die Datenbank', coalesce(r.name, '(alle)') || ' ' || a.privilege_type, case when bool_or(a.is_grantable) then 'weiter' else '' end
    from pg_database d cross join lateral aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a left join rolle r on r.oid = a.grantee
   where d.oid = (select oid from here) and a.grantee <> d.datdba and (a.grantee = 0 or r.name <> '(Eigentümer)')
   group by r.name, a.privilege_type
  union all
  select 'Höchstzahl der Verbindungen', '', datconnlimit::text from pg_database where oid = (select oid from here) and datconnlimit >= 0
)
select 'definition', art, '', name, text from teile order by art, name;
