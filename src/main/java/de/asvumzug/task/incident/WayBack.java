package de.asvumzug.task.incident;

import java.util.Set;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Knows whether a move is on its way back, and which steps of it need the new machine. */
@Component
class WayBack {
  private static final Set<String> NEED_TARGET =
      Set.of(
          "stopTarget",
          "guardTarget",
          "removeTenantOnTarget",
          "startTarget",
          "unlockTenantOnSource",
          "startSource",
          "thawUpdates");

  private static final String[] MODELS = {"rollback", "machine-returned"};

  private final RuntimeService runtime;

  WayBack(@Lazy RuntimeService runtime) {
    this.runtime = runtime;
  }

  static boolean needsTarget(String element) {
    return NEED_TARGET.contains(element);
  }

  /** Whether the move is being taken back, or its new machine has come back after that. */
  boolean isGone(String migrationId) {
    return runtime
            .createProcessInstanceQuery()
            .processDefinitionKeyIn(MODELS)
            .processInstanceBusinessKey(migrationId)
            .count()
        > 0;
  }
}
