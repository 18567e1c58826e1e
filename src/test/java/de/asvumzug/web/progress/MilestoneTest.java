package de.asvumzug.web.progress;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.plan.Route;
import de.asvumzug.plan.RouteDecision.Answer;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

/** The stages of a move. */
class MilestoneTest {

  @Test
  void each_stage_is_called_as_in_the_german_texts() {
    ResourceBundle german = ResourceBundle.getBundle("messages", Locale.ROOT);

    for (Answer way :
        List.of(
            new Answer(Route.FULL, true, false, true, ""),
            new Answer(Route.TENANTS, true, true, true, ""))) {
      assertThat(Milestone.of(way))
          .allMatch(
              one -> german.getString("ablauf.abschnitt." + one.element()).equals(one.name()));
    }
  }
}
