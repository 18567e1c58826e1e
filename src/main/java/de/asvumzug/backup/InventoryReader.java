package de.asvumzug.backup;

import de.asvumzug.asv.Postgres;
import de.asvumzug.backup.ClusterInventory.DatabaseOn;
import de.asvumzug.backup.ClusterInventory.Named;
import de.asvumzug.backup.ClusterInventory.Role;
import de.asvumzug.backup.ClusterInventory.Setting;
import de.asvumzug.backup.ClusterInventory.Table;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Looks around on a cluster. */
final class InventoryReader {
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

  /** pg_shdepend knows owners, grants and policies; the cluster's first role is not in it. */
  private static final String ROLES =
      "select rolname as name, rolcanlogin as login, rolsuper as superuser,"
          + " exists (select from pg_shdepend d where d.refclassid = 'pg_authid'::regclass"
          + " and d.refobjid = r.oid and d.dbid ="
          + " (select oid from pg_database where datname = current_database()))"
          + " or r.oid = 10 as referenced from pg_roles r where rolname !~ '^pg_' order by rolname";

  private static final String TABLES =
      "select n.nspname as schema, c.relname as name from pg_class c"
          + " join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and "
          + OWN_SCHEMA
          + " and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass"
          + " and d.objid = c.oid and d.deptype = 'e') order by 1, 2";
  private static final String SETTINGS =
      "select r.rolname as role, split_part(c.entry, '=', 1) as name,"
          + " substr(c.entry, strpos(c.entry, '=') + 1) as value from pg_db_role_setting s"
          + " join pg_database d on d.oid = s.setdatabase and d.datname = current_database()"
          + " left join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) c(entry) order by 1, 2";

  private final Postgres postgres;

  InventoryReader(Postgres postgres) {
    this.postgres = postgres;
  }

  ClusterInventory read(String machine) throws IOException, InterruptedException {
    return new ClusterInventory(
        machine,
        one("show server_version").values().iterator().next(),
        rows(DATABASES, InventoryReader::database),
        rows(SCHEMAS, row -> new Named(row.get("name"), row.get("owner"))),
        rows(ROLES, InventoryReader::role),
        rows(
            "select spcname as name from pg_tablespace where spcname !~ '^pg_' order by 1",
            row -> row.get("name")),
        rows(
            "select extname || ' ' || extversion as name from pg_extension order by 1",
            row -> row.get("name")),
        rows(TABLES, row -> new Table(row.get("schema"), row.get("name"))),
        Long.parseLong(one("select count(*) as n from pg_largeobject_metadata").get("n")),
        rows(SETTINGS, InventoryReader::setting));
  }

  private <T> List<T> rows(String sql, Function<Map<String, String>, T> map)
      throws IOException, InterruptedException {
    return postgres.query(sql, Map.of()).stream().map(map).toList();
  }

  private Map<String, String> one(String sql) throws IOException, InterruptedException {
    return postgres.query(sql, Map.of()).get(0);
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
        "t".equals(row.get("referenced")));
  }

  private static Setting setting(Map<String, String> row) {
    String role = row.get("role");
    return new Setting(role.isEmpty() ? null : role, row.get("name"), row.get("value"));
  }
}
