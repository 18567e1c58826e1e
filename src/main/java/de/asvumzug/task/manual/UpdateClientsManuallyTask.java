package de.asvumzug.task.manual;

import de.asvumzug.asv.client.ClientUpdates;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.TaskText;
import org.springframework.stereotype.Component;

/** Somebody enters the new address in all clients. */
@Component
final class UpdateClientsManuallyTask extends ManualTask {
  private final ClientUpdates clients;

  UpdateClientsManuallyTask(ClientUpdates clients) {
    this.clients = clients;
  }

  @Override
  public String element() {
    return "updateClientsManually";
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Adresse in den Clients eintragen",
        "Der Server hat eine neue Adresse. Sie tragen sie in jede Client-Installation ein; die"
            + " Clients, die von hier aus lesbar sind, werden danach geprüft.",
        "Tragen Sie in config.local.ini (Ordner configuration des Clients) die Zeilen unten ein,"
            + " nicht in config.ini.",
        "Gibt es die Zeilen dort schon, ersetzen Sie sie; andere Zeilen bleiben, wie sie sind.",
        "Oder installieren Sie den Client mit der neuen Adresse neu.",
        "Clients, die Sie jetzt nicht erreichen, werden danach einzeln abgefragt.");
  }

  @Override
  public void instruct(BriefingDraft draft, String school) {
    draft.snippet(
        "Für config.local.ini jedes Clients", clients.fragment(draft.migration().target()));
  }
}
