package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.lab.Lab;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.lab.LabVariant;
import de.asvumzug.support.Promises;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A School server becomes an Enterprise server of the next release: a person clones its database
 * with the ministry's tool, the Updateinstaller follows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class CloneMoveIT {
  private PlayedMove played;
  private Map<String, Boolean> promises;

  @BeforeAll
  void play() throws Exception {
    played =
        PlayedMove.open(
            "clone",
            LabOptions.defaults()
                .withVariants(LabVariant.SCHOOL, LabVariant.ENTERPRISE)
                .withPupils(60));
    Map<String, Object> plan =
        played.lab().plan(Instant.now(), Instant.now().plusSeconds(60), Duration.ofDays(1));
    withCloneTool(plan);
    Promises before = Promises.before(played.lab(), plan);
    played.move().plan(CloneMoveIT::withCloneTool);
    played.playToTheEnd();
    promises = before.kept(played.move().read("/trail/verification"));
  }

  @SuppressWarnings("unchecked")
  private static void withCloneTool(Map<String, Object> plan) {
    ((Map<String, Object>) plan.get("options")).put("cloneTool", true);
  }

  @AfterAll
  void end() throws Exception {
    if (played != null) {
      played.close();
    }
  }

  @Test
  void every_promise_is_kept() {
    assertThat(promises).isNotEmpty().doesNotContainValue(false);
  }

  @Test
  void the_person_who_cloned_is_on_the_trail() throws Exception {
    assertThat(played.deciders("cloneDatabase")).containsExactly("technik");
    assertThat(played.elements("STEP_ENDED"))
        .contains("prepareClone", "adoptClone", "compareFingerprints", "runUpdateInstaller")
        .doesNotContain("restoreDatabase", "restoreDatabaseFolder", "restoreTenant");
  }

  @Test
  void both_databases_were_compared_across_the_engines() throws Exception {
    assertThat(played.evidenceTree("fingerprint-comparison").get("differences")).isEmpty();
    assertThat(played.evidenceTree("fingerprint-comparison").get("rows").asLong())
        .isGreaterThan(1000);
  }

  @Test
  void all_accounts_came_along_with_their_passwords() throws Exception {
    assertThat(played.lab().neu().login("sys", played.lab().oldSysPassword())).isEqualTo(200);
    assertThat(played.lab().neu().login("betreuer", played.lab().oldSchoolPassword()))
        .isEqualTo(200);
  }

  @Test
  void the_structure_is_the_new_releases() throws Exception {
    assertThat(played.lab().neu().status().structure()).isEqualTo(Lab.NEW_VERSION);
  }

  @Test
  void the_clones_database_has_become_the_one_in_use() throws Exception {
    try (Connection database = played.lab().neu().database("postgres")) {
      assertThat(
              Content.texts(
                  database, "select datname from pg_database where datname like '%klon%'"))
          .isEmpty();
    }
  }
}
