package de.asvumzug.asv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.asv.service.SourceServices;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.release.Release;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Services of a Windows machine that stand on "manual", as the new and the old server. */
class ManualStartTest {
  private static final Map<String, String> TYPES =
      Map.of("auto", "2   AUTO_START", "demand", "3   DEMAND_START", "disabled", "4   DISABLED");

  private final Host host = mock(Host.class);
  private final Map<String, String> types = new HashMap<>();
  private boolean stuck;
  private final AsvServices services =
      new AsvServices(
          FakeMachine.settings("asv.services", ServiceSettings.class),
          FakeMachine.settings("asv.layout", LayoutSettings.class),
          new LocalFiles(
              FakeMachine.settings("asv.layout", LayoutSettings.class),
              FakeMachine.settings("asv.services", ServiceSettings.class)));

  @BeforeEach
  void a_machine_whose_services_have_ended() throws Exception {
    HostFiles files = mock(HostFiles.class);
    when(files.stat(anyString())).thenReturn(Optional.empty());
    when(host.name()).thenReturn("win");
    when(host.files()).thenReturn(files);
    when(host.clock()).thenReturn(Instant.EPOCH);
    when(host.system()).thenReturn(Host.OperatingSystem.WINDOWS);
    when(host.run(any())).thenAnswer(call -> answer(((Command) call.getArgument(0)).arguments()));
    types.put("asv-server", "demand");
    types.put("asv-aktualisierungsdienst", "demand");
  }

  private CommandResult answer(List<String> line) {
    String service = line.get(2);
    if (line.get(1).equals("config") && !stuck) {
      types.put(service, line.get(4));
    }
    String seen = line.get(1).equals("qc") ? TYPES.get(types.get(service)) : "1  STOPPED";
    return new CommandResult(0, "        X : 10  WIN32\n        Y : " + seen + "\n", "");
  }

  @Test
  void stopping_takes_the_start_by_hand_away() throws Exception {
    services.stopAndDisable(site(), mock(Jobs.class), progress -> {});

    assertThat(types).containsOnlyKeys("asv-server", "asv-aktualisierungsdienst");
    assertThat(types.values()).containsOnly("disabled");
  }

  @Test
  void what_stays_on_manual_is_not_out_of_service() {
    stuck = true;

    assertThatThrownBy(() -> services.stopAndDisable(site(), mock(Jobs.class), progress -> {}))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("manuell")
        .hasMessageContaining("Deaktiviert");
  }

  @Test
  void the_way_back_gives_each_its_own_start_type() throws Exception {
    types.put("asv-server", "auto");
    ObjectMapper json = new ObjectMapper().findAndRegisterModules();
    SourceServices before =
        json.readValue(json.writeValueAsString(services.note(site())), SourceServices.class);
    services.stopAndDisable(site(), mock(Jobs.class), progress -> {});

    services.restoreStartUp(site(), before);

    assertThat(types)
        .containsEntry("asv-server", "auto")
        .containsEntry("asv-aktualisierungsdienst", "demand");
  }

  private Endpoint site() {
    return new Endpoint(
        Side.SOURCE,
        new Installation(
            "win",
            Variant.SCHOOL,
            Release.parse("2.13.480"),
            "C:/ASV",
            "localhost",
            8765,
            (Database) null,
            false),
        host);
  }
}
