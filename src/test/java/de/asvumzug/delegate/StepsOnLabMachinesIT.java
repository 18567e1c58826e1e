package de.asvumzug.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.asv.client.ClientSettings;
import de.asvumzug.asv.database.SchemaVersionReader;
import de.asvumzug.asv.database.StructureSettings;
import de.asvumzug.asv.fence.Fence;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.asv.files.LogSettings;
import de.asvumzug.asv.files.ShippedFiles;
import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.asv.installer.InstallationAdoption;
import de.asvumzug.asv.installer.InstallationCheck;
import de.asvumzug.asv.installer.Installer;
import de.asvumzug.asv.installer.InstallerSettings;
import de.asvumzug.asv.installer.TestClient;
import de.asvumzug.asv.installer.TestClient.FirstLogin;
import de.asvumzug.asv.installer.Unpacker;
import de.asvumzug.asv.service.AsvServer;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.asv.service.ServiceSetUp;
import de.asvumzug.asv.service.SourceServices;
import de.asvumzug.asv.update.UpdateInstaller;
import de.asvumzug.asv.update.UpdateInstallerSettings;
import de.asvumzug.asv.update.UpdateRun;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.check.guard.GuardReport;
import de.asvumzug.check.guard.GuardReport.Observation;
import de.asvumzug.check.guard.TenantGuard;
import de.asvumzug.delegate.backup.StopSourceDelegate;
import de.asvumzug.delegate.finish.StartTargetDelegate;
import de.asvumzug.delegate.finish.StartUpdateServiceDelegate;
import de.asvumzug.delegate.install.InstallServerDelegate;
import de.asvumzug.delegate.install.InstallTestClientDelegate;
import de.asvumzug.delegate.install.SetUpServicesDelegate;
import de.asvumzug.delegate.install.VerifyInstallationDelegate;
import de.asvumzug.delegate.restore.RunUpdateInstallerDelegate;
import de.asvumzug.delegate.restore.StopTargetDelegate;
import de.asvumzug.delegate.rollback.StartSourceDelegate;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.script.ScriptHost;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.lab.Lab;
import de.asvumzug.lab.LabMachine;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.plan.Contacts;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Mode;
import de.asvumzug.plan.Options;
import de.asvumzug.plan.Packages;
import de.asvumzug.plan.Scope;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.release.Release;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.start.StartLock;
import de.asvumzug.support.TestSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The steps against the stand-in's real installers, servers and databases. */
@Tag("long")
class StepsOnLabMachinesIT {
  @TempDir Path folder;
  private Lab lab;
  private FakeStep step;

  private final LayoutSettings layout = FakeMachine.settings("asv.layout", LayoutSettings.class);
  private final ServiceSettings settings =
      FakeMachine.settings("asv.services", ServiceSettings.class);
  private final InstallerSettings installerSettings =
      FakeMachine.settings("asv.installer", InstallerSettings.class);
  private final ClientSettings client = FakeMachine.settings("asv.client", ClientSettings.class);
  private final LocalFiles localFiles = new LocalFiles(layout, settings);
  private final AsvServices services = new AsvServices(settings, layout, localFiles);
  private final ShippedFiles shippedFiles = new ShippedFiles(layout);
  private final Unpacker unpacker = new Unpacker(installerSettings);
  private final AsvServer server =
      new AsvServer(services, layout, settings, FakeMachine.settings("asv.log", LogSettings.class));
  private final GuardedStart guard =
      new GuardedStart(
          labGuard(),
          mock(TenantGuard.class),
          StartLock.within(new AtomicLong()::incrementAndGet),
          OutOfUseFixture.NOBODY_STATED);

  @Test
  void a_school_server_is_installed_updated_started_and_the_old_one_brought_back()
      throws Exception {
    try (Lab opened = Lab.school(folder, LabOptions.defaults().withPupils(20))) {
      prepare(opened);
      twice(new StopSourceDelegate(services));
      install();
      assertThat(evidence(FreshInstallation.EVIDENCE, FreshInstallation.class).databaseOid())
          .isZero();
      assertThat(evidence(FirstLogin.EVIDENCE, FirstLogin.class).accepted()).isTrue();
      twice(new StopTargetDelegate(services, OutOfUseFixture.NOBODY_STATED));

      replaceDatabase();
      twice(updateInstaller());
      assertThat(evidence(UpdateRun.EVIDENCE, UpdateRun.class).after()).isEqualTo(Lab.NEW_VERSION);
      twice(startTarget());
      assertThat(lab.neu().status().structure()).isEqualTo(Lab.NEW_VERSION);
      twice(new StartUpdateServiceDelegate(guard, services));
      assertThat(
              Files.readString(lab.neu().installation().resolve(layout.updateLocalConfiguration())))
          .contains("mode=mixed");

      twice(new StopTargetDelegate(services, OutOfUseFixture.NOBODY_STATED));
      twice(
          new StartSourceDelegate(
              guard, server, services, mock(TenantGuard.class), new Fence(layout)));
      assertThat(lab.alt().isServerUp()).isTrue();
      assertThat(lab.neu().isServerUp()).isFalse();
      assertThat(services.server(step.source()).enabled()).isTrue();
    }
  }

  @Test
  void an_enterprise_server_is_installed_and_started_but_never_beside_the_old_one()
      throws Exception {
    try (Lab opened = Lab.enterprise(folder, LabOptions.defaults().withPupils(20))) {
      prepare(opened);
      assertThatThrownBy(this::install)
          .isInstanceOf(OperationFailed.class)
          .hasMessageContaining("Der Start wird verweigert");
      assertThat(lab.neu().isServerUp()).isFalse();

      new StopSourceDelegate(services).carryOut(step.again());
      assertThat(evidence(SourceServices.EVIDENCE, SourceServices.class).updateServiceMode())
          .isEqualTo("mixed");
      install();

      assertThat(lab.neu().status().version()).isEqualTo(Lab.NEW_VERSION);
      assertThat(evidence(FreshInstallation.EVIDENCE, FreshInstallation.class).databaseOid())
          .isPositive();
      assertThat(evidence(FirstLogin.EVIDENCE, FirstLogin.class).accepted()).isTrue();
      assertThat(step.notes().toString()).doesNotContain(lab.secretValues());
    }
  }

  @Test
  void a_changed_shipped_file_is_named_by_the_server_itself_too() throws Exception {
    try (Lab opened = Lab.school(folder, LabOptions.defaults().withPupils(20))) {
      prepare(opened);
      new StopSourceDelegate(services).carryOut(step);
      installer().carryOut(step);
      new SetUpServicesDelegate(services, new ServiceSetUp(services, localFiles, settings))
          .carryOut(step);
      lab.neu().shippedFileChanged();

      assertThatThrownBy(() -> startTarget().carryOut(step))
          .isInstanceOf(OperationFailed.class)
          .hasMessageContaining("Konsistenzprüfung")
          .hasMessageContaining("asv.cfg");
    }
  }

  /** Only root can restore files that the server's user may not read (trap 18). */
  @Test
  @EnabledIf("isRoot")
  void what_was_restored_as_root_belongs_to_the_servers_user_before_the_start() throws Exception {
    LabOptions options = LabOptions.defaults().withPupils(20);
    options = options.withVersions(Lab.NEW_VERSION, Lab.NEW_VERSION);
    try (Lab opened = Lab.school(folder, options)) {
      prepare(opened);
      new StopSourceDelegate(services).carryOut(step);
      installer().carryOut(step);
      lab.neu().serverRunsAs("nobody");
      replaceDatabase();

      startTarget(
              FakeMachine.settings("asv.services", ServiceSettings.class, Map.of("user", "nobody")))
          .carryOut(step);

      assertThat(lab.neu().isServerUp()).isTrue();
      Path database = lab.neu().installation().resolve("database/asv.mv.db");
      assertThat(Files.getOwner(database).getName()).isEqualTo("nobody");
    }
  }

  static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private void install() throws Exception {
    twice(installer());
    twice(new VerifyInstallationDelegate(installationCheck()));
    twice(new InstallTestClientDelegate(plainInstaller(), adoption()));
    twice(new SetUpServicesDelegate(services, new ServiceSetUp(services, localFiles, settings)));
    twice(startTarget());
  }

  /** As after a restart: carried out once more under the same key. */
  private void twice(StepHandler handler) throws Exception {
    step.again();
    handler.carryOut(step);
    handler.carryOut(step);
  }

  private <T> T evidence(String name, Class<T> type) {
    return step.evidence().get(name, type);
  }

  private void replaceDatabase() throws IOException {
    Path database = lab.neu().installation().resolve("database");
    FileUtils.deleteDirectory(database.toFile());
    FileUtils.copyDirectory(
        lab.alt().installation().resolve("database").toFile(), database.toFile());
  }

  private InstallServerDelegate installer() {
    return new InstallServerDelegate(plainInstaller(), adoption(), installationCheck());
  }

  private InstallationAdoption adoption() {
    return new InstallationAdoption(plainInstaller(), client, layout);
  }

  private Installer plainInstaller() {
    return new Installer(installerSettings, client, layout, unpacker, secrets());
  }

  private SchemaVersionReader structure() {
    return new SchemaVersionReader(
        FakeMachine.settings("asv.structure", StructureSettings.class),
        FakeMachine.h2Console(layout),
        FakeMachine.engines(layout, secrets()),
        FakeMachine.ladder());
  }

  private InstallationCheck installationCheck() {
    return new InstallationCheck(
        layout,
        plainInstaller(),
        structure(),
        shippedFiles,
        FakeMachine.engines(layout, secrets()));
  }

  private RunUpdateInstallerDelegate updateInstaller() {
    return new RunUpdateInstallerDelegate(
        new UpdateInstaller(
            FakeMachine.settings("asv.update-installer", UpdateInstallerSettings.class),
            unpacker,
            structure(),
            services,
            shippedFiles,
            plainInstaller()),
        shippedFiles);
  }

  private StartTargetDelegate startTarget() {
    return startTarget(settings);
  }

  private StartTargetDelegate startTarget(ServiceSettings settings) {
    AsvServices services = new AsvServices(settings, layout, new LocalFiles(layout, settings));
    LogSettings log = FakeMachine.settings("asv.log", LogSettings.class);
    return new StartTargetDelegate(
        guard,
        new AsvServer(services, layout, settings, log),
        services,
        shippedFiles,
        new TestClient(client, plainInstaller()),
        OutOfUseFixture.NOBODY_STATED);
  }

  private Guard labGuard() {
    return endpoint -> {
      boolean up = (endpoint.side() == Side.SOURCE ? lab.alt() : lab.neu()).isServerUp();
      return new GuardReport(
          endpoint.host().name(),
          Instant.now(),
          List.of(new Observation("Server", up ? "läuft" : "gestoppt", !up)));
    };
  }

  private Secrets secrets() {
    return new TestSecrets(
        name -> {
          try {
            return Files.readString(lab.folder().resolve("secrets").resolve(name)).strip();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void prepare(Lab opened) {
    lab = opened;
    Installation source = installation(lab.alt(), Lab.OLD_VERSION);
    Installation target = installation(lab.neu(), Lab.NEW_VERSION);
    String packages = lab.neu().packages() + "/";
    Migration migration =
        new Migration(
            "U-2026-0001",
            "Umzug",
            Scope.ALL,
            source,
            target,
            List.of(),
            new Window(Instant.EPOCH, Instant.EPOCH),
            new Packages(
                packages + Lab.NEW_VERSION + "_by-installer.zip",
                packages + Lab.NEW_VERSION + "_by-updateinstaller.zip",
                packages + "zertifikat.p12",
                "asv-zertifikat-pin"),
            List.of(),
            new Options(
                true,
                true,
                true,
                Mode.AUTOMATIC,
                Mode.AUTOMATIC,
                Mode.AUTOMATIC,
                Mode.AUTOMATIC,
                Mode.AUTOMATIC,
                Mode.AUTOMATIC,
                false,
                Period.ofDays(1)),
            new Contacts("", "", ""));
    step =
        new FakeStep(
            new Endpoint(Side.SOURCE, source, host(lab.alt())),
            new Endpoint(Side.TARGET, target, host(lab.neu())),
            migration);
  }

  private static ScriptHost host(LabMachine machine) {
    return ScriptHost.local(
        machine.name(),
        machine.workFolder(),
        List.of(machine.bin().toString()),
        Duration.ofSeconds(60));
  }

  private Installation installation(LabMachine machine, String version) {
    Database database =
        lab.isEnterprise()
            ? new Database(
                "localhost",
                machine.postgresPort().orElseThrow(),
                "asv",
                "asv",
                "postgres",
                "asv-" + machine.name() + "-postgres",
                15)
            : null;
    return new Installation(
        machine.name(),
        lab.isEnterprise() ? Variant.ENTERPRISE : Variant.SCHOOL,
        Release.parse(version),
        machine.installation().toString(),
        "127.0.0.1",
        machine.clientPort(),
        database,
        false);
  }
}
