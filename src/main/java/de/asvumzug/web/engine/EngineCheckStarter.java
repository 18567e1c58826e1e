package de.asvumzug.web.engine;

import de.asvumzug.web.command.CheckStarter;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Starts {@code check-machines} beside the move's own processes, under the same business key: the
 * same steps as in the preparation, durable and on the trail.
 */
@Component
class EngineCheckStarter implements CheckStarter {
  static final String KEY = "check-machines";

  private final RuntimeService runtime;

  EngineCheckStarter(@Lazy RuntimeService runtime) {
    this.runtime = runtime;
  }

  @Override
  public boolean start(String migrationId) {
    if (!runs(EngineMigrationStarter.KEY, migrationId) || runs(KEY, migrationId)) {
      return false;
    }
    runtime.startProcessInstanceByKey(KEY, migrationId, Map.of("migrationId", migrationId));
    return true;
  }

  private boolean runs(String key, String migrationId) {
    return runtime
            .createProcessInstanceQuery()
            .processDefinitionKey(key)
            .processInstanceBusinessKey(migrationId)
            .count()
        > 0;
  }
}
