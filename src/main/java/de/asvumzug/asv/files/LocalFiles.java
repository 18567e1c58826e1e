package de.asvumzug.asv.files;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.host.Command;
import de.asvumzug.host.Host;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** The only door through which files of an installation are written (rule I4). */
@Component
public class LocalFiles {
  /** Ending of the copy that is kept of a file as it was before the move. */
  public static final String PREVIOUS = ".vor-umzug";

  private final LayoutSettings layout;
  private final ServiceSettings services;

  public LocalFiles(LayoutSettings layout, ServiceSettings services) {
    this.layout = layout;
    this.services = services;
  }

  /** An absent file is an empty configuration. */
  public LocalConfiguration read(Endpoint endpoint, String relative) throws IOException {
    return LocalConfiguration.read(endpoint.host().files(), layout.path(endpoint, relative));
  }

  /**
   * Writes a local file; the first time in a move the file as it was is kept beside it.
   *
   * @throws OperationFailed (permanent) for any path that is not on the list of local files
   */
  public void write(Endpoint endpoint, String relative, String text)
      throws IOException, InterruptedException {
    write(endpoint, relative, LocalConfiguration.parse(text));
  }

  /** See {@link #write(Endpoint, String, String)}; keeps the encoding of what was read. */
  public void write(Endpoint endpoint, String relative, LocalConfiguration content)
      throws IOException, InterruptedException {
    String path = checked(endpoint, relative);
    HostFiles files = endpoint.host().files();
    if (files.stat(path).isEmpty()) {
      files.createFolders(path.substring(0, path.lastIndexOf('/')));
    } else if (files.stat(path + PREVIOUS).isEmpty()) {
      files.copy(path, path + PREVIOUS);
    }
    content.write(files, path);
    giveToService(endpoint, path);
  }

  /** Makes the service's user the owner, where that user exists on the machine. */
  public void giveToService(Endpoint endpoint, String path)
      throws IOException, InterruptedException {
    giveTo(endpoint, path, services.on(endpoint).user());
  }

  /** Makes this user the owner, where it exists on the machine. */
  public void giveTo(Endpoint endpoint, String path, String user)
      throws IOException, InterruptedException {
    if (exists(endpoint, user)) {
      endpoint.host().files().changeOwner(path, user);
    }
  }

  public boolean serviceUserExists(Endpoint endpoint) throws IOException, InterruptedException {
    return exists(endpoint, services.on(endpoint).user());
  }

  /** On Windows files inherit their rights from the folder: nothing is to be handed over. */
  private static boolean exists(Endpoint endpoint, String user)
      throws IOException, InterruptedException {
    return endpoint.host().system() == Host.OperatingSystem.LINUX
        && endpoint.host().run(Command.of("id", "-u", "--", user)).succeeded();
  }

  private String checked(Endpoint endpoint, String relative) {
    if (!layout.on(endpoint).isLocal(relative)) {
      throw OperationFailed.permanent(
          """
          „%s“ auf %s wird nicht geschrieben: Es ist keine lokale Datei. \
          Ausgelieferte Dateien dürfen nicht verändert werden, sonst startet der Server nicht \
          mehr. Erlaubt sind: %s."""
              .formatted(
                  relative,
                  endpoint.host().name(),
                  String.join(", ", layout.on(endpoint).localFiles())));
    }
    return layout.path(endpoint, relative);
  }
}
