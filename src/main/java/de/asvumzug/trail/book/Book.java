package de.asvumzug.trail.book;

import de.asvumzug.trail.AuditTrailRepository;
import de.asvumzug.trail.chain.TrailHash;
import de.asvumzug.trail.chain.TrailHead;
import de.asvumzug.trail.chain.TrailHeads;
import de.asvumzug.trail.key.TrailKey;
import de.asvumzug.trail.key.TrailKeyProblem;
import de.asvumzug.trail.key.TrailKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The book of all trails: which moves have one, where each ended whenever its end was given out,
 * and which key is in use. A chain of its own, sealed like the lines. Every line names the book's
 * last entry, so that a book whose end was cut off is noticed too.
 */
public final class Book implements TrailHeads {
  private static final Logger LOG = LoggerFactory.getLogger(Book.class);

  /** The end of a move's chain, locked, and what the next line needs. */
  public record Locked(AuditTrailRepository.Head head, long book, TrailKey key) {}

  private final AuditTrailRepository trails;
  private final TrailBookRepository table;
  private final TrailKeys keys;
  private final KnownBook known;
  private final String lostKey;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Map<String, TrailKey> loaded = new ConcurrentHashMap<>();

  public Book(
      AuditTrailRepository trails,
      TrailBookRepository table,
      TrailKeys keys,
      KnownBook known,
      String lostKey,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.trails = trails;
    this.table = table;
    this.keys = keys;
    this.known = known;
    this.lostKey = lostKey;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  /**
   * At the start, before anything is written: begins the book, or proves that this node has the key
   * in use and changes over to a newer one.
   *
   * @throws TrailKeyProblem if this node's keys do not fit
   */
  public void open() {
    transaction.executeWithoutResult(
        status -> {
          Optional<BookEntry> last = table.last();
          if (last.isPresent() && newerKey(last.get()).isEmpty() && !lost(last.get())) {
            prove(last.get());
            remember(last.get());
          } else {
            // All ends first, then the book: as every writer does.
            Map<String, AuditTrailRepository.Head> heads = trails.lockAll();
            table.lock();
            table.last().ifPresentOrElse(now -> goOn(now, heads), () -> begin(heads));
          }
        });
  }

  private void begin(Map<String, AuditTrailRepository.Head> heads) {
    known
        .read()
        .ifPresent(
            mark -> {
              throw new TrailKeyProblem(
                  """
                  Das Buch der Protokolle in dieser Datenbank ist leer; dieser Knoten kennt es \
                  aber bis Eintrag %s. Die Datenbank wurde also ersetzt oder geleert. \
                  Ist das gewollt, bitte die Datei %s wegräumen und aufheben; sonst die \
                  richtige Datenbank einstellen."""
                      .formatted(mark.number(), known.file()));
            });
    TrailKey key = keys.newest().orElseGet(this::create);
    append(BookEntry.Kind.KEY, null, null, null, key);
    heads.forEach(
        (move, head) -> append(BookEntry.Kind.ADOPTED, move, head, "älter als das Buch", key));
  }

  private TrailKey create() {
    TrailKey key = keys.create();
    LOG.warn(
        "Für das Protokoll wurde der Schlüssel {} in {} angelegt. Wer diese Datei und die Datenbank"
            + " hat, kann das Protokoll fälschen; ohne sie lässt sich nicht mehr prüfen, ob jemand"
            + " das getan hat. Bitte an einem anderen Ort sichern als die Datenbank und auf jeden"
            + " weiteren Knoten kopieren.",
        key.id(),
        keys.directory().toAbsolutePath());
    return key;
  }

  private void goOn(BookEntry last, Map<String, AuditTrailRepository.Head> heads) {
    boolean lost = lost(last);
    if (!lost) {
      prove(last);
    }
    String note = lost ? "Schlüssel " + last.keyId() + " verloren" : "Wechsel des Schlüssels";
    newerKey(last)
        .or(() -> lost ? Optional.of(keys.create()) : Optional.empty())
        .ifPresent(
            key -> {
              append(BookEntry.Kind.KEY, null, null, note, key);
              heads.forEach((move, head) -> append(BookEntry.Kind.HEAD, move, head, note, key));
              LOG.warn(
                  "Das Protokoll wird ab jetzt mit dem Schlüssel {} gesichert (bisher {}). Jeder"
                      + " Knoten braucht beide.",
                  key.id(),
                  last.keyId());
            });
  }

  /** A key that was laid there for a change and has never been used here. */
  private Optional<TrailKey> newerKey(BookEntry last) {
    return keys.newestGiven()
        .filter(key -> !key.id().equals(last.keyId()))
        .filter(key -> !table.knowsKey(key.id()));
  }

  /** Only what somebody has confirmed, and what is true. */
  private boolean lost(BookEntry last) {
    return last.keyId().equals(lostKey) && keys.file(lostKey).isEmpty();
  }

  private void prove(BookEntry last) {
    if (!key(last.keyId()).fits(last.mac(), TrailHash.macContent(last))) {
      throw new TrailKeyProblem(
          """
          Der letzte Eintrag (%s) im Buch der Protokolle passt nicht zum Schlüssel %s: Er wurde \
          verändert oder mit einem anderen Schlüssel geschrieben. \
          Solange das nicht geklärt ist, wird nichts ins Protokoll geschrieben. \
          Bitte die IT-Leitung verständigen und die Datenbank mit einer Sicherung vergleichen."""
              .formatted(last.number(), last.keyId()));
    }
  }

  /** Locks the end of a move's chain; the move's trail begins with the first call. */
  public Locked lock(String migrationId) {
    Optional<AuditTrailRepository.Locked> there = trails.lock(migrationId);
    if (there.isEmpty() && trails.begin(migrationId)) {
      table.lock();
      TrailKey key = key(table.last().orElseThrow(Book::neverOpened).keyId());
      append(
          BookEntry.Kind.BEGIN,
          migrationId,
          new AuditTrailRepository.Head(0, TrailHash.START),
          null,
          key);
    }
    AuditTrailRepository.Locked locked =
        there.or(() -> trails.lock(migrationId)).orElseThrow(IllegalStateException::new);
    if (locked.keyId() == null) {
      throw neverOpened();
    }
    return new Locked(locked.head(), locked.book(), key(locked.keyId()));
  }

  @Override
  public Optional<TrailHead> giveOut(String migrationId, String purpose) {
    return transaction.execute(
        status ->
            trails
                .lock(migrationId)
                .filter(locked -> locked.head().rows() > 0)
                .map(
                    locked -> {
                      table.lock();
                      TrailKey key = key(table.last().orElseThrow(Book::neverOpened).keyId());
                      append(BookEntry.Kind.HEAD, migrationId, locked.head(), purpose, key);
                      return head(migrationId);
                    }));
  }

  private TrailHead head(String migrationId) {
    AuditTrailRepository.Head head = trails.findHead(migrationId).orElseThrow();
    return new TrailHead(
        migrationId, head.rows(), head.lastHash(), trails.keyOf(migrationId, head.rows()));
  }

  private void append(
      BookEntry.Kind kind, String move, AuditTrailRepository.Head head, String note, TrailKey key) {
    Optional<BookEntry> last = table.last();
    BookEntry entry =
        new BookEntry(
                last.map(BookEntry::number).orElse(0L) + 1,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                kind.name(),
                move,
                head == null ? null : head.rows(),
                head == null ? null : head.lastHash(),
                note,
                last.map(BookEntry::hash).orElse(TrailHash.START),
                null,
                key.id(),
                null)
            .sealed(key);
    table.append(entry);
    remember(entry);
  }

  /** Only what has been committed; a note of what never was would be an alarm for nothing. */
  private void remember(BookEntry entry) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            known.remember(entry.number(), entry.hash());
          }
        });
  }

  private TrailKey key(String id) {
    TrailKey key = loaded.get(id);
    if (key == null) {
      loaded.putAll(keys.all());
      key = loaded.get(id);
    }
    if (key == null) {
      Path directory = keys.directory().toAbsolutePath();
      throw new TrailKeyProblem(
          """
          Das Protokoll in dieser Datenbank wird mit dem Schlüssel %s gesichert, den dieser \
          Knoten nicht hat. Bitte die Schlüsseldatei vom anderen Knoten (oder aus der \
          Sicherung) nach %s kopieren, mit den Rechten 600. \
          Ohne sie geschriebene Zeilen ließen sich nicht prüfen; deshalb schreibt dieser Knoten \
          keine. Ist sie auf allen Knoten und in allen Sicherungen verloren: \
          asv.trail.lost-key=%s bestätigt das."""
              .formatted(id, directory, id));
    }
    return key;
  }

  private static TrailKeyProblem neverOpened() {
    return new TrailKeyProblem(
        "Das Buch der Protokolle ist leer, obwohl es beim Start nicht leer war: Jemand hat die"
            + " Datenbank verändert. Es wird nichts geschrieben. Bitte die IT-Leitung"
            + " verständigen.");
  }
}
