package de.asvumzug.asv.update;

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
import de.asvumzug.asv.files.ShippedFileList;
import de.asvumzug.asv.files.ShippedFiles;
import de.asvumzug.asv.installer.CheckedPackages;
import de.asvumzug.asv.installer.Installer;
import de.asvumzug.asv.installer.InstallerSettings;
import de.asvumzug.asv.installer.Unpacker;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateInstallerTest {
  @TempDir Path folder;
  private FakeMachine machine;
  private Endpoint endpoint;
  private final LayoutSettings layout = FakeMachine.settings("asv.layout", LayoutSettings.class);
  private final ShippedFiles shippedFiles = new ShippedFiles(layout);
  private String[] order = {};

  @BeforeEach
  void machine() throws Exception {
    machine = new FakeMachine("neu", folder);
    endpoint = machine.site(Side.TARGET, Variant.SCHOOL, "2.14.12");
    machine.file("opt/asv/plugins/h2-2.3.232.jar", "");
    machine.script(
        "opt/asv/jre/bin/java", "echo WERT; cat " + folder + "/structure; echo '(1 row)'");
    update("echo 2.14.12 >" + folder + "/structure");
  }

  private void update(String script) throws Exception {
    String counted = "echo run >>" + folder + "/runs\n" + script + "\n";
    machine.zip("packages/update.zip", Map.of("update.sh", counted));
  }

  private UpdateRun run(String structure, String attempt, ShippedFileList shipped)
      throws Exception {
    return run(structure, attempt, shipped, CheckedPackages.NONE);
  }

  private UpdateRun run(
      String structure, String attempt, ShippedFileList shipped, CheckedPackages checked)
      throws Exception {
    if (structure != null) {
      machine.file("structure", structure + "\n");
    }
    return updateInstaller()
        .run(
            endpoint,
            machine.migration(endpoint.installation(), endpoint.installation()),
            shipped,
            checked,
            machine.jobs(attempt),
            ProgressListener.NONE);
  }

  private UpdateRun checkHandwork(String structure) throws Exception {
    machine.file("structure", structure + "\n");
    return updateInstaller()
        .checkHandwork(
            endpoint,
            machine.migration(endpoint.installation(), endpoint.installation()),
            ProgressListener.NONE);
  }

  private UpdateInstaller updateInstaller() {
    InstallerSettings settings = FakeMachine.settings("asv.installer", InstallerSettings.class);
    Installer programs =
        new Installer(
            settings,
            FakeMachine.settings("asv.client", ClientSettings.class),
            layout,
            new Unpacker(settings),
            FakeMachine.secrets(),
            Sleeper.REAL);
    ServiceSettings services = FakeMachine.settings("asv.services", ServiceSettings.class);
    return new UpdateInstaller(
        FakeMachine.settings("asv.update-installer", UpdateInstallerSettings.class),
        new Unpacker(settings),
        new SchemaVersionReader(
            FakeMachine.settings("asv.structure", StructureSettings.class),
            FakeMachine.h2Console(layout),
            FakeMachine.engines(layout, FakeMachine.secrets()),
            FakeMachine.ladder(order)),
        new AsvServices(services, layout, new LocalFiles(layout, services), Sleeper.REAL),
        shippedFiles,
        programs,
        Sleeper.REAL);
  }

  @Test
  void an_update_installer_that_was_swapped_since_the_preparation_runs_nothing() throws Exception {
    update("exit 0");
    String checked = machine.files().sha256(folder + "/packages/update.zip");
    update("exit 0 # boese");

    assertThatThrownBy(() -> run("2.13.480", "s-1", null, new CheckedPackages("anderes", checked)))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("erwartet wird " + checked)
        .hasMessageContaining("Nichts davon wurde ausgeführt");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void checks_an_update_by_hand_without_running_anything() throws Exception {
    machine.file("opt/asv/asv.version", "2.14.12\n");

    assertThat(checkHandwork("2.14.12").after()).isEqualTo("2.14.12");
    assertThat(machine.path("runs")).doesNotExist();
  }

  @Test
  void names_a_structure_that_was_not_raised_by_hand() throws Exception {
    machine.file("opt/asv/asv.version", "2.14.12\n");

    assertThatThrownBy(() -> checkHandwork("2.13.480"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("2.13.480")
        .hasMessageContaining("erwartet wird 2.14.12");
    assertThat(machine.path("runs")).doesNotExist();
  }

  @Test
  void names_a_program_that_was_not_updated_by_hand() throws Exception {
    machine.file("opt/asv/asv.version", "2.14.10\n");

    assertThatThrownBy(() -> checkHandwork("2.14.12"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("die Version 2.14.10");
  }

  @Test
  void does_not_check_handwork_while_the_server_runs() throws Exception {
    machine.file("opt/asv/asv.version", "2.14.12\n");
    machine.unit("asv-server", true, false);

    assertThatThrownBy(() -> checkHandwork("2.14.12")).hasMessageContaining("asv-server");
  }

  @Test
  void raises_the_structure_of_the_directly_preceding_release() throws Exception {
    UpdateRun run = run("2.13.480", "s-1", null);

    assertThat(run.before()).isEqualTo("2.13.480");
    assertThat(run.after()).isEqualTo("2.14.12");
    assertThat(run.sha256()).hasSize(64);
  }

  @Test
  void runs_nothing_the_second_time() throws Exception {
    run("2.13.480", "s-1", null);

    assertThat(run(null, "s-2", null).updateInstaller()).isNull();
    assertThat(machine.text("runs")).isEqualTo("run\n");
  }

  @ParameterizedTest
  @CsvSource({
    "2.14.13,neuer",
    "2.15.1,neuer",
    "2.12.463,2.12 → 2.13 → 2.14",
    "1.13.1,asv.releases.order"
  })
  void refuses_a_structure_that_may_not_be_updated(String structure, String why) {
    assertThatThrownBy(() -> run(structure, "s-1", null))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining(why);
    assertThat(machine.path("runs")).doesNotExist();
  }

  @Test
  void raises_the_structure_of_the_release_that_the_settings_list_before_the_programs()
      throws Exception {
    order = new String[] {"2.11", "2.12", "2.14"};

    assertThat(run("2.12.463", "s-1", null).after()).isEqualTo("2.14.12");
  }

  @Test
  void refuses_a_structure_that_a_listed_release_lies_before() {
    order = new String[] {"2.13", "2.13.5", "2.14"};

    assertThatThrownBy(() -> run("2.13.480", "s-1", null))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("2.13 → 2.13.5 → 2.14");
    assertThat(machine.path("runs")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"1,Fehler", "20,zu alt", "21,neuer", "30,läuft noch", "99,nicht bekannt"})
  void explains_the_exit_codes(int code, String meaning) throws Exception {
    update("exit " + code);

    assertThatThrownBy(() -> run("2.13.480", "s-1", null))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("Code " + code)
        .hasMessageContaining(meaning);
  }

  @Test
  void does_not_believe_a_good_exit_code_while_the_structure_is_old() throws Exception {
    update("exit 0");

    assertThatThrownBy(() -> run("2.13.480", "s-1", null))
        .hasMessageContaining("erwartet wird 2.14.12");
  }

  @Test
  void refuses_while_the_server_runs() throws Exception {
    machine.unit("asv-server", true, false);

    assertThatThrownBy(() -> run("2.13.480", "s-1", null))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("asv-server");
  }

  @Test
  void refuses_after_a_shipped_file_was_changed() throws Exception {
    machine.file("opt/asv/asv.cfg", "1");
    ShippedFileList shipped = shippedFiles.list(endpoint);
    machine.file("opt/asv/asv.cfg", "2");

    assertThatThrownBy(() -> run("2.13.480", "s-1", shipped)).hasMessageContaining("asv.cfg");
    assertThat(machine.path("runs")).doesNotExist();
  }

  @Test
  void goes_on_after_an_attempt_that_had_replaced_shipped_files() throws Exception {
    machine.file("opt/asv/asv.cfg", "1");
    ShippedFileList shipped = shippedFiles.list(endpoint);
    update("echo 2 >" + folder + "/opt/asv/asv.cfg; exit 1");
    assertThatThrownBy(() -> run("2.13.480", "s-1", shipped)).hasMessageContaining("Code 1");

    update("echo 2.14.12 >" + folder + "/structure");
    assertThat(run(null, "s-2", shipped).after()).isEqualTo("2.14.12");
  }

  @Test
  void relies_on_the_exit_code_where_the_structure_cannot_be_read() throws Exception {
    java.nio.file.Files.delete(machine.path("opt/asv/plugins/h2-2.3.232.jar"));

    UpdateRun run = run("2.13.480", "s-1", null);

    assertThat(run.before()).isNull();
    assertThat(machine.text("runs")).isEqualTo("run\n");
  }
}
