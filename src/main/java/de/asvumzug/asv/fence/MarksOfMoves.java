package de.asvumzug.asv.fence;

import de.asvumzug.asv.files.LocalConfiguration;
import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.Host;
import de.asvumzug.host.HostFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What moves have noted on a machine about the things they made there, in the product's work
 * folder: by these notes, and not by names, a later look knows whose an installation or a new
 * database is.
 */
public final class MarksOfMoves {
  private static final String DATABASE = "database.ini";

  private final HostFiles files;
  private final String folder;

  public MarksOfMoves(Host host) {
    this.files = host.files();
    this.folder = host.workFolder() + "/moves";
  }

  /**
   * An installation that a move has begun or finished.
   *
   * @param kind {@code server} or {@code client}
   */
  public record Installed(String migrationId, String kind, String directory) {}

  /** The database that a move's new installation has made. */
  public record NewDatabase(String migrationId, String name, long oid, String systemIdentifier) {}

  public List<Installed> installations() throws IOException {
    List<Installed> found = new ArrayList<>();
    for (String path : notes()) {
      LocalConfiguration note = LocalConfiguration.read(files, folder + "/" + path);
      note.get("directory").ifPresent(dir -> found.add(new Installed(move(path), kind(path), dir)));
    }
    return found;
  }

  /** The move that has installed into a folder; empty if none says so. */
  public Optional<String> installedBy(String directory) throws IOException {
    return installations().stream()
        .filter(one -> one.directory().equals(directory))
        .map(Installed::migrationId)
        .findFirst();
  }

  public List<NewDatabase> databases() throws IOException {
    List<NewDatabase> found = new ArrayList<>();
    for (String path : notes()) {
      LocalConfiguration note = LocalConfiguration.read(files, folder + "/" + path);
      Optional<String> oid = note.get("oid").filter(text -> text.matches("[0-9]{1,10}"));
      if (kind(path).equals("database") && oid.isPresent()) {
        found.add(
            new NewDatabase(
                move(path),
                note.get("name").orElse(""),
                Long.parseLong(oid.get()),
                note.get("system").orElse("")));
      }
    }
    return found;
  }

  /** Notes which database is new, so that it is still known as this move's after an abort. */
  public void noteDatabase(String migrationId, FreshInstallation fresh) throws IOException {
    if (fresh.databaseOid() == 0) {
      return; // a School server's lies in its installation
    }
    String own = folder + "/" + migrationId;
    files.createFolders(own);
    LocalConfiguration.empty()
        .with("name", fresh.databaseName())
        .with("oid", Long.toString(fresh.databaseOid()))
        .with("system", fresh.systemIdentifier())
        .write(files, own + "/" + DATABASE);
  }

  /** Once all that a move has made is gone. */
  public void forget(String migrationId) throws IOException {
    files.delete(folder + "/" + migrationId);
  }

  private List<String> notes() throws IOException {
    if (files.stat(folder).isEmpty()) {
      return List.of();
    }
    return files.list(folder).stream()
        .filter(FileStat::isFile)
        .map(FileStat::path)
        .filter(path -> path.matches("[^/]+/[a-z]+\\.ini"))
        .toList();
  }

  private static String move(String path) {
    return path.substring(0, path.indexOf('/'));
  }

  private static String kind(String path) {
    return path.substring(path.indexOf('/') + 1, path.length() - ".ini".length());
  }
}
