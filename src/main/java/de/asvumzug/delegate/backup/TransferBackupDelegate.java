package de.asvumzug.delegate.backup;

import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.tenant.LaidOut;
import de.asvumzug.backup.tenant.TenantRestore;
import de.asvumzug.backup.transfer.Transfer;
import de.asvumzug.delegate.BackupContexts;
import de.asvumzug.delegate.RouteResolver;
import de.asvumzug.delegate.TenantBackups;
import de.asvumzug.plan.Mode;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Brings to the new machine what is restored there, and reads it there in full: the configuration
 * and either the database or, by school backups, each school's file. By school backups the complete
 * database backup stays on the old machine: nothing is restored from it, and it may hold schools
 * that the new server must not have. Leaves the evidence {@code received-database} or {@code
 * received-tenant-<number>}, and {@code received-configuration}. A second run goes on where it was
 * cut.
 */
@Component
public class TransferBackupDelegate implements StepHandler {

  private final Transfer transfer;
  private final RouteResolver way;
  private final TenantRestore tenants;

  public TransferBackupDelegate(Transfer transfer, RouteResolver way, TenantRestore tenants) {
    this.tenants = tenants;
    this.transfer = transfer;
    this.way = way;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    List<Backup> copies = new ArrayList<>();
    boolean byTenants = way.byTenants(step);
    if (byTenants) {
      for (String number : step.migration().schoolNumbers()) {
        Backup copy = bring(step, TenantBackups.made(number), TenantBackups.received(number));
        copies.add(copy);
        if (step.migration().options().mode("restoreTenant") == Mode.MANUAL) {
          layOut(step, number, copy);
        }
      }
    } else {
      copies.add(bring(step, EvidenceNames.BACKUP_DATABASE, EvidenceNames.RECEIVED_DATABASE));
    }
    Backup configuration =
        bring(step, EvidenceNames.BACKUP_CONFIGURATION, EvidenceNames.RECEIVED_CONFIGURATION);
    copies.add(configuration);
    step.note(
        "Sicherungen übertragen und auf dem neuen Server vollständig gelesen",
        Map.of(
            "Bytes", copies.stream().mapToLong(copy -> copy.manifest().bytes()).sum(),
            "SHA-256 der Manifeste", copies.stream().map(Backup::manifestSha256).toList()));
    if (byTenants) {
      step.note(
          "Lokale Konfiguration wird auf diesem Weg nicht von selbst übernommen; die gesicherten Dateien liegen "
              + (configuration.manifest().encrypted() ? "verschlüsselt in " : "in ")
              + configuration.folder(),
          Map.of("lokale Dateien", configuration.manifest().localFiles()));
    }
    return StepOutcome.completed();
  }

  /** ASV's client cannot read an encrypted file. */
  private void layOut(Step step, String school, Backup copy) throws Exception {
    LaidOut file = tenants.layOut(step.target(), copy, BackupContexts.of(step));
    step.evidence().store(TenantBackups.laidOut(school), file);
    step.note(
        "Sicherung der Schule " + school + " zum Einspielen von Hand bereitgelegt",
        Map.of("Datei", file.file(), "auf", file.machine(), "SHA-256", file.sha256()));
  }

  private Backup bring(Step step, String made, String received) throws Exception {
    BackupContext act = BackupContexts.of(step);
    Backup backup = step.evidence().get(made, Backup.class);
    Backup copy = transfer.copy(step.source().host(), backup, step.target().host(), act);
    step.evidence().store(received, copy);
    return copy;
  }
}
