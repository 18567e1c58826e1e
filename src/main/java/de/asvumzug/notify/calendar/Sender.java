package de.asvumzug.notify.calendar;

/**
 * Who sends, and where people reach the application.
 *
 * @param from sender of all mails
 * @param baseUrl without a slash at the end
 */
public record Sender(String from, String baseUrl) {

  /** What an entry is known by for good. */
  public String uid(String what) {
    return what.replaceAll("[^A-Za-z0-9-]", "") + "@" + domain();
  }

  /** Of the sender's address; what Message-IDs and the like end with. */
  public String domain() {
    return from.replaceAll(".*@", "").replaceAll("[^A-Za-z0-9.-]", "");
  }

  public String moveLink(String migrationId) {
    return baseUrl + "/umzuege/" + migrationId;
  }

  public String taskLink(String task) {
    return baseUrl + "/aufgaben/" + task;
  }
}
