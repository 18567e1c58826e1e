package de.asvumzug.check.tenant;

import static de.asvumzug.check.TenantDatabases.measure;
import static de.asvumzug.check.TenantDatabases.measureAlone;
import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.check.EndpointFixture;
import de.asvumzug.check.TenantDatabases;
import de.asvumzug.check.TenantSettings;
import de.asvumzug.check.TestServers;
import de.asvumzug.check.fingerprint.Fingerprints.TableFingerprint;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.DetachedJobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.plan.Side;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Both ways of measuring by school, on both engines: one run for all gives what each alone gives.
 */
class TenantWayIT {
  /** A pupil of both schools with a mark at the second, and a pupil of none. */
  private static final String[] ODD = {
    "insert into asv.svp_schueler_stamm (id, familienname, vornamen, create_date)"
        + " values ('PB', 'Beide', 'Bea', timestamp '2026-09-01 00:00:00'),"
        + " ('PK', 'Keine', 'Kim', timestamp '2026-09-01 00:00:00')",
    "insert into asv.svp_schueler_schuljahr (id, schueler_stamm_id, schuljahr_id, klassengruppe_id,"
        + " create_date) values ('PJB1', 'PB', 'J26', 'G1', timestamp '2026-09-01 00:00:00'),"
        + " ('PJB2', 'PB', 'J26', 'G2', timestamp '2026-09-01 00:00:00')",
    "insert into asv.svp_schuelerfach (id, schueler_schuljahr_id, unterrichtselement_id,"
        + " create_date) values ('SFB', 'PJB2', 'U2', timestamp '2026-09-01 00:00:00')",
    "insert into asv.svp_note (id, schuelerfach_id, wert, create_date)"
        + " values ('NB', 'SFB', 1.0, timestamp '2026-09-01 00:00:00')",
    "create table asv.svp_probe (name varchar(20), wert varchar(20), bruch double precision,"
        + " wann timestamp(6), tag date, uhr time(6), zahl numeric(5, 2))",
    "insert into asv.svp_probe values ('größe', null, 0.1, timestamp '2026-09-01 08:15:30.123456',"
        + " date '2026-09-01', time '08:15:30', 12.5)"
  };

  /** As versions before this one wrote that row down. */
  private static final String PROBE =
      "bruch=3fb999999999999a;name=7:größe;tag=2026-09-01;uhr=08:15:30.000000;"
          + "wann=2026-09-01T08:15:30.123456;wert=-;zahl=12.50;";

  @TempDir static Path folder;
  private static Endpoint school;
  private static Endpoint enterprise;

  @BeforeAll
  static void two_servers_with_the_same_schools() throws Exception {
    TenantDatabases databases = new TenantDatabases(folder);
    school = databases.school(ODD);
    enterprise = databases.enterprise(ODD);
  }

  @ParameterizedTest
  @EnumSource
  void one_run_for_all_schools_gives_what_a_run_for_each_gives(TenantWay way) throws Exception {
    for (Endpoint endpoint : List.of(school, enterprise)) {
      TenantMeasurement all = measure(way, endpoint, "0001", "0002", "9999");
      for (String number : List.of("0001", "0002", "9999")) {
        TenantMeasurement single = measure(way, endpoint, number);
        assertThat(all.valueLists()).isEqualTo(single.valueLists());
        for (TenantMeasurement one : List.of(single, measureAlone(way, endpoint, number))) {
          assertThat(all.schools().get(number)).isEqualTo(one.schools().get(number));
          assertThat(all.partial().get(number)).isEqualTo(one.partial().get(number));
          assertThat(all.leftBehind().get(number)).isEqualTo(one.leftBehind().get(number));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void both_engines_measure_the_same_in_each_way(TenantWay way) throws Exception {
    TenantMeasurement one = measure(way, school, "0001", "0002");
    TenantMeasurement other = measure(way, enterprise, "0001", "0002");

    assertThat(one.algorithm()).isEqualTo(way.algorithm());
    assertThat(other.algorithm()).isEqualTo(way.algorithm());
    assertThat(other.schools()).isEqualTo(one.schools());
    assertThat(other.partial()).isEqualTo(one.partial());
    assertThat(other.leftBehind()).isEqualTo(one.leftBehind());
    assertThat(other.others()).isEqualTo(one.others());
    assertThat(other.valueLists()).isEqualTo(one.valueLists());
  }

  @ParameterizedTest
  @EnumSource
  void sorts_each_row_to_its_schools_and_the_rest_to_the_others(TenantWay way) throws Exception {
    for (Endpoint endpoint : List.of(school, enterprise)) {
      TenantMeasurement both = measure(way, endpoint, "0001", "0002");
      TenantMeasurement first = measure(way, endpoint, "0001");

      assertThat(rows(both.schools().get("0001"), "svp_schueler_stamm")).isEqualTo(3);
      assertThat(rows(both.schools().get("0002"), "svp_schueler_stamm")).isEqualTo(2);
      assertThat(rows(both.others(), "svp_schueler_stamm")).as("of no school").isEqualTo(1);
      assertThat(rows(first.others(), "svp_schueler_stamm"))
          .as("of no school, of the other one, of both")
          .isEqualTo(3);
      assertThat(rows(both.schools().get("0002"), "svp_note"))
          .as("reached over subject, pupil, group, class and year")
          .isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_school_without_rows_has_every_table_with_none(TenantWay way) throws Exception {
    for (Endpoint endpoint : List.of(school, enterprise)) {
      TenantMeasurement measured = measure(way, endpoint, "9999");

      assertThat(measured.holds("9999")).isFalse();
      assertThat(measured.schools().get("9999"))
          .extracting(TableFingerprint::table)
          .contains("svp_note", "svp_schueler_stamm");
    }
  }

  @Test
  void a_pair_that_an_older_version_began_finds_the_same_md5_again() throws Exception {
    byte[] row = MessageDigest.getInstance("MD5").digest(PROBE.getBytes(StandardCharsets.UTF_8));
    ByteBuffer halves = ByteBuffer.wrap(row);

    for (Endpoint endpoint : List.of(school, enterprise)) {
      assertThat(measure(TenantWay.named("canonical-row-md5-1"), endpoint).others())
          .contains(
              new TableFingerprint(
                  "asv", "svp_probe", 1, halves.getLong(0) + ":" + halves.getLong(8)));
    }
  }

  @Test
  void an_encoding_of_its_own_changes_nothing() throws Exception {
    List<TenantMeasurement> measured =
        Stream.of("LATIN1", "UTF8").map(TenantWayIT::measuredIn).toList();

    assertThat(measured.get(0).others())
        .isEqualTo(measured.get(1).others())
        .extracting(TableFingerprint::table, TableFingerprint::rows)
        .containsExactly(Tuple.tuple("straße", 2L));
  }

  private static TenantMeasurement measuredIn(String encoding) {
    String name = "in_" + encoding.toLowerCase(Locale.ROOT);
    TestServers.execute(
        TestServers.old(),
        "postgres",
        "create database %s encoding '%s' lc_collate 'C' lc_ctype 'C' template template0"
            .formatted(name, encoding));
    TestServers.execute(
        TestServers.old(),
        name,
        "create schema asv; create table asv.straße (größe text, n int);"
            + " insert into asv.straße values ('Weiß', 1), (null, 2)");
    try {
      Endpoint endpoint =
          EndpointFixture.enterprise(
              Side.SOURCE,
              EndpointFixture.host("alt", folder),
              "/opt/asv",
              TestServers.old().getPort(),
              name);
      String key = "kodierung-" + name;
      return new TenantFingerprints(
              EndpointFixture.defaults(TenantSettings.class),
              EndpointFixture.settings(),
              EndpointFixture.defaults(LayoutSettings.class),
              EndpointFixture.NO_SECRETS)
          .take(
              endpoint,
              List.of(),
              TenantWay.VALUES.algorithm(),
              key,
              new DetachedJobs(key, () -> false, Sleeper.REAL),
              ProgressListener.NONE);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static long rows(List<TableFingerprint> tables, String table) {
    return tables.stream()
        .filter(found -> found.table().equals(table))
        .mapToLong(TableFingerprint::rows)
        .sum();
  }
}
