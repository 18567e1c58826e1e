package de.asvumzug.check;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.check.tenant.Gap;
import de.asvumzug.check.tenant.TenantFingerprints;
import de.asvumzug.check.tenant.TenantGaps;
import de.asvumzug.check.tenant.TenantMeasurement;
import de.asvumzug.check.tenant.TenantWay;
import de.asvumzug.host.Host;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.DetachedJobs;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.lab.asv.Structure;
import de.asvumzug.lab.asv.Version;
import de.asvumzug.plan.Side;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** The same two schools, with values that are hard to write down alike, in PostgreSQL and H2. */
public final class TenantDatabases {
  private final Path folder;
  private final Host host;
  private final String original;
  private final Path originalSchool;

  public TenantDatabases(Path folder) throws Exception {
    this.folder = folder;
    this.host = EndpointFixture.host("rechner", folder);
    this.original = TestServers.database(server());
    try (Connection connection = TestServers.connect(server(), original)) {
      fill(connection, "oid", "lo_from_bytea(0, ?)");
    }
    this.originalSchool = folder.resolve("vorlage");
    try (Connection connection = open(originalSchool)) {
      fill(connection, "blob", "?");
    }
  }

  /** A PostgreSQL database of its own, changed by these statements. */
  public Endpoint enterprise(String... changes) {
    String name = TestServers.database(server());
    TestServers.execute(server(), "postgres", "drop database " + name);
    TestServers.execute(server(), "postgres", "create database " + name + " template " + original);
    for (String change : changes) {
      TestServers.execute(server(), name, change);
    }
    return EndpointFixture.enterprise(Side.TARGET, host, "/opt/asv", server().getPort(), name);
  }

  /** An H2 database of its own, changed by these statements. */
  public Endpoint school(String... changes) throws Exception {
    Path installation =
        EndpointFixture.schoolInstallation(folder.resolve("schule-" + UUID.randomUUID()));
    Files.copy(
        originalSchool.resolve("database/asv.mv.db"), installation.resolve("database/asv.mv.db"));
    try (Connection connection = open(installation);
        Statement statement = connection.createStatement()) {
      for (String change : changes) {
        statement.execute(change);
      }
    }
    return EndpointFixture.school(Side.SOURCE, host, installation.toString());
  }

  public static TenantMeasurement measure(Endpoint endpoint, String... schools) throws Exception {
    return measure(TenantWay.VALUES, endpoint, schools);
  }

  public static TenantMeasurement measure(TenantWay way, Endpoint endpoint, String... schools)
      throws Exception {
    String key = "schritt-" + UUID.randomUUID();
    return fingerprints()
        .take(endpoint, List.of(schools), way.algorithm(), key, jobs(key), ProgressListener.NONE);
  }

  public static TenantMeasurement measureAlone(TenantWay way, Endpoint endpoint, String school)
      throws Exception {
    String key = "schritt-" + UUID.randomUUID();
    return fingerprints()
        .takeAlone(endpoint, school, way.algorithm(), key, jobs(key), ProgressListener.NONE);
  }

  private static TenantFingerprints fingerprints() {
    return new TenantFingerprints(
        EndpointFixture.defaults(TenantSettings.class),
        EndpointFixture.defaults(CheckSettings.class),
        EndpointFixture.defaults(LayoutSettings.class),
        EndpointFixture.NO_SECRETS);
  }

  private static Jobs jobs(String key) {
    return new DetachedJobs(key, () -> false, Sleeper.REAL);
  }

  public static List<Gap> gaps(Endpoint endpoint, String... schools) throws Exception {
    String key = "schritt-" + UUID.randomUUID();
    return new TenantGaps(
            EndpointFixture.defaults(TenantSettings.class),
            EndpointFixture.defaults(CheckSettings.class),
            EndpointFixture.defaults(LayoutSettings.class),
            EndpointFixture.NO_SECRETS)
        .of(
            endpoint,
            List.of(schools),
            key,
            new DetachedJobs(key, () -> false, Sleeper.REAL),
            ProgressListener.NONE);
  }

  public Path folder() {
    return folder;
  }

  private static EmbeddedPostgres server() {
    return TestServers.current();
  }

  private static Connection open(Path installation) throws SQLException {
    return DriverManager.getConnection("jdbc:h2:" + installation + "/database/asv", "sa", "");
  }

  private static void fill(Connection connection, String largeObject, String content)
      throws SQLException {
    Structure.create(connection, Version.parse("2.14.12"));
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "alter table asv.svp_benutzer add column if not exists schule_stamm_id varchar(40)");
      statement.execute(VALUES.formatted(largeObject));
      for (String sql : SCHOOLS.split(";\n")) {
        statement.execute(sql.replace("'heute'", "timestamp '2026-09-01 08:15:30.123456'"));
      }
    }
    insertValues(connection, content);
  }

  private static void insertValues(Connection connection, String largeObject) throws SQLException {
    String sql =
        "insert into asv.svp_werte values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
            + largeObject
            + ")";
    try (PreparedStatement row = connection.prepareStatement(sql)) {
      values(
          row,
          1,
          "Größe Çelik 😀\r\nZeile \"zwei\"; -\\ \t",
          "x".repeat(70_000) + "ẞ",
          "ab",
          new BigDecimal("12.5"),
          new BigDecimal("-0"),
          Long.MIN_VALUE,
          true,
          LocalDate.of(1999, 12, 31),
          LocalDateTime.parse("2026-03-29T02:30:00.000001"),
          OffsetDateTime.parse("2026-03-29T01:30:00+05:30"),
          LocalTime.of(12, 0),
          0.1,
          1.1f,
          UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
          new byte[] {0, (byte) 0xff, 0x41});
      values(
          row,
          2,
          "",
          "-",
          "",
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          -0.0,
          null,
          null,
          new byte[0]);
      values(
          row,
          3,
          null,
          "",
          null,
          new BigDecimal("0.0001"),
          new BigDecimal("1e29"),
          0L,
          false,
          LocalDate.of(2000, 2, 29),
          LocalDateTime.parse("2026-10-25T02:30:00"),
          null,
          LocalTime.of(23, 59, 59, 999_999_000),
          1e308,
          1e-38f,
          null,
          new byte[100_000]);
    }
  }

  private static void values(PreparedStatement row, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      row.setObject(i + 1, values[i]);
    }
    row.executeUpdate();
  }

  private static final String VALUES =
      """
      create table asv.svp_werte (id int primary key, kurz varchar(80), lang text, fest char(5), betrag numeric(12, 4),
        ganz numeric(30, 0), gross bigint, ja boolean, tag date, ortszeit timestamp(6), wann timestamp with time zone,
        uhr time(6), bruch double precision, halb real, nummer uuid, inhalt %s)
      """;

  /** Teacher L1 works at both schools, L2 at 0001 only, L3 at 0002 only. */
  private static final String SCHOOLS =
      """
      insert into asv.svp_wl_schuljahr (id, kurzform, create_date) values ('J26', '2026/27', 'heute');
      insert into asv.svp_wl_werteliste (id, bezeichnung, create_date) values ('1002', 'GESCHLECHT', 'heute'), ('1040', 'FACH', 'heute');
      insert into asv.svp_wl_wert (id, werteliste_id, schluessel, langform, create_date)
        values ('1002_1', '1002', '1', 'männlich', 'heute'), ('1040_1', '1040', '1', 'Deutsch', 'heute');
      insert into asv.svp_systemparameter values ('zentral', 'ja');
      insert into asv.svp_schule_stamm (id, schulnummer, kurzname, create_date) values ('S1', '0001', 'Übungsau', 'heute'), ('S2', '0002', 'Süd', 'heute');
      insert into asv.svp_schule_schuljahr (id, schule_stamm_id, schuljahr_id, create_date) values ('Y1', 'S1', 'J26', 'heute'), ('Y2', 'S2', 'J26', 'heute');
      insert into asv.svp_klasse (id, klassenname, schule_schuljahr_id, create_date) values ('K1', '5a', 'Y1', 'heute'), ('K2', '5a', 'Y2', 'heute');
      insert into asv.svp_klassengruppe (id, kennung, klasse_id, create_date) values ('G1', 'A', 'K1', 'heute'), ('G2', 'A', 'K2', 'heute');
      insert into asv.svp_schueler_stamm (id, familienname, vornamen, geburtsdatum, bemerkung, bild, laufende_nummer, create_date)
        values ('P1', 'Größling', 'Zoë', date '2012-02-29', '', null, 1, 'heute'), ('P2', 'O''Probe', 'Änne', null, null, null, 2, 'heute'),
               ('P3', 'Müster', 'Jörg', null, 'Zeile 1', null, 3, 'heute');
      insert into asv.svp_schueler_schuljahr (id, schueler_stamm_id, schuljahr_id, klassengruppe_id, create_date)
        values ('PJ1', 'P1', 'J26', 'G1', 'heute'), ('PJ2', 'P2', 'J26', 'G1', 'heute'), ('PJ3', 'P3', 'J26', 'G2', 'heute');
      insert into asv.svp_anschrift (id, ort, create_date) values ('A1', 'Schönprobe', 'heute'), ('A3', 'Größtest', 'heute'), ('AL1', 'Übungsdorf', 'heute');
      insert into asv.svp_schueler_anschrift (id, schueler_stamm_id, anschrift_id, create_date) values ('PA1', 'P1', 'A1', 'heute'), ('PA3', 'P3', 'A3', 'heute');
      insert into asv.svp_lehrer_stamm (id, familienname, vornamen, personalnummer, geburtsdatum, anschrift_id, create_date)
        values ('L1', 'Geteilt', 'Gerda', 'PKZ1', date '1970-01-01', 'AL1', 'heute'), ('L2', 'Allein', 'Alma', 'PKZ2', null, null, 'heute'),
               ('L3', 'Fremd', 'Fritz', 'PKZ3', null, null, 'heute');
      insert into asv.svp_lehrer_schuljahr (id, lehrer_stamm_id, schuljahr_id, create_date)
        values ('LJ1', 'L1', 'J26', 'heute'), ('LJ2', 'L2', 'J26', 'heute'), ('LJ3', 'L3', 'J26', 'heute');
      insert into asv.svp_lehrer_schuljahr_schule (id, lehrer_schuljahr_id, schule_stamm_id, stunden, create_date)
        values ('E1', 'LJ1', 'S1', 14.5, 'heute'), ('E1b', 'LJ1', 'S2', 9.5, 'heute'), ('E2', 'LJ2', 'S1', 24, 'heute'), ('E3', 'LJ3', 'S2', 24, 'heute');
      insert into asv.svp_schule_fach (id, schule_stamm_id, wl_fach_id, create_date) values ('F1', 'S1', '1040_1', 'heute'), ('F2', 'S2', '1040_1', 'heute');
      insert into asv.svp_unterrichtselement (id, klassengruppe_id, schule_fach_id, lehrer_schuljahr_schule_id, create_date)
        values ('U1', 'G1', 'F1', 'E1', 'heute'), ('U2', 'G2', 'F2', 'E3', 'heute');
      insert into asv.svp_schuelerfach (id, schueler_schuljahr_id, unterrichtselement_id, create_date) values ('SF1', 'PJ1', 'U1', 'heute'), ('SF3', 'PJ3', 'U2', 'heute');
      insert into asv.svp_note (id, schuelerfach_id, wert, datum, create_date) values ('N1', 'SF1', 2.0, date '2026-11-02', 'heute'), ('N3', 'SF3', 3.5, null, 'heute');
      insert into asv.svp_zeugnis_note (id, schuelerfach_id, note, halbjahr, create_date) values ('Z1', 'SF1', 2, 1, 'heute');
      insert into asv.svp_bericht (id, schule_stamm_id, bezeichnung, eigener, create_date)
        values ('B0', null, 'Schülerliste', false, 'heute'), ('B1', 'S1', 'Eigener Bericht ä', true, 'heute'), ('B2', 'S2', 'Anderer', true, 'heute');
      insert into asv.svp_benutzer (kennung, passwort, schule_stamm_id) values ('sys', 'x', null), ('leitung1', 'x', 'S1'), ('leitung2', 'x', 'S2');
      insert into asv.svp_datenschutz_hinweis (id, schueler_stamm_id, hinweis, create_date) values ('H1', 'P1', 'gelesen', 'heute')
      """;
}
