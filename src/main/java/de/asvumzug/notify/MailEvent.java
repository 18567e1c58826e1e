package de.asvumzug.notify;

/** What a mail tells; the template is {@code mail/<template>.txt}. */
public enum MailEvent {
  ADDRESS_CHECK("address-check", "Bitte bestätigen Sie Ihre E-Mail-Adresse"),
  PLANNED("planned", "Der Umzug des ASV-Servers ist geplant"),
  AGREED("agreed", "Termin für den Umzug des ASV-Servers"),
  DAY_BEFORE("day-before", "Erinnerung an den Umzug des ASV-Servers"),
  STARTS_NOW("starts-now", "Der Umzug des ASV-Servers beginnt"),
  DONE("done", "Der Umzug des ASV-Servers ist abgeschlossen"),
  TASK_WAITING("task-waiting", "Eine Aufgabe wartet auf Sie"),
  TASK_REMINDER("task-reminder", "Erinnerung an eine Aufgabe"),
  TASK_OVERDUE("task-overdue", "Eine Aufgabe ist überfällig"),
  DIGEST("digest", "Ihre offenen Aufgaben"),
  TAKEN_OVER("taken-over", "Eine Aufgabe hat jemand anderes übernommen"),
  TROUBLE("trouble", "Störung beim Umzug des ASV-Servers"),
  HELD_UP("held-up", "Der Umzug des ASV-Servers verzögert sich"),
  DELAYED("delayed", "Der Umzug des ASV-Servers dauert länger"),
  ROLLBACK_BEGINS("rollback-begins", "Der Umzug des ASV-Servers wird abgebrochen"),
  ROLLED_BACK("rolled-back", "Der alte ASV-Server arbeitet wieder"),
  REMAINS("remains", "Nach der Rücknahme bleibt etwas zu räumen"),
  CANCELLED("cancelled", "Der Umzug des ASV-Servers ist abgesagt");

  private final String template;
  private final String subject;

  MailEvent(String template, String subject) {
    this.template = template;
    this.subject = subject;
  }

  String template() {
    return template;
  }

  /** Whether it tells of one move, whose id begins the subject then. */
  boolean ofOneMove() {
    return this != DIGEST;
  }

  /** German subject without the id. */
  public String subject() {
    return subject;
  }
}
