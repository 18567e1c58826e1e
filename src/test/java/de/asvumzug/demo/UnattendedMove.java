package de.asvumzug.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.lab.Lab;
import de.asvumzug.lab.LabMachine;
import de.asvumzug.support.Move;
import de.asvumzug.support.TrainingGround;
import de.asvumzug.trail.EvidenceStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** Plays all people's tasks to the end, then looks from outside whether the promise was kept. */
final class UnattendedMove {
  private static final Duration LIMIT = Duration.ofMinutes(8);

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
    SourceData before = SourceData.before(ground.lab());
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

  private void tell(Move move, java.util.List<String> completed) throws Exception {
    narrator.completed(completed);
    narrator.steps(move.read("/steps"));
  }

  private Map<String, Boolean> promises(Move move, SourceData before) throws Exception {
    LabMachine alt = ground.lab().alt();
    LabMachine neu = ground.lab().neu();
    JsonNode verification = move.read("/trail/verification");
    Map<String, Boolean> promises = new LinkedHashMap<>();
    promises.put("Der alte Server ist gestoppt", !alt.isServerUp());
    promises.put(
        "Die Dienste des alten Servers sind deaktiviert",
        isDisabled(alt, LabMachine.SERVER) && isDisabled(alt, LabMachine.UPDATE_SERVICE));
    promises.put(
        "Die Daten auf dem alten Server sind unverändert",
        before.untouched(json.readTree(evidence(move.id(), "backup-database"))));
    promises.put("Der neue Server antwortet", neu.isServerUp());
    promises.put(
        "Der neue Server hat die Version " + Lab.NEW_VERSION,
        neu.isServerUp() && Lab.NEW_VERSION.equals(neu.status().version()));
    promises.put("Alle Fingerabdrücke sind gleich", fingerprintsEqual(move.id()));
    promises.put(
        "Das Protokoll ist unversehrt (" + verification.path("rows").asLong() + " Zeilen)",
        verification.path("intact").asBoolean());
    return promises;
  }

  private static boolean isDisabled(LabMachine machine, String unit) throws Exception {
    return machine.systemctl("is-enabled", unit).output().strip().equals("disabled");
  }

  private boolean fingerprintsEqual(String id) throws IOException {
    JsonNode source = json.readTree(evidence(id, "fingerprints-source"));
    JsonNode target = json.readTree(evidence(id, "fingerprints-target"));
    return source.path("tables").size() > 0 && source.path("tables").equals(target.path("tables"));
  }

  /** What IT management takes to its files. */
  private void write(Move move, String id) throws Exception {
    Path target = Files.createDirectories(folder.resolve(id));
    var writer = json.writerWithDefaultPrettyPrinter();
    writer.writeValue(target.resolve("trail.json").toFile(), move.read("/trail"));
    writer.writeValue(
        target.resolve("manifest.json").toFile(),
        Map.of(
            "database", json.readTree(evidence(id, "backup-database")),
            "configuration", json.readTree(evidence(id, "backup-configuration"))));
    writer.writeValue(
        target.resolve("fingerprints.json").toFile(),
        Map.of(
            "source", json.readTree(evidence(id, "fingerprints-source")),
            "target", json.readTree(evidence(id, "fingerprints-target"))));
  }

  private String evidence(String id, String name) {
    return application
        .getBean(EvidenceStore.class)
        .document(id, name)
        .orElseThrow(() -> new IllegalStateException("Nachweis " + name + " fehlt"));
  }

  private static String seconds(Instant start) {
    return String.format(
        Locale.GERMAN, "%.0f", Duration.between(start, Instant.now()).toMillis() / 1000.0);
  }
}
