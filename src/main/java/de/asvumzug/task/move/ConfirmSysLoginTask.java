package de.asvumzug.task.move;

import de.asvumzug.task.briefing.TaskText;
import org.springframework.stereotype.Component;

/** The new server lets sys in, on its empty database. */
@Component
final class ConfirmSysLoginTask extends LoginTask {
  @Override
  public String element() {
    return "confirmSysLogin";
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Anmeldung als sys prüfen",
        "Der neue Server läuft mit seiner leeren Anfangsdatenbank.",
        "Melden Sie sich mit dem ASV-Client als Standardbenutzer sys am neuen Server an.",
        "Geben Sie hier kein Kennwort ein.");
  }
}
