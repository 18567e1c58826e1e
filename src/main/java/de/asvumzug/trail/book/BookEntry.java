package de.asvumzug.trail.book;

import de.asvumzug.trail.chain.TrailHash;
import de.asvumzug.trail.key.TrailKey;
import java.time.Instant;

/**
 * One entry of the book of trails, which chains all moves.
 *
 * @param kind name of a {@link Kind}; text, since somebody may have changed it
 * @param migrationId null where a key comes into use
 * @param rows lines of the move's trail at that time
 * @param lastHash hash of its last line then
 * @param note what the head was recorded for; may be null
 */
public record BookEntry(
    long number,
    Instant at,
    String kind,
    String migrationId,
    Long rows,
    String lastHash,
    String note,
    String previousHash,
    String hash,
    String keyId,
    String mac) {

  /** What an entry records. */
  public enum Kind {
    /** From here on another key is used. */
    KEY,
    /** A move's trail begins. */
    BEGIN,
    /** A trail that is older than the book: its lines up to here have no code. */
    ADOPTED,
    /** Where a trail ended at that time. */
    HEAD
  }

  public boolean is(Kind one) {
    return one.name().equals(kind);
  }

  public BookEntry sealed(TrailKey key) {
    BookEntry hashed = with(TrailHash.of(this), null);
    return hashed.with(hashed.hash(), key.mac(TrailHash.macContent(hashed)));
  }

  private BookEntry with(String newHash, String newMac) {
    return new BookEntry(
        number, at, kind, migrationId, rows, lastHash, note, previousHash, newHash, keyId, newMac);
  }
}
