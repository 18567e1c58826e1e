package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.security.account.AdministratorMonitor;
import de.asvumzug.security.account.Groups;
import de.asvumzug.security.account.SchoolGroups;
import de.asvumzug.security.engine.ProcessDeployment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AuthorizationsIT extends DoorsTestBase {
  @Autowired private Authorizations authorizations;
  @Autowired private AdministratorMonitor watch;
  @Autowired private SchoolGroups schools;
  @Autowired private ProcessDeployment deployment;

  @Test
  void a_second_start_changes_nothing() {
    long before = engine.getAuthorizationService().createAuthorizationQuery().count();
    long filters = engine.getFilterService().createFilterQuery().count();
    authorizations.afterSingletonsInstantiated();
    assertThat(engine.getAuthorizationService().createAuthorizationQuery().count())
        .isEqualTo(before);
    assertThat(engine.getFilterService().createFilterQuery().count()).isEqualTo(filters);
  }

  @Test
  void an_unchanged_set_of_models_is_not_deployed_again() {
    long before = deployments();
    deployment.afterSingletonsInstantiated();
    assertThat(deployments()).isEqualTo(before).isEqualTo(1);
  }

  private long deployments() {
    return engine
        .getRepositoryService()
        .createDeploymentQuery()
        .deploymentName(ProcessDeployment.NAME)
        .count();
  }

  @Test
  void forms_are_deployed_under_stable_names() {
    String id =
        engine
            .getRepositoryService()
            .createDeploymentQuery()
            .deploymentName(ProcessDeployment.NAME)
            .singleResult()
            .getId();
    assertThat(engine.getRepositoryService().getDeploymentResourceNames(id))
        .contains("forms/agree-schedule.html", "forms/accept-migration.html");
  }

  @Test
  void an_empty_administrators_group_is_reported(CapturedOutput output) {
    engine.getIdentityService().deleteMembership("admin", Groups.ADMIN);
    try {
      assertThat(watch.check()).isFalse();
      assertThat(output).contains("hat kein direktes Mitglied");
    } finally {
      engine.getIdentityService().createMembership("admin", Groups.ADMIN);
    }
    assertThat(watch.check()).isTrue();
  }

  @Test
  void a_school_group_is_created_once() {
    schools.ensure("4711", "Realschule");
    schools.ensure("4711", "Realschule");
    assertThat(engine.getIdentityService().createGroupQuery().groupId("schule-4711").count())
        .isEqualTo(1);
  }

  @Test
  void a_school_number_has_four_digits() {
    assertThatThrownBy(() -> schools.ensure("47-11", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("vier Ziffern");
  }
}
