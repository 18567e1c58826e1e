package de.asvumzug.delegate.engine;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * {@code abortOverrun}: sends the abort message to the move, in the same transaction. A move that
 * was accepted or given up since the decision does not wait for it any more; then nothing happens.
 */
@Component
class AbortOverrunDelegate implements JavaDelegate {
  private final RuntimeService runtime;

  AbortOverrunDelegate(@Lazy RuntimeService runtime) {
    this.runtime = runtime;
  }

  @Override
  public void execute(DelegateExecution execution) {
    runtime
        .createMessageCorrelation("AbortMigration")
        .processInstanceBusinessKey(execution.getProcessBusinessKey())
        .correlateAll();
  }
}
