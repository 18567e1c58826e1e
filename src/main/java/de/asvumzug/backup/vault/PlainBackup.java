package de.asvumzug.backup.vault;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.Manifest;
import de.asvumzug.backup.OpenBackup;
import de.asvumzug.backup.PrivateFolder;
import de.asvumzug.host.Command;
import de.asvumzug.host.Host;
import java.io.IOException;
import java.util.List;

/** A backup that is not encrypted, as all of earlier versions are. */
final class PlainBackup implements OpenBackup {
  private final Host host;
  private final Backup backup;

  PlainBackup(Endpoint endpoint, Backup backup) {
    this.host = endpoint.host();
    this.backup = backup;
  }

  @Override
  public String folder() {
    return backup.folder();
  }

  @Override
  public Command within(Command command, String... paths) {
    return command;
  }

  @Override
  public void requireOpened(String log) {
    return; // nothing to open
  }

  @Override
  public void copy(String below, String to, List<String> paths, String job)
      throws IOException, InterruptedException {
    if ((to + "/").startsWith(backup.folder() + "/")) {
      throw new IllegalArgumentException("a backup is not copied into itself: " + to);
    }
    PrivateFolder.create(host, to);
    for (Manifest.Entry entry : backup.manifest().files()) {
      String path = entry.path();
      boolean wanted = below.isEmpty() || path.startsWith(below + "/");
      if (wanted && (paths.isEmpty() || paths.contains(path))) {
        String copy = to + "/" + (below.isEmpty() ? path : path.substring(below.length() + 1));
        host.files().createFolders(copy.substring(0, copy.lastIndexOf('/')));
        host.files().delete(copy);
        host.files().copy(backup.folder() + "/" + path, copy);
      }
    }
    PrivateFolder.seal(host, to);
  }

  @Override
  public void unfold(List<String> paths, String job) {
    return; // they lie there
  }

  @Override
  public void requireReadable(String job) {
    return; // its checksums say so
  }

  @Override
  public void close() {
    return; // it stays as it is
  }
}
