package de.asvumzug.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.asv.client.ClientSettings;
import de.asvumzug.asv.fence.Fence;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.asv.files.LogSettings;
import de.asvumzug.asv.files.ShippedFileList;
import de.asvumzug.asv.files.ShippedFiles;
import de.asvumzug.asv.installer.Installer;
import de.asvumzug.asv.installer.InstallerSettings;
import de.asvumzug.asv.installer.TestClient;
import de.asvumzug.asv.installer.TestClient.FirstLogin;
import de.asvumzug.asv.installer.Unpacker;
import de.asvumzug.asv.service.AsvServer;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.asv.service.ServiceSetUp;
import de.asvumzug.asv.service.SourceServices;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.check.guard.GuardReport;
import de.asvumzug.check.guard.GuardReport.Observation;
import de.asvumzug.check.guard.TenantGuard;
import de.asvumzug.delegate.backup.StopSourceDelegate;
import de.asvumzug.delegate.finish.StartTargetDelegate;
import de.asvumzug.delegate.finish.StartUpdateServiceDelegate;
import de.asvumzug.delegate.install.SetUpServicesDelegate;
import de.asvumzug.delegate.restore.StopTargetDelegate;
import de.asvumzug.delegate.rollback.StartSourceDelegate;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.step.start.StartLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts to break rules I1 and I4, and second runs of the steps that start and stop servers. */
class StartAndStopDelegatesTest {
  private static final String SERVER = "asv-server";
  private static final String UPDATES = "asv-aktualisierungsdienst";

  @TempDir Path folder;
  private FakeMachine old;
  private FakeMachine young;
  private FakeStep step;
  private final List<String> looks = new ArrayList<>();
  private Guard guard;

  private final LayoutSettings layout = FakeMachine.settings("asv.layout", LayoutSettings.class);
  private final ServiceSettings settings =
      FakeMachine.settings("asv.services", ServiceSettings.class);
  private final LocalFiles localFiles = new LocalFiles(layout, settings);
  private final AsvServices services = new AsvServices(settings, layout, localFiles);
  private final ShippedFiles shippedFiles = new ShippedFiles(layout);

  @BeforeEach
  void machines() throws Exception {
    old = machine("alt");
    young = machine("neu");
    Endpoint source = old.site(Side.SOURCE, Variant.SCHOOL, "2.13.480");
    Endpoint target = young.site(Side.TARGET, Variant.SCHOOL, "2.14.12");
    step =
        new FakeStep(source, target, young.migration(source.installation(), target.installation()));
    guard = endpoint -> seen(endpoint, new Observation("Port 8765", "geschlossen", true));
  }

  private FakeMachine machine(String name) throws Exception {
    FakeMachine machine = new FakeMachine(name, folder.resolve(name));
    machine.unit(SERVER, false, false);
    machine.unit(UPDATES, false, false);
    machine.clientPortAnswers(true);
    machine.file("opt/asv/logs/asv.log", "");
    machine.file("opt/asv/asv.cfg", "ausgeliefert");
    machine.file(
        "etc/on-start",
        "echo 'using driver: org.h2.Driver at URL: jdbc:h2:x' >>"
            + machine.home()
            + "/logs/asv.log\n");
    return machine;
  }

  private GuardReport seen(Endpoint endpoint, Observation... observations) {
    looks.add(endpoint.host().name());
    return new GuardReport(endpoint.host().name(), Instant.EPOCH, List.of(observations));
  }

  private final TenantGuard tenants = mock(TenantGuard.class);

  private AsvServer server() {
    return new AsvServer(
        services, layout, settings, FakeMachine.settings("asv.log", LogSettings.class));
  }

  private void startTarget() throws Exception {
    InstallerSettings installer = FakeMachine.settings("asv.installer", InstallerSettings.class);
    ClientSettings client = FakeMachine.settings("asv.client", ClientSettings.class);
    TestClient testClient =
        new TestClient(
            client,
            new Installer(
                installer, client, layout, new Unpacker(installer), FakeMachine.secrets()));
    new StartTargetDelegate(
            new GuardedStart(
                guard,
                tenants,
                StartLock.within(new AtomicLong()::incrementAndGet),
                OutOfUseFixture.NOBODY_STATED),
            server(),
            services,
            shippedFiles,
            testClient,
            OutOfUseFixture.NOBODY_STATED)
        .carryOut(step);
  }

  private void startSource() throws Exception {
    new StartSourceDelegate(
            new GuardedStart(
                guard,
                tenants,
                StartLock.within(new AtomicLong()::incrementAndGet),
                OutOfUseFixture.NOBODY_STATED),
            server(),
            services,
            tenants,
            new Fence(layout))
        .carryOut(step);
  }

  @Test
  void starts_and_enables_the_new_server_once_the_old_one_is_seen_stopped() throws Exception {
    startTarget();

    assertThat(looks).containsExactly("alt");
    assertThat(young.orders()).containsExactly("start " + SERVER, "enable " + SERVER);
    assertThat(step.notes()).singleElement().asString().contains("Port 8765: geschlossen");
  }

  @Test
  void refuses_to_start_while_the_other_server_answers() {
    guard = endpoint -> seen(endpoint, new Observation("Port 8765", "antwortet", false));

    assertRefused("antwortet");
  }

  @Test
  void refuses_to_start_while_the_other_service_is_enabled() {
    guard =
        endpoint -> {
          throw OperationFailed.temporary("Der Dienst asv-server ist noch eingeschaltet.");
        };

    assertRefused("noch eingeschaltet");
  }

  @Test
  void refuses_to_start_while_the_guard_cannot_look() {
    guard =
        endpoint -> {
          throw new IOException("keine Verbindung");
        };

    assertRefused("keine Verbindung");
  }

  @Test
  void takes_a_report_without_any_observation_for_no_proof() {
    guard = endpoint -> seen(endpoint);

    assertRefused("nicht bewiesen");
  }

  private void assertRefused(String why) {
    assertThatThrownBy(this::startTarget)
        .isInstanceOfSatisfying(OperationFailed.class, e -> assertThat(e.worthRetrying()).isFalse())
        .hasMessageContaining("Der Start wird verweigert")
        .hasMessageContaining(why);
    assertThatThrownBy(this::startSource).hasMessageContaining(why);
    assertThatThrownBy(
            () ->
                new StartUpdateServiceDelegate(
                        new GuardedStart(
                            guard,
                            tenants,
                            StartLock.within(new AtomicLong()::incrementAndGet),
                            OutOfUseFixture.NOBODY_STATED),
                        services)
                    .carryOut(step))
        .hasMessageContaining(why);
    try {
      assertThat(young.orders()).isEmpty();
      assertThat(old.orders()).isEmpty();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void looks_anew_at_each_attempt() throws Exception {
    startTarget();
    guard = endpoint -> seen(endpoint, new Observation("Port 8765", "antwortet", false));
    step.again();

    assertThatThrownBy(this::startTarget).hasMessageContaining("antwortet");
  }

  @Test
  void starts_nothing_a_second_time() throws Exception {
    startTarget();
    step.again();
    startTarget();

    assertThat(young.orders()).containsExactly("start " + SERVER, "enable " + SERVER);
    assertThat(looks).containsExactly("alt", "alt");
  }

  @Test
  void refuses_to_start_after_a_shipped_file_was_changed() throws Exception {
    step.evidence().store(ShippedFileList.EVIDENCE, shippedFiles.list(step.target()));
    young.file("opt/asv/asv.cfg", "bearbeitet");

    assertThatThrownBy(this::startTarget)
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("asv.cfg (verändert)");
    assertThat(young.orders()).isEmpty();
  }

  @Test
  void tries_the_first_log_in_only_once_and_never_on_the_command_line() throws Exception {
    young.script("opt/asv-testclient/bin/asv-client", "cat \"$5\" >>" + folder + "/tried\n");

    startTarget();
    step.again();
    startTarget();

    assertThat(folder.resolve("tried")).hasContent("!!ASV!!");
    assertThat(step.evidence().get(FirstLogin.EVIDENCE, FirstLogin.class).accepted()).isTrue();
    assertThat(young.commands()).noneMatch(command -> command.toString().contains("!!ASV!!"));
  }

  @Test
  void remembers_how_the_old_services_were_before_the_first_attempt_touched_them()
      throws Exception {
    old.unit(SERVER, true, true);
    old.unit(UPDATES, true, true);
    StopSourceDelegate stop = new StopSourceDelegate(services);

    stop.carryOut(step);
    stop.carryOut(step.again());

    SourceServices before = step.evidence().get(SourceServices.EVIDENCE, SourceServices.class);
    assertThat(before.server().active()).isTrue();
    assertThat(before.server().enabled()).isTrue();
    assertThat(old.orders())
        .containsExactly(
            "disable " + UPDATES, "disable " + SERVER, "stop " + UPDATES, "stop " + SERVER);
  }

  @Test
  void brings_the_old_server_back_as_it_was() throws Exception {
    old.unit(SERVER, true, true);
    old.unit(UPDATES, true, false);
    new StopSourceDelegate(services).carryOut(step);

    startSource();
    step.again();
    startSource();

    assertThat(looks).containsExactly("neu", "neu");
    assertThat(services.server(step.source()).enabled()).isTrue();
    assertThat(services.updateService(step.source()).active()).isTrue();
    assertThat(services.updateService(step.source()).enabled()).isFalse();
    assertThat(old.orders().stream().filter(("start " + SERVER)::equals)).hasSize(1);
  }

  @Test
  void stops_nothing_on_a_new_machine_without_services() throws Exception {
    FakeMachine bare = new FakeMachine("neu", folder.resolve("leer"));
    Endpoint target = bare.site(Side.TARGET, Variant.SCHOOL, "2.14.12");
    FakeStep early = new FakeStep(step.source(), target, step.migration());

    new StopTargetDelegate(services, OutOfUseFixture.NOBODY_STATED).carryOut(early);

    assertThat(bare.orders()).isEmpty();
    assertThat(early.notes()).singleElement().asString().contains("nicht eingerichtet");
  }

  @Test
  void keeps_the_new_services_quiet_until_the_end_and_then_restores_the_old_mode()
      throws Exception {
    String mode = "update-service/service/configuration/update-service.local.ini";
    old.file("opt/asv/" + mode, "mode=mixed\n");
    new StopSourceDelegate(services).carryOut(step);
    SetUpServicesDelegate setUp =
        new SetUpServicesDelegate(services, new ServiceSetUp(services, localFiles, settings));
    young.unit(UPDATES, true, true);

    setUp.carryOut(step);
    setUp.carryOut(step.again());
    assertThat(young.text("opt/asv/" + mode)).isEqualTo("mode=manual\n");
    assertThat(young.orders()).containsExactly("disable " + UPDATES, "stop " + UPDATES);

    StartUpdateServiceDelegate start =
        new StartUpdateServiceDelegate(
            new GuardedStart(
                guard,
                tenants,
                StartLock.within(new AtomicLong()::incrementAndGet),
                OutOfUseFixture.NOBODY_STATED),
            services);
    start.carryOut(step.again());
    start.carryOut(step.again());
    assertThat(young.text("opt/asv/" + mode)).isEqualTo("mode=mixed\n");
    assertThat(young.orders())
        .containsExactly(
            "disable " + UPDATES, "stop " + UPDATES, "start " + UPDATES, "enable " + UPDATES);
  }

  @Test
  void names_the_service_that_is_not_set_up() throws Exception {
    FakeMachine bare = new FakeMachine("neu", folder.resolve("leer"));
    Endpoint target = bare.site(Side.TARGET, Variant.SCHOOL, "2.14.12");
    FakeStep early = new FakeStep(step.source(), target, step.migration());

    assertThatThrownBy(
            () ->
                new SetUpServicesDelegate(
                        services, new ServiceSetUp(services, localFiles, settings))
                    .carryOut(early))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("asv-server")
        .hasMessageContaining("asv.services");
  }
}
