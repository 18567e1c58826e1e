package de.asvumzug.trail;

import de.asvumzug.trail.chain.StoredRow;
import de.asvumzug.trail.chain.TrailHash;
import de.asvumzug.trail.key.TrailKey;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The owner of the application's database, without the key: switches the triggers off, changes what
 * he likes, and makes every hash and head fit again.
 */
public final class Forger {
  private final AuditTrailFixture kit;
  private final AuditTrailRepository table;

  public Forger(AuditTrailFixture kit) {
    this.kit = kit;
    this.table = new AuditTrailRepository(kit.jdbc);
  }

  /** Changes a line and chains everything behind it anew, the head included. */
  public void rewrite(String move, long number, UnaryOperator<StoredRow> change) {
    List<StoredRow> rows = table.rows(move);
    kit.tamper("delete from umzug.trail where migration_id = ?", move);
    String previous = TrailHash.START;
    for (StoredRow row : rows) {
      StoredRow changed = row.number() == number ? change.apply(row) : row;
      StoredRow chained = chained(changed, previous);
      put(chained);
      previous = chained.hash();
    }
    kit.tamper(
        "update umzug.trail_head set rows = ?, last_hash = ? where migration_id = ?",
        rows.size(),
        previous,
        move);
  }

  /** Takes the codes away from a line on, as if the lines were older than the codes. */
  void unseal(String move, long from) {
    rewriteAll(move, row -> row.number() < from ? row : with(row, row.text(), null, null, null));
  }

  /** Cuts the end off, the head included. */
  public void cutAfter(String move, long number) {
    kit.tamper("delete from umzug.trail where migration_id = ? and number > ?", move, number);
    kit.tamper(
        "update umzug.trail_head h set rows = ?, last_hash = (select hash from umzug.trail t"
            + " where t.migration_id = h.migration_id and t.number = ?) where migration_id = ?",
        number,
        number,
        move);
  }

  /** Takes the whole trail of a move away; its entries in the book stay. */
  void remove(String move) {
    kit.tamper("delete from umzug.trail where migration_id = ?", move);
    kit.tamper("delete from umzug.trail_head where migration_id = ?", move);
  }

  void rewriteAll(String move, UnaryOperator<StoredRow> change) {
    List<StoredRow> rows = table.rows(move);
    kit.tamper("delete from umzug.trail where migration_id = ?", move);
    String previous = TrailHash.START;
    for (StoredRow row : rows) {
      StoredRow chained = chained(change.apply(row), previous);
      put(chained);
      previous = chained.hash();
    }
    kit.tamper("update umzug.trail_head set last_hash = ? where migration_id = ?", previous, move);
  }

  public static StoredRow withText(StoredRow row, String text) {
    return with(row, text, row.book(), row.keyId(), row.mac());
  }

  static StoredRow sealedBy(StoredRow row, TrailKey key) {
    return with(row, row.text(), row.book(), key.id(), row.mac()).sealed(key);
  }

  static StoredRow linkedTo(StoredRow row, String previous) {
    return copy(row, row.text(), previous, null, row.book(), row.keyId(), row.mac());
  }

  static StoredRow chained(StoredRow row, String previous) {
    StoredRow linked = linkedTo(row, previous);
    return copy(
        linked, row.text(), previous, TrailHash.of(linked), row.book(), row.keyId(), row.mac());
  }

  private static StoredRow with(StoredRow row, String text, Long book, String keyId, String mac) {
    return copy(row, text, row.previousHash(), row.hash(), book, keyId, mac);
  }

  private static StoredRow copy(
      StoredRow row,
      String text,
      String previous,
      String hash,
      Long book,
      String keyId,
      String mac) {
    return new StoredRow(
        row.migrationId(),
        row.number(),
        row.at(),
        row.kind(),
        row.actor(),
        row.element(),
        row.school(),
        row.machine(),
        text,
        row.details(),
        previous,
        hash,
        book,
        keyId,
        mac);
  }

  private void put(StoredRow row) {
    kit.tamper(
        "insert into umzug.trail (migration_id, number, at, kind, actor, element, school, machine,"
            + " text, details, previous_hash, hash, book, key_id, mac)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.migrationId(),
        row.number(),
        row.at().atOffset(java.time.ZoneOffset.UTC),
        row.kind(),
        row.actor(),
        row.element(),
        row.school(),
        row.machine(),
        row.text(),
        row.details(),
        row.previousHash(),
        row.hash(),
        row.book(),
        row.keyId(),
        row.mac());
  }
}
