package de.asvumzug.move;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.lab.Lab;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.lab.LabVariant;
import de.asvumzug.support.ChildApplication;
import de.asvumzug.support.Move;
import de.asvumzug.support.TrainingGround;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.apache.commons.io.FileUtils;

/** A training ground, the application as a process of its own, and one move: what tests look at. */
final class PlayedMove implements AutoCloseable {
  static final Duration LIMIT = Duration.ofMinutes(4);

  private final Path folder;
  private final TrainingGround ground;
  private final ChildApplication application;
  private final Move move;

  private PlayedMove(Path folder, TrainingGround ground, ChildApplication application, Move move) {
    this.folder = folder;
    this.ground = ground;
    this.application = application;
    this.move = move;
  }

  /** Starts everything below {@code target/<name>}; nothing is planned yet. */
  static PlayedMove open(
      String name, TrainingGround.Kind kind, LabOptions options, String... settings)
      throws Exception {
    LabVariant variant = LabVariant.valueOf(kind.name());
    return open(name, options.withVariants(variant, variant), settings);
  }

  /** Starts everything below {@code target/<name>}; nothing is planned yet. */
  static PlayedMove open(String name, LabOptions options, String... settings) throws Exception {
    Path folder = Path.of("target", name).toAbsolutePath();
    FileUtils.deleteDirectory(folder.toFile());
    TrainingGround ground = TrainingGround.start(folder, options);
    try {
      ChildApplication application =
          ChildApplication.start(ground, folder.resolve("application.log"), settings);
      return new PlayedMove(folder, ground, application, new Move(ground, application::base));
    } catch (Exception e) {
      ground.close();
      throw e;
    }
  }

  /** The next move on the same machines; closed with the first. */
  PlayedMove next() {
    return new PlayedMove(folder, ground, application, new Move(ground, application::base));
  }

  java.net.URI base() {
    return application.base();
  }

  TrainingGround ground() {
    return ground;
  }

  Lab lab() {
    return ground.lab();
  }

  Move move() {
    return move;
  }

  /** Everybody does their part until the condition holds; any incident is a failure. */
  void playUntil(Move.Condition condition) throws Exception {
    move.playUntil(condition, LIMIT, (m, done) -> {});
  }

  void playToTheEnd() throws Exception {
    playUntil(() -> move.state().equals("DONE"));
  }

  /** What the application itself wrote to its log. */
  String log() throws IOException {
    return Files.readString(folder.resolve("application.log"));
  }

  List<JsonNode> trail(String kind) throws Exception {
    return StreamSupport.stream(move.read("/trail").spliterator(), false)
        .filter(line -> line.get("kind").asText().equals(kind))
        .toList();
  }

  /** Elements that have a line of this kind. */
  Set<String> elements(String kind) throws Exception {
    Set<String> elements = new TreeSet<>();
    trail(kind).forEach(line -> elements.add(line.get("element").asText()));
    return elements;
  }

  /** Who took a decision, in the order of the trail. */
  List<String> deciders(String element) throws Exception {
    List<String> people = new ArrayList<>();
    for (JsonNode line : trail("DECISION")) {
      if (line.get("element").asText().equals(element)) {
        people.add(line.get("actor").asText());
      }
    }
    return people;
  }

  boolean verifies() throws Exception {
    return move.read("/trail/verification").get("intact").asBoolean();
  }

  /** The application's own database, as its administrator. */
  Connection database() throws SQLException {
    return DriverManager.getConnection(ground.databaseUrl(), "postgres", "postgres");
  }

  /** The newest text of a piece of evidence. */
  String evidence(String name) throws SQLException {
    try (Connection connection = database();
        PreparedStatement query =
            connection.prepareStatement(
                "select document from umzug.evidence where migration_id = ? and name = ?"
                    + " order by revision desc limit 1")) {
      query.setString(1, move.id());
      query.setString(2, name);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException("no evidence " + name);
        }
        return row.getString(1);
      }
    }
  }

  JsonNode evidenceTree(String name) throws Exception {
    return new ObjectMapper().readTree(evidence(name));
  }

  @Override
  public void close() throws Exception {
    try (TrainingGround closed = ground) {
      application.close();
    }
  }
}
