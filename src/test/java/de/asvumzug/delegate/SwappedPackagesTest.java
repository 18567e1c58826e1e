package de.asvumzug.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.asv.client.ClientSettings;
import de.asvumzug.asv.database.SchemaVersionReader;
import de.asvumzug.asv.database.StructureSettings;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.asv.files.ShippedFiles;
import de.asvumzug.asv.installer.CheckedPackages;
import de.asvumzug.asv.installer.InstallationAdoption;
import de.asvumzug.asv.installer.InstallationCheck;
import de.asvumzug.asv.installer.Installer;
import de.asvumzug.asv.installer.InstallerSettings;
import de.asvumzug.asv.installer.Unpacker;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.asv.update.UpdateInstaller;
import de.asvumzug.asv.update.UpdateInstallerSettings;
import de.asvumzug.check.finding.Findings;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.check.machine.PackagesCheck;
import de.asvumzug.delegate.install.InstallServerDelegate;
import de.asvumzug.delegate.restore.RunUpdateInstallerDelegate;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.step.StepHandler;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the preparation has seen is what runs, whoever came between. */
class SwappedPackagesTest {
  @TempDir Path folder;
  private final InstallerSettings installerSettings =
      FakeMachine.settings("asv.installer", InstallerSettings.class);
  private final LayoutSettings layout = FakeMachine.settings("asv.layout", LayoutSettings.class);
  private final ShippedFiles shipped = new ShippedFiles(layout);
  private FakeMachine machine;
  private FakeStep step;

  @BeforeEach
  void a_machine_with_packages() throws Exception {
    machine = new FakeMachine("neu", folder);
    machine.file("packages/schule.p12", "zertifikat");
    machine.file("structure", "2.13.480\n");
    packages("mkdir -p \"$2\"; echo 2.14.12 >\"$2/asv.version\"");
    Endpoint target = machine.site(Side.TARGET, Variant.SCHOOL, "2.14.12");
    step =
        new FakeStep(
            target, target, machine.migration(target.installation(), target.installation()));
  }

  private void packages(String script) throws Exception {
    String counted = "echo run >>" + folder + "/runs\n" + script + "\n";
    machine.zip("packages/installer.zip", Map.of("install.sh", counted));
    machine.zip("packages/update.zip", Map.of("update.sh", counted));
  }

  private void prepare() throws Exception {
    step.evidence()
        .store(
            EvidenceNames.FINDINGS_TARGET,
            new Findings(
                new PackagesCheck()
                    .look(new PreflightContext(step.migration(), step.target(), step.source())),
                Instant.now()));
  }

  private Installer installer() {
    return new Installer(
        installerSettings,
        FakeMachine.settings("asv.client", ClientSettings.class),
        layout,
        new Unpacker(installerSettings),
        FakeMachine.secrets());
  }

  private SchemaVersionReader structure() {
    return new SchemaVersionReader(
        FakeMachine.settings("asv.structure", StructureSettings.class),
        FakeMachine.h2Console(layout),
        FakeMachine.engines(layout, FakeMachine.secrets()),
        FakeMachine.ladder());
  }

  private StepHandler installServer() {
    return new InstallServerDelegate(
        installer(),
        new InstallationAdoption(
            installer(), FakeMachine.settings("asv.client", ClientSettings.class), layout),
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

  @Test
  void the_preparation_records_the_checksum_of_each_package() throws Exception {
    prepare();
    assertThat(PreparedPackages.of(step))
        .isEqualTo(
            new CheckedPackages(
                machine.files().sha256(folder + "/packages/installer.zip"),
                machine.files().sha256(folder + "/packages/update.zip")));
  }

  @Test
  void an_installer_that_was_swapped_after_the_preparation_is_not_started() throws Exception {
    prepare();
    packages("echo anderes");
    assertThatThrownBy(() -> installServer().carryOut(step))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("ASV-Installer")
        .hasMessageContaining(PreparedPackages.of(step).installer());
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void an_update_installer_that_was_swapped_after_the_preparation_is_not_started()
      throws Exception {
    machine.script(
        "opt/asv/jre/bin/java", "echo WERT; cat " + folder + "/structure; echo '(1 row)'");
    machine.file("opt/asv/asv.version", "2.14.12\n");
    machine.file("opt/asv/plugins/h2-2.3.232.jar", "");
    machine.file("opt/asv/database/asv.mv.db", "leer");
    prepare();
    packages("echo anderes");
    assertThatThrownBy(() -> runUpdateInstaller().carryOut(step))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("ASV-Updateinstaller")
        .hasMessageContaining(PreparedPackages.of(step).updateInstaller());
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void what_was_checked_is_installed_and_the_trail_says_that_it_was_compared() throws Exception {
    prepare();
    installServer().carryOut(step);
    assertThat(machine.text("runs")).isEqualTo("run\n");
    assertThat(step.notes().toString()).contains("wie in der Vorbereitung geprüft");
  }

  @Test
  void a_package_that_came_after_the_preparation_is_named_as_not_compared() throws Exception {
    installServer().carryOut(step);
    assertThat(step.notes().toString()).contains("war keine Prüfsumme festgehalten");
  }
}
