package de.asvumzug.check;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.check.fingerprint.FingerprintService;
import de.asvumzug.check.fingerprint.Fingerprints;
import de.asvumzug.check.fingerprint.Fingerprints.TableFingerprint;
import de.asvumzug.check.tenant.TenantFingerprints;
import de.asvumzug.check.tenant.TenantMeasurement;
import de.asvumzug.check.tenant.TenantWay;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.DetachedJobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.plan.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tools run with 256 MB of memory; a table of a large School server does not fit into that. */
class LargeH2IT {
  private static final int MARKS = 1_200_000;
  private static final String SECOND = "0002";

  @TempDir static Path folder;
  private static Path installation;

  @BeforeAll
  static void write_a_large_school_server() throws Exception {
    installation = EndpointFixture.schoolInstallation(folder.resolve("schule"));
    String url = "jdbc:h2:" + installation + "/database/asv";
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement()) {
      for (String sql : CONTENT.formatted(MARKS / 2, MARKS).split(";\n")) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void takes_the_fingerprint_of_a_table_that_is_larger_than_the_memory() throws Exception {
    Fingerprints all =
        new FingerprintService(
                EndpointFixture.settings(),
                EndpointFixture.defaults(LayoutSettings.class),
                EndpointFixture.defaults(TenantSettings.class),
                EndpointFixture.NO_SECRETS)
            .take(site(), "alles", jobs(), ProgressListener.NONE)
            .fingerprints();

    assertThat(all.tables())
        .filteredOn(table -> table.table().equals("SVP_NOTE"))
        .extracting(TableFingerprint::rows)
        .containsExactly((long) MARKS);
  }

  @Test
  void sorts_more_rows_and_owners_by_school_than_the_memory_holds() throws Exception {
    TenantMeasurement measured =
        new TenantFingerprints(
                EndpointFixture.defaults(TenantSettings.class),
                EndpointFixture.settings(),
                EndpointFixture.defaults(LayoutSettings.class),
                EndpointFixture.NO_SECRETS)
            .take(
                site(),
                List.of(SECOND),
                TenantWay.VALUES.algorithm(),
                "schulen",
                jobs(),
                ProgressListener.NONE);

    assertThat(rows(measured.schools().get(SECOND), "svp_note")).isEqualTo(MARKS / 2);
    assertThat(rows(measured.others(), "svp_note")).isEqualTo(MARKS / 2);
    assertThat(Files.list(folder.resolve("umzug/checks")).flatMap(LargeH2IT::children))
        .noneMatch(file -> file.toString().endsWith(".tmp"));
  }

  private static java.util.stream.Stream<Path> children(Path folder) {
    try {
      return Files.list(folder);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static long rows(List<TableFingerprint> tables, String table) {
    return tables.stream()
        .filter(found -> found.table().equals(table))
        .mapToLong(TableFingerprint::rows)
        .sum();
  }

  private static Endpoint site() {
    return EndpointFixture.school(
        Side.SOURCE, EndpointFixture.host("rechner", folder), installation.toString());
  }

  private static DetachedJobs jobs() {
    return new DetachedJobs("schritt-" + UUID.randomUUID(), () -> false, Sleeper.REAL);
  }

  /** Two schools with one pupil each, who have half of the subjects and of the marks. */
  private static final String CONTENT =
      """
      create schema asv;
      create table asv.svp_schule_stamm (id int primary key, schulnummer varchar(4));
      create table asv.svp_schule_schuljahr (id int primary key, schule_stamm_id int);
      create table asv.svp_klasse (id int primary key, schule_schuljahr_id int);
      create table asv.svp_klassengruppe (id int primary key, klasse_id int);
      create table asv.svp_schueler_schuljahr (id int primary key, schueler_stamm_id int, klassengruppe_id int);
      create table asv.svp_schuelerfach (id int primary key, schueler_schuljahr_id int);
      create table asv.svp_note (schuelerfach_id int, wert numeric(3, 1), datum date, bemerkung varchar(200));
      insert into asv.svp_schule_stamm values (1, '0001'), (2, '0002');
      insert into asv.svp_schule_schuljahr values (1, 1), (2, 2);
      insert into asv.svp_klasse values (1, 1), (2, 2);
      insert into asv.svp_klassengruppe values (1, 1), (2, 2);
      insert into asv.svp_schueler_schuljahr values (1, 1, 1), (2, 2, 2);
      insert into asv.svp_schuelerfach select x, 1 + mod(x, 2) from system_range(1, %d);
      insert into asv.svp_note select 1 + mod(x, %1$d), 2.0, date '2026-11-02', 'Bemerkung zur Note ' || x from system_range(1, %d)
      """;
}
