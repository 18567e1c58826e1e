package de.asvumzug.delegate.install;

import de.asvumzug.asv.files.ShippedFileList;
import de.asvumzug.asv.installer.CheckedPackages;
import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.asv.installer.InstallationAdoption;
import de.asvumzug.asv.installer.InstallationCheck;
import de.asvumzug.asv.installer.InstalledPackage;
import de.asvumzug.asv.installer.Installer;
import de.asvumzug.delegate.PreparedPackages;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Installs the ASV server on the new machine with the ASV-Installer; checksum and version go into
 * the evidence {@code installed-package}. A second run finds what the first one installed, or waits
 * for it.
 *
 * <p>By hand: starts no program; the installation that a person made is adopted if it is as
 * planned, and is the move's own from then on.
 */
@Component
public class InstallServerDelegate implements StepHandler {
  private final Installer installer;
  private final InstallationAdoption adoption;
  private final InstallationCheck check;

  public InstallServerDelegate(
      Installer installer, InstallationAdoption adoption, InstallationCheck check) {
    this.installer = installer;
    this.adoption = adoption;
    this.check = check;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    if (step.byHand()) {
      return adopt(step);
    }
    CheckedPackages checked = PreparedPackages.of(step);
    InstalledPackage installed =
        installer.installServer(
            step.target(), step.migration(), checked, step.jobs(), step.progress());
    if (installed.installedNow()) {
      step.evidence().store(InstalledPackage.EVIDENCE, installed);
      step.note(
          "ASV-Server installiert",
          Map.of(
              "Paket",
              installed.installer(),
              "SHA-256",
              installed.sha256(),
              "Vergleich",
              PreparedPackages.said(checked.installer())));
    } else {
      step.note(
          "ASV-Server war in diesem Umzug schon installiert",
          Map.of("Ordner", installed.directory()));
    }
    return StepOutcome.completed();
  }

  private StepOutcome adopt(Step step) throws Exception {
    // Looked at first: what is not as planned does not become the move's own.
    InstallationCheck.Result result = check.checkHandmade(step.target());
    InstalledPackage adopted =
        adoption.adoptServer(step.target(), step.migration(), step.progress());
    step.evidence().store(InstalledPackage.EVIDENCE, adopted);
    step.evidence().store(ShippedFileList.EVIDENCE, result.shipped());
    step.evidence().store(FreshInstallation.EVIDENCE, result.fresh());
    step.note(
        "Von Hand installierter ASV-Server geprüft und übernommen",
        Map.of("Ordner", adopted.directory(), "Version", adopted.version()));
    return StepOutcome.completed();
  }
}
