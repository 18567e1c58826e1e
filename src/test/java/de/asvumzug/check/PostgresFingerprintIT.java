package de.asvumzug.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.check.CheckSettings.RowHash;
import de.asvumzug.check.fingerprint.FingerprintComparison;
import de.asvumzug.check.fingerprint.FingerprintComparison.Difference;
import de.asvumzug.check.fingerprint.FingerprintComparison.Kind;
import de.asvumzug.check.fingerprint.FingerprintService;
import de.asvumzug.check.fingerprint.Fingerprints;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.DetachedJobs;
import de.asvumzug.host.job.Progress;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.plan.Side;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresFingerprintIT {
  @TempDir static Path folder;
  private static String source;
  private static Fingerprints before;
  private static final List<Progress> PROGRESS = new ArrayList<>();

  @BeforeAll
  static void measure_the_old_server() throws Exception {
    source = TestServers.database(TestServers.old());
    TestServers.execute(TestServers.old(), source, CONTENT);
    before = take(TestServers.old(), source, service(RowHash.AUTO), PROGRESS::add);
  }

  @Test
  void finds_the_same_data_equal_across_major_versions() throws Exception {
    String copy = TestServers.moved(TestServers.old(), source, TestServers.current());

    FingerprintComparison comparison = compare(copy);

    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.summary()).contains("denselben Inhalt", "Tabellen");
    assertThat(before.serverVersion()).startsWith("14.");
  }

  @Test
  void covers_every_table_of_every_schema_and_all_kinds_of_objects() {
    assertThat(before.tables())
        .extracting(Fingerprints.TableFingerprint::name)
        .containsExactlyInAnyOrder(
            "asv.Größe \"A\" B",
            "asv.alles",
            "asv.leer",
            "asv.marken_2025",
            "asv.noten",
            "asv.zahlen",
            "sync.user_id");
    assertThat(before.derived())
        .extracting(Fingerprints.Derived::object)
        .contains("Inhalt der materialisierten Sicht asv.uebersicht");
    assertThat(before.largeObjects().count()).isEqualTo(3);
    assertThat(before.structure())
        .extracting(Fingerprints.StructureItem::kind)
        .contains("Spalten", "Bedingung", "Index", "Trigger", "Sicht", "Funktion", "Aufzählung");
  }

  @Test
  void finds_one_changed_byte() throws Exception {
    assertThat(differences("update asv.alles set roh = set_byte(roh, 1, 7) where id = 1"))
        .containsExactly(new Difference(Kind.CONTENT, "asv.alles", "bei gleich vielen Zeilen"));
  }

  @Test
  void finds_a_changed_decimal_place_that_is_worth_nothing() throws Exception {
    assertThat(differences("update asv.alles set genau = 1.1 where id = 1"))
        .extracting(Difference::object)
        .containsExactly("asv.alles");
  }

  @Test
  void tells_an_empty_text_from_none() throws Exception {
    assertThat(differences("update asv.alles set name = '' where name is null"))
        .extracting(Difference::object)
        .containsExactly("asv.alles");
  }

  @Test
  void finds_one_changed_byte_among_plain_values() throws Exception {
    assertThat(differences("update asv.noten set bild = set_byte(bild, 1, 7) where id = 1"))
        .containsExactly(new Difference(Kind.CONTENT, "asv.noten", "bei gleich vielen Zeilen"));
  }

  @Test
  void tells_an_empty_text_from_none_among_plain_values() throws Exception {
    assertThat(differences("update asv.noten set bemerkung = '' where bemerkung is null"))
        .extracting(Difference::object)
        .containsExactly("asv.noten");
  }

  @Test
  void finds_two_rows_that_have_swapped_a_value() throws Exception {
    assertThat(
            differences(
                "update asv.noten set wert = case id when 1 then 2.5 else 1.0 end where id in (1,"
                    + " 2)"))
        .extracting(Difference::kind, Difference::object)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.CONTENT, "asv.noten"));
  }

  @Test
  void measures_the_new_server_in_the_way_in_which_the_old_one_was_measured() throws Exception {
    String copy = TestServers.moved(TestServers.old(), source, TestServers.current());
    Fingerprints slow =
        take(TestServers.old(), source, service(RowHash.MD5), ProgressListener.NONE);

    Endpoint target = site(TestServers.current(), copy);
    Fingerprints after =
        service(RowHash.AUTO)
            .takeLike(slow, target, "wie-alt", jobs("wie-alt"), ProgressListener.NONE)
            .fingerprints();

    assertThat(before.algorithm()).isEqualTo("postgresql-row-values-2");
    assertThat(after.algorithm()).isEqualTo("postgresql-row-text-md5-2");
    assertThat(FingerprintComparison.of(slow, after).differences()).isEmpty();
    assertThat(FingerprintComparison.of(before, after).differences())
        .extracting(Difference::kind)
        .containsExactly(Kind.METHOD);
  }

  @Test
  void compares_with_a_measurement_of_an_older_version_in_its_own_way() throws Exception {
    Endpoint target = site(TestServers.old(), source);
    for (String way : List.of("postgresql-row-values-1", "postgresql-row-text-md5-1")) {
      Fingerprints again =
          service(RowHash.AUTO)
              .takeLike(measuredBy(way), target, way, jobs(way), ProgressListener.NONE)
              .fingerprints();

      assertThat(again.algorithm()).isEqualTo(way);
      assertThat(again.notes()).singleElement().extracting("object").isEqualTo("Prüfsummen");
    }
  }

  @Test
  void refuses_a_way_that_it_does_not_know() {
    Endpoint target = site(TestServers.old(), source);

    assertThatThrownBy(
            () ->
                service(RowHash.AUTO)
                    .takeLike(
                        measuredBy("postgresql-row-values-9"),
                        target,
                        "neun",
                        jobs("neun"),
                        ProgressListener.NONE))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("postgresql-row-values-9")
        .hasMessageContaining("nicht vergleichen");
  }

  private static Fingerprints measuredBy(String way) {
    return new Fingerprints(
        way, Instant.EPOCH, "14", List.of(), List.of(), Fingerprints.LargeObjects.NONE, List.of());
  }

  @Test
  void hashes_text_where_the_values_are_not_kept_in_utf8() throws Exception {
    TestServers.execute(
        TestServers.old(),
        "postgres",
        "create database alte_kodierung encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template"
            + " template0");

    assertThat(take(TestServers.old(), "alte_kodierung").algorithm())
        .isEqualTo("postgresql-row-text-md5-2");
  }

  @Test
  void finds_a_removed_row() throws Exception {
    assertThat(differences("delete from asv.zahlen where n = 77"))
        .extracting(Difference::kind, Difference::object)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.ROWS, "asv.zahlen"));
  }

  @Test
  void finds_a_duplicated_row_that_hides_a_removed_one() throws Exception {
    assertThat(
            differences("delete from asv.zahlen where n = 77; insert into asv.zahlen values (78)"))
        .extracting(Difference::kind, Difference::object)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.CONTENT, "asv.zahlen"));
  }

  @Test
  void does_not_mind_the_order_of_rows() throws Exception {
    assertThat(differences("update asv.zahlen set n = n where n < 100", "vacuum full asv.zahlen"))
        .isEmpty();
  }

  @Test
  void finds_a_dropped_index() throws Exception {
    assertThat(differences("drop index asv.alles_name"))
        .containsExactly(new Difference(Kind.MISSING, "Index asv.alles_name", ""));
  }

  @Test
  void finds_a_dropped_key() throws Exception {
    assertThat(differences("alter table sync.user_id drop constraint user_id_fk"))
        .containsExactly(new Difference(Kind.MISSING, "Bedingung sync.user_id.user_id_fk", ""));
  }

  @Test
  void finds_a_changed_function() throws Exception {
    assertThat(
            differences(
                "create or replace function asv.stempel() returns trigger language plpgsql"
                    + " as 'begin return null; end'"))
        .containsExactly(new Difference(Kind.STRUCTURE, "Funktion asv.stempel()", ""));
  }

  @Test
  void finds_a_changed_sequence() throws Exception {
    assertThat(differences("select nextval('asv.alles_id_seq')"))
        .extracting(Difference::object)
        .containsExactly("Sequenz asv.alles_id_seq");
  }

  @Test
  void finds_a_changed_large_object() throws Exception {
    assertThat(differences("select lo_put(4711, 5, '\\xff')"))
        .extracting(Difference::kind, Difference::object)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.CONTENT, "Große Objekte"));
  }

  @Test
  void names_missing_and_additional_tables() throws Exception {
    assertThat(differences("drop table asv.leer; create table asv.neu ()"))
        .contains(
            new Difference(Kind.MISSING, "asv.leer", ""),
            new Difference(Kind.EXTRA, "asv.neu", ""));
  }

  @Test
  void reports_progress_in_tables() {
    assertThat(PROGRESS.get(PROGRESS.size() - 1))
        .isEqualTo(new Progress(7, 7, "Tabellen", "Prüfsummen bilden"));
  }

  @Test
  void says_why_a_database_could_not_be_measured() {
    assertThatThrownBy(() -> take(TestServers.old(), "gibt's nicht"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("gibt's nicht");
  }

  private List<Difference> differences(String... changes) throws Exception {
    String copy = TestServers.moved(TestServers.old(), source, TestServers.current());
    for (String change : changes) {
      TestServers.execute(TestServers.current(), copy, change);
    }
    return compare(copy).differences();
  }

  private FingerprintComparison compare(String copy) throws Exception {
    return FingerprintComparison.of(before, take(TestServers.current(), copy));
  }

  private static Fingerprints take(EmbeddedPostgres server, String database) throws Exception {
    return take(server, database, service(RowHash.AUTO), ProgressListener.NONE);
  }

  private static Fingerprints take(
      EmbeddedPostgres server,
      String database,
      FingerprintService service,
      ProgressListener progress)
      throws Exception {
    String key = "schritt-" + UUID.randomUUID();
    return service.take(site(server, database), key, jobs(key), progress).fingerprints();
  }

  private static Endpoint site(EmbeddedPostgres server, String database) {
    return EndpointFixture.enterprise(
        Side.SOURCE, EndpointFixture.host("alt", folder), "/opt/asv", server.getPort(), database);
  }

  private static DetachedJobs jobs(String key) {
    return new DetachedJobs(key, () -> false, Sleeper.REAL);
  }

  private static FingerprintService service(RowHash rowHash) {
    CheckSettings settings = EndpointFixture.settings();
    return new FingerprintService(
        new CheckSettings(
            settings.clockTolerance(),
            settings.certificateWarning(),
            settings.spaceFactor(),
            settings.backupSpaceFactor(),
            settings.h2PasswordSecret(),
            settings.numbers(),
            rowHash),
        EndpointFixture.defaults(LayoutSettings.class),
        EndpointFixture.defaults(TenantSettings.class),
        EndpointFixture.NO_SECRETS);
  }

  private static final String CONTENT =
      """
      create schema asv;
      create schema sync;
      create type asv.farbe as enum ('rot', 'grün');
      create table asv.noten (id int primary key, wert numeric(3, 1), tag date, bemerkung varchar(40), bild bytea, nummer uuid);
      insert into asv.noten values (1, 1.0, '2026-09-01', 'Größe', '\\x00ff10', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'),
        (2, 2.5, '2026-09-02', null, null, null);
      create table asv.alles (
        id serial primary key, name varchar(40), betrag numeric(12, 4), genau numeric, bruch float8, halb float4,
        wann timestamptz, ortszeit timestamp, tag date, dauer interval, roh bytea, daten jsonb, roh_daten json,
        worte text[], zahlen int[], ja boolean, nummer uuid, preis money, farbe asv.farbe, adresse inet, suche tsvector,
        art varchar(10) default 'A' check (art in ('A', 'B', 'Ç')), lang text generated always as (upper(name)) stored);
      insert into asv.alles (name, betrag, genau, bruch, halb, wann, ortszeit, tag, dauer, roh, daten, roh_daten, worte, zahlen,
          ja, nummer, preis, farbe, adresse, suche)
        values ('Größenwahn Çelik ẞ 😀', 12.5000, 1.10, 0.1, 0.1, '2026-03-29 01:30:00.123456+01', '2026-03-29 02:30', '1999-12-31',
          '1 year 2 mons 3 days 04:05:06.7', '\\x00ff10', '{"b": [1, null], "a": "ü"}', '{"b":1,  "a":2}', '{"a,b",null,"\\"q\\""}',
          '{{1,2},{3,4}}', true, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 1234.56, 'grün', '10.0.0.1/8', to_tsvector('german', 'Schulen'));
      insert into asv.alles (name, bruch, genau) values (null, 'NaN', 'NaN'), ('', '-0', 1e-30), (null, 1e308, null), (null, 1e308, null);
      create index alles_name on asv.alles (lower(name)) where art in ('A', 'B');
      create table asv.zahlen (n bigint);
      insert into asv.zahlen select generate_series(1, 5000);
      insert into asv.zahlen values (1), (1);
      create table asv.leer (x int);
      create table asv.marken (jahr int, wert text) partition by range (jahr);
      create table asv.marken_2025 partition of asv.marken for values from (2025) to (2026);
      insert into asv.marken values (2025, 'gut'), (2025, 'gut');
      create table asv."Größe ""A"" B" (wert text);
      insert into asv."Größe ""A"" B" values (E'Zeile\\n"zwei", mit Komma');
      create view asv.sicht as select a.id, a.name from asv.alles a where a.art in ('A', 'B') and a.betrag > 1;
      create materialized view asv.uebersicht as select count(*) as anzahl from asv.zahlen;
      create function asv.stempel() returns trigger language plpgsql as 'begin return new; end';
      create trigger stempeln before update on asv.leer for each row execute function asv.stempel();
      create table sync.user_id (id int primary key, alles int constraint user_id_fk references asv.alles);
      insert into sync.user_id values (1, 1);
      select lo_from_bytea(4711, decode(repeat('00ff41', 5000), 'hex'));
      select lo_from_bytea(4712, '');
      select lo_create(4713);
      select lo_put(4713, 10000, 'hinten');
      """;
}
