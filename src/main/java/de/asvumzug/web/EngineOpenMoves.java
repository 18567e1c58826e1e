package de.asvumzug.web;

import de.asvumzug.plan.OpenMoves;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The moves whose process {@code asv-migration} still runs. */
@Component
class EngineOpenMoves implements OpenMoves {
  /** Elements after acceptance and after whatever the old server was still needed for. */
  private static final Set<String> RETENTION =
      Set.of("waitForRetention", "deleteTransferredCopies");

  private final RuntimeService runtime;

  EngineOpenMoves(@Lazy RuntimeService runtime) {
    this.runtime = runtime;
  }

  @Override
  public List<OpenMove> list() {
    return runtime
        .createProcessInstanceQuery()
        .processDefinitionKey(EngineMigrationStarter.KEY)
        .list()
        .stream()
        .filter(instance -> instance.getBusinessKey() != null)
        .map(instance -> new OpenMove(instance.getBusinessKey(), onlyKept(instance)))
        .toList();
  }

  private boolean onlyKept(ProcessInstance instance) {
    List<String> active = runtime.getActiveActivityIds(instance.getId());
    return !active.isEmpty() && RETENTION.containsAll(active);
  }
}
