package de.asvumzug.lab.asv;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;

/**
 * The client's log-in: {@code asv-client login --user U --password-file F}. Exit codes: 0 logged
 * in, 1 not (the line says why), 2 wrong use.
 */
public final class ClientProgram {
  private ClientProgram() {}

  public static void main(String[] arguments) throws Exception {
    try {
      System.out.println(login(arguments));
    } catch (Exit e) {
      System.err.println(e.getMessage());
      System.exit(e.code());
    }
  }

  private static String login(String[] line) throws Exit, IOException, InterruptedException {
    if (line.length == 0 || !line[0].equals("login")) {
      throw new Exit(2, "Aufruf: asv-client login --user NAME --password-file DATEI");
    }
    Arguments arguments =
        new Arguments(
            Arrays.copyOfRange(line, 1, line.length), Set.of("user", "password-file"), Set.of());
    String body =
        "{\"user\":%s,\"password\":%s}"
            .formatted(
                Json.quote(arguments.get("user")),
                Json.quote(arguments.firstLineOf("password-file", 2)));
    String server = Home.ofProcess().config().getOrDefault("server.url", "");
    try {
      int code =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(server).resolve("/login"))
                      .timeout(Duration.ofSeconds(10))
                      .POST(HttpRequest.BodyPublishers.ofString(body))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode();
      if (code != 200) {
        throw new Exit(1, "Anmeldung an " + server + " abgelehnt (" + code + ")");
      }
      return "Angemeldet an " + server;
    } catch (IOException | IllegalArgumentException e) {
      throw new Exit(1, "Server " + server + " nicht erreichbar");
    }
  }
}
