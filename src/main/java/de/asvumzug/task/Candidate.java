package de.asvumzug.task;

/** Somebody who wants to do a task, or is doing it: what a rule of four eyes looks at. */
public interface Candidate {

  /** User id. */
  String person();

  /** The business key, which is the move's id. */
  String migrationId();

  String processInstance();

  /** What an earlier task or the model has left; empty if it is no text. */
  String variable(String name);
}
