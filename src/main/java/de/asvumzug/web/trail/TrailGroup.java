package de.asvumzug.web.trail;

import de.asvumzug.trail.TrailKind;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Kinds of lines that people look for together. */
public enum TrailGroup {
  DECISIONS(
      "entscheidungen",
      "Entscheidungen",
      Set.of(
          TrailKind.PLAN_ACCEPTED,
          TrailKind.DECISION,
          TrailKind.INCIDENT_DECIDED,
          TrailKind.ABORTED)),
  STEPS(
      "schritte",
      "Schritte und Aufgaben",
      Set.of(
          TrailKind.STEP_STARTED,
          TrailKind.STEP_ENDED,
          TrailKind.STEP_FAILED,
          TrailKind.STEP_CANCELLED,
          TrailKind.TASK_CREATED,
          TrailKind.TASK_ASSIGNED,
          TrailKind.EVIDENCE,
          TrailKind.NOTE)),
  TROUBLE(
      "stoerungen",
      "Störungen",
      Set.of(
          TrailKind.STEP_FAILED,
          TrailKind.MAIL_FAILED,
          TrailKind.MAIL_BOUNCED,
          TrailKind.INCIDENT_OPENED,
          TrailKind.INCIDENT_DECIDED)),
  MAILS(
      "mails",
      "Mails",
      Set.of(
          TrailKind.MAIL_QUEUED,
          TrailKind.MAIL_SENT,
          TrailKind.MAIL_FAILED,
          TrailKind.MAIL_BOUNCED)),
  COMMANDS(
      "befehle",
      "Befehle auf den Maschinen",
      Set.of(TrailKind.COMMAND, TrailKind.JOB_STARTED, TrailKind.JOB_ENDED));

  private final String parameter;
  private final String label;
  private final Set<TrailKind> kinds;

  TrailGroup(String parameter, String label, Set<TrailKind> kinds) {
    this.parameter = parameter;
    this.label = label;
    this.kinds = kinds;
  }

  /** As in the address of the page. */
  public String parameter() {
    return parameter;
  }

  /** German. */
  public String label() {
    return label;
  }

  Set<TrailKind> kinds() {
    return kinds;
  }

  static Optional<TrailGroup> named(String parameter) {
    return Stream.of(values()).filter(group -> group.parameter.equals(parameter)).findFirst();
  }
}
