package de.asvumzug.web.engine;

import de.asvumzug.plan.intake.OpenMoves;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The moves whose process {@code asv-migration} still runs, and those whose new machine has come
 * back after they were over: nobody else may use it yet.
 */
@Component
public class EngineOpenMoves implements OpenMoves {
  /** Elements after acceptance and after whatever the old server was still needed for. */
  private static final Set<String> RETENTION =
      Set.of("waitForRetention", "deleteTransferredCopies");

  /** A new machine that was taken for dead and is not proven to stand still yet. */
  private static final String RETURNED = "machine-returned";

  private final RuntimeService runtime;

  public EngineOpenMoves(@Lazy RuntimeService runtime) {
    this.runtime = runtime;
  }

  @Override
  public List<OpenMove> list() {
    return runtime
        .createProcessInstanceQuery()
        .processDefinitionKeyIn(EngineMigrationStarter.KEY, RETURNED)
        .list()
        .stream()
        .filter(instance -> instance.getBusinessKey() != null)
        .map(instance -> new OpenMove(instance.getBusinessKey(), onlyKept(instance)))
        .distinct()
        .toList();
  }

  private boolean onlyKept(ProcessInstance instance) {
    List<String> active = runtime.getActiveActivityIds(instance.getId());
    return !active.isEmpty() && RETENTION.containsAll(active);
  }
}
