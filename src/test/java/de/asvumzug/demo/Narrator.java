package de.asvumzug.demo;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.support.TrainingGround;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells on the terminal what happens. */
final class Narrator {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final PrintStream out;
  private final Set<String> told = new HashSet<>();
  private boolean away;

  Narrator(PrintStream out) {
    this.out = out;
  }

  void say(String line) {
    out.println("[" + LocalTime.now().truncatedTo(ChronoUnit.SECONDS).format(TIME) + "] " + line);
  }

  /** Told once until something goes on. */
  void away() {
    if (!away) {
      say("  Die Anwendung antwortet gerade nicht; es geht weiter, sobald sie wieder da ist.");
    }
    away = true;
  }

  void completed(List<String> tasks) {
    away = false;
    tasks.forEach(task -> say("  Mensch   " + task));
  }

  /** Steps as the REST interface lists them; each is told once when it has ended. */
  void steps(JsonNode steps) {
    for (JsonNode step : steps) {
      String key =
          step.path("element").asText()
              + step.path("startedAt").asText()
              + step.path("school").asText();
      if (step.hasNonNull("endedAt") && isWork(step) && told.add(key)) {
        Duration took =
            Duration.between(
                Instant.parse(step.get("startedAt").asText()),
                Instant.parse(step.get("endedAt").asText()));
        say(
            String.format(
                java.util.Locale.GERMAN,
                "  Schritt  %s (%.1f s)",
                step.path("name").asText(),
                took.toMillis() / 1000.0));
      }
    }
  }

  private static boolean isWork(JsonNode step) {
    return step.path("type").asText().equals("serviceTask");
  }

  void welcome(URI base, String id, TrainingGround ground) {
    out.println();
    out.println("asv-umzug läuft. Umzug " + id + " wartet auf seine erste Aufgabe.");
    out.println();
    out.println("  Was kommt      " + base.resolve("/demo"));
    out.println("  Leitstand      " + base);
    out.println("  Schulen        " + base.resolve("/schule"));
    out.println("  Aufgaben       " + base.resolve("/camunda/app/tasklist/"));
    out.println("  Technik        " + base.resolve("/camunda/app/cockpit/"));
    out.println("  REST           " + base.resolve("/api/migrations/" + id));
    out.println("  Mails          " + base.resolve("/demo/mails"));
    out.println();
    ground.passwords().forEach((user, password) -> out.printf("  %-14s %s%n", user, password));
    out.println();
    out.println("Alter Server: " + ground.lab().alt().installation());
    out.println("Neuer Server: " + ground.lab().neu().installation());
    out.println("Anmeldung am alten Server als sys mit " + ground.lab().oldSysPassword());
    out.println("Anmeldung am neuen Server nach der Installation als sys mit !!ASV!!");
    out.println();
    out.println("Ende mit Strg-C.");
  }
}
