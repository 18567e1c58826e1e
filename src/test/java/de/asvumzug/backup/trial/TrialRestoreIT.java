package de.asvumzug.backup.trial;

import static de.asvumzug.support.TwoServers.run;
import static de.asvumzug.support.TwoServers.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.TestMove;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.check.TenantSettings;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Finding.Result;
import de.asvumzug.check.fingerprint.FingerprintService;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.support.TwoServers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trial of the preparation, on real servers, before anything is installed on the new one. */
@Tag("long")
class TrialRestoreIT {
  private static final String RESTORE = "Probeeinspielung des Schemas";
  private static final String EXPRESSIONS = "Ausdrücke, die eine Einspielung auswerten muss";

  private static TwoServers servers;
  private static List<Finding> sound;
  private static List<Finding> broken;

  @TempDir static Path folder;
  private static TestMove move;
  private static Endpoint source;
  private static Endpoint target;
  private static List<String> databases;
  private static List<String> roles;

  @BeforeAll
  static void try_a_sound_database_and_a_broken_one() throws Exception {
    servers = new TwoServers();
    TwoServers.script(servers.old, "postgres", "odd-roles.sql");
    TwoServers.script(servers.old, "asv", "odd-objects.sql");
    move = new TestMove(folder);
    source = move.source(TwoServers.database(servers.old, "asv_alt", 14));
    target = move.target(TwoServers.database(servers.fresh, "asv_neu", 15));
    databases = databases();
    roles = roles();
    sound = findings("c1");
    breakTheDatabase();
    broken = findings("c2");
    TwoServers.clear(servers.old);
    TwoServers.script(servers.old, "postgres", "odd-roles.sql");
    TwoServers.script(servers.old, "asv", "odd-objects.sql");
  }

  @AfterAll
  static void stop() throws Exception {
    servers.close();
  }

  private static void breakTheDatabase() throws Exception {
    run(
        servers.old,
        "asv",
        // a right of a role that is gone
        "create role weg",
        "grant select on asv.svp_note to weg",
        "delete from pg_authid where rolname = 'weg'",
        // an event trigger of another superuser
        "create role verwalter2 superuser",
        "set role verwalter2",
        "create function public.nichts() returns event_trigger language plpgsql as 'begin end'",
        "create event trigger wache on ddl_command_end execute function public.nichts()",
        "reset role",
        // an extension and a sort order that the new machine lacks
        "create schema ext",
        "create extension hstore schema ext",
        "update pg_extension set extname = 'gibt_es_nicht' where extname = 'hstore'",
        "create collation asv.fremd (provider = icu, locale = 'de')",
        "update pg_collation set collprovider = 'c', collcollate = 'tlh_XX', collctype = 'tlh_XX' where collname = 'fremd'");
    run(
        servers.old,
        "asv",
        "create function asv.hilfe(text) returns text language sql immutable as 'select upper($1)'",
        "set search_path = asv",
        "create function asv.unq(text) returns text language plpgsql immutable as 'begin return"
            + " hilfe($1); end'",
        "create index unq_index on asv.svp_systemparameter (asv.unq(wert))",
        "create table asv.\"Ber'echnet\" (x text, y text generated always as (asv.unq(x)) stored,"
            + " check (asv.unq(x) <> 'Q'))",
        "insert into asv.\"Ber'echnet\" values ('a')",
        "create materialized view asv.mv as select unq(name) from svp_systemparameter",
        "reset search_path");

    // As a server on Windows has it, and a place that is not there.
    run(
        servers.old,
        "postgres",
        "update pg_db_role_setting set setconfig = setconfig"
            + " || array['lc_messages=German_Germany.1252', 'default_tablespace=schnell'] where setrole = 0");
  }

  @Test
  void a_database_with_objects_of_every_kind_is_taken_and_equal() {
    assertThat(sound)
        .singleElement()
        .returns(RESTORE, Finding::title)
        .returns(Result.OK, Finding::result)
        .satisfies(found -> assertThat(found.reading()).contains("5 Tabellen", "Struktur gleich"));
  }

  @Test
  void nothing_is_left_behind_on_either_machine() throws Exception {
    assertThat(databases()).isEqualTo(databases);
    assertThat(roles()).isEqualTo(roles);
    assertThat(folder.resolve("alt/umzug/trial/" + TestMove.ID)).doesNotExist();
    assertThat(folder.resolve("neu/umzug/trial/" + TestMove.ID)).doesNotExist();
  }

  @Test
  void a_right_of_a_role_that_is_gone_is_found() {
    assertThat(blocked(RESTORE).reading())
        .contains("does not exist", "GRANT SELECT ON TABLE asv.svp_note TO");
  }

  @Test
  void an_event_trigger_of_another_superuser_is_found() {
    assertThat(blocked(RESTORE).reading())
        .contains("owner of event trigger", "ALTER EVENT TRIGGER wache OWNER TO verwalter2");
  }

  @Test
  void an_extension_that_the_new_machine_lacks_is_found() {
    assertThat(blocked(RESTORE).reading()).contains("gibt_es_nicht");
  }

  @Test
  void a_sort_order_that_the_new_machine_lacks_is_found() {
    assertThat(blocked(RESTORE).reading()).contains("CREATE COLLATION asv.fremd", "tlh_XX");
  }

  @Test
  void a_function_that_needs_the_search_path_is_found_in_all_that_a_load_evaluates() {
    Finding found = blocked(EXPRESSIONS);

    assertThat(found.reading())
        .contains(
            "Index asv.unq_index: function hilfe(text) does not exist",
            "Berechnete Spalte asv.\"Ber'echnet\".y",
            "Bedingung asv.\"Ber'echnet\"",
            "Materialisierte Sicht asv.mv");
    assertThat(found.advice()).contains("Suchpfad");
  }

  @Test
  void a_setting_that_the_new_server_refuses_is_named() {
    assertThat(broken)
        .anySatisfy(
            found -> {
              assertThat(found.result()).isEqualTo(Result.WARNING);
              assertThat(found.reading())
                  .contains("lc_messages = German_Germany.1252", "invalid value for parameter");
              assertThat(found.advice()).contains("RESET");
            });
  }

  @Test
  void a_setting_that_does_not_hold_there_is_named() {
    assertThat(broken)
        .anySatisfy(
            found -> {
              assertThat(found.title()).contains("nicht wirken");
              assertThat(found.reading()).isEqualTo("default_tablespace");
            });
  }

  @Test
  void a_trial_that_was_cut_is_cleared_away_by_the_next() throws Exception {
    BackupContext real = move.act("c4");
    Jobs cut =
        (host, name, command, eachPoll) -> {
          if (name.startsWith("trial-restore")) {
            throw new Error("killed");
          }
          return real.jobs().run(host, name, command, eachPoll);
        };
    run(servers.fresh, "postgres", "create database asv_probe_u_2026_0001");
    run(
        servers.fresh,
        "postgres",
        "comment on database asv_probe_u_2026_0001 is 'asv-umzug U-2026-0001 c0 trial'");
    assertThatThrownBy(
            () ->
                trial()
                    .run(
                        source,
                        target,
                        new BackupContext(TestMove.ID, "c4", cut, ProgressListener.NONE)))
        .hasMessage("killed");

    assertThat(findings("c3")).extracting(Finding::result).containsExactly(Result.OK);
    assertThat(databases()).isEqualTo(databases);
    assertThat(roles()).isEqualTo(roles);
  }

  @Test
  void what_a_trial_could_not_remove_is_told_and_removed_by_the_next() throws Exception {
    BackupContext real = move.act("c8");
    Jobs busy =
        (host, name, command, eachPoll) -> {
          if (name.startsWith("trial-expressions")) {
            own("create database dazwischen owner asv_neu");
          }
          return real.jobs().run(host, name, command, eachPoll);
        };

    assertThatThrownBy(
            () ->
                trial()
                    .run(
                        source,
                        target,
                        new BackupContext(TestMove.ID, "c8", busy, ProgressListener.NONE)))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("etwas zurückgelassen")
        .hasMessageContaining("asv_neu");
    own("drop database dazwischen");

    assertThat(findings("c9")).extracting(Finding::result).containsExactly(Result.OK);
    assertThat(roles()).isEqualTo(roles);
  }

  private static void own(String sql) throws IOException {
    try {
      run(servers.fresh, "postgres", sql);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  @Test
  void a_foreign_database_of_that_name_is_not_touched() throws Exception {
    run(servers.fresh, "postgres", "create database asv_probe_u_2026_0001");
    run(servers.fresh, "asv_probe_u_2026_0001", "create table fremd (id int)");

    assertThatThrownBy(() -> findings("c5"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("Kennzeichen");
    assertThat(values(servers.fresh, "asv_probe_u_2026_0001", "select count(*) from fremd"))
        .containsExactly("0");
    run(servers.fresh, "postgres", "drop database asv_probe_u_2026_0001");
  }

  @Test
  void settings_that_end_ordinary_work_do_not_end_the_trial() throws Exception {
    run(
        servers.old,
        "postgres",
        "alter database asv set statement_timeout = '1ms'",
        "alter database asv set default_transaction_read_only = on",
        "alter database asv set role = 'nmsv0001'");

    try {
      assertThat(findings("c6")).extracting(Finding::result).containsExactly(Result.OK);
    } finally {
      run(
          servers.old,
          "postgres",
          "alter database asv reset statement_timeout",
          "alter database asv reset default_transaction_read_only",
          "alter database asv reset role");
    }
  }

  @Test
  void a_setting_that_locks_everybody_out_is_found() throws Exception {
    TrialReport lockedOut =
        new TrialReport(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            "FATAL:  could not access file \"gibt_es_nicht\"",
            List.of(),
            List.of(),
            5,
            Duration.ofSeconds(3));

    assertThat(new TrialRestoreCheck(null).findings(lockedOut))
        .singleElement()
        .returns(Result.BLOCKING, Finding::result)
        .satisfies(found -> assertThat(found.reading()).contains("gibt_es_nicht"));
  }

  @Test
  void five_hundred_tables_are_tried_as_well() throws Exception {
    StringBuilder tables = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      tables.append(
          "create table asv.t%1$d (id serial primary key, a text, b int references asv.t0 (id), check (b > 0)); create index on asv.t%1$d (a);"
              .formatted(i));
    }
    run(servers.old, "asv", "set role asv_alt", tables.toString());
    try {

      TrialReport report = trial().run(source, target, move.act("c7"));

      assertThat(report.errors()).isEmpty();
      assertThat(report.differences()).isEmpty();
      assertThat(report.tables()).isEqualTo(505);
    } finally {
      StringBuilder gone = new StringBuilder();
      for (int i = 499; i >= 0; i--) {
        gone.append("drop table asv.t%d;".formatted(i));
      }
      run(servers.old, "asv", gone.toString());
    }
  }

  private static Finding blocked(String title) {
    return broken.stream()
        .filter(found -> found.result() == Result.BLOCKING && found.title().equals(title))
        .findFirst()
        .orElseThrow(() -> new AssertionError("not among " + broken));
  }

  private static List<Finding> findings(String key) throws Exception {
    TrialRestore trial = trial();
    return new TrialRestoreCheck(trial).findings(trial.run(source, target, move.act(key)));
  }

  private static TrialRestore trial() {
    return new TrialRestore(
        move.secrets,
        move.settings,
        new FingerprintService(
            TestMove.bound("asv.check", CheckSettings.class),
            move.layout,
            TestMove.bound("asv.tenants", TenantSettings.class),
            move.secrets));
  }

  private static List<String> databases() throws SQLException {
    return values(servers.fresh, "postgres", "select datname from pg_database order by 1");
  }

  private static List<String> roles() throws SQLException {
    return values(servers.fresh, "postgres", "select rolname from pg_roles order by 1").stream()
        .collect(Collectors.toList());
  }
}
