package de.asvumzug.asv.database;

/** Which roles of a PostgreSQL cluster have something to do with one database. */
public final class DatabaseRoles {
  /**
   * Common table expressions to begin a query with: {@code here} (the database) and {@code
   * relevant} (the roles' oids). pg_shdepend knows owners, grants and policies; whoever is a member
   * of such a role has its rights. A superuser's members are left out: that right is not one on
   * this database. The cluster's first role is in no dependency.
   */
  public static final String RELEVANT =
      """
      with recursive here as (
        select oid from pg_database where datname = current_database()
      ), relevant(oid) as (
        select distinct refobjid from pg_shdepend
         where refclassid = 'pg_authid'::regclass
           and (dbid = (select oid from here)
                or classid = 'pg_database'::regclass and objid = (select oid from here))
        union
        select setrole from pg_db_role_setting where setdatabase = (select oid from here) and setrole <> 0
        union
        select m.member from pg_auth_members m join relevant r on r.oid = m.roleid
          join pg_roles g on g.oid = m.roleid where not g.rolsuper
      )
      """;

  private DatabaseRoles() {}
}
