package de.asvumzug.asv.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.fence.Fence.Parked;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.script.ScriptHost;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.release.Release;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FenceTest {
  private static final String MOVE = "U-2026-0001";

  @TempDir Path folder;
  private final Fence fence = new Fence(FakeMachine.settings("asv.layout", LayoutSettings.class));
  private ScriptHost host;
  private Endpoint endpoint;
  private Path start;
  private Path settings;

  @BeforeEach
  void an_installation() throws Exception {
    Path home = Files.createDirectories(folder.resolve("asv"));
    start = Files.writeString(home.resolve("asv.exe"), "start");
    Files.createDirectories(home.resolve("configuration"));
    settings = Files.writeString(home.resolve("configuration/config.local.ini"), "url=jdbc");
    host = ScriptHost.local("alt", folder.resolve("work"), List.of(), Duration.ofSeconds(10));
    endpoint =
        new Endpoint(
            Side.SOURCE,
            new Installation(
                "alt",
                Variant.SCHOOL,
                Release.parse("2.13.480"),
                home.toString(),
                "alt.example",
                8765,
                null,
                false),
            host);
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void parks_start_file_and_settings_beside_themselves_with_a_note() throws Exception {
    putUp();

    assertThat(start).doesNotExist();
    assertThat(settings).doesNotExist();
    assertThat(Path.of(start + ".umzug-" + MOVE)).hasContent("start");
    assertThat(Path.of(settings + ".umzug-" + MOVE)).hasContent("url=jdbc");
    assertThat(start.resolveSibling(Fence.NOTE)).content().contains(MOVE, "nicht", "asv.exe.umzug");
  }

  @Test
  void brings_everything_back_as_it_was() throws Exception {
    Parked parked = putUp();

    assertThat(fence.takeDown(endpoint, parked)).isEqualTo(2);

    assertThat(start).hasContent("start");
    assertThat(settings).hasContent("url=jdbc");
    assertThat(start.getParent()).isDirectoryNotContaining("glob:**umzug*");
    assertThat(start.resolveSibling(Fence.NOTE)).doesNotExist();
    assertThat(fence.takeDown(endpoint, parked)).isZero();
  }

  @Test
  void goes_on_wherever_it_was_cut() throws Exception {
    Parked parked = fence.plan(endpoint, MOVE);
    Files.move(settings, Path.of(settings + ".umzug-" + MOVE)); // cut after the first file

    assertThat(fence.plan(endpoint, MOVE)).isEqualTo(parked);
    fence.putUp(endpoint, parked, MOVE);
    assertThat(start).doesNotExist();

    Files.move(
        Path.of(start + ".umzug-" + MOVE), start); // cut after the first file on the way back
    assertThat(fence.takeDown(endpoint, parked)).isEqualTo(1);
    assertThat(settings).exists();
  }

  @Test
  void never_puts_one_file_over_another() throws Exception {
    Parked parked = putUp();
    Files.writeString(start, "von Hand neu angelegt");

    assertThatThrownBy(() -> fence.takeDown(endpoint, parked))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("sowohl asv.exe als auch");
    assertThat(start).hasContent("von Hand neu angelegt");
    assertThat(Path.of(start + ".umzug-" + MOVE)).hasContent("start");
  }

  @Test
  void says_when_a_parked_file_was_changed_or_is_gone() throws Exception {
    Parked parked = putUp();
    Files.writeString(Path.of(settings + ".umzug-" + MOVE), "anders");
    assertThatThrownBy(() -> fence.takeDown(endpoint, parked)).hasMessageContaining("verändert");

    Files.delete(settings);
    assertThatThrownBy(() -> fence.takeDown(endpoint, parked)).hasMessageContaining("fehlt");
  }

  @Test
  void a_file_that_was_never_there_is_not_missed() throws Exception {
    Files.delete(settings);
    Parked parked = putUp();

    assertThat(parked.files()).containsOnlyKeys("asv.exe");
    assertThat(fence.takeDown(endpoint, parked)).isEqualTo(1);
  }

  private Parked putUp() throws Exception {
    Parked parked = fence.plan(endpoint, MOVE);
    fence.putUp(endpoint, parked, MOVE);
    return parked;
  }
}
