package de.asvumzug.step.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import de.asvumzug.host.Command;
import de.asvumzug.host.Host;
import de.asvumzug.host.Machines;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.script.ScriptHost;
import de.asvumzug.notify.MigrationFixture;
import de.asvumzug.step.output.RunningOutput.Output;
import de.asvumzug.trail.AuditTrailFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real database and a real host. */
class RunningOutputTest {
  private static final String PREFIX = "4711-backupDatabase-1.";

  @TempDir Path folder;
  private final AuditTrailFixture kit = new AuditTrailFixture();
  private final Machines machines = mock(Machines.class);
  private Host host;

  @BeforeEach
  void one_machine() {
    host = ScriptHost.local("alt", folder, List.of(), Duration.ofSeconds(10));
    when(machines.site(anyString())).thenReturn(Optional.empty());
    when(machines.glance(anyString())).thenReturn(mock(Host.class));
    when(machines.glance("alt")).thenReturn(host);
  }

  @Test
  void shows_the_end_of_what_a_running_job_prints() throws Exception {
    runs();
    prints("dump", "seq 1 20000");

    assertThat(output())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.job()).isEqualTo("dump");
              assertThat(one.machine()).isEqualTo("alt");
              assertThat(one.text()).endsWith("20000\n").hasSizeLessThanOrEqualTo(8_000);
            });
  }

  @Test
  void a_secret_is_masked() throws Exception {
    runs();
    kit.secrets.remember("Geheim-4711-lang");
    prints("dump", "echo Kennwort Geheim-4711-lang");

    assertThat(output())
        .singleElement()
        .extracting(Output::text)
        .asString()
        .doesNotContain("Geheim-4711");
  }

  @Test
  void a_secret_is_not_cut_in_two_where_the_shown_text_begins() throws Exception {
    runs();
    kit.secrets.remember("Geheim-4711-lang");
    // The text that is shown would begin within the secret.
    prints(
        "dump", "printf 'Kennwort Geheim-4711-lang\\n'; head -c 7994 /dev/zero | tr '\\0' x; echo");

    assertThat(output())
        .singleElement()
        .extracting(Output::text)
        .asString()
        .doesNotContain("lang")
        .endsWith("x\n");
  }

  @Test
  void what_other_steps_print_is_not_theirs() throws Exception {
    runs();
    host.start(new JobKey("4711-stopSource-1.stop"), Command.of("echo", "fremd"));
    await().until(() -> !host.readLog(new JobKey("4711-stopSource-1.stop"), 0).text().isEmpty());

    assertThat(output()).isEmpty();
  }

  @Test
  void nobody_is_asked_while_no_step_runs() {
    when(machines.glance(anyString())).thenThrow(new AssertionError("asked"));

    assertThat(output()).isEmpty();
  }

  @Test
  void a_machine_that_does_not_answer_is_told_in_words() {
    runs();
    when(machines.glance("alt")).thenThrow(OperationFailed.temporary("weg", "warten", null));

    assertThat(output())
        .extracting(Output::text)
        .contains("Diese Maschine antwortet gerade nicht.");
  }

  @Test
  void a_machine_on_site_is_told_in_words() {
    runs();
    when(machines.site("alt")).thenReturn(Optional.of("nord"));

    assertThat(output())
        .extracting(Output::text)
        .anyMatch(text -> text.contains("Standort „nord“"));
  }

  private List<Output> output() {
    return new RunningOutput(kit.jdbc, id -> MigrationFixture.of(), machines, kit.secrets)
        .of(MigrationFixture.ID);
  }

  private void runs() {
    kit.jdbc
        .sql(
            """
            insert into umzug.step (migration_id, process_instance_id, element, attempt, external_task_id, worker, state)
            values (:id, '4711', 'backupDatabase', 1, 't', 'w', 'RUNNING')""")
        .param("id", MigrationFixture.ID)
        .update();
  }

  private void prints(String job, String script) throws IOException {
    JobKey key = new JobKey(PREFIX + job);
    host.start(key, Command.of("sh", "-c", script));
    await()
        .until(
            () -> host.status(key).orElseThrow() instanceof de.asvumzug.host.job.JobStatus.Ended);
  }
}
