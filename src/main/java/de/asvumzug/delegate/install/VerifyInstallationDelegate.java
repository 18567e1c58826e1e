package de.asvumzug.delegate.install;

import de.asvumzug.asv.fence.MarksOfMoves;
import de.asvumzug.asv.files.ShippedFileList;
import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.asv.installer.InstallationCheck;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Checks a new installation, whether a program or a person made it: version, variant, start file,
 * and that its database holds no school. Leaves the evidence {@code shipped-files-target} and
 * {@code fresh-installation}, and a note on the machine which database is new. A second run looks
 * again.
 */
@Component
public class VerifyInstallationDelegate implements StepHandler {
  private final InstallationCheck check;

  public VerifyInstallationDelegate(InstallationCheck check) {
    this.check = check;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    InstallationCheck.Result result = check.check(step.target());
    step.evidence().store(ShippedFileList.EVIDENCE, result.shipped());
    step.evidence().store(FreshInstallation.EVIDENCE, result.fresh());
    new MarksOfMoves(step.target().host()).noteDatabase(step.migration().id(), result.fresh());
    step.note(
        result.schoolsCounted()
            ? "Neuinstallation geprüft: wie geplant, Datenbank ohne Schulen"
            : "Neuinstallation geprüft: wie geplant. Die Datenbank ließ sich nicht lesen; bitte bei"
                + " der Anmeldung als sys darauf achten, dass noch keine Schule angelegt ist",
        Map.of("ausgelieferte Dateien", result.shipped().sha256().size()));
    return StepOutcome.completed();
  }
}
