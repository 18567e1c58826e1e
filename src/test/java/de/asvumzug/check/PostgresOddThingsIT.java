package de.asvumzug.check;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.check.fingerprint.FingerprintComparison;
import de.asvumzug.check.fingerprint.FingerprintComparison.Difference;
import de.asvumzug.check.fingerprint.FingerprintService;
import de.asvumzug.check.fingerprint.Fingerprints;
import de.asvumzug.check.fingerprint.Fingerprints.Note;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.DetachedJobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.plan.Side;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is legal and odd: a real restore of it is equal, and what it rightly changes is a note. */
class PostgresOddThingsIT {
  @TempDir static Path folder;
  private static String source;
  private static String target;
  private static Fingerprints before;
  private static FingerprintComparison comparison;

  @BeforeAll
  static void move_what_is_odd() throws Exception {
    EmbeddedPostgres old = TestServers.old();
    source = TestServers.database(old);
    TestServers.execute(old, source, CONTENT);
    breakIndex(old);
    before = take(old, source);
    target = TestServers.moved(old, source, TestServers.current());
    comparison = FingerprintComparison.of(before, take(TestServers.current(), target));
  }

  @Test
  void a_restore_is_equal() {
    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.summary()).contains("Hinweise");
  }

  @Test
  void stale_content_of_a_materialized_view_is_a_note() {
    assertThat(reason("Inhalt der materialisierten Sicht odd.veraltet")).contains("neu berechnet");
    assertThat(comparison.notes())
        .extracting(Note::object)
        .doesNotContain(
            "Inhalt der materialisierten Sicht odd.frisch",
            "Inhalt der materialisierten Sicht odd.leer");
  }

  @Test
  void a_generated_column_whose_function_has_changed_is_a_note() {
    assertThat(reason("Berechnete Spalten von odd.berechnet")).contains("neu");
    assertThat(comparison.notes())
        .extracting(Note::object)
        .doesNotContain("Berechnete Spalten von odd.gut_berechnet");
  }

  @Test
  void data_beside_a_generated_column_still_count() throws Exception {
    assertThat(differences("update odd.berechnet set a = 3")).containsExactly("odd.berechnet");
  }

  @Test
  void an_invalid_index_is_a_note() {
    assertThat(reason("Index odd.kaputt")).contains("ungültig");
  }

  @Test
  void an_index_that_is_invalid_only_after_the_restore_is_a_difference() throws Exception {
    assertThat(
            differences(
                "update pg_index set indisvalid = false where indexrelid = 'odd.heil'::regclass"))
        .containsExactly("Index odd.heil");
  }

  @Test
  void what_belongs_to_an_extension_or_lies_elsewhere_is_a_note() {
    assertThat(reason("Tabelle odd.mitglied")).contains("Erweiterung");
    assertThat(reason("Fremdtabelle odd.fern")).contains("anderen Server");
    assertThat(reason("function pg_catalog.eigene()")).contains("pg_dump nimmt es nicht mit");
    assertThat(reason("Tabelle odd.kind_ohne")).contains("DISABLE TRIGGER ALL");
  }

  /** As pg_extension_config_dump does, which only an extension's own script may call. */
  @Test
  void rows_that_an_extension_has_marked_for_the_dump_are_measured() throws Exception {
    String database = TestServers.database(TestServers.old());
    TestServers.execute(
        TestServers.old(),
        database,
        """
        create extension pgcrypto;
        create table einstellungen (x int);
        insert into einstellungen values (1), (2), (3);
        alter extension pgcrypto add table einstellungen;
        update pg_extension set extconfig = array['einstellungen'::regclass::oid], extcondition = array['WHERE x > 1']
         where extname = 'pgcrypto'
        """);

    assertThat(take(TestServers.old(), database).tables())
        .extracting(Fingerprints.TableFingerprint::rows)
        .containsExactly(2L);
  }

  @Test
  void tables_of_any_name_are_told_apart() {
    assertThat(before.tables())
        .extracting(table -> table.schema() + "|" + table.table())
        .contains(
            "a.b|c",
            "a|b.c",
            "odd|Zeile\neins",
            "odd|mit\\ und ' und \"",
            "odd|pg_eigene",
            "odd|x::text (y), z",
            "odd|:owner",
            "odd|" + "ü".repeat(31),
            "odd|ohne_spalten",
            "odd|unsicher");
  }

  @Test
  void a_change_in_one_of_two_tables_that_are_shown_alike_is_found() throws Exception {
    assertThat(differences("insert into \"a\".\"b.c\" values (5)")).containsExactly("a.b.c");
  }

  @Test
  void rows_of_inherited_tables_are_equal_though_the_columns_change_places() {
    assertThat(comparison.differences()).extracting(Difference::object).doesNotContain("odd.erbe");
    assertThat(
            text(
                TestServers.old(),
                source,
                "select string_agg(attname, ',' order by attnum) from pg_attribute where attrelid ="
                    + " 'odd.erbe'::regclass and attnum > 0"))
        .isNotEqualTo(
            text(
                TestServers.current(),
                target,
                "select string_agg(attname, ',' order by attnum) from pg_attribute where attrelid ="
                    + " 'odd.erbe'::regclass and attnum > 0"));
  }

  @Test
  void the_same_database_later_may_not_differ_even_in_what_is_computed() throws Exception {
    String copy = copy();
    Fingerprints first = take(TestServers.current(), copy);
    TestServers.execute(
        TestServers.current(),
        copy,
        "insert into odd.zahlen values (100); refresh materialized view odd.frisch; delete from"
            + " odd.zahlen where n = 100");

    assertThat(
            FingerprintComparison.ofTheSame(first, take(TestServers.current(), copy)).differences())
        .extracting(Difference::object)
        .containsExactly("Inhalt der materialisierten Sicht odd.frisch");
  }

  private static String reason(String object) {
    return comparison.notes().stream()
        .filter(note -> note.object().equals(object))
        .map(Note::reason)
        .reduce("", String::concat);
  }

  private static List<String> differences(String sql) throws Exception {
    String copy = copy();
    TestServers.execute(TestServers.current(), copy, sql);
    return FingerprintComparison.of(before, take(TestServers.current(), copy))
        .differences()
        .stream()
        .map(Difference::object)
        .toList();
  }

  private static String copy() {
    String copy = TestServers.database(TestServers.current());
    TestServers.execute(TestServers.current(), "postgres", "drop database " + copy);
    TestServers.execute(
        TestServers.current(), "postgres", "create database " + copy + " template " + target);
    return copy;
  }

  /** As it happens: CREATE INDEX CONCURRENTLY finds duplicates and leaves its half behind. */
  private static void breakIndex(EmbeddedPostgres server) {
    List<String> refused = new ArrayList<>();
    try (Connection connection = TestServers.connect(server, source);
        Statement statement = connection.createStatement()) {
      statement.execute("create unique index concurrently kaputt on odd.doppelt (n)");
    } catch (SQLException e) {
      refused.add(e.getMessage());
    }
    assertThat(refused).hasSize(1);
  }

  private static String text(EmbeddedPostgres server, String database, String sql) {
    try (Connection connection = TestServers.connect(server, database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Fingerprints take(EmbeddedPostgres server, String database) throws Exception {
    Endpoint endpoint =
        EndpointFixture.enterprise(
            Side.SOURCE,
            EndpointFixture.host("alt", folder),
            "/opt/asv",
            server.getPort(),
            database);
    String key = "schritt-" + UUID.randomUUID();
    return new FingerprintService(
            EndpointFixture.settings(),
            EndpointFixture.defaults(LayoutSettings.class),
            EndpointFixture.defaults(TenantSettings.class),
            EndpointFixture.NO_SECRETS)
        .take(
            endpoint, key, new DetachedJobs(key, () -> false, Sleeper.REAL), ProgressListener.NONE)
        .fingerprints();
  }

  private static final String CONTENT =
      """
      create schema odd;
      create table odd.zahlen (n int);
      insert into odd.zahlen select generate_series(1, 10);
      create materialized view odd.veraltet as select sum(n) as summe from odd.zahlen;
      create materialized view odd.leer as select n from odd.zahlen with no data;
      insert into odd.zahlen values (11);
      create materialized view odd.frisch as select sum(n) as summe from odd.zahlen;
      create function odd.mal(x int) returns int language sql immutable as 'select x * 2';
      create table odd.berechnet (a int, b int generated always as (odd.mal(a)) stored);
      create table odd.gut_berechnet (a int, b int generated always as (a + 1) stored);
      insert into odd.berechnet values (1), (2);
      insert into odd.gut_berechnet values (1), (2);
      create or replace function odd.mal(x int) returns int language sql immutable as 'select x * 3';
      create table odd.doppelt (n int);
      insert into odd.doppelt values (1), (1);
      create index heil on odd.doppelt (n);
      create schema "a.b";
      create schema "a";
      create table "a.b"."c" (x int);
      create table "a"."b.c" (x int);
      insert into "a.b"."c" values (1);
      create table odd."Zeile
      eins" (x int);
      create table odd."mit\\ und ' und \"\"\" ("Spalte\\ ' "" :x" text);
      insert into odd."mit\\ und ' und \"\"\" values ('x');
      create table odd."pg_eigene" (x int);
      create table odd."x::text (y), z" ("::text" int check ("::text" > 0));
      create table odd.":owner" (x int);
      create table odd."üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü" (x int);
      create table odd.ohne_spalten ();
      insert into odd.ohne_spalten default values;
      create unlogged table odd.unsicher (x int);
      insert into odd.unsicher values (1);
      create table odd.eltern (a int, b int);
      create table odd.erbe (c int, b int, a int);
      alter table odd.erbe inherit odd.eltern;
      insert into odd.erbe values (1, 2, 3);
      create table odd.schluessel (id int primary key);
      create table odd.kind_ohne (id int references odd.schluessel);
      alter table odd.kind_ohne disable trigger all;
      create function pg_catalog.eigene() returns int language sql as 'select 1';
      create extension pgcrypto schema odd;
      create table odd.mitglied (x int);
      insert into odd.mitglied values (1);
      alter extension pgcrypto add table odd.mitglied;
      create extension postgres_fdw schema odd;
      create server fern foreign data wrapper postgres_fdw;
      create foreign table odd.fern (x int) server fern;
      """;
}
