package de.asvumzug.trail.chain;

import de.asvumzug.trail.key.TrailKey;
import java.time.Instant;

/**
 * A line exactly as the table holds it; the kind and the details are still text.
 *
 * @param book number of the book's last entry when the line was written; null in older lines
 * @param keyId key of the code; null in lines from before there were codes
 * @param mac HMAC over the same content and the hash; null like the key
 */
public record StoredRow(
    String migrationId,
    long number,
    Instant at,
    String kind,
    String actor,
    String element,
    String school,
    String machine,
    String text,
    String details,
    String previousHash,
    String hash,
    Long book,
    String keyId,
    String mac) {

  /** Hash and code computed over everything else. */
  public StoredRow sealed(TrailKey key) {
    StoredRow hashed = with(TrailHash.of(this), null);
    return hashed.with(hashed.hash(), key.mac(TrailHash.macContent(hashed)));
  }

  private StoredRow with(String newHash, String newMac) {
    return new StoredRow(
        migrationId,
        number,
        at,
        kind,
        actor,
        element,
        school,
        machine,
        text,
        details,
        previousHash,
        newHash,
        book,
        keyId,
        newMac);
  }
}
