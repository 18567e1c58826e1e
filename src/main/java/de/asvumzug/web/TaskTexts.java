package de.asvumzug.web;

import java.util.List;
import java.util.Map;

/** What each task is about and what to do, after the official guide. */
final class TaskTexts {

  /** Title, introduction and instructions of one element. */
  record Text(String title, String intro, List<String> instructions) {}

  private static final Text MANUALLY =
      new Text(
          "Von Hand erledigen",
          "Dieser Schritt ist im Plan als Handarbeit vorgesehen. Das Programm prüft danach selbst, ob er geklappt hat.",
          List.of(
              "Führen Sie den Schritt auf dem genannten Server durch.",
              "Ändern Sie keine ausgelieferten Dateien (config.ini, asv.cfg, jre, plugins, asv.exe).",
              "Bestätigen Sie erst, wenn der Schritt ganz abgeschlossen ist."));

  private static final Map<String, Text> TEXTS =
      Map.ofEntries(
          entry(
              "agreeSchedule",
              "Termin abstimmen",
              "Der ASV-Server Ihrer Schule zieht um. In dieser Zeit kann niemand mit ASV arbeiten.",
              "Prüfen Sie, ob der Termin mit Zeugnissen, Prüfungen und Meldungen vereinbar ist.",
              "Sagen Sie zu, oder schlagen Sie im Feld „Bemerkung“ einen anderen Termin vor."),
          entry(
              "proposeSchedule",
              "Neuen Termin vorschlagen",
              "Nicht alle Schulen haben dem Termin zugestimmt.",
              "Lesen Sie die Rückmeldungen der Schulen.",
              "Legen Sie ein neues Zeitfenster fest; alle Schulen werden noch einmal gefragt."),
          entry(
              "resolveFindings",
              "Befunde beheben",
              "Eine Prüfung oder eine Schule hat etwas gefunden, das vor dem Weitergehen zu klären ist.",
              "Beheben Sie jeden Befund, oder klären Sie ihn mit Betreiber und Schule.",
              "Danach wird noch einmal geprüft."),
          entry(
              "approveMove",
              "Umzug genehmigen",
              "Eine regional-zentrale Installation gibt eine Schule ab oder nimmt eine auf.",
              "Prüfen Sie, ob der Umzug mit Ihrem Betrieb vereinbar ist.",
              "Ihre Zustimmung wird im Protokoll festgehalten."),
          entry(
              "exportReports",
              "Eigene Berichte exportieren",
              "Selbst erstellte Berichte sind in einer schulscharfen Sicherung nicht enthalten.",
              "Exportieren Sie im ASV-Client alle eigenen Berichte in einen Ordner, den Sie behalten.",
              "Gibt es keine eigenen Berichte, bestätigen Sie einfach."),
          entry(
              "confirmPreparation",
              "Vorarbeiten bestätigen",
              "Vor dem Umzug müssen die technischen und organisatorischen Vorarbeiten erledigt sein.",
              "ASV-Installer, ASV-Updateinstaller und Zertifikat mit PIN liegen auf dem neuen Server bereit.",
              "Firewall: Der Client-Port ist offen, der neue Server darf das Zentralsystem erreichen.",
              "Alle Beteiligten sind informiert."),
          entry(
              "releaseCutover",
              "Umstellung freigeben",
              "Mit Ihrer Freigabe wird der alte Server angehalten. Freigeben muss eine zweite Person, nicht dieselbe wie bei den Vorarbeiten.",
              "Vergewissern Sie sich, dass niemand mehr an der Schule in ASV arbeitet.",
              "Geben Sie erst frei, wenn das Zeitfenster begonnen hat und jemand erreichbar ist."),
          entry(
              "confirmSysLogin",
              "Anmeldung als sys prüfen",
              "Der neue Server läuft mit seiner leeren Anfangsdatenbank.",
              "Melden Sie sich mit dem ASV-Client als Standardbenutzer sys am neuen Server an.",
              "Geben Sie hier kein Kennwort ein."),
          entry(
              "confirmOriginalLogin",
              "Anmeldung mit ursprünglicher Kennung prüfen",
              "Die Daten sind auf dem neuen Server eingespielt.",
              "Melden Sie sich mit dem ASV-Client als Systemadministrator mit der ursprünglichen Kennung an.",
              "Vergleichen Sie stichprobenartig die Zahlen unten mit dem, was Sie in ASV sehen."),
          entry(
              "confirmSourceLogin",
              "Anmeldung am alten Server prüfen",
              "Der Umzug ist abgebrochen, der alte Server läuft wieder.",
              "Melden Sie sich mit dem ASV-Client am alten Server an.",
              "Prüfen Sie, ob die Schulen weiterarbeiten können."),
          entry(
              "fixLogin",
              "Anmeldung in Ordnung bringen",
              "Die Anmeldung hat nicht geklappt.",
              "Prüfen Sie Dienst, Client-Port, Adresse im Client (server.url) und Kennung.",
              "Danach wird die Anmeldung noch einmal geprüft."),
          entry(
              "refreshApplicationData",
              "Anwendungsdaten aktualisieren",
              "Nach dem Umzug können zentral bereitgestellte Berichte und Zeugnisse fehlen.",
              "Starten Sie im ASV-Client „Anwendungsdaten aktualisieren“ und warten Sie, bis es fertig ist."),
          entry(
              "recheckData",
              "Daten prüfen",
              "Bitte prüfen Sie, ob Ihre Schule auf dem neuen Server vollständig ist.",
              "Vergleichen Sie die Zahlen unten mit ASV.",
              "Öffnen Sie stichprobenartig Schüler, Klassen, Lehrkräfte, Noten und Berichte."),
          entry(
              "completeTenantData",
              "Daten nachpflegen",
              "Eine schulscharfe Sicherung enthält aus Datenschutzgründen nicht alles.",
              "Prüfen Sie Lehrkräfte, die an mehreren Schulen unterrichten.",
              "Legen Sie schulübergreifende Benutzer neu an.",
              "Importieren Sie Ihre eigenen Berichte."),
          entry(
              "deleteTenantOnSource",
              "Schule auf dem alten Server löschen",
              "Die Schule arbeitet auf dem neuen Server; der alte bleibt für andere Schulen in Betrieb.",
              "Löschen Sie erst nach der Zustimmung der Schule.",
              "Löschen Sie nur die genannte Schule."),
          entry(
              "acceptMigration",
              "Umzug abnehmen",
              "Mit der Abnahme ist der Umzug abgeschlossen; ein Abbruch ist danach nicht mehr möglich.",
              "Prüfen Sie Zahlen, Fingerabdrücke und Protokoll.",
              "Die übertragenen Kopien werden nach der Aufbewahrungsfrist gelöscht."),
          entry(
              "handleIncident",
              "Störung bearbeiten",
              "Ein Schritt ist mehrmals fehlgeschlagen. Der Umzug wartet auf Ihre Entscheidung.",
              "Wiederholen: wenn die Ursache behoben ist.",
              "Von Hand erledigen: wenn Sie den Schritt selbst auf dem Server durchführen.",
              "Überspringen: nur mit Begründung; eine zweite Person muss zustimmen.",
              "Abbrechen: Der alte Server geht mit unveränderten Daten wieder in Betrieb."),
          entry(
              "confirmSkip",
              "Überspringen bestätigen",
              "Ein Schritt soll übersprungen werden. Das braucht eine zweite Person.",
              "Prüfen Sie die Begründung und die Folgen.",
              "Lehnen Sie ab, wenn Sie unsicher sind."),
          entry(
              "performByHand",
              "Schritt von Hand erledigen",
              "Der Schritt wird nach einer Störung von Hand erledigt.",
              "Führen Sie den Schritt auf dem genannten Server durch.",
              "Bestätigen Sie erst, wenn er ganz abgeschlossen ist; danach geht der Umzug weiter."));

  private TaskTexts() {}

  private static Map.Entry<String, Text> entry(
      String element, String title, String intro, String... instructions) {
    return Map.entry(element, new Text(title, intro, List.of(instructions)));
  }

  /** The text of an element; a manual twin of a step has none of its own. */
  static Text of(String element) {
    return TEXTS.getOrDefault(element, MANUALLY);
  }
}
