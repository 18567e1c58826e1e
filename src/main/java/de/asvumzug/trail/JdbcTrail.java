package de.asvumzug.trail;

import de.asvumzug.trail.book.Book;
import de.asvumzug.trail.chain.StoredRow;
import de.asvumzug.trail.words.TrailWordsRepository;
import de.asvumzug.trail.words.WordsSeal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes the audit trail to PostgreSQL, in the running transaction or in one of its own.
 *
 * <p>The first line of a transaction locks the end of the move's chain until the commit: acts of
 * one move are written one after another, which is what a chain means.
 */
@Component
final class JdbcTrail implements AuditTrail {
  private final AuditTrailRepository table;
  private final TrailWordsRepository words;
  private final WordsSeal seal;
  private final Book book;
  private final Redaction redaction;
  private final CanonicalJson json;
  private final TransactionTemplate transaction;
  private final Clock clock;

  @Autowired
  JdbcTrail(
      AuditTrailRepository table,
      TrailWordsRepository words,
      WordsSeal seal,
      Book book,
      Redaction redaction,
      CanonicalJson json,
      PlatformTransactionManager transactions) {
    this(table, words, seal, book, redaction, json, transactions, Clock.systemUTC());
  }

  JdbcTrail(
      AuditTrailRepository table,
      TrailWordsRepository words,
      WordsSeal seal,
      Book book,
      Redaction redaction,
      CanonicalJson json,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.table = table;
    this.words = words;
    this.seal = seal;
    this.book = book;
    this.redaction = redaction;
    this.json = json;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  @Override
  public void append(AuditEvent line) {
    transaction.executeWithoutResult(status -> write(line));
  }

  private void write(AuditEvent line) {
    Book.Locked end = book.lock(line.migrationId());
    long number = end.head().rows() + 1;
    // PostgreSQL keeps microseconds; the hash must be over what can be read again.
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    WordsSeal.Sealed sealed = seal.seal(number, at, redaction.details(line.details()));
    StoredRow row =
        new StoredRow(
            line.migrationId(),
            number,
            at,
            line.kind().name(),
            line.actor() == null ? AuditEvent.SYSTEM : CanonicalJson.storable(line.actor()),
            CanonicalJson.storable(line.element()),
            CanonicalJson.storable(line.school()),
            CanonicalJson.storable(line.machine()),
            CanonicalJson.storable(redaction.text(line.text())),
            json.write(sealed.details()),
            end.head().lastHash(),
            null,
            end.book(),
            end.key().id(),
            null);
    table.append(row.sealed(end.key()));
    sealed.words().forEach(one -> words.add(line.migrationId(), one));
  }
}
