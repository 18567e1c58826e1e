package de.asvumzug.lab.asv;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;

/** The server of an installation, seen from the programs beside it. */
record RunningServer(Home home, String address, int port) {

  static RunningServer of(Home home) throws IOException {
    var config = home.config();
    return new RunningServer(
        home,
        config.getOrDefault("client.address", "127.0.0.1"),
        Integer.parseInt(config.getOrDefault("client.port", "8765")));
  }

  /**
   * @throws Exit 30 if a process of this installation runs or its port answers
   */
  void refuse() throws Exit {
    long self = ProcessHandle.current().pid();
    String mark = "-Dasv.home=" + home.folder() + " ";
    boolean process =
        ProcessHandle.allProcesses()
            .filter(handle -> handle.pid() != self)
            .map(handle -> handle.info().commandLine().orElse("") + " ")
            .anyMatch(command -> command.contains(mark) && command.contains("-Dasv.role=server"));
    if (process || answers()) {
      throw new Exit(30, "Der ASV-Server läuft noch; bitte zuerst beide Dienste beenden");
    }
  }

  boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Has the server carry out a word of dbctl. */
  String ask(String word, String school) throws IOException, InterruptedException, Exit {
    String body =
        "{\"token\":%s,\"word\":%s,\"school\":%s}"
            .formatted(
                Json.quote(Files.readString(home.file("run/backup.token"))),
                Json.quote(word),
                Json.quote(school));
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://" + address + ":" + port + "/dbctl"))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new Exit(answer.statusCode() == 404 ? 3 : 2, answer.body());
    }
    return answer.body();
  }
}
