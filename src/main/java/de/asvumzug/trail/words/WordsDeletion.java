package de.asvumzug.trail.words;

import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes what people typed; the lines stay, and one more says that it was done. The words and that
 * line go together or not at all.
 */
@Component
public final class WordsDeletion {
  /** In the details of the line that says so: how many words went. */
  static final String DELETED = "wordsDeleted";

  /** Besides, where they were those of one line: its number. */
  static final String LINE = "line";

  private final TrailWordsRepository words;
  private final AuditTrail trail;
  private final TransactionTemplate transaction;
  private final Clock clock;

  @Autowired
  public WordsDeletion(
      TrailWordsRepository words, AuditTrail trail, PlatformTransactionManager transactions) {
    this(words, trail, transactions, Clock.systemUTC());
  }

  WordsDeletion(
      TrailWordsRepository words,
      AuditTrail trail,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.words = words;
    this.trail = trail;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  /** All words of a move whose retention is over; of two nodes only one finds any. */
  public void retentionOver(String migrationId) {
    transaction.executeWithoutResult(
        status -> {
          int deleted = words.delete(migrationId, now());
          if (deleted > 0) {
            note(
                migrationId,
                AuditEvent.SYSTEM,
                "Die Aufbewahrung ist vorüber: Was zu diesem Umzug getippt wurde, ist gelöscht.",
                Map.of(DELETED, deleted));
          }
        });
  }

  /**
   * @return false if there are no words of that line, or no more
   */
  public boolean ofLine(String migrationId, long number, String person) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              int deleted = words.delete(migrationId, number, now());
              if (deleted > 0) {
                note(
                    migrationId,
                    person,
                    "Die Worte zu Zeile " + number + " sind gelöscht.",
                    Map.of(LINE, number, DELETED, deleted));
              }
              return deleted > 0;
            }));
  }

  private void note(String migrationId, String actor, String text, Map<String, Object> details) {
    trail.append(
        new AuditEvent(migrationId, TrailKind.NOTE, actor, null, null, null, text, details));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
