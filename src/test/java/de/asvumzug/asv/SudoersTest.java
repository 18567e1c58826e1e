package de.asvumzug.asv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import de.asvumzug.asv.service.ServiceControl;
import de.asvumzug.asv.service.SystemdServices;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.support.Sudoers;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What docs/asv-umzug.sudoers lets the product do is what it does, and nothing else. */
class SudoersTest {
  private final Set<String> commands = new TreeSet<>();
  private final Host host = mock(Host.class);
  private final HostFiles files = mock(HostFiles.class);
  private final ServiceSettings settings =
      FakeMachine.settings("asv.services", ServiceSettings.class);
  private final ServiceControl services = new SystemdServices(host, settings);

  @BeforeEach
  void record() throws Exception {
    when(host.name()).thenReturn("alt");
    when(host.files()).thenReturn(files);
    when(host.findProgram(anyString(), any())).thenReturn(Optional.of("/usr/bin/systemctl"));
    when(host.run(any()))
        .thenAnswer(
            call -> {
              String line = note(call.getArgument(0));
              return new CommandResult(0, line.contains("Timeout") ? "1min 30s" : "active", "");
            });
  }

  private String note(Command command) {
    String line = String.join(" ", command.arguments());
    commands.add(line);
    return line;
  }

  @Test
  void every_command_of_the_service_control_is_on_the_list_and_no_other() throws Exception {
    for (String unit : Set.of(settings.server(), settings.updateService())) {
      services.state(unit);
      services.process(unit);
      services.user(unit);
      services.start(unit);
      note(services.stop(unit));
      services.enable(unit);
      services.disable(unit);
    }
    services.restart(settings.updateService());
    notAllowedToWrite();
    assertThatThrownBy(() -> services.allowLongStop(settings.server(), Duration.ofMinutes(30)))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("TimeoutStopSec", "30 Minuten", "systemctl edit asv-server");

    assertThat(Sudoers.commands()).containsExactlyInAnyOrderElementsOf(commands);
  }

  private void notAllowedToWrite() throws IOException {
    doThrow(new AccessDeniedException("/run/systemd/system")).when(files).createFolders(any());
  }

  @Test
  void the_list_leaves_nothing_open() throws Exception {
    assertThat(Sudoers.text()).doesNotContain("SETENV", "*", "ALL=(ALL", "kill");
    assertThat(Sudoers.commands())
        .allSatisfy(command -> assertThat(command.split(" ")).hasSizeGreaterThan(2));
  }
}
