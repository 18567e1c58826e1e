package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.lab.LabOptions;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An Enterprise server of three schools becomes a School server, by school backups. */
@Tag("long")
class EnterpriseToSchoolMoveIT extends RouteMoveTests {

  EnterpriseToSchoolMoveIT() {
    super("enterprise-to-school", LabOptions.route("enterprise-to-school"));
  }

  @Test
  void every_school_has_its_own_backup_restore_and_check() throws Exception {
    for (String element : new String[] {"backupTenant", "restoreTenant", "checkTenant"}) {
      Map<String, Long> schools =
          played().trail("STEP_ENDED").stream()
              .filter(line -> line.get("element").asText().equals(element))
              .collect(
                  Collectors.groupingBy(
                      line -> line.get("school").asText(), Collectors.counting()));
      assertThat(schools).as(element).isEqualTo(Map.of("0001", 1L, "0002", 1L, "0003", 1L));
    }
  }
}
