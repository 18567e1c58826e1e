package de.asvumzug.backup.vault;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupComponent;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.BackupFolder;
import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.Folders;
import de.asvumzug.backup.Manifest;
import de.asvumzug.backup.ManifestCheck;
import de.asvumzug.backup.ManifestReport;
import de.asvumzug.backup.ManifestReport.Deviation;
import de.asvumzug.backup.ManifestReport.What;
import de.asvumzug.backup.OpenBackup;
import de.asvumzug.backup.PrivateFolder;
import de.asvumzug.backup.Seal;
import de.asvumzug.backup.Vault;
import de.asvumzug.backup.vault.tool.StreamCipher;
import de.asvumzug.host.Host;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Encrypts with one key a move, by a program on the machine that the backup lies on. */
@Service
public class BackupVault implements Vault {
  /** Of how many damaged files the place is looked for; more would not fit on a command line. */
  private static final int PLACED = 20;

  private final BackupKeys keys;
  private final BackupSettings settings;
  private final VaultJar jar = new VaultJar();

  public BackupVault(BackupKeys keys, BackupSettings settings) {
    this.keys = keys;
    this.settings = settings;
  }

  @Override
  public Optional<Seal> seal(Endpoint endpoint, String context, BackupContext act)
      throws IOException {
    if (!settings.encryption()) {
      return Optional.empty();
    }
    requireNotLost(endpoint.host(), act.migrationId());
    BackupKey key = keys.make(act.migrationId());
    return Optional.of(
        new MoveSeal(
            new VaultTool(jar, endpoint, key),
            endpoint,
            new Manifest.Encryption(StreamCipher.METHOD, key.id(), context),
            act));
  }

  /** A second key for a move whose first one is gone would hide that loss until the restore. */
  private void requireNotLost(Host host, String migrationId) throws IOException {
    if (keys.find(migrationId).isPresent()) {
      return;
    }
    for (BackupComponent part : BackupComponent.values()) {
      String file = Folders.backup(host, migrationId, part) + "/" + Manifest.NAME;
      if (host.files().stat(file).isPresent()) {
        Manifest made = Manifest.parse(host.files().readText(file));
        if (made.encrypted()) {
          keys.require(migrationId, made.encryption().keyId());
        }
      }
    }
  }

  @Override
  public OpenBackup open(Endpoint endpoint, Backup backup, BackupContext act) {
    if (!backup.manifest().encrypted()) {
      return new PlainBackup(endpoint, backup);
    }
    BackupKey key =
        keys.require(backup.manifest().migration(), backup.manifest().encryption().keyId());
    return new SealedBackup(new VaultTool(jar, endpoint, key), endpoint, backup, act);
  }

  @Override
  public ManifestReport requireTrue(Endpoint endpoint, Backup backup, BackupContext act)
      throws IOException, InterruptedException {
    ManifestReport report = ManifestCheck.read(endpoint.host(), backup, act.progress());
    return (report.clean() ? report : placed(report, endpoint, backup, act)).requireClean();
  }

  private ManifestReport placed(
      ManifestReport report, Endpoint endpoint, Backup backup, BackupContext act)
      throws IOException, InterruptedException {
    List<String> changed =
        report.deviations().stream()
            .filter(one -> one.what() != What.MISSING && one.what() != What.EXTRA)
            .map(Deviation::path)
            .filter(path -> !path.equals(Manifest.NAME))
            .limit(PLACED)
            .toList();
    Manifest manifest = backup.manifest();
    Optional<BackupKey> key =
        manifest.encrypted()
            ? keys.find(manifest.migration())
                .filter(own -> own.id().equals(manifest.encryption().keyId()))
            : Optional.empty();
    if (changed.isEmpty() || key.isEmpty()) {
      return report;
    }
    List<String> words =
        new ArrayList<>(List.of("check", manifest.encryption().context(), backup.folder()));
    words.addAll(changed);
    JobResult result =
        act.jobs()
            .run(
                endpoint.host(),
                "find-damage",
                new VaultTool(jar, endpoint, key.get()).command(words),
                Jobs.Poll.NOTHING);
    List<String> said = VaultFailure.damaged(result.logTail());
    return report.with(report.deviations().stream().map(one -> placed(one, said)).toList());
  }

  private static Deviation placed(Deviation deviation, List<String> said) {
    String start = deviation.path() + ": ";
    return said.stream()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .map(
            line ->
                new Deviation(deviation.path(), deviation.what(), line.substring(start.length())))
        .orElse(deviation);
  }

  @Override
  public boolean forgetPlain(Host host, String migrationId)
      throws IOException, InterruptedException {
    boolean found = BackupFolder.forgetUnfinished(host, migrationId);
    for (String folder :
        List.of(Folders.backups(host, migrationId), Folders.received(host, migrationId))) {
      String plain = Folders.plain(host, folder);
      if (host.files().stat(plain).isPresent()) {
        PrivateFolder.delete(host, plain);
        found = true;
      }
    }
    return found;
  }
}
