package de.asvumzug.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.service.StopProof;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.check.guard.TenantGuard;
import de.asvumzug.host.Command;
import de.asvumzug.host.FencingToken;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.script.ScriptHost;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import de.asvumzug.step.start.StartLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes that both believe to hold the start lock, as after a hiccup of the database: the
 * machines themselves let only the later one through. Real machines' folders and script.
 */
class GuardedStartTest {
  private static final StopProof SEEN = () -> List.of("gestoppt");

  @TempDir Path folder;
  private final AtomicLong numbers = new AtomicLong();
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final GuardedStart one = node();
  private final GuardedStart two = node();
  private Host alt;
  private Host neu;
  private FakeStep step;

  @BeforeEach
  void machines() {
    alt = ScriptHost.local("alt", folder.resolve("alt"), List.of(), Duration.ofSeconds(20));
    neu = ScriptHost.local("neu", folder.resolve("neu"), List.of(), Duration.ofSeconds(20));
    Migration plan = mock(Migration.class);
    when(plan.id()).thenReturn("U-2026-0001");
    step =
        new FakeStep(
            new Endpoint(Side.SOURCE, mock(Installation.class), alt),
            new Endpoint(Side.TARGET, mock(Installation.class), neu),
            plan);
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  /** Each with a lock of its own: neither keeps the other out. */
  private GuardedStart node() {
    return new GuardedStart(
        mock(Guard.class),
        mock(TenantGuard.class),
        StartLock.within(numbers::incrementAndGet),
        OutOfUseFixture.NOBODY_STATED);
  }

  @Test
  void a_start_that_was_held_up_after_its_proof_starts_nothing_beside_the_other_server()
      throws Exception {
    CountDownLatch proven = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Future<?> heldUp =
        threads.submit(
            () ->
                one.alone(
                    step,
                    Side.TARGET,
                    SEEN,
                    (endpoint, proof) -> {
                      proof.obtain();
                      proven.countDown();
                      goOn.await();
                      return start(endpoint);
                    }));
    proven.await();

    two.alone(
        step,
        Side.SOURCE,
        SEEN,
        (endpoint, proof) -> {
          proof.obtain();
          return start(endpoint);
        });
    goOn.countDown();

    assertThatThrownBy(() -> heldUp.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(OperationFailed.class)
        .hasMessageContaining("nichts gestartet");
    assertThat(folder.resolve("alt-is-up")).exists();
    assertThat(folder.resolve("neu-is-up")).doesNotExist();
  }

  @Test
  void the_other_machine_is_fenced_before_it_is_looked_at() throws Exception {
    one.alone(
        step,
        Side.TARGET,
        () -> {
          assertThatThrownBy(() -> fence(alt, 0)).isInstanceOf(OperationFailed.class);
          return List.of("gestoppt");
        },
        (endpoint, proof) -> proof.obtain());
  }

  @Test
  void a_machine_that_cannot_be_fenced_is_not_proven_to_stand_still() throws Exception {
    Host silent = mock(Host.class);
    when(silent.name()).thenReturn("alt");
    org.mockito.Mockito.doThrow(new IOException("keine Antwort"))
        .when(silent)
        .fence(org.mockito.ArgumentMatchers.any());
    FakeStep unreachable =
        new FakeStep(
            new Endpoint(Side.SOURCE, mock(Installation.class), silent),
            step.target(),
            step.migration());

    assertThatThrownBy(
            () -> one.alone(unreachable, Side.TARGET, SEEN, (endpoint, proof) -> proof.obtain()))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("Der Start wird verweigert")
        .hasMessageContaining("keine Antwort");
  }

  private static Void fence(Host host, long number) throws IOException {
    host.fence(new FencingToken("U-2026-0001", number));
    return null;
  }

  private Path start(Endpoint endpoint) throws IOException, InterruptedException {
    Path up = folder.resolve(endpoint.host().name() + "-is-up");
    endpoint.host().run(Command.of("touch", up.toString()));
    return up;
  }
}
