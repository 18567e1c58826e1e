package de.asvumzug.web.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.plan.School;
import de.asvumzug.task.briefing.Briefing.Fact;
import de.asvumzug.trail.chain.TrailRow;
import de.asvumzug.trail.evidence.EvidenceNames;
import de.asvumzug.trail.evidence.EvidenceReader;
import de.asvumzug.web.move.MoveState;
import de.asvumzug.web.proof.Verdict;
import de.asvumzug.web.proof.Verdicts;
import de.asvumzug.web.protocol.section.MoveRecord;
import de.asvumzug.web.protocol.section.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Says in a few lines what a move came to. */
@Component
final class FirstPages {
  private static final String ACCEPTANCE = "acceptMigration";

  private final Verdicts verdicts;
  private final EvidenceReader evidence;

  FirstPages(Verdicts verdicts, EvidenceReader evidence) {
    this.verdicts = verdicts;
    this.evidence = evidence;
  }

  FirstPage of(MoveRecord move) {
    List<Verdict> compared = verdicts.of(move.plan());
    List<TrailRow> otherwise = move.otherwise();
    List<String> notMoved = notMoved(move, compared, otherwise);
    MoveState state = move.view().status().state();
    boolean good =
        state == MoveState.DONE
            && !compared.isEmpty()
            && compared.stream().allMatch(Verdict::equal)
            && otherwise.isEmpty();
    return new FirstPage(
        kind(state), good, verdict(move, compared, otherwise), facts(move, notMoved), notMoved);
  }

  private static String kind(MoveState state) {
    return switch (state) {
      case DONE -> "Abgeschlossener Umzug";
      case ABORTED -> "Abgebrochener Umzug";
      default -> "Zwischenstand";
    };
  }

  private static String verdict(MoveRecord move, List<Verdict> compared, List<TrailRow> otherwise) {
    return switch (move.view().status().state()) {
      case DONE -> done(compared, otherwise);
      case ABORTED ->
          "Der Umzug wurde abgebrochen; für die Schulen arbeitet "
              + move.head().server()
              + ", und dort gelten die Daten von vor dem Umzug.";
      default ->
          "Der Umzug ist noch nicht abgeschlossen (%s). Dies ist ein Zwischenstand und kein Nachweis eines Umzugs."
              .formatted(move.view().status().label());
    };
  }

  private static String done(List<Verdict> compared, List<TrailRow> otherwise) {
    String by =
        otherwise.isEmpty()
            ? "."
            : "; %s %s übersprungen oder von Hand erledigt."
                .formatted(
                    otherwise.size(), otherwise.size() == 1 ? "Schritt wurde" : "Schritte wurden");
    if (compared.isEmpty()) {
      return "Der Umzug ist abgeschlossen; die Daten wurden nicht verglichen" + by;
    }
    long different = compared.stream().filter(one -> !one.equal()).count();
    return different == 0
        ? "Der Umzug ist abgeschlossen, und die Daten sind auf dem neuen Server dieselben wie auf dem alten"
            + by
        : "Der Umzug ist abgeschlossen; die Daten unterscheiden sich in den genannten Punkten, und er wurde so abgenommen"
            + by;
  }

  private static List<Fact> facts(MoveRecord move, List<String> notMoved) {
    List<Fact> facts = new ArrayList<>();
    facts.add(
        new Fact(
            "Schulen",
            move.plan().schools().stream()
                .map(FirstPages::name)
                .collect(Collectors.joining("; "))));
    facts.add(new Fact("Von", Texts.server(move.plan().source())));
    facts.add(new Fact("Nach", Texts.server(move.plan().target())));
    facts.add(new Fact("Vereinbartes Fenster", Texts.window(move.plan().window())));
    facts.add(new Fact("Tatsächlich", times(move)));
    // Asked only where a server works for schools in common and one comes or goes.
    if (move.decision("approveMove").isPresent()) {
      facts.add(new Fact("Vom Betreiber genehmigt", decided(move, "approveMove")));
    }
    facts.add(new Fact("Vorarbeiten bestätigt", decided(move, "confirmPreparation")));
    facts.add(new Fact("Umstellung freigegeben", decided(move, "releaseCutover")));
    if (move.head().outlook().abort() == null) {
      facts.add(new Fact("Abgenommen", decided(move, ACCEPTANCE)));
    } else {
      facts.add(
          new Fact(
              "Abgebrochen",
              "%s. Begründung: %s"
                  .formatted(
                      Texts.text(move.head().outlook().abort().by()),
                      Texts.text(move.head().outlook().abort().reason()))));
    }
    if (!notMoved.isEmpty()) {
      facts.add(
          new Fact(
              "Was nicht umgezogen ist",
              "%d %s, siehe unten; %s"
                  .formatted(
                      notMoved.size(),
                      notMoved.size() == 1 ? "Punkt" : "Punkte",
                      move.decision(ACCEPTANCE)
                          .map(row -> "mit der Abnahme hingenommen von " + row.actor())
                          .orElse("noch von niemandem abgenommen"))));
    }
    return facts;
  }

  private static String name(School school) {
    return school.number() + " " + school.name();
  }

  private static String times(MoveRecord move) {
    Optional<Instant> begin =
        move.steps().stream()
            .filter(step -> step.element().equals("recheckMachines"))
            .map(step -> step.startedAt())
            .findFirst();
    Instant end =
        move.decision(ACCEPTANCE).map(TrailRow::at).orElse(move.view().status().endedAt());
    return begin.isEmpty()
        ? "die Arbeit an den Servern hat nicht begonnen"
        : GermanFormat.full(begin.get())
            + " bis "
            + (end == null ? "jetzt" : GermanFormat.full(end));
  }

  private static String decided(MoveRecord move, String element) {
    return move.decision(element)
        .map(row -> row.actor() + ", " + GermanFormat.dayAndTime(row.at()))
        .orElse("noch nicht");
  }

  /** What is known to differ, to have stayed behind, or not to have been done. */
  private List<String> notMoved(MoveRecord move, List<Verdict> compared, List<TrailRow> otherwise) {
    List<String> lines = new ArrayList<>();
    for (Verdict verdict : compared) {
      verdict.differences().forEach(one -> lines.add(one.object() + ": " + one.says()));
    }
    evidence
        .find(move.id(), EvidenceNames.TENANT_GAPS)
        .ifPresent(gaps -> gaps.path("counts").forEach(gap -> gap(lines, gap)));
    otherwise.forEach(row -> lines.add(row.text()));
    return lines;
  }

  private static void gap(List<String> lines, JsonNode gap) {
    long count = gap.path("count").asLong();
    if (count > 0) {
      lines.add(
          "Schule %s: %s (%s), von der Schule nachzupflegen"
              .formatted(
                  gap.path("school").asText(),
                  gap.path("title").asText(),
                  GermanFormat.number(count)));
    }
  }
}
