package de.asvumzug.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.asv.database.Postgres;
import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.postgres.Compression.Client;
import de.asvumzug.backup.restore.RestoreSession;
import de.asvumzug.backup.transfer.LineMeasurement;
import de.asvumzug.host.Host;
import de.asvumzug.plan.Database;
import de.asvumzug.support.TestSecrets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Which compression a dump gets, and the exact command that comes of it. */
class CompressionTest {
  private static final long MB = 1_000_000;

  @ParameterizedTest(name = "{0} with {1} to {2} with {3}: {4}")
  @CsvSource({
    "15, '',       15, '',       1",
    "15, '',       17, ZSTD LZ4, 1",
    "17, ZSTD LZ4, 15, '',       1",
    "15, ZSTD LZ4, 15, ZSTD LZ4, 1",
    "16, ZSTD LZ4, 16, ZSTD LZ4, zstd:1",
    "17, ZSTD LZ4, 18, ZSTD,     zstd:1",
    "17, ZSTD LZ4, 18, LZ4,      lz4:1",
    "17, LZ4,      18, ZSTD LZ4, lz4:1",
    "17, ZSTD,     18, LZ4,      1",
    "17, '',       18, '',       1",
    "17, ZSTD LZ4, 0,  '',       1",
  })
  void the_best_that_both_versions_know(
      int writer, String written, int reader, String read, String expected) {
    Compression best =
        Compression.of(new Client(writer, methods(written)), new Client(reader, methods(read)));

    assertThat(best.argument()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}, line {1}, gzip {2} MB/s, {3} jobs, room {4}: {5}")
  @CsvSource({
    "GZIP, 100, 45, 1, true,  NONE",
    "GZIP, 60,  45, 2, true,  GZIP",
    "GZIP, 300, 45, 2, true,  NONE",
    "GZIP, 300, 45, 2, false, GZIP",
    "GZIP, 250, 90, 4, true,  GZIP",
    "GZIP, 50,  20, 2, true,  NONE",
    "GZIP, 80,  45, 2, true,  NONE", // carries more once our own program is warm
    "ZSTD, 400, 90, 1, true,  ZSTD",
    "ZSTD, 300, 0,  2, true,  ZSTD",
    "GZIP, 300, 0,  2, true,  NONE",
    "GZIP, 0,   45, 1, true,  GZIP",
  })
  void a_line_that_is_faster_than_the_processors_carries_plain_bytes(
      Compression best, long line, long gzip, int jobs, boolean room, Compression expected) {
    assertThat(best.unless(new LineMeasurement(line * MB, gzip * MB), jobs, room))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "line {0}, gzip {1} MB/s, 2 jobs: {2}, sent ahead {3}")
  @CsvSource({
    "12,  45, GZIP, true", // 100 Mbit/s
    "117, 45, NONE, true", // 1 Gbit/s
    "117, 90, GZIP, true", // 1 Gbit/s, twice as fast processors
    "400, 45, NONE, false", // both on one machine
    "0,   0,  GZIP, true", // nothing could be measured
  })
  void what_is_slowest_is_spared(long line, long gzip, Compression compression, boolean ahead) {
    DumpChoice choice =
        DumpChoice.of(
            Compression.GZIP,
            new LineMeasurement(line * MB, gzip * MB),
            2,
            true,
            settings(Map.of()));

    assertThat(choice.compression()).isEqualTo(compression);
    assertThat(choice.sendAhead()).isEqualTo(ahead);
  }

  @Test
  void settings_decide_alone() {
    LineMeasurement slow = new LineMeasurement(12 * MB, 45 * MB);

    DumpChoice choice =
        DumpChoice.of(
            Compression.GZIP,
            slow,
            2,
            true,
            settings(Map.of("compression", "never", "send-ahead", "never")));

    assertThat(choice).isEqualTo(new DumpChoice(Compression.NONE, false, slow));
  }

  private static BackupSettings settings(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("", BackupSettings.class);
  }

  @Test
  void the_command_names_format_jobs_and_compression() throws Exception {
    Host host = Mockito.mock(Host.class);
    Mockito.when(host.system()).thenReturn(Host.OperatingSystem.LINUX);
    Mockito.when(host.findProgram(Mockito.any(), Mockito.any()))
        .thenReturn(Optional.of("/usr/bin/pg_dump"));
    Postgres postgres =
        new Postgres(
            host,
            new Database("localhost", 5432, "asv", "asv", "postgres", null, 17),
            TestSecrets.of(Map.of()));

    assertThat(PostgresBackup.dumpCommand(postgres, "/sicher", Compression.ZSTD, 4, 60).arguments())
        .containsExactly(
            "/usr/bin/pg_dump",
            "--format=directory",
            "--jobs=4",
            "--compress=zstd:1",
            "--lock-wait-timeout=60s",
            "--verbose",
            "--no-password",
            "--file=/sicher/dump");
  }

  @Test
  void rows_of_finished_tables_are_read_from_the_log() {
    String log =
        """
        pg_dump: dumping contents of table "asv.svp_note"
        pg_dump: launching item 12 TABLE DATA svp_note
        pg_dump: finished item 11 TABLE DATA größe x
        pg_dump: finished item 13 INDEX svp_note
        """;

    assertThat(DumpProgress.finished(log, Map.of("svp_note", 5L, "größe x", 7L))).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({"2, 23, 256", "4, 4, 128", "4, 1, 64", "4, 0, 64"})
  void a_restore_takes_memory_by_the_size_of_the_machine(int jobs, long gigabytes, long each) {
    assertThat(RestoreSession.settings(jobs, gigabytes << 30))
        .contains(
            "maintenance_work_mem=" + each + "MB", "max_parallel_maintenance_workers=" + jobs);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "4, 4", "64, 4"})
  void there_is_a_job_for_each_processor_but_no_more_than_four(int processors, int jobs) {
    assertThat(Processors.bounded(processors)).isEqualTo(jobs);
  }

  private static Set<Compression> methods(String names) {
    return names.isEmpty()
        ? Set.of()
        : Set.copyOf(List.of(names.split(" ")).stream().map(Compression::valueOf).toList());
  }
}
