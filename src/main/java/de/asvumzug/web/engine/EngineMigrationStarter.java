package de.asvumzug.web.engine;

import de.asvumzug.web.command.MigrationStarter;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Starts {@code asv-migration} with the move's id as business key. */
@Component
public class EngineMigrationStarter implements MigrationStarter {
  static final String KEY = "asv-migration";

  private final RuntimeService runtime;

  public EngineMigrationStarter(@Lazy RuntimeService runtime) {
    this.runtime = runtime;
  }

  @Override
  public void start(String migrationId) {
    runtime.startProcessInstanceByKey(KEY, migrationId, Map.of("migrationId", migrationId));
  }
}
