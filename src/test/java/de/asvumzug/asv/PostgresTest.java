package de.asvumzug.asv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import de.asvumzug.host.Host;
import de.asvumzug.plan.Database;
import de.asvumzug.support.TestSecrets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the client programs of a machine are found. */
class PostgresTest {
  private final Host host = mock(Host.class);
  private final Postgres postgres =
      new Postgres(
          host,
          new Database("localhost", 5432, "asv", "asv", "postgres", null, 15),
          TestSecrets.of(Map.of()));

  @BeforeEach
  void a_machine_with_psql() throws Exception {
    when(host.system()).thenReturn(Host.OperatingSystem.LINUX);
    when(host.findProgram(any(), any())).thenReturn(Optional.empty());
    when(host.findProgram(eq("psql"), any())).thenReturn(Optional.of("/usr/bin/psql"));
  }

  @Test
  void a_program_is_looked_for_once() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(postgres.psql("asv", Map.of()).arguments()).startsWith("/usr/bin/psql");
    }

    verify(host, times(1)).findProgram(eq("psql"), any());
  }

  @Test
  void a_program_that_was_not_there_is_looked_for_again() throws Exception {
    assertThat(postgres.has("vacuumdb")).isFalse();
    when(host.findProgram(eq("vacuumdb"), any())).thenReturn(Optional.of("/usr/bin/vacuumdb"));

    assertThat(postgres.has("vacuumdb")).isTrue();
  }
}
