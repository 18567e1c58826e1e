package de.asvumzug.web.move;

import java.time.Duration;
import java.time.Instant;

/**
 * One element of a model that was started.
 *
 * @param model key of the process definition, e.g. {@code backup}
 * @param element id in the model, e.g. {@code backupDatabase}
 * @param name German label
 * @param type kind of element as the engine names it, e.g. {@code serviceTask}
 * @param school Schulnummer, where the element is carried out per school; else null
 * @param state {@code RUNNING}, {@code ENDED} or {@code CANCELLED}
 * @param attempts how often a step on a server was tried; 0 for other elements
 * @param workState what the last attempt says of itself; null for other elements
 * @param progress null if none is known
 * @param standing what people read: who is waited for, whether it failed or was skipped
 */
public record StepView(
    String model,
    String element,
    String name,
    String type,
    String school,
    State state,
    Instant startedAt,
    Instant endedAt,
    String assignee,
    int attempts,
    String workState,
    StepProgress progress,
    StepStanding standing) {

  /** Whether the element has been left, and how. */
  public enum State {
    RUNNING,
    ENDED,
    CANCELLED
  }

  /** Whether people or servers do something here; gateways and events only steer. */
  public boolean work() {
    return type.endsWith("Task");
  }

  /** How long it took; null while it runs. */
  public Duration took() {
    return endedAt == null ? null : Duration.between(startedAt, endedAt);
  }
}
