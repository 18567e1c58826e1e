package de.asvumzug.lab.asv;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * The ASV server (DSS).
 *
 * <p>Exit codes: 3 consistency check failed, 4 structure of the database does not fit the program,
 * 5 no database, 6 client port taken, 143 stopped by SIGTERM.
 */
public final class ServerProgram {
  private final Home home;
  private final String backupToken = UUID.randomUUID().toString();
  private Connection connection;
  private HttpServer http;

  private ServerProgram(Home home) {
    this.home = home;
  }

  public static void main(String[] arguments) throws Exception {
    Home home = Home.ofProcess();
    try {
      new ServerProgram(home).run();
    } catch (Exit e) {
      home.log(e.getMessage());
      System.err.println(e.getMessage());
      System.exit(e.code());
    }
  }

  private void run() throws IOException, Exit, InterruptedException {
    String url = home.databaseUrl();
    String driver = url.startsWith("jdbc:h2:") ? "org.h2.Driver" : "org.postgresql.Driver";
    home.log("using driver: " + driver + " at URL: " + url);
    checkConsistency();
    checkAccess();
    openDatabase();
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    int port = listen();
    home.log("ASV-Server " + home.version() + " bereit auf Port " + port);
    new CountDownLatch(1).await();
  }

  private void checkConsistency() throws IOException, Exit {
    Optional<String> difference = Shipped.difference(home);
    if (difference.isPresent()) {
      throw new Exit(3, "Konsistenzprüfung fehlgeschlagen: " + difference.get());
    }
  }

  /**
   * Trap 18: as the unprivileged user that the switch {@code runs-as} names, nothing can be read
   * that belongs to somebody else.
   */
  private void checkAccess() throws IOException, Exit {
    Path user = Home.labSwitch("runs-as");
    if (!Files.exists(user)) {
      return;
    }
    String name = Files.readString(user).strip();
    try (Stream<Path> files = Files.walk(home.folder())) {
      // The lab's own server writes its log and its token as the user that runs the lab.
      for (Path file :
          files
              .filter(file -> !file.startsWith(home.file("logs")))
              .filter(file -> !file.startsWith(home.file("run")))
              .toList()) {
        String owner = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
        if (!owner.equals(name)) {
          throw new Exit(5, "Kein Zugriff auf " + file + ": gehört " + owner);
        }
      }
    }
  }

  private void openDatabase() throws IOException, Exit {
    try {
      connection = home.open();
      Version structure = Structure.version(connection);
      if (!structure.equals(home.version())) {
        throw new Exit(
            4,
            "Datenbankstruktur "
                + structure
                + " passt nicht zum Programm "
                + home.version()
                + "; bitte den Updateinstaller ausführen");
      }
    } catch (SQLException e) {
      throw new Exit(5, "Datenbank nicht erreichbar: " + e.getMessage());
    }
  }

  private int listen() throws IOException, Exit {
    Map<String, String> config = home.config();
    int port = Integer.parseInt(config.get("client.port"));
    try {
      http =
          HttpServer.create(
              new InetSocketAddress(config.getOrDefault("client.address", "127.0.0.1"), port), 0);
    } catch (BindException e) {
      throw new Exit(6, "Port " + port + " ist belegt");
    }
    http.createContext("/status", this::status);
    http.createContext("/login", this::login);
    http.createContext("/backup", this::backup);
    http.createContext("/dbctl", this::dbctl);
    http.setExecutor(
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true);
              return thread;
            }));
    Files.createDirectories(home.file("run"));
    Path token = home.file("run/backup.token");
    Files.writeString(token, backupToken);
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    http.start();
    return port;
  }

  private synchronized void status(HttpExchange exchange) throws IOException {
    StringBuilder schools = new StringBuilder();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select schulnummer from asv.svp_schule_stamm order by schulnummer")) {
      while (rows.next()) {
        schools.append(schools.isEmpty() ? "" : ",").append(Json.quote(rows.getString(1)));
      }
      answer(
          exchange,
          200,
          "{\"version\":%s,\"variant\":%s,\"structure\":%s,\"schools\":[%s]}"
              .formatted(
                  Json.quote(home.version().toString()),
                  Json.quote(home.variant()),
                  Json.quote(Structure.version(connection).toString()),
                  schools));
    } catch (SQLException e) {
      answer(exchange, 503, "{\"fehler\":" + Json.quote(e.getMessage()) + "}");
    }
  }

  private synchronized void login(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String user = Json.text(body, "user");
    try {
      int code = Users.login(connection, user, Json.text(body, "password"));
      home.log("Anmeldung " + user + ": " + code);
      answer(exchange, code, "{\"anmeldung\":" + Json.quote(code == 200 ? "ok" : "nein") + "}");
    } catch (SQLException e) {
      answer(exchange, 503, "{\"fehler\":" + Json.quote(e.getMessage()) + "}");
    }
  }

  /** H2's online backup for the update service: no other program can open the file meanwhile. */
  private synchronized void backup(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (!home.school() || !backupToken.equals(Json.text(body, "token"))) {
      answer(exchange, 403, "{}");
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement("backup to ?")) {
      statement.setString(1, Json.text(body, "file"));
      statement.execute();
      answer(exchange, 200, "{}");
    } catch (SQLException e) {
      answer(exchange, 503, "{\"fehler\":" + Json.quote(e.getMessage()) + "}");
    }
  }

  /** What dbctl asks for while this server holds the file. */
  private synchronized void dbctl(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (!backupToken.equals(Json.text(body, "token"))) {
      answer(exchange, 403, "{}");
      return;
    }
    try {
      String word = Json.text(body, "word");
      String school = Json.text(body, "school");
      answer(
          exchange,
          200,
          word.equals("delete") ? delete(school) : DbctlProgram.access(connection, word, school));
    } catch (Exit e) {
      answer(exchange, 404, e.getMessage());
    } catch (SQLException e) {
      answer(exchange, 503, e.getMessage());
    }
  }

  /** What an entitled user does in the client. */
  private String delete(String school) throws SQLException, Exit {
    connection.setAutoCommit(false);
    try {
      SchoolRemoval.run(connection, school);
      connection.commit();
      return "Schule " + school + " gelöscht";
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static void answer(HttpExchange exchange, int code, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void stop() {
    try {
      while (Files.exists(Home.labSwitch("server-ignores-term"))) {
        Thread.sleep(100);
      }
      if (http != null) {
        http.stop(0);
      }
      if (home.school()) {
        new SchoolFile(home).shutdownCompact(connection);
      } else {
        connection.close();
      }
      home.log("ASV-Server beendet");
    } catch (IOException | SQLException | InterruptedException e) {
      System.err.println("Fehler beim Beenden: " + e.getMessage());
    }
  }
}
