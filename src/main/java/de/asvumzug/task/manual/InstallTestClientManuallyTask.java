package de.asvumzug.task.manual;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.installer.Installer;
import de.asvumzug.plan.Side;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.TaskText;
import org.springframework.stereotype.Component;

/** Somebody installs a client beside the new server. */
@Component
final class InstallTestClientManuallyTask extends ManualTask {
  private final Installer installer;

  InstallTestClientManuallyTask(Installer installer) {
    this.installer = installer;
  }

  @Override
  public String element() {
    return "installTestClientManually";
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Test-Client von Hand installieren",
        "Sie installieren einen ASV-Client neben dem neuen Server. Danach wird geprüft, ob er"
            + " da ist und den neuen Server nennt.",
        "Installieren Sie den Client in den genannten Ordner.",
        "Geben Sie als Server die Adresse des neuen Servers an; localhost reicht.",
        "Steht die Adresse falsch, berichtigen Sie server.url und update.server in"
            + " config.local.ini, nicht in config.ini.");
  }

  @Override
  public void instruct(BriefingDraft draft, String school) {
    // Only its directory is asked for.
    Endpoint target = new Endpoint(Side.TARGET, draft.migration().target(), null);
    draft.factIfKnown("Paket", draft.migration().packages().installer());
    draft.factIfKnown("Ordner des Test-Clients", installer.clientDirectory(target));
  }
}
