package de.asvumzug.check;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.Site;
import de.asvumzug.check.Fingerprints.TableFingerprint;
import de.asvumzug.host.DetachedJobs;
import de.asvumzug.host.Pause;
import de.asvumzug.host.ProgressListener;
import de.asvumzug.lab.asv.Structure;
import de.asvumzug.lab.asv.Version;
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
    installation = TestSites.schoolInstallation(folder.resolve("schule"));
    String url = "jdbc:h2:" + installation + "/database/asv";
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute("set referential_integrity false");
      Structure.create(connection, Version.parse("2.14.12"));
      for (String sql : CONTENT.formatted(MARKS / 2, MARKS).split(";\n")) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void takes_the_fingerprint_of_a_table_that_is_larger_than_the_memory() throws Exception {
    Fingerprints all =
        new FingerprintService(
                TestSites.settings(),
                TestSites.defaults(LayoutSettings.class),
                TestSites.NO_SECRETS)
            .take(site(), "alles", jobs(), ProgressListener.NONE)
            .fingerprints();

    assertThat(all.tables())
        .filteredOn(table -> table.table().equals("SVP_NOTE"))
        .extracting(TableFingerprint::rows)
        .containsExactly((long) MARKS);
  }

  @Test
  void sorts_more_rows_and_owners_by_school_than_the_memory_holds() throws Exception {
    TenantMeasurement measured = TenantDatabases.measure(site(), SECOND);

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

  private static Site site() {
    return TestSites.school(
        Side.SOURCE, TestSites.host("rechner", folder), installation.toString());
  }

  private static DetachedJobs jobs() {
    return new DetachedJobs("schritt-" + UUID.randomUUID(), () -> false, Pause.REAL);
  }

  /** Two schools with one pupil each; every pupil has half of the subjects and of the marks. */
  private static final String CONTENT =
      """
      insert into asv.svp_wl_schuljahr (id, kurzform, create_date) values ('J26', '2026/27', now());
      insert into asv.svp_wl_werteliste (id, bezeichnung, create_date) values ('1040', 'FACH', now());
      insert into asv.svp_wl_wert (id, werteliste_id, schluessel, langform, create_date) values ('1040_1', '1040', '1', 'Deutsch', now());
      insert into asv.svp_schule_stamm (id, schulnummer, kurzname, create_date) values ('S1', '0001', 'Nord', now()), ('S2', '0002', 'Süd', now());
      insert into asv.svp_schule_schuljahr (id, schule_stamm_id, schuljahr_id, create_date) values ('Y1', 'S1', 'J26', now()), ('Y2', 'S2', 'J26', now());
      insert into asv.svp_klasse (id, klassenname, schule_schuljahr_id, create_date) values ('K1', '5a', 'Y1', now()), ('K2', '5a', 'Y2', now());
      insert into asv.svp_klassengruppe (id, kennung, klasse_id, create_date) values ('G1', 'A', 'K1', now()), ('G2', 'A', 'K2', now());
      insert into asv.svp_schueler_stamm (id, familienname, vornamen, laufende_nummer, create_date) values ('P1', 'Größling', 'Zoë', 1, now()), ('P2', 'Probe', 'Änne', 2, now());
      insert into asv.svp_schueler_schuljahr (id, schueler_stamm_id, schuljahr_id, klassengruppe_id, create_date) values ('PJ1', 'P1', 'J26', 'G1', now()), ('PJ2', 'P2', 'J26', 'G2', now());
      insert into asv.svp_schule_fach (id, schule_stamm_id, wl_fach_id, create_date) values ('F1', 'S1', '1040_1', now());
      insert into asv.svp_lehrer_stamm (id, familienname, vornamen, personalnummer, create_date) values ('L1', 'Geteilt', 'Gerda', 'PKZ1', now());
      insert into asv.svp_lehrer_schuljahr (id, lehrer_stamm_id, schuljahr_id, create_date) values ('LJ1', 'L1', 'J26', now());
      insert into asv.svp_lehrer_schuljahr_schule (id, lehrer_schuljahr_id, schule_stamm_id, stunden, create_date) values ('E1', 'LJ1', 'S1', 14.5, now());
      insert into asv.svp_unterrichtselement (id, klassengruppe_id, schule_fach_id, lehrer_schuljahr_schule_id, create_date) values ('U1', 'G1', 'F1', 'E1', now());
      insert into asv.svp_schuelerfach (id, schueler_schuljahr_id, unterrichtselement_id, create_date) select 'SF' || x, 'PJ' || (1 + mod(x, 2)), 'U1', now() from system_range(1, %d);
      insert into asv.svp_note (id, schuelerfach_id, wert, bemerkung, create_date) select 'N' || x, 'SF' || (1 + mod(x, %1$d)), 2.0, 'Bemerkung zur Note ' || x, now() from system_range(1, %d)
      """;
}
