package de.asvumzug.trail.evidence;

import de.asvumzug.host.OperationFailed;
import java.util.Map;

/** The step (by its German name in the models) that makes a piece of evidence, for messages. */
public final class EvidenceMaker {
  private static final Map<String, String> STEPS =
      Map.ofEntries(
          Map.entry(EvidenceNames.BACKUP_CONFIGURATION, "Programm und Konfiguration sichern"),
          Map.entry(
              EvidenceNames.BACKUP_DATABASE,
              "Postgres-Sicherung erstellen“ oder „Ordner database sichern"),
          Map.entry(EvidenceNames.BACKUP_VERIFICATION, "Sicherung prüfen"),
          Map.entry("clone-place", "Klonen vorbereiten"),
          Map.entry(EvidenceNames.CLUSTER_INVENTORY, "Postgres-Sicherung erstellen"),
          Map.entry(EvidenceNames.FINDINGS_SOURCE, "Alten Server prüfen"),
          Map.entry(EvidenceNames.FINDINGS_TARGET, "Neuen Server prüfen"),
          Map.entry(EvidenceNames.FINGERPRINT_COMPARISON, "Prüfsummen vergleichen"),
          Map.entry(EvidenceNames.FINGERPRINTS_SOURCE, "Prüfsummen erheben"),
          Map.entry(EvidenceNames.FINGERPRINTS_TARGET, "Prüfsummen vergleichen"),
          Map.entry("fresh-installation", "ASV-Server installieren"),
          Map.entry(EvidenceNames.GUARD_SOURCE, "Stillstand nachweisen"),
          Map.entry(EvidenceNames.GUARD_TARGET, "Stillstand nachweisen"),
          Map.entry("installed-package", "ASV-Server installieren"),
          Map.entry("line-measurement", "Neuen Server prüfen"),
          Map.entry("machine-out-of-use", "Feststellung eintragen"),
          Map.entry(EvidenceNames.NUMBERS_SOURCE, "Prüfsummen erheben"),
          Map.entry(EvidenceNames.NUMBERS_TARGET, "Prüfsummen vergleichen"),
          Map.entry(EvidenceNames.OTHER_TENANTS_CHECK, "Übrige Schulen prüfen"),
          Map.entry(EvidenceNames.RECEIVED_CONFIGURATION, "Sicherung übertragen"),
          Map.entry(EvidenceNames.RECEIVED_DATABASE, "Sicherung übertragen"),
          Map.entry("remains", "Nachsehen, was noch da ist"),
          Map.entry(EvidenceNames.REMOVED_REMAINS, "Reste entfernen"),
          Map.entry(
              "restored-database",
              "Postgres-Datenbanksicherung einspielen“ oder „Ordner database einspielen"),
          Map.entry("source-services", "Alten Server stoppen"),
          Map.entry("target-tenants", "Neuen Server sichern"),
          Map.entry(EvidenceNames.TENANT_FINGERPRINTS_SOURCE, "Prüfsummen erheben"),
          Map.entry(EvidenceNames.TENANT_FINGERPRINTS_TARGET, "Übrige Schulen prüfen"),
          Map.entry(EvidenceNames.TENANT_FINGERPRINTS_TARGET_BEFORE, "Neuen Server sichern"),
          Map.entry(EvidenceNames.TENANT_GAPS, "Prüfsummen erheben"),
          Map.entry(EvidenceNames.TARGET_BACKUP, "Neuen Server sichern"),
          Map.entry("update-run", "Updateinstaller ausführen"));

  /** Evidence that is left per school: its name ends with the number. */
  private static final Map<String, String> PER_SCHOOL =
      Map.of(
          "tenant-backup-", "Schule sichern",
          "received-tenant-", "Sicherung übertragen",
          "laid-out-tenant-", "Sicherung übertragen",
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
