package de.asvumzug.web.engine;

import de.asvumzug.web.command.MoveAborter;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Sends {@code AbortMigration} to the processes of a move that wait for it. */
@Component
public class EngineMoveAborter implements MoveAborter {
  static final String MESSAGE = "AbortMigration";

  private final RuntimeService runtime;

  public EngineMoveAborter(@Lazy RuntimeService runtime) {
    this.runtime = runtime;
  }

  @Override
  public boolean abort(String migrationId) {
    // All rather than one: correlating to none then is an answer and not an exception, which would
    // spoil the transaction.
    return !runtime
        .createMessageCorrelation(MESSAGE)
        .processInstanceBusinessKey(migrationId)
        .correlateAllWithResult()
        .isEmpty();
  }
}
