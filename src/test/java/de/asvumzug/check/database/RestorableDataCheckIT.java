package de.asvumzug.check.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.check.EndpointFixture;
import de.asvumzug.check.TestServers;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Finding.Result;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Packages;
import de.asvumzug.plan.Side;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** Data that a dump takes along and no restore accepts, made with a superuser's means. */
class RestorableDataCheckIT {
  private static final String DUPLICATES = "Doppelte Schlüssel";
  private static final String ORPHANS = "Verwaiste Zeilen";
  private static final String RULES = "Verletzte Regeln";
  private static final String REFUSED = "Nicht auswertbare Tabellen";
  private static final String NOT_SEEN = "Nicht geprüfte Tabellen";

  @TempDir Path folder;
  private EmbeddedPostgres server;
  private String database;

  @BeforeEach
  void an_old_server() {
    server = TestServers.old();
    database = TestServers.database(server);
    execute(
        "create schema asv; create table asv.schule (id int primary key, nummer text);"
            + " insert into asv.schule values (1, '0001'), (2, '0002')");
  }

  @Test
  void says_of_a_sound_database_that_all_of_it_was_seen() throws Exception {
    execute(
        "create table asv.klasse (id int primary key, schule int not null references asv.schule,"
            + " name text unique, stufe int check (stufe > 0));"
            + " insert into asv.klasse values (1, 1, null, null), (2, 1, null, 5)");

    assertThat(look())
        .containsOnly(
            entry(
                "Einspielbarkeit der Daten",
                Finding.ok(
                    "Einspielbarkeit der Daten", "2 Tabellen durchgesehen", "alles einspielbar")));
  }

  @Test
  void finds_equal_keys_although_the_index_denies_them() throws Exception {
    execute("insert into asv.schule select n, n::text from generate_series(3, 500) n");
    execute(
        "create table asv.teil (name text, gilt boolean); create unique index teil_gilt on asv.teil"
            + " (lower(name)) where gilt; create unique index nur_einer on asv.teil ((true)) where"
            + " not gilt; insert into asv.teil values ('Müller', true), ('müller', false)");
    withoutIndex("asv.schule_pkey", "insert into asv.schule values (7, 'x'), (7, 'y'), (9, 'z')");
    preferIndexes();
    withoutIndex(
        "asv.teil_gilt",
        "insert into asv.teil values ('MÜLLER', true), (null, true), (null, true)");
    withoutIndex("asv.nur_einer", "insert into asv.teil values ('Meier', false)");

    Finding finding = look().get(DUPLICATES);

    assertThat(finding.result()).isEqualTo(Result.BLOCKING);
    assertThat(finding.reading())
        .contains("asv.schule (schule_pkey): 2 mehrfache Schlüssel")
        .contains("asv.teil (teil_gilt): 1 mehrfache Schlüssel")
        .contains("asv.teil (nur_einer): 1 mehrfache Schlüssel")
        .doesNotContainIgnoringCase("müller");
    assertThat(finding.advice()).contains("REINDEX");
  }

  @Test
  void knows_of_nulls_that_count_as_equal_and_of_partitions() throws Exception {
    server = TestServers.current();
    database = TestServers.database(server);
    execute(
        "create schema asv; create table asv.eins (a int, b int, unique nulls not distinct (a, b));"
            + " create table asv.viele (a int, b int, unique (a, b));"
            + " insert into asv.eins values (1, null); insert into asv.viele values (1, null), (1, null);"
            + " create table asv.jahre (jahr int primary key) partition by range (jahr);"
            + " create table asv.jahr25 partition of asv.jahre for values from (2025) to (2026);"
            + " insert into asv.jahre values (2025)");
    withoutIndex("asv.eins_a_b_key", "insert into asv.eins values (1, null)");
    withoutIndex("asv.jahr25_pkey", "insert into asv.jahr25 values (2025)");

    assertThat(look().get(DUPLICATES).reading())
        .contains("asv.eins (eins_a_b_key): 1 ", "asv.jahr25 (jahr25_pkey): 1 ")
        .doesNotContain("viele");
  }

  @Test
  void finds_what_an_exclusion_constraint_forbids() throws Exception {
    execute(
        "create table asv.raum (zeit int4range, exclude using gist (zeit with &&));"
            + " insert into asv.raum values ('[1,5)'), ('[7,9)'), (null)");
    withoutIndex("asv.raum_zeit_excl", "insert into asv.raum values ('[4,8)'), (null)");

    assertThat(look().get(DUPLICATES).reading())
        .isEqualTo("asv.raum (raum_zeit_excl): 2 Überschneidungen");
  }

  @Test
  void finds_rows_that_refer_to_nothing() throws Exception {
    execute(
        "create table asv.klasse (id bigint primary key, schule bigint references asv.schule, vor bigint"
            + " constraint vorgaenger references asv.klasse);"
            + " create table asv.paar (a int, b int, primary key (a, b));"
            + " create table asv.lose (a int, b int, foreign key (a, b) references asv.paar);"
            + " create table asv.fest (a int, b int, foreign key (a, b) references asv.paar match full);"
            + " create table asv.spaeter (schule int); insert into asv.spaeter values (99);"
            + " alter table asv.spaeter add foreign key (schule) references asv.schule not valid;"
            + " create table asv.teile (id int, schule int references asv.schule) partition by list (id);"
            + " create table asv.teil1 partition of asv.teile for values in (1)");
    execute(
        "set session_replication_role = replica;"
            + " insert into asv.klasse values (1, 1, 1), (2, 77, 1), (3, null, 66), (4, 77, null);"
            + " insert into asv.lose values (1, null), (null, null), (1, 2);"
            + " insert into asv.fest values (1, null), (null, null), (1, 2);"
            + " insert into asv.teile values (1, 55)");

    Finding finding = look().get(ORPHANS);

    assertThat(finding.result()).isEqualTo(Result.BLOCKING);
    assertThat(finding.reading().split(", "))
        .containsExactlyInAnyOrder(
            "asv.klasse (klasse_schule_fkey): 2 Zeilen",
            "asv.klasse (vorgaenger): 1 Zeilen",
            "asv.lose (lose_a_b_fkey): 1 Zeilen",
            "asv.fest (fest_a_b_fkey): 2 Zeilen",
            "asv.teile (teile_schule_fkey): 1 Zeilen");
  }

  @Test
  void finds_rows_that_break_a_rule_of_their_table() throws Exception {
    execute(
        "create function asv.erlaubt(n int) returns boolean immutable language sql as 'select n < 100';"
            + " create domain asv.note as int constraint von_bis check (value between 1 and 6);"
            + " create domain asv.endnote as asv.note constraint bestanden check (value < 5);"
            + " create table asv.leistung (n int constraint grenze check (asv.erlaubt(n)), note asv.note,"
            + " ende asv.endnote, art text not null, offen int);"
            + " alter table asv.leistung add constraint spaeter check (offen > 0) not valid;"
            + " insert into asv.leistung values (50, 1, 4, 'a', 1), (2, 2, 1, 'b', null)");
    execute(
        "create or replace function asv.erlaubt(n int) returns boolean immutable language sql as"
            + " 'select n < 10';"
            + " update pg_attribute set attnotnull = false where attname = 'art'"
            + " and attrelid = 'asv.leistung'::regclass");
    execute(
        "alter domain asv.note drop constraint von_bis; alter domain asv.endnote drop constraint"
            + " bestanden; insert into asv.leistung values (3, 7, 5, null, 1);"
            + " alter domain asv.note add constraint von_bis check (value between 1 and 6) not valid;"
            + " alter domain asv.endnote add constraint bestanden check (value < 5) not valid;"
            + " update pg_constraint set convalidated = true where conname in ('von_bis', 'bestanden');"
            + " update pg_attribute set attnotnull = true where attname = 'art'"
            + " and attrelid = 'asv.leistung'::regclass");

    assertThat(look().get(RULES))
        .returns(Result.BLOCKING, Finding::result)
        .returns(
            "asv.leistung (art not null: 1, ende (bestanden): 1, grenze: 1, note (von_bis): 1"
                + " Zeilen)",
            Finding::reading);
  }

  @Test
  void finds_a_rule_that_cannot_be_evaluated_where_it_is_restored() throws Exception {
    execute(
        "create table asv.stufen (n int); insert into asv.stufen values (5);"
            + " create function asv.gibt_es(n int) returns boolean immutable language plpgsql set search_path from current as"
            + " 'begin return exists (select from stufen s where s.n = gibt_es.n); end';"
            + " create table asv.klasse (stufe int);"
            + " insert into asv.klasse values (5)");
    execute(
        "alter function asv.gibt_es reset search_path; set search_path = asv;"
            + " alter table asv.klasse add check (gibt_es(stufe))");

    assertThat(look().get(REFUSED))
        .returns(Result.BLOCKING, Finding::result)
        .returns("asv.klasse (SQLSTATE 42P01)", Finding::reading);
  }

  @Test
  void finds_rows_that_are_too_long_to_be_handed_out() throws Exception {
    execute(
        "create table asv.bild (id int, inhalt bytea, titel text, mehr jsonb);"
            + " insert into asv.bild values (1, convert_to(repeat('x', 600000), 'UTF8'), 'zu lang', null),"
            + " (2, convert_to(repeat('x', 400000), 'UTF8'), 'passt', null),"
            + " (3, null, repeat('\\', 600000), null),"
            + " (4, null, null, to_jsonb((select array_agg(n) from generate_series(1, 200000) n))),"
            + " (5, convert_to(repeat('x', 300000), 'UTF8'), repeat('y', 500000), null);"
            + " create table asv.kurz as select repeat('y', 900000) as text");

    assertThat(look(settings(Duration.ofSeconds(40), Duration.ofMinutes(5))).get("Zu lange Zeilen"))
        .returns(Result.BLOCKING, Finding::result)
        .satisfies(found -> assertThat(found.reading()).isEqualTo("asv.bild: 4 Zeilen"));
  }

  @Test
  void names_transactions_and_indexes_that_no_dump_contains() throws Exception {
    execute("create index nummern on asv.schule (nummer)");
    execute("update pg_index set indisvalid = false where indexrelid = 'asv.nummern'::regclass");
    execute("begin; insert into asv.schule values (3, '0003'); prepare transaction 'vergessen'");
    try {
      Map<String, Finding> findings = look();

      assertThat(findings.get("Ungültige Indizes"))
          .returns(Result.WARNING, Finding::result)
          .returns("asv.nummern", Finding::reading);
      assertThat(findings.get("Vorbereitete Transaktionen (prepared)"))
          .returns(Result.WARNING, Finding::result)
          .satisfies(found -> assertThat(found.reading()).startsWith("1, die älteste von "));
      assertThat(
              look(new DataCheckSettings(
                      Duration.ofSeconds(40),
                      Duration.ofSeconds(10),
                      Duration.ofMinutes(5),
                      Duration.ZERO,
                      DataSize.ofGigabytes(1)))
                  .get("Vorbereitete Transaktionen (prepared)")
                  .result())
          .isEqualTo(Result.BLOCKING);
    } finally {
      execute("rollback prepared 'vergessen'");
    }
  }

  @Test
  void names_a_table_that_somebody_has_locked_and_looks_at_the_others() throws Exception {
    execute("create table asv.frei (id int primary key); insert into asv.frei values (1)");
    withoutIndex("asv.frei_pkey", "insert into asv.frei values (1)");
    try (Connection connection = TestServers.connect(server, database);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table asv.schule");

      Map<String, Finding> findings = look();

      assertThat(findings.get(NOT_SEEN))
          .returns(Result.WARNING, Finding::result)
          .returns("asv.schule", Finding::reading);
      assertThat(findings.get(DUPLICATES).reading()).startsWith("asv.frei (frei_pkey): 1");
    }
  }

  @Test
  void ends_a_reading_that_takes_too_long_and_names_the_table() throws Exception {
    execute(
        "create function asv.langsam(n int) returns boolean immutable language plpgsql as"
            + " 'begin perform pg_sleep(30); return true; end';"
            + " create table asv.gross (n int); insert into asv.gross values (1);"
            + " alter table asv.gross add constraint langsam check (asv.langsam(n)) not valid;"
            + " update pg_constraint set convalidated = true where conname = 'langsam'");

    assertThat(look(settings(Duration.ofMillis(500), Duration.ofMinutes(5))).get(NOT_SEEN))
        .returns(Result.WARNING, Finding::result)
        .returns("asv.gross", Finding::reading);
  }

  @Test
  void names_what_it_did_not_get_to() throws Exception {
    assertThat(look(settings(Duration.ofSeconds(40), Duration.ZERO)).get(NOT_SEEN).reading())
        .isEqualTo("asv.schule");
  }

  @Test
  void asks_again_what_a_call_had_no_time_for() throws Exception {
    execute("create table asv.frei (id int primary key); insert into asv.frei values (1)");
    withoutIndex("asv.frei_pkey", "insert into asv.frei values (1)");
    withoutIndex("asv.schule_pkey", "insert into asv.schule values (2, 'x')");

    Map<String, Finding> findings =
        look(
            new DataCheckSettings(
                Duration.ofSeconds(40),
                Duration.ZERO,
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                DataSize.ofGigabytes(1)));

    assertThat(findings).containsOnlyKeys(DUPLICATES);
    assertThat(findings.get(DUPLICATES).reading()).contains("asv.frei (", "asv.schule (");
  }

  @Test
  void looks_at_many_tables_whatever_their_names_are() throws Exception {
    execute(
        "do $$ begin for n in 1..100 loop execute format('create table asv.%I (%I int primary key,"
            + " %I text unique check (%I <> %L))', 'Schüler:\"nr' || n, 'name:x', ':\\a', ':\\a',"
            + " ':\\a'); end loop; end $$");
    execute("create table asv.\"zu:letzt\" (\":id\" int primary key)");
    withoutIndex("asv.\"zu:letzt_pkey\"", "insert into asv.\"zu:letzt\" values (1), (1)");

    assertThat(look())
        .containsOnlyKeys(DUPLICATES)
        .satisfies(
            found ->
                assertThat(found.get(DUPLICATES).reading())
                    .isEqualTo("asv.\"zu:letzt\" (zu:letzt_pkey): 1 mehrfache Schlüssel"));
  }

  @Test
  void works_whatever_is_set_on_the_database() throws Exception {
    withoutIndex("asv.schule_pkey", "insert into asv.schule values (1, 'x')");
    execute(
        "do $$ begin execute format('alter database %I set statement_timeout = ''1ms''',"
            + " current_database()); execute format('alter database %I set search_path = asv',"
            + " current_database()); execute format('alter database %I set"
            + " default_transaction_isolation = serializable', current_database());"
            + " execute format('alter database %I set standard_conforming_strings = off',"
            + " current_database()); end $$");

    assertThat(look()).containsOnlyKeys(DUPLICATES);
  }

  @Test
  void is_about_databases_that_move_as_they_are() {
    RestorableDataCheck check =
        new RestorableDataCheck(
            EndpointFixture.defaults(DataCheckSettings.class), EndpointFixture.NO_SECRETS);
    Installation old = EndpointFixture.enterprise("alt", "/opt/asv", "2.14.12", 5432, "asv", 14);

    assertThat(check.concerns(migration(old), Side.SOURCE)).isTrue();
    assertThat(check.concerns(migration(old), Side.TARGET)).isFalse();
    assertThat(
            check.concerns(
                EndpointFixture.migration(
                    old,
                    EndpointFixture.school("neu", "/opt/asv", "2.14.12"),
                    new Packages("", "", "", "")),
                Side.SOURCE))
        .isFalse();
  }

  private void preferIndexes() {
    TestServers.execute(
        server, "postgres", "alter database " + database + " set enable_seqscan = off");
  }

  /** Writes past an index, as a damaged one lets through. */
  private void withoutIndex(String index, String sql) {
    String ready = "update pg_index set indisready = %s where indexrelid = '%s'::regclass";
    execute(ready.formatted("false", index));
    execute(sql);
    execute(ready.formatted("true", index));
  }

  private void execute(String sql) {
    TestServers.execute(server, database, sql);
  }

  private static DataCheckSettings settings(Duration pass, Duration all) {
    return new DataCheckSettings(
        pass, Duration.ofSeconds(10), all, Duration.ofMinutes(5), DataSize.ofBytes(1_000_000));
  }

  private Map<String, Finding> look() throws Exception {
    return look(EndpointFixture.defaults(DataCheckSettings.class));
  }

  private Map<String, Finding> look(DataCheckSettings settings) throws Exception {
    Endpoint source =
        EndpointFixture.enterprise(
            Side.SOURCE,
            EndpointFixture.host("alt", folder),
            "/opt/asv",
            server.getPort(),
            database);
    List<Finding> findings =
        new RestorableDataCheck(settings, EndpointFixture.NO_SECRETS)
            .look(new PreflightContext(migration(source.installation()), source, source));
    return findings.stream().collect(Collectors.toMap(Finding::title, finding -> finding));
  }

  private static Migration migration(Installation installation) {
    return EndpointFixture.migration(installation, installation, new Packages("", "", "", ""));
  }
}
