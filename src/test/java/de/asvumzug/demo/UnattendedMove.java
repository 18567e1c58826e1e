package de.asvumzug.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.protocol.verify.VerifyCommand;
import de.asvumzug.support.Move;
import de.asvumzug.support.Promises;
import de.asvumzug.support.TrainingGround;
import de.asvumzug.trail.evidence.RecordedEvidence;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** Plays all people's tasks to the end, then looks from outside whether the promise was kept. */
final class UnattendedMove {
  private static final Duration LIMIT = Duration.ofMinutes(8);
  private static final List<String> FINGERPRINTS =
      List.of(
          "fingerprints-source",
          "fingerprints-target",
          "tenant-fingerprints-source",
          "tenant-fingerprints-target-before",
          "tenant-fingerprints-target");
  private static final String TARGET = "fingerprints-target";

  private final TrainingGround ground;
  private final ServletWebServerApplicationContext application;
  private final Narrator narrator;
  private final Path folder;
  private final ObjectMapper json = new ObjectMapper();

  UnattendedMove(
      TrainingGround ground,
      ServletWebServerApplicationContext application,
      Narrator narrator,
      Path folder) {
    this.ground = ground;
    this.application = application;
    this.narrator = narrator;
    this.folder = folder;
  }

  int play() throws Exception {
    Instant start = Instant.now();
    Map<String, Object> plan =
        ground.lab().plan(Instant.now(), Instant.now().plusSeconds(60), Duration.ofSeconds(1));
    Promises before = Promises.before(ground.lab(), plan);
    URI base = DemoApplication.base(application);
    Move move = new Move(ground, () -> base);
    String id = move.plan();
    narrator.say("Umzug " + id + " ist geplant");
    move.playUntil(() -> isDone(move), LIMIT, this::tell);
    narrator.steps(move.read("/steps"));

    write(move, id);
    Map<String, Boolean> promises = promises(move, before);
    narrator.say("Umzug " + id + " ist abgeschlossen nach " + seconds(start) + " s");
    promises.forEach((promise, kept) -> narrator.say((kept ? "  ✔ " : "  ✘ ") + promise));
    narrator.say("Nachweise: " + folder.resolve(id));
    if (promises.containsValue(false)) {
      throw new IOException("nicht alle Zusagen sind eingehalten");
    }
    return 0;
  }

  private static boolean isDone(Move move) throws Exception {
    String state = move.state();
    if (state.equals("TROUBLE")) {
      throw new IOException("Störung: " + lastFailure(move));
    }
    return state.equals("DONE");
  }

  private static String lastFailure(Move move) throws Exception {
    String failure = "Grund steht im Protokoll";
    for (JsonNode line : move.read("/trail")) {
      if (line.path("kind").asText().equals("STEP_FAILED")) {
        failure = line.path("element").asText() + ": " + line.at("/details/message").asText();
      }
    }
    return failure;
  }

  private void tell(Move move, List<String> completed) throws Exception {
    narrator.completed(completed);
    narrator.steps(move.read("/steps"));
  }

  private Map<String, Boolean> promises(Move move, Promises before) throws Exception {
    Map<String, Boolean> kept = new LinkedHashMap<>(before.kept(move.read("/trail/verification")));
    kept.put("Das Protokoll hält auch der Prüfung ohne die Anwendung stand", verifies(move.id()));
    if (application.getBean(RecordedEvidence.class).document(move.id(), TARGET).isPresent()) {
      kept.put("Alle Fingerabdrücke sind gleich", fingerprintsEqual(move.id()));
    }
    return kept;
  }

  /** As IT management would, with the file that it takes away. */
  private boolean verifies(String id) {
    String keys = application.getEnvironment().getProperty("asv.trail.keys-directory");
    String file = folder.resolve(id).resolve("trail.json").toString();
    return VerifyCommand.main(new String[] {file, "--key", keys}) == 0;
  }

  private boolean fingerprintsEqual(String id) throws IOException {
    JsonNode source = json.readTree(evidence(id, "fingerprints-source"));
    JsonNode target = json.readTree(evidence(id, TARGET));
    return source.path("tables").size() > 0 && source.path("tables").equals(target.path("tables"));
  }

  /** What IT management takes to its files. */
  private void write(Move move, String id) throws Exception {
    Path target = Files.createDirectories(folder.resolve(id));
    var writer = json.writerWithDefaultPrettyPrinter();
    writer.writeValue(target.resolve("trail.json").toFile(), move.export());
    writer.writeValue(
        target.resolve("manifest.json").toFile(),
        Map.of(
            "database", json.readTree(evidence(id, "backup-database")),
            "configuration", json.readTree(evidence(id, "backup-configuration"))));
    Map<String, Object> fingerprints = new LinkedHashMap<>();
    for (String name : FINGERPRINTS) {
      if (application.getBean(RecordedEvidence.class).document(id, name).isPresent()) {
        fingerprints.put(name, json.readTree(evidence(id, name)));
      }
    }
    writer.writeValue(target.resolve("fingerprints.json").toFile(), fingerprints);
  }

  private String evidence(String id, String name) {
    return application
        .getBean(RecordedEvidence.class)
        .document(id, name)
        .orElseThrow(() -> new IllegalStateException("Nachweis " + name + " fehlt"));
  }

  private static String seconds(Instant start) {
    return String.format(
        Locale.GERMAN, "%.0f", Duration.between(start, Instant.now()).toMillis() / 1000.0);
  }
}
