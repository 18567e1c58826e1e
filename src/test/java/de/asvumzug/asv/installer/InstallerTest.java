package de.asvumzug.asv.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.client.ClientSettings;
import de.asvumzug.asv.database.VendorProgram;
import de.asvumzug.host.Command;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstallerTest {
  private static final String INSTALL =
      """
      printf '%s\\n' "$@" >@M@/arguments
      while [ $# -gt 0 ]; do
        case $1 in
          --directory) H=$2 ;;
          --pin-file) cat "$2" >@M@/pin; stat -c %a "$2" >@M@/mode ;;
          --database-password-file) cat "$2" >@M@/password ;;
        esac
        shift
      done
      echo run >>@M@/runs
      mkdir -p "$H"
      echo 2.14.12 >"$H/asv.version"
      """;

  @TempDir Path folder;
  private FakeMachine machine;

  @BeforeEach
  void machine() throws Exception {
    machine = new FakeMachine("neu", folder);
    machine.file("packages/schule.p12", "zertifikat");
    installScript(INSTALL);
  }

  private void installScript(String script) throws Exception {
    machine.zip(
        "packages/installer.zip",
        Map.of("install.sh", script.replace("@M@", folder.toString()), "program/x", "x"));
  }

  private Endpoint site(Variant variant) {
    return machine.site(Side.TARGET, variant, "2.14.12");
  }

  private Installer installer(Map<String, String> changes) {
    InstallerSettings settings =
        FakeMachine.settings("asv.installer", InstallerSettings.class, changes);
    return new Installer(
        settings,
        FakeMachine.settings("asv.client", ClientSettings.class),
        FakeMachine.settings("asv.layout", LayoutSettings.class),
        new Unpacker(settings),
        FakeMachine.secrets(),
        Sleeper.REAL);
  }

  private InstallationAdoption adoption() {
    return new InstallationAdoption(
        installer(Map.of()),
        FakeMachine.settings("asv.client", ClientSettings.class),
        FakeMachine.settings("asv.layout", LayoutSettings.class));
  }

  private Migration migration(Endpoint endpoint) {
    return machine.migration(endpoint.installation(), endpoint.installation());
  }

  private InstalledPackage install(Variant variant, String attempt) throws Exception {
    return install(variant, attempt, CheckedPackages.NONE);
  }

  private InstalledPackage install(Variant variant, String attempt, CheckedPackages checked)
      throws Exception {
    Endpoint endpoint = site(variant);
    return installer(Map.of())
        .installServer(
            endpoint, migration(endpoint), checked, machine.jobs(attempt), ProgressListener.NONE);
  }

  @Test
  void hands_the_plan_to_the_installer_and_names_package_and_version() throws Exception {
    InstalledPackage installed = install(Variant.ENTERPRISE, "s-1");

    assertThat(installed.version()).isEqualTo("2.14.12");
    assertThat(installed.sha256())
        .isEqualTo(machine.files().sha256(folder + "/packages/installer.zip"));
    assertThat(machine.text("arguments"))
        .contains("--variant\nENTERPRISE\n--certificate\n" + folder + "/packages/schule.p12\n")
        .contains("--database-name\nasv\n--database-owner\nasv\n");
  }

  private CheckedPackages asItIsNow() throws Exception {
    return new CheckedPackages(machine.files().sha256(folder + "/packages/installer.zip"), null);
  }

  @Test
  void a_package_that_was_swapped_since_the_preparation_runs_nothing() throws Exception {
    CheckedPackages checked = asItIsNow();
    installScript(INSTALL + "echo boese\n");
    String swapped = asItIsNow().installer();

    assertThatThrownBy(() -> install(Variant.ENTERPRISE, "s-1", checked))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("SHA-256 ist " + swapped)
        .hasMessageContaining("erwartet wird " + checked.installer())
        .hasMessageContaining("Nichts davon wurde ausgeführt")
        .hasMessageContaining("Bitte klären, wer die Datei ausgetauscht hat");
    assertThat(folder.resolve("runs")).doesNotExist();
    assertThat(folder.resolve("opt/asv")).doesNotExist();
    assertThat(machine.path("work/packages/" + swapped)).doesNotExist();
  }

  @Test
  void a_swapped_package_installs_no_test_client_either() throws Exception {
    CheckedPackages checked = asItIsNow();
    installScript(INSTALL + "echo boese\n");
    Endpoint endpoint = site(Variant.SCHOOL);

    assertThatThrownBy(
            () ->
                installer(Map.of())
                    .installTestClient(
                        endpoint,
                        migration(endpoint),
                        checked,
                        machine.jobs("s-1"),
                        ProgressListener.NONE))
        .hasMessageContaining("ist nicht mehr die Datei, die geprüft wurde");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void the_package_that_was_checked_is_installed() throws Exception {
    assertThat(install(Variant.ENTERPRISE, "s-1", asItIsNow()).installedNow()).isTrue();
  }

  @Test
  void the_checked_package_laid_back_is_installed_after_all() throws Exception {
    CheckedPackages checked = asItIsNow();
    installScript("exit 9\n");
    assertThatThrownBy(() -> install(Variant.ENTERPRISE, "s-1", checked))
        .isInstanceOf(OperationFailed.class);
    installScript(INSTALL);
    assertThat(asItIsNow()).isEqualTo(checked);
    assertThat(install(Variant.ENTERPRISE, "s-2", checked).version()).isEqualTo("2.14.12");
  }

  @Test
  void hands_pin_and_password_over_in_private_files_that_are_gone_afterwards() throws Exception {
    install(Variant.ENTERPRISE, "s-1");

    assertThat(machine.text("pin")).isEqualTo(FakeMachine.PIN);
    assertThat(machine.text("password")).isEqualTo(FakeMachine.PASSWORD);
    assertThat(machine.text("mode").strip()).isEqualTo("600");
    String pinFile = machine.text("arguments").split("--pin-file\n")[1].lines().findFirst().get();
    assertThat(Path.of(pinFile)).doesNotExist();
  }

  @Test
  void shows_no_secret_in_any_command_line() throws Exception {
    install(Variant.ENTERPRISE, "s-1");

    assertThat(machine.commands())
        .isNotEmpty()
        .extracting(Command::toString)
        .noneMatch(line -> line.contains(FakeMachine.PIN) || line.contains(FakeMachine.PASSWORD));
    assertThat(machine.commands())
        .flatExtracting(command -> command.environment().values())
        .doesNotContain(FakeMachine.PIN, FakeMachine.PASSWORD);
  }

  @Test
  void shows_no_secret_that_the_installer_prints() throws Exception {
    installScript("while [ $1 != --pin-file ]; do shift; done; cat $2; exit 2\n");

    assertThatThrownBy(() -> install(Variant.SCHOOL, "s-1"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("•••")
        .hasMessageNotContaining(FakeMachine.PIN);
  }

  @Test
  void installs_once_however_often_it_is_carried_out() throws Exception {
    install(Variant.SCHOOL, "s-1");

    assertThat(install(Variant.SCHOOL, "s-1").installedNow()).isFalse();
    assertThat(install(Variant.SCHOOL, "s-2").installedNow()).isFalse();
    assertThat(machine.text("runs")).isEqualTo("run\n");
  }

  @Test
  void finds_its_own_installation_when_it_was_cut_before_it_could_note_the_end() throws Exception {
    install(Variant.SCHOOL, "s-1");
    Path mark = machine.path("umzug/moves/U-2026-0001/server.ini");
    Files.writeString(mark, Files.readString(mark).replace("fertig", "begonnen"));

    assertThat(install(Variant.SCHOOL, "s-2").installedNow()).isFalse();
    assertThat(machine.text("runs")).isEqualTo("run\n");
  }

  @Test
  void adopts_an_installation_made_by_hand_and_never_moves_it_aside() throws Exception {
    machine.file("umzug/moves/U-2026-0001/server.ini", "directory=" + machine.home() + "\n");
    machine.file("opt/asv/asv.version", "2.14.12\n");
    Endpoint endpoint = site(Variant.SCHOOL);

    adoption().adoptServer(endpoint, migration(endpoint), ProgressListener.NONE);

    assertThat(install(Variant.SCHOOL, "s-2").installedNow()).isFalse();
    assertThat(machine.path("opt/asv.unvollstaendig-1")).doesNotExist();
    assertThat(machine.path("runs")).doesNotExist();
  }

  @Test
  void does_not_adopt_another_version_than_planned() throws Exception {
    machine.file("opt/asv/asv.version", "2.13.480\n");
    Endpoint endpoint = site(Variant.SCHOOL);

    assertThatThrownBy(
            () -> adoption().adoptServer(endpoint, migration(endpoint), ProgressListener.NONE))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("2.13.480")
        .hasMessageContaining("geplant ist 2.14.12");
  }

  @Test
  void names_the_folder_where_a_handmade_installation_is_missing() {
    Endpoint endpoint = site(Variant.SCHOOL);

    assertThatThrownBy(
            () -> adoption().adoptServer(endpoint, migration(endpoint), ProgressListener.NONE))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("Der ASV-Server fehlt")
        .hasMessageContaining(machine.home());
  }

  @ParameterizedTest
  @ValueSource(strings = {"asv.example.org", "localhost"})
  void adopts_a_test_client_that_names_the_new_server(String address) throws Exception {
    machine.file(
        "opt/asv-testclient/configuration/config.local.ini",
        "server.url=http://" + address + ":8765\n");
    Endpoint endpoint = site(Variant.SCHOOL);

    adoption().adoptTestClient(endpoint, migration(endpoint), ProgressListener.NONE);

    assertThat(
            installer(Map.of())
                .installTestClient(
                    endpoint,
                    migration(endpoint),
                    CheckedPackages.NONE,
                    machine.jobs("s-2"),
                    ProgressListener.NONE))
        .isFalse();
  }

  @Test
  void names_the_address_of_a_test_client_that_still_has_the_old_one() throws Exception {
    machine.file(
        "opt/asv-testclient/configuration/config.ini", "server.url=http://10.0.0.5:8765\n");
    Endpoint endpoint = site(Variant.SCHOOL);

    assertThatThrownBy(
            () -> adoption().adoptTestClient(endpoint, migration(endpoint), ProgressListener.NONE))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("http://10.0.0.5:8765")
        .hasMessageContaining("http://asv.example.org:8765");
  }

  @Test
  void refuses_a_folder_with_other_peoples_files() throws Exception {
    machine.file("opt/asv/wichtig.txt", "Daten");

    assertThatThrownBy(() -> install(Variant.SCHOOL, "s-1"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("nicht leer");
    assertThat(machine.text("opt/asv/wichtig.txt")).isEqualTo("Daten");
    assertThat(machine.path("runs")).doesNotExist();
  }

  @Test
  void moves_a_half_done_installation_of_its_own_aside() throws Exception {
    installScript("mkdir -p " + machine.home() + "; echo halb >" + machine.home() + "/x; exit 4\n");
    assertThatThrownBy(() -> install(Variant.SCHOOL, "s-1")).hasMessageContaining("Code 4");

    installScript(INSTALL);
    assertThat(install(Variant.SCHOOL, "s-2").installedNow()).isTrue();
    assertThat(machine.text("opt/asv.unvollstaendig-1/x")).isEqualTo("halb\n");
  }

  @ParameterizedTest
  @CsvSource({"1,Aufruf", "2,PIN", "3,nicht leer", "4,Datenbank", "77,nicht bekannt"})
  void explains_the_installers_exit_codes(int code, String meaning) throws Exception {
    installScript("echo schade; exit " + code + "\n");

    assertThatThrownBy(() -> install(Variant.SCHOOL, "s-1"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("Code " + code)
        .hasMessageContaining(meaning)
        .hasMessageContaining("schade");
  }

  @Test
  void names_the_missing_certificate() throws Exception {
    Files.delete(machine.path("packages/schule.p12"));

    assertThatThrownBy(() -> install(Variant.SCHOOL, "s-1"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("schule.p12");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../boese.sh", "/etc/boese", "a/../../boese", "a\\..\\boese", "C:/x"})
  void refuses_a_package_that_would_write_outside_its_folder(String name) throws Exception {
    machine.zip("packages/installer.zip", Map.of(name, "x"));

    assertThatThrownBy(() -> install(Variant.SCHOOL, "s-1"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("unzulässigen Pfad");
    assertThat(machine.path("umzug/boese.sh")).doesNotExist();
    assertThat(machine.path("umzug/packages/boese.sh")).doesNotExist();
  }

  @Test
  void refuses_a_package_that_unpacks_to_an_absurd_size() throws Exception {
    machine.zip("packages/installer.zip", Map.of("install.sh", "x".repeat(300_000)));
    Endpoint endpoint = site(Variant.SCHOOL);

    assertThatThrownBy(
            () ->
                installer(Map.of("max-unpacked", "200KB"))
                    .installServer(
                        endpoint,
                        migration(endpoint),
                        CheckedPackages.NONE,
                        machine.jobs("s-1"),
                        ProgressListener.NONE))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("größer als");
  }

  @Test
  void refuses_a_package_with_an_absurd_number_of_files() throws Exception {
    Map<String, String> entries = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      entries.put("f" + i, "");
    }
    machine.zip("packages/installer.zip", entries);
    Endpoint endpoint = site(Variant.SCHOOL);

    assertThatThrownBy(
            () ->
                installer(Map.of("max-entries", "10"))
                    .installServer(
                        endpoint,
                        migration(endpoint),
                        CheckedPackages.NONE,
                        machine.jobs("s-1"),
                        ProgressListener.NONE))
        .hasMessageContaining("mehr als 10 Dateien");
  }

  @Test
  void refuses_a_file_that_is_no_zip() throws Exception {
    machine.file("packages/installer.zip", "kein Zip");

    assertThatThrownBy(() -> install(Variant.SCHOOL, "s-1"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("kein Zip");
  }

  @Test
  void leaves_the_password_option_out_where_no_password_is_needed() {
    Command command =
        new VendorProgram()
            .value("databaseName", "asv")
            .secret("databasePasswordFile", null)
            .command(
                machine,
                java.util.List.of("sh", "x"),
                java.util.List.of(
                    "--database-name",
                    "{databaseName}",
                    "--database-password-file",
                    "{databasePasswordFile}"));

    assertThat(command.arguments()).containsExactly("sh", "x", "--database-name", "asv");
  }

  @Test
  void names_an_unknown_placeholder_of_the_settings() {
    assertThatThrownBy(
            () ->
                new VendorProgram()
                    .value("directory", "/opt")
                    .command(machine, java.util.List.of("x"), java.util.List.of("{verzeichnis}")))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("{verzeichnis}")
        .hasMessageContaining("directory");
  }

  @Test
  void installs_a_test_client_once_beside_the_server() throws Exception {
    Endpoint endpoint = site(Variant.SCHOOL);
    Installer installer = installer(Map.of());

    assertThat(
            installer.installTestClient(
                endpoint,
                migration(endpoint),
                CheckedPackages.NONE,
                machine.jobs("s-1"),
                ProgressListener.NONE))
        .isTrue();
    assertThat(
            installer.installTestClient(
                endpoint,
                migration(endpoint),
                CheckedPackages.NONE,
                machine.jobs("s-2"),
                ProgressListener.NONE))
        .isFalse();
    assertThat(machine.text("arguments"))
        .isEqualTo(
            "--client\n--directory\n"
                + folder
                + "/opt/asv-testclient\n--server-url\nhttp://asv.example.org:8765\n");
    assertThat(machine.text("runs")).isEqualTo("run\n");
  }
}
