package de.asvumzug.plan;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.plan.intake.FieldError;
import de.asvumzug.plan.intake.PlanReader;
import de.asvumzug.plan.intake.PlanRules;
import de.asvumzug.plan.intake.ValidationErrors;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plans whose machines a worker on site reaches. */
class PlanOfSiteTest {

  private static List<FieldError> errors(Map<String, String> sites) {
    ValidationErrors findings = new ValidationErrors();
    Migration plan = new PlanReader(findings).read(PlanFixture.goodPlan());
    new PlanRules(
            PlanFixture.SETTINGS, PlanFixture.surroundings(sites), PlanFixture.CLOCK, findings)
        .judge(plan);
    return findings.list();
  }

  @Test
  void machines_of_one_site_are_fine_and_their_secrets_are_the_sites() {
    assertThat(errors(Map.of("alt", "nord", "neu", "nord"))).isEmpty();
  }

  @Test
  void a_machine_that_the_centre_reaches_as_well_may_belong_to_the_move() {
    assertThat(errors(Map.of("alt", "nord"))).isEmpty();
  }

  @Test
  void machines_of_two_sites_are_refused_and_both_are_named() {
    assertThat(errors(Map.of("alt", "nord", "neu", "sued")))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.field()).isEqualTo("target.machine");
              assertThat(error.message()).contains("nord, sued");
            });
  }
}
