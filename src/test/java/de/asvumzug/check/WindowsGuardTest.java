package de.asvumzug.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.check.guard.AsvProcess;
import de.asvumzug.check.guard.PortProbe;
import de.asvumzug.check.guard.SiteGuard;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.host.Host.OperatingSystem;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.ProcessInfo;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.release.Release;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule I1 on a Windows machine. */
class WindowsGuardTest {
  private final Host host = mock(Host.class);
  private final SiteGuard guard =
      new SiteGuard(EndpointFixture.defaults(ServiceSettings.class), new PortProbe());
  private String state = "1  STOPPED";
  private String startType = "4   DISABLED";
  private int port;

  @BeforeEach
  void a_stopped_and_disabled_server() throws Exception {
    when(host.name()).thenReturn("win");
    when(host.system()).thenReturn(OperatingSystem.WINDOWS);
    when(host.reaches(any(), anyInt())).thenReturn(false);
    when(host.run(any()))
        .thenAnswer(
            call -> {
              List<String> line = ((Command) call.getArgument(0)).arguments();
              String seen = line.get(1).equals("qc") ? startType : state;
              return new CommandResult(0, "        X : 10  WIN32\n        Y : " + seen + "\n", "");
            });
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
  }

  @Test
  void a_stopped_server_is_proven_stopped() throws Exception {
    assertThat(guard.proveStopped(site()).stopped()).isTrue();
  }

  @Test
  void a_service_that_ends_is_up() {
    state = "3  STOP_PENDING";

    assertThatThrownBy(() -> guard.proveStopped(site())).hasMessageContaining("endet gerade");
  }

  @Test
  void a_service_that_anybody_may_start_is_not_disabled() {
    startType = "3   DEMAND_START";

    assertThatThrownBy(() -> guard.proveStopped(site()))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("manuell");
  }

  @Test
  void processes_that_cannot_be_seen_prove_nothing() throws Exception {
    when(host.processes()).thenThrow(new IOException("verborgen"));

    assertThatThrownBy(() -> guard.proveStopped(site())).hasMessageContaining("verborgen");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "\"C:\\Program Files\\ASV\\jre\\bin\\java.exe\" -jar asv.jar,            true",
        "c:\\program files\\asv\\asv-server.exe,                               true",
        "\"D:\\Java\\bin\\javaw.exe\" -cp \"C:/Program Files/ASV/lib/a.jar\" Main, true",
        "C:\\Windows\\System32\\cmd.exe /c \"C:\\Program Files\\ASV\\start.bat\",   true",
        "notepad.exe \"C:\\Program Files\\ASV\\log\\asv.log\",                    false",
        "\"C:\\Program Files\\ASV-neu\\jre\\bin\\java.exe\" -jar asv.jar,        false",
        "? C:\\Program Files\\ASV\\wrapper.exe,                             true",
        "? java.exe,                                                       true",
        "? D:\\Java\\bin\\java.exe,                                          true",
        "? cmd.exe,                                                        true",
        "?,                                                                true",
        "? csrss.exe,                                                      false",
        "? C:\\Program Files\\Scanner\\MsMpEng.exe,                         false",
      })
  void a_process_belongs_to_the_installation_however_its_path_is_written(
      String line, boolean belongs) {
    assertThat(
            AsvProcess.belongsTo(
                new ProcessInfo(1, line), "C:/Program Files/ASV", OperatingSystem.WINDOWS))
        .isEqualTo(belongs);
  }

  private Endpoint site() {
    return new Endpoint(
        Side.SOURCE,
        new Installation(
            "win",
            Variant.ENTERPRISE,
            Release.parse("2.13.480"),
            "C:/Program Files/ASV",
            "localhost",
            port,
            new Database("localhost", 5432, "asv", "asv", "postgres", null, 15),
            false),
        host);
  }
}
