package de.asvumzug.web;

import de.asvumzug.plan.Migration;
import de.asvumzug.step.ManualSteps;
import de.asvumzug.step.SkipRules;
import java.util.List;
import java.util.Set;

/** What people have to know before they decide about a failed step. */
final class IncidentTexts {
  private static final Set<String> BEFORE_THE_WINDOW =
      Set.of("checkSource", "checkTarget", "freezeUpdates", "sendInvitations", "loadPlan");
  private static final Set<String> BACKUP =
      Set.of(
          "stopSource",
          "fingerprintSource",
          "backupDatabase",
          "backupTenant",
          "backupConfiguration",
          "verifyBackup",
          "lockTenantOnSource",
          "transferBackup");
  private static final Set<String> ROLLBACK =
      Set.of("removeTenantOnTarget", "guardTarget", "unlockTenantOnSource", "notifyRollback");
  private static final Set<String> FINISHED =
      Set.of(
          "checkRegularBackup",
          "checkCentralSystem",
          "checkReachability",
          "updateClients",
          "startUpdateService");
  private static final Set<String> AFTER_ACCEPTANCE =
      Set.of("checkTenantDeleted", "deleteTransferredCopies", "announceDone");

  private IncidentTexts() {}

  /** Where the schools' data is and what is untouched. */
  static String safeNow(Migration migration, String element) {
    if (BEFORE_THE_WINDOW.contains(element)) {
      return "Der alte Server läuft unverändert weiter; an den Daten ist nichts geschehen.";
    }
    if (AFTER_ACCEPTANCE.contains(element)) {
      return "Der Umzug ist abgenommen; gearbeitet wird auf dem neuen Server.";
    }
    if (ROLLBACK.contains(element)) {
      return "Der Umzug wird zurückgenommen. Die Daten auf dem alten Server sind unverändert. Bitte"
          + " starten Sie keinen ASV-Server von Hand.";
    }
    String source =
        migration.sourceServesOthers()
            ? "Die Daten auf dem alten Server sind unverändert; er arbeitet für die übrigen Schulen"
                + " weiter, sobald die umziehenden dort gesperrt sind."
            : "Der alte Server ist angehalten, seine Daten sind unverändert.";
    if (BACKUP.contains(element)) {
      return source + " Auf dem neuen Server liegen noch keine Daten der Schulen.";
    }
    if (FINISHED.contains(element)) {
      return source + " Auf dem neuen Server sind die Daten eingespielt und verglichen.";
    }
    return source
        + " Auf dem neuen Server ist der Stand unvollständig; bitte dort noch niemanden arbeiten"
        + " lassen.";
  }

  /** Each choice with what it means for this step. */
  static List<List<String>> choices(String element) {
    return List.of(
        List.of(
            "Wiederholen",
            "Der Schritt sieht nach, was schon getan ist, und macht dort weiter. Richtig, wenn die"
                + " Ursache behoben ist."),
        List.of("Von Hand erledigen", byHand(element)),
        List.of(
            "Überspringen",
            SkipRules.mayBeSkipped(element)
                ? "möglich, mit Begründung und Zustimmung einer zweiten Person"
                : "nicht möglich: Dieser Schritt sichert die Daten oder schließt zwei laufende"
                    + " Server aus."),
        List.of(
            "Abbrechen",
            AFTER_ACCEPTANCE.contains(element) || ROLLBACK.contains(element)
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
