package de.asvumzug.step.incident;

import de.asvumzug.plan.AbortVariables;
import de.asvumzug.trail.Redaction;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The message {@code AbortMigration}, from whichever way a person gives a move up. The move keeps
 * who gave it up and why.
 */
@Component
public class AbortMessage {
  public static final String NAME = "AbortMigration";

  private final RuntimeService runtime;
  private final Redaction redaction;

  public AbortMessage(@Lazy RuntimeService runtime, Redaction redaction) {
    this.runtime = runtime;
    this.redaction = redaction;
  }

  /**
   * Sends it to the processes of a move that wait for it, in the running transaction.
   *
   * @param reason German, as typed; the schools read it, so a secret in it is masked
   * @param by user id
   * @return false if none waits: the move has ended, has been accepted or is being given up
   */
  public boolean send(String migrationId, String reason, String by) {
    // All rather than one: correlating to none then is an answer and not an exception, which would
    // spoil the transaction.
    return !runtime
        .createMessageCorrelation(NAME)
        .processInstanceBusinessKey(migrationId)
        .setVariable(AbortVariables.REASON, redaction.text(reason))
        .setVariable(AbortVariables.BY, by)
        .correlateAllWithResult()
        .isEmpty();
  }
}
