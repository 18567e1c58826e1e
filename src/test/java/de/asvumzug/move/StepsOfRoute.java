package de.asvumzug.move;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.FlowNode;

/**
 * The steps that every whole move of a route carries out, undisturbed or not: one element a line in
 * {@code src/test/resources/steps/<route>.txt}. Whoever changes a model changes them with it; the
 * undisturbed moves of the build compare themselves with them first.
 */
final class StepsOfRoute {
  private static final Path FOLDER = Path.of("src/test/resources/steps");

  private StepsOfRoute() {}

  static Set<String> expected(String route) throws IOException {
    return new TreeSet<>(Files.readAllLines(FOLDER.resolve(route + ".txt")));
  }

  /** What has ended, by the trail, without what is done only about something broken. */
  static Set<String> carriedOut(JsonNode trail) {
    Set<String> steps = new TreeSet<>();
    for (JsonNode line : trail) {
      if (line.get("kind").asText().equals("STEP_ENDED")) {
        steps.add(line.get("element").asText());
      }
    }
    steps.removeAll(onlyWhereSomethingBroke());
    return steps;
  }

  private static Set<String> onlyWhereSomethingBroke() {
    Set<String> elements = new TreeSet<>(Set.of("resolveFindings", "confirmOverrule"));
    Bpmn.readModelFromFile(Path.of("processes/incident.bpmn").toFile())
        .getModelElementsByType(FlowNode.class)
        .forEach(element -> elements.add(element.getId()));
    return elements;
  }
}
