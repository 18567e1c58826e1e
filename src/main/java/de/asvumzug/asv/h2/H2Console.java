package de.asvumzug.asv.h2;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.secret.Secrets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Reads single values from the database of a stopped School server, with the Java and the H2 driver
 * that the installation brings. The database is opened read-only.
 */
@Component
public class H2Console {
  private static final String PROMPT = "sql> ";

  /** Everything up to the first statement, or to the refusal of the log-in. */
  private static final Pattern TALK =
      Pattern.compile("(?s)^.*?(" + PROMPT + "|(?=SQL Exception: ))");

  private final LayoutSettings layout;
  private final H2PasswordSettings password;
  private final Secrets secrets;

  public H2Console(LayoutSettings layout, H2PasswordSettings password, Secrets secrets) {
    this.layout = layout;
    this.password = password;
    this.secrets = secrets;
  }

  /**
   * The one value of a query's one row.
   *
   * @return empty if the installation has no Java or no H2 driver where the settings look
   * @throws OperationFailed if the database cannot be read, e.g. because the server runs
   */
  public Optional<String> value(Endpoint endpoint, String sql)
      throws IOException, InterruptedException {
    return value(endpoint, layout.databaseFile(endpoint), sql);
  }

  /**
   * As {@link #value(Endpoint, String)}, from another file than the installation's own.
   *
   * @param file absolute path on the same machine
   */
  public Optional<String> value(Endpoint endpoint, String file, String sql)
      throws IOException, InterruptedException {
    String java = LayoutSettings.java(endpoint.host(), endpoint.directory());
    Optional<String> driver = H2Driver.of(endpoint, layout).map(H2Driver::path);
    if (driver.isEmpty() || endpoint.host().files().stat(java).isEmpty()) {
      return Optional.empty();
    }
    CommandResult result = endpoint.host().run(command(endpoint, java, driver.get(), file, sql));
    List<String> lines = answer(result.output());
    // Name of the column, value, count: whatever else it says is no answer.
    if (!result.succeeded() || lines.size() < 3 || !lines.get(2).startsWith("(1 row")) {
      requireFound(endpoint, file);
      throw H2Errors.failure(
          "Die Datenbank " + file + " auf " + endpoint.host().name() + " lässt sich nicht lesen",
          result.errors() + String.join("\n", lines));
    }
    return Optional.of(lines.get(1));
  }

  private Command command(Endpoint endpoint, String java, String driver, String file, String sql) {
    List<String> line =
        List.of(
            java,
            // Tells the guard that this Java process is no server.
            "-Dasv.umzug.tool=H2Console",
            "-cp",
            driver,
            "org.h2.tools.Shell");
    String user = layout.on(endpoint).h2User();
    if (password.h2PasswordSecret().isEmpty()) {
      List<String> all = new ArrayList<>(line);
      all.addAll(List.of("-url", address(file), "-user", user, "-password", "", "-sql", sql));
      return Command.of(all);
    }
    // On the command line everybody on the machine could read it, so the shell is talked to: it
    // asks for address, driver, user and password, and then for statements.
    return Command.of(line)
        .withInput(
            String.join(
                    "\n",
                    address(file),
                    "",
                    user,
                    secrets.read(password.h2PasswordSecret()),
                    sql.replaceAll("\\R", " ") + ";",
                    "quit")
                + "\n");
  }

  /** Without what a shell that is talked to says before. */
  private static List<String> answer(String output) {
    Matcher talk = TALK.matcher(output);
    return (talk.find() ? output.substring(talk.end()) : output)
        .lines()
        .map(String::strip)
        .filter(line -> !line.startsWith(PROMPT.strip()))
        .toList();
  }

  /** A server that is killed while it stops leaves the database under another name. */
  private void requireFound(Endpoint endpoint, String file) throws IOException {
    if (endpoint.host().files().stat(file).isPresent()) {
      return;
    }
    String leftover = file + LayoutSettings.LEFTOVER_SUFFIX;
    throw OperationFailed.permanent(
        "Auf "
            + endpoint.host().name()
            + " fehlt die Datenbank "
            + file
            + (endpoint.host().files().stat(leftover).isPresent()
                ? """
                ; daneben liegt %s: Der ASV-Server ist beim Beenden unterbrochen worden. \
                Bitte die Datei wie unter doku.asv.bayern.de (alle/support/dsskeinedatenbank) \
                beschrieben umbenennen und den Schritt wiederholen."""
                    .formatted(leftover)
                : ". Bitte sie wiederherstellen und den Schritt wiederholen, oder den Umzug abbrechen."));
  }

  private static String address(String file) {
    return "jdbc:h2:" + file.replaceAll("[.]mv[.]db$", "") + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r";
  }
}
