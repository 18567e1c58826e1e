package de.asvumzug.asv.database;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.h2.H2Console;
import de.asvumzug.host.FileStat;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The H2 file of a School installation; it can be read only while the server is stopped. */
final class H2Engine implements DatabaseEngine {
  private final LayoutSettings layout;
  private final H2Console console;

  H2Engine(LayoutSettings layout, H2Console console) {
    this.layout = layout;
    this.console = console;
  }

  @Override
  public Optional<String> value(Endpoint endpoint, String sql)
      throws IOException, InterruptedException {
    return console.value(endpoint, sql);
  }

  @Override
  public long dataBytes(Endpoint endpoint) throws IOException {
    return endpoint.host().files().list(LayoutSettings.databaseFolder(endpoint)).stream()
        .mapToLong(FileStat::size)
        .sum();
  }

  @Override
  public DatabaseIdentity identity(Endpoint endpoint) throws IOException {
    return new DatabaseIdentity(
        LayoutSettings.databaseFolder(endpoint),
        endpoint.host().files().sha256(layout.databaseFile(endpoint)),
        0);
  }

  /** A database folder is there in the School variant only (alle/technik/install/variante). */
  static boolean hasFolder(Endpoint endpoint) throws IOException {
    return endpoint
        .host()
        .files()
        .statBehind(LayoutSettings.databaseFolder(endpoint))
        .filter(stat -> stat.kind() == FileStat.Kind.FOLDER)
        .isPresent();
  }

  @Override
  public List<String> unplannedFiles(Endpoint endpoint) throws IOException {
    String file = layout.databaseFile(endpoint);
    if (!hasFolder(endpoint)) {
      return List.of(
          "geplant ist %s, der Ordner %s fehlt aber"
              .formatted(
                  endpoint.installation().variant().label(), LayoutSettings.DATABASE_FOLDER));
    }
    if (!isFile(endpoint, file)) {
      return List.of("die Datenbankdatei " + LayoutSettings.DATABASE_FILE + " fehlt");
    }
    if (isFile(endpoint, file + LayoutSettings.LEFTOVER_SUFFIX)) {
      return List.of(
          "neben der Datenbank liegt %s%s, also wurde ein Stopp abgebrochen"
              .formatted(LayoutSettings.DATABASE_FILE, LayoutSettings.LEFTOVER_SUFFIX));
    }
    return List.of();
  }

  private static boolean isFile(Endpoint endpoint, String path) throws IOException {
    return endpoint.host().files().statBehind(path).filter(FileStat::isFile).isPresent();
  }

  /** A file has no owner that the server logs in as. */
  @Override
  public void requirePlannedOwner(Endpoint endpoint) {}
}
