package de.asvumzug.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.check.fingerprint.FingerprintComparison;
import de.asvumzug.check.fingerprint.FingerprintComparison.Difference;
import de.asvumzug.check.fingerprint.FingerprintComparison.Kind;
import de.asvumzug.check.fingerprint.FingerprintService;
import de.asvumzug.check.fingerprint.Measurement;
import de.asvumzug.check.fingerprint.SchoolNumbers;
import de.asvumzug.check.guard.AsvProcess;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.DetachedJobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.host.script.ScriptHost;
import de.asvumzug.plan.Side;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2FingerprintIT {
  @TempDir Path folder;
  private Path source;
  private Path target;
  private ScriptHost host;

  @BeforeEach
  void install_two_servers() throws Exception {
    host = EndpointFixture.host("schule", folder);
    source = EndpointFixture.schoolInstallation(folder.resolve("alt"));
    target = EndpointFixture.schoolInstallation(folder.resolve("neu"));
    execute(source, CONTENT);
    Files.copy(source.resolve("database/asv.mv.db"), target.resolve("database/asv.mv.db"));
  }

  @Test
  void finds_a_copied_database_equal() throws Exception {
    assertThat(compare().differences()).isEmpty();
  }

  @Test
  void finds_equal_data_in_another_order_equal() throws Exception {
    execute(target, "delete from asv.zahlen where n = 5; insert into asv.zahlen values (5)");

    assertThat(compare().differences()).isEmpty();
  }

  @Test
  void leaves_the_database_file_as_it_was() throws Exception {
    String file = source.resolve("database/asv.mv.db").toString();
    String before = host.files().sha256(file);

    take(source);

    assertThat(host.files().sha256(file)).isEqualTo(before);
    assertThat(host.files().list(source.resolve("database").toString())).hasSize(1);
  }

  @Test
  void finds_one_changed_byte() throws Exception {
    assertThat(differences("update asv.alles set roh = x'00ff11' where id = 1"))
        .extracting(Difference::kind, Difference::object)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.CONTENT, "ASV.ALLES"));
  }

  @Test
  void finds_one_changed_character_of_a_long_text() throws Exception {
    assertThat(differences("update asv.alles set text = replace(text, 'x', 'y') where id = 1"))
        .extracting(Difference::object)
        .containsExactly("ASV.ALLES");
  }

  @Test
  void tells_an_empty_text_from_none() throws Exception {
    assertThat(differences("update asv.alles set name = '' where name is null"))
        .extracting(Difference::object)
        .containsExactly("ASV.ALLES");
  }

  @Test
  void a_database_with_a_damage_in_its_middle_is_named_as_damaged() throws Exception {
    execute(
        source,
        // Compacted: a slow computer closes the file with gaps, and a damage in a gap is none.
        "create table asv.viel as select x, random_uuid() || random_uuid() as u from system_range(1, 20000); shutdown compact");
    Path file = source.resolve("database/asv.mv.db");
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(bytes.length() / 2);
      bytes.write(new byte[40_000]);
    }

    assertThatThrownBy(() -> take(source))
        .hasMessageContaining("beschädigt oder abgeschnitten")
        .isInstanceOfSatisfying(
            OperationFailed.class, failed -> assertThat(failed.worthRetrying()).isFalse())
        .hasMessageNotContaining("\tat ");
  }

  @Test
  void finds_a_removed_row() throws Exception {
    assertThat(differences("delete from asv.zahlen where n = 7"))
        .extracting(Difference::kind)
        .containsExactly(Kind.ROWS);
  }

  @Test
  void finds_a_duplicated_row_that_hides_a_removed_one() throws Exception {
    assertThat(differences("delete from asv.zahlen where n = 7; insert into asv.zahlen values (8)"))
        .extracting(Difference::kind)
        .containsExactly(Kind.CONTENT);
  }

  @Test
  void finds_a_dropped_index() throws Exception {
    assertThat(differences("drop index asv.alles_name"))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.kind()).isEqualTo(Kind.MISSING);
              assertThat(found.object()).contains("INDEX", "ALLES_NAME");
            });
  }

  @Test
  void finds_a_changed_sequence() throws Exception {
    assertThat(differences("select next value for asv.folge"))
        .singleElement()
        .satisfies(found -> assertThat(found.object()).contains("SEQUENCE", "FOLGE"));
  }

  @Test
  void answers_the_numbers_per_school_with_the_same_run() throws Exception {
    assertThat(take(source).numbers().of("0001")).contains(new SchoolNumbers("0001", 100, 4, 3));
  }

  @Test
  void does_not_open_a_database_that_the_server_holds() throws Exception {
    try (Connection server = connect(source)) {
      assertThat(server.isValid(1)).isTrue();
      assertThatThrownBy(() -> take(source))
          .isInstanceOf(OperationFailed.class)
          .hasMessageContaining("H2-Datenbank")
          .hasMessageContaining("database/asv");
    }
  }

  @Test
  void is_not_taken_for_a_server_by_the_guard() throws Exception {
    String line =
        String.join(
            " ",
            new JavaTool(de.asvumzug.check.probe.FingerprintProbe.class)
                .command(site(source), List.of(), List.of(source + "/database/asv"))
                .arguments());

    assertThat(AsvProcess.belongsTo(new de.asvumzug.host.ProcessInfo(1, line), source.toString()))
        .isFalse();
    assertThat(
            AsvProcess.belongsTo(
                new de.asvumzug.host.ProcessInfo(1, line.replace(JavaTool.MARKER, "-Dx=")),
                source.toString()))
        .isTrue();
  }

  private List<Difference> differences(String change) throws Exception {
    execute(target, change);
    return compare().differences();
  }

  private FingerprintComparison compare() throws Exception {
    return FingerprintComparison.of(take(source).fingerprints(), take(target).fingerprints());
  }

  private Measurement take(Path installation) throws Exception {
    String key = "schritt-" + UUID.randomUUID();
    return new FingerprintService(
            EndpointFixture.settingsWithNumbers(
                "select '0001' as school, count(*) as pupils, 4 as classes, 3 as teachers"
                    + " from asv.zahlen"),
            EndpointFixture.defaults(LayoutSettings.class),
            EndpointFixture.defaults(TenantSettings.class),
            EndpointFixture.NO_SECRETS)
        .take(
            site(installation),
            key,
            new DetachedJobs(key, () -> false, Sleeper.REAL),
            ProgressListener.NONE);
  }

  private Endpoint site(Path installation) {
    return EndpointFixture.school(Side.SOURCE, host, installation.toString());
  }

  private static Connection connect(Path installation) throws SQLException {
    return DriverManager.getConnection("jdbc:h2:" + installation + "/database/asv", "sa", "");
  }

  private static void execute(Path installation, String sql) throws SQLException {
    try (Connection connection = connect(installation);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static final String CONTENT =
      """
      create schema asv;
      create sequence asv.folge;
      create table asv.alles (id int primary key, name varchar(40), betrag numeric(12, 4), bruch double precision,
        wann timestamp with time zone, ortszeit timestamp, tag date, uhr time, roh varbinary(100), bild blob, text clob,
        worte varchar(10) array, ja boolean, nummer uuid);
      insert into asv.alles values (1, 'Größe Çelik 😀', 12.5, 0.1, timestamp with time zone '2026-03-29 01:30:00+01', timestamp '2026-03-29 02:30:00',
        date '1999-12-31', time '12:00:00', x'00ff10', x'00ff', repeat('xäö', 5000), array['a', null], true, random_uuid());
      insert into asv.alles (id) values (2);
      create index asv.alles_name on asv.alles (name);
      create table asv.zahlen (n int);
      insert into asv.zahlen select x from system_range(1, 100);
      create view asv.sicht as select id, name from asv.alles;
      """;
}
