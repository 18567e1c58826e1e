package de.asvumzug.task.manual;

import de.asvumzug.task.briefing.TaskText;
import org.springframework.stereotype.Component;

/** Somebody lets schools into the old server again. */
@Component
final class UnlockTenantOnSourceManuallyTask extends ManualTask {
  @Override
  public String element() {
    return "unlockTenantOnSourceManually";
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Sperre auf dem alten Server aufheben",
        "Der Umzug wird zurückgenommen: Die Schulen arbeiten wieder auf dem alten Server. Danach"
            + " wird geprüft, ob die Sperre aufgehoben ist.",
        "Heben Sie die Sperre jeder unten genannten Schule auf dem alten Server auf.",
        "Ändern Sie sonst nichts; die Daten sind dort unverändert.");
  }
}
