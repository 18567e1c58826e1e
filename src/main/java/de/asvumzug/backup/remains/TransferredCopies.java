package de.asvumzug.backup.remains;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupComponent;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.Folders;
import de.asvumzug.backup.Manifest;
import de.asvumzug.backup.PrivateFolder;
import de.asvumzug.backup.remains.Deletion.Deleted;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.Host;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.host.secret.Secrets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Removes what a move has left on machines, once it need not be kept any more. On the new one:
 * transferred copies, the database that was in use before, job folders. On the old one: the
 * backups. The old installation and everything of other moves stay.
 */
@Service
public class TransferredCopies {
  private final Secrets secrets;
  private final BackupSettings settings;
  private final LayoutSettings layout;

  public TransferredCopies(Secrets secrets, BackupSettings settings, LayoutSettings layout) {
    this.layout = layout;
    this.secrets = secrets;
    this.settings = settings;
  }

  /**
   * Removes; a second run finds nothing more.
   *
   * @param safetyBackup backup of the target that this move has made; removed, too
   */
  public Deletion delete(Endpoint target, Optional<Backup> safetyBackup, BackupContext act)
      throws IOException, InterruptedException {
    List<Deleted> gone = new ArrayList<>();
    DatabaseRemains.of(target, secrets, settings).deleteCopies(target, act, gone);
    for (String file : layout.on(target).localFiles()) {
      folder(target.host(), target.directory() + "/" + file + LocalFiles.PREVIOUS, gone);
    }
    jobs(target.host(), act, gone);
    received(target.host(), act, gone);
    safetyBackup(target.host(), safetyBackup, gone);
    return new Deletion(target.host().name(), gone);
  }

  /**
   * Removes the backups that this move has made on the old machine; a second run finds nothing
   * more. The old installation itself stays.
   *
   * @return empty if the machine does not answer: by then it is often gone
   */
  public Optional<Deletion> deleteBackups(Endpoint source, BackupContext act)
      throws IOException, InterruptedException {
    Host host = source.host();
    if (!host.answers()) {
      return Optional.empty();
    }
    List<Deleted> gone = new ArrayList<>();
    String all = Folders.backups(host, act.migrationId());
    if (host.files().stat(all).isPresent()) {
      for (FileStat file : host.files().list(all)) {
        if (file.isFile() && file.path().endsWith("/" + Manifest.NAME)) {
          String manifest = all + "/" + file.path();
          gone.add(
              new Deleted(
                  manifest.substring(0, manifest.length() - Manifest.NAME.length() - 1),
                  host.files().sha256(manifest)));
        }
      }
      PrivateFolder.delete(host, all);
    }
    return Optional.of(new Deletion(host.name(), gone));
  }

  /** Each file with its checksum, then the folder or file itself. */
  static void folder(Host host, String path, List<Deleted> gone) throws IOException {
    HostFiles files = host.files();
    Optional<FileStat> stat = files.stat(path);
    if (stat.isEmpty()) {
      return;
    }
    if (stat.get().isFile()) {
      gone.add(new Deleted(path, files.sha256(path)));
    } else {
      for (FileStat file : files.list(path)) {
        if (file.isFile()) {
          String name = path + "/" + file.path();
          gone.add(new Deleted(name, files.sha256(name)));
        }
      }
    }
    files.delete(path);
  }

  private static void received(Host host, BackupContext act, List<Deleted> gone)
      throws IOException, InterruptedException {
    HostFiles files = host.files();
    for (String folder : copies(host, act)) {
      String manifest = folder + "/" + Manifest.NAME;
      gone.add(
          new Deleted(folder, files.stat(manifest).isPresent() ? files.sha256(manifest) : null));
      PrivateFolder.delete(host, folder);
    }
    files.delete(Folders.received(host, act.migrationId()));
  }

  /** School backups lie one level deeper than the other parts. */
  private static List<String> copies(Host host, BackupContext act) throws IOException {
    List<String> folders = new ArrayList<>();
    for (BackupComponent part : BackupComponent.values()) {
      String folder = Folders.received(host, act.migrationId(), part);
      if (host.files().stat(folder).isPresent() && part == BackupComponent.TENANT) {
        host.files().list(folder).stream()
            .filter(file -> file.kind() == FileStat.Kind.FOLDER)
            .forEach(file -> folders.add(folder + "/" + file.path()));
      } else if (host.files().stat(folder).isPresent()) {
        folders.add(folder);
      }
    }
    return folders;
  }

  /** The backup of a target that was in use holds data of pupils of all its schools. */
  private static void safetyBackup(Host host, Optional<Backup> made, List<Deleted> gone)
      throws IOException, InterruptedException {
    if (made.filter(b -> b.machine().equals(host.name())).isEmpty()) {
      return;
    }
    String folder = made.get().folder();
    if (host.files().stat(folder).isPresent()) {
      gone.add(new Deleted(folder, made.get().manifestSha256()));
      PrivateFolder.delete(host, folder);
    }
  }

  /** Only of attempts that this move noted: other moves may be under way on this machine. */
  private static void jobs(Host host, BackupContext act, List<Deleted> gone) throws IOException {
    String attempts = Folders.attempts(host, act.migrationId());
    if (host.files().stat(attempts).isEmpty()) {
      return;
    }
    List<String> keys = host.files().list(attempts).stream().map(FileStat::path).toList();
    for (JobKey job : host.jobs()) {
      boolean ours = keys.stream().anyMatch(key -> job.value().startsWith(key + "."));
      if (ours && !(host.status(job).orElse(null) instanceof JobStatus.Running)) {
        host.remove(job);
        gone.add(new Deleted("Auftrag " + job, null));
      }
    }
  }
}
