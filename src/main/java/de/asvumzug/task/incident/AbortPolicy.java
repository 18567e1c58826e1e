package de.asvumzug.task.incident;

import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Knows whether a move can still be aborted: only where its model waits for that message. */
@Component
class AbortPolicy {
  private final RuntimeService runtime;

  AbortPolicy(@Lazy RuntimeService runtime) {
    this.runtime = runtime;
  }

  boolean isOpen(String migrationId) {
    return runtime
            .createExecutionQuery()
            .messageEventSubscriptionName("AbortMigration")
            .processInstanceBusinessKey(migrationId)
            .count()
        > 0;
  }
}
