package de.asvumzug.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.lab.Lab;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One move on a training ground, seen and driven from outside through the application's doors. */
public final class Move {
  private static final Duration LOOK_EVERY = Duration.ofMillis(300);
  private static final Duration TICK = Duration.ofMillis(50);

  private final TrainingGround ground;
  private final Supplier<URI> base;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final OpenTasks tasks;
  private Players players;
  private boolean whole;
  private String id;

  /**
   * @param base where the application answers now; may change when it is started anew
   */
  public Move(TrainingGround ground, Supplier<URI> base) {
    this.ground = ground;
    this.base = base;
    this.tasks = new OpenTasks(ground.databaseUrl());
    meetPeople();
  }

  /** Everybody logs in anew; needed after the application was started anew. */
  public void meetPeople() {
    List<Person> people =
        ground.passwords().entrySet().stream()
            .filter(entry -> !entry.getKey().equals("admin"))
            .map(entry -> new Person(base.get(), entry.getKey(), entry.getValue()))
            .toList();
    players = new Players(people, new LabWorld(ground.lab(), () -> whole));
  }

  /** The same move, seen through another node of the application. */
  public Move through(Supplier<URI> other) {
    Move same = new Move(ground, other);
    same.id = id;
    same.whole = whole;
    return same;
  }

  public Players players() {
    return players;
  }

  /** Hands the lab's plan in as technik; the window opens at once. */
  public String plan() throws IOException, InterruptedException {
    return plan(plan -> {});
  }

  /** Hands the lab's plan in with changes. */
  public String plan(Consumer<Map<String, Object>> change)
      throws IOException, InterruptedException {
    Instant start = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.SECONDS);
    Map<String, Object> plan =
        ground.lab().plan(start, start.plus(4, ChronoUnit.HOURS), Duration.ofSeconds(1));
    change.accept(plan);
    whole = Promises.movesWhole(plan);
    HttpResponse<String> answer =
        http.send(
            request("/api/migrations", "technik")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(plan)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 201) {
      throw new IOException("plan refused: " + answer.statusCode() + " " + answer.body());
    }
    String location = answer.headers().firstValue("Location").orElseThrow();
    id = location.substring(location.lastIndexOf('/') + 1);
    return id;
  }

  public String id() {
    return id;
  }

  /**
   * What the REST interface answers to IT management, below {@code /api/migrations/{id}}; of the
   * trail the lines.
   */
  public JsonNode read(String below) throws IOException, InterruptedException {
    return below.equals("/trail") ? export().get("rows") : answer(below);
  }

  /** The trail as it is taken away to be checked elsewhere. */
  public JsonNode export() throws IOException, InterruptedException {
    return answer("/trail");
  }

  /** The protocol as a file, as IT management gets it. */
  public byte[] protocol() throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(
            request("/api/migrations/" + id + "/protocol.pdf", "itm").GET().build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.statusCode() + " " + new String(answer.body()));
    }
    return answer.body();
  }

  private JsonNode answer(String below) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            request("/api/migrations/" + id + below, "itm").GET().build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
    return json.readTree(answer.body());
  }

  public HttpResponse<String> abort(String reason) throws IOException, InterruptedException {
    return http.send(
        request("/api/migrations/" + id + "/abort", "technik")
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    json.writeValueAsString(Map.of("reason", reason))))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** What happened meanwhile, for whoever watches. */
  @FunctionalInterface
  public interface Watcher {
    void look(Move move, List<String> completed) throws Exception;
  }

  /** A condition on the move. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * Lets everybody do their part until the condition holds.
   *
   * @throws IOException if it takes longer than the limit, or if an incident comes up
   */
  public void playUntil(Condition condition, Duration limit, Watcher watcher) throws Exception {
    Instant end = Instant.now().plus(limit);
    while (!condition.holds()) {
      if (Instant.now().isAfter(end)) {
        throw new IOException(
            "nach " + limit.toSeconds() + " s noch nicht so weit: " + read("/steps"));
      }
      String open = tasks.ids();
      watcher.look(this, play(open));
      // The people of this test look every now and then, as people do, and when they get a mail.
      Instant again = Instant.now().plus(LOOK_EVERY);
      do {
        LockSupport.parkNanos(TICK.toNanos());
      } while (Instant.now().isBefore(again) && Objects.equals(tasks.ids(), open));
    }
  }

  /** Nobody reaches an application that is just being started anew; they try again later. */
  private List<String> play(String open) throws Exception {
    if (open != null && open.isEmpty()) {
      return List.of();
    }
    try {
      return players.playOnce();
    } catch (ConnectException e) {
      return List.of();
    }
  }

  /** Whether anybody has a task of that kind left. */
  public boolean hasOpenTask(String element) throws Exception {
    return tasks.open(element);
  }

  /** State of the whole move as the REST interface tells it. */
  public String state() throws IOException, InterruptedException {
    return read("").at("/status/state").asText();
  }

  private HttpRequest.Builder request(String path, String user) {
    String login = user + ":" + ground.passwords().get(user);
    return HttpRequest.newBuilder(base.get().resolve(path))
        .timeout(Duration.ofSeconds(60))
        .header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
  }

  /** The lab as the people see it. */
  private record LabWorld(Lab lab, BooleanSupplier whole) implements Players.World {
    @Override
    public boolean initialSysLoginWorks() throws Exception {
      return lab.neu().login("sys", lab.initialSysPassword()) == 200;
    }

    @Override
    public boolean originalLoginWorksOnTarget() throws Exception {
      return whole.getAsBoolean()
          ? lab.neu().login("sys", lab.oldSysPassword()) == 200
          : lab.neu().login("admin0001", lab.oldSchoolPassword()) == 200;
    }

    @Override
    public boolean loginWorksOnSource() throws Exception {
      return lab.alt().login("sys", lab.oldSysPassword()) == 200;
    }

    @Override
    public String resolveFindings() throws Exception {
      lab.setUpNightlyBackup(lab.neu());
      return "Nächtliche Sicherung auf dem neuen Server eingerichtet.";
    }

    @Override
    public void deleteMovedSchoolsOnSource() throws Exception {
      for (String school : lab.movingSchools()) {
        lab.alt().deleteSchool(school);
      }
    }

    @Override
    public void cloneDatabase(JsonNode briefing) throws Exception {
      String file = fact(briefing, "H2-Datei");
      lab.cloneDatabase(
          Path.of(file.substring(0, file.lastIndexOf(" auf "))), fact(briefing, "Leere Datenbank"));
    }

    private static String fact(JsonNode briefing, String label) throws IOException {
      for (JsonNode fact : briefing.path("facts")) {
        if (fact.path("label").asText().equals(label)) {
          return fact.path("value").asText();
        }
      }
      throw new IOException("the form does not tell: " + label);
    }

    @Override
    public boolean dataOfSchoolIsComplete(String school) {
      return lab.neu().isServerUp();
    }
  }
}
