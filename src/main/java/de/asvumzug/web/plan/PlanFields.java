package de.asvumzug.web.plan;

import static de.asvumzug.web.plan.FormField.Kind.CHOICE;
import static de.asvumzug.web.plan.FormField.Kind.FLAG;
import static de.asvumzug.web.plan.FormField.Kind.MACHINE;
import static de.asvumzug.web.plan.FormField.Kind.NUMBER;
import static de.asvumzug.web.plan.FormField.Kind.TEXT;
import static de.asvumzug.web.plan.FormField.Kind.TIME;

import de.asvumzug.web.plan.FormField.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every field of a plan that people may set, in the order of the form. */
final class PlanFields {
  /** Beside a time: which of the two hours is meant when one comes twice; no field of a plan. */
  static final String OFFSET = "Offset";

  /** Flags that are on unless a plan says otherwise. */
  private static final List<String> ON = List.of("options.setUpServices", "options.updateService");

  private static final String ADDRESS_OF_MACHINE =
      "Rechnername oder IP-Adresse, ohne Protokoll und Port";
  private static final String A_PATH =
      "vollständiger Pfad, zum Beispiel /opt/asv oder C:\\ASV\\Server";
  private static final String A_SECRET =
      "nur der Name des hinterlegten Geheimnisses, nie das Passwort selbst";

  private static final String A_PHONE = "mit Vorwahl";

  private static final List<FormField> ALL = fields();
  private static final Map<String, FormField> BY_PATH =
      ALL.stream().collect(Collectors.toMap(FormField::path, Function.identity()));

  private PlanFields() {}

  static List<FormField> all() {
    return ALL;
  }

  /**
   * @param path with or without the number of a row
   * @return null if people cannot set such a field
   */
  static FormField of(String path) {
    return BY_PATH.get(path.replaceAll("\\[\\d+]", "[]"));
  }

  /** Whether a flag is on where nothing is said. */
  static boolean onByDefault(String path) {
    return ON.contains(path);
  }

  private static List<FormField> fields() {
    List<FormField> all = new ArrayList<>();
    add(all, "title", TEXT, "Name des Umzugs", "so nennen ihn Seiten und Mails", "");
    add(all, "scope", CHOICE, "Welche Schulen ziehen um?", "", "");
    add(
        all,
        "sourceServesOthers",
        FLAG,
        "Auf dem alten Server arbeiten danach noch andere Schulen",
        "",
        "");
    installation(all, "source");
    installation(all, "target");
    add(
        all,
        "target.inUse",
        FLAG,
        "Der neue Server arbeitet schon für andere Schulen (er wird dann nicht neu installiert)",
        "",
        "");
    packages(all);
    add(all, "schools[].number", TEXT, "Schulnummer", "vier Ziffern", "");
    add(all, "schools[].name", TEXT, "Name der Schule", "", "");
    add(all, "schools[].mail", TEXT, "E-Mail", "", "");
    add(all, "schools[].phone", TEXT, "Telefon (für den Abend des Umzugs)", A_PHONE, "");
    contact(all, "schools[].head", "Schulleitung: ");
    contact(all, "schools[].secretary", "Sekretariat: ");
    contact(all, "schools[].systemAdministrator", "Systembetreuung: ");
    contact(all, "schools[].deputy", "Vertretung: ");
    time(all, "window.start", "Beginn");
    time(all, "window.end", "Ende");
    time(all, "alternatives[].start", "Beginn");
    time(all, "alternatives[].end", "Ende");
    options(all);
    add(all, "clients[].name", TEXT, "Arbeitsplatz", "zum Beispiel Sekretariat 1", "");
    add(all, "clients[].machine", MACHINE, "Maschine", "leer: Umstellung am Platz", "");
    add(all, "clients[].directory", TEXT, "Ordner des Clients", "", "");
    contact(all, "contacts.technician", "Technik: ");
    contact(all, "contacts.technicianDeputy", "Vertretung der Technik: ");
    contact(all, "contacts.operator", "Betreiber: ");
    contact(all, "contacts.operatorDeputy", "Vertretung des Betreibers: ");
    contact(all, "contacts.itManagement", "IT-Leitung: ");
    contact(all, "contacts.itManagementDeputy", "Vertretung der IT-Leitung: ");
    return List.copyOf(all);
  }

  private static void contact(List<FormField> all, String path, String who) {
    add(all, path + ".name", TEXT, who + "Name", "", "");
    add(all, path + ".mail", TEXT, who + "E-Mail", "", "");
    add(all, path + ".phone", TEXT, who + "Telefon", A_PHONE, "");
  }

  private static void installation(List<FormField> all, String side) {
    add(all, side + ".machine", MACHINE, "Maschine", "aus den Einstellungen", "");
    add(all, side + ".variant", CHOICE, "Variante", "", "");
    add(all, side + ".version", TEXT, "ASV-Version", "zum Beispiel 2.14.12", "");
    add(all, side + ".directory", TEXT, "Ordner der Installation", A_PATH, "");
    add(all, side + ".address", TEXT, "Adresse für die Clients", ADDRESS_OF_MACHINE, "");
    add(all, side + ".clientPort", NUMBER, "Port für die Clients", "", "8765");
    String database = side + ".database.";
    add(all, database + "version", NUMBER, "Hauptversion von PostgreSQL", "zum Beispiel 15", "");
    add(all, database + "passwordSecret", TEXT, "Geheimnis des Verwalters", A_SECRET, "");
    add(all, database + "host", TEXT, "Rechner der Datenbank", "", "localhost");
    add(all, database + "port", NUMBER, "Port der Datenbank", "", "5432");
    add(all, database + "name", TEXT, "Name der Datenbank", "", "asv");
    add(all, database + "owner", TEXT, "Rolle, der sie gehört", "", "asv");
    add(all, database + "administrator", TEXT, "Verwaltende Rolle", "", "postgres");
  }

  private static void packages(List<FormField> all) {
    add(all, "packages.installer", TEXT, "ASV-Installer (zip)", A_PATH, "");
    add(all, "packages.updateInstaller", TEXT, "ASV-Updateinstaller (zip)", A_PATH, "");
    add(all, "packages.certificate", TEXT, "Zertifikat (.p12)", A_PATH, "");
    add(all, "packages.certificatePinSecret", TEXT, "Geheimnis mit der PIN", A_SECRET, "");
  }

  private static void time(List<FormField> all, String path, String label) {
    add(all, path, TIME, label, "Ortszeit", "");
    add(all, path + OFFSET, CHOICE, label + " in der Nacht der Zeitumstellung", "", "");
  }

  private static void options(List<FormField> all) {
    mode(all, "installServer", "Server (und Testclient) installieren");
    mode(all, "runUpdateInstaller", "Updateinstaller ausführen");
    mode(all, "updateClients", "Clients auf die neue Adresse umstellen");
    mode(all, "backupTenant", "Einzelne Schulen sichern");
    mode(all, "restoreTenant", "Einzelne Schulen einspielen");
    mode(all, "tenantAccess", "Schulen sperren, freigeben, entfernen");
    add(all, "options.testClient", FLAG, "Testclient auf dem neuen Server installieren", "", "");
    add(all, "options.setUpServices", FLAG, "Server und Aktualisierung als Dienste", "", "");
    add(all, "options.updateService", FLAG, "Aktualisierungsdienst am Ende starten", "", "");
    add(
        all,
        "options.cloneTool",
        FLAG,
        "1:1-Klonwerkzeug des Ministeriums verwenden (nur School nach Enterprise)",
        "",
        "");
    add(
        all,
        "options.retention",
        TEXT,
        "Aufbewahrung nach der Abnahme, in Tagen",
        "auch PT12H für zwölf Stunden",
        "30");
    add(
        all,
        "options.downtime",
        TEXT,
        "Voraussichtlich so viele Stunden ohne ASV",
        "eine Zahl oder eine Spanne, zum Beispiel 3-6",
        "");
    add(
        all,
        "options.reminders.openAfter",
        NUMBER,
        "An offene Aufgaben erinnern nach … Arbeitstagen",
        "",
        "2");
    add(
        all,
        "options.reminders.beforeDue",
        NUMBER,
        "Und noch einmal … Tage vor ihrer Frist",
        "",
        "1");
    add(
        all,
        "options.reminders.beforeWindow",
        TEXT,
        "An den Termin erinnern, so lange vorher",
        "Tage (d) oder Stunden (h), oder „keine“",
        "14d, 7d, 2d, 1d, 2h");
  }

  private static void mode(List<FormField> all, String name, String label) {
    add(all, "options." + name, CHOICE, label, "", "");
  }

  private static void add(
      List<FormField> all, String path, Kind kind, String label, String hint, String fallback) {
    all.add(new FormField(path, kind, label, hint, fallback));
  }
}
