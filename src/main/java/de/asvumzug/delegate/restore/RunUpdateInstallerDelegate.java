package de.asvumzug.delegate.restore;

import de.asvumzug.asv.files.ShippedFileList;
import de.asvumzug.asv.files.ShippedFiles;
import de.asvumzug.asv.installer.CheckedPackages;
import de.asvumzug.asv.update.UpdateInstaller;
import de.asvumzug.asv.update.UpdateRun;
import de.asvumzug.delegate.PreparedPackages;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Raises the structure of the restored database with the ASV-Updateinstaller. Shipped files that
 * the program itself replaces are named on the trail and listed anew; any change before it is
 * refused (rule I4). A second run finds the structure raised and runs nothing.
 *
 * <p>By hand: starts no program; program and structure must be at the planned version, and the
 * shipped files are listed anew.
 */
@Component
public class RunUpdateInstallerDelegate implements StepHandler {
  private final UpdateInstaller updateInstaller;
  private final ShippedFiles shippedFiles;

  public RunUpdateInstallerDelegate(UpdateInstaller updateInstaller, ShippedFiles shippedFiles) {
    this.updateInstaller = updateInstaller;
    this.shippedFiles = shippedFiles;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    Optional<ShippedFileList> before =
        step.evidence().find(ShippedFileList.EVIDENCE, ShippedFileList.class);
    CheckedPackages checked = PreparedPackages.of(step);
    UpdateRun run =
        step.byHand()
            ? updateInstaller.checkHandwork(step.target(), step.migration(), step.progress())
            : updateInstaller.run(
                step.target(),
                step.migration(),
                before.orElse(null),
                checked,
                step.jobs(),
                step.progress());
    step.evidence().store(UpdateRun.EVIDENCE, run);
    step.note(
        step.byHand()
            ? "Update von Hand geprüft: Programm und Datenbankstruktur passen"
            : run.updateInstaller() == null
                ? "Die Datenbankstruktur passt schon; nichts anzuheben"
                : "Datenbankstruktur mit dem Updateinstaller angehoben",
        Map.of(
            "vorher", shown(run.before()), "nachher", shown(run.after()), "Code", run.exitCode()));
    if (run.updateInstaller() != null) {
      step.note(
          "Updateinstaller geprüft",
          Map.of(
              "Paket",
              run.updateInstaller(),
              "SHA-256",
              run.sha256(),
              "Vergleich",
              PreparedPackages.said(checked.updateInstaller())));
    }
    if (before.isPresent()) {
      listAnew(step, before.get());
    }
    return StepOutcome.completed();
  }

  private void listAnew(Step step, ShippedFileList before) throws Exception {
    List<String> changed = shippedFiles.differences(step.target(), before);
    if (!changed.isEmpty()) {
      step.evidence().store(ShippedFileList.EVIDENCE, shippedFiles.list(step.target()));
      step.note(
          "Mit dem Update haben sich ausgelieferte Dateien geändert; sie sind neu aufgelistet",
          Map.of("Anzahl", changed.size(), "Dateien", changed));
    }
  }

  private static String shown(String version) {
    return version == null ? "nicht lesbar" : version;
  }
}
