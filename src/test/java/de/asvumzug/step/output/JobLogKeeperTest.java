package de.asvumzug.step.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.asvumzug.host.Command;
import de.asvumzug.host.Host;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.host.script.ScriptHost;
import de.asvumzug.step.StepTask;
import de.asvumzug.trail.AuditTrailFixture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real jobs on this machine, kept in a real database. */
class JobLogKeeperTest {
  private static final String MOVE = "U-2026-0001";
  private static final StepTask TASK =
      new StepTask("t", "backupTenant", "4711", MOVE, Optional.of("0001"), Optional.empty(), null);

  @TempDir Path folder;
  private final AuditTrailFixture kit = new AuditTrailFixture();
  private final JobLogRepository logs = new JobLogRepository(kit.jdbc);
  private final JobLogKeeper keeper = new JobLogKeeper(logs, kit.redaction);

  private Host host() {
    return ScriptHost.local("alt", folder, List.of(), Duration.ofSeconds(10));
  }

  private JobKey job(String script) throws Exception {
    JobKey key = new JobKey(TASK.key(2) + ".dump");
    Host host = host();
    host.start(key, Command.of("sh", "-c", script));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> host.status(key).orElse(null) instanceof JobStatus.Ended);
    return key;
  }

  private KeptJobLog only() {
    List<KeptJobLog> all = logs.of(MOVE);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private String text() throws IOException {
    byte[] stored = logs.stored(MOVE, only().id()).orElseThrow();
    assertThat(JobLogKeeper.sha256(stored)).isEqualTo(only().sha256());
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(stored))) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void the_whole_output_is_kept_with_all_that_is_known_of_the_job() throws Exception {
    Map<String, Object> told =
        keeper.keep(TASK, 2, host(), job("echo eins; echo zwei >&2; exit 4"));

    assertThat(text().lines()).containsExactlyInAnyOrder("eins", "zwei");
    KeptJobLog log = only();
    assertThat(log.element()).isEqualTo("backupTenant");
    assertThat(log.school()).isEqualTo("0001");
    assertThat(log.attempt()).isEqualTo(2);
    assertThat(log.machine()).isEqualTo("alt");
    assertThat(log.job()).isEqualTo("dump");
    assertThat(log.exitCode()).isEqualTo(4);
    assertThat(log.bytes()).isEqualTo(10);
    assertThat(log.cutBytes()).isZero();
    assertThat(log.begun()).isBeforeOrEqualTo(log.ended());
    assertThat(told).containsEntry("logSha256", log.sha256()).containsEntry("logBytes", 10L);
  }

  @Test
  void secrets_are_masked_before_anything_is_stored() throws Exception {
    kit.secrets.remember("Ganz-Geheim-77");
    keeper.keep(
        TASK, 2, host(), job("echo Ganz-Geheim-77; echo password=abcdefgh; echo http://u:pw@h/"));
    assertThat(text())
        .doesNotContain("Ganz-Geheim-77", "abcdefgh", "pw@")
        .contains("•••", "password=");
  }

  @Test
  void of_a_long_output_beginning_and_end_are_kept_and_the_cut_is_said() throws Exception {
    JobLogKeeper small = new JobLogKeeper(logs, kit.redaction, 2_000, JobLog.MOST_STORED);
    Map<String, Object> told =
        small.keep(
            TASK, 2, host(), job("i=0; while [ $i -lt 3000 ]; do i=$((i+1)); echo Zeile $i; done"));

    assertThat(text()).startsWith("Zeile 1\nZeile 2\n").endsWith("Zeile 2999\nZeile 3000\n");
    assertThat(text()).contains("… hier fehlen").hasSizeLessThan(2_200);
    // Whole lines only: half a secret would not be known as one.
    assertThat(text().lines().filter(line -> !line.isEmpty()))
        .allMatch(line -> line.matches("Zeile \\d+") || line.startsWith("… hier fehlen"));
    KeptJobLog log = only();
    assertThat(log.cutBytes()).isBetween(log.bytes() - 2_000, log.bytes());
    assertThat(told).containsEntry("logCutBytes", log.cutBytes());
  }

  @Test
  void a_secret_at_the_cut_does_not_stay_in_halves() throws Exception {
    kit.secrets.remember("Ganz-Geheim-0123456789");
    JobLogKeeper small = new JobLogKeeper(logs, kit.redaction, 1_000, JobLog.MOST_STORED);
    small.keep(
        TASK,
        2,
        host(),
        job("i=0; while [ $i -lt 200 ]; do i=$((i+1)); echo $i Ganz-Geheim-0123456789; done"));
    assertThat(text()).doesNotContain("Geheim", "Ganz", "0123").contains("•••");
  }

  @Test
  void what_cannot_be_compressed_is_cut_further() throws Exception {
    JobLogKeeper small = new JobLogKeeper(logs, kit.redaction, 400_000, 60_000);
    small.keep(TASK, 2, host(), job("head -c 200000 /dev/urandom | base64"));
    KeptJobLog log = only();
    assertThat(log.storedBytes()).isLessThanOrEqualTo(60_000);
    assertThat(log.cutBytes()).isPositive();
    assertThat(text()).contains("… hier fehlen");
  }

  @Test
  void a_job_that_is_kept_again_after_a_restart_is_kept_once() throws Exception {
    JobKey key = job("echo eins");
    Map<String, Object> first = keeper.keep(TASK, 2, host(), key);
    assertThat(keeper.keep(TASK, 2, host(), key)).isEqualTo(first);
    assertThat(text()).isEqualTo("eins\n");
  }

  @Test
  void a_job_without_output_is_kept_as_well() throws Exception {
    keeper.keep(TASK, 2, host(), job("exit 0"));
    assertThat(text()).isEmpty();
  }

  @Test
  void an_output_that_cannot_be_kept_fails_nothing_and_is_named() throws Exception {
    JobLogs full =
        log -> {
          throw new IllegalStateException("kein Platz");
        };
    assertThat(new JobLogKeeper(full, kit.redaction).keep(TASK, 2, host(), job("echo x")))
        .containsEntry("logMissing", "kein Platz");
  }
}
