package de.asvumzug.task.manual;

import de.asvumzug.task.briefing.TaskText;
import org.springframework.stereotype.Component;

/** Somebody removes the moved schools from the new server, on the way back. */
@Component
final class RemoveTenantOnTargetManuallyTask extends ManualTask {
  @Override
  public String element() {
    return "removeTenantOnTargetManually";
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Schule auf dem neuen Server entfernen",
        "Der Umzug wird zurückgenommen. Auf dem neuen Server dürfen die umziehenden Schulen nicht"
            + " bleiben, sonst gibt es sie zweimal. Danach wird geprüft, ob nur sie fehlen.",
        "Der ASV-Server auf dem neuen Server ist gestoppt. Löschen Sie die unten genannten Schulen"
            + " mit dbctl aus dem Ordner bin der Installation.",
        "Löschen Sie keine andere Schule. Von der Datenbank gibt es eine Sicherung aus diesem"
            + " Umzug; sie bleibt erhalten.");
  }
}
