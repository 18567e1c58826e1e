package de.asvumzug.backup;

import static de.asvumzug.support.TwoServers.run;
import static de.asvumzug.support.TwoServers.value;
import static de.asvumzug.support.TwoServers.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.asv.FreshInstallation;
import de.asvumzug.asv.Site;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.check.FingerprintComparison;
import de.asvumzug.check.FingerprintComparison.Difference;
import de.asvumzug.check.FingerprintService;
import de.asvumzug.check.Fingerprints;
import de.asvumzug.check.TenantSettings;
import de.asvumzug.host.JobKey;
import de.asvumzug.host.Jobs;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.ProgressListener;
import de.asvumzug.support.TwoServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What belongs to a database and is in no dump of it, on real servers. */
class BesideTheDumpIT {
  private static TwoServers servers;

  @TempDir Path folder;
  private TestMove move;
  private Site source;
  private Site target;

  @BeforeAll
  static void start() throws Exception {
    servers = new TwoServers();
  }

  @AfterAll
  static void stop() throws Exception {
    servers.close();
  }

  @BeforeEach
  void odd_database_and_fresh_installation() throws Exception {
    TwoServers.clear(servers.old);
    TwoServers.script(servers.old, "postgres", "odd-roles.sql");
    TwoServers.script(servers.old, "asv", "odd-objects.sql");
    freshInstallation();
    move = new TestMove(folder);
    source = move.source(TwoServers.database(servers.old, "asv_alt", 14));
    target = move.target(TwoServers.database(servers.fresh, "asv_neu", 15));
  }

  private static void freshInstallation() throws SQLException {
    TwoServers.clear(servers.fresh);
    run(
        servers.fresh,
        "postgres",
        "create role asv_neu login",
        "create database asv owner asv_neu template template0 encoding 'UTF8'");
    run(
        servers.fresh,
        "asv",
        "create schema asv authorization asv_neu",
        "create table asv.svp_schule_stamm (id varchar(40) primary key)");
  }

  @Test
  void rights_and_limit_on_the_database_move() throws Exception {
    restore("r1");

    assertThat(fresh("select datconnlimit from pg_database where datname = 'asv'"))
        .containsExactly("60");
    assertThat(fresh("select has_database_privilege('nmsv0001', 'asv', 'connect')"))
        .containsExactly("t");
    assertThat(fresh("select has_database_privilege('statistik', 'asv', 'connect')"))
        .as("everybody's right was revoked")
        .containsExactly("f");
  }

  @Test
  void memberships_move_and_the_owners_are_the_new_owners() throws Exception {
    restore("r1");

    assertThat(
            fresh(
                "select g.rolname || ' < ' || u.rolname || ' ' || m.admin_option from"
                    + " pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles u on"
                    + " u.oid = m.member where m.member >= 16384 order by 1"))
        .containsExactly(
            "asv_neu < lehrer_app false",
            "pg_read_all_stats < nmsv0001 false",
            "statistik < asv_neu false",
            "statistik < sync_user true");
    assertThat(fresh("select rolinherit from pg_roles where rolname = 'nmsv0001'"))
        .containsExactly("f");
    assertThat(fresh("select rolname from pg_roles where rolname in ('unbeteiligt', 'asv_alt')"))
        .as("roles that nothing belongs to")
        .isEmpty();
  }

  @Test
  void settings_of_the_database_and_of_its_roles_move() throws Exception {
    restore("r1");

    assertThat(
            fresh(
                "select coalesce(r.rolname, '') || ' ' || c from pg_db_role_setting s join"
                    + " pg_database d on d.oid = s.setdatabase left join pg_roles r on r.oid ="
                    + " s.setrole, unnest(s.setconfig) c order by 1"))
        .containsExactly(
            " default_text_search_config=german",
            " idle_in_transaction_session_timeout=10min",
            " search_path=asv, public",
            "asv_neu lock_timeout=15s",
            "asv_neu search_path=asv, \"Öffentlich\", public",
            "sync_user statement_timeout=5min",
            "sync_user work_mem=8MB");
  }

  @Test
  void objects_of_every_kind_go_to_the_new_owner_and_others_keep_theirs() throws Exception {
    RestoredDatabase restored = restore("r1");

    assertThat(
            inside(
                "select distinct pg_get_userbyid(refobjid) from pg_shdepend where deptype = 'o'"
                    + " and dbid = (select oid from pg_database where datname = 'asv') order by 1"))
        .containsExactly("asv_neu", "sync_user");
    assertThat(
            inside(
                "select o.type || ' ' || o.identity from pg_shdepend d, pg_identify_object(classid,"
                    + " objid, 0) o where d.deptype = 'o' and d.refobjid = 'asv_neu'::regrole and"
                    + " d.dbid = (select oid from pg_database where datname = 'asv')"))
        .contains(
            "aggregate asv.mitte(double precision,pg_catalog.anyelement)",
            "aggregate asv.summe(numeric)",
            "collation asv.genau",
            "type asv.paar",
            "function asv.sicher()",
            "large object 4711",
            "materialized view asv.uebersicht",
            "operator asv.+#(numeric,numeric)",
            "operator class asv.text_rueckwaerts USING btree",
            "operator family asv.text_rueckwaerts USING btree",
            "procedure asv.nichts()",
            "schema asv",
            "statistics object asv.noten_statistik",
            "table asv.svp_note",
            "text search configuration asv.deutsch",
            "text search dictionary asv.einfach",
            "type asv.farbe",
            "type asv.spanne",
            "view asv.noten")
        .doesNotContain("table asv.fremd_im_schema");
    assertThat(restored.createdRoles())
        .containsExactly("lehrer_app", "nmsv0001", "statistik", "sync_user");
  }

  @Test
  void rights_of_the_old_owner_on_objects_of_others_go_to_the_new_owner() throws Exception {
    restore("r1");

    assertThat(
            inside(
                "select has_table_privilege('asv_neu', 'sync.user_id', 'select with grant option')"
                    + " and has_column_privilege('asv_neu', 'sync.user_id', 'name', 'update')"
                    + " and has_schema_privilege('asv_neu', 'sync', 'usage')"
                    + " and has_server_privilege('asv_neu', 'woanders', 'usage')"))
        .containsExactly("t");
    assertThat(inside("select relacl::text from pg_class where oid = 'sync.user_id'::regclass"))
        .as("what it had handed on")
        .first()
        .asString()
        .contains("lehrer_app=r/");
    assertThat(
            inside(
                "select array_agg(r::regrole::text order by 1)::text from pg_policy,"
                    + " unnest(polroles) r"))
        .containsExactly("{asv_neu,statistik}");
    assertThat(
            inside(
                "select pg_get_userbyid(umuser) || array_to_string(umoptions, ',') from"
                    + " pg_user_mapping"))
        .containsExactly("asv_neupassword=geheim=1,user=x");
    assertThat(
            inside(
                "select defaclobjtype::text || ' ' || defaclacl::text from pg_default_acl order by"
                    + " 1"))
        .containsExactly(
            "S {nmsv0001=U/asv_neu}",
            "f {asv_neu=X/asv_neu}",
            "r {asv_neu=arwdDxt/asv_neu,statistik=r/asv_neu}");
  }

  @Test
  void of_a_superuser_as_owner_only_asvs_own_schema_goes() throws Exception {
    run(
        servers.old,
        "asv",
        "create schema fremd",
        "create table fremd.buch (id int)",
        "create table public.liste (id int)",
        "create table asv.von_postgres (id int)",
        "create function asv.als_postgres() returns int language sql security definer as 'select"
            + " 1'");
    source = move.source(TwoServers.database(servers.old, "postgres", 14));

    restore("r1");

    assertThat(
            inside(
                "select relname || ' ' || pg_get_userbyid(relowner) from pg_class where relname in"
                    + " ('buch', 'liste', 'von_postgres', 'svp_note') order by 1"))
        .containsExactly(
            "buch postgres", "liste postgres", "svp_note asv_alt", "von_postgres asv_neu");
    assertThat(
            inside(
                "select distinct pg_get_userbyid(proowner) from pg_proc where proname in"
                    + " ('als_postgres', 'crypt')"))
        .containsExactly("postgres");
    assertThat(
            inside("select pg_get_userbyid(nspowner) from pg_namespace where nspname = 'public'"))
        .containsExactly("postgres");
    assertThat(compared().differences()).isEmpty();
  }

  @Test
  void settings_that_move_do_not_end_our_own_work() throws Exception {
    run(
        servers.old,
        "postgres",
        "alter database asv set statement_timeout = '1ms'",
        "alter database asv set default_transaction_read_only = on",
        "alter database asv set lock_timeout = '1ms'",
        "alter database asv set role = 'nmsv0001'",
        "alter database asv set standard_conforming_strings = off",
        "alter role postgres set default_transaction_read_only = on");
    try {
      restore("r1");
    } finally {
      run(
          servers.old,
          "postgres",
          "set default_transaction_read_only = off",
          "alter role postgres reset all");
    }

    assertThat(
            fresh(
                "select split_part(c, '=', 1) from pg_db_role_setting s, unnest(setconfig) c"
                    + " where setrole = 0 order by 1"))
        .contains(
            "default_transaction_read_only",
            "lock_timeout",
            "role",
            "standard_conforming_strings",
            "statement_timeout");
  }

  @Test
  void a_setting_that_the_new_server_refuses_is_named_and_left_out() throws Exception {
    // As a server on Windows has it; no such language is known here.
    run(
        servers.old,
        "postgres",
        "update pg_db_role_setting set setconfig = setconfig ||"
            + " array['lc_messages=German_Germany.1252'] where setrole = 0");

    RestoredDatabase restored = restore("r1");

    assertThat(restored.refusedSettings()).containsExactly("lc_messages");
    assertThat(restore("r2").refusedSettings()).containsExactly("lc_messages");
  }

  @Test
  void content_and_structure_are_equal_after_the_restore() throws Exception {
    restore("r1");

    assertThat(compared().differences()).isEmpty();
  }

  @Test
  void the_new_database_sorts_as_the_fresh_installations_own() throws Exception {
    run(
        servers.fresh,
        "postgres",
        "drop database asv",
        "create database asv owner asv_neu template template0 encoding 'UTF8' locale_provider icu"
            + " icu_locale 'de'");
    run(
        servers.fresh,
        "asv",
        "create schema asv authorization asv_neu",
        "create table asv.svp_schule_stamm (id varchar(40) primary key)");

    restore("r1");

    assertThat(
            fresh(
                "select datlocprovider::text || daticulocale from pg_database where datname ="
                    + " 'asv'"))
        .containsExactly("ide");
  }

  @Test
  void what_did_not_move_is_a_difference() throws Exception {
    restore("r1");
    run(
        servers.fresh,
        "asv",
        "alter table asv.svp_note owner to sync_user",
        "revoke select on asv.svp_schule_stamm from nmsv0001",
        "revoke statistik from asv_neu",
        "alter database asv reset search_path",
        "alter database asv connection limit 5",
        "grant connect on database asv to public",
        "alter default privileges for role asv_neu in schema asv revoke usage on sequences from"
            + " nmsv0001",
        "drop policy eigene on sync.user_id");

    assertThat(compared().differences())
        .extracting(Difference::object)
        .contains(
            "Eigentümer asv.Tabelle svp_note",
            "Einstellung search_path",
            "Höchstzahl der Verbindungen ",
            "Mitgliedschaft (Eigentümer) in statistik",
            "Recht auf die Datenbank (alle) CONNECT",
            "Zeilenregel sync.user_id.eigene")
        .anySatisfy(object -> assertThat(object).startsWith("Rechte asv.Tabelle svp_schule_stamm"))
        .anySatisfy(object -> assertThat(object).startsWith("Vorgabe für Rechte"));
  }

  private FingerprintComparison compared() throws Exception {
    FingerprintService service =
        new FingerprintService(
            new Binder(new MapConfigurationPropertySource(Map.of("asv.check.numbers", "")))
                .bindOrCreate("asv.check", CheckSettings.class),
            move.layout,
            TestMove.bound("asv.tenants", TenantSettings.class),
            move.secrets);
    Fingerprints before =
        service.take(source, "f1", move.act("f1").jobs(), ProgressListener.NONE).fingerprints();
    Fingerprints after =
        service
            .takeLike(before, target, "f2", move.act("f2").jobs(), ProgressListener.NONE)
            .fingerprints();
    return FingerprintComparison.of(before, after);
  }

  @Test
  void a_table_with_a_line_break_in_its_name_is_found_in_the_backup() throws Exception {
    run(servers.old, "asv", "create table asv.\"Noten\n2025 ; 'x' \\ (alt)\" (id int)");
    PostgresBackup backup = new PostgresBackup(move.secrets, move.settings);
    Backup made = backup.backUp(source, move.act("b1"));

    new BackupVerification(move.secrets)
        .archive(source, made, backup.inventory(source), move.act("v1"));

    restore("r1");
    assertThat(inside("select relname from pg_class where relname like 'Noten%'")).hasSize(1);
  }

  @Test
  void a_failure_after_the_load_does_not_load_again() throws Exception {
    RestoreOrder order = order();
    assertThatThrownBy(() -> restore(order, failing("r1", "analyze")))
        .hasMessage("verloren: analyze");
    String oid = oid("asv_umzug_u_2026_0001");

    restore(order, move.act("r2"));

    assertThat(oid("asv")).as("the database that was loaded").isEqualTo(oid);
    assertThat(move.newHost.status(new JobKey("r2.restore"))).isEmpty();
  }

  @Test
  void a_load_that_was_cut_counts_for_nothing() throws Exception {
    RestoreOrder order = order();
    assertThatThrownBy(() -> restore(order, failing("r1", "restore")))
        .hasMessage("verloren: restore");
    String oid = oid("asv_umzug_u_2026_0001");

    restore(order, move.act("r2"));

    assertThat(oid("asv")).isNotEqualTo(oid);
    assertThat(move.newHost.status(new JobKey("r2.restore"))).isPresent();
  }

  @Test
  void a_program_that_comes_back_at_once_does_not_keep_the_swap_from_happening() throws Exception {
    RestoreOrder order = order();
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger connections = new AtomicInteger();
    Thread pushy =
        new Thread(
            () -> {
              while (!over.get()) {
                try (Connection connection = TwoServers.connect(servers.fresh, "asv")) {
                  connections.incrementAndGet();
                  connection.isValid(1);
                } catch (SQLException e) {
                  // refused or ended: it comes again
                }
              }
            });
    pushy.start();
    try {
      restore(order, move.act("r1"));
    } finally {
      over.set(true);
      pushy.join();
    }

    assertThat(connections).hasPositiveValue();
    assertThat(value(servers.fresh, "asv", "select count(*) from asv.svp_note")).isEqualTo("500");
  }

  @Test
  void a_swap_that_was_cut_with_both_databases_closed_is_made_up_for() throws Exception {
    RestoreOrder order = order();
    assertThatThrownBy(() -> restore(order, failing("r1", "analyze")))
        .isInstanceOf(OperationFailed.class);
    run(
        servers.fresh,
        "postgres",
        "alter database asv allow_connections false",
        "alter database asv_umzug_u_2026_0001 allow_connections false");

    restore(order, move.act("r2"));

    assertThat(
            fresh("select datname from pg_database where not datallowconn and not datistemplate"))
        .isEmpty();
    assertThat(value(servers.fresh, "asv", "select count(*) from asv.svp_note")).isEqualTo("500");
  }

  /** An act whose named job is lost after it was started. */
  private Act failing(String key, String job) {
    Act real = move.act(key);
    Jobs jobs =
        (host, name, command, eachPoll) -> {
          if (name.equals(job)) {
            throw OperationFailed.passing("verloren: " + job);
          }
          return real.jobs().run(host, name, command, eachPoll);
        };
    return new Act(TestMove.ID, key, jobs, ProgressListener.NONE);
  }

  private RestoredDatabase restore(String key) throws Exception {
    return restore(order(), move.act(key));
  }

  private RestoredDatabase restore(RestoreOrder order, Act act) throws Exception {
    ClusterInventory inventory = new PostgresBackup(move.secrets, move.settings).inventory(source);
    return new PostgresRestore(move.secrets, move.guard, move.settings, move.structure)
        .restore(order, inventory, act);
  }

  private RestoreOrder order() throws Exception {
    Backup made = new PostgresBackup(move.secrets, move.settings).backUp(source, move.act("b1"));
    Backup received = new Transfer().copy(move.oldHost, made, move.newHost, move.act("t1"));
    FreshInstallation proof =
        new FreshInstallation(
            "neu",
            "asv",
            value(
                servers.fresh,
                "postgres",
                "select system_identifier::text from pg_control_system()"),
            Long.parseLong(oid("asv")),
            Instant.now());
    return new RestoreOrder(target, source, received, Optional.of(proof), Optional.empty());
  }

  private static String oid(String database) throws SQLException {
    return value(
        servers.fresh,
        "postgres",
        "select oid::text from pg_database where datname = '" + database + "'");
  }

  private static List<String> fresh(String sql) throws SQLException {
    return values(servers.fresh, "postgres", sql);
  }

  private static List<String> inside(String sql) throws SQLException {
    return values(servers.fresh, "asv", sql);
  }
}
