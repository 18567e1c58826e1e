package de.asvumzug.check.database;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.check.EndpointFixture;
import de.asvumzug.check.TestServers;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Finding.Result;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.plan.Packages;
import de.asvumzug.plan.Side;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sort orders of an old server (14) and what a new one (15) makes of them. */
class LocaleCheckIT {
  private static final String ORDER = "Reihenfolge der Sortierungen";
  private static final String MISSING = "Fehlende Sortierungen";

  @TempDir Path folder;
  private String old;
  private String young = "noch_nicht_da";

  @BeforeEach
  void an_old_database() {
    old = TestServers.database(TestServers.old());
  }

  @AfterEach
  void as_it_was() {
    TestServers.execute(
        TestServers.current(), "template1", "drop collation if exists pg_catalog.probe");
  }

  @Test
  void accepts_orders_that_are_the_same_by_whatever_they_are_used() throws Exception {
    execute(
        "create schema asv; create table asv.a (name text collate \"de-x-icu\", b text collate \"C\");"
            + " create domain asv.wort as text collate \"fr-x-icu\";"
            + " create collation asv.eigene (provider = icu, locale = 'sv');"
            + " create index c on asv.a (b collate asv.eigene)");

    assertThat(look().get(ORDER))
        .returns(Result.OK, Finding::result)
        .returns("4 Sortierungen ordnen gleich", Finding::reading);
  }

  @Test
  void blocks_where_one_that_a_dump_only_names_is_missing() throws Exception {
    execute("create collation pg_catalog.probe (provider = icu, locale = 'de')");
    execute("create table liste (name text collate pg_catalog.probe)");

    assertThat(look().get(MISSING))
        .returns(Result.BLOCKING, Finding::result)
        .returns("pg_catalog.probe (public.liste)", Finding::reading);
  }

  @Test
  void blocks_where_the_operating_system_lacks_the_locale_of_one_that_users_made()
      throws Exception {
    execute("create collation anders (provider = libc, locale = 'C.UTF-8')");
    execute("update pg_collation set collcollate = 'xx_XX.utf8' where collname = 'anders'");
    execute("create domain wort as text collate anders");

    assertThat(look().get(MISSING).reading()).startsWith("public.anders (");
  }

  @Test
  void says_which_order_cannot_be_compared() throws Exception {
    execute("create collation telefonbuch (provider = icu, locale = 'de-u-co-phonebk')");
    execute("create table liste (name text collate telefonbuch)");

    assertThat(look().get("Nicht vergleichbare Sortierungen"))
        .returns(Result.WARNING, Finding::result)
        .returns("public.telefonbuch (public.liste)", Finding::reading);
  }

  @Test
  void warns_of_one_that_has_the_same_name_and_sorts_differently() throws Exception {
    differs();
    execute("create table liste (name text collate pg_catalog.probe)");

    assertThat(look().get(ORDER))
        .returns(Result.WARNING, Finding::result)
        .satisfies(
            found -> assertThat(found.reading()).contains("pg_catalog.probe (public.liste)"));
  }

  @Test
  void blocks_where_partitions_depend_on_the_order() throws Exception {
    differs();
    execute(
        "create table liste (name text collate pg_catalog.probe) partition by range (name);"
            + " create table kurse (name text collate pg_catalog.probe) partition by list (name)");

    assertThat(look().get(ORDER))
        .returns(Result.BLOCKING, Finding::result)
        .satisfies(found -> assertThat(found.advice()).contains("public.liste)"))
        .satisfies(found -> assertThat(found.advice()).doesNotContain("public.kurse"));
  }

  @Test
  void compares_the_order_of_the_database_with_that_of_the_installers() throws Exception {
    young = old + "_icu";
    TestServers.execute(
        TestServers.current(),
        "postgres",
        "create database " + young + " template template0 locale_provider icu icu_locale 'de'");
    try {
      assertThat(look().get(ORDER))
          .returns(Result.WARNING, Finding::result)
          .satisfies(
              found -> assertThat(found.reading()).contains("anders: Sortierung der Datenbank"));
    } finally {
      TestServers.execute(TestServers.current(), "postgres", "drop database " + young);
    }
  }

  @ParameterizedTest
  @CsvSource({"C, f, WARNING", "de_DE.ISO-8859-1, f, BLOCKING", "German_Germany.1252, t, WARNING"})
  void knows_where_no_database_in_utf8_can_be_made(
      String collate, String windows, Result expected) {
    Map<String, String> model =
        Map.of("encoding", "LATIN1", "collate", collate, "windows", windows);

    assertThat(new LocaleCheck(EndpointFixture.NO_SECRETS).encoding(model).result())
        .isEqualTo(expected);
  }

  private void differs() {
    String make = "create collation pg_catalog.probe (provider = icu, locale = '%s')";
    execute(make.formatted("de"));
    TestServers.execute(TestServers.current(), "template1", make.formatted("sv"));
  }

  private void execute(String sql) {
    TestServers.execute(TestServers.old(), old, sql);
  }

  private Map<String, Finding> look() throws Exception {
    Endpoint source = site(Side.SOURCE, TestServers.old().getPort(), old);
    Endpoint target = site(Side.TARGET, TestServers.current().getPort(), young);
    return new LocaleCheck(EndpointFixture.NO_SECRETS)
            .look(
                new PreflightContext(
                    EndpointFixture.migration(
                        source.installation(), target.installation(), new Packages("", "", "", "")),
                    target,
                    source))
            .stream()
            .collect(Collectors.toMap(Finding::title, finding -> finding));
  }

  private Endpoint site(Side side, int port, String database) {
    return EndpointFixture.enterprise(
        side, EndpointFixture.host("h", folder), "/opt/asv", port, database);
  }
}
