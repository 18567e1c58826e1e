package de.asvumzug.host.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import de.asvumzug.host.Host;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Within a step a program stays where it was found. */
class ProgramCacheTest {
  private final Host machine = mock(Host.class);
  private final Host cached = new ProgramCache(machine);

  @Test
  void a_program_is_looked_for_once() throws Exception {
    when(machine.findProgram("psql", List.of("/opt/*"))).thenReturn(Optional.of("/opt/15/psql"));

    assertThat(cached.findProgram("psql", List.of("/opt/*"))).contains("/opt/15/psql");
    assertThat(cached.findProgram("psql", List.of("/opt/*"))).contains("/opt/15/psql");

    verify(machine, times(1)).findProgram(any(), any());
  }

  @Test
  void what_was_not_there_is_looked_for_again() throws Exception {
    when(machine.findProgram("psql", List.of()))
        .thenReturn(Optional.empty())
        .thenReturn(Optional.of("/usr/bin/psql"));

    assertThat(cached.findProgram("psql", List.of())).isEmpty();
    assertThat(cached.findProgram("psql", List.of())).contains("/usr/bin/psql");
  }

  @Test
  void other_folders_are_another_search() throws Exception {
    when(machine.findProgram("java", List.of())).thenReturn(Optional.of("/usr/bin/java"));
    when(machine.findProgram("java", List.of("/a"))).thenReturn(Optional.of("/a/java"));

    assertThat(cached.findProgram("java", List.of())).contains("/usr/bin/java");
    assertThat(cached.findProgram("java", List.of("/a"))).contains("/a/java");
  }
}
