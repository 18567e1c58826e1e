package de.asvumzug.backup;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.asv.Postgres;
import de.asvumzug.backup.Compression.Client;
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

/** Which compression a dump gets, and the exact command that comes of it. */
class CompressionTest {

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

  @ParameterizedTest(name = "{0} on a line with {1} MB/s, {2} jobs, room {3}: {4}")
  @CsvSource({
    "GZIP, 100, 1, true,  NONE",
    "GZIP, 100, 2, true,  GZIP",
    "GZIP, 300, 2, true,  NONE",
    "GZIP, 300, 2, false, GZIP",
    "ZSTD, 300, 2, true,  ZSTD",
    "GZIP, 0,   1, true,  GZIP",
  })
  void a_line_that_is_faster_than_the_processors_carries_plain_bytes(
      Compression best, long megabytes, int jobs, boolean room, Compression expected) {
    assertThat(best.unless(megabytes * 1_000_000, jobs, room)).isEqualTo(expected);
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
