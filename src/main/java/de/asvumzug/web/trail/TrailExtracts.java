package de.asvumzug.web.trail;

import de.asvumzug.plan.Migration;
import de.asvumzug.trail.TrailSelection;
import de.asvumzug.trail.TrailStream;
import de.asvumzug.web.command.Forbidden;
import de.asvumzug.web.command.NotUnderstood;
import de.asvumzug.web.move.Moves;
import de.asvumzug.web.move.Viewer;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** Parts of trails as files; with the filter of the move's page. */
@Service
class TrailExtracts {
  private final Moves moves;
  private final TrailStream trails;
  private final Clock clock = Clock.systemUTC();

  TrailExtracts(Moves moves, TrailStream trails) {
    this.moves = moves;
    this.trails = trails;
  }

  /**
   * @throws NotUnderstood if the filter cannot be understood: a file that holds more than was asked
   *     for would go unnoticed
   */
  TrailExtract ofMove(String id, Map<String, String> parameters, Viewer viewer) {
    Migration plan = moves.get(id, viewer).plan();
    if (!viewer.staff()) {
      throw new Forbidden(
          "Auszüge aus dem Protokoll gibt es nur für Technik, Betreiber und IT-Leitung.");
    }
    return of(id, parameters, plan.schoolNumbers());
  }

  /** Over all moves; for who oversees them. */
  TrailExtract ofAll(Map<String, String> parameters, Viewer viewer) {
    if (!viewer.oversees()) {
      throw new Forbidden("Einen Auszug über alle Umzüge bekommt nur die IT-Leitung.");
    }
    return of(null, parameters, null);
  }

  private TrailExtract of(String id, Map<String, String> parameters, Collection<String> schools) {
    TrailForm form = TrailForm.of(parameters);
    TrailFilter filter = TrailFilter.of(form, schools);
    if (!filter.problems().isEmpty()) {
      throw new NotUnderstood(
          String.join(" ", filter.problems()).replace("; gezeigt werden alle", ""));
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return new TrailExtract(
        id,
        new TrailSelection(filter.kinds(), filter.school(), filter.words(), null),
        inWords(form, filter),
        now);
  }

  private static String inWords(TrailForm form, TrailFilter filter) {
    List<String> parts = new ArrayList<>();
    TrailGroup.named(form.art()).ifPresent(group -> parts.add("Art: " + group.label()));
    if (form.art().isEmpty() && !form.withCommands() && !form.all()) {
      parts.add("ohne Befehle auf den Maschinen");
    }
    if (filter.school() != null) {
      parts.add("Schule: " + filter.school());
    }
    if (filter.words() != null) {
      parts.add("Worte: " + filter.words());
    }
    return parts.isEmpty() ? "alle Zeilen" : String.join("; ", parts);
  }

  void csv(TrailExtract extract, OutputStream out) throws IOException {
    try (TrailCsv csv = new TrailCsv(extract, out)) {
      csv.end(trails.each(extract.migrationId(), extract.selection(), csv::line));
    }
  }

  void json(TrailExtract extract, OutputStream out) throws IOException {
    try (TrailJson json = new TrailJson(extract, out)) {
      json.end(trails.each(extract.migrationId(), extract.selection(), json::line));
    }
  }
}
