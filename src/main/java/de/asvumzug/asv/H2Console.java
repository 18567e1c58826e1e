package de.asvumzug.asv;

import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Reads single values from the database of a stopped School server, with the Java and the H2 driver
 * that the installation brings. The database is opened read-only.
 */
@Component
public class H2Console {
  private final LayoutSettings layout;

  public H2Console(LayoutSettings layout) {
    this.layout = layout;
  }

  /**
   * The one value of a query's one row.
   *
   * @return empty if the installation has no Java or no H2 driver where the settings look
   * @throws OperationFailed if the database cannot be read, e.g. because the server runs
   */
  public Optional<String> value(Site site, String sql) throws IOException, InterruptedException {
    return value(site, layout.databaseFile(site), sql);
  }

  /**
   * As {@link #value(Site, String)}, from another file than the installation's own.
   *
   * @param file absolute path on the same machine
   */
  public Optional<String> value(Site site, String file, String sql)
      throws IOException, InterruptedException {
    String java = layout.path(site, site.host().system().program(layout.on(site).java()));
    Optional<String> driver = H2Driver.of(site, layout).map(H2Driver::path);
    if (driver.isEmpty() || site.host().files().stat(java).isEmpty()) {
      return Optional.empty();
    }
    CommandResult result =
        site.host()
            .run(
                Command.of(
                    java,
                    // Tells the guard that this Java process is no server.
                    "-Dasv.umzug.tool=H2Console",
                    "-cp",
                    driver.get(),
                    "org.h2.tools.Shell",
                    "-url",
                    address(file),
                    "-user",
                    layout.on(site).h2User(),
                    "-password",
                    "",
                    "-sql",
                    sql));
    if (!result.succeeded()) {
      mustBeThere(site, file);
    }
    List<String> lines = result.output().lines().map(String::strip).toList();
    if (!result.succeeded() || lines.size() < 2 || lines.get(1).startsWith("(")) {
      throw H2Errors.failure(
          "Die Datenbank " + file + " auf " + site.host().name() + " lässt sich nicht lesen",
          result.errors() + result.output());
    }
    return Optional.of(lines.get(1));
  }

  /** A server that is killed while it stops leaves the database under another name. */
  private void mustBeThere(Site site, String file) throws IOException {
    if (site.host().files().stat(file).isPresent()) {
      return;
    }
    String leftover = file + layout.on(site).leftoverSuffix();
    throw OperationFailed.lasting(
        "Auf "
            + site.host().name()
            + " fehlt die Datenbank "
            + file
            + (site.host().files().stat(leftover).isPresent()
                ? "; daneben liegt "
                    + leftover
                    + ": Der ASV-Server ist beim Beenden unterbrochen worden. Bitte die Datei wie unter"
                    + " doku.asv.bayern.de (alle/support/dsskeinedatenbank) beschrieben umbenennen und den"
                    + " Schritt wiederholen."
                : ". Bitte sie wiederherstellen und den Schritt wiederholen, oder den Umzug abbrechen."));
  }

  private static String address(String file) {
    return "jdbc:h2:" + file.replaceAll("[.]mv[.]db$", "") + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r";
  }
}
