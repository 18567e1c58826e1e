package de.asvumzug.notify.calendar;

import de.asvumzug.plan.Migration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The calendar's beans on a test's database. */
public final class CalendarTestAccess {
  private CalendarTestAccess() {}

  public static CalendarEntries entries(JdbcClient jdbc) {
    return new CalendarEntries(jdbc);
  }

  public static TaskWishes wishes(JdbcClient jdbc) {
    return new TaskWishes(jdbc);
  }

  public static Invitations invitations(JdbcClient jdbc) {
    return new Invitations(entries(jdbc), wishes(jdbc));
  }

  /** Technik's invitation to a move. */
  public static String invitation(JdbcClient jdbc, Migration move, String from) {
    Sender sender = new Sender(from, "https://umzug.example");
    return invitations(jdbc)
        .invite(move, sender, Instant.parse("2026-12-03T09:00:00Z"))
        .of(null, "technik@amt.example");
  }
}
