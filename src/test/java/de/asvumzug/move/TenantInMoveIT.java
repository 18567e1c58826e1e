package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.lab.LabOptions;
import org.junit.jupiter.api.Test;

/** One school moves into a server that works for two others already. */
class TenantInMoveIT extends RouteMoveTests {

  TenantInMoveIT() {
    super("tenant-in", LabOptions.route("tenant-in"));
  }

  @Test
  void the_server_that_takes_the_school_in_was_backed_up_first() throws Exception {
    JsonNode backup = played().evidenceTree("target-backup");
    assertThat(java.nio.file.Path.of(backup.get("folder").asText())).exists();
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
