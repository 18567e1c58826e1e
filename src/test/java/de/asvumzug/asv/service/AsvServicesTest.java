package de.asvumzug.asv.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.DetachedJobs;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class AsvServicesTest {
  private static final String SERVER = "asv-server";
  private static final String UPDATES = "asv-aktualisierungsdienst";

  @TempDir Path folder;
  private FakeMachine machine;
  private Endpoint endpoint;
  private AsvServices services;

  @BeforeEach
  void machine() throws Exception {
    machine = new FakeMachine("alt", folder);
    endpoint = machine.site(Side.SOURCE, Variant.SCHOOL, "2.13.480");
    services = services(Sleeper.REAL);
  }

  private AsvServices services(Sleeper pause) {
    LayoutSettings layout = FakeMachine.settings("asv.layout", LayoutSettings.class);
    ServiceSettings settings =
        FakeMachine.settings(
            "asv.services",
            ServiceSettings.class,
            Map.of("drop-in-folder", folder + "/run/system", "user", "gibt-es-nicht"));
    return new AsvServices(settings, layout, new LocalFiles(layout, settings), pause);
  }

  @Test
  void disables_both_before_it_stops_the_update_service_and_then_the_server() throws Exception {
    machine.unit(SERVER, true, true);
    machine.unit(UPDATES, true, true);

    assertThat(services.stopAndDisable(endpoint, machine.jobs("s-1"), ProgressListener.NONE))
        .noneMatch(UnitState::active)
        .noneMatch(UnitState::enabled);
    assertThat(machine.orders())
        .containsExactly(
            "disable " + UPDATES, "disable " + SERVER, "stop " + UPDATES, "stop " + SERVER);
  }

  @Test
  void orders_nothing_when_all_is_stopped_already() throws Exception {
    machine.unit(SERVER, false, false);
    machine.unit(UPDATES, false, false);

    services.stopAndDisable(endpoint, machine.jobs("s-1"), ProgressListener.NONE);

    assertThat(machine.orders()).isEmpty();
  }

  @Test
  void leaves_services_alone_that_are_not_set_up() throws Exception {
    assertThat(services.stopAndDisable(endpoint, machine.jobs("s-1"), ProgressListener.NONE))
        .noneMatch(UnitState::known);
    assertThat(machine.orders()).isEmpty();
  }

  @Test
  void takes_a_service_that_is_just_stopping_for_active() throws Exception {
    machine.unit(SERVER, false, false);
    machine.file("run/" + SERVER + ".active", "deactivating\n");

    assertThat(services.server(endpoint).active()).isTrue();
  }

  @Test
  void never_ends_a_slow_stop_by_force() throws Exception {
    machine.unit(SERVER, true, false);
    machine.file("etc/on-stop", "until [ -e " + folder + "/go ]; do sleep 0.05; done\n");
    Jobs jobs = new DetachedJobs("s-1", () -> false, machine.clockForward(Duration.ofMinutes(10)));

    assertThatThrownBy(() -> services.stopAndDisable(endpoint, jobs, ProgressListener.NONE))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("30 Minuten")
        .hasMessageContaining("nicht gewaltsam");
    assertThat(services.server(endpoint).active()).isTrue();

    machine.file("go", "");
    await().until(() -> !services.server(endpoint).active());
    assertThat(machine.orders()).containsExactly("stop " + SERVER);
  }

  @Test
  void lengthens_the_time_the_service_manager_gives_a_school_server_to_stop() throws Exception {
    machine.unit(SERVER, true, false);
    machine.file("etc/TimeoutStopUSec", "1min 30s\n");

    services.stopAndDisable(endpoint, machine.jobs("s-1"), ProgressListener.NONE);

    assertThat(machine.text("run/system/asv-server.service.d/asv-umzug.conf"))
        .contains("TimeoutStopSec=1800");
    assertThat(machine.orders()).containsExactly("daemon-reload", "stop " + SERVER);
  }

  @Test
  void leaves_a_long_enough_stop_time_of_the_service_manager_alone() throws Exception {
    machine.unit(SERVER, true, false);
    machine.file("etc/TimeoutStopUSec", "infinity\n");

    services.stopAndDisable(endpoint, machine.jobs("s-1"), ProgressListener.NONE);

    assertThat(Files.exists(machine.path("run/system"))).isFalse();
  }

  @Test
  void fails_when_a_service_cannot_be_disabled() throws Exception {
    machine.unit(SERVER, true, true);
    machine.file("etc/stuck", "");

    assertThatThrownBy(
            () -> services.stopAndDisable(endpoint, machine.jobs("s-1"), ProgressListener.NONE))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("ließ sich nicht abschalten");
  }

  @Test
  void notes_the_update_services_mode_from_the_local_file_before_the_shipped_one()
      throws Exception {
    machine.file("opt/asv/update-service/service/configuration/update-service.ini", "mode=auto\n");
    assertThat(services.note(endpoint).updateServiceMode()).isEqualTo("auto");

    machine.file(
        "opt/asv/update-service/service/configuration/update-service.local.ini", "mode=mixed\n");
    assertThat(services.note(endpoint).updateServiceMode()).isEqualTo("mixed");
  }

  @Test
  void writes_the_mode_into_the_local_file_only_and_takes_it_out_again() throws Exception {
    String shipped = "opt/asv/update-service/service/configuration/update-service.ini";
    String local = "opt/asv/update-service/service/configuration/update-service.local.ini";
    machine.file(shipped, "mode=auto\n");
    machine.file(local, "# von uns\nbackup.enabled=true\n");

    services.setMode(endpoint, "manual");
    assertThat(machine.text(local)).isEqualTo("# von uns\nbackup.enabled=true\nmode=manual\n");

    services.setMode(endpoint, null);
    assertThat(machine.text(local)).isEqualTo("# von uns\nbackup.enabled=true\n");
    assertThat(machine.text(shipped)).isEqualTo("mode=auto\n");
    assertThat(machine.text(local + LocalFiles.PREVIOUS))
        .isEqualTo("# von uns\nbackup.enabled=true\n");
  }

  /** Only root can give files away (trap 18). */
  @Test
  @EnabledIf("isRoot")
  void gives_what_was_restored_to_the_user_of_the_unit_whatever_the_settings_say()
      throws Exception {
    Endpoint target = machine.site(Side.TARGET, Variant.SCHOOL, "2.14.12");
    Path restored = Path.of(target.directory(), "database/asv.mv.db");
    Files.createDirectories(restored.getParent());
    Files.writeString(restored, "restored as root");
    machine.unit(SERVER, false, true);
    machine.file("etc/User", "nobody\n");

    services.startServer(target);

    assertThat(Files.getOwner(restored).getName()).isEqualTo("nobody");
    assertThat(machine.orders()).containsExactly("start " + SERVER);
  }

  static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }
}
