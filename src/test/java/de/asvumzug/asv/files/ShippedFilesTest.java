package de.asvumzug.asv.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedFilesTest {
  @TempDir Path folder;
  private FakeMachine machine;
  private Endpoint endpoint;
  private final LayoutSettings layout = FakeMachine.settings("asv.layout", LayoutSettings.class);
  private final ShippedFiles shipped = new ShippedFiles(layout);
  private final LocalFiles local =
      new LocalFiles(layout, FakeMachine.settings("asv.services", ServiceSettings.class));

  @BeforeEach
  void machine() throws Exception {
    machine = new FakeMachine("neu", folder);
    endpoint = machine.site(Side.TARGET, Variant.SCHOOL, "2.14.12");
    machine.file("opt/asv/asv.exe", "exe");
    machine.file("opt/asv/asv.cfg", "cfg");
    machine.file("opt/asv/configuration/config.ini", "a=1\n");
    machine.file("opt/asv/jre/lib/rt.jar", "rt");
    machine.file("opt/asv/plugins/asv.jar", "jar");
  }

  @Test
  void finds_changed_missing_and_added_files() throws Exception {
    ShippedFileList before = shipped.list(endpoint);
    machine.file("opt/asv/configuration/config.ini", "a=2\n");
    machine.file("opt/asv/plugins/fremd.jar", "x");
    Files.delete(machine.path("opt/asv/jre/lib/rt.jar"));

    assertThat(shipped.differences(endpoint, before))
        .containsExactlyInAnyOrder(
            "configuration/config.ini (verändert)",
            "jre/lib/rt.jar (fehlt)",
            "plugins/fremd.jar (hinzugekommen)");
    assertThatThrownBy(() -> shipped.requireUnchanged(endpoint, before))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("configuration/config.ini (verändert)");
  }

  @Test
  void takes_no_notice_of_local_files() throws Exception {
    ShippedFileList before = shipped.list(endpoint);

    local.write(endpoint, "configuration/config.local.ini", "client.port=8765\n");

    assertThatCode(() -> shipped.requireUnchanged(endpoint, before)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "configuration/config.ini",
        "asv.cfg",
        "asv.exe",
        "plugins/asv.jar",
        "jre/lib/rt.jar",
        "configuration/../configuration/config.ini",
        "configuration/config.local.ini/../config.ini",
        "/etc/passwd"
      })
  void refuses_to_write_anything_but_local_files(String path) throws Exception {
    ShippedFileList before = shipped.list(endpoint);

    assertThatThrownBy(() -> local.write(endpoint, path, "x=1\n"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("keine lokale Datei");
    assertThat(shipped.differences(endpoint, before)).isEmpty();
  }

  @Test
  void keeps_the_local_file_as_it_was_before_the_move() throws Exception {
    machine.file("opt/asv/asv.local.cfg", "a=1\n");

    local.write(endpoint, "asv.local.cfg", "a=2\n");
    local.write(endpoint, "asv.local.cfg", "a=3\n");

    assertThat(machine.text("opt/asv/asv.local.cfg")).isEqualTo("a=3\n");
    assertThat(machine.text("opt/asv/asv.local.cfg" + LocalFiles.PREVIOUS)).isEqualTo("a=1\n");
  }
}
