package de.asvumzug.asv.installer;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.files.LocalConfiguration;
import de.asvumzug.host.HostFiles;
import java.io.IOException;

/**
 * A note in the product's work folder on the machine, whether this move has begun or finished an
 * installation into a folder: what tells our own half-done work from other people's files.
 */
public final class InstallationMark {
  private static final String BEGUN = "begonnen";
  private static final String DONE = "fertig";

  private final HostFiles files;
  private final String path;
  private final String directory;

  public InstallationMark(Endpoint endpoint, String migrationId, String kind, String directory) {
    this.files = endpoint.host().files();
    this.path = endpoint.host().workFolder() + "/moves/" + migrationId + "/" + kind + ".ini";
    this.directory = directory;
  }

  public boolean begun() throws IOException {
    return is(BEGUN);
  }

  boolean done() throws IOException {
    return is(DONE);
  }

  public void begin() throws IOException {
    write(BEGUN);
  }

  void finish() throws IOException {
    write(DONE);
  }

  private boolean is(String state) throws IOException {
    LocalConfiguration mark = LocalConfiguration.read(files, path);
    return mark.get("directory").filter(directory::equals).isPresent()
        && mark.get("state").filter(state::equals).isPresent();
  }

  private void write(String state) throws IOException {
    files.createFolders(path.substring(0, path.lastIndexOf('/')));
    LocalConfiguration.empty().with("directory", directory).with("state", state).write(files, path);
  }
}
