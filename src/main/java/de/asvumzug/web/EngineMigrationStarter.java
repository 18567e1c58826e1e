package de.asvumzug.web;

import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Starts {@code asv-migration} with the move's id as business key. */
@Component
class EngineMigrationStarter implements MigrationStarter {
  static final String KEY = "asv-migration";

  private final RuntimeService runtime;

  EngineMigrationStarter(@Lazy RuntimeService runtime) {
    this.runtime = runtime;
  }

  @Override
  public void start(String migrationId) {
    runtime.startProcessInstanceByKey(KEY, migrationId, Map.of("migrationId", migrationId));
  }
}
