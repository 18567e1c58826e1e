package de.asvumzug.backup.tenant;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.Dbctl;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupComponent;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.BackupFolder;
import de.asvumzug.backup.Folders;
import de.asvumzug.backup.Manifest;
import de.asvumzug.backup.ManifestDraft;
import de.asvumzug.backup.PrivateFolder;
import de.asvumzug.backup.Vault;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * The backup of one school (guide: "machen Sie von allen enthaltenen Schulen schulscharfe
 * Sicherungen"), made by {@code dbctl} or by a person, while the old server is stopped. Only a
 * backup whose name, data model, time and content fit gets a manifest.
 */
@Service
public class TenantBackup {
  /** As {@link Dbctl} names it, before the number. */
  private static final String JOB = "backup-";

  private final Dbctl dbctl;
  private final Guard guard;
  private final CheckSettings settings;
  private final HostConcurrencyLimiter share;
  private final Vault vault;

  public TenantBackup(
      Dbctl dbctl, Guard guard, CheckSettings settings, HostConcurrencyLimiter share, Vault vault) {
    this.vault = vault;
    this.dbctl = dbctl;
    this.guard = guard;
    this.settings = settings;
    this.share = share;
  }

  /**
   * Makes the backup, or returns the one that this move has made before.
   *
   * @throws OperationFailed if a server may be up, or what was found is not this school's backup of
   *     now; it is left where it is
   */
  public Backup backUp(TenantBackupOrder order, BackupContext act) throws Exception {
    Endpoint source = order.source();
    BackupFolder folder = BackupFolder.ofTenant(source, order.school(), act, vault);
    Optional<Backup> finished = folder.finished();
    if (finished.isPresent()) {
      return finished.get();
    }
    // Alone: nothing else is at work on a school there. What this step has left running has ended
    // by then.
    share.alone(source, act, alone -> guard.proveStopped(source, act.own()));
    if (order.byHand()) {
      inbox(source.host(), order.school(), act);
    } else {
      folder.begin(JOB + order.school());
      share.among(source, act, placed -> run(order, folder, placed));
    }
    TenantBackupFile file = TenantBackupFile.only(source.host(), folder.path());
    file.requireFit(order.target());
    file.requireMadeSince(order.stoppedAt(), settings.clockTolerance(), order.byHand());
    file.requireWhole();
    return folder.finish(
        new ManifestDraft(
            Manifest.Kind.TENANT,
            Map.of(
                "ASV", source.installation().version().toString(),
                "Datenmodell", file.name().dataModel()),
            List.of(),
            List.of()));
  }

  /** Makes the folder where a person puts a school's backup, and says where it is. */
  public String inbox(Host host, String school, BackupContext act)
      throws IOException, InterruptedException {
    PrivateFolder.create(host, Folders.backups(host, act.migrationId()));
    PrivateFolder.create(host, Folders.backup(host, act.migrationId(), BackupComponent.TENANT));
    String folder = Folders.tenant(host, act.migrationId(), school);
    PrivateFolder.create(host, folder);
    return folder;
  }

  private String run(TenantBackupOrder order, BackupFolder folder, BackupContext act)
      throws Exception {
    String file =
        dbctl.backup(order.source(), order.school(), folder.path(), act.jobs(), act.progress());
    if (!file.startsWith(folder.path() + "/")) {
      throw OperationFailed.permanent(
          "dbctl auf %s hat die Sicherung nach %s geschrieben statt in den Ordner %s."
              .formatted(order.source().host().name(), file, folder.path()),
          "Bitte asv.dbctl prüfen.");
    }
    return file;
  }
}
