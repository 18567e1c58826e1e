package de.asvumzug.web.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.PlanStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The plan of docs/plan-example.yaml. */
class ExamplePlanTest {

  @Test
  void is_a_plan_that_is_accepted() {
    Migration plan = new PlanStore().intake.check(PlanExamples.ofTheDocumentation());

    assertThat(plan.schoolNumbers()).containsExactly("0001", "0002");
  }

  @Test
  void names_every_field_there_is() throws IOException {
    String text = Files.readString(Path.of("docs/plan-example.yaml"));
    Set<String> missing = new TreeSet<>();
    for (FormField field : PlanFields.all()) {
      if (!field.path().endsWith(PlanFields.OFFSET) && !text.contains(field.name() + ":")) {
        missing.add(field.path());
      }
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void shows_what_holds_where_nothing_is_said() {
    ObjectNode plan = PlanExamples.ofTheDocumentation();
    ObjectNode without = plan.deepCopy();
    without.remove("options");
    without.remove("sourceServesOthers");

    assertThat(PlanExamples.read(without)).isEqualTo(PlanExamples.read(plan));
  }
}
