package de.asvumzug.host.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.host.Command;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.script.ScriptHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine that falls silent: its jobs are real, the time that passes meanwhile is not. */
class DetachedJobsTest {
  @TempDir Path folder;
  private final AtomicBoolean silent = new AtomicBoolean();
  private final AtomicBoolean endSeen = new AtomicBoolean();
  private final AtomicInteger looks = new AtomicInteger();

  private Duration passed = Duration.ZERO;
  private Host machine;

  @AfterEach
  void close() {
    if (machine != null) {
      machine.close();
    }
  }

  @Test
  void half_an_hour_of_silence_does_not_begin_a_job_beside_itself() throws Exception {
    machine = ScriptHost.local("alt", folder.resolve("work"), List.of(), Duration.ofSeconds(5));
    Path go = folder.resolve("go");
    Command alone =
        Command.of(
            "sh",
            "-c",
            "mkdir \"$0/inside\" || echo doubled >>\"$0/doubled\"; echo x >>\"$0/count\";"
                + " while [ ! -e \"$0/go\" ]; do sleep 0.05; done; rmdir \"$0/inside\"",
            folder.toString());
    Jobs first = new DetachedJobs("p-deleteTenant-0001-1", () -> false, this::pass);
    assertThatThrownBy(() -> first.run(silenced(), "delete-0001", alone, () -> silent.set(true)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Er läuft dort womöglich weiter");
    assertThat(passed).isGreaterThan(Duration.ofMinutes(30));

    silent.set(false);
    looks.set(0);
    Jobs second =
        new DetachedJobs("p-deleteTenant-0001-2", () -> false, wait -> goAfterSomeLooks(go));
    assertThat(second.run(silenced(), "delete-0001", alone, Jobs.Poll.NOTHING).exitCode()).isZero();

    assertThat(folder.resolve("doubled")).doesNotExist();
    assertThat(folder.resolve("count")).hasContent("x\nx");
  }

  @Test
  void a_look_after_the_end_that_fails_does_not_fail_the_job() throws Exception {
    machine = ScriptHost.local("alt", folder.resolve("work"), List.of(), Duration.ofSeconds(5));
    Jobs jobs = new DetachedJobs("p-fingerprintSource-1", () -> false, this::pass);
    AtomicInteger polls = new AtomicInteger();

    JobResult result =
        jobs.run(
            silenced(),
            "fingerprint",
            Command.of("true"),
            () -> {
              if (endSeen.get() && polls.incrementAndGet() < 3) {
                throw new IOException("away");
              }
            });

    assertThat(result.exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_job_that_never_begins_is_given_up(boolean claimed) {
    JobStatus starting = new JobStatus.Running(0, Instant.EPOCH);
    Host hanging =
        (Host)
            Proxy.newProxyInstance(
                Host.class.getClassLoader(),
                new Class<?>[] {Host.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "start" -> starting;
                      case "status" -> Optional.ofNullable(claimed ? starting : null);
                      case "jobs" -> List.of();
                      case "awaitsEnds" -> false;
                      default -> "alt";
                    });
    Jobs jobs = new DetachedJobs("p-dump-1", () -> passed.toHours() > 0, this::pass);

    assertThatThrownBy(() -> jobs.run(hanging, "dump", Command.of("true"), () -> {}))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("noch nicht begonnen");
  }

  @ParameterizedTest(name = "a job of {0} ms")
  @ValueSource(ints = {100, 900, 1_500, 3_000, 8_000, 60_000})
  void the_end_of_a_job_is_noticed_within_a_tenth_of_its_time(int milliseconds) throws Exception {
    Duration length = Duration.ofMillis(milliseconds);
    AtomicInteger polls = new AtomicInteger();
    Host host =
        answering(
            "status",
            () ->
                Optional.of(
                    passed.compareTo(length) < 0
                        ? new JobStatus.Running(7, Instant.EPOCH)
                        : new JobStatus.Ended(0, Instant.EPOCH, Instant.EPOCH)));

    new DetachedJobs("p-analyze-1", () -> false, this::pass)
        .run(host, "analyze", Command.of("true"), polls::incrementAndGet);

    assertThat(passed.minus(length))
        .isLessThanOrEqualTo(length.dividedBy(10).plus(Duration.ofMillis(50)));
    assertThat(polls.get())
        .as("looks into the database")
        .isLessThanOrEqualTo(2 + milliseconds / 1000);
  }

  private static Host answering(String method, java.util.function.Supplier<Object> answer) {
    return (Host)
        Proxy.newProxyInstance(
            Host.class.getClassLoader(),
            new Class<?>[] {Host.class},
            (proxy, called, arguments) ->
                called.getName().equals(method)
                    ? answer.get()
                    : switch (called.getName()) {
                      case "start" -> new JobStatus.Running(7, Instant.EPOCH);
                      case "jobs" -> List.of();
                      case "awaitsEnds" -> false;
                      case "readLog" -> new LogChunk("", 0);
                      default -> "alt";
                    });
  }

  private void goAfterSomeLooks(Path go) {
    if (looks.incrementAndGet() == 5) {
      write(go);
    }
  }

  private static void write(Path go) {
    try {
      Files.writeString(go, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pass(Duration wait) {
    passed = passed.plus(wait);
  }

  /** The machine, over a line that can fall silent. */
  private Host silenced() {
    return (Host)
        Proxy.newProxyInstance(
            Host.class.getClassLoader(),
            new Class<?>[] {Host.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("awaitsEnds")) {
                return false;
              }
              if (silent.get() && !method.getName().equals("name")) {
                throw new IOException("silent");
              }
              try {
                Object answer = method.invoke(machine, arguments);
                Object status = answer instanceof Optional<?> found ? found.orElse(null) : answer;
                if (status instanceof JobStatus.Ended) {
                  endSeen.set(true);
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
