package de.asvumzug.step;

import java.util.Optional;

/**
 * What the engine handed out: one external task.
 *
 * @param id of the external task
 * @param element the element's id in the model
 * @param processInstanceId of the phase that the element belongs to
 * @param school Schulnummer; empty if the element is not carried out per school
 * @param route what the rule table decided for this move; empty where the model does not hand it on
 * @param retries tries left; null for the first
 */
public record StepTask(
    String id,
    String element,
    String processInstanceId,
    String migrationId,
    Optional<String> school,
    Optional<String> route,
    Integer retries) {

  public String schoolOrEmpty() {
    return school.orElse("");
  }

  /** Base of all job keys of an attempt. */
  public String key(int attempt) {
    return key(processInstanceId, element, school, attempt);
  }

  public static String key(
      String processInstanceId, String element, Optional<String> school, int attempt) {
    return processInstanceId
        + "-"
        + element
        + school.map(number -> "-" + number).orElse("")
        + "-"
        + attempt;
  }
}
