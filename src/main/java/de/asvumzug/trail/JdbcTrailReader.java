package de.asvumzug.trail;

import de.asvumzug.trail.book.BookCheck;
import de.asvumzug.trail.book.BookEntry;
import de.asvumzug.trail.book.KnownBook;
import de.asvumzug.trail.book.TrailBookRepository;
import de.asvumzug.trail.chain.ChainCheck;
import de.asvumzug.trail.chain.KnownHead;
import de.asvumzug.trail.chain.StampCheck;
import de.asvumzug.trail.chain.StoredRow;
import de.asvumzug.trail.chain.TimeStamps;
import de.asvumzug.trail.chain.TrailHash;
import de.asvumzug.trail.chain.TrailHead;
import de.asvumzug.trail.chain.TrailReach;
import de.asvumzug.trail.chain.TrailRow;
import de.asvumzug.trail.chain.TrailStampRepository;
import de.asvumzug.trail.evidence.EvidenceRepository;
import de.asvumzug.trail.key.KeyRing;
import de.asvumzug.trail.key.TrailKeys;
import de.asvumzug.trail.verify.Verification;
import de.asvumzug.trail.words.KeptWords;
import de.asvumzug.trail.words.TrailWordsRepository;
import de.asvumzug.trail.words.WordsCheck;
import de.asvumzug.trail.words.WordsReading;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads from {@code umzug.trail}; a check sees the trail at one moment. */
@Component
final class JdbcTrailReader implements TrailReader {
  private final AuditTrailRepository table;
  private final TrailWordsRepository words;
  private final EvidenceRepository evidence;
  private final TrailBookRepository book;
  private final TrailKeys keys;
  private final KnownBook known;
  private final TrailStampRepository stamps;
  private final TimeStamps authority;
  private final TrailReach reach;
  private final CanonicalJson json;
  private final TransactionTemplate snapshot;

  JdbcTrailReader(
      AuditTrailRepository table,
      TrailWordsRepository words,
      EvidenceRepository evidence,
      TrailBookRepository book,
      TrailKeys keys,
      KnownBook known,
      TrailStampRepository stamps,
      TimeStamps authority,
      TrailReach reach,
      CanonicalJson json,
      PlatformTransactionManager transactions) {
    this.table = table;
    this.words = words;
    this.evidence = evidence;
    this.book = book;
    this.keys = keys;
    this.known = known;
    this.stamps = stamps;
    this.authority = authority;
    this.reach = reach;
    this.json = json;
    this.snapshot = new TransactionTemplate(transactions);
    snapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    snapshot.setReadOnly(true);
  }

  @Override
  public List<TrailRow> rows(String migrationId) {
    List<StoredRow> rows = table.rows(migrationId);
    WordsReading reading = WordsReading.of(words.all(migrationId));
    return rows.stream().map(row -> row(row, reading)).toList();
  }

  @Override
  public List<TrailRow> rows(String migrationId, TrailSelection selection, int skipped, int limit) {
    List<StoredRow> rows = table.rows(migrationId, selection, skipped, limit);
    WordsReading reading = WordsReading.of(words.all(migrationId));
    return rows.stream().map(row -> row(row, reading)).toList();
  }

  @Override
  public Map<TrailKind, Integer> counts(String migrationId, TrailSelection selection) {
    return table.counts(migrationId, selection.ofAllKinds());
  }

  @Override
  public Verification verify(String migrationId) {
    return verify(migrationId, null);
  }

  @Override
  public Verification verify(String migrationId, KnownHead head) {
    // Before the snapshot: what is written meanwhile must not be missed in it.
    KnownBook.Mark mark = known.read().orElse(null);
    return snapshot.execute(
        status -> {
          List<StoredRow> rows = table.rows(migrationId);
          KeyRing ring = KeyRing.of(keys.all());
          List<BookEntry> entries = book.all();
          List<String> findings = new ArrayList<>(book(entries, ring, mark));
          List<String> notes = new ArrayList<>(reach.notes());
          if (head != null) {
            Optional<String> fault = head.fault(rows);
            fault.ifPresentOrElse(findings::add, () -> notes.add(head.confirmed(rows)));
          }
          WordsCheck said = new WordsCheck(json).check(rows, words.all(migrationId));
          findings.addAll(said.findings());
          notes.addAll(said.notes());
          Verification.Stamp stamp = stamp(migrationId, entries, findings);
          return new ChainCheck(json, ring)
              .check(
                  migrationId,
                  table.findHead(migrationId),
                  rows,
                  evidence.all(migrationId),
                  entries)
              .with(findings, notes, stamp);
        });
  }

  private Verification.Stamp stamp(
      String migrationId, List<BookEntry> entries, List<String> findings) {
    List<TrailStampRepository.Stored> covering = stamps.covering(migrationId);
    if (covering.isEmpty()) {
      return null;
    }
    TrailStampRepository.Stored newest = covering.get(covering.size() - 1);
    try {
      String hash = hashOf(entries, newest.number());
      StampCheck.Stamped stamped = authority.verify(newest, hash);
      return new Verification.Stamp(
          BookCheck.upTo(migrationId, entries, newest.number()), stamped.at(), stamped.authority());
    } catch (StampCheck.Fault e) {
      findings.add(
          "Der Zeitstempel zu Eintrag %s im Buch der Protokolle gilt nicht: %s"
              .formatted(newest.number(), e.getMessage()));
      return null;
    }
  }

  /** An entry that is gone has another hash than any. */
  private static String hashOf(List<BookEntry> entries, long number) {
    return entries.stream()
        .filter(entry -> entry.number() == number)
        .map(BookEntry::hash)
        .findFirst()
        .orElse("");
  }

  @Override
  public List<String> faultsOfBook() {
    KnownBook.Mark mark = known.read().orElse(null);
    return snapshot.execute(
        status -> {
          List<String> findings = new ArrayList<>(book(book.all(), KeyRing.of(keys.all()), mark));
          for (String move : book.vanished()) {
            findings.add("Das Protokoll des Umzugs " + move + " ist als Ganzes verschwunden.");
          }
          return findings;
        });
  }

  private List<String> book(List<BookEntry> entries, KeyRing ring, KnownBook.Mark mark) {
    return new BookCheck(entries, ring).whole(book.highestNamed(), mark);
  }

  @Override
  public TrailExport export(String migrationId) {
    return snapshot.execute(
        status -> {
          List<StoredRow> rows = table.rows(migrationId);
          List<KeptWords> said = words.all(migrationId);
          WordsReading reading = WordsReading.of(said);
          List<BookEntry> entries = book.all();
          AuditTrailRepository.Head head =
              table.findHead(migrationId).orElse(new AuditTrailRepository.Head(0, TrailHash.START));
          return new TrailExport(
              TrailExport.FORMAT,
              migrationId,
              Instant.now().truncatedTo(ChronoUnit.SECONDS),
              true,
              new TrailHead(
                  migrationId,
                  head.rows(),
                  head.lastHash(),
                  rows.isEmpty() ? null : rows.get(rows.size() - 1).keyId()),
              rows.stream()
                  .map(row -> TrailExport.Row.of(row, reading.details(row, json)))
                  .toList(),
              section(migrationId, entries),
              stamps.covering(migrationId).stream()
                  .map(
                      stamp ->
                          new TrailExport.StampedEntry(
                              stamp.number(), hashOf(entries, stamp.number()), stamp.token()))
                  .toList(),
              said);
        });
  }

  private static List<BookEntry> section(String migrationId, List<BookEntry> entries) {
    for (int i = 0; i < entries.size(); i++) {
      if (migrationId.equals(entries.get(i).migrationId())) {
        return entries.subList(i, entries.size());
      }
    }
    return List.of();
  }

  private TrailRow row(StoredRow row, WordsReading reading) {
    return new TrailRow(
        row.number(),
        row.at(),
        TrailKind.valueOf(row.kind()),
        row.actor(),
        row.element(),
        row.school(),
        row.machine(),
        row.text(),
        reading.details(row.number(), json.readMap(row.details())),
        row.previousHash(),
        row.hash());
  }
}
