package de.asvumzug.task.manual;

import de.asvumzug.task.briefing.TaskText;
import org.springframework.stereotype.Component;

/** Somebody locks schools out of a server that goes on for others. */
@Component
final class LockTenantOnSourceManuallyTask extends ManualTask {
  @Override
  public String element() {
    return "lockTenantOnSourceManually";
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Schule auf dem alten Server sperren",
        "Der alte Server arbeitet für andere Schulen weiter. Die umziehenden Schulen müssen dort"
            + " gesperrt sein, sonst gehen Eingaben verloren. Danach wird die Sperre geprüft.",
        "Sperren Sie jede unten genannte Schule auf dem alten Server (als Systemadministrator oder"
            + " mit dbctl), sodass sich ihre Benutzer nicht mehr anmelden können.",
        "Sperren Sie keine andere Schule, und ändern Sie keine Daten.");
  }
}
