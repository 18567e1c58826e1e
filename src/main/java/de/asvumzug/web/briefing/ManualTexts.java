package de.asvumzug.web.briefing;

import de.asvumzug.web.briefing.TaskTexts.Text;
import java.util.List;
import java.util.Map;

/** Instructions for the work that a person does in place of a vendor program (rule I7). */
final class ManualTexts {
  private static final String SHIPPED =
      "Ändern Sie keine ausgelieferten Dateien (config.ini, asv.cfg, jre, plugins, asv.exe): Der"
          + " Server würde danach nicht mehr starten.";

  private static final Map<String, Text> TEXTS =
      Map.ofEntries(
          entry(
              "installServerManually",
              "ASV-Server von Hand installieren",
              "Sie installieren den ASV-Server auf dem neuen Server. Danach werden Version, Variante,"
                  + " Startdatei und die leere Datenbank geprüft; was stimmt, wird übernommen.",
              "Starten Sie den ASV-Installer (Paket siehe oben) und wählen Sie die geplante Variante.",
              "Geben Sie den Zielordner, die .p12-Datei des Zertifikats und deren PIN an. Die PIN"
                  + " tragen Sie hier nirgends ein.",
              "Bei Enterprise: Legen Sie die geplante, leere Datenbank an; Eigentümer ist die geplante"
                  + " Rolle mit Anmelderecht.",
              "Lassen Sie den Server und den Aktualisierungsdienst gestoppt, und legen Sie keine"
                  + " Schule an.",
              SHIPPED),
          entry(
              "installTestClientManually",
              "Test-Client von Hand installieren",
              "Sie installieren einen ASV-Client neben dem neuen Server. Danach wird geprüft, ob er"
                  + " da ist und den neuen Server nennt.",
              "Installieren Sie den Client in den genannten Ordner.",
              "Geben Sie als Server die Adresse des neuen Servers an; localhost reicht.",
              "Steht die Adresse falsch, berichtigen Sie server.url und update.server in"
                  + " config.local.ini, nicht in config.ini."),
          entry(
              "runUpdateInstallerManually",
              "Updateinstaller von Hand ausführen",
              "Die eingespielte Datenbank stammt aus einer älteren ASV-Version. Sie heben sie mit dem"
                  + " ASV-Updateinstaller an; danach werden Programm- und Strukturversion geprüft.",
              "Vergewissern Sie sich, dass ASV-Server und Aktualisierungsdienst auf dem neuen Server"
                  + " gestoppt sind.",
              "Starten Sie den ASV-Updateinstaller der geplanten Version für den genannten Ordner und"
                  + " warten Sie sein Ende ab.",
              "Starten Sie den Server nicht selbst; das geschieht nach der Prüfung."),
          entry(
              "backupTenantManually",
              "Schulscharfe Sicherung von Hand erstellen",
              "Sie sichern genau die genannte Schule. Danach werden Dateiname, Version des"
                  + " Datenmodells und Prüfsumme geprüft.",
              "Zuerst: Die Schule hat ihre eigenen Berichte exportiert. Sie sind in der schulscharfen"
                  + " Sicherung nicht enthalten und sonst verloren.",
              "Der alte ASV-Server ist gestoppt und muss es bleiben: Sonst fehlt der Sicherung, was"
                  + " danach eingegeben wird, und der Schritt lehnt sie ab.",
              "Sichern Sie in der Befehlszeile des alten Servers mit dbctl aus dem Ordner bin der"
                  + " Installation. Der Weg über den Client („Datei / Verwaltung / Sichern“) braucht"
                  + " einen laufenden Server und ist hier nicht möglich.",
              "Legen Sie die .sbz-Datei in den oben genannten Ordner; benennen Sie sie nicht um: Der"
                  + " Name besteht aus Datum, Uhrzeit und Version des Datenmodells.",
              "Die Datei enthält personenbezogene Daten. Legen Sie keine weiteren Kopien an."),
          entry(
              "restoreTenantManually",
              "Schulscharfe Sicherung von Hand einspielen",
              "Sie spielen die Sicherung der genannten Schule auf dem neuen Server ein. Danach werden"
                  + " die Daten der Schule mit dem alten Server verglichen.",
              "Vergleichen Sie Dateiname und Prüfsumme (SHA-256) mit den Angaben oben.",
              "Melden Sie sich mit dem ASV-Client als Systemadministrator am neuen Server an.",
              "Wählen Sie „Rücksichern / Vollständige Rücksicherung“ und die genannte Datei; warten Sie"
                  + " das Ende ab.",
              "Meldet ASV eine andere Version des Datenmodells oder andere Wertelisten, brechen Sie ab"
                  + " und schließen Sie die Aufgabe nicht ab.",
              "Arbeiten auf dem neuen Server schon andere Schulen, lassen Sie ihre Benutzer so lange"
                  + " abgemeldet: Was sie jetzt eingeben, sieht danach wie eine Beschädigung aus.",
              "Spielen Sie nur die genannte Schule ein; die anderen Schulen bleiben unberührt."),
          entry(
              "lockTenantOnSourceManually",
              "Schule auf dem alten Server sperren",
              "Der alte Server arbeitet für andere Schulen weiter. Die umziehenden Schulen müssen dort"
                  + " gesperrt sein, sonst gehen Eingaben verloren. Danach wird die Sperre geprüft.",
              "Sperren Sie jede unten genannte Schule auf dem alten Server (als Systemadministrator oder"
                  + " mit dbctl), sodass sich ihre Benutzer nicht mehr anmelden können.",
              "Sperren Sie keine andere Schule, und ändern Sie keine Daten."),
          entry(
              "unlockTenantOnSourceManually",
              "Sperre auf dem alten Server aufheben",
              "Der Umzug wird zurückgenommen: Die Schulen arbeiten wieder auf dem alten Server. Danach"
                  + " wird geprüft, ob die Sperre aufgehoben ist.",
              "Heben Sie die Sperre jeder unten genannten Schule auf dem alten Server auf.",
              "Ändern Sie sonst nichts; die Daten sind dort unverändert."),
          entry(
              "removeTenantOnTargetManually",
              "Schule auf dem neuen Server entfernen",
              "Der Umzug wird zurückgenommen. Auf dem neuen Server dürfen die umziehenden Schulen nicht"
                  + " bleiben, sonst gibt es sie zweimal. Danach wird geprüft, ob nur sie fehlen.",
              "Der ASV-Server auf dem neuen Server ist gestoppt. Löschen Sie die unten genannten Schulen"
                  + " mit dbctl aus dem Ordner bin der Installation.",
              "Löschen Sie keine andere Schule. Von der Datenbank gibt es eine Sicherung aus diesem"
                  + " Umzug; sie bleibt erhalten."),
          entry(
              "updateClientsManually",
              "Adresse in den Clients eintragen",
              "Der Server hat eine neue Adresse. Sie tragen sie in jede Client-Installation ein; die"
                  + " Clients, die von hier aus lesbar sind, werden danach geprüft.",
              "Tragen Sie in config.local.ini (Ordner configuration des Clients) die Zeilen unten ein,"
                  + " nicht in config.ini.",
              "Gibt es die Zeilen dort schon, ersetzen Sie sie; andere Zeilen bleiben, wie sie sind.",
              "Oder installieren Sie den Client mit der neuen Adresse neu.",
              "Clients, die Sie jetzt nicht erreichen, werden danach einzeln abgefragt."),
          entry(
              "cloneDatabase",
              "Datenbank mit dem Werkzeug des Ministeriums übertragen",
              "Die H2-Datenbank des alten Servers wird 1:1 in die leere PostgreSQL-Datenbank des neuen"
                  + " übertragen. Danach werden beide Zeile für Zeile verglichen.",
              "Der ASV-Server (DSS) ist auf beiden Seiten gestoppt und muss es bleiben; ein laufender"
                  + " Server sperrt die H2-Datei.",
              "Arbeiten Sie mit der genannten Datei. Sie ist eine geprüfte Kopie; die Datei auf dem alten"
                  + " Server bleibt unberührt.",
              "Geben Sie dem Werkzeug Rechner, Port und die leere Datenbank wie oben an. Sie liegt neben"
                  + " der Datenbank der Neuinstallation und wird nach der Prüfung gegen diese getauscht."
                  + " Ist sie nicht leer, brechen Sie ab.",
              "Das Kennwort steht unter dem genannten Namen in der Ablage der Geheimnisse dieses Systems;"
                  + " tragen Sie es hier nirgends ein.",
              "Schließen Sie die Aufgabe erst ab, wenn das Werkzeug ohne Fehler zu Ende ist."));

  private ManualTexts() {}

  private static Map.Entry<String, Text> entry(
      String element, String title, String intro, String... instructions) {
    return Map.entry(element, new Text(title, intro, List.of(instructions)));
  }

  static Map<String, Text> all() {
    return TEXTS;
  }
}
