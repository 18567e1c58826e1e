package de.asvumzug.backup;

import static de.asvumzug.support.TwoServers.run;
import static de.asvumzug.support.TwoServers.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.backup.database.BackupVerification;
import de.asvumzug.backup.postgres.PostgresBackup;
import de.asvumzug.backup.restore.RestoreOrder;
import de.asvumzug.backup.restore.RestoredDatabase;
import de.asvumzug.check.fingerprint.FingerprintComparison.Difference;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.support.TwoServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores of an odd database under odd conditions, on real servers. */
@Tag("long")
class OddDatabaseRestoreIT {
  private static TwoServers servers;

  @TempDir Path folder;
  private OddMove odd;

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
    odd = new OddMove(servers, folder);
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
    odd.ownedBy("postgres");

    odd.restore("r1");

    assertThat(
            odd.inside(
                "select relname || ' ' || pg_get_userbyid(relowner) from pg_class where relname in"
                    + " ('buch', 'liste', 'von_postgres', 'svp_note') order by 1"))
        .containsExactly(
            "buch postgres", "liste postgres", "svp_note asv_alt", "von_postgres asv_neu");
    assertThat(
            odd.inside(
                "select distinct pg_get_userbyid(proowner) from pg_proc where proname in"
                    + " ('als_postgres', 'crypt')"))
        .containsExactly("postgres");
    assertThat(
            odd.inside(
                "select pg_get_userbyid(nspowner) from pg_namespace where nspname = 'public'"))
        .containsExactly("postgres");
    assertThat(odd.compared().differences()).isEmpty();
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
      odd.restore("r1");
    } finally {
      run(
          servers.old,
          "postgres",
          "set default_transaction_read_only = off",
          "alter role postgres reset all");
    }

    assertThat(
            odd.fresh(
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

    RestoredDatabase restored = odd.restore("r1");

    assertThat(restored.refusedSettings()).containsExactly("lc_messages");
    assertThat(odd.restore("r2").refusedSettings()).containsExactly("lc_messages");
  }

  @Test
  void the_new_database_sorts_as_the_fresh_installations_own() throws Exception {
    run(
        servers.fresh,
        "postgres",
        "drop database asv",
        "create database asv owner asv_neu template template0 encoding 'UTF8' locale_provider icu"
            + " icu_locale 'de'");
    odd.installation();

    odd.restore("r1");

    assertThat(
            odd.fresh(
                "select datlocprovider::text || daticulocale from pg_database where datname ="
                    + " 'asv'"))
        .containsExactly("ide");
  }

  @Test
  void what_did_not_move_is_a_difference() throws Exception {
    odd.restore("r1");
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
        "drop policy eigene on sync.user_id",
        "revoke select on large object 4711 from nmsv0001",
        "refresh materialized view asv.uebersicht with no data");

    assertThat(odd.compared().differences())
        .extracting(Difference::object)
        .contains(
            "Eigentümer asv.Tabelle svp_note",
            "Eigentümer und Rechte große Objekte",
            "Sicht asv.uebersicht",
            "Einstellung search_path",
            "Höchstzahl der Verbindungen ",
            "Mitgliedschaft (Eigentümer) in statistik",
            "Recht auf die Datenbank (alle) CONNECT",
            "Zeilenregel sync.user_id.eigene")
        .anySatisfy(object -> assertThat(object).startsWith("Rechte asv.Tabelle svp_schule_stamm"))
        .anySatisfy(object -> assertThat(object).startsWith("Vorgabe für Rechte"));
  }

  @Test
  void a_table_with_a_line_break_in_its_name_is_found_in_the_backup() throws Exception {
    run(servers.old, "asv", "create table asv.\"Noten\n2025 ; 'x' \\ (alt)\" (id int)");
    PostgresBackup backup = new PostgresBackup(odd.move.secrets, odd.move.settings, odd.move.vault);
    Backup made = backup.backUp(odd.source(), odd.move.act("b1"));

    new BackupVerification(odd.move.secrets, odd.move.vault)
        .archive(odd.source(), made, backup.inventory(odd.source()), odd.move.act("v1"));

    odd.restore("r1");
    assertThat(odd.inside("select relname from pg_class where relname like 'Noten%'")).hasSize(1);
  }

  @Test
  void a_failure_after_the_load_does_not_load_again() throws Exception {
    RestoreOrder order = odd.order();
    assertThatThrownBy(() -> odd.restore(order, failing("r1", "analyze")))
        .hasMessage("verloren: analyze");
    String oid = odd.oid("asv_umzug_u_2026_0001");

    odd.restore(order, odd.move.act("r2"));

    assertThat(odd.oid("asv")).as("the database that was loaded").isEqualTo(oid);
    assertThat(odd.move.newHost.status(new JobKey("r2.restore"))).isEmpty();
  }

  @Test
  void a_load_that_was_cut_counts_for_nothing() throws Exception {
    RestoreOrder order = odd.order();
    assertThatThrownBy(() -> odd.restore(order, failing("r1", "restore")))
        .hasMessage("verloren: restore");
    String oid = odd.oid("asv_umzug_u_2026_0001");

    odd.restore(order, odd.move.act("r2"));

    assertThat(odd.oid("asv")).isNotEqualTo(oid);
    assertThat(odd.move.newHost.status(new JobKey("r2.restore"))).isPresent();
  }

  @Test
  void a_program_that_comes_back_at_once_does_not_keep_the_swap_from_happening() throws Exception {
    RestoreOrder order = odd.order();
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
      odd.restore(order, odd.move.act("r1"));
    } finally {
      over.set(true);
      pushy.join();
    }

    assertThat(connections).hasPositiveValue();
    assertThat(value(servers.fresh, "asv", "select count(*) from asv.svp_note")).isEqualTo("500");
  }

  @Test
  void a_swap_that_was_cut_with_both_databases_closed_is_made_up_for() throws Exception {
    RestoreOrder order = odd.order();
    assertThatThrownBy(() -> odd.restore(order, failing("r1", "analyze")))
        .isInstanceOf(OperationFailed.class);
    run(
        servers.fresh,
        "postgres",
        "alter database asv allow_connections false",
        "alter database asv_umzug_u_2026_0001 allow_connections false");

    odd.restore(order, odd.move.act("r2"));

    assertThat(
            odd.fresh(
                "select datname from pg_database where not datallowconn and not datistemplate"))
        .isEmpty();
    assertThat(value(servers.fresh, "asv", "select count(*) from asv.svp_note")).isEqualTo("500");
  }

  /** An act whose named job is lost after it was started. */
  private BackupContext failing(String key, String job) {
    BackupContext real = odd.move.act(key);
    Jobs jobs =
        (host, name, command, eachPoll) -> {
          if (name.equals(job)) {
            throw OperationFailed.temporary("verloren: " + job);
          }
          return real.jobs().run(host, name, command, eachPoll);
        };
    return new BackupContext(TestMove.ID, key, jobs, ProgressListener.NONE);
  }
}
