package de.asvumzug.trail;

/** Sorts of acts on the trail. */
public enum TrailKind {
  PLAN_ACCEPTED,
  STEP_STARTED,
  STEP_ENDED,
  STEP_FAILED,
  STEP_CANCELLED,
  TASK_CREATED,
  TASK_ASSIGNED,
  DECISION,
  COMMAND,
  JOB_STARTED,
  JOB_ENDED,
  EVIDENCE,
  NOTE,
  MAIL_QUEUED,
  MAIL_SENT,
  MAIL_FAILED,
  /** Handed over, and sent back afterwards. */
  MAIL_BOUNCED,
  INCIDENT_OPENED,
  INCIDENT_DECIDED,
  ABORTED
}
