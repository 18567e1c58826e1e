package de.asvumzug.web.briefing;

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
              "Lesen Sie die Rückmeldungen der Schulen in der Tabelle unten.",
              "Legen Sie ein neues Zeitfenster fest; alle Schulen werden noch einmal gefragt."),
          entry(
              "resolveFindings",
              "Befunde beheben",
              "Eine Prüfung oder eine Schule hat etwas gefunden, das vor dem Weitergehen zu klären ist.",
              "Beheben Sie jeden Befund, oder klären Sie ihn mit Betreiber und Schule.",
              "Stehen unten Befunde zur Auswahl, dürfen Sie diese mit Begründung überstimmen; eine zweite Person muss zustimmen. Alles andere sichert die Daten oder schließt zwei laufende Server aus.",
              "Danach wird noch einmal geprüft."),
          entry(
              "confirmOverrule",
              "Überstimmen bestätigen",
              "Der Umzug soll trotz eines Befundes weitergehen. Das braucht eine zweite Person.",
              "Lesen Sie in der Tabelle „Überstimmungen“, was gemessen wurde und warum es trotzdem weitergehen soll; was „steht aus“, bestätigen Sie.",
              "Ihre Antwort gilt, solange der Befund dasselbe sagt und nicht schlimmer wird. Sie steht im Protokoll und bei der Freigabe der Umstellung.",
              "Lehnen Sie ab, wenn Sie unsicher sind."),
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
              "Nach dem Umzug importieren Sie sie wieder; ohne Export sind sie verloren.",
              "Gibt es keine eigenen Berichte, bestätigen Sie einfach."),
          entry(
              "confirmPreparation",
              "Vorarbeiten bestätigen",
              "Vor dem Umzug müssen die technischen und organisatorischen Vorarbeiten erledigt sein.",
              "ASV-Installer, ASV-Updateinstaller und Zertifikat mit PIN liegen auf dem neuen Server bereit.",
              "Firewall: Der Client-Port ist offen, der neue Server darf das Zentralsystem erreichen.",
              "Melden Sie sich am alten Server als sys an: Nach der Einspielung gilt dieses Kennwort auch auf dem neuen Server.",
              "Ist das Kennwort unbekannt: Ein Ersatzkennwort gibt es nur telefonisch von der ASV-Administration im Ministerium; der Multiplikator vermittelt.",
              "Alle Beteiligten sind informiert."),
          entry(
              "releaseCutover",
              "Umstellung freigeben",
              "Mit Ihrer Freigabe wird der alte Server angehalten. Freigeben muss eine zweite Person, nicht dieselbe wie bei den Vorarbeiten.",
              "Vergewissern Sie sich, dass niemand mehr an der Schule in ASV arbeitet.",
              "Stehen unten überstimmte Befunde: Lesen Sie Begründung und zweite Person, und geben Sie nur frei, wenn Sie das mittragen.",
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
              "decideOverrun",
              "Umzugsfenster in Gefahr",
              "Das Umzugsfenster endet bald oder ist schon vorbei, und der Umzug ist noch nicht abgenommen.",
              "Sehen Sie im Leitstand nach, welcher Schritt läuft und wie lange er noch braucht.",
              "Weitermachen: Verständigen Sie die Schulen, dass sie später als vereinbart arbeiten können.",
              "Abbrechen: Der neue Server wird angehalten, der alte geht mit unveränderten Daten wieder in Betrieb; das dauert wenige Minuten.",
              "Ohne Ihre Entscheidung läuft der Umzug weiter."),
          entry(
              "stopOneServer",
              "Zwei Server antworten",
              "Der alte und der neue Server laufen gleichzeitig. Was auf dem falschen eingegeben wird, geht verloren.",
              "Vor der Abnahme oder während einer Rückabwicklung: Sehen Sie im Leitstand nach, welcher Server gerade arbeiten soll.",
              "Nach der Abnahme arbeitet nur der neue Server; halten Sie den alten an.",
              "Bitten Sie die Schulen, nichts einzugeben, bis nur noch ein Server läuft.",
              "Klären Sie, wer den Server gestartet hat und was dort eingegeben wurde."),
          entry(
              "clearRemains",
              "Reste des Umzugs räumen",
              "Der Umzug ist zurückgenommen, der alte Server arbeitet wieder. Auf den Maschinen liegt noch, was in der Tabelle steht, zum Teil mit Daten von Schülerinnen und Schülern.",
              "Vergewissern Sie sich zuerst, dass nichts davon gebraucht wird: Was Schulen auf dem neuen Server schon eingegeben haben, gibt es nur dort.",
              "„Vom System entfernen lassen“ löscht genau das, was dieser Umzug angelegt hat und was sein Kennzeichen trägt; Sicherungen und alles Fremde bleiben.",
              "Was nur von Hand zu räumen ist, räumen Sie selbst. Danach sieht das System noch einmal nach und sagt, was noch da ist.",
              "Soll etwas liegen bleiben, begründen Sie es; die Begründung steht mit der Liste im Protokoll. Ein zweiter Umzug auf diese Maschine wird sonst in der Vorprüfung aufgehalten."),
          entry(
              "confirmOutOfUse",
              "Maschine außer Betrieb bestätigen",
              "Der Umzug wird zurückgenommen, und die neue Maschine ist nicht mehr zu erreichen. Ohne Ihre Bestätigung bleibt der alte Server stehen.",
              "Überzeugen Sie sich selbst, dass die Maschine aus ist: am Schalter, am Stecker oder in der Verwaltung der virtuellen Maschinen.",
              "Sorgen Sie dafür, dass sie nicht von selbst wiederkommt: kein Start nach Stromausfall, kein Autostart der virtuellen Maschine, keine zweite Kopie.",
              "Läuft sie später doch wieder an, können zwei Server arbeiten. Das System sieht laufend nach und meldet es sofort.",
              "Lehnen Sie ab, wenn Sie unsicher sind; der Schritt wird dann wiederholt."),
          entry(
              "callRecipient",
              "Adresse ungültig: bitte anrufen",
              "Der Mailserver nimmt Mails an diese Adresse endgültig nicht an. Der Empfänger weiß nicht, was unten steht.",
              "Rufen Sie an und sagen Sie, was in der Mail steht; der Wortlaut steht unten.",
              "Fragen Sie nach der richtigen Adresse. Mit ihr gehen die abgelehnten Mails noch einmal hinaus und alle weiteren dieses Umzugs dorthin.",
              "Steht die Adresse auch in der Benutzerverwaltung oder in einem weiteren Plan falsch, berichtigen Sie sie dort.",
              "Sind es Mails an verschiedene Empfänger, kann auch der eigene Mailserver falsch eingestellt sein: Sehen Sie nach seiner Antwort."),
          entry(
              "explainReturn",
              "Rückkehr der Maschine klären",
              "Die neue Maschine galt als außer Betrieb und antwortet wieder. Dort kann ein zweiter ASV-Server anlaufen.",
              "Das System hält ihren ASV-Server an und schaltet seinen Start ab; gelingt es nicht, meldet es eine Störung.",
              "Klären Sie, warum die Maschine wieder da ist und ob dort jemand etwas eingegeben hat. Gearbeitet wird nur auf dem alten Server.",
              "Arbeitete die Maschine schon für andere Schulen, dürfen Sie ihren ASV-Server wieder starten, wenn die umgezogenen Schulen dort entfernt sind."),
          entry(
              "confirmSourceChanged",
              "Abweichung auf dem alten Server klären",
              "Der Umzug wird zurückgenommen. Der alte Server hat nicht mehr denselben Stand wie beim Anhalten.",
              "Klären Sie anhand der Tabelle, wer seitdem dort gearbeitet hat und was sich geändert hat.",
              "Die Sicherung dieses Umzugs liegt weiter auf dem alten Server; sie zeigt den Stand beim Anhalten.",
              "Erst nach Ihrer Bestätigung geht der alte Server wieder in Betrieb."),
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
              "Meldet ASV, dass die Reorganisation fehlt: Starten Sie sie im Aktualisierungsdienst oder von Hand; vorher lässt der Server niemanden hinein.",
              "Kennwort von sys falsch: Nach der Einspielung gilt das des alten Servers, nicht das Anfangskennwort.",
              "Kennwort von sys unbekannt: Ersatz gibt es nur telefonisch von der ASV-Administration im Ministerium; der Multiplikator vermittelt. Das Kennwort eines anderen Benutzers setzt sys oder die Administration der Schule zurück.",
              "Danach wird die Anmeldung noch einmal geprüft."),
          entry(
              "refreshApplicationData",
              "Anwendungsdaten aktualisieren",
              "Nach dem Umzug können zentral bereitgestellte Berichte und Zeugnisse fehlen.",
              "Wählen Sie im ASV-Client „Datei / Verwaltung / Anwendungsdaten aktualisieren“, melden Sie sich am Zentralsystem an (Schulnummer und OWA-Kennwort) und warten Sie, bis es fertig ist.",
              "Öffnen Sie danach ein Zeugnisformular und einen zentralen Bericht.",
              "Fehlen zentrale Berichte trotzdem: Setzen Sie die Zeitstempel mit dem Rücksetz-Werkzeug zurück und aktualisieren Sie noch einmal. Das geht ohne Weiteres einmal in sieben Tagen; früher brauchen Sie einen Hash-Code von Ihrem Multiplikator.",
              "Tragen Sie hier kein Kennwort ein."),
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
              "Gehen Sie die Punkte unten durch: Jeder nennt, was nicht mit umgezogen ist. Bestätigen Sie ihn, wenn er nachgepflegt ist oder nicht gebraucht wird.",
              "Prüfen Sie bei Lehrkräften, die an mehreren Schulen unterrichten, Stammdaten und Einsatz.",
              "Legen Sie schulübergreifende Benutzer neu an.",
              "Importieren Sie Ihre eigenen Berichte.",
              "Brauchen Sie Hilfe, antworten Sie mit Nein; dann müssen Sie keinen Punkt bestätigen."),
          entry(
              "deleteTenantOnSource",
              "Schule auf dem alten Server löschen",
              "Die Schule arbeitet auf dem neuen Server; der alte bleibt für andere Schulen in Betrieb.",
              "Der Umzug ist abgenommen: Die Schulen haben bestätigt, dass sie auf dem neuen Server alles haben. Erst jetzt wird gelöscht.",
              "Löschen Sie nur die unten genannten Schulen; alle anderen bleiben, wie sie sind.",
              "Was bleibt: die vollständige Sicherung der alten Datenbank und die schulscharfen Sicherungen. Löschen Sie sie nicht.",
              "Danach wird geprüft, ob die Schulen auf dem alten Server fort sind; sind noch welche da, kommt diese Aufgabe wieder."),
          entry(
              "confirmOpenClients",
              "Offene Clients bestätigen",
              "Diese Clients kennen die neue Adresse noch nicht. Wer sie so startet, erreicht keinen Server.",
              "Tragen Sie in config.local.ini (Ordner configuration des Clients) die Zeilen unten ein, nicht in config.ini; oder installieren Sie den Client mit der neuen Adresse neu.",
              "Geben Sie zu jedem Client an, ob er umgestellt ist; sonst, warum es später geschieht.",
              "Ist der Ordner nicht beschreibbar (Terminalserver), braucht es dort die Rechte eines Administrators."),
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
              "Lesen Sie die Meldung und die letzten Zeilen; beheben Sie die Ursache auf der genannten Maschine.",
              "Was jede Entscheidung bei diesem Schritt bedeutet, steht in der Tabelle unten.",
              "Sind Sie unsicher, lassen Sie die Aufgabe liegen und fragen Sie nach: Es geschieht nichts, bis jemand entscheidet."),
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
              "Bestätigen Sie erst, wenn er ganz abgeschlossen ist; danach wird er geprüft."));

  private TaskTexts() {}

  private static Map.Entry<String, Text> entry(
      String element, String title, String intro, String... instructions) {
    return Map.entry(element, new Text(title, intro, List.of(instructions)));
  }

  /** The text of an element; one for handwork in general if it has none of its own. */
  static Text of(String element) {
    Text text = TEXTS.get(element);
    return text == null ? ManualTexts.all().getOrDefault(element, MANUALLY) : text;
  }
}
