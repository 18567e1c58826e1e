package de.asvumzug.plan;

/**
 * When people are reminded of what they are to do.
 *
 * @param openAfter a task that is open for so many working days is asked for again
 * @param beforeDue and once more so many days before it is due
 * @param beforeWindow when all concerned are reminded of the window
 */
public record Reminders(int openAfter, int beforeDue, LeadTimes beforeWindow) {
  /** What holds unless a plan says otherwise. */
  public static final Reminders USUAL = new Reminders(2, 1, LeadTimes.parse("14d, 7d, 2d, 1d, 2h"));
}
