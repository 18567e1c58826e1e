package de.asvumzug.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.asv.client.ClientSettings;
import de.asvumzug.asv.client.ClientUpdate;
import de.asvumzug.asv.client.ClientUpdates;
import de.asvumzug.asv.database.SchemaVersionReader;
import de.asvumzug.asv.database.StructureSettings;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.asv.files.ShippedFileList;
import de.asvumzug.asv.files.ShippedFiles;
import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.asv.installer.InstallationAdoption;
import de.asvumzug.asv.installer.InstallationCheck;
import de.asvumzug.asv.installer.InstalledPackage;
import de.asvumzug.asv.installer.Installer;
import de.asvumzug.asv.installer.InstallerSettings;
import de.asvumzug.asv.installer.Unpacker;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.asv.update.UpdateInstaller;
import de.asvumzug.asv.update.UpdateInstallerSettings;
import de.asvumzug.asv.update.UpdateRun;
import de.asvumzug.delegate.finish.UpdateClientsDelegate;
import de.asvumzug.delegate.install.InstallServerDelegate;
import de.asvumzug.delegate.install.InstallTestClientDelegate;
import de.asvumzug.delegate.restore.RunUpdateInstallerDelegate;
import de.asvumzug.host.Host;
import de.asvumzug.host.Machines;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Client;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that a person has done: no program runs, and the evidence is as after a program. */
class HandworkDelegatesTest {
  @TempDir Path folder;
  private final LayoutSettings layout = FakeMachine.settings("asv.layout", LayoutSettings.class);
  private final ShippedFiles shipped = new ShippedFiles(layout);
  private final InstallerSettings installerSettings =
      FakeMachine.settings("asv.installer", InstallerSettings.class);
  private final ClientSettings clientSettings =
      FakeMachine.settings("asv.client", ClientSettings.class);
  private FakeMachine machine;
  private FakeStep step;

  @BeforeEach
  void machine() throws Exception {
    machine = new FakeMachine("neu", folder);
    Endpoint target = machine.site(Side.TARGET, Variant.SCHOOL, "2.14.12");
    step =
        new FakeStep(
                target,
                target,
                machine.migration(
                    target.installation(),
                    target.installation(),
                    new Client("Sekretariat", "neu", folder + "/client"),
                    new Client("Rektorat", null, null)))
            .doneByHand();
    String trap = "echo run >>" + folder + "/runs; exit 1";
    machine.zip("packages/installer.zip", Map.of("install.sh", trap));
    machine.zip("packages/update.zip", Map.of("update.sh", trap));
    machine.file("opt/asv/asv.version", "2.14.12\n");
    machine.file("opt/asv/asv.exe", "exe");
    machine.file("opt/asv/database/asv.mv.db", "leer");
    machine.file("opt/asv/plugins/h2-2.3.232.jar", "");
    database("0");
  }

  private void database(String answer) throws Exception {
    machine.script("opt/asv/jre/bin/java", "echo WERT; echo " + answer + "; echo '(1 row)'");
  }

  private SchemaVersionReader structure() {
    return new SchemaVersionReader(
        FakeMachine.settings("asv.structure", StructureSettings.class),
        FakeMachine.h2Console(layout),
        FakeMachine.engines(layout, FakeMachine.secrets()),
        FakeMachine.ladder());
  }

  private InstallationAdoption adoption() {
    return new InstallationAdoption(
        installer(), FakeMachine.settings("asv.client", ClientSettings.class), layout);
  }

  private Installer installer() {
    return new Installer(
        installerSettings,
        clientSettings,
        layout,
        new Unpacker(installerSettings),
        FakeMachine.secrets());
  }

  private StepHandler installServer() {
    return new InstallServerDelegate(
        installer(),
        adoption(),
        new InstallationCheck(
            layout,
            installer(),
            structure(),
            shipped,
            FakeMachine.engines(layout, FakeMachine.secrets())));
  }

  private StepHandler runUpdateInstaller() {
    ServiceSettings services = FakeMachine.settings("asv.services", ServiceSettings.class);
    return new RunUpdateInstallerDelegate(
        new UpdateInstaller(
            FakeMachine.settings("asv.update-installer", UpdateInstallerSettings.class),
            new Unpacker(installerSettings),
            structure(),
            new AsvServices(services, layout, new LocalFiles(layout, services)),
            shipped,
            installer()),
        shipped);
  }

  private StepHandler updateClients() {
    Machines machines =
        new Machines() {
          @Override
          public Set<String> names() {
            return Set.of("neu");
          }

          @Override
          public Host host(String name) {
            return machine;
          }
        };
    return new UpdateClientsDelegate(new ClientUpdates(clientSettings, machines));
  }

  private void nothingRan() {
    assertThat(machine.path("runs")).doesNotExist();
  }

  @Test
  void a_handmade_installation_is_adopted_with_the_same_evidence() throws Exception {
    installServer().carryOut(step);
    installServer().carryOut(step.again());

    InstalledPackage adopted =
        step.evidence().get(InstalledPackage.EVIDENCE, InstalledPackage.class);
    assertThat(adopted.version()).isEqualTo("2.14.12");
    assertThat(adopted.installer()).isNull();
    assertThat(step.evidence().find(FreshInstallation.EVIDENCE, FreshInstallation.class))
        .isPresent();
    assertThat(step.evidence().find(ShippedFileList.EVIDENCE, ShippedFileList.class)).isPresent();
    assertThat(machine.text("opt/asv/asv.exe")).isEqualTo("exe");
    nothingRan();
  }

  @Test
  void a_handmade_installation_that_holds_schools_is_not_adopted() throws Exception {
    database("2");

    assertThatThrownBy(() -> installServer().carryOut(step))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("2 Schule(n)");
    assertThat(machine.path("umzug/moves/U-2026-0001/server.ini")).doesNotExist();
    nothingRan();
  }

  @Test
  void a_missing_test_client_is_named_with_its_folder() {
    assertThatThrownBy(() -> new InstallTestClientDelegate(installer(), adoption()).carryOut(step))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("Der Test-Client fehlt")
        .hasMessageContaining("asv-testclient");
    nothingRan();
  }

  @Test
  void an_update_by_hand_has_its_shipped_files_listed_anew() throws Exception {
    step.evidence().store(ShippedFileList.EVIDENCE, shipped.list(step.target()));
    machine.file("opt/asv/asv.exe", "neue exe");
    database("2.14.12");

    runUpdateInstaller().carryOut(step);

    assertThat(step.evidence().get(UpdateRun.EVIDENCE, UpdateRun.class).after())
        .isEqualTo("2.14.12");
    ShippedFileList now = step.evidence().get(ShippedFileList.EVIDENCE, ShippedFileList.class);
    assertThat(shipped.differences(step.target(), now)).isEmpty();
    assertThat(step.notes()).anyMatch(note -> note.contains("asv.exe"));
    nothingRan();
  }

  @Test
  void clients_done_by_hand_leave_only_those_out_of_reach_open() throws Exception {
    machine.file(
        "client/configuration/config.local.ini",
        "server.url=http://asv.example.org:8765\nupdate.server=http://asv.example.org:8765\n");

    StepOutcome outcome = updateClients().carryOut(step);

    assertThat(outcome).isEqualTo(StepOutcome.completed(Map.of("clientsOpen", 1)));
    assertThat(step.evidence().get(ClientUpdate.All.EVIDENCE, ClientUpdate.All.class).clients())
        .extracting(ClientUpdate::done)
        .containsExactly(true, false);
  }

  @Test
  void a_client_that_still_has_the_old_address_is_named() throws Exception {
    machine.file("client/configuration/config.ini", "server.url=http://alt:8765\n");

    assertThatThrownBy(() -> updateClients().carryOut(step))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("Sekretariat")
        .hasMessageContaining("http://alt:8765");
  }
}
