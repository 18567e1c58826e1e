package de.asvumzug.check.database;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.check.EndpointFixture;
import de.asvumzug.check.TenantSettings;
import de.asvumzug.check.TestServers;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Finding.Result;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Packages;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.release.Release;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plan names an owner; the databases know better. */
class PlanOwnerCheckIT {
  private static final String OWNER = "Eigentümer der Datenbank";
  private static final String OLD_ROLE = "Rolle des alten Eigentümers auf dem neuen Server";

  @TempDir Path folder;
  private String old;

  @BeforeEach
  void asv_belongs_to_a_role_of_its_own() {
    old = TestServers.database(TestServers.old());
    execute(
        "create role asv_alt; create role asv_fremd; create schema asv authorization asv_alt;"
            + " set role asv_alt; create table asv.schule (id serial primary key);"
            + " create view asv.sicht as select * from asv.schule");
  }

  @AfterEach
  void without_our_roles() {
    execute("drop owned by asv_alt, asv_fremd cascade; drop role asv_alt, asv_fremd");
    TestServers.execute(TestServers.current(), "postgres", "drop role if exists asv_alt");
  }

  @Test
  void accepts_the_role_that_owns_the_tables() throws Exception {
    assertThat(source("asv_alt").values())
        .singleElement()
        .returns(Result.OK, Finding::result)
        .returns("asv_alt: 1 Tabellen", Finding::reading);
  }

  @Test
  void blocks_an_owner_who_owns_nothing_and_says_who_does() throws Exception {
    assertThat(source("asv_fremd").get(OWNER))
        .returns(Result.BLOCKING, Finding::result)
        .returns("asv_fremd gehört dort keine Tabelle", Finding::reading)
        .satisfies(found -> assertThat(found.advice()).contains("gehören asv_alt (1)"));
  }

  @Test
  void blocks_a_role_that_does_not_exist() throws Exception {
    assertThat(source("asv_vertippt").get(OWNER))
        .returns(Result.BLOCKING, Finding::result)
        .satisfies(found -> assertThat(found.reading()).contains("asv_vertippt gibt es"))
        .satisfies(found -> assertThat(found.advice()).contains("asv_alt (1)"));
  }

  @Test
  void blocks_where_asv_has_no_tables() throws Exception {
    execute("drop schema asv cascade");

    assertThat(source("asv_alt").get(OWNER))
        .returns(Result.BLOCKING, Finding::result)
        .satisfies(
            found -> assertThat(found.advice()).contains("Schema asv gibt es keine Tabellen"));
  }

  @Test
  void says_what_becomes_of_the_objects_of_a_superuser() throws Exception {
    execute("alter table asv.schule owner to postgres");

    Map<String, Finding> findings = source("postgres");

    assertThat(findings.get(OWNER).result()).isEqualTo(Result.OK);
    assertThat(findings.get(OWNER + " ist Superuser"))
        .returns(Result.WARNING, Finding::result)
        .satisfies(
            found ->
                assertThat(found.advice())
                    .contains("nur die Objekte im Schema asv", "SECURITY DEFINER", "Erweiterung"));
  }

  @Test
  void names_what_belongs_to_others_among_asvs_objects() throws Exception {
    execute(
        "create function asv.zaehle() returns int language sql as 'select 1';"
            + " alter function asv.zaehle() owner to asv_fremd;"
            + " create type asv.art as enum ('a'); alter type asv.art owner to asv_fremd;"
            + " create table asv.notiz (id int); alter table asv.notiz owner to asv_fremd;"
            + " create statistics asv.werte on id, (id + 1) from asv.notiz;"
            + " alter statistics asv.werte owner to asv_fremd");

    assertThat(source("asv_alt").get("Andere Eigentümer im Schema asv"))
        .returns(Result.WARNING, Finding::result)
        .returns("asv_fremd: 4 (art, notiz, werte, …)", Finding::reading);
  }

  @Test
  void blocks_where_another_role_on_the_new_server_has_the_old_owners_name() throws Exception {
    assertThat(target("asv_alt", "asv_neu").result()).isEqualTo(Result.OK);
    TestServers.execute(TestServers.current(), "postgres", "create role asv_alt login");

    assertThat(target("asv_alt", "asv_neu"))
        .returns(Result.BLOCKING, Finding::result)
        .satisfies(found -> assertThat(found.advice()).contains("ALTER ROLE … RENAME TO"));
    assertThat(target("asv_alt", "asv_alt").result()).isEqualTo(Result.OK);
  }

  @Test
  void knows_a_role_that_this_move_has_made_and_the_superuser_of_each_server() throws Exception {
    TestServers.execute(
        TestServers.current(),
        "postgres",
        "create role asv_alt nologin; comment on role asv_alt is 'asv-umzug U-2026-0001 schritt-1'");

    assertThat(target("asv_alt", "asv_neu").result()).isEqualTo(Result.OK);
    assertThat(target("postgres", "asv_neu").result()).isEqualTo(Result.OK);
  }

  @Test
  void names_the_move_that_has_left_the_role() throws Exception {
    TestServers.execute(
        TestServers.current(),
        "postgres",
        "create role asv_alt nologin; comment on role asv_alt is 'asv-umzug U-2025-0007 schritt-1'");

    assertThat(target("asv_alt", "asv_neu"))
        .returns(Result.BLOCKING, Finding::result)
        .satisfies(found -> assertThat(found.reading()).contains("Rest des Umzugs U-2025-0007"))
        .satisfies(found -> assertThat(found.advice()).contains("Reste des Umzugs räumen"));
  }

  @Test
  void works_in_a_database_whose_settings_end_every_statement() throws Exception {
    execute(
        "do $$ begin execute format('alter database %I set statement_timeout = ''1ms''',"
            + " current_database()); execute format('alter database %I set role = asv_fremd',"
            + " current_database()); end $$");

    try {
      assertThat(source("asv_alt").get(OWNER).result()).isEqualTo(Result.OK);
    } finally {
      TestServers.execute(TestServers.old(), "postgres", "alter database " + old + " reset all");
    }
  }

  private void execute(String sql) {
    TestServers.execute(TestServers.old(), old, sql);
  }

  private Map<String, Finding> source(String owner) throws Exception {
    Endpoint source = site(Side.SOURCE, TestServers.old().getPort(), old, owner);
    Endpoint target = site(Side.TARGET, TestServers.current().getPort(), "asv", "asv");
    return look(source, target).stream()
        .collect(Collectors.toMap(Finding::title, finding -> finding));
  }

  private Finding target(String oldOwner, String newOwner) throws Exception {
    Endpoint source = site(Side.SOURCE, TestServers.old().getPort(), old, oldOwner);
    Endpoint target = site(Side.TARGET, TestServers.current().getPort(), "asv", newOwner);
    Finding finding = look(target, source).get(0);
    assertThat(finding.title()).isEqualTo(OLD_ROLE);
    return finding;
  }

  private static List<Finding> look(Endpoint endpoint, Endpoint other) throws Exception {
    Installation source = (endpoint.side() == Side.SOURCE ? endpoint : other).installation();
    Installation target = (endpoint.side() == Side.SOURCE ? other : endpoint).installation();
    Migration migration = EndpointFixture.migration(source, target, new Packages("", "", "", ""));
    PlanOwnerCheck check =
        new PlanOwnerCheck(
            EndpointFixture.defaults(TenantSettings.class), EndpointFixture.NO_SECRETS);
    assertThat(check.concerns(migration, endpoint.side())).isTrue();
    return check.look(new PreflightContext(migration, endpoint, other));
  }

  private Endpoint site(Side side, int port, String database, String owner) {
    Installation installation =
        new Installation(
            "h",
            Variant.ENTERPRISE,
            Release.parse("2.14.12"),
            "/opt/asv",
            "localhost",
            8765,
            new Database("localhost", port, database, owner, "postgres", null, 15),
            false);
    return new Endpoint(side, installation, EndpointFixture.host("h", folder));
  }
}
