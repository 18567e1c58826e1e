package de.asvumzug.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.asv.update.UpdateFreeze;
import de.asvumzug.asv.update.UpdateModeSettings;
import de.asvumzug.delegate.finish.ThawUpdatesDelegate;
import de.asvumzug.delegate.prepare.FreezeUpdatesDelegate;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The update services install nothing by themselves during a move, and do so again afterwards. */
class FreezeUpdatesTest {
  private static final String SERVER = "asv-server";
  private static final String UPDATES = "asv-aktualisierungsdienst";
  private static final String FOLDER = "opt/asv/update-service/service/configuration/";
  private static final String SHIPPED = FOLDER + "update-service.ini";
  private static final String LOCAL = FOLDER + "update-service.local.ini";

  @TempDir Path folder;
  private FakeMachine old;
  private FakeMachine young;
  private FreezeUpdatesDelegate freeze;
  private ThawUpdatesDelegate thaw;

  @BeforeEach
  void two_machines() throws Exception {
    old = machine("alt");
    young = machine("neu");
    LayoutSettings layout = FakeMachine.settings("asv.layout", LayoutSettings.class);
    ServiceSettings services =
        FakeMachine.settings(
            "asv.services", ServiceSettings.class, Map.of("user", "gibt-es-nicht"));
    LocalFiles files = new LocalFiles(layout, services);
    UpdateFreeze updates =
        new UpdateFreeze(
            new AsvServices(services, layout, files),
            files,
            layout,
            FakeMachine.settings("asv.update-mode", UpdateModeSettings.class));
    freeze = new FreezeUpdatesDelegate(updates);
    thaw = new ThawUpdatesDelegate(updates, mock(OneTimeKeys.class), OutOfUseFixture.NOBODY_STATED);
  }

  @Test
  void only_the_local_file_is_written_and_the_running_service_reads_it() throws Exception {
    freeze.carryOut(step(false));

    assertThat(old.text(LOCAL)).isEqualTo("mode=manual\n");
    assertThat(old.text(SHIPPED)).isEqualTo("mode=auto\n");
    assertThat(old.orders()).containsExactly("restart " + UPDATES);
  }

  @Test
  void a_new_machine_without_installation_is_left_alone() throws Exception {
    freeze.carryOut(step(false));

    assertThat(young.orders()).isEmpty();
    assertThat(Files.exists(young.path(LOCAL))).isFalse();
  }

  @Test
  void a_new_server_in_use_is_frozen_too_and_gets_its_own_mode_again() throws Exception {
    young.file(LOCAL, "backup.enabled=true\nmode=mixed\n");
    FakeStep step = step(true);

    freeze.carryOut(step);
    assertThat(young.text(LOCAL)).isEqualTo("backup.enabled=true\nmode=manual\n");
    thaw.carryOut(step.again());

    assertThat(young.text(LOCAL)).isEqualTo("backup.enabled=true\nmode=mixed\n");
  }

  @Test
  void what_was_not_set_is_not_set_again() throws Exception {
    FakeStep step = step(false);

    freeze.carryOut(step);
    thaw.carryOut(step.again());

    assertThat(old.text(LOCAL)).doesNotContain("mode");
  }

  @Test
  void a_second_run_does_not_take_the_frozen_mode_for_the_real_one() throws Exception {
    old.file(LOCAL, "mode=mixed\n");
    FakeStep step = step(false);

    freeze.carryOut(step);
    freeze.carryOut(step.again());
    thaw.carryOut(step.again());

    assertThat(old.text(LOCAL)).isEqualTo("mode=mixed\n");
  }

  @Test
  void a_second_thaw_changes_nothing() throws Exception {
    old.file(LOCAL, "mode=mixed\n");
    FakeStep step = step(false);
    freeze.carryOut(step);

    thaw.carryOut(step.again());
    thaw.carryOut(step.again());

    assertThat(old.text(LOCAL)).isEqualTo("mode=mixed\n");
  }

  @Test
  void an_old_server_out_of_work_stays_frozen_and_the_new_one_gets_its_mode() throws Exception {
    old.file(LOCAL, "mode=mixed\n");
    FakeStep step = step(false);
    freeze.carryOut(step);
    stopped(old);
    young.file(SHIPPED, "mode=auto\n");
    young.unit(SERVER, true, true);

    thaw.carryOut(step.again());

    assertThat(old.text(LOCAL)).isEqualTo("mode=manual\n");
    assertThat(young.text(LOCAL)).isEqualTo("mode=mixed\n");
  }

  @Test
  void a_new_installation_works_as_the_old_one_did_even_if_it_is_shipped_otherwise()
      throws Exception {
    FakeStep step = step(false);
    freeze.carryOut(step);
    stopped(old);
    young.file(SHIPPED, "mode=manual\n");
    young.unit(SERVER, true, true);

    thaw.carryOut(step.again());

    assertThat(young.text(LOCAL)).isEqualTo("mode=auto\n");
  }

  @Test
  void nothing_frozen_means_no_machine_is_asked() throws Exception {
    thaw.carryOut(step(true));

    assertThat(old.commands()).isEmpty();
    assertThat(young.commands()).isEmpty();
  }

  private static void stopped(FakeMachine machine) throws Exception {
    Files.delete(machine.path("run/" + SERVER + ".active"));
    Files.delete(machine.path("run/" + SERVER + ".enabled"));
  }

  private FakeMachine machine(String name) throws Exception {
    FakeMachine machine = new FakeMachine(name, folder.resolve(name));
    machine.file(SHIPPED, "mode=auto\n");
    boolean works = name.equals("alt");
    machine.unit(SERVER, works, works);
    machine.unit(UPDATES, works, works);
    return machine;
  }

  private FakeStep step(boolean targetInUse) throws Exception {
    Endpoint source = old.site(Side.SOURCE, Variant.SCHOOL, "2.14.12");
    Endpoint target = young.site(Side.TARGET, Variant.SCHOOL, "2.14.12");
    if (targetInUse) {
      young.unit(SERVER, true, true);
    }
    Installation end = target.installation();
    Installation used =
        new Installation(
            end.machine(),
            end.variant(),
            end.version(),
            end.directory(),
            end.address(),
            end.clientPort(),
            end.database(),
            targetInUse);
    return new FakeStep(source, new Endpoint(Side.TARGET, used, target.host()), null);
  }
}
