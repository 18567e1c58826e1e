package de.asvumzug.delegate;

import de.asvumzug.asv.InstalledPackage;
import de.asvumzug.asv.Installer;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Installs the ASV server on the new machine with the ASV-Installer; checksum and version go into
 * the evidence {@code installed-package}. A second run finds what the first one installed, or waits
 * for it.
 */
@Component
public class InstallServerDelegate implements StepHandler {
  private final Installer installer;

  public InstallServerDelegate(Installer installer) {
    this.installer = installer;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    InstalledPackage installed =
        installer.installServer(step.target(), step.migration(), step.jobs(), step.progress());
    if (installed.installedNow()) {
      step.evidence().store(InstalledPackage.EVIDENCE, installed);
      step.note(
          "ASV-Server installiert",
          Map.of("Paket", installed.installer(), "SHA-256", installed.sha256()));
    } else {
      step.note(
          "ASV-Server war in diesem Umzug schon installiert",
          Map.of("Ordner", installed.directory()));
    }
    return StepOutcome.completed();
  }
}
