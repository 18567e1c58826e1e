package de.asvumzug.delegate.engine;

import de.asvumzug.step.incident.AbortMessage;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code abortOverrun}: sends the abort message to the move, in the same transaction. A move that
 * was accepted or given up since the decision does not wait for it any more; then nothing happens.
 */
@Component
class AbortOverrunDelegate implements JavaDelegate {
  private final AbortMessage message;

  AbortOverrunDelegate(AbortMessage message) {
    this.message = message;
  }

  @Override
  public void execute(DelegateExecution execution) {
    message.send(
        execution.getProcessBusinessKey(),
        (String) execution.getVariable("comment"),
        (String) execution.getVariable("decidedBy"));
  }
}
