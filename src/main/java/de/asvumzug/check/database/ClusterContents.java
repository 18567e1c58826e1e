package de.asvumzug.check.database;

/**
 * Every kind of thing that a PostgreSQL cluster holds for a database and that a dump of this one
 * database leaves out, with what becomes of it. The names are those of {@code
 * check/cluster-contents.sql}.
 */
enum ClusterContents {
  DATABASE_RIGHTS("Rechte auf die Datenbank", "Sie ziehen mit um."),
  CONNECTION_LIMIT("Höchstzahl der Verbindungen", "Sie zieht mit um."),
  SETTING(
      "Einstellungen der Datenbank und ihrer Rollen",
      "Sie ziehen mit um, die der Rollen nur für diese Datenbank."),
  MEMBERSHIP("Mitgliedschaften von Rollen", "Sie ziehen mit um."),
  LOGIN_ROLE(
      "Rollen, die sich an der Datenbank anmelden",
      true,
      "Sie werden auf dem neuen Server ohne Kennwort und ohne Anmelderecht angelegt, falls es sie"
          + " dort nicht gibt. Bitte mit den Betreibern der Programme klären, wer sich anmelden"
          + " können muss, und nach dem Umzug ALTER ROLE … LOGIN PASSWORD … ausführen."),
  ROLE_PRIVILEGE(
      "Besondere Rechte von Rollen",
      true,
      "Sie werden aus Sicherheitsgründen nicht mitgenommen. Bitte klären, wer sie auf dem neuen"
          + " Server braucht, und sie dort mit ALTER ROLE vergeben."),
  SUPERUSER_MEMBER(
      "Mitglieder von Superuser-Rollen",
      true,
      "Diese Mitgliedschaften ziehen nicht mit um. Bitte klären, wer sie auf dem neuen Server"
          + " braucht."),
  FOREIGN_OWNER(
      "Objekte, die nicht der im Plan genannten Rolle gehören",
      true,
      "Sie behalten ihren Eigentümer; er wird auf dem neuen Server ohne Anmelderecht angelegt,"
          + " falls es ihn dort nicht gibt. Soll ASV sie ändern können, bitte vor dem Umzug am"
          + " alten Server der Rolle von ASV übertragen."),
  PUBLICATION(
      "Publikationen (logische Replikation)",
      true,
      "Sie ziehen nicht mit um. Bitte mit dem Empfänger klären, ob die Replikation weitergehen"
          + " soll, und sie nach dem Umzug am neuen Server mit CREATE PUBLICATION einrichten."),
  SUBSCRIPTION(
      "Abonnements (logische Replikation)",
      true,
      "Sie ziehen nicht mit um: Ein Empfänger darf nicht doppelt laufen. Bitte vor dem Umzug am"
          + " alten Server abschalten und nach dem Umzug neu einrichten."),
  REPLICATION_SLOT(
      "Replikations-Slots",
      true,
      "Sie ziehen nicht mit um. Bitte klären, wer sie nutzt; ein verwaister Slot füllt die Platte"
          + " des alten Servers."),
  REPLICATION_ORIGIN(
      "Replikations-Herkünfte",
      true,
      "Sie ziehen nicht mit um. Bitte klären, welche Replikation sie nutzt."),
  TABLESPACE(
      "Eigene Tablespaces",
      true,
      "Ihr Inhalt zieht um, liegt danach aber im Standard-Tablespace des neuen Servers. Bitte"
          + " prüfen, ob dort genug Platz ist."),
  DATABASE_COMMENT(
      "Kommentar der Datenbank",
      true,
      "Er zieht nicht mit um; an seiner Stelle steht das Kennzeichen des Umzugs. Bitte nach der"
          + " Abnahme bei Bedarf mit COMMENT ON DATABASE neu setzen."),
  SECURITY_LABEL(
      "Sicherheits-Kennzeichen (security labels) von Datenbank und Rollen",
      true,
      "Sie ziehen nicht mit um. Bitte am neuen Server mit SECURITY LABEL neu setzen."),
  PARAMETER_RIGHT(
      "Rechte auf Einstellungen (GRANT … ON PARAMETER)",
      true,
      "Sie ziehen nicht mit um. Bitte klären, wer sie auf dem neuen Server braucht."),
  ACCESS_RULE(
      "Zugriffsregeln (pg_hba.conf)",
      true,
      "Sie ziehen nicht mit um. Bitte klären, welche Programme von anderen Rechnern auf die"
          + " Datenbank zugreifen, und die Regeln am neuen Server eintragen.");

  private final String title;
  private final boolean named;
  private final String advice;

  ClusterContents(String title, String advice) {
    this(title, false, advice);
  }

  /**
   * @param named whether people must know of it: it does not move, or not whole
   */
  ClusterContents(String title, boolean named, String advice) {
    this.title = title;
    this.named = named;
    this.advice = advice;
  }

  String title() {
    return title;
  }

  boolean named() {
    return named;
  }

  String advice() {
    return advice;
  }
}
