package de.asvumzug.step.incident;

/**
 * A step that stopped with an incident of the engine.
 *
 * @param element id of the element that failed
 * @param school Schulnummer; empty if the element is not carried out per school
 * @param type the engine's kind: {@code failedExternalTask} or {@code failedJob}
 * @param configuration id of the external task or job
 * @param handler process instance of {@code incident} that people work on; null before it is
 *     started
 */
public record FailedStep(
    String incidentId,
    String migrationId,
    String element,
    String school,
    String type,
    String configuration,
    String handler) {

  public static final String EXTERNAL_TASK = "failedExternalTask";
  static final String JOB = "failedJob";

  boolean isExternalTask() {
    return EXTERNAL_TASK.equals(type);
  }
}
