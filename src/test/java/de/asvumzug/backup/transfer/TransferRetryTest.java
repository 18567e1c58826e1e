package de.asvumzug.backup.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TransferRetryTest {
  private final AtomicInteger runs = new AtomicInteger();
  private final TransferRetry patience = new TransferRetry(time -> {});

  @Test
  void an_interruption_ends_the_work_instead_of_starting_it_again() {
    IOException told = new IOException("read", new InterruptedIOException("Interrupted at cycle"));

    assertThatThrownBy(() -> patience.with(() -> failing(told)))
        .isInstanceOf(InterruptedException.class);
    assertThat(runs).hasValue(1);
  }

  @Test
  void a_silent_connection_is_tried_again() {
    assertThatThrownBy(() -> patience.with(() -> failing(new SocketTimeoutException("silent"))))
        .isInstanceOf(SocketTimeoutException.class);
    assertThat(runs).hasValue(TransferRetry.POLICY.attempts());
  }

  private Void failing(IOException failure) throws IOException {
    runs.incrementAndGet();
    throw failure;
  }
}
