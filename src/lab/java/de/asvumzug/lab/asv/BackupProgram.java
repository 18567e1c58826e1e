package de.asvumzug.lab.asv;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * The nightly backup of the update service, run now (assumed). Exit codes: 0 written, 1 switched
 * off or not configured (Enterprise needs extra settings, docs/domain.md §3.1), 2 failed.
 */
public final class BackupProgram {
  private BackupProgram() {}

  public static void main(String[] arguments) throws Exception {
    Home home = Home.ofProcess();
    try {
      Path file = new BackupProgram().write(home);
      System.out.println("Sicherung geschrieben: " + file);
    } catch (Exit e) {
      System.err.println(e.getMessage());
      System.exit(e.code());
    }
  }

  private Path write(Home home) throws Exit, IOException, InterruptedException {
    Map<String, String> settings = home.updateServiceConfig();
    if (!"true".equals(settings.get("backup.enabled"))) {
      throw new Exit(1, "Die Sicherung ist ausgeschaltet (backup.enabled).");
    }
    String folder = settings.getOrDefault("backup.directory", "");
    if (folder.isEmpty()) {
      throw new Exit(1, "Es fehlt der Ordner der Sicherung (backup.directory).");
    }
    Path directory = Files.createDirectories(home.folder().resolve(folder));
    String time = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS"));
    return home.school()
        ? school(home, directory.resolve("asv-" + time + ".zip"))
        : enterprise(home, settings, directory.resolve("asv-" + time + ".dump"));
  }

  private Path enterprise(Home home, Map<String, String> settings, Path file)
      throws Exit, IOException, InterruptedException {
    String program = settings.getOrDefault("backup.pg_dump", "");
    if (program.isEmpty()) {
      throw new Exit(1, "Es fehlt der Pfad von pg_dump (backup.pg_dump).");
    }
    Map<String, String> config = home.config();
    String url = config.get("database.url").substring("jdbc:".length());
    ProcessBuilder dump =
        new ProcessBuilder(
                program,
                "--format=custom",
                "--username=" + config.get("database.user"),
                "--no-password",
                "--file=" + file,
                "--dbname=" + url)
            .inheritIO();
    dump.environment().put("PGPASSWORD", config.get("database.password"));
    int code = run(dump);
    if (code != 0) {
      throw new Exit(2, "pg_dump endete mit " + code);
    }
    return file;
  }

  private static int run(ProcessBuilder command) throws Exit, InterruptedException {
    try {
      return command.start().waitFor();
    } catch (IOException e) {
      throw new Exit(2, "pg_dump lässt sich nicht starten: " + e.getMessage());
    }
  }

  /** A running School server holds its file, so it writes the copy itself. */
  private Path school(Home home, Path file) throws Exit, IOException, InterruptedException {
    String body =
        "{\"token\":%s,\"file\":%s}"
            .formatted(
                Json.quote(Files.readString(home.file("run/backup.token"))),
                Json.quote(file.toString()));
    Map<String, String> config = home.config();
    URI address =
        URI.create(
            "http://"
                + config.getOrDefault("client.address", "127.0.0.1")
                + ":"
                + config.get("client.port")
                + "/backup");
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(address)
                      .POST(HttpRequest.BodyPublishers.ofString(body))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new Exit(2, "Der Server hat die Sicherung abgelehnt: " + answer.body());
      }
    } catch (IOException e) {
      throw new Exit(2, "Der Server antwortet nicht; ohne ihn wird nicht gesichert.");
    }
    return file;
  }
}
