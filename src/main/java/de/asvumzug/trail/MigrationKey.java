package de.asvumzug.trail;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Which migration and school an execution belongs to. */
public final class MigrationKey {
  private static final String MIGRATION = "migrationId";
  private static final String SCHOOL = "schoolNumber";

  private MigrationKey() {}

  /** The business key, or the variable {@code migrationId}; empty for a process of none. */
  public static Optional<String> migration(DelegateExecution execution) {
    String key = execution.getProcessBusinessKey();
    return key != null && !key.isBlank() ? Optional.of(key) : text(execution, MIGRATION);
  }

  /**
   * For elements that make no sense without a migration.
   *
   * @throws IllegalStateException if the process has neither business key nor migrationId
   */
  public static String required(DelegateExecution execution) {
    return migration(execution)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    """
                    Der Prozess %s kennt seinen Umzug nicht: Weder Geschäftsschlüssel noch \
                    Variable migrationId ist gesetzt. Bitte den Umzug über die Schnittstelle \
                    starten."""
                        .formatted(execution.getProcessInstanceId())));
  }

  /** Schulnummer where the element is carried out per school. */
  public static Optional<String> school(DelegateExecution execution) {
    return text(execution, SCHOOL);
  }

  private static Optional<String> text(DelegateExecution execution, String variable) {
    return execution.getVariable(variable) instanceof String value && !value.isBlank()
        ? Optional.of(value)
        : Optional.empty();
  }
}
