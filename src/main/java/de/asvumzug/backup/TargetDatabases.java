package de.asvumzug.backup;

import de.asvumzug.asv.Postgres;
import de.asvumzug.backup.ClusterInventory.Setting;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The databases of a restore on the target's cluster: the one in use, the new one beside it, and
 * the one that was in use before. Databases of ours carry a mark as their comment: {@code asv-umzug
 * <migration> <step key>}.
 */
final class TargetDatabases {
  private static final String MARK = "asv-umzug";

  private static final String LOOK =
      "select datname as name, coalesce(shobj_description(oid, 'pg_database'), '') as mark, oid"
          + " from pg_database where datname = :'name'";

  private static final String CREATE =
      """
      select datcollate as collate, datctype as ctype from pg_database where datname = :'current' \\gset
      create database :"fresh" template template0 owner :"owner" encoding 'UTF8'
        lc_collate :'collate' lc_ctype :'ctype';
      comment on database :"fresh" is :'mark';
      """;

  /**
   * PostgreSQL renames in a transaction: there is no moment without, or with half, a database. Its
   * commit waits for the disk, and with it for all that the restore has committed before.
   */
  private static final String SWAP =
      """
      select pg_terminate_backend(pid) from pg_stat_activity
        where datname in (:'current', :'fresh') and pid <> pg_backend_pid();
      set synchronous_commit = on;
      begin;
      alter database :"current" rename to :"before";
      alter database :"fresh" rename to :"current";
      comment on database :"before" is :'mark';
      commit;
      """;

  private static final String TAKE_OVER =
      """
      select format('alter schema %I owner to %I', nspname, :'new') from pg_namespace
        where pg_get_userbyid(nspowner) = :'old' and nspname !~ '^pg_' and nspname <> 'information_schema'
      union all
      select format('alter %s %I.%I owner to %I',
          case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
            when 'f' then 'foreign table' else 'table' end, nspname, relname, :'new')
        from pg_class c join pg_namespace n on n.oid = relnamespace
        where relkind in ('r', 'p', 'v', 'm', 'S', 'f') and pg_get_userbyid(relowner) = :'old'
          and nspname !~ '^pg_' and nspname <> 'information_schema'
          and not (relkind = 'S' and exists (select from pg_depend d where d.classid = 'pg_class'::regclass
            and d.objid = c.oid and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')))
      union all
      select format('alter type %I.%I owner to %I', nspname, typname, :'new')
        from pg_type t join pg_namespace n on n.oid = typnamespace left join pg_class c on c.oid = typrelid
        where pg_get_userbyid(typowner) = :'old' and typtype in ('c', 'd', 'e', 'r')
          and (typrelid = 0 or c.relkind = 'c') and nspname !~ '^pg_' and nspname <> 'information_schema'
      union all
      select format('alter routine %s owner to %I', p.oid::regprocedure, :'new')
        from pg_proc p join pg_namespace n on n.oid = pronamespace
        where pg_get_userbyid(proowner) = :'old' and prokind in ('f', 'p', 'w')
          and nspname !~ '^pg_' and nspname <> 'information_schema'
      union all
      select format('alter large object %s owner to %I', oid, :'new') from pg_largeobject_metadata
        where pg_get_userbyid(lomowner) = :'old'
      \\gexec
      """;

  private final Host host;
  private final Postgres postgres;
  private final String maintenance;
  private final Act act;
  private final boolean forClone;

  TargetDatabases(Host host, Postgres postgres, String maintenance, Act act) {
    this(host, postgres, maintenance, act, false);
  }

  /**
   * @param forClone whether the new database is the one that the clone tool fills
   */
  TargetDatabases(Host host, Postgres postgres, String maintenance, Act act, boolean forClone) {
    this.host = host;
    this.postgres = postgres;
    this.maintenance = maintenance;
    this.act = act;
    this.forClone = forClone;
  }

  /**
   * A database as it stands.
   *
   * @param mark its comment; empty if it has none
   */
  record Found(String name, String mark, long oid) {}

  String current() {
    return postgres.database().name();
  }

  String fresh() {
    return forClone ? cloned() : "asv_umzug_" + suffix();
  }

  /** The database for the clone tool: people see the name, so it tells what it is for. */
  String cloned() {
    return current() + "_klon_" + suffix();
  }

  String before() {
    return "asv_vor_" + suffix();
  }

  private String suffix() {
    return act.migrationId().toLowerCase(Locale.ROOT).replace('-', '_');
  }

  Optional<Found> look(String name) throws IOException, InterruptedException {
    return postgres.query(maintenance, LOOK, Map.of("name", name)).stream()
        .map(row -> new Found(row.get("name"), row.get("mark"), Long.parseLong(row.get("oid"))))
        .findFirst();
  }

  boolean ours(Found found) {
    return found.mark().startsWith(MARK + " " + act.migrationId() + " ");
  }

  /** Step key of the attempt that made the database. */
  String maker(Found found) {
    return found.mark().substring((MARK + " " + act.migrationId() + " ").length());
  }

  String systemIdentifier() throws IOException, InterruptedException {
    return PostgresTools.value(
        postgres, maintenance, "select system_identifier::text from pg_control_system()", Map.of());
  }

  void create() throws IOException, InterruptedException {
    script(
        CREATE,
        Map.of(
            "current", current(),
            "fresh", fresh(),
            "owner", postgres.database().owner(),
            "mark", mark()));
  }

  /**
   * Removes a database that this move made; one without a mark only if it is empty: its making was
   * cut before the mark.
   */
  void drop(Found found) throws IOException, InterruptedException {
    if (!ours(found) && !(found.mark().isEmpty() && empty(found.name()))) {
      throw OperationFailed.lasting(
          "Die Datenbank "
              + found.name()
              + " auf "
              + host.name()
              + " ist schon da und trägt nicht das Kennzeichen dieses Umzugs. Sie wird nicht angerührt. Bitte klären und"
              + " umbenennen.");
    }
    script("drop database :\"name\" with (force);", Map.of("name", found.name()));
  }

  private boolean empty(String name) throws IOException, InterruptedException {
    return "0"
        .equals(
            PostgresTools.value(
                postgres,
                name,
                "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                    + " where nspname !~ '^pg_' and nspname <> 'information_schema'",
                Map.of()));
  }

  /**
   * Roles that the dump names and the cluster lacks, made without log-in; all made in this move.
   */
  List<String> createRoles(ClusterInventory inventory) throws IOException, InterruptedException {
    for (ClusterInventory.Role role : inventory.roles()) {
      boolean there =
          !postgres
              .query(
                  maintenance,
                  "select 1 as n from pg_roles where rolname = :'name'",
                  Map.of("name", role.name()))
              .isEmpty();
      if (role.referenced() && !there) {
        script(
            "begin; create role :\"name\" nologin; comment on role :\"name\" is :'mark'; commit;",
            Map.of("name", role.name(), "mark", mark()));
      }
    }
    return postgres
        .query(
            maintenance,
            "select rolname as name from pg_roles where shobj_description(oid, 'pg_authid')"
                + " like :'mark' || ' %' order by 1",
            Map.of("mark", MARK + " " + act.migrationId()))
        .stream()
        .map(row -> row.get("name"))
        .toList();
  }

  /** Makes the fresh installation's owner the owner of all that the old server's owner owned. */
  void takeOver(String oldOwner) throws IOException, InterruptedException {
    if (!oldOwner.equals(postgres.database().owner())) {
      PostgresTools.script(
          host,
          postgres,
          fresh(),
          TAKE_OVER,
          Map.of("old", oldOwner, "new", postgres.database().owner()));
    }
  }

  /** Settings of a database, such as search_path, are in no dump. */
  void carrySettings(List<Setting> settings) throws IOException, InterruptedException {
    for (Setting setting : settings) {
      Map<String, String> variables = new LinkedHashMap<>();
      variables.put("setting", setting.name());
      variables.put("value", setting.value());
      variables.put("fresh", fresh());
      String role = setting.role();
      if (role == null) {
        PostgresTools.script(
            host,
            postgres,
            fresh(),
            "select set_config(:'setting', :'value', false) \\g /dev/null\n"
                + "alter database :\"fresh\" set :\"setting\" from current;\n",
            variables);
      } else if (roleExists(role)) {
        variables.put("role", role);
        PostgresTools.script(
            host,
            postgres,
            fresh(),
            "select set_config(:'setting', :'value', false) \\g /dev/null\n"
                + "alter role :\"role\" in database :\"fresh\" set :\"setting\" from current;\n",
            variables);
      }
    }
  }

  private boolean roleExists(String role) throws IOException, InterruptedException {
    return !postgres
        .query(
            maintenance,
            "select 1 as n from pg_roles where rolname = :'name'",
            Map.of("name", role))
        .isEmpty();
  }

  void swap() throws IOException, InterruptedException {
    script(
        SWAP, Map.of("current", current(), "fresh", fresh(), "before", before(), "mark", mark()));
  }

  private String mark() {
    return MARK + " " + act.migrationId() + " " + act.stepKey();
  }

  private void script(String sql, Map<String, String> variables)
      throws IOException, InterruptedException {
    PostgresTools.script(host, postgres, maintenance, sql, variables);
  }
}
