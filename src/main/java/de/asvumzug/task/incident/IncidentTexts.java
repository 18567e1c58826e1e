package de.asvumzug.task.incident;

import de.asvumzug.plan.Migration;
import de.asvumzug.step.incident.ManualSteps;
import de.asvumzug.step.incident.SkipRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What people have to know before they decide about a failed step. */
public final class IncidentTexts {
  private static final String UNTOUCHED =
      "Der alte Server läuft unverändert weiter; an den Daten ist nichts geschehen.";
  private static final String ACCEPTED =
      "Der Umzug ist abgenommen; gearbeitet wird auf dem neuen Server.";

  /** Steps of the move's own model that come after acceptance or give the move up. */
  private static final Set<String> AFTER_ACCEPTANCE =
      Set.of("announceDone", "deleteTransferredCopies", "checkTenantDeleted");

  private static final Set<String> WAY_BACK = Set.of("rollback", "machine-returned");

  private static final Set<String> CANCELLED = Set.of("thawUpdates", "notifyCancellation");

  private IncidentTexts() {}

  /**
   * Where the schools' data is and what is untouched.
   *
   * @param phase key of the model that the step belongs to; empty if it is not known any more
   */
  public static String safeNow(Migration migration, String phase, String element) {
    return switch (phase) {
      case "prepare", "check-machines" -> UNTOUCHED;
      case "backup" ->
          source(migration) + " Auf dem neuen Server liegen noch keine Daten der Schulen.";
      case "go-live", "check-surroundings", "finish" ->
          source(migration) + " Auf dem neuen Server sind die Daten eingespielt und verglichen.";
      case "rollback" ->
          "Der Umzug wird zurückgenommen. Die Daten auf dem alten Server sind unverändert. Bitte"
              + " starten Sie keinen ASV-Server von Hand.";
      case "machine-returned" ->
          "Der Umzug ist zurückgenommen; gearbeitet wird auf dem alten Server. Bitte starten Sie auf"
              + " der neuen Maschine keinen ASV-Server.";
      case "clear-source" -> ACCEPTED;
      case "asv-migration" -> AFTER_ACCEPTANCE.contains(element) ? ACCEPTED : UNTOUCHED;
      default ->
          """
          %s Auf dem neuen Server ist der Stand unvollständig; bitte dort noch niemanden \
          arbeiten lassen."""
              .formatted(source(migration));
    };
  }

  private static String source(Migration migration) {
    return migration.sourceServesOthers()
        ? "Die Daten auf dem alten Server sind unverändert; er arbeitet für die übrigen Schulen"
            + " weiter, sobald die umziehenden dort gesperrt sind."
        : "Der alte Server ist angehalten, seine Daten sind unverändert.";
  }

  /** Whether the move is over for the schools, so that nothing can be taken back. */
  public static boolean tooLateToAbort(String phase, String element) {
    return AFTER_ACCEPTANCE.contains(element)
        || WAY_BACK.contains(phase)
        || phase.equals("clear-source")
        || phase.equals("asv-migration") && CANCELLED.contains(element);
  }

  /** Each choice with what it means for this step. */
  public static List<List<String>> choices(String phase, String element) {
    List<List<String>> choices = new ArrayList<>(always(phase, element));
    if (WAY_BACK.contains(phase)) {
      choices.add(
          List.of(
              "Neue Maschine außer Betrieb",
              "Nur wenn sie nicht zu erreichen ist: Sie stellen sicher, dass sie aus ist und nicht von"
                  + " selbst wiederkommt; eine zweite Person bestätigt es. Die Maschine wird vorher und"
                  + " nachher noch einmal angesprochen. Danach geht es ohne sie weiter, und laufend"
                  + " wird nachgesehen, ob sie wieder antwortet."));
    }
    return choices;
  }

  private static List<List<String>> always(String phase, String element) {
    return List.of(
        List.of(
            "Wiederholen",
            "Der Schritt sieht nach, was schon getan ist, und macht dort weiter. Richtig, wenn die"
                + " Ursache behoben ist."),
        List.of("Von Hand erledigen", byHand(element)),
        List.of(
            "Überspringen",
            SkipRules.mayBeSkipped(element)
                ? "Möglich, mit Begründung und Zustimmung einer zweiten Person. Danach geht es weiter,"
                    + " ohne dass der Schritt ausgeführt wurde; das Protokoll sagt es."
                : "nicht möglich: Dieser Schritt sichert die Daten oder schließt zwei laufende"
                    + " Server aus."),
        List.of(
            "Abbrechen",
            tooLateToAbort(phase, element)
                ? "nicht mehr möglich"
                : "Der alte Server geht mit unveränderten Daten wieder in Betrieb; der neue wird"
                    + " vorher angehalten. Bis zur Abnahme möglich."));
  }

  private static String byHand(String element) {
    return ManualSteps.hasManualWay(element)
        ? "Sie tun, was sonst das Programm tut. Danach startet der Schritt kein Programm mehr,"
            + " sondern prüft nur noch, ob alles da ist."
        : "Diesen Schritt kann nur das System ausführen. Sie bringen die Maschine in Ordnung; danach"
            + " wird er noch einmal ausgeführt.";
  }
}
