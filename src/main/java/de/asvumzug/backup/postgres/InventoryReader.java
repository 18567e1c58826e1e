package de.asvumzug.backup.postgres;

import de.asvumzug.asv.database.DatabaseRoles;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.backup.postgres.ClusterInventory.DatabaseOn;
import de.asvumzug.backup.postgres.ClusterInventory.DatabaseRights;
import de.asvumzug.backup.postgres.ClusterInventory.Grant;
import de.asvumzug.backup.postgres.ClusterInventory.Membership;
import de.asvumzug.backup.postgres.ClusterInventory.Named;
import de.asvumzug.backup.postgres.ClusterInventory.Role;
import de.asvumzug.backup.postgres.ClusterInventory.Setting;
import de.asvumzug.backup.postgres.ClusterInventory.Table;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Looks around on a cluster. */
public final class InventoryReader {
  private static final String OWN_SCHEMA = "nspname !~ '^pg_' and nspname <> 'information_schema'";
  private static final String DATABASES =
      "select datname as name, pg_get_userbyid(datdba) as owner,"
          + " pg_encoding_to_char(encoding) as encoding, datcollate as collate,"
          + " pg_database_size(oid) as size from pg_database where datallowconn"
          + " and not datistemplate order by datname";
  private static final String SCHEMAS =
      "select nspname as name, pg_get_userbyid(nspowner) as owner from pg_namespace where "
          + OWN_SCHEMA
          + " order by nspname";

  /** The cluster's first role is in no dependency. */
  private static final String ROLES =
      DatabaseRoles.RELEVANT
          + """
          select rolname as name, rolcanlogin as login, rolsuper as superuser,
                 oid in (select oid from relevant) or oid = 10 as referenced,
                 rolinherit as inherits, rolconnlimit as connection_limit
            from pg_roles where rolname !~ '^pg_' order by rolname
          """;

  /** A superuser's rights go to nobody by a move; PostgreSQL's own groups (pg_…) may. */
  private static final String MEMBERSHIPS =
      DatabaseRoles.RELEVANT
          + """
          select g.rolname as group, u.rolname as member, bool_or(m.admin_option) as admin
            from pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles u on u.oid = m.member
           where m.member in (select oid from relevant) and not g.rolsuper
             and (m.roleid in (select oid from relevant) or g.rolname ~ '^pg_' and g.rolname <> 'pg_database_owner')
           group by 1, 2 order by 1, 2
          """;

  private static final String CONNECTION_LIMIT =
      "select datconnlimit as n from pg_database where datname = current_database()";

  private static final String CHANGED_RIGHTS =
      "select datacl is not null as changed from pg_database where datname = current_database()";

  private static final String RIGHTS =
      """
      select case when a.grantee = 0 then '' else pg_get_userbyid(a.grantee) end as role,
             a.privilege_type as privilege, bool_or(a.is_grantable) as grantable
        from pg_database d cross join lateral aclexplode(d.datacl) a
       where d.datname = current_database() and a.grantee <> d.datdba
         and (a.grantee = 0 or exists (select from pg_roles where oid = a.grantee))
       group by 1, 2 order by 1, 2
      """;

  private static final String TABLES =
      "select n.nspname as schema, c.relname as name from pg_class c"
          + " join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and "
          + OWN_SCHEMA
          + " and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass"
          + " and d.objid = c.oid and d.deptype = 'e') order by 1, 2";

  /** What a role sets for this database counts more than what it sets for all. */
  private static final String SETTINGS =
      DatabaseRoles.RELEVANT
          + """
          select distinct on (1, 2) coalesce(r.rolname, '') as role, split_part(c.entry, '=', 1) as name,
                 substr(c.entry, strpos(c.entry, '=') + 1) as value
            from pg_db_role_setting s left join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) c(entry)
           where s.setdatabase = (select oid from here)
              or s.setdatabase = 0 and s.setrole in (select oid from relevant)
           order by 1, 2, s.setdatabase = 0
          """;

  /** In the order in which {@link #read} takes the answers. */
  private static final List<String> QUERIES =
      List.of(
          "show server_version",
          DATABASES,
          SCHEMAS,
          ROLES,
          "select spcname as name from pg_tablespace where spcname !~ '^pg_' order by 1",
          "select extname || ' ' || extversion as name from pg_extension order by 1",
          TABLES,
          "select count(*) as n from pg_largeobject_metadata",
          SETTINGS,
          CONNECTION_LIMIT,
          CHANGED_RIGHTS,
          RIGHTS,
          MEMBERSHIPS);

  private final Postgres postgres;

  public InventoryReader(Postgres postgres) {
    this.postgres = postgres;
  }

  public ClusterInventory read(String machine) throws IOException, InterruptedException {
    Iterator<List<Map<String, String>>> answers = postgres.queries(QUERIES).iterator();
    return new ClusterInventory(
        machine,
        value(answers.next()),
        rows(answers.next(), InventoryReader::database),
        rows(answers.next(), row -> new Named(row.get("name"), row.get("owner"))),
        rows(answers.next(), InventoryReader::role),
        rows(answers.next(), row -> row.get("name")),
        rows(answers.next(), row -> row.get("name")),
        rows(answers.next(), row -> new Table(row.get("schema"), row.get("name"))),
        Long.parseLong(value(answers.next())),
        rows(answers.next(), InventoryReader::setting),
        rights(answers),
        rows(
            answers.next(),
            row ->
                new Membership(row.get("group"), row.get("member"), "t".equals(row.get("admin")))));
  }

  private static DatabaseRights rights(Iterator<List<Map<String, String>>> answers) {
    int limit = Integer.parseInt(value(answers.next()));
    boolean changed = "t".equals(value(answers.next()));
    List<Grant> granted = rows(answers.next(), InventoryReader::grant);
    return new DatabaseRights(limit, changed ? granted : null);
  }

  private static <T> List<T> rows(
      List<Map<String, String>> answer, Function<Map<String, String>, T> map) {
    return answer.stream().map(map).toList();
  }

  private static String value(List<Map<String, String>> answer) {
    return answer.get(0).values().iterator().next();
  }

  private static DatabaseOn database(Map<String, String> row) {
    return new DatabaseOn(
        row.get("name"),
        row.get("owner"),
        row.get("encoding"),
        row.get("collate"),
        Long.parseLong(row.get("size")));
  }

  private static Role role(Map<String, String> row) {
    return new Role(
        row.get("name"),
        "t".equals(row.get("login")),
        "t".equals(row.get("superuser")),
        "t".equals(row.get("referenced")),
        "t".equals(row.get("inherits")),
        Integer.valueOf(row.get("connection_limit")));
  }

  private static Grant grant(Map<String, String> row) {
    String role = row.get("role");
    return new Grant(
        role.isEmpty() ? null : role, row.get("privilege"), "t".equals(row.get("grantable")));
  }

  private static Setting setting(Map<String, String> row) {
    String role = row.get("role");
    return new Setting(role.isEmpty() ? null : role, row.get("name"), row.get("value"));
  }
}
