package de.asvumzug.task.incident;

import de.asvumzug.plan.Migration;
import de.asvumzug.step.incident.ManualSteps;
import de.asvumzug.step.incident.SkipRules;
import de.asvumzug.step.incident.WorkingServer;
import java.util.List;
import java.util.Map;
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

  /** What follows from leaving out each step that may be left out. */
  private static final Map<String, String> SKIPPED =
      Map.ofEntries(
          Map.entry(
              "installTestClient",
              "Auf dem neuen Server gibt es keinen Testclient. Die Anmeldung muss an einem Arbeitsplatz geprüft werden."),
          Map.entry(
              "setUpServices",
              "Die Dienste des neuen Servers sind nicht eingerichtet. Nach einem Neustart der Maschine startet ASV dort nicht von selbst."),
          Map.entry(
              "startUpdateService",
              "Der Aktualisierungsdienst läuft auf dem neuen Server nicht. ASV holt keine neuen Fassungen, bis ihn jemand startet."),
          Map.entry(
              "checkRegularBackup",
              "Ob der neue Server nachts gesichert wird, ist nicht geprüft. Bitte richten Sie die Sicherung vor dem nächsten Schultag ein."),
          Map.entry(
              "checkCentralSystem",
              "Ob der neue Server das zentrale System erreicht, ist nicht geprüft. Meldungen dorthin können ausbleiben."),
          Map.entry(
              "checkReachability",
              "Ob die Arbeitsplätze den neuen Server erreichen, ist nicht geprüft. Am Morgen kann ASV dort keine Verbindung bekommen."),
          Map.entry(
              "updateClients",
              "Die Arbeitsplätze sind nicht umgestellt. Jemand muss sie von Hand umstellen und es im nächsten Schritt bestätigen."),
          Map.entry(
              "thawUpdates",
              "Die Aktualisierungen von ASV bleiben angehalten, bis sie jemand von Hand wieder freigibt."),
          Map.entry(
              "removeRemains",
              "Was von diesem Umzug noch auf den Maschinen liegt, bleibt dort, zum Teil mit Daten der Schulen. Es wird noch einmal aufgelistet."),
          Map.entry(
              "deleteTransferredCopies",
              "Die übertragenen Sicherungen bleiben auf dem neuen Server liegen, mit Daten der Schulen. Jemand muss sie von Hand löschen."));

  /**
   * Where the schools' data is and what is untouched.
   *
   * @param phase key of the model that the step belongs to; empty if it is not known any more
   * @param server which server is to work now
   * @param compared whether the new database has been found equal to the old one
   */
  public static String safeNow(
      Migration migration, String phase, String element, WorkingServer server, boolean compared) {
    return switch (phase) {
      case "prepare", "check-machines" -> UNTOUCHED;
      case "backup", "install" ->
          source(migration, server) + " Auf dem neuen Server liegen noch keine Daten der Schulen.";
      case "go-live", "check-surroundings", "finish" ->
          source(migration, server)
              + " Auf dem neuen Server sind die Daten eingespielt und verglichen.";
      case "rollback" ->
          "Der Umzug wird zurückgenommen. Die Daten auf dem alten Server sind unverändert. Bitte"
              + " starten Sie keinen ASV-Server von Hand.";
      case "machine-returned" ->
          "Der Umzug ist zurückgenommen; gearbeitet wird auf dem alten Server. Bitte starten Sie auf"
              + " der neuen Maschine keinen ASV-Server.";
      case "clear-source" -> ACCEPTED;
      case "asv-migration" -> AFTER_ACCEPTANCE.contains(element) ? ACCEPTED : UNTOUCHED;
      default ->
          source(migration, server)
              + (compared
                  ? " Auf dem neuen Server sind die Daten eingespielt und stimmen mit dem alten überein; freigegeben ist er noch nicht."
                  : " Auf dem neuen Server ist der Stand unvollständig; bitte dort noch niemanden arbeiten lassen.");
    };
  }

  private static String source(Migration migration, WorkingServer server) {
    if (migration.sourceServesOthers()) {
      return "Die Daten auf dem alten Server sind unverändert; er arbeitet für die übrigen Schulen weiter, sobald die umziehenden dort gesperrt sind.";
    }
    return server == WorkingServer.OLD
        ? "Der alte Server läuft noch, seine Daten sind unverändert."
        : "Der alte Server ist angehalten, seine Daten sind unverändert.";
  }

  /** Whether the move is over for the schools, so that nothing can be taken back. */
  public static boolean tooLateToAbort(String phase, String element) {
    return AFTER_ACCEPTANCE.contains(element)
        || WAY_BACK.contains(phase)
        || phase.equals("clear-source")
        || phase.equals("asv-migration") && CANCELLED.contains(element);
  }

  /**
   * A way to go on.
   *
   * @param value as the form sends it
   * @param label German
   * @param meaning German: what it means for this step, or why it is not possible
   */
  public record Choice(String value, String label, boolean possible, String meaning) {}

  /**
   * Each choice with what it means for this step.
   *
   * @param abortable whether the move waits for an abort
   * @param wayBack whether the move is being taken back
   */
  static List<Choice> choices(String element, boolean abortable, boolean wayBack) {
    boolean skippable = SkipRules.mayBeSkipped(element);
    return List.of(
        new Choice(
            "retry",
            "Wiederholen",
            true,
            "Der Schritt sieht nach, was schon getan ist, und macht dort weiter. Richtig, wenn die Ursache behoben ist."),
        new Choice("byHand", "Von Hand erledigen", true, byHand(element)),
        new Choice(
            "skip",
            "Überspringen",
            skippable,
            skippable
                ? "Möglich, mit Begründung und Zustimmung einer zweiten Person. Danach geht es weiter, ohne dass der Schritt ausgeführt wurde. "
                    + skipped(element)
                : "nicht möglich: Dieser Schritt sichert die Daten oder schließt zwei laufende Server aus."),
        new Choice(
            "abort",
            "Abbrechen",
            abortable,
            !abortable
                ? "nicht mehr möglich"
                : "Der alte Server geht mit unveränderten Daten wieder in Betrieb; der neue wird vorher angehalten. Bis zur Abnahme möglich. Die Schulen lesen Ihre Begründung in der Mail, die sofort hinausgeht."),
        outOfUse(wayBack, WayBack.needsTarget(element)));
  }

  /** What follows if the step is left out; German. */
  static String skipped(String element) {
    return SKIPPED.getOrDefault(
        element, "Ohne diesen Schritt ist der Umzug nicht sicher; er darf nicht entfallen.");
  }

  private static Choice outOfUse(boolean wayBack, boolean needsTarget) {
    String meaning;
    if (!wayBack) {
      meaning = "nicht möglich: nur während der Umzug zurückgenommen wird";
    } else if (needsTarget) {
      meaning =
          "Nur wenn sie nicht zu erreichen ist: Sie stellen sicher, dass sie aus ist und nicht von selbst wiederkommt; eine zweite Person bestätigt es. Die Maschine wird vorher und nachher noch einmal angesprochen. Danach geht es ohne sie weiter, und laufend wird nachgesehen, ob sie wieder antwortet.";
    } else {
      meaning = "nicht möglich: Dieser Schritt braucht die neue Maschine nicht.";
    }
    return new Choice("outOfUse", "Neue Maschine außer Betrieb", wayBack && needsTarget, meaning);
  }

  private static String byHand(String element) {
    return ManualSteps.hasManualWay(element)
        ? "Sie tun, was sonst das Programm tut. Danach startet der Schritt kein Programm mehr, sondern prüft nur noch, ob alles da ist."
        : "Diesen Schritt kann nur das System ausführen. Sie bringen die Maschine in Ordnung; danach wird er noch einmal ausgeführt.";
  }
}
