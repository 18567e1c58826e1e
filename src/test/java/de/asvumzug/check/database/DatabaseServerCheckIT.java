package de.asvumzug.check.database;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.fence.MarksOfMoves;
import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.check.EndpointFixture;
import de.asvumzug.check.TenantSettings;
import de.asvumzug.check.TestServers;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Finding.Result;
import de.asvumzug.check.finding.Preflight;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.check.finding.PreparationSettings;
import de.asvumzug.check.machine.TargetStateCheck;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Packages;
import de.asvumzug.plan.Side;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class DatabaseServerCheckIT {
  private static String database;
  private static String notenmanager;

  @TempDir Path folder;

  @BeforeAll
  static void an_old_server_with_neighbours() {
    database = TestServers.database(TestServers.old());
    notenmanager = TestServers.database(TestServers.old());
    TestServers.execute(TestServers.old(), database, "create schema asv; create schema sync");
    TestServers.execute(
        TestServers.old(),
        "postgres",
        "do $$ begin if not exists (select from pg_roles where rolname = 'nmsv0001')"
            + " then create role nmsv0001; end if; end $$");
  }

  @Test
  void accepts_the_planned_server_and_names_what_else_lives_there() throws Exception {
    Map<String, Finding> findings = look(database, 14);

    assertThat(findings.get("PostgreSQL").result()).isEqualTo(Result.OK);
    assertThat(findings.get("PostgreSQL-Verwalter").result()).isEqualTo(Result.OK);
    assertThat(findings.get("PostgreSQL-Client-Programme").reading()).startsWith("pg_dump 15");
    assertThat(findings.get("Zeichensatz der Datenbank").reading()).isEqualTo("UTF8");
    assertThat(findings.get("Fremde Schemata in der Datenbank " + database))
        .returns(Result.WARNING, Finding::result)
        .returns("sync", Finding::reading);
    assertThat(findings.get("Andere Datenbanken auf diesem PostgreSQL-Server"))
        .returns(Result.WARNING, Finding::result)
        .satisfies(found -> assertThat(found.reading()).contains(notenmanager))
        .satisfies(found -> assertThat(found.advice()).contains("ziehen NICHT mit um"));
    assertThat(findings.get("Andere Rollen auf diesem PostgreSQL-Server"))
        .returns(Result.WARNING, Finding::result)
        .satisfies(found -> assertThat(found.reading()).contains("nmsv0001"))
        .satisfies(found -> assertThat(found.advice()).contains("ohne Anmelderecht"));
  }

  @Test
  void names_big_and_unusual_objects_and_what_becomes_of_them() throws Exception {
    String odd = TestServers.database(TestServers.old());
    TestServers.execute(
        TestServers.old(),
        odd,
        "create schema asv; create unlogged table asv.fluechtig (id int);"
            + " create table asv.geteilt (id int) partition by range (id);"
            + " create table asv.gross as select repeat('x', 100) from generate_series(1, 2000);"
            + " select lo_create(0) from generate_series(1, 3)");

    Map<String, Finding> findings = objects(odd, 2);

    assertThat(findings.get("Große Tabellen").reading()).startsWith("asv.gross (");
    assertThat(findings.get("Große Objekte").reading()).isEqualTo("3");
    assertThat(findings.get("Ungesicherte Tabellen (unlogged)").reading())
        .isEqualTo("asv.fluechtig");
    assertThat(findings.get("Geteilte Tabellen (partitioned)").reading()).isEqualTo("asv.geteilt");
    assertThat(findings.values()).extracting(Finding::result).containsOnly(Result.WARNING);
  }

  @Test
  void finds_nothing_unusual_in_an_ordinary_database() throws Exception {
    assertThat(objects(database, 100_000).get("Ungewöhnliches in der Datenbank").result())
        .isEqualTo(Result.OK);
  }

  @Test
  void reads_the_sort_order_that_the_new_server_must_know() throws Exception {
    Endpoint endpoint = site(Side.SOURCE, database, 14);

    List<Finding> findings =
        new LocaleCheck(EndpointFixture.NO_SECRETS)
            .look(new PreflightContext(migration(endpoint.installation()), endpoint, endpoint));

    assertThat(findings).extracting(Finding::result).containsExactly(Result.OK, Result.OK);
  }

  @Test
  void names_what_users_keep_in_databases_of_the_system() throws Exception {
    String template = database + "_vorlage";
    String closed = database + "_zu";
    execute("postgres", "create database " + template + " is_template true");
    execute("postgres", "create database " + closed + " allow_connections false");
    execute("postgres", "create table merkzettel (id serial)");
    execute("template1", "create schema werkzeug; create view werkzeug.sicht as select 1 as eins");
    try {
      assertThat(
              look(database, 14).get("Andere Datenbanken auf diesem PostgreSQL-Server").reading())
          .contains("postgres (darin public: merkzettel)", "template1 (darin werkzeug: sicht)")
          .contains(template + " (Vorlage)", closed + " (lässt keine Verbindungen zu)")
          .doesNotContain("template0");
    } finally {
      execute("postgres", "drop table merkzettel");
      execute("template1", "drop schema werkzeug cascade");
      execute("postgres", "alter database " + template + " is_template false");
      execute("postgres", "drop database " + template);
      execute("postgres", "drop database " + closed);
    }
  }

  @Test
  void leaves_out_databases_of_the_system_that_nobody_uses() throws Exception {
    assertThat(look(database, 14).get("Andere Datenbanken auf diesem PostgreSQL-Server").reading())
        .doesNotContain("postgres", "template");
  }

  @Test
  void names_what_users_keep_in_public_but_not_what_an_extension_brought() throws Exception {
    String odd = TestServers.database(TestServers.old());
    execute(odd, "create schema asv; create extension pg_trgm");
    String title = "Fremde Schemata in der Datenbank " + odd;
    assertThat(look(odd, 14).get(title).result()).isEqualTo(Result.OK);
    execute(
        odd,
        "create table eigene (id serial primary key); create function f() returns int language sql"
            + " as 'select 1'; create type art as enum ('a'); create view sicht as select 1 as"
            + " eins");

    assertThat(look(odd, 14).get(title))
        .returns(Result.WARNING, Finding::result)
        .returns("public: art, eigene, f und 1 weitere", Finding::reading);
  }

  @Test
  void names_what_users_have_put_where_no_dump_looks() throws Exception {
    String odd = TestServers.database(TestServers.old());
    execute(
        odd,
        "create schema asv; create function pg_catalog.hilfe() returns int language sql as 'select"
            + " 1'");
    String title = "Eigene Objekte in den Schemata von PostgreSQL";

    assertThat(look(odd, 14).get(title))
        .returns(Result.WARNING, Finding::result)
        .returns("pg_catalog: hilfe", Finding::reading);
    execute(odd, "create view asv.sicht as select hilfe()");
    assertThat(look(odd, 14).get(title).result()).isEqualTo(Result.BLOCKING);
    execute(
        odd,
        "drop view asv.sicht; drop function hilfe; create table information_schema.eigene (id"
            + " int)");
    assertThat(look(odd, 14).get(title))
        .returns(Result.BLOCKING, Finding::result)
        .returns("information_schema: eigene", Finding::reading);
  }

  private static void execute(String name, String sql) {
    TestServers.execute(TestServers.old(), name, sql);
  }

  @Test
  void sees_that_postgresql_listens_on_its_own_machine_only() throws Exception {
    Endpoint endpoint = site(Side.SOURCE, database, 14);

    List<Finding> findings =
        new DatabasePortCheck(EndpointFixture.preparation(), EndpointFixture.NO_SECRETS)
            .look(new PreflightContext(migration(endpoint.installation()), endpoint, endpoint));

    assertThat(findings)
        .singleElement()
        .returns("lauscht nur auf dem eigenen Rechner", Finding::reading);
  }

  @Test
  void blocks_another_version_than_planned() throws Exception {
    assertThat(look(database, 13).get("PostgreSQL").result()).isEqualTo(Result.BLOCKING);
  }

  @Test
  void blocks_another_encoding() throws Exception {
    String latin = database + "_latin";
    TestServers.execute(
        TestServers.old(),
        "postgres",
        "create database " + latin + " encoding 'LATIN1' locale 'C' template template0");
    try {
      assertThat(look(latin, 14).get("Zeichensatz der Datenbank"))
          .returns(Result.BLOCKING, Finding::result)
          .returns("LATIN1", Finding::reading);
    } finally {
      TestServers.execute(TestServers.old(), "postgres", "drop database " + latin);
    }
  }

  @Test
  void turns_a_server_that_does_not_answer_into_a_blocking_finding() throws Exception {
    Map<String, Finding> findings = look("fehlt", 14);

    assertThat(findings).hasSize(1);
    assertThat(findings.get("PostgreSQL").reading()).contains("nicht prüfbar", "fehlt");
  }

  @Test
  void finds_a_database_of_that_name_on_the_new_server() throws Exception {
    Endpoint target = site(Side.TARGET, database, 14);

    List<Finding> findings =
        new TargetStateCheck(EndpointFixture.NO_SECRETS, EndpointFixture.installer())
            .look(new PreflightContext(migration(target.installation()), target, target));

    assertThat(findings.get(1))
        .returns(Result.BLOCKING, Finding::result)
        .satisfies(found -> assertThat(found.advice()).contains("nicht überschrieben"));
  }

  @Test
  void names_the_move_whose_installation_has_made_the_database() throws Exception {
    Endpoint target = site(Side.TARGET, database, 14);
    long oid = number("select oid::bigint from pg_database where datname = '" + database + "'");
    String system = text("select system_identifier::text from pg_control_system()");
    new MarksOfMoves(target.host())
        .noteDatabase(
            "U-2025-0007", new FreshInstallation("h", database, system, oid, Instant.EPOCH));

    assertThat(targetState(target))
        .returns(Result.BLOCKING, Finding::result)
        .satisfies(found -> assertThat(found.reading()).contains("Rest des Umzugs U-2025-0007"));
  }

  @Test
  void names_the_move_that_has_restored_the_database_and_all_else_that_it_has_left()
      throws Exception {
    String beside = TestServers.database(TestServers.old());
    for (String name : List.of(database, beside)) {
      TestServers.execute(
          TestServers.old(),
          "postgres",
          "comment on database " + name + " is 'asv-umzug U-2025-0008 schritt-1'");
    }
    try {
      Endpoint target = site(Side.TARGET, database, 14);
      target.host().files().createFolders(target.host().workFolder() + "/received/U-2025-0009/x");

      assertThat(targetState(target).reading()).contains("Rest des Umzugs U-2025-0008");
      assertThat(
              new EarlierMovesCheck(EndpointFixture.NO_SECRETS)
                  .look(new PreflightContext(migration(target.installation()), target, target)))
          .singleElement()
          .returns(Result.WARNING, Finding::result)
          .satisfies(
              found ->
                  assertThat(found.reading())
                      .contains("U-2025-0008: ", "Datenbank " + beside)
                      .contains("U-2025-0009: übertragene Kopien"));
    } finally {
      for (String name : List.of(database, beside)) {
        TestServers.execute(
            TestServers.old(), "postgres", "comment on database " + name + " is null");
      }
    }
  }

  private static Finding targetState(Endpoint target) throws Exception {
    return new TargetStateCheck(EndpointFixture.NO_SECRETS, EndpointFixture.installer())
        .look(new PreflightContext(migration(target.installation()), target, target))
        .get(1);
  }

  private static long number(String sql) throws Exception {
    return Long.parseLong(text(sql));
  }

  private static String text(String sql) throws Exception {
    try (java.sql.Connection connection = TestServers.connect(TestServers.old(), "postgres");
        java.sql.Statement statement = connection.createStatement();
        java.sql.ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private Map<String, Finding> objects(String name, long manyObjects) throws Exception {
    Endpoint source = site(Side.SOURCE, name, 14);
    PreparationSettings limits =
        new PreparationSettings(
            Duration.ZERO,
            DataSize.ofBytes(1),
            DataSize.ofKilobytes(100),
            manyObjects,
            Duration.ZERO,
            false,
            "",
            "x");
    return new DatabaseObjectsCheck(limits, EndpointFixture.NO_SECRETS)
        .look(new PreflightContext(migration(source.installation()), source, source)).stream()
            .collect(Collectors.toMap(Finding::title, Function.identity()));
  }

  private Map<String, Finding> look(String name, int version) throws Exception {
    Endpoint source = site(Side.SOURCE, name, version);
    return new Preflight(
            List.of(
                new DatabaseServerCheck(
                    EndpointFixture.defaults(TenantSettings.class), EndpointFixture.NO_SECRETS)))
            .check(new PreflightContext(migration(source.installation()), source, source))
            .findings()
            .stream()
            .collect(Collectors.toMap(Finding::title, Function.identity()));
  }

  private Endpoint site(Side side, String name, int version) {
    Installation installation =
        EndpointFixture.enterprise(
            "alt",
            folder.resolve("asv").toString(),
            "2.13.480",
            TestServers.old().getPort(),
            name,
            version);
    return new Endpoint(side, installation, EndpointFixture.host("alt", folder));
  }

  private static Migration migration(Installation installation) {
    return EndpointFixture.migration(installation, installation, new Packages("", "", "", ""));
  }
}
