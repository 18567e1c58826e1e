package de.asvumzug.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.plan.PlanFixture;
import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.plan.intake.PlanSettings;
import de.asvumzug.web.WebFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that are laid into a folder. */
class PlanInboxTest {
  @TempDir Path folder;

  private final WebFixture web = new WebFixture();
  private PlanInbox inbox;

  @BeforeEach
  void open() {
    PlanSettings settings =
        new PlanSettings(
            Duration.ofHours(1),
            Duration.ofDays(7),
            Duration.ofDays(730),
            folder,
            Duration.ofSeconds(5),
            Duration.ofSeconds(2));
    inbox = new PlanInbox(settings, new PlanFiles(web.store.jdbc, web.desk), new PlanJson());
  }

  private void lay(String name, byte[] text) throws IOException {
    Path file = Files.write(folder.resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
  }

  @Test
  void takes_a_plan_and_reports_its_number() throws IOException {
    lay("umzug.yaml", PlanFixture.yaml());

    inbox.look();

    assertThat(folder.resolve("umzug.yaml.angenommen")).exists();
    assertThat(folder.resolve("umzug.yaml.bericht.txt")).content().contains("U-2026-0001");
    assertThat(folder.resolve("umzug.yaml")).doesNotExist();
    assertThat(web.started).containsExactly("U-2026-0001");
  }

  @Test
  void refuses_a_wrong_plan_with_each_field_in_the_report() throws IOException {
    lay("falsch.yaml", "title: 5\nscope: ALLE\n".getBytes());

    inbox.look();

    assertThat(folder.resolve("falsch.yaml.abgelehnt")).exists();
    assertThat(folder.resolve("falsch.yaml.bericht.txt"))
        .content()
        .contains("- title:", "- scope:", "- source:");
    assertThat(web.store.storedPlans()).isZero();
  }

  @Test
  void refuses_what_is_no_yaml() throws IOException {
    lay("kaputt.yaml", "a: [1\nb: }".getBytes());

    inbox.look();

    assertThat(folder.resolve("kaputt.yaml.abgelehnt")).exists();
    assertThat(folder.resolve("kaputt.yaml.bericht.txt")).content().contains("YAML");
  }

  @Test
  void does_not_start_a_second_move_for_a_file_that_was_taken_before_a_crash() throws IOException {
    lay("umzug.yaml", PlanFixture.yaml());
    inbox.look();
    Files.move(folder.resolve("umzug.yaml.angenommen"), folder.resolve("umzug.yaml"));

    inbox.look();

    assertThat(web.started).containsExactly("U-2026-0001");
    assertThat(folder.resolve("umzug.yaml.angenommen")).exists();
  }

  @Test
  void leaves_a_plan_alone_while_the_engine_is_away() throws IOException {
    web.engineFails = true;
    lay("umzug.yaml", PlanFixture.yaml());

    inbox.look();

    assertThat(folder.resolve("umzug.yaml")).exists();
    assertThat(web.store.storedPlans()).isZero();
  }

  @Test
  void leaves_a_file_alone_that_is_still_being_written() throws IOException {
    Files.write(folder.resolve("umzug.yaml"), PlanFixture.yaml());
    Files.setLastModifiedTime(
        folder.resolve("umzug.yaml"), FileTime.from(Instant.now().plusSeconds(60)));

    inbox.look();

    assertThat(folder.resolve("umzug.yaml")).exists();
    assertThat(web.started).isEmpty();
  }

  @Test
  void follows_no_link_out_of_the_folder() throws IOException {
    Path elsewhere = Files.write(folder.resolve("anderswo.txt"), PlanFixture.yaml());
    Files.setLastModifiedTime(elsewhere, FileTime.from(Instant.now().minusSeconds(60)));
    Files.createSymbolicLink(folder.resolve("link.yaml"), elsewhere);

    inbox.look();

    assertThat(web.started).isEmpty();
  }
}
