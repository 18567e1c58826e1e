package de.asvumzug.delegate.install;

import de.asvumzug.asv.installer.InstallationAdoption;
import de.asvumzug.asv.installer.Installer;
import de.asvumzug.delegate.PreparedPackages;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Installs a test client beside the new server. A second run finds the client of the first one, or
 * waits for it. By hand: starts no program; the client must be there and name the new server.
 */
@Component
public class InstallTestClientDelegate implements StepHandler {
  private final Installer installer;
  private final InstallationAdoption adoption;

  public InstallTestClientDelegate(Installer installer, InstallationAdoption adoption) {
    this.installer = installer;
    this.adoption = adoption;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    if (step.byHand()) {
      adoption.adoptTestClient(step.target(), step.migration(), step.progress());
      step.note(
          "Von Hand installierter Test-Client geprüft und übernommen",
          Map.of("Ordner", installer.clientDirectory(step.target())));
      return StepOutcome.completed();
    }
    boolean now =
        installer.installTestClient(
            step.target(),
            step.migration(),
            PreparedPackages.of(step),
            step.jobs(),
            step.progress());
    step.note(
        now ? "Test-Client installiert" : "Test-Client war in diesem Umzug schon installiert",
        Map.of("Ordner", installer.clientDirectory(step.target())));
    return StepOutcome.completed();
  }
}
