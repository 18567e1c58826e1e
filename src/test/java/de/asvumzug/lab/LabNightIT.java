package de.asvumzug.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.asvumzug.lab.asv.Ini;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the update service of a School server does at night (trap 5). */
class LabNightIT {
  @TempDir static Path folder;
  private static Lab lab;

  @BeforeAll
  static void open() {
    lab = Lab.school(folder.resolve("lab"), LabOptions.defaults().withPupils(6).withSchools(1));
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"manual", "mixed"})
  void it_only_looks_when_nobody_lets_it_install(String mode) throws Exception {
    lab.alt().start();
    String before = lab.alt().status().version();
    Ini.set(lab.alt().updateServiceSettings(), "mode", mode);
    String published = next(before, 50 + mode.length());
    lab.alt().nightlyUpdate(published);
    awaitLog(published + " gefunden, Modus " + mode);
    assertThat(lab.alt().status().version()).isEqualTo(before);
    assertThat(lab.alt().status().structure()).isEqualTo(before);
    lab.alt().nightlyUpdate(before);
  }

  @Test
  void it_brings_a_running_server_to_the_next_release() throws Exception {
    lab.alt().start();
    lab.alt().updatesByItself();
    lab.alt().nightlyUpdate(Lab.NEW_VERSION);
    awaitLog("auf " + Lab.NEW_VERSION + " gebracht");
    await().atMost(Duration.ofSeconds(20)).until(lab.alt()::isServerUp);
    assertThat(lab.alt().status().version()).isEqualTo(Lab.NEW_VERSION);
    assertThat(lab.alt().status().structure()).isEqualTo(Lab.NEW_VERSION);
    lab.alt().stop();
    assertThat(lab.alt().rowCounts()).containsKey("asv.svp_datenschutz_hinweis");
  }

  @Test
  void it_updates_a_stopped_server_and_leaves_it_stopped() throws Exception {
    lab.alt().start();
    String published = next(lab.alt().status().version(), 1);
    lab.alt().systemctl("stop", LabMachine.SERVER);
    lab.alt().updatesByItself();
    lab.alt().nightlyUpdate(published);
    awaitLog("auf " + published + " gebracht");
    assertThat(lab.alt().isServerUp()).isFalse();
    assertThat(lab.alt().structure()).isEqualTo(published);
    Path plugins = lab.alt().installation().resolve("plugins");
    assertThat(plugins.resolve("de.asv.server_" + published + ".jar")).exists();
    lab.alt().startServer();
    assertThat(lab.alt().status().version()).isEqualTo(published);
  }

  private static String next(String version, int builds) {
    int dot = version.lastIndexOf('.');
    return version.substring(0, dot + 1) + (Integer.parseInt(version.substring(dot + 1)) + builds);
  }

  private static void awaitLog(String text) {
    await().atMost(Duration.ofSeconds(20)).until(() -> lab.alt().log().contains(text));
  }
}
