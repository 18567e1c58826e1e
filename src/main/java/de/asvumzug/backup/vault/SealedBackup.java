package de.asvumzug.backup.vault;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.Folders;
import de.asvumzug.backup.Manifest;
import de.asvumzug.backup.OpenBackup;
import de.asvumzug.backup.PrivateFolder;
import de.asvumzug.host.Command;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An encrypted backup whose key is at hand. */
final class SealedBackup implements OpenBackup {
  private final VaultTool tool;
  private final Host host;
  private final Backup backup;
  private final BackupContext act;

  SealedBackup(VaultTool tool, Endpoint endpoint, Backup backup, BackupContext act) {
    this.tool = tool;
    this.host = endpoint.host();
    this.backup = backup;
    this.act = act;
  }

  @Override
  public String folder() {
    return Folders.plain(host, backup.folder());
  }

  @Override
  public Command within(Command command, String... paths) throws IOException {
    if (paths.length == 0) {
      requireRoom();
    }
    List<String> words = new ArrayList<>(List.of("open", context(), backup.folder(), folder()));
    words.addAll(List.of(paths));
    return tool.around(command, words);
  }

  private String context() {
    return backup.manifest().encryption().context();
  }

  private void requireRoom() throws IOException {
    long free = host.files().freeBytes(host.workFolder());
    long needed = backup.manifest().originalBytes();
    if (free < needed) {
      throw OperationFailed.permanent(
          """
          Auf %s sind nur %s Bytes frei; um die Sicherung entschlüsselt zu lesen, braucht es dort \
          vorübergehend %s Bytes."""
              .formatted(host.name(), free, needed),
          "Bitte Platz schaffen.");
    }
  }

  @Override
  public void requireOpened(String log) {
    if (!VaultFailure.damaged(log).isEmpty()) {
      throw OperationFailed.permanent(
          "Die Sicherung in %s auf %s lässt sich nicht entschlüsseln: %s."
              .formatted(backup.folder(), host.name(), VaultFailure.text(log)),
          """
          Bitte klären, wer dort etwas geändert hat oder ob die Platte einen Fehler hat, den \
          Ordner zur Seite legen und den Schritt wiederholen.""");
    }
    if (!VaultFailure.lines(log).isEmpty()) {
      throw OperationFailed.temporary(
          "Das Entschlüsseln der Sicherung in %s auf %s ist gescheitert: %s."
              .formatted(backup.folder(), host.name(), VaultFailure.text(log)));
    }
  }

  @Override
  public void copy(String below, String to, List<String> paths, String job)
      throws IOException, InterruptedException {
    requireRoom();
    List<String> words = new ArrayList<>(List.of("copy", context(), backup.folder(), below, to));
    words.addAll(paths);
    JobResult result = act.jobs().run(host, job, tool.command(words), Jobs.Poll.NOTHING);
    requireEnded(result);
    PrivateFolder.seal(host, to);
    for (Manifest.Entry entry : backup.manifest().files()) {
      if (paths.contains(entry.path()) || paths.isEmpty() && entry.path().startsWith(below)) {
        requireThere(entry, to + "/" + entry.path().substring(skipped(below)));
      }
    }
  }

  private static int skipped(String below) {
    return below.isEmpty() ? 0 : below.length() + 1;
  }

  /** The job may have ended long ago, in an attempt that was cut. */
  private void requireThere(Manifest.Entry entry, String copy) throws IOException {
    if (host.files().stat(copy).filter(file -> file.size() == entry.original()).isEmpty()) {
      throw OperationFailed.temporary(
          "%s auf %s ist nicht richtig geschrieben worden; der Schritt wird wiederholt."
              .formatted(copy, host.name()));
    }
  }

  @Override
  public void unfold(List<String> paths, String job) throws IOException, InterruptedException {
    copy("", folder(), paths, job);
  }

  @Override
  public void requireReadable(String job) throws IOException, InterruptedException {
    JobResult result =
        act.jobs()
            .run(
                host,
                job,
                tool.command(List.of("check", context(), backup.folder())),
                Jobs.Poll.NOTHING);
    requireEnded(result);
  }

  private void requireEnded(JobResult result) {
    requireOpened(result.logTail());
    if (!result.succeeded()) {
      throw OperationFailed.temporary(
          "Das Entschlüsseln der Sicherung in %s auf %s ist mit dem Code %s gescheitert."
              .formatted(backup.folder(), host.name(), result.exitCode()));
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    PrivateFolder.delete(host, folder());
  }
}
