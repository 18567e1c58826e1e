package de.asvumzug.delegate;

import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Which move an execution belongs to. */
final class MigrationId {

  private MigrationId() {}

  /**
   * @throws IllegalStateException if neither the variable nor the business key is set
   */
  static String of(DelegateExecution execution) {
    Object id = execution.getVariable("migrationId");
    if (id != null) {
      return id.toString();
    }
    if (execution.getProcessBusinessKey() != null) {
      return execution.getProcessBusinessKey();
    }
    throw new IllegalStateException(
        "Der Prozess kennt seinen Umzug nicht: weder die Variable migrationId noch der"
            + " Geschäftsschlüssel ist gesetzt. Bitte den Umzug über die Schnittstelle starten.");
  }
}
