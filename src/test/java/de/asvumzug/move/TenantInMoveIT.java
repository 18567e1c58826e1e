package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.lab.LabOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One school moves into a server that works for two others already. */
@Tag("long")
class TenantInMoveIT extends RouteMoveTests {
  private long safetyBackup;

  TenantInMoveIT() {
    super("tenant-in", LabOptions.route("tenant-in"));
  }

  @Override
  void duringMove(PlayedMove move) throws Exception {
    move.playUntil(() -> move.elements("STEP_STARTED").contains("restoreTenant"));
    JsonNode backup = move.evidenceTree("target-backup");
    safetyBackup = Files.list(Path.of(backup.get("folder").asText())).count();
  }

  @Test
  void the_server_that_takes_the_school_in_was_backed_up_first() throws Exception {
    assertThat(safetyBackup).isPositive();
    assertThat(played().elements("STEP_ENDED")).contains("backupTarget", "checkOthers");
  }

  @Test
  void the_schools_that_were_there_log_in_as_before() throws Exception {
    assertThat(neu().login("sys", lab().newSysPassword())).isEqualTo(200);
  }

  @Test
  void the_operator_agreed_before_the_schools_were_asked() throws Exception {
    assertThat(played().deciders("approveMove")).containsExactly("betreiber");
  }

  @Test
  void nothing_is_installed_anew() throws Exception {
    assertThat(played().elements("STEP_STARTED")).doesNotContain("installServer");
  }
}
