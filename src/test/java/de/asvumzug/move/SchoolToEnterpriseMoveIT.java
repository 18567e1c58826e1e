package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.lab.LabOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A School server becomes an Enterprise server, by school backups. */
@Tag("long")
class SchoolToEnterpriseMoveIT extends RouteMoveTests {

  SchoolToEnterpriseMoveIT() {
    super("school-to-enterprise", LabOptions.route("school-to-enterprise"));
  }

  @Test
  void the_new_server_keeps_its_own_sys_password_until_somebody_changes_it() throws Exception {
    assertThat(neu().login("sys", lab().initialSysPassword())).isEqualTo(200);
    assertThat(neu().login("sys", lab().oldSysPassword())).isEqualTo(401);
  }

  @Test
  void the_whole_database_was_backed_up_besides_the_school_backups() throws Exception {
    assertThat(played().elements("STEP_ENDED")).contains("backupDatabaseFolder", "backupTenant");
  }
}
