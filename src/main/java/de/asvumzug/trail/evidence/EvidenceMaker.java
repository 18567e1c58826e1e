package de.asvumzug.trail.evidence;

import de.asvumzug.host.OperationFailed;
import java.util.Map;

/** The step (by its German name in the models) that makes a piece of evidence, for messages. */
public final class EvidenceMaker {
  private static final Map<String, String> STEPS =
      Map.ofEntries(
          Map.entry("backup-configuration", "Programm und Konfiguration sichern"),
          Map.entry(
              "backup-database", "Postgres-Sicherung erstellen“ oder „Ordner database sichern"),
          Map.entry("backup-verification", "Sicherung prüfen"),
          Map.entry("clone-place", "Klonen vorbereiten"),
          Map.entry("cluster-inventory", "Postgres-Sicherung erstellen"),
          Map.entry("findings-source", "Alten Server prüfen"),
          Map.entry("findings-target", "Neuen Server prüfen"),
          Map.entry("fingerprint-comparison", "Prüfsummen vergleichen"),
          Map.entry("fingerprints-source", "Prüfsummen erheben"),
          Map.entry("fingerprints-target", "Prüfsummen vergleichen"),
          Map.entry("fresh-installation", "ASV-Server installieren"),
          Map.entry("guard-source", "Stillstand nachweisen"),
          Map.entry("guard-target", "Stillstand nachweisen"),
          Map.entry("installed-package", "ASV-Server installieren"),
          Map.entry("line-measurement", "Neuen Server prüfen"),
          Map.entry("machine-out-of-use", "Feststellung eintragen"),
          Map.entry("numbers-source", "Prüfsummen erheben"),
          Map.entry("numbers-target", "Prüfsummen vergleichen"),
          Map.entry("other-tenants-check", "Übrige Schulen prüfen"),
          Map.entry("received-configuration", "Sicherung übertragen"),
          Map.entry("received-database", "Sicherung übertragen"),
          Map.entry("remains", "Nachsehen, was noch da ist"),
          Map.entry("removed-remains", "Reste entfernen"),
          Map.entry(
              "restored-database",
              "Postgres-Datenbanksicherung einspielen“ oder „Ordner database einspielen"),
          Map.entry("source-services", "Alten Server stoppen"),
          Map.entry("target-tenants", "Neuen Server sichern"),
          Map.entry("tenant-fingerprints-source", "Prüfsummen erheben"),
          Map.entry("tenant-fingerprints-target", "Übrige Schulen prüfen"),
          Map.entry("tenant-fingerprints-target-before", "Neuen Server sichern"),
          Map.entry("tenant-gaps", "Prüfsummen erheben"),
          Map.entry("target-backup", "Neuen Server sichern"),
          Map.entry("update-run", "Updateinstaller ausführen"));

  /** Evidence that is left per school: its name ends with the number. */
  private static final Map<String, String> PER_SCHOOL =
      Map.of(
          "tenant-backup-", "Schule sichern",
          "received-tenant-", "Sicherung übertragen",
          "tenant-restored-", "Schule einspielen",
          "tenant-check-", "Schule prüfen");

  private EvidenceMaker() {}

  /** Lasting: a document that a step needs is not there. */
  public static OperationFailed missing(String migrationId, String name) {
    return OperationFailed.permanent(
        "Zum Umzug " + migrationId + " fehlt der Nachweis „" + name + "“. " + sentence(name));
  }

  /** A sentence that says which step makes the evidence of that name. */
  static String sentence(String name) {
    String step =
        PER_SCHOOL.entrySet().stream()
            .filter(entry -> name.startsWith(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(STEPS.get(name));
    return step == null
        ? "Der Schritt, der ihn anlegt, ist noch nicht gelaufen; bitte im Protokoll nachsehen, welcher fehlt."
        : "Ihn legt der Schritt „" + step + "“ an; bitte diesen Schritt zuerst ausführen.";
  }
}
