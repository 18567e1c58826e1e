package de.asvumzug.delegate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyMap;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.PlanStore;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.junit.jupiter.api.Test;

/** What the models get to know of a plan. */
class LoadPlanDelegateTest {
  private static final PlanStore STORE = new PlanStore();

  private final Map<String, Object> variables = new HashMap<>();
  private final DelegateExecution execution = mock(DelegateExecution.class);

  private void load(Migration plan) {
    when(execution.getVariable("migrationId")).thenReturn(plan.id());
    doAnswer(
            call -> {
              variables.putAll(call.getArgument(0));
              return null;
            })
        .when(execution)
        .setVariables(anyMap());
    new LoadPlanDelegate(STORE.migrations).execute(execution);
  }

  @Test
  void sets_exactly_the_variables_of_the_architecture() {
    load(STORE.acceptGoodPlan());

    assertThat(variables)
        .isEqualTo(
            Map.ofEntries(
                Map.entry("windowStart", Date.from(Instant.parse("2026-12-11T15:00:00Z"))),
                Map.entry("dayBefore", Date.from(Instant.parse("2026-12-10T15:00:00Z"))),
                Map.entry("retention", "P14D"),
                Map.entry("scope", "ALL"),
                Map.entry("sourceVariant", "ENTERPRISE"),
                Map.entry("targetVariant", "ENTERPRISE"),
                Map.entry("targetInUse", false),
                Map.entry("sourceServesOthers", false),
                Map.entry("regionalCentral", false),
                Map.entry("testClient", true),
                Map.entry("setUpServices", true),
                Map.entry("updateService", true),
                Map.entry("addressChanges", true),
                Map.entry("installServerMode", "MANUAL"),
                Map.entry("installTestClientMode", "MANUAL"),
                Map.entry("runUpdateInstallerMode", "AUTOMATIC"),
                Map.entry("updateClientsMode", "AUTOMATIC"),
                Map.entry("backupTenantMode", "AUTOMATIC"),
                Map.entry("restoreTenantMode", "AUTOMATIC"),
                Map.entry("tenantAccessMode", "AUTOMATIC"),
                Map.entry("cloneTool", false)));
  }

  @Test
  void knows_the_schools_by_the_business_key_alone() {
    Migration plan = STORE.acceptGoodPlan();
    when(execution.getProcessBusinessKey()).thenReturn(plan.id());

    assertThat(new Schools(STORE.migrations).numbers(execution)).containsExactly("0001", "0002");
  }

  @Test
  void answers_the_models_about_agreement_and_acceptance() {
    Migration plan = STORE.acceptGoodPlan();
    when(execution.getVariable("migrationId")).thenReturn(plan.id());
    plan.schoolNumbers().forEach(n -> STORE.vote(plan.id(), n, "x", true, ""));

    assertThat(new Schedule(STORE.votes).agreed(execution)).isTrue();
    assertThat(new Acceptance(STORE.answers).allFine(execution)).isFalse();
  }

  @Test
  void asks_again_only_the_school_that_said_no_and_only_about_that() {
    Migration plan = STORE.acceptGoodPlan();
    when(execution.getVariable("migrationId")).thenReturn(plan.id());
    Acceptance acceptance = new Acceptance(STORE.answers);
    assertThat(acceptance.schoolsToAsk(execution)).containsExactly("0001", "0002");
    for (String school : plan.schoolNumbers()) {
      STORE.answers.record(plan.id(), school, "refreshApplicationData", "x", true, "");
      STORE.answers.record(plan.id(), school, "recheckData", "x", !school.equals("0002"), "leer");
    }
    when(execution.getVariable("schoolNumber")).thenReturn("0002");

    assertThat(acceptance.schoolsToAsk(execution)).containsExactly("0002");
    assertThat(acceptance.asks(execution, "recheckData")).isTrue();
    assertThat(acceptance.asks(execution, "refreshApplicationData")).isFalse();
    assertThat(acceptance.asks(execution, "completeTenantData")).as("not asked yet").isTrue();
  }
}
