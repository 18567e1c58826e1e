package de.asvumzug.trail.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.CanonicalJson;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.TrailReader;
import de.asvumzug.trail.book.Book;
import de.asvumzug.trail.chain.TrailHash;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The evidence of all moves. A document and its line on the trail (with the SHA-256) are stored
 * together or not at all; {@link TrailReader#verify} compares them.
 */
@Component
public final class RecordedEvidence implements EvidenceReader, EvidenceFactory {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /** Who stores: goes into the line on the trail; all but the first may be null. */
  record Origin(String migrationId, String element, String actor, String school, String machine) {}

  private final EvidenceRepository table;
  private final Book book;
  private final AuditTrail trail;
  private final CanonicalJson json;
  private final TransactionTemplate transaction;

  public RecordedEvidence(
      EvidenceRepository table,
      Book book,
      AuditTrail trail,
      CanonicalJson json,
      PlatformTransactionManager transactions) {
    this.table = table;
    this.book = book;
    this.trail = trail;
    this.json = json;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** Evidence of a move, written by the system outside a step. */
  public Evidence of(String migrationId) {
    return of(migrationId, null, null, null, null);
  }

  @Override
  public Evidence of(
      String migrationId, String element, String actor, String school, String machine) {
    return new JdbcEvidence(this, new Origin(migrationId, element, actor, school, machine));
  }

  /** The newest document of a name as JSON text, e.g. for an export. */
  public Optional<String> document(String migrationId, String name) {
    return table.newest(migrationId, name).map(EvidenceRepository.Document::text);
  }

  /** Names of all evidence of a move, sorted. */
  public List<String> names(String migrationId) {
    return table.all(migrationId).stream()
        .map(EvidenceRepository.Document::name)
        .distinct()
        .toList();
  }

  @Override
  public Optional<JsonNode> find(String migrationId, String name) {
    return find(migrationId, name, JsonNode.class);
  }

  <T> Optional<T> find(String migrationId, String name, Class<T> type) {
    return document(migrationId, name).map(text -> json.read(text, type));
  }

  void store(Origin origin, String name, Object document) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("evidence name must be kebab-case: " + name);
    }
    String text = json.write(document);
    transaction.executeWithoutResult(status -> write(origin, name, text));
  }

  private void write(Origin origin, String name, String text) {
    // The lock of the chain also orders the revisions.
    book.lock(origin.migrationId());
    int revision =
        table.newest(origin.migrationId(), name).map(newest -> newest.revision() + 1).orElse(1);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    EvidenceRepository.Document stored =
        new EvidenceRepository.Document(name, revision, text, TrailHash.ofText(text), now);
    table.append(origin.migrationId(), stored);
    trail.append(
        new AuditEvent(
            origin.migrationId(),
            TrailKind.EVIDENCE,
            origin.actor(),
            origin.element(),
            origin.school(),
            origin.machine(),
            "Nachweis „" + name + "“ (Fassung " + revision + ") abgelegt.",
            details(stored)));
  }

  /** What binds a document to its line. */
  static Map<String, Object> details(EvidenceRepository.Document document) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("name", document.name());
    details.put("revision", document.revision());
    details.put("sha256", document.sha256());
    details.put("createdAt", document.createdAt().toString());
    return details;
  }
}
