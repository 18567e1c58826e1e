package de.asvumzug.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.support.Outage;
import de.asvumzug.support.Person;
import de.asvumzug.support.Players;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

/**
 * Plays all people's tasks of the one move that waits in the containers of {@code docker/}, from
 * outside: {@code PlayGround --passwords-file FILE [--url …] [--alt …] [--neu …] --nightly-backup
 * "COMMAND"}. Ends with 0 when the move is done (docs/docker.md).
 */
public final class PlayGround {
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final Duration LOOK_EVERY = Duration.ofMillis(300);
  private static final String INITIAL_PASSWORD = "!!ASV!!";

  private final URI base;
  private final Properties passwords;
  private final Narrator narrator = new Narrator(System.out);
  private final Person overseer;
  private final Players players;

  private PlayGround(Map<String, String> options) throws IOException {
    this.base = URI.create(options.getOrDefault("url", "http://localhost:8080/"));
    this.passwords = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of(options.get("passwords-file")))) {
      passwords.load(in);
    }
    List<Person> people = new ArrayList<>();
    for (String user : passwords.stringPropertyNames().stream().sorted().toList()) {
      if (!user.equals("admin") && !user.startsWith("asv.")) {
        people.add(new Person(base, user, passwords.getProperty(user)));
      }
    }
    this.overseer = new Person(base, "itm", passwords.getProperty("itm"));
    this.players = new Players(people, new Ground(options, passwords));
  }

  public static void main(String[] arguments) {
    int exitCode = 1;
    try {
      new PlayGround(options(arguments)).play();
      exitCode = 0;
    } catch (Exception e) {
      System.out.flush();
      System.err.println("Der Umzug ist nicht zu Ende gekommen: " + e.getMessage());
    }
    System.exit(exitCode);
  }

  private static Map<String, String> options(String[] arguments) {
    Map<String, String> options = new java.util.HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i].replaceFirst("^--", ""), arguments[i + 1]);
    }
    for (String needed : List.of("passwords-file", "nightly-backup")) {
      if (!options.containsKey(needed)) {
        throw new IllegalArgumentException("Es fehlt: --" + needed);
      }
    }
    return options;
  }

  private void play() throws Exception {
    Instant start = Instant.now();
    Instant end = start.plus(LIMIT);
    String id = waitingMove(end);
    narrator.say("Umzug " + id + " wird gespielt");
    String move = "/api/migrations/" + id;
    for (String state = ""; !state.equals("DONE"); state = turn(move, state)) {
      if (Instant.now().isAfter(end)) {
        throw new IOException("nach " + LIMIT.toMinutes() + " Minuten noch im Zustand " + state);
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    narrator.steps(overseer.get(move + "/steps"));
    JsonNode proof = overseer.get(move + "/trail/verification");
    narrator.say("Protokoll geprüft: " + proof);
    narrator.say(
        "Umzug "
            + id
            + " ist abgeschlossen nach "
            + Duration.between(start, Instant.now()).toSeconds()
            + " s");
  }

  /** Plays what waits; an application that is being started again is waited for. */
  private String turn(String move, String before) throws Exception {
    try {
      String state = state(move);
      if (state.equals("TROUBLE")) {
        throw new IOException("Störung: " + lastFailure(move));
      }
      narrator.completed(players.playOnce());
      narrator.steps(overseer.get(move + "/steps"));
      return state;
    } catch (IOException e) {
      if (!Outage.passes(e)) {
        throw e;
      }
      narrator.away();
      return before;
    }
  }

  private String waitingMove(Instant end) throws Exception {
    while (Instant.now().isBefore(end)) {
      for (JsonNode move : overseer.get("/api/migrations")) {
        return move.path("id").asText();
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    throw new IOException("In der Anwendung wartet kein Umzug.");
  }

  private String state(String move) throws Exception {
    return overseer.get(move).at("/status/state").asText();
  }

  private String lastFailure(String move) throws Exception {
    String failure = "der Grund steht im Protokoll";
    for (JsonNode line : overseer.get(move + "/trail").path("rows")) {
      if (line.path("kind").asText().equals("STEP_FAILED")) {
        failure = line.path("element").asText() + ": " + line.at("/details/message").asText();
      }
    }
    return failure;
  }

  /** The containers as people see them: log-ins at the published ports, one command on neu. */
  private record Ground(Map<String, String> options, Properties passwords)
      implements Players.World {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Override
    public boolean initialSysLoginWorks() throws Exception {
      return login("neu", "sys", INITIAL_PASSWORD);
    }

    @Override
    public boolean originalLoginWorksOnTarget() throws Exception {
      return login("neu", "sys", passwords.getProperty("asv.sys"));
    }

    @Override
    public boolean loginWorksOnSource() throws Exception {
      return login("alt", "sys", passwords.getProperty("asv.sys"));
    }

    @Override
    public boolean dataOfSchoolIsComplete(String school) throws Exception {
      return login("neu", "admin0001", passwords.getProperty("asv.admin0001"));
    }

    @Override
    public String resolveFindings() throws Exception {
      Process process =
          new ProcessBuilder(options.get("nightly-backup").split(" ")).inheritIO().start();
      if (process.waitFor() != 0) {
        throw new IOException("--nightly-backup endet mit " + process.exitValue());
      }
      return "Nächtliche Sicherung auf dem neuen Server eingerichtet.";
    }

    @Override
    public void deleteMovedSchoolsOnSource() {
      throw new UnsupportedOperationException("the whole server moves");
    }

    @Override
    public void cloneDatabase(JsonNode briefing) {
      throw new UnsupportedOperationException("both servers have PostgreSQL");
    }

    private boolean login(String machine, String user, String password) throws Exception {
      String port = machine.equals("alt") ? "18765" : "28765";
      URI server = URI.create(options.getOrDefault(machine, "http://localhost:" + port + "/"));
      String body =
          new ObjectMapper().writeValueAsString(Map.of("user", user, "password", password));
      HttpRequest request =
          HttpRequest.newBuilder(server.resolve("/login"))
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    }
  }
}
