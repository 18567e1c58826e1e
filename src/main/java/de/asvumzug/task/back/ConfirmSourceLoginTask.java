package de.asvumzug.task.back;

import de.asvumzug.task.briefing.TaskText;
import de.asvumzug.task.move.LoginTask;
import org.springframework.stereotype.Component;

/** The old server, back in use, lets people in. */
@Component
final class ConfirmSourceLoginTask extends LoginTask {
  @Override
  public String element() {
    return "confirmSourceLogin";
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Anmeldung am alten Server prüfen",
        "Der Umzug ist abgebrochen, der alte Server läuft wieder.",
        "Melden Sie sich mit dem ASV-Client am alten Server an.",
        "Prüfen Sie, ob die Schulen weiterarbeiten können.");
  }
}
