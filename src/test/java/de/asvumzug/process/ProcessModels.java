package de.asvumzug.process;

import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;

/** All models of a move, in one place. */
final class ProcessModels {
  /** Keys of the processes; each lies in the file {@code <key>.bpmn}. */
  static final List<String> PROCESSES =
      List.of(
          "asv-migration",
          "prepare",
          "check-machines",
          "backup",
          "install",
          "restore-full",
          "restore-tenants",
          "restore-by-hand",
          "go-live",
          "finish",
          "check-surroundings",
          "clear-source",
          "rollback",
          "incident",
          "overrun",
          "two-servers",
          "undeliverable-mail",
          "task-reminder",
          "digest",
          "out-of-use",
          "machine-returned",
          "clear-remains");

  /** The rule table. */
  static final String ROUTE = "migration-route.dmn";

  private ProcessModels() {}

  /** Every file to be deployed together: calls and decisions are bound to the deployment. */
  static List<String> files() {
    return Stream.concat(PROCESSES.stream().map(ProcessModels::file), Stream.of(ROUTE)).toList();
  }

  static String file(String key) {
    return key + ".bpmn";
  }

  static BpmnModelInstance read(String key) {
    return Bpmn.readModelFromStream(
        ProcessModels.class.getClassLoader().getResourceAsStream(file(key)));
  }
}
