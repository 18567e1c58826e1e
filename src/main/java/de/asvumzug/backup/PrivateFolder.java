package de.asvumzug.backup;

import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import java.io.IOException;

/**
 * Folders that only the running user may enter: backups are personal data of pupils, and local
 * configuration holds the database password (rule I5). On Windows they inherit the rights of the
 * work folder, which the script has taken from others.
 */
public final class PrivateFolder {
  private PrivateFolder() {}

  public static void create(Host host, String folder) throws IOException, InterruptedException {
    if (host.system() == Host.OperatingSystem.WINDOWS) {
      host.files().createFolders(folder);
      return;
    }
    run(host, Command.of("mkdir", "-p", "-m", "700", "--", folder));
  }

  /** Takes all rights of others from everything below; folders 0700, files 0600 (or 0700). */
  public static void seal(Host host, String folder) throws IOException, InterruptedException {
    if (host.system() == Host.OperatingSystem.WINDOWS) {
      return;
    }
    run(host, Command.of("chmod", "-R", "u+rwX,go=", "--", folder));
  }

  /** Makes everything below read-only: what is complete is never written again. */
  public static void lock(Host host, String folder) throws IOException, InterruptedException {
    if (host.system() == Host.OperatingSystem.WINDOWS) {
      return;
    }
    run(host, Command.of("chmod", "-R", "a-w,go=", "--", folder));
  }

  /** Removes a folder that may be read-only; nothing happens if it is not there. */
  public static void delete(Host host, String folder) throws IOException, InterruptedException {
    if (host.files().stat(folder).isPresent()) {
      seal(host, folder);
      host.files().delete(folder);
    }
  }

  private static void run(Host host, Command command) throws IOException, InterruptedException {
    CommandResult result = host.run(command);
    if (!result.succeeded()) {
      throw new IOException(command + ": " + result.errors().strip());
    }
  }
}
