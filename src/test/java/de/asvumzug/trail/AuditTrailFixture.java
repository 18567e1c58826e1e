package de.asvumzug.trail;

import de.asvumzug.host.secret.KnownSecrets;
import de.asvumzug.support.OwnTables;
import de.asvumzug.trail.book.Book;
import de.asvumzug.trail.book.KnownBook;
import de.asvumzug.trail.book.TrailBookRepository;
import de.asvumzug.trail.chain.TimeStamps;
import de.asvumzug.trail.chain.TrailHeads;
import de.asvumzug.trail.chain.TrailReach;
import de.asvumzug.trail.chain.TrailStampRepository;
import de.asvumzug.trail.evidence.EvidenceRepository;
import de.asvumzug.trail.evidence.RecordedEvidence;
import de.asvumzug.trail.key.TrailKeys;
import de.asvumzug.trail.words.TrailWordsRepository;
import de.asvumzug.trail.words.WordsSeal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The trail on a real database of its own, wired by hand; also for the tests of the mails. */
public final class AuditTrailFixture {
  private static final List<String> TABLES =
      List.of(
          "umzug.trail",
          "umzug.trail_head",
          "umzug.trail_book",
          "umzug.evidence",
          "umzug.trail_words");

  public final DataSource source;
  public final JdbcClient jdbc;
  public final PlatformTransactionManager transactions;
  public final TransactionTemplate transaction;
  public final KnownSecrets secrets = new KnownSecrets();
  public final Redaction redaction = new Redaction(secrets);
  public final AuditTrail trail;
  public final TrailReader reader;
  public final RecordedEvidence evidence;

  public final TrailKeys keys;
  public final KnownBook known;
  public final Book book;
  public final TimeStamps stamps;
  public final TrailWordsRepository words;
  public final CanonicalJson json = new CanonicalJson();

  public AuditTrailFixture() {
    this(OwnTables.fresh());
  }

  /**
   * @param source of a database that has the product's tables
   */
  public AuditTrailFixture(DataSource source) {
    this(source, folder());
  }

  /**
   * A node of its own.
   *
   * @param folder where it keeps its keys and what it knows of the book
   */
  public AuditTrailFixture(DataSource source, Path folder) {
    this(
        source,
        new TrailSettings(
            folder, null, null, null, null, Duration.ofHours(1), Duration.ofSeconds(20)));
  }

  public AuditTrailFixture(DataSource source, TrailSettings settings) {
    this.source = source;
    jdbc = JdbcClient.create(source);
    transactions = new DataSourceTransactionManager(source);
    transaction = new TransactionTemplate(transactions);
    AuditTrailRepository table = new AuditTrailRepository(jdbc);
    EvidenceRepository evidenceTable = new EvidenceRepository(jdbc);
    TrailBookRepository bookTable = new TrailBookRepository(jdbc);
    keys = new TrailKeys(settings.keys());
    known = new KnownBook(settings.directory(), "test");
    book =
        new Book(
            table, bookTable, keys, known, settings.lostKey(), transactions, Clock.systemUTC());
    book.open();
    words = new TrailWordsRepository(jdbc);
    trail =
        new JdbcTrail(
            table, words, new WordsSeal(), book, redaction, json, transactions, Clock.systemUTC());
    TrailStampRepository stampTable = new TrailStampRepository(jdbc);
    stamps = new TimeStamps(bookTable, stampTable, book, settings);
    TrailReach reach = new TrailReach(new TableRights(jdbc), keys, bookTable, stamps);
    reader =
        new JdbcTrailReader(
            table,
            words,
            evidenceTable,
            bookTable,
            keys,
            known,
            stampTable,
            stamps,
            reach,
            json,
            transactions);
    evidence = new RecordedEvidence(evidenceTable, book, trail, json, transactions);
  }

  public TrailHeads heads() {
    return book;
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target", "trail")), "kit");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static AuditEvent line(String migrationId, String text) {
    return line(migrationId, text, Map.of());
  }

  public static AuditEvent line(String migrationId, String text, Map<String, Object> details) {
    return new AuditEvent(
        migrationId, TrailKind.NOTE, "technik", "stopSource", "0001", "alt", text, details);
  }

  /** What an attacker with the superuser's rights does: triggers off, change, triggers on. */
  public void tamper(String sql, Object... parameters) {
    transaction.executeWithoutResult(
        status -> {
          TABLES.forEach(
              table -> jdbc.sql("alter table " + table + " disable trigger all").update());
          jdbc.sql(sql).params(parameters).update();
          TABLES.forEach(
              table -> jdbc.sql("alter table " + table + " enable trigger all").update());
        });
  }
}
