package de.asvumzug.step.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which steps may be skipped (rule I8), and that the model can go on afterwards. */
class SkipRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "checkSource",
        "checkTarget",
        "freezeUpdates",
        "stopSource",
        "guardSource",
        "fingerprintSource",
        "backupDatabase",
        "backupTenant",
        "backupConfiguration",
        "backupTarget",
        "verifyBackup",
        "fenceSource",
        "transferBackup",
        "lockTenantOnSource",
        "unlockTenantOnSource",
        "verifySource",
        "removeTenantOnTarget",
        "startSource",
        "startTarget",
        "stopTarget",
        "guardTarget",
        "installServer",
        "verifyInstallation",
        "restoreDatabase",
        "backupDatabaseFolder",
        "restoreDatabaseFolder",
        "restoreConfiguration",
        "restoreTenant",
        "prepareClone",
        "adoptClone",
        "compareFingerprints",
        "runUpdateInstaller",
        "checkTenant",
        "checkOthers",
        "checkTenantDeleted"
      })
  void a_step_that_secures_something_may_not_be_skipped(String element) {
    assertThat(SkipRules.mayBeSkipped(element)).isFalse();
    assertThat(SkipRules.outcome(element)).isEmpty();
  }

  @Test
  void a_skipped_check_has_found_nothing() {
    assertThat(SkipRules.outcome("checkRegularBackup")).contains(Map.of("backupFindings", 0));
    assertThat(SkipRules.outcome("checkCentralSystem"))
        .contains(Map.of("centralSystemFindings", 0));
    assertThat(SkipRules.outcome("checkReachability")).contains(Map.of("reachabilityFindings", 0));
  }

  @Test
  void clients_that_nobody_has_looked_at_count_as_open() {
    assertThat(SkipRules.outcome("updateClients")).contains(Map.of("clientsOpen", 1));
  }

  @Test
  void what_only_makes_work_easier_is_skipped_without_a_word_to_the_model() {
    assertThat(
            List.of(
                "installTestClient",
                "setUpServices",
                "startUpdateService",
                "thawUpdates",
                "deleteTransferredCopies"))
        .allSatisfy(element -> assertThat(SkipRules.outcome(element)).contains(Map.of()));
  }
}
